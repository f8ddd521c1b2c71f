#include "command.h"

/* The system allows less for all arguments together. */
enum { QUERY_ARGUMENTS_MAX = 8 << 20 };

enum { LIMIT, OFFSET, LANG, TAG, FILTER, SINCE, UNTIL, SORT, FACETS, EXACT, TYPING, JSON, EXPLAIN, INDEX };

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
    [TAG] = {.name = "--tag", .kind = OPTION_TEXT, .value = "TAG", .help = "only articles with this tag", .repeats = true},
    [FILTER] = {.name = "--filter",
                .kind = OPTION_TEXT,
                .value = "K=V",
                .help = "only articles whose key K has the value V",
                .repeats = true},
    [SINCE] = {.name = "--since",
               .kind = OPTION_TEXT,
               .value = "DATE",
               .help = "only articles from then on: 2024, 2024-05, 2024-05-31"},
    [UNTIL] = {.name = "--until", .kind = OPTION_TEXT, .value = "DATE", .help = "only articles up to then, inclusive"},
    [SORT] = {.name = "--sort",
              .kind = OPTION_TEXT,
              .value = "HOW",
              .help = "date: newest first; score: best first",
              .fallback = "score"},
    [FACETS] = {.name = "--facets",
                .kind = OPTION_TEXT,
                .value = "KEYS",
                .help = "count values of tag,lang,... over all articles found"},
    [EXACT] = {.name = "--exact", .kind = OPTION_FLAG, .help = "look for the words as typed, misspelt or not"},
    [TYPING] = {.name = "--typing", .kind = OPTION_FLAG, .help = "the last word is still being typed and may go on"},
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

/* What may be given several times, as the request has it. Lives as long as the command's own memory. */
struct choices {
  struct search_filter filters[2 * CALL_REPEATS_MAX];
  struct str facets[STORE_FACETS_MAX];
};

static bool read_filters(const struct call *call, struct choices *choices, struct search_request *request, struct error *err) {
  const struct value *tags = &call->values[TAG], *pairs = &call->values[FILTER];
  request->filters = choices->filters;
  for (size_t i = 0; i < tags->count; i++) {
    choices->filters[request->filter_count++] = (struct search_filter){STR("tag"), str_of(tags->all[i])};
  }
  for (size_t i = 0; i < pairs->count; i++) {
    struct str pair = str_of(pairs->all[i]);
    size_t equals = str_find(pair, '=', 0);
    if (equals == 0 || equals + 1 >= pair.len) {
      return error_set(err, "--filter takes KEY=VALUE, not \"%.100s\"", pair.ptr);
    }
    choices->filters[request->filter_count++] =
        (struct search_filter){str_slice(pair, 0, equals), str_slice(pair, equals + 1, pair.len)};
  }
  return true;
}

static bool read_choices(const struct call *call, struct choices *choices, struct search_request *request, struct error *err) {
  struct str names = str_of(call->values[FACETS].text), sort = str_of(call->values[SORT].text);
  request->facets = choices->facets;
  for (size_t at = 0; at < names.len && request->facet_count < STORE_FACETS_MAX;) {
    size_t end = str_find(names, ',', at);
    choices->facets[request->facet_count++] = str_trim(str_slice(names, at, end));
    at = end + 1;
  }
  request->by_date = str_equal(sort, STR("date"));
  if (!request->by_date && !str_equal(sort, STR("score"))) {
    return error_set(err, "--sort takes date or score, not \"%.100s\"", sort.ptr);
  }
  return read_filters(call, choices, request, err);
}

static int answer(const struct call *call, struct str query, struct searcher *searcher, struct reading *reading,
                  struct error *err) {
  struct search_request request = {
      .query = query,
      .limit = (size_t)call->values[LIMIT].number,
      .offset = (size_t)call->values[OFFSET].number,
      .lang = str_of(call->values[LANG].text),
      .since = str_of(call->values[SINCE].text),
      .until = str_of(call->values[UNTIL].text),
      .exact = call->values[EXACT].given,
      .today = day_today(),
      .typing = call->values[TYPING].given,
      .explain = call->values[EXPLAIN].given,
  };
  struct choices choices;
  if (!read_choices(call, &choices, &request, err) || !search_check(reading->store, &request, err)) {
    return CLI_USAGE;
  }
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
