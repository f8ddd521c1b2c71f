#include "command.h"

enum { RELATED, JSON, INDEX };

static const struct option options[] = {
    [RELATED] = {.name = "--related", .kind = OPTION_FLAG, .help = "print which articles are related to it"},
    [JSON] = {.name = "--json", .kind = OPTION_FLAG, .help = "print what the HTTP API answers"},
    [INDEX] = {INDEX_OPTION},
};

/* The articles to read next, in the place of the article. */
static int show_related(const struct call *call, struct reading *reading, uint32_t number, const struct article *article,
                        struct error *err) {
  struct searcher *searcher = searcher_new();
  struct search_related related[SEARCH_RELATED_MAX];
  size_t count = 0;
  bool found = searcher != NULL ? search_related(searcher, reading->store, number, article, &reading->arena, related, &count, err)
                                : error_memory(err);
  searcher_free(searcher);
  if (!found) {
    return CLI_TROUBLE;
  }
  if (call->values[JSON].given) {
    render_related_json(article, related, count, &reading->out);
  } else {
    struct terminal terminal = output_terminal();
    render_related_terminal(article, related, count, &terminal, &reading->out);
  }
  return count > 0 ? CLI_WELL : CLI_NOTHING;
}

static int show(const struct call *call, struct reading *reading, struct error *err) {
  const char *name = call->words[0];
  uint32_t number = 0;
  if (!reading_find(reading, call->values[INDEX].text, name, &number, err)) {
    return CLI_TROUBLE;
  }
  if (number == 0) {
    return CLI_NOTHING;
  }
  struct article article;
  if (!store_article(reading->store, number, &reading->arena, &article, NULL, err)) {
    return CLI_TROUBLE;
  }
  if (call->values[RELATED].given) {
    return show_related(call, reading, number, &article, err);
  }
  if (!store_lead(reading->store, &reading->arena, &article, err)) {
    return CLI_TROUBLE;
  }
  if (call->values[JSON].given) {
    render_article_json(&article, &reading->out);
  } else {
    struct terminal terminal = output_terminal();
    render_article_terminal(&article, &terminal, &reading->out);
  }
  return CLI_WELL;
}

static int run(const struct call *call, struct error *err) {
  struct reading reading;
  bool begun = reading_begin(&reading, call->values[INDEX].text, err);
  return reading_end(&reading, begun ? show(call, &reading, err) : CLI_TROUBLE, err);
}

const struct command command_show = {
    .name = "show",
    .summary = "print an article",
    .about = "Prints an article as it stands in the index, or which articles to read next.",
    .example = "marrow show knee-injection",
    .operand = {.name = "ARTICLE", .help = "its id, with or without ending, or its address", .least = 1, .most = 1},
    .options = options,
    .option_count = COUNT_OF(options),
    .run = run,
};
