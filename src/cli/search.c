#include "command.h"

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
    [LANG] = {LANG_OPTION},
    [TAG] = {TAG_OPTION},
    [FILTER] = {FILTER_OPTION},
    [SINCE] = {SINCE_OPTION},
    [UNTIL] = {UNTIL_OPTION},
    [SORT] = {.name = "--sort",
              .kind = OPTION_TEXT,
              .value = "HOW",
              .help = "date: newest first; score: best first",
              .fallback = "score"},
    [FACETS] = {.name = "--facets",
                .kind = OPTION_TEXT,
                .value = "KEYS",
                .help = "count values of tag,lang,... over all articles found"},
    [EXACT] = {EXACT_OPTION},
    [TYPING] = {TYPING_OPTION},
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "print what the HTTP API answers"},
    [EXPLAIN] = {.name = "--explain", .kind = OPTION_FLAG, .help = "say what each article earned its place with"},
    [INDEX] = {INDEX_OPTION},
};

_Static_assert(SEARCH_LIMIT_DEFAULT == 10 && SEARCH_LIMIT_MAX == 100 && SEARCH_OFFSET_MAX == 10000,
               "the help of --limit and --offset names these numbers");

/* What may be given several times, as the request has it. Lives as long as the command's own memory. */
struct choices {
  struct narrowing narrowing;
  struct str facets[STORE_FACETS_MAX];
};

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
  return narrowing_read(&call->values[TAG], &call->values[FILTER], &choices->narrowing, request, err);
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
  return asking_run(call, call->values[INDEX].text, answer, err);
}

const struct command command_search = {
    .name = "search",
    .summary = "find articles",
    .about = "Finds the articles that have the words of a query, best first. Behind the first\n"
             "word, -word is part of the query; -- ends the options. Above the articles stands\n"
             "the paragraph or list that answers the query by itself, where one does.",
    .example = "marrow search knee injection -steroid",
    .operand = {.name = "QUERY", .help = QUERY_OPERAND_HELP, .least = 1, .most = SIZE_MAX},
    .dashed_words = true,
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
