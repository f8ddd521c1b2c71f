#include "excerpt.h"
#include "stops.h"

size_t excerpt_next_block(const struct article *article, size_t at, size_t end) {
  while (at < article->mark_count && article->marks[at].depth > 0 && article->marks[at].range.begin < end) {
    at++; /* no further than the section: a quote may hold thousands of them */
  }
  return at < article->mark_count && article->marks[at].range.begin < end ? at : article->mark_count;
}

static struct str text_of(const struct article *article, struct span range) {
  return str_slice(article->text, range.begin, range.end);
}

/* Whether a paragraph announces what follows. */
static bool announces(struct str paragraph) {
  struct str text = str_trim(paragraph);
  static const char wide_colon[] = "\xef\xbc\x9a";
  return str_ends_with(text, STR(":")) || str_ends_with(text, str_of(wide_colon));
}

/* Whether a paragraph is a sentence at least, and not a label or a title said again. */
static bool is_sentence(struct str paragraph) {
  struct str text = str_trim(paragraph);
  for (size_t at = 2; at < text.len; at++) {
    if (text.ptr[at - 1] != '\n' && stops_before(text, at)) {
      return true;
    }
  }
  /* The last sentence has no blank behind its stop. */
  static const char *const stops[] = {".", "!", "?", ".)", ".\"", "\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x9f"};
  for (size_t i = 0; i < COUNT_OF(stops); i++) {
    if (str_ends_with(text, str_of(stops[i]))) {
      return true;
    }
  }
  return false;
}

bool excerpt_is_label(const struct article *article, size_t block) {
  const struct mark *mark = &article->marks[block];
  struct str text = text_of(article, mark->range);
  return mark->kind == MARK_PARAGRAPH && !announces(text) && !is_sentence(text);
}

/* The end of the last whole sentence of a text within the ceiling; 0 where the first is longer. */
static size_t sentences_within(struct str text) {
  size_t at = stops_last(text, text.len < DIRECT_BYTES_MAX ? text.len : DIRECT_BYTES_MAX, 0);
  return str_trim(str_slice(text, 0, at)).len;
}

static bool cut_paragraph(const struct article *article, struct span range, struct excerpt *excerpt) {
  struct str text = text_of(article, range);
  size_t length = text.len;
  if (length > DIRECT_BYTES_MAX) {
    length = sentences_within(text);
  }
  *excerpt = (struct excerpt){{range.begin, range.begin + (uint32_t)length}, length < text.len};
  return length > 0;
}

bool excerpt_cut(const struct article *article, size_t block, size_t end, struct excerpt *excerpt) {
  const struct mark *first = &article->marks[block], *last = first;
  bool paragraph = first->kind == MARK_PARAGRAPH;
  if (!paragraph && first->kind != MARK_LIST) {
    return false;
  }
  bool announced = paragraph && announces(text_of(article, first->range));
  if (paragraph && !announced) {
    return cut_paragraph(article, first->range, excerpt);
  }
  if (announced) {
    size_t next = excerpt_next_block(article, block + 1, end);
    if (next == article->mark_count || article->marks[next].kind != MARK_LIST) {
      return false;
    }
    last = &article->marks[next];
  }
  struct span range = {first->range.begin, last->range.end};
  range.end = range.begin + (uint32_t)str_trim(text_of(article, range)).len;
  *excerpt = (struct excerpt){range, false};
  return range.end > range.begin && range.end - range.begin <= DIRECT_BYTES_MAX;
}
