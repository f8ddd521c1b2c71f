#include <stdio.h>

#include "address.h"
#include "body.h"
#include "render.h"
#include "sentence.h"
#include "table_terminal.h"
#include "walk.h"

enum { DEPTH_MAX = 257 }; /* a depth is a byte; and what stands in no mark */

struct body {
  struct flow *flow;
  const struct article *article;
  struct style styles[DEPTH_MAX]; /* of the open marks, innermost last */
  size_t open;
  uint32_t next[DEPTH_MAX]; /* number of the next item of each open list; 0: bullets */
  size_t lists;
  size_t indents[DEPTH_MAX]; /* columns each open item is indented by */
  size_t items;
};

static void begin_item(struct body *body) {
  char bullet[24] = "• ";
  uint32_t *next = body->lists > 0 ? &body->next[body->lists - 1] : NULL;
  if (next != NULL && *next > 0) {
    (void)snprintf(bullet, sizeof bullet, "%u. ", (unsigned)(*next)++ - 1);
  }
  size_t columns = unicode_columns(str_of(bullet));
  flow_bullet(body->flow, "");
  flow_push(body->flow, str_slice(STR("                        "), 0, columns));
  flow_bullet(body->flow, bullet);
  body->indents[body->items++] = columns;
}

static void end_item(struct body *body) {
  flow_bullet(body->flow, "");
  flow_pop(body->flow, body->indents[--body->items]);
}

static void add_code(struct body *body, const struct mark *mark) {
  struct str rest = str_slice(body->article->text, mark->range.begin, mark->range.end), line;
  flow_gap(body->flow);
  flow_push(body->flow, STR("    "));
  while (str_next_line(&rest, &line)) {
    flow_line(body->flow, line, (struct style){0});
  }
  flow_pop(body->flow, 4);
}

static void begin_list(struct body *body, const struct mark *mark) {
  if (body->items > 0) {
    flow_break(body->flow);
  } else {
    flow_gap(body->flow);
  }
  body->next[body->lists++] = mark->number;
}

static void begin_quote(struct body *body) {
  flow_gap(body->flow);
  flow_push(body->flow, STR("│ "));
}

/* Blocks; answers whether what is inside is to be walked. */
static bool open_block(struct body *body, const struct mark *mark) {
  switch (mark->kind) {
  case MARK_LIST:
    begin_list(body, mark);
    return true;
  case MARK_ITEM:
    begin_item(body);
    return true;
  case MARK_QUOTE:
    begin_quote(body);
    return true;
  case MARK_CODE_BLOCK:
    add_code(body, mark);
    return false;
  case MARK_TABLE:
    table_terminal(body->flow, body->article, mark);
    return false;
  case MARK_RULE:
    flow_gap(body->flow);
    flow_line(body->flow, STR("────────"), (struct style){.flags = STYLE_DIM});
    return false;
  default:
    flow_gap(body->flow);
    return true;
  }
}

static struct style style_of(const struct mark *mark, struct style around) {
  struct style style = around;
  if (mark->kind == MARK_HEADING || mark->kind == MARK_STRONG) {
    style.flags |= STYLE_BOLD;
  } else if (mark->kind == MARK_EMPHASIS) {
    style.flags |= STYLE_ITALIC;
  } else if ((mark->kind == MARK_LINK || mark->kind == MARK_IMAGE) && address_is_web(mark->value)) {
    style.link = mark->value;
  }
  return style;
}

static bool open_mark(void *context, const struct mark *mark) {
  struct body *body = context;
  bool walked = true;
  if (mark->kind == MARK_BREAK) {
    flow_break(body->flow);
  } else if (!walk_is_inline(mark)) {
    walked = open_block(body, mark);
  }
  struct style around = body->styles[body->open];
  body->styles[++body->open] = style_of(mark, around);
  return walked;
}

static void close_mark(void *context, const struct mark *mark) {
  struct body *body = context;
  body->open--;
  if (walk_is_inline(mark)) {
    return;
  }
  flow_break(body->flow);
  if (mark->kind == MARK_LIST) {
    body->lists--;
  } else if (mark->kind == MARK_ITEM) {
    end_item(body);
  } else if (mark->kind == MARK_QUOTE) {
    flow_pop(body->flow, STR("│ ").len);
  }
}

static void add_text(void *context, const struct mark *inside, struct str text) {
  struct body *body = context;
  (void)inside;
  flow_text(body->flow, text, body->styles[body->open]);
}

static void add_fact(struct flow *flow, struct str text) {
  const struct style dim = {.flags = STYLE_DIM};
  if (text.len > 0) {
    flow_text(flow, flow->in_line || flow->word.len > 0 ? STR(" · ") : STR(""), dim);
    flow_text(flow, text, dim);
  }
}

static void add_head(struct flow *flow, const struct article *article) {
  struct buf date;
  buf_init(&date, 64 + article->date.len);
  sentence_date(&date, article->date);
  flow_text(flow, article->title, (struct style){.flags = STYLE_BOLD});
  flow_break(flow);
  add_fact(flow, article->url);
  add_fact(flow, buf_str(&date));
  add_fact(flow, article->lang);
  for (size_t i = 0; i < article->tag_count; i++) {
    add_fact(flow, article->tags[i]);
  }
  flow_gap(flow);
  flow->out->failed |= buf_failed(&date);
  buf_free(&date);
}

void body_terminal(struct flow *flow, const struct article *article) {
  struct body body = {.flow = flow, .article = article};
  const struct walker walker = {.context = &body, .open = open_mark, .close = close_mark, .text = add_text};
  walk_article(article, &walker);
}

void render_article_terminal(const struct article *article, const struct terminal *terminal, struct buf *out) {
  struct flow flow;
  flow_begin(&flow, terminal, out);
  add_head(&flow, article);
  body_terminal(&flow, article);
  flow_end(&flow);
}
