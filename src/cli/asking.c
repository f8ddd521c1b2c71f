#include "command.h"

/* The system allows less for all arguments together. */
enum { QUERY_ARGUMENTS_MAX = 8 << 20 };

static void join_words(const struct call *call, struct buf *query) {
  for (size_t i = 0; i < call->word_count; i++) {
    if (i > 0) {
      buf_byte(query, ' ');
    }
    buf_add(query, str_of(call->words[i]));
  }
}

bool narrowing_read(const struct value *tags, const struct value *pairs, struct narrowing *narrowing,
                    struct search_request *request, struct error *err) {
  request->filters = narrowing->filters;
  for (size_t i = 0; i < tags->count; i++) {
    narrowing->filters[request->filter_count++] = (struct search_filter){STR("tag"), str_of(tags->all[i])};
  }
  for (size_t i = 0; i < pairs->count; i++) {
    struct str pair = str_of(pairs->all[i]);
    size_t equals = str_find(pair, '=', 0);
    if (equals == 0 || equals + 1 >= pair.len) {
      return error_set(err, "--filter takes KEY=VALUE, not \"%.100s\"", pair.ptr);
    }
    narrowing->filters[request->filter_count++] =
        (struct search_filter){str_slice(pair, 0, equals), str_slice(pair, equals + 1, pair.len)};
  }
  return true;
}

int asking_run(const struct call *call, const char *index, asking *ask, struct error *err) {
  struct buf query;
  buf_init(&query, QUERY_ARGUMENTS_MAX);
  join_words(call, &query);
  struct searcher *searcher = searcher_new();
  struct reading reading;
  int status = CLI_TROUBLE;
  if (reading_begin(&reading, index, err)) {
    if (searcher == NULL || buf_failed(&query)) {
      (void)error_memory(err);
    } else {
      status = ask(call, buf_str(&query), searcher, &reading, err);
    }
  }
  status = reading_end(&reading, status, err);
  searcher_free(searcher);
  buf_free(&query);
  return status;
}
