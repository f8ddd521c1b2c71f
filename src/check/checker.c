#include "checker.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SENTENCE_BYTES_MAX = 2048, QUOTE_CHARACTERS = 80 };

bool checker_asks(const struct checker *checker, enum rule rule) {
  return checker->levels[rule] != SETTINGS_OFF;
}

void checker_note(struct checker *checker, enum rule rule, struct str file, size_t line, const char *format, ...) {
  struct check_report *report = checker->report;
  char sentence[SENTENCE_BYTES_MAX];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(sentence, sizeof sentence, format, arguments);
  va_end(arguments);
  if (!checker_asks(checker, rule)) {
    return;
  }
  struct check_finding *grown =
      arena_grow(checker->arena, report->findings, report->count, &checker->capacity, sizeof *report->findings);
  if (grown == NULL) {
    return;
  }
  size_t count;
  report->findings = grown;
  report->findings[report->count++] = (struct check_finding){.rule = &check_rules(&count)[rule],
                                                             .level = checker->levels[rule],
                                                             .file = arena_copy(checker->arena, file),
                                                             .line = line,
                                                             .sentence = arena_copy(checker->arena, str_of(sentence))};
}

bool checker_read(struct checker *checker, uint32_t number, struct page *page, struct error *err) {
  if (arena_failed(&checker->scratch)) {
    return error_memory(err);
  }
  arena_reset(&checker->scratch);
  *page = (struct page){.number = number};
  if (!store_article(checker->store, number, &checker->scratch, &page->article, NULL, err)) {
    return false;
  }
  page->file = source_file(&checker->source, page->article.id, &checker->scratch);
  source_read(&checker->source, page->article.id, &checker->scratch, &page->said);
  return !arena_failed(&checker->scratch) || error_memory(err);
}

bool checker_id(struct checker *checker, uint32_t number, struct str *id, struct error *err) {
  struct article article;
  if (!store_article_facts(checker->store, number, &checker->scratch, &article, err)) {
    return false;
  }
  *id = article.id;
  return true;
}

struct str checker_beside(struct checker *checker, struct str name) {
  return checker->source.lines ? name : source_file(&checker->source, name, &checker->scratch);
}

struct str checker_quote(struct checker *checker, struct str text) {
  struct buf out;
  size_t characters = 0;
  buf_init(&out, 8 * QUOTE_CHARACTERS);
  for (size_t at = 0; at < text.len && characters <= QUOTE_CHARACTERS; characters++) {
    uint32_t character = utf8_next(text, &at);
    utf8_add(&out, characters == QUOTE_CHARACTERS ? 0x2026 : character == '\n' || character == '\t' ? ' ' : character);
  }
  struct str quoted = arena_copy(&checker->scratch, buf_str(&out));
  buf_free(&out);
  return quoted;
}

/* ---- hashes ---- */

void hashes_add(struct checker *checker, struct hashes *hashes, uint64_t hash) {
  uint64_t *grown = arena_grow(checker->arena, hashes->list, hashes->count, &hashes->capacity, sizeof *grown);
  if (grown != NULL) {
    hashes->list = grown;
    hashes->list[hashes->count++] = hash;
  }
}

static int compare_hashes(const void *a, const void *b) {
  uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
  return left < right ? -1 : left > right;
}

void hashes_sort(struct hashes *hashes) {
  if (hashes->count > 1) {
    qsort(hashes->list, hashes->count, sizeof *hashes->list, compare_hashes);
  }
}

size_t hashes_count(const struct hashes *hashes, uint64_t hash) {
  size_t low = 0, high = hashes->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (hashes->list[middle] < hash) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  size_t count = 0;
  while (low + count < hashes->count && hashes->list[low + count] == hash) {
    count++;
  }
  return count;
}

uint64_t checker_fold(struct checker *checker, struct str lang, struct str text) {
  struct buf folded;
  buf_init(&folded, 8 * (lang.len + text.len) + 64);
  unicode_fold(lang, &folded);
  buf_byte(&folded, '\n');
  unicode_fold(str_trim(text), &folded);
  checker->scratch.failed |= buf_failed(&folded);
  uint64_t hash = digest_hash(buf_str(&folded));
  buf_free(&folded);
  return hash;
}
