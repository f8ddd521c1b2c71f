#include "command.h"

/* The system allows less for all arguments together. */
enum { QUERY_ARGUMENTS_MAX = 8 << 20 };

enum { LIMIT, OFFSET, LANG, TAG, EXACT, JSON, EXPLAIN, INDEX };

static const struct option options[] = {
    [LIMIT] = {.name = "--limit",
               .kind = OPTION_NUMBER,
               .value = "N",
               .help = "show at most N articles, 1 to 100",
               .fallback = "10",
               .least = 1,
               .most = SEARCH_LIMIT_MAX},
    [OFFSET] = {.name = "--offset",
                .kind = OPTION_NUMBER,
                .value = "N",
                .help = "pass over the first N articles, at most 10000",
                .fallback = "0",
                .most = SEARCH_OFFSET_MAX},
    [LANG] = {.name = "--lang", .kind = OPTION_TEXT, .value = "CODE", .help = "only articles in this language: en, de, ..."},
    [TAG] = {.name = "--tag", .kind = OPTION_TEXT, .value = "TAG", .help = "only articles with this tag"},
    [EXACT] = {.name = "--exact", .kind = OPTION_FLAG, .help = "look for the words as typed, misspelt or not"},
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "print what the HTTP API answers"},
    [EXPLAIN] = {.name = "--explain", .kind = OPTION_FLAG, .help = "say what each article earned its place with"},
    [INDEX] = {INDEX_OPTION},
};

_Static_assert(SEARCH_LIMIT_DEFAULT == 10 && SEARCH_LIMIT_MAX == 100 && SEARCH_OFFSET_MAX == 10000,
               "the help of --limit and --offset names these numbers");

static void join_words(const struct call *call, struct buf *query) {
  for (size_t i = 0; i < call->word_count; i++) {
    if (i > 0) {
      buf_byte(query, ' ');
    }
    buf_add(query, str_of(call->words[i]));
  }
}

static int answer(const struct call *call, struct str query, struct searcher *searcher, struct reading *reading,
                  struct error *err) {
  struct search_request request = {
      .query = query,
      .limit = (size_t)call->values[LIMIT].number,
      .offset = (size_t)call->values[OFFSET].number,
      .lang = str_of(call->values[LANG].text),
      .tag = str_of(call->values[TAG].text),
      .exact = call->values[EXACT].given,
      .explain = call->values[EXPLAIN].given,
  };
  struct search_answer found;
  if (!search_run(searcher, reading->store, &request, &reading->arena, &found, err)) {
    return CLI_TROUBLE;
  }
  if (call->values[JSON].given) {
    render_search_json(&found, store_facts(reading->store), &reading->out);
  } else {
    struct terminal terminal = output_terminal();
    render_search_terminal(&found, &terminal, &reading->out);
  }
  return found.total > 0 ? CLI_WELL : CLI_NOTHING;
}

static int run(const struct call *call, struct error *err) {
  struct buf query;
  buf_init(&query, QUERY_ARGUMENTS_MAX);
  join_words(call, &query);
  struct searcher *searcher = searcher_new();
  struct reading reading;
  int status = CLI_TROUBLE;
  if (reading_begin(&reading, call->values[INDEX].text, err)) {
    if (searcher == NULL || buf_failed(&query)) {
      (void)error_memory(err);
    } else {
      status = answer(call, buf_str(&query), searcher, &reading, err);
    }
  }
  status = reading_end(&reading, status, err);
  searcher_free(searcher);
  buf_free(&query);
  return status;
}

const struct command command_search = {
    .name = "search",
    .summary = "find articles",
    .about = "Finds the articles that have the words of a query, best first. Behind the first\n"
             "word, -word is part of the query; -- ends the options.",
    .example = "marrow search knee injection -steroid",
    .operand = {.name = "QUERY",
                .help = "words, \"a phrase\", -word, a OR b, title:word, tag:word, begin*",
                .least = 1,
                .most = SIZE_MAX},
    .dashed_words = true,
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
