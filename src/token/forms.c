#include "forms.h"
#include "words.h"

#include <stdlib.h>

/* Reading lists of families and exceptions. What they mean in one language is in form_table.c. */

struct word_forms *word_forms_new(void) {
  struct word_forms *forms = calloc(1, sizeof *forms);
  if (forms != NULL) {
    arena_init(&forms->arena, FORMS_ARENA_MAX);
  }
  return forms;
}

void word_forms_free(struct word_forms *forms) {
  if (forms != NULL) {
    arena_free(&forms->arena);
    free(forms);
  }
}

uint64_t word_forms_identity(const struct word_forms *forms) {
  return forms == NULL ? 0 : forms->identity;
}

/* A list being read. */
struct reading {
  struct word_forms *forms;
  struct str name;
  bool families;
  uint64_t line;
  bool in_section;
  const struct language *language; /* of the section; NULL: all */
  struct error *err;
};

static bool complain(struct reading *reading, struct str what, const char *reason) {
  return error_set(reading->err, "%.*s:%llu: %.*s%s", STR_ARG(reading->name), (unsigned long long)reading->line,
                   STR_ARG(str_slice(what, 0, 100)), reason);
}

/* A line without its remark. */
static struct str without_remark(struct str line) {
  for (size_t at = str_find(line, '#', 0); at < line.len; at = str_find(line, '#', at + 1)) {
    if (at == 0 || line.ptr[at - 1] == ' ' || line.ptr[at - 1] == '\t') {
      return str_trim(str_slice(line, 0, at));
    }
  }
  return str_trim(line);
}

static bool read_section(struct reading *reading, struct str line) {
  struct str code = str_trim(str_slice(line, 1, line.len - 1));
  reading->in_section = true;
  reading->language = language_find(code);
  return line.ptr[line.len - 1] == ']' && (reading->language != NULL || str_equal(code, STR("*")))
             ? true
             : complain(reading, line, " is no language that words are stemmed in; write a code such as [en], or [*] for all");
}

/* Adds one word to the list. */
static bool read_word(struct reading *reading, struct str word, uint32_t family) {
  struct word_forms *forms = reading->forms;
  struct word found;
  size_t at = 0;
  bool whole = word_next(word, &at, &found) && found.bytes.begin == 0 && found.bytes.end == word.len;
  if (!whole || word.len > TOKEN_BYTES_MAX) {
    return complain(reading, word,
                    word.len == 0 ? "a word is missing beside a comma; write one or remove the comma"
                                  : " is not one word; write a single word without spaces or hyphens");
  }
  if (forms->count == FORMS_MAX) {
    return complain(reading, word, " is one word more than can be listed; remove some");
  }
  struct form *grown = arena_grow(&forms->arena, forms->list, forms->count, &forms->capacity, sizeof *grown);
  if (grown != NULL) {
    forms->list = grown;
    forms->list[forms->count++] =
        (struct form){arena_copy(&forms->arena, word), reading->language, reading->language == NULL, family};
  }
  return !arena_failed(&forms->arena) || error_memory(reading->err);
}

static bool read_family(struct reading *reading, struct str line) {
  uint32_t family = ++reading->forms->families;
  size_t words = 0;
  for (size_t begin = 0; begin <= line.len; words++) {
    size_t end = str_find(line, ',', begin);
    if (!read_word(reading, str_trim(str_slice(line, begin, end)), family)) {
      return false;
    }
    begin = end + 1;
  }
  return words > 1 || complain(reading, line, " stands alone; a family is two words or more, with commas between them");
}

static bool read_line(struct reading *reading, struct str line) {
  size_t bad;
  if (!utf8_valid(line, &bad)) {
    return complain(reading, STR(""), "is not UTF-8; save the file as UTF-8");
  }
  line = without_remark(line);
  if (line.len == 0) {
    return true;
  }
  if (line.ptr[0] == '[') {
    return read_section(reading, line);
  }
  if (!reading->in_section) {
    return complain(reading, line, " stands in no language; write [en], or [*] for all, on a line before it");
  }
  return reading->families ? read_family(reading, line) : read_word(reading, line, 0);
}

bool word_forms_add(struct word_forms *forms, struct str name, struct str text, struct error *err) {
  struct reading reading = {.forms = forms, .name = name, .families = str_equal(name, STR(TOKEN_FAMILIES)), .err = err};
  if (!reading.families && !str_equal(name, STR(TOKEN_EXCEPTIONS))) {
    return true;
  }
  size_t count = forms->count;
  struct str rest = text, line;
  if (str_starts_with(rest, STR("\xef\xbb\xbf"))) {
    rest = str_slice(rest, 3, rest.len);
  }
  while (str_next_line(&rest, &line)) {
    reading.line++;
    if (!read_line(&reading, line)) {
      forms->count = count;
      return false;
    }
  }
  forms->identity = (forms->identity ^ digest_hash(text)) * 0x9E3779B97F4A7C15u + reading.families + 1;
  return true;
}
