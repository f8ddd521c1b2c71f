#include "address.h"
#include "flow.h"
#include "render.h"

static const struct style plain = {0}, dim = {.flags = STYLE_DIM};

static void add_text(struct flow *flow, const struct suggestion *suggestion, struct str link) {
  size_t written = 0;
  for (size_t i = 0; i < suggestion->match_count; i++) {
    struct span span = suggestion->matches[i];
    flow_text(flow, str_slice(suggestion->text, written, span.begin), (struct style){.link = link});
    flow_text(flow, str_slice(suggestion->text, span.begin, span.end), (struct style){.flags = STYLE_MATCH, .link = link});
    written = span.end;
  }
  flow_text(flow, str_slice(suggestion->text, written, suggestion->text.len), (struct style){.link = link});
}

/* "article  Knee injection", "section  After the injection - Knee injection", "query    knee injury", addresses below. */
static void add_suggestion(struct flow *flow, const struct suggestion *suggestion) {
  static const char *const kinds[] = {
      [SUGGESTION_TITLE] = "article  ", [SUGGESTION_HEADING] = "section  ", [SUGGESTION_QUERY] = "query    "};
  struct buf url;
  buf_init(&url, flow->out->ceiling);
  if (suggestion->kind != SUGGESTION_QUERY) {
    address_add_section(&url, suggestion->url, suggestion->anchor);
  }
  flow_push(flow, STR("         "));
  flow_bullet(flow, kinds[suggestion->kind]);
  add_text(flow, suggestion, address_is_web(suggestion->url) ? buf_str(&url) : STR(""));
  if (suggestion->kind == SUGGESTION_HEADING) {
    flow_text(flow, STR(" \xe2\x80\x93 "), dim);
    flow_text(flow, suggestion->title, plain);
  }
  flow_break(flow);
  if (url.len > 0) {
    flow_text(flow, buf_str(&url), dim);
    flow_break(flow);
  }
  flow_pop(flow, 9);
  flow->out->failed |= buf_failed(&url);
  buf_free(&url);
}

void render_suggest_terminal(const struct suggest_answer *answer, const struct terminal *terminal, struct buf *out) {
  struct flow flow;
  flow_begin(&flow, terminal, out);
  for (size_t i = 0; i < answer->count; i++) {
    add_suggestion(&flow, &answer->list[i]);
  }
  if (answer->count == 0) {
    flow_text(&flow, STR("Nothing to suggest."), plain);
    flow_break(&flow);
  }
  flow_end(&flow);
}
