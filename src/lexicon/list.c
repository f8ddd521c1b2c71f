#include "list.h"

struct str without_remark(struct str line) {
  for (size_t at = str_find(line, '#', 0); at < line.len; at = str_find(line, '#', at + 1)) {
    if (at == 0 || line.ptr[at - 1] == ' ' || line.ptr[at - 1] == '\t') {
      return str_trim(str_slice(line, 0, at));
    }
  }
  return str_trim(line);
}

bool list_section(struct str text, const struct language **language, bool *everywhere, struct error *err) {
  struct str name = str_slice(text, 1, text.len - 1);
  bool letters = name.len == 2 || name.len == 3;
  for (size_t i = 0; i < name.len; i++) {
    letters = letters && name.ptr[i] >= 'a' && name.ptr[i] <= 'z';
  }
  *everywhere = str_equal(name, STR("*"));
  *language = language_find(name);
  return letters || *everywhere ||
         error_set(err, "%.*s is no language; write a code such as [en], or [*] for all", STR_ARG(text));
}

bool list_check_size(struct str text, const char *file, size_t lines_max, size_t bytes_max, struct error *err) {
  size_t lines = 0;
  for (size_t at = str_find(text, '\n', 0); at < text.len; at = str_find(text, '\n', at + 1)) {
    lines++;
  }
  if (text.len > bytes_max || lines > lines_max) {
    return error_set(err, "%s: %zu lines and %zu bytes; %zu lines and %zu bytes are allowed, take some out", file, lines,
                     text.len, lines_max, bytes_max);
  }
  return true;
}

bool list_at_line(struct error *err, const char *file, size_t number) {
  return error_prefix(err, "%s:%zu: ", file, number);
}

bool list_read(struct str text, const char *file, list_reader *read, void *context, struct error *err) {
  struct list_line line = {.everywhere = false};
  bool section = false;
  struct str rest = str_starts_with(text, STR("\xef\xbb\xbf")) ? str_slice(text, 3, text.len) : text, raw;
  for (size_t bad; str_next_line(&rest, &raw);) {
    line.number++;
    line.text = without_remark(raw);
    bool done = utf8_valid(raw, &bad) || error_set(err, "byte %zu is not UTF-8; save the file as UTF-8", bad + 1);
    if (!done || line.text.len == 0) {
      /* nothing to read */
    } else if (line.text.ptr[0] == '[' && line.text.ptr[line.text.len - 1] == ']') {
      section = done = list_section(line.text, &line.language, &line.everywhere, err);
    } else if (!section) {
      done = error_set(err, "stands before the first language; write [en] or [*] above it");
    } else {
      done = read(context, &line, err);
    }
    if (!done) {
      return list_at_line(err, file, line.number);
    }
  }
  return true;
}
