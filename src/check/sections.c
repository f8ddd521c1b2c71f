#include "pages.h"

/* ---- the order of headings ---- */

/* The line of a heading: where it stands behind the signs of one. */
static size_t heading_line(struct source_finder *finder, const struct page *page, struct str heading) {
  static const char *const signs[] = {"# ", "= ", ">", "\n", NULL};
  size_t line = source_next_behind(finder, signs, heading);
  return line > 0 ? line : page->said.line;
}

static void check_order(struct checker *checker, const struct page *page) {
  const struct article *article = &page->article;
  struct source_finder finder = {.text = page->said.text};
  uint32_t above = 1;
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    if (section->level == 0) {
      continue;
    }
    if (section->level > above + 1) {
      struct str heading = str_slice(article->text, section->heading.begin, section->heading.end);
      checker_note(checker, RULE_HEADING_ORDER, page->file, heading_line(&finder, page, heading),
                   "the heading \"%.*s\" is of level %u below one of level %u; make it level %u",
                   STR_ARG(checker_quote(checker, heading)), (unsigned)section->level, (unsigned)above, (unsigned)above + 1);
    }
    above = section->level;
  }
}

/* ---- the length of sections ---- */

/* What is read of a text. */
struct reading {
  struct str text;
  size_t halves; /* of words: a character of a script without spaces is one */
};

static bool count_word(void *context, const struct token *token) {
  struct reading *reading = context;
  if (token->kind == TOKEN_WORD) {
    size_t at = token->bytes.begin;
    reading->halves += unicode_class(utf8_next(reading->text, &at)) == UNICODE_SOLO ? 1 : 2;
  }
  return true;
}

static size_t words_of(struct str text) {
  struct reading reading = {.text = text};
  (void)token_walk_bytes(text, count_word, &reading);
  return reading.halves / 2;
}

/* Code and tables are looked up, not read through. */
static size_t words_of_section(const struct article *article, const struct section *section, size_t *mark) {
  size_t words = words_of(str_slice(article->text, section->body.begin, section->body.end));
  for (; *mark < article->mark_count && article->marks[*mark].range.begin < section->body.end; ++*mark) {
    const struct mark *at = &article->marks[*mark];
    if ((at->kind == MARK_CODE_BLOCK || at->kind == MARK_TABLE) && at->range.begin >= section->body.begin) {
      size_t less = words_of(str_slice(article->text, at->range.begin, at->range.end));
      words -= less < words ? less : words;
    }
  }
  return words;
}

static void check_lengths(struct checker *checker, const struct page *page) {
  const struct article *article = &page->article;
  struct source_finder finder = {.text = page->said.text};
  for (size_t i = 0, mark = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    size_t words = words_of_section(article, section, &mark);
    struct str heading = str_slice(article->text, section->heading.begin, section->heading.end);
    if (words <= CHECK_SECTION_WORDS) {
      continue;
    }
    if (section->level == 0) {
      checker_note(checker, RULE_SECTION_LONG, page->file, page->said.line,
                   "has %zu words without a heading, %d are the most; divide it by headings", words, CHECK_SECTION_WORDS);
    } else {
      checker_note(checker, RULE_SECTION_LONG, page->file, heading_line(&finder, page, heading),
                   "the section \"%.*s\" has %zu words, %d are the most; divide it by headings",
                   STR_ARG(checker_quote(checker, heading)), words, CHECK_SECTION_WORDS);
    }
  }
}

void page_check_sections(struct checker *checker, const struct page *page) {
  check_order(checker, page);
  if (checker_asks(checker, RULE_SECTION_LONG)) {
    check_lengths(checker, page);
  }
}
