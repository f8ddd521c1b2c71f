#include <stdio.h>

#include "flow.h"
#include "render.h"
#include "sentence.h"
#include "store/store.h"

enum { LABEL_COLUMNS = 22 };

static void add_line(struct flow *flow, const char *label, struct str value) {
  struct buf line;
  buf_init(&line, flow->out->ceiling);
  buf_format(&line, "%-*s", LABEL_COLUMNS, label);
  buf_add(&line, value);
  flow_line(flow, buf_str(&line), (struct style){0});
  flow->out->failed |= buf_failed(&line);
  buf_free(&line);
}

static void add_number(struct flow *flow, const char *label, uint64_t number, const char *unit) {
  struct buf value;
  buf_init(&value, 256);
  sentence_number(&value, number);
  buf_add(&value, str_of(unit));
  add_line(flow, label, buf_str(&value));
  buf_free(&value);
}

static void add_mean_lengths(struct flow *flow, const struct store_facts *facts) {
  for (size_t i = 0; i < FIELD_COUNT; i++) {
    char label[64], value[64];
    (void)snprintf(label, sizeof label, "  %s", field_name((enum field)i));
    (void)snprintf(value, sizeof value, "%.1f", facts->mean_length[i]);
    add_line(flow, label, str_of(value));
  }
}

void render_facts_terminal(const struct store_facts *facts, const char *path, struct buf *out) {
  const struct terminal terminal = {.columns = 80};
  struct flow flow;
  flow_begin(&flow, &terminal, out);
  add_line(&flow, "Index", str_of(path));
  add_line(&flow, "Generation", str_of(facts->digest));
  add_number(&flow, "Articles", facts->articles, "");
  add_number(&flow, "Sections", facts->sections, "");
  add_number(&flow, "Words", facts->words, "");
  add_number(&flow, "Text", facts->text_bytes, " bytes");
  flow_line(&flow, STR("Words an article in"), (struct style){0});
  add_mean_lengths(&flow, facts);
  add_number(&flow, "Index format", facts->format, "");
  add_number(&flow, "Token version", facts->token_version, "");
  add_line(&flow, "Stemmer", str_of(facts->stemmer));
  add_line(&flow, "Program", STR("marrow " MARROW_VERSION));
  flow_end(&flow);
}
