#include "tsv.h"

#include <stdarg.h>
#include <stdio.h>

/* Judgments of a large collection have some tens of megabytes, a run of it a hundred. */
#define FILE_BYTES_MAX ((size_t)512 << 20)

bool tsv_open(const char *path, struct arena *arena, struct tsv *tsv, struct error *err) {
  struct buf bytes;
  buf_init(&bytes, FILE_BYTES_MAX + 1);
  if (!file_read(path, FILE_BYTES_MAX, &bytes, err)) {
    buf_free(&bytes);
    return error_prefix(err, "%s: ", path);
  }
  struct str text = buf_str(&bytes);
  if (str_starts_with(text, STR("\xEF\xBB\xBF"))) {
    text = str_slice(text, 3, text.len);
  }
  *tsv = (struct tsv){.path = path, .rest = arena_copy(arena, text)};
  buf_free(&bytes);
  return !arena_failed(arena) || error_memory(err);
}

bool tsv_next(struct tsv *tsv) {
  while (str_next_line(&tsv->rest, &tsv->line)) {
    tsv->number++;
    if (str_trim(tsv->line).len > 0) {
      return true;
    }
  }
  return false;
}

bool tsv_error(const struct tsv *tsv, struct error *err, const char *format, ...) {
  char sentence[sizeof err->text];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(sentence, sizeof sentence, format, arguments);
  va_end(arguments);
  return error_set(err, "%.400s:%zu: %.600s", tsv->path, tsv->number, sentence);
}

size_t tsv_fields(struct str text, struct str *fields, size_t most) {
  size_t count = 0;
  for (size_t begin = 0; begin <= text.len; count++) {
    size_t end = str_find(text, '\t', begin);
    if (count < most) {
      fields[count] = str_trim(str_slice(text, begin, end));
    }
    begin = end + 1;
  }
  return count;
}

bool tsv_word(struct str *rest, struct str *word) {
  struct str text = str_trim(*rest);
  size_t end = 0;
  while (end < text.len && text.ptr[end] != ' ' && (text.ptr[end] < '\t' || text.ptr[end] > '\r')) {
    end++;
  }
  *word = str_slice(text, 0, end);
  *rest = str_slice(text, end, text.len);
  return word->len > 0;
}

size_t tsv_words(struct str text, struct str *words, size_t most) {
  size_t count = 0;
  for (struct str word; tsv_word(&text, &word); count++) {
    if (count < most) {
      words[count] = word;
    }
  }
  return count;
}
