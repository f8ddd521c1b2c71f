#include <md4c.h>

#include "article/address.h"
#include "article/build.h"
#include "article/charset.h"
#include "article/frontmatter.h"
#include "article/html.h"
#include "article/prose.h"
#include "article/source.h"
#include "article/templates.h"
#include "article/text.h"

/*
 * Raw HTML is read as such, so that it can be taken away; task boxes stay text. Bare addresses are
 * found here: md4c's own search is quadratic and may leave a span open across the cells of a table.
 */
enum { DIALECT = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH };

/* One walk over an article, as md4c calls back. */
struct walk {
  struct builder builder;
  struct buf html;      /* raw HTML whose end has not come yet */
  struct buf scratch;   /* an address, an entity, the text of HTML */
  size_t address_bytes; /* of all links and images so far */
  size_t code_begin;    /* of the code block */
  size_t spans;         /* marks that are open in the current block */
  bool in_html;         /* in an HTML block */
  bool in_heading, in_cell, in_link;
  bool hides; /* in a script or style that began within a line */
};

static int status(const struct walk *walk) {
  return walk->builder.failed || buf_failed(&walk->builder.text) || buf_failed(&walk->html) || buf_failed(&walk->scratch);
}

/* An attribute with its entities decoded, until scratch is used again. */
static struct str attribute(struct walk *walk, const MD_ATTRIBUTE *attribute) {
  buf_clear(&walk->scratch);
  for (size_t i = 0; attribute->text != NULL && attribute->substr_offsets[i] < attribute->size; i++) {
    struct str part = {attribute->text + attribute->substr_offsets[i],
                       attribute->substr_offsets[i + 1] - attribute->substr_offsets[i]};
    if (attribute->substr_types[i] == MD_TEXT_ENTITY) {
      entity_add(&walk->scratch, part);
    } else {
      buf_add(&walk->scratch, part);
    }
  }
  return buf_str(&walk->scratch);
}

static void line_break(struct walk *walk) {
  if (walk->in_heading || walk->in_cell) {
    builder_words(&walk->builder, STR(" "));
  } else {
    builder_break(&walk->builder);
  }
}

/* Tags within a line came to their end: only what parts words stays of them. */
static void end_inline_html(struct walk *walk) {
  if (walk->in_html || walk->html.len == 0) {
    return;
  }
  struct str html = buf_str(&walk->html);
  buf_clear(&walk->scratch);
  bool closes = str_starts_with(html, STR("</s")) || str_starts_with(html, STR("</S"));
  if (!walk->hides || closes) {
    walk->hides = html_add_text(&walk->scratch, html);
  }
  if (str_find(buf_str(&walk->scratch), '\n', 0) < walk->scratch.len) {
    line_break(walk);
  } else if (walk->scratch.len > 0) {
    builder_words(&walk->builder, STR(" "));
  }
  buf_clear(&walk->html);
}

static void end_html_block(struct walk *walk) {
  buf_clear(&walk->scratch);
  (void)html_add_text(&walk->scratch, buf_str(&walk->html));
  struct str text = text_line(walk->builder.arena, buf_str(&walk->scratch));
  if (text.len > 0) {
    builder_open_block(&walk->builder, GAP_BLOCK, MARK_PARAGRAPH, 0, STR(""));
    builder_words(&walk->builder, text);
    builder_close(&walk->builder);
  }
  buf_clear(&walk->html);
  walk->in_html = false;
}

/* Blocks that are opened and closed without further ado. */
static const struct {
  bool plain;
  enum mark_kind kind;
  enum gap gap;
  bool is_cell;
} blocks[] = {
    [MD_BLOCK_QUOTE] = {true, MARK_QUOTE, GAP_BLOCK, false},  [MD_BLOCK_LI] = {true, MARK_ITEM, GAP_LINE, false},
    [MD_BLOCK_HR] = {true, MARK_RULE, GAP_BLOCK, false},      [MD_BLOCK_P] = {true, MARK_PARAGRAPH, GAP_BLOCK, false},
    [MD_BLOCK_TABLE] = {true, MARK_TABLE, GAP_BLOCK, false},  [MD_BLOCK_TR] = {true, MARK_ROW, GAP_LINE, false},
    [MD_BLOCK_TH] = {true, MARK_HEADER_CELL, GAP_CELL, true}, [MD_BLOCK_TD] = {true, MARK_CELL, GAP_CELL, true},
};

static bool is_plain(MD_BLOCKTYPE type) {
  return (size_t)type < COUNT_OF(blocks) && blocks[type].plain;
}

static void open_list(struct walk *walk, uint32_t number) {
  enum gap gap = builder_is_in(&walk->builder, MARK_ITEM) ? GAP_LINE : GAP_BLOCK;
  builder_open_block(&walk->builder, gap, MARK_LIST, number, STR(""));
}

