/*
 * How tests write an article down (a line a fact, a section, a mark; line ends within text as \n, tabs
 * as an arrow), and how the examples of tests/spec/markdown.md and its like are read and run. For one test program;
 * cmocka.h comes before it.
 */
#ifndef MARROW_TESTS_ARTICLE_SPEC_H
#define MARROW_TESTS_ARTICLE_SPEC_H

#include "article/article.h"

enum { MEMORY = 512 * 1024 * 1024, SPEC_BYTES_MAX = 1024 * 1024 };

static void print_shown(struct buf *out, struct str text, const char *line_end) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] == '\n') {
      buf_format(out, "%s", line_end);
    } else if (text.ptr[i] == '\t') {
      buf_add(out, STR("→"));
    } else {
      buf_byte(out, text.ptr[i]);
    }
  }
}

static void print_span(struct buf *out, const struct article *article, struct span span) {
  buf_byte(out, '"');
  print_shown(out, str_slice(article->text, span.begin, span.end), "\\n");
  buf_byte(out, '"');
}

static void print_text(const struct article *article, struct buf *out) {
  print_shown(out, article->text, "\n");
}

static void print_sections(const struct article *article, struct buf *out) {
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    buf_format(out, "%u #%.*s ", section->level, STR_ARG(section->anchor));
    print_span(out, article, section->heading);
    buf_byte(out, ' ');
    print_span(out, article, section->body);
    buf_byte(out, '\n');
  }
}

static void print_marks(const struct article *article, struct buf *out) {
  static const char *const names[MARK_KIND_COUNT] = {
      [MARK_PARAGRAPH] = "paragraph", [MARK_HEADING] = "heading", [MARK_LIST] = "list",
      [MARK_ITEM] = "item",           [MARK_QUOTE] = "quote",     [MARK_CODE_BLOCK] = "code",
      [MARK_RULE] = "rule",           [MARK_TABLE] = "table",     [MARK_ROW] = "row",
      [MARK_CELL] = "cell",           [MARK_EMPHASIS] = "em",     [MARK_HEADER_CELL] = "header",
      [MARK_STRONG] = "strong",       [MARK_CODE] = "literal",    [MARK_LINK] = "link",
      [MARK_IMAGE] = "image",         [MARK_BREAK] = "break",
  };
  for (size_t i = 0; i < article->mark_count; i++) {
    const struct mark *mark = &article->marks[i];
    buf_format(out, "%*s%s ", 2 * mark->depth, "", names[mark->kind]);
    if (mark->number > 0) {
      buf_format(out, "%u ", mark->number);
    }
    if (mark->value.len > 0) {
      buf_format(out, "<%.*s> ", STR_ARG(mark->value));
    }
    print_span(out, article, mark->range);
    buf_byte(out, '\n');
  }
}

static void print_labels(const char *key, const struct str *labels, size_t count, struct buf *out) {
  for (size_t i = 0; i < count; i++) {
    buf_format(out, "%s: %.*s\n", key, STR_ARG(labels[i]));
  }
}

/* What an author said or would be surprised by: empty facts and a boost of 1 are left out. */
static void print_facts(const struct article *article, struct buf *out) {
  print_labels("title", &article->title, 1, out);
  print_labels("url", &article->url, 1, out);
  print_labels("summary", &article->summary, article->summary.len > 0, out);
  print_labels("lang", &article->lang, article->lang.len > 0, out);
  print_labels("date", &article->date, article->date.len > 0, out);
  print_labels("tag", article->tags, article->tag_count, out);
  print_labels("alias", article->aliases, article->alias_count, out);
  print_labels("old address", article->old_urls, article->old_url_count, out);
  for (size_t i = 0; i < article->translation_count; i++) {
    const struct translation *translation = &article->translations[i];
    buf_format(out, "translation %.*s: %.*s\n", STR_ARG(translation->lang), STR_ARG(translation->link));
  }
  if (article->boost != 1) {
    buf_format(out, "boost: %g\n", article->boost);
  }
  for (size_t i = 0; i < article->extra_count; i++) {
    buf_format(out, "extra %.*s: %.*s\n", STR_ARG(article->extras[i].key), STR_ARG(article->extras[i].value));
  }
}

/* A part of an example: its name and its lines. */
struct part {
  struct str name, body;
};

struct example {
  size_t line;
  struct part parts[8];
  size_t count;
};

