/*
 * Tests of article_pack() and article_unpack(). Part of article_test.c.
 */
#ifndef MARROW_TESTS_ARTICLE_PACK_H
#define MARROW_TESTS_ARTICLE_PACK_H

#include "article_spec.h"

/* An article with every kind of mark. */
static struct str every_mark(void) {
  return STR("# T\n\nIntro *a **b*** `c` [d](/e) ![f](g.png)  \nh\n\n## Über {#ü}\n\n> 1. one\n> 2. - two\n>\n\n```c\nx\n```\n\n"
             "### Last\n\n|a|b|\n|---|---|\n|c|[d](http://e)|\n\n***\n");
}

/* Whether what unpacked is what the header promises. */
static void assert_sound(const struct article *article, size_t length) {
  size_t before = 0;
  assert_true(article->section_count > 0 && article->sections[0].level == 0);
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    assert_true(before <= section->heading.begin && section->heading.begin <= section->heading.end);
    assert_true(section->heading.end <= section->body.begin && section->body.begin <= section->body.end);
    assert_true(section->level == 0 ? i == 0 : section->level >= 2 && section->level <= 6);
    before = section->body.end;
  }
  assert_true(before <= length);
  for (size_t i = 0; i < article->mark_count; i++) {
    const struct mark *mark = &article->marks[i];
    assert_true(mark->kind < MARK_KIND_COUNT && mark->range.begin <= mark->range.end && mark->range.end <= length);
    assert_true(mark->depth <= (i == 0 ? 0 : article->marks[i - 1].depth + 1));
    assert_true(mark->kind != MARK_LINK || article_address_is_safe(mark->value));
    assert_true(mark->kind != MARK_HEADING || (mark->number >= 2 && mark->number <= 6));
    for (size_t j = 0; j < i; j++) {
      const struct mark *earlier = &article->marks[j];
      bool is_open = true;
      for (size_t k = j + 1; k <= i && is_open; k++) {
        is_open = article->marks[k].depth > earlier->depth;
      }
      assert_true(mark->range.begin >= (is_open ? earlier->range.begin : earlier->range.end));
      assert_true(!is_open || mark->range.end <= earlier->range.end);
    }
  }
}

static void packing_keeps_everything(void **state) {
  (void)state;
  struct arena arena;
  struct article article;
  struct error err;
  struct buf packed;
  bool seen[MARK_KIND_COUNT] = {false};
  arena_init(&arena, MEMORY);
  buf_init(&packed, SPEC_BYTES_MAX);
  assert_true(article_from_markdown(&arena, STR("a.md"), every_mark(), &article, &err));
  for (size_t i = 0; i < article.mark_count; i++) {
    seen[article.marks[i].kind] = true;
  }
  for (size_t i = 0; i < MARK_KIND_COUNT; i++) {
    assert_true(seen[i]);
  }
  assert_sound(&article, article.text.len);
  assert_true(survives_packing(&article));
  article_pack(&article, &packed);
  assert_true(packed.len < 300);
  buf_free(&packed);
  arena_free(&arena);
}

static void damaged_packs_are_refused_or_sound(void **state) {
  (void)state;
  struct arena arena, scratch;
  struct article article, copy = {0};
  struct error err;
  struct buf packed;
  arena_init(&arena, MEMORY);
  arena_init(&scratch, MEMORY);
  buf_init(&packed, SPEC_BYTES_MAX);
  assert_true(article_from_markdown(&arena, STR("a.md"), every_mark(), &article, &err));
  article_pack(&article, &packed);
  struct str bytes = buf_str(&packed);
  for (size_t length = 0; length < bytes.len; length++) {
    char *cut = malloc(length + 1); /* so that a step beyond the end is seen */
    memcpy(cut, bytes.ptr, length);
    assert_false(article_unpack(&scratch, (struct str){cut, length}, article.text.len, &copy));
    free(cut);
  }
  for (size_t at = 0; at < bytes.len; at++) {
    char kept = packed.ptr[at];
    for (int flip = 1; flip < 256; flip++) {
      packed.ptr[at] = (char)(kept ^ flip);
      if (article_unpack(&scratch, bytes, article.text.len, &copy)) {
        assert_sound(&copy, article.text.len);
      }
      arena_reset(&scratch);
    }
    packed.ptr[at] = kept;
  }
  assert_false(article_unpack(&scratch, bytes, article.text.len - 1, &copy));
  buf_byte(&packed, '\0');
  assert_false(article_unpack(&scratch, buf_str(&packed), article.text.len, &copy));
  buf_free(&packed);
  arena_free(&scratch);
  arena_free(&arena);
}

static void assert_refused(struct str packed, size_t text_length) {
  struct arena arena;
  struct article copy = {0};
  arena_init(&arena, MEMORY);
  assert_false(article_unpack(&arena, packed, text_length, &copy));
  assert_true(arena.used < 4096); /* numbers alone make nobody ask for memory */
  arena_free(&arena);
}

/* Bytes that no damage is likely to give. */
static void forged_packs_are_refused(void **state) {
  (void)state;
  struct mark marks[65] = {{0}};
  struct section section = {.anchor = STR("")};
  struct article deep = {.sections = &section, .section_count = 1, .marks = marks, .mark_count = 64};
  struct buf packed;
  buf_init(&packed, SPEC_BYTES_MAX);
  for (uint8_t i = 0; i < COUNT_OF(marks); i++) {
    marks[i].depth = i;
  }
  assert_true(survives_packing(&deep));
  deep.mark_count = 65;
  article_pack(&deep, &packed);
  assert_refused(buf_str(&packed), 0);
  deep.mark_count = 0;
  buf_clear(&packed);
  article_pack(&deep, &packed);
  assert_refused(buf_str(&packed), (size_t)UINT32_MAX + 1);
  buf_free(&packed);
  assert_refused(STR("\0\0"), 0);                                   /* no section */
  assert_refused(STR("\x81\0\0\0\0\0\0\0\0"), 0);                   /* a number not in its shortest form */
  assert_refused(STR("\1\xC0\x84\x3D\0\0\0\0\0\0"), 0);             /* a million marks that are not there */
  assert_refused(STR("\1\1\0\0\0\0\0\0\x22\0\0\0\0"), 0);           /* a list with a number that is none */
  assert_refused(STR("\1\1\0\0\0\0\0\0\x40\0\0\0\0"), 0);           /* a paragraph with a value that is none */
  assert_refused(STR("\1\1\0\0\0\0\0\0\x41\0\0\0\1a"), 0);          /* a heading without level */
  assert_refused(STR("\1\0\2\0\0\0\0\1a"), 0);                      /* a first section with heading */
  assert_refused(STR("\1\1\0\0\0\0\0\0\x4E\0\0\0\2a:"), 0);         /* a link that is not safe */
  assert_refused(STR("\1\1\0\0\0\0\0\0\x45\0\0\0\1\xFF"), 0);       /* a language that is not UTF-8 */
  assert_refused(STR("\1\1\0\0\0\0\0\0\x45\0\0\0\5a"), 0);          /* a language that is cut off */
  assert_refused(STR("\x81\x80\x80\x80\x80\x80\x80\x80\x80\1"), 0); /* a number of 64 bits */
}

#endif
