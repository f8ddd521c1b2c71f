#include "command.h"

enum { DOC, LANG, TAG, FILTER, SINCE, UNTIL, EXACT, TYPING, JSON, INDEX };

static const struct option options[] = {
    [DOC] = {.name = "--doc",
             .kind = OPTION_TEXT,
             .value = "ARTICLE",
             .help = "the article: its id, with or without ending, or its address"},
    [LANG] = {LANG_OPTION},
    [TAG] = {TAG_OPTION},
    [FILTER] = {FILTER_OPTION},
    [SINCE] = {SINCE_OPTION},
    [UNTIL] = {UNTIL_OPTION},
    [EXACT] = {EXACT_OPTION},
    [TYPING] = {TYPING_OPTION},
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "print all of it as JSON"},
    [INDEX] = {INDEX_OPTION},
};

static int explain(const struct call *call, struct str query, struct searcher *searcher, struct reading *reading,
                   struct error *err) {
  struct search_request request = {
      .query = query,
      .limit = SEARCH_LIMIT_DEFAULT,
      .lang = str_of(call->values[LANG].text),
      .since = str_of(call->values[SINCE].text),
      .until = str_of(call->values[UNTIL].text),
      .exact = call->values[EXACT].given,
      .typing = call->values[TYPING].given,
      .today = day_today(),
  };
  struct narrowing narrowing;
  uint32_t article;
  if (!narrowing_read(&call->values[TAG], &call->values[FILTER], &narrowing, &request, err) ||
      !search_check(reading->store, &request, err)) {
    return CLI_USAGE;
  }
  if (!reading_find(reading, call->values[INDEX].text, call->values[DOC].text, &article, err)) {
    return CLI_TROUBLE;
  }
  if (article == 0) {
    return CLI_NOTHING;
  }
  struct search_explanation explanation;
  if (!search_explain(searcher, reading->store, &request, article, &reading->arena, &explanation, err)) {
    return CLI_TROUBLE;
  }
  if (call->values[JSON].given) {
    render_explanation_json(&explanation, store_facts(reading->store), &reading->out);
  } else {
    struct terminal terminal = output_terminal();
    render_explanation_terminal(&explanation, &terminal, &reading->out);
  }
  return explanation.position > 0 ? CLI_WELL : CLI_NOTHING;
}

static int run(const struct call *call, struct error *err) {
  if (!call->values[DOC].given) {
    (void)error_set(err, "explain needs --doc ARTICLE, as in: %s", call->command->example);
    return CLI_USAGE;
  }
  return asking_run(call, call->values[INDEX].text, explain, err);
}

const struct command command_explain = {
    .name = "explain",
    .summary = "say why an article stands where it does",
    .about = "Says how a query is read, what an article earns for it, and why others stand\n"
             "before that article, or why it is not found at all.",
    .example = "marrow explain knee injection --doc knee-injection",
    .operand = {.name = "QUERY", .help = QUERY_OPERAND_HELP, .least = 1, .most = SIZE_MAX},
    .dashed_words = true,
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