static void open_code(struct walk *walk, const MD_BLOCK_CODE_DETAIL *detail) {
  struct str language = text_line(walk->builder.arena, attribute(walk, &detail->lang));
  builder_open_block(&walk->builder, GAP_BLOCK, MARK_CODE_BLOCK, 0, language);
  walk->code_begin = walk->builder.text.len;
}

/* md4c may leave spans open, or close them twice, where links and emphasis cross. */
static void pass_mark(struct walk *walk, bool opens, enum mark_kind kind, struct str value) {
  if (opens) {
    builder_open(&walk->builder, kind, value);
    walk->spans++;
  } else if (walk->spans > 0) {
    builder_close(&walk->builder);
    walk->spans--;
  }
}

static void end_spans(struct walk *walk) {
  while (walk->spans > 0) {
    pass_mark(walk, false, MARK_PARAGRAPH, STR(""));
  }
  walk->in_link = false;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context) {
  struct walk *walk = context;
  if (is_plain(type)) {
    builder_open_block(&walk->builder, blocks[type].gap, blocks[type].kind, 0, STR(""));
    walk->in_cell = blocks[type].is_cell;
  } else if (type == MD_BLOCK_UL) {
    open_list(walk, 0);
  } else if (type == MD_BLOCK_OL) {
    open_list(walk, 1 + ((const MD_BLOCK_OL_DETAIL *)detail)->start);
  } else if (type == MD_BLOCK_H) {
    builder_open_heading(&walk->builder, ((const MD_BLOCK_H_DETAIL *)detail)->level);
    walk->in_heading = true;
  } else if (type == MD_BLOCK_CODE) {
    open_code(walk, detail);
  } else if (type == MD_BLOCK_HTML) {
    walk->in_html = true;
  }
  return status(walk);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context) {
  struct walk *walk = context;
  (void)detail;
  end_inline_html(walk);
  end_spans(walk);
  walk->hides = false;
  if (type == MD_BLOCK_CODE) {
    builder_chomp(&walk->builder, walk->code_begin);
  }
  if (type == MD_BLOCK_H) {
    builder_close_heading(&walk->builder);
  } else if (type == MD_BLOCK_HTML) {
    end_html_block(walk);
  } else if (is_plain(type) || type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_CODE) {
    builder_close(&walk->builder);
  }
  walk->in_heading = walk->in_cell = false;
  return status(walk);
}

/* Opens or closes a link or image, if its address may stand in a page. */
static void pass_link(struct walk *walk, bool opens, enum mark_kind kind, const MD_ATTRIBUTE *address,
                      const MD_ATTRIBUTE *title) {
  walk->address_bytes += opens ? (size_t)address->size + title->size : 0;
  if (walk->address_bytes > ARTICLE_BYTES_MAX) {
    (void)error_set(walk->builder.err, "has links whose addresses are too long in all; shorten them");
    walk->builder.failed = true;
    return;
  }
  struct str written = attribute(walk, address);
  if (article_address_is_safe(written)) {
    pass_mark(walk, opens, kind, opens ? arena_copy(walk->builder.arena, written) : STR(""));
  }
}

static void pass_span(struct walk *walk, bool opens, MD_SPANTYPE type, void *detail) {
  end_inline_html(walk);
  if (type == MD_SPAN_A) {
    const MD_SPAN_A_DETAIL *link = detail;
    walk->in_link = opens;
    pass_link(walk, opens, MARK_LINK, &link->href, &link->title);
  } else if (type == MD_SPAN_IMG) {
    const MD_SPAN_IMG_DETAIL *image = detail;
    pass_link(walk, opens, MARK_IMAGE, &image->src, &image->title);
  } else if (type == MD_SPAN_EM) {
    pass_mark(walk, opens, MARK_EMPHASIS, STR(""));
  } else if (type == MD_SPAN_STRONG) {
    pass_mark(walk, opens, MARK_STRONG, STR(""));
  } else if (type == MD_SPAN_CODE) {
    pass_mark(walk, opens, MARK_CODE, STR(""));
  }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context) {
  pass_span(context, true, type, detail);
  return status(context);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context) {
  pass_span(context, false, type, detail);
  return status(context);
}

/* Running text, in which bare addresses become links. */
static void add_words(struct walk *walk, struct str text) {
  size_t from = 0;
  struct span found;
  while (!walk->in_link && address_find(text, from, &found)) {
    struct str written = str_slice(text, found.begin, found.end);
    bool bare = written.ptr[0] == 'w' || written.ptr[0] == 'W';
    struct str address = arena_format(walk->builder.arena, "%s%.*s", bare ? "http://" : "", STR_ARG(written));
    bool safe = article_address_is_safe(address);
    builder_words(&walk->builder, str_slice(text, from, found.begin));
    if (safe) {
      builder_open(&walk->builder, MARK_LINK, address);
    }
    builder_words(&walk->builder, written);
    if (safe) {
      builder_close(&walk->builder);
    }
    from = found.end;
  }
  builder_words(&walk->builder, str_slice(text, from, text.len));
}