/* Takes the next example off `rest`. `line` counts the lines of the page. */
static bool next_example(struct str *rest, size_t *line, struct example *example) {
  struct str text;
  example->count = 0;
  while (str_next_line(rest, &text)) {
    ++*line;
    bool is_fence = str_starts_with(text, STR("~~~~"));
    if (is_fence && text.len == 4 && example->count > 0) {
      return true;
    }
    if (is_fence) {
      assert_true(example->count < COUNT_OF(example->parts));
      example->line = example->count == 0 ? *line : example->line;
      example->parts[example->count++] = (struct part){str_trim(str_slice(text, 4, text.len)), {rest->ptr, 0}};
    } else if (example->count > 0) {
      struct str *body = &example->parts[example->count - 1].body;
      body->len = (size_t)(rest->ptr - body->ptr);
    }
  }
  assert_int_equal(example->count, 0); /* an example without an end */
  return false;
}

static void add_source(struct str written, struct buf *source) {
  for (size_t at = 0; at < written.len;) {
    bool is_tab = str_starts_with(str_slice(written, at, written.len), STR("→"));
    buf_byte(source, is_tab ? '\t' : written.ptr[at]);
    at += is_tab ? STR("→").len : 1;
  }
}

static void print_part(struct str name, const struct article *article, const char *error, struct buf *out) {
  static const struct {
    const char *name;
    void (*print)(const struct article *article, struct buf *out);
  } printers[] = {{"text", print_text}, {"sections", print_sections}, {"marks", print_marks}, {"facts", print_facts}};
  if (error != NULL) {
    buf_add(out, str_of(error));
    return;
  }
  for (size_t i = 0; i < COUNT_OF(printers); i++) {
    if (str_equal(name, str_of(printers[i].name))) {
      printers[i].print(article, out);
      return;
    }
  }
  buf_format(out, "(no part is called %.*s, or there is no error)", STR_ARG(name));
}

static bool survives_packing(const struct article *article) {
  struct arena arena;
  struct article copy = {.text = article->text};
  struct buf packed, before, after;
  arena_init(&arena, MEMORY);
  buf_init(&packed, SPEC_BYTES_MAX);
  buf_init(&before, SPEC_BYTES_MAX);
  buf_init(&after, SPEC_BYTES_MAX);
  article_pack(article, &packed);
  bool survives = article_unpack(&arena, buf_str(&packed), article->text.len, &copy);
  memset(packed.ptr, 'x', packed.len); /* the copy must not point there */
  print_sections(article, &before);
  print_marks(article, &before);
  if (survives) {
    print_sections(&copy, &after);
    print_marks(&copy, &after);
  }
  survives = survives && str_equal(buf_str(&before), buf_str(&after));
  buf_free(&packed);
  buf_free(&before);
  buf_free(&after);
  arena_free(&arena);
  return survives;
}

/* What the first part of an example may be called, and the file that it then is. */
static const struct {
  const char *name, *id;
} sources[] = {
    {"markdown", "notes/example-page.md"},        {"mdx", "notes/example-page.mdx"},   {"rst", "notes/example-page.rst"},
    {"asciidoc", "notes/example-page.adoc"},      {"plain", "notes/example-page.txt"}, {"post", "_posts/2026-01-02-sore-knee.md"},
    {"mdn", "files/en-us/web/api/node/index.md"}, {"html", "notes/example-page.html"}};

static struct str id_of(struct str name) {
  for (size_t i = 0; i < COUNT_OF(sources); i++) {
    if (str_equal(name, str_of(sources[i].name))) {
      return str_of(sources[i].id);
    }
  }
  fail_msg("no source is called %.*s", STR_ARG(name));
  return STR("");
}

/* Answers the number of parts that came out otherwise. */
static size_t run_example(const char *page, const struct example *example) {
  struct arena arena;
  struct buf source, out;
  struct article article;
  struct error err;
  size_t wrong = 0;
  arena_init(&arena, MEMORY);
  buf_init(&source, SPEC_BYTES_MAX);
  buf_init(&out, SPEC_BYTES_MAX);
  assert_true(example->count > 1);
  add_source(example->parts[0].body, &source);
  bool read = article_from_file(&arena, id_of(example->parts[0].name), buf_str(&source), &article, &err);
  for (size_t i = 1; i < example->count; i++) {
    const struct part *part = &example->parts[i];
    buf_clear(&out);
    print_part(part->name, &article, read ? NULL : err.text, &out);
    if (!str_equal(str_trim(buf_str(&out)), str_trim(part->body))) {
      print_error("%s:%zu: %.*s is\n%.*s\n", page, example->line, STR_ARG(part->name), STR_ARG(buf_str(&out)));
      wrong++;
    }
  }
  if (read && !survives_packing(&article)) {
    print_error("%s:%zu: is not the same once packed and unpacked\n", page, example->line);
    wrong++;
  }
  buf_free(&out);
  buf_free(&source);
  arena_free(&arena);
  return wrong;
}

#endif
