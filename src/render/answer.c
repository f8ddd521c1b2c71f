#include "answer.h"
#include "address.h"
#include "body.h"
#include "html.h"

/* The text as an article of nothing else. */
static struct article article_of(const struct search_direct *direct) {
  return (struct article){.id = direct->id, .text = direct->text, .marks = direct->marks, .mark_count = direct->mark_count};
}

static void add_section_address(struct buf *out, const struct search_direct *direct) {
  address_add_section(out, direct->url, direct->anchor);
}

/* ---- JSON ---- */

static void add_section(struct json *json, const struct search_direct *direct) {
  struct buf url;
  buf_init(&url, json->out->ceiling);
  add_section_address(&url, direct);
  json_key(json, STR("section"));
  json_open(json, '{');
  json_member(json, STR("heading"), direct->heading);
  json_member(json, STR("anchor"), direct->anchor);
  json_member(json, STR("url"), buf_str(&url));
  json_close(json, '}');
  json->out->failed |= buf_failed(&url);
  buf_free(&url);
}

/* Where the items of a list stand in the text: [] of a paragraph. */
static void add_items(struct json *json, const struct search_direct *direct) {
  struct span spans[DIRECT_BYTES_MAX];
  size_t count = 0;
  for (size_t i = 0; i < direct->mark_count && count < COUNT_OF(spans); i++) {
    if (direct->marks[i].kind == MARK_ITEM && direct->marks[i].depth == 1) {
      spans[count++] = direct->marks[i].range;
    }
  }
  json_key(json, STR("items"));
  json_spans(json, direct->text, spans, count);
}

void answer_json(struct json *json, const struct search_direct *direct) {
  json_key(json, STR("answer"));
  if (direct == NULL) {
    json_raw(json, STR("null"));
    return;
  }
  json_open(json, '{');
  json_member(json, STR("id"), direct->id);
  json_member(json, STR("title"), direct->title);
  json_member(json, STR("url"), direct->url);
  json_optional_member(json, STR("lang"), direct->lang);
  add_section(json, direct);
  json_member(json, STR("text"), direct->text);
  add_items(json, direct);
  json_key(json, STR("cut"));
  json_truth(json, direct->cut);
  json_key(json, STR("score"));
  json_points(json, direct->score);
  json_close(json, '}');
}

/* ---- HTML ---- */

static void add_place(struct buf *out, const struct search_direct *direct) {
  struct buf address;
  buf_init(&address, out->ceiling);
  add_section_address(&address, direct);
  html_link(out, STR(""), direct->url, direct->title);
  if (direct->heading.len > 0) {
    buf_add(out, STR(" › "));
    html_link(out, STR(""), buf_str(&address), direct->heading);
  }
  out->failed |= buf_failed(&address);
  buf_free(&address);
}

static void fill_source(struct buf *out, const struct speech *speech, char slot, const void *subject) {
  const struct search_direct *direct = subject;
  (void)speech;
  (void)slot;
  buf_add(out, STR("<span"));
  html_lang(out, direct->lang);
  buf_byte(out, '>');
  add_place(out, direct);
  buf_add(out, STR("</span>"));
}

void answer_html(struct buf *out, const struct speech *speech, const struct search_direct *direct) {
  if (direct == NULL) {
    return;
  }
  struct article article = article_of(direct);
  buf_add(out, STR("<section class=\"answer\" dir=\"auto\" aria-label=\""));
  html_text_of(out, speech, SAY_ANSWER);
  buf_byte(out, '"');
  html_lang(out, direct->lang);
  buf_add(out, STR(">\n"));
  body_html(out, speech, &article);
  html_paragraph(out, speech, "source", SAY_FROM, fill_source, direct);
  buf_add(out, STR("</section>\n"));
}

/* ---- terminal ---- */

void answer_terminal(struct flow *flow, const struct search_direct *direct) {
  const struct style dim = {.flags = STYLE_DIM};
  if (direct == NULL) {
    return;
  }
  struct article article = article_of(direct);
  struct buf address;
  buf_init(&address, flow->out->ceiling);
  add_section_address(&address, direct);
  flow_gap(flow);
  flow_push(flow, STR("│ "));
  body_terminal(flow, &article);
  flow_break(flow);
  flow_text(flow, STR("from "), dim);
  flow_text(flow, direct->title, (struct style){.flags = 0, .link = address_is_web(direct->url) ? direct->url : STR("")});
  flow_text(flow, STR(" "), dim);
  flow_text(flow, buf_str(&address), dim);
  flow_break(flow);
  flow_pop(flow, STR("│ ").len);
  flow->out->failed |= buf_failed(&address);
  buf_free(&address);
}