/* Code in a cell writes a bar as \|, or it would end the cell. */
static void add_code(struct walk *walk, struct str code) {
  size_t kept = 0;
  for (size_t at = 0; walk->in_cell && at + 1 < code.len; at++) {
    if (code.ptr[at] == '\\' && code.ptr[at + 1] == '|') {
      builder_text(&walk->builder, str_slice(code, kept, at));
      kept = at + 1;
    }
  }
  builder_text(&walk->builder, str_slice(code, kept, code.len));
}

static void add_text(struct walk *walk, MD_TEXTTYPE type, struct str text) {
  switch (type) {
  case MD_TEXT_BR:
    line_break(walk);
    break;
  case MD_TEXT_SOFTBR:
    builder_words(&walk->builder, STR(" "));
    break;
  case MD_TEXT_ENTITY:
    buf_clear(&walk->scratch);
    entity_add(&walk->scratch, text);
    builder_words(&walk->builder, buf_str(&walk->scratch));
    break;
  case MD_TEXT_CODE:
    add_code(walk, text);
    break;
  default:
    add_words(walk, text);
  }
}

static int pass_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context) {
  struct walk *walk = context;
  if (type == MD_TEXT_HTML || walk->in_html) {
    buf_add(&walk->html, (struct str){text, size});
    return status(walk);
  }
  end_inline_html(walk);
  if (!walk->hides) {
    add_text(walk, type, (struct str){text, size});
  }
  return status(walk);
}

static bool read_body(struct arena *arena, struct str body, struct article *article, struct error *err) {
  static const MD_PARSER parser = {.flags = DIALECT,
                                   .enter_block = enter_block,
                                   .leave_block = leave_block,
                                   .enter_span = enter_span,
                                   .leave_span = leave_span,
                                   .text = pass_text};
  struct walk walk = {0};
  builder_init(&walk.builder, arena, article->title, err);
  buf_init(&walk.html, 2 * (size_t)ARTICLE_BYTES_MAX);
  buf_init(&walk.scratch, 2 * (size_t)ARTICLE_BYTES_MAX);
  bool parsed = md_parse(body.len == 0 ? "" : body.ptr, (MD_SIZE)body.len, &parser, &walk) == 0;
  if (!parsed && !walk.builder.failed) {
    walk.builder.failed = !error_memory(err);
  }
  bool done = builder_finish(&walk.builder, article);
  builder_free(&walk.builder);
  buf_free(&walk.html);
  buf_free(&walk.scratch);
  return done;
}

/* Markdown as it is to be read: without templates, or made of what somebody wrote otherwise. ptr is NULL where memory ends. */
typedef struct str preparing(struct arena *arena, struct str text);

static struct str without_templates(struct arena *arena, struct str text) {
  return templates_take_away(arena, text, false);
}

static struct str without_components(struct arena *arena, struct str text) {
  return templates_take_away(arena, text, true);
}

/* *line is the line at fault; 0 where it is the whole. */
static bool read_source(struct arena *arena, struct str rest, preparing *prepare, struct article *article, size_t *line,
                        struct error *err) {
  if (!charset_by_mark(arena, &rest, err) || !source_check(&rest, line, err) || !source_check_effort(rest, line, err) ||
      !frontmatter_read(arena, &rest, article, line, err)) {
    return false;
  }
  *line = 0;
  rest = prepare(arena, rest);
  return (rest.len == 0 || rest.ptr != NULL || error_memory(err)) && source_check_effort(rest, line, err) &&
         read_body(arena, rest, article, err);
}

static bool read_text(struct arena *arena, struct str id, struct str bytes, preparing *prepare, struct article *article,
                      struct error *err) {
  size_t line = 0;
  *article = (struct article){.id = arena_copy(arena, id), .boost = 1};
  if (!source_check_name(id, err) || !read_source(arena, bytes, prepare, article, &line, err)) {
    return source_place(id, line, err);
  }
  return source_complete(arena, address_of_id(arena, article_stem(id)), article, err);
}

bool article_from_markdown(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) {
  bool is_mdx = str_ends_with(id, STR(".mdx"));
  return read_text(arena, id, bytes, is_mdx ? without_components : without_templates, article, err);
}

bool article_from_rst(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) {
  return read_text(arena, id, bytes, prose_from_rst, article, err);
}

bool article_from_asciidoc(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) {
  return read_text(arena, id, bytes, prose_from_asciidoc, article, err);
}

bool article_from_text(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) {
  return read_text(arena, id, bytes, prose_from_plain, article, err);
}
