#include "flow.h"

#include <stdio.h>

#include "address.h"
#include "safe.h"

/* Longer lines are hard to read, shorter ones hold too little. */
enum { COLUMNS_DEFAULT = 80, COLUMNS_LEAST = 20, COLUMNS_MOST = 100, COLUMNS_TAB = 4 };

static const struct style plain = {0};

void flow_begin(struct flow *flow, const struct terminal *terminal, struct buf *out) {
  size_t columns = terminal->columns == 0 ? COLUMNS_DEFAULT : terminal->columns;
  columns = columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns > COLUMNS_MOST ? COLUMNS_MOST : columns;
  *flow = (struct flow){.out = out, .terminal = terminal, .width = columns};
  buf_init(&flow->prefix, out->ceiling);
  buf_init(&flow->word, out->ceiling);
}

void flow_end(struct flow *flow) {
  flow_break(flow);
  flow->out->failed |= buf_failed(&flow->prefix);
  buf_free(&flow->prefix);
  buf_free(&flow->word);
}

/* ---- styles ---- */

static void change_colour(struct buf *out, unsigned from, unsigned to) {
  if (from == to) {
    return;
  }
  buf_add(out, from != 0 ? STR("\x1b[0m") : STR(""));
  buf_add(out, (to & STYLE_BOLD) != 0 ? STR("\x1b[1m") : STR(""));
  buf_add(out, (to & STYLE_DIM) != 0 ? STR("\x1b[2m") : STR(""));
  buf_add(out, (to & STYLE_ITALIC) != 0 ? STR("\x1b[3m") : STR(""));
  buf_add(out, (to & STYLE_MATCH) != 0 ? STR("\x1b[1;31m") : STR(""));
}

static void change_link(struct buf *out, struct str from, struct str to) {
  if (!str_equal(from, to)) {
    buf_add(out, STR("\x1b]8;;"));
    address_add(out, to);
    buf_add(out, STR("\x1b\\"));
  }
}

static void change_style(const struct flow *flow, struct buf *out, struct style from, struct style to) {
  if (flow->terminal->colour) {
    change_colour(out, from.flags, to.flags);
  }
  if (flow->terminal->links) {
    change_link(out, from.link, to.link);
  }
}

static void write_style(struct flow *flow, struct style style) {
  change_style(flow, flow->out, flow->written, style);
  flow->written = style;
}

static bool same_style(struct style a, struct style b) {
  return a.flags == b.flags && str_equal(a.link, b.link);
}

/* ---- lines ---- */

static struct str without_end(struct str text) {
  while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
    text.len--;
  }
  return text;
}

static void begin_line(struct flow *flow) {
  struct str prefix = buf_str(&flow->prefix);
  if (flow->blank && flow->out->len > 0) {
    buf_add(flow->out, without_end(str_slice(prefix, 0, flow->shared)));
    buf_byte(flow->out, '\n');
  }
  struct str bullet = str_of(flow->bullet);
  size_t kept = prefix.len - (bullet.len == 0 ? 0 : unicode_columns(bullet));
  buf_add(flow->out, str_slice(prefix, 0, kept));
  buf_add(flow->out, bullet);
  flow->column = unicode_columns(buf_str(&flow->prefix));
  flow->bullet[0] = '\0';
  flow->shared = prefix.len;
  flow->blank = false;
  flow->in_line = true;
}

static void end_line(struct flow *flow) {
  write_style(flow, plain);
  buf_byte(flow->out, '\n');
  flow->in_line = false;
}

static void place_word(struct flow *flow) {
  flow->out->failed |= buf_failed(&flow->word);
  if (flow->word.len == 0) {
    return;
  }
  if (flow->in_line && flow->column + flow->gap + flow->word_columns > flow->width) {
    end_line(flow);
  }
  if (!flow->in_line) {
    begin_line(flow);
  } else if (flow->gap) {
    if (!same_style(flow->written, flow->first)) {
      write_style(flow, plain);
    }
    buf_byte(flow->out, ' ');
    flow->column++;
  }
  write_style(flow, flow->first);
  buf_add(flow->out, buf_str(&flow->word));
  flow->column += flow->word_columns;
  flow->written = flow->last;
  buf_clear(&flow->word);
  flow->word_columns = 0;
  flow->gap = false;
}

void flow_break(struct flow *flow) {
  place_word(flow);
  flow->gap = false;
  if (flow->in_line) {
    end_line(flow);
  }
}

void flow_bullet(struct flow *flow, const char *bullet) {
  flow_break(flow);
  if (flow->bullet[0] != '\0') {
    begin_line(flow);
    end_line(flow);
  }
  (void)snprintf(flow->bullet, sizeof flow->bullet, "%s", bullet);
}

void flow_gap(struct flow *flow) {
  flow_break(flow);
  flow->blank = true;
}

/* ---- text ---- */

static void add_character(struct flow *flow, struct str character, struct style style) {
  if (flow->word.len == 0) {
    flow->first = style;
  } else {
    change_style(flow, &flow->word, flow->last, style);
  }
  flow->last = style;
  buf_add(&flow->word, character);
  flow->word_columns += unicode_columns(character);
}

static bool is_space(uint32_t character) {
  return character == ' ' || character == '\t' || character == '\n' || safe_is_harmful(character);
}

static struct str shown(struct str text, size_t begin, size_t end, uint32_t character) {
  return character == 0xFFFD ? STR("\xEF\xBF\xBD") : str_slice(text, begin, end);
}

void flow_text(struct flow *flow, struct str text, struct style style) {
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    uint32_t character = utf8_next(text, &at);
    bool alone = character >= 0x80 && unicode_class(character) == UNICODE_SOLO;
    if (is_space(character)) {
      place_word(flow);
      flow->gap = true;
      continue;
    }
    if (alone) {
      place_word(flow);
    }
    add_character(flow, shown(text, begin, at, character), style);
    if (alone) {
      place_word(flow);
    }
  }
}

static void add_verbatim(struct buf *out, struct str text) {
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    uint32_t character = utf8_next(text, &at);
    if (character == '\t') {
      buf_format(out, "%*s", COLUMNS_TAB, "");
    } else {
      buf_add(out, is_space(character) ? STR(" ") : shown(text, begin, at, character));
    }
  }
}

void flow_line(struct flow *flow, struct str text, struct style style) {
  flow_break(flow);
  begin_line(flow);
  write_style(flow, style);
  add_verbatim(flow->out, text);
  end_line(flow);
}

void flow_push(struct flow *flow, struct str prefix) {
  buf_add(&flow->prefix, prefix);
}

void flow_pop(struct flow *flow, size_t bytes) {
  flow->prefix.len -= bytes < flow->prefix.len ? bytes : flow->prefix.len;
  flow->shared = flow->shared < flow->prefix.len ? flow->shared : flow->prefix.len;
}

size_t flow_room(const struct flow *flow) {
  size_t used = unicode_columns(buf_str(&flow->prefix));
  return flow->width > used + COLUMNS_LEAST ? flow->width - used : COLUMNS_LEAST;
}
