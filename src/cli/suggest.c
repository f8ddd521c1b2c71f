#include "command.h"

enum { LIMIT, LANG, JSON, INDEX };

static const struct option options[] = {
    [LIMIT] = {.name = "--limit",
               .kind = OPTION_NUMBER,
               .value = "N",
               .help = "at most N suggestions, 1 to 20",
               .fallback = "8",
               .least = 1,
               .most = SUGGEST_LIMIT_MAX},
    [LANG] = {.name = "--lang", .kind = OPTION_TEXT, .value = "CODE", .help = "only from articles in this language: en, de, ..."},
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "print what the HTTP API answers"},
    [INDEX] = {INDEX_OPTION},
};

_Static_assert(SUGGEST_LIMIT_DEFAULT == 8 && SUGGEST_LIMIT_MAX == 20, "the help of --limit names these numbers");

static int answer(const struct call *call, struct str query, struct searcher *searcher, struct reading *reading,
                  struct error *err) {
  struct suggest_request request = {
      .query = query, .limit = (size_t)call->values[LIMIT].number, .lang = str_of(call->values[LANG].text)};
  struct suggest_answer found;
  if (!suggest_run(searcher, reading->store, &request, &reading->arena, &found, err)) {
    return CLI_TROUBLE;
  }
  if (call->values[JSON].given) {
    render_suggest_json(&found, store_facts(reading->store), &reading->out);
  } else {
    struct terminal terminal = output_terminal();
    render_suggest_terminal(&found, &terminal, &reading->out);
  }
  return found.count > 0 ? CLI_WELL : CLI_NOTHING;
}

static int run(const struct call *call, struct error *err) {
  return asking_run(call, call->values[INDEX].text, answer, err);
}

const struct command command_suggest = {
    .name = "suggest",
    .summary = "suggest while somebody types",
    .about = "Suggests what a search box would show for what is typed so far: articles by\n"
             "their titles, sections by their headings, and the query with its last word\n"
             "finished.",
    .example = "marrow suggest knee inj",
    .operand = {.name = "QUERY", .help = "what is typed so far", .least = 1, .most = SIZE_MAX},
    .dashed_words = true,
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
