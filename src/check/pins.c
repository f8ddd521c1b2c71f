#include "lexicon/lexicon.h"
#include "lists.h"

static bool check_pin(struct checker *checker, struct str file, const struct pin *pin, struct error *err) {
  for (size_t i = 0; i < pin->count; i++) {
    uint32_t number;
    if (!store_find(checker->store, pin->articles[i], &number, err)) {
      return false;
    }
    if (number == 0) {
      checker_note(checker, RULE_PIN_BROKEN, file, pin->line,
                   "there is no article \"%.*s\"; write its path in the folder, or its address",
                   STR_ARG(checker_quote(checker, pin->articles[i])));
    }
  }
  return true;
}

/* What stands behind "FILE:LINE: ", and that line. */
static struct str behind_place(struct str sentence, size_t *line) {
  size_t first = str_find(sentence, ':', 0), second = str_find(sentence, ':', first + 1);
  uint64_t number = 0;
  bool placed = str_to_number(str_slice(sentence, first + 1, second), UINT32_MAX, &number);
  *line = placed ? (size_t)number : 0;
  return placed ? str_slice(sentence, second + 2, sentence.len) : sentence;
}

/* The list as it lies beside the articles, which is not in the index where it is wrong; else that of the index. */
static bool read_text(struct checker *checker, struct str name, struct buf *bytes, struct str *text, struct error *err) {
  struct error ignored;
  struct str path = checker_beside(checker, name);
  bool read = path.ptr != NULL && source_has_file(&checker->source, STR(""), name, &checker->scratch) &&
              file_read(path.ptr, PINS_BYTES_MAX, bytes, &ignored);
  *text = buf_str(bytes);
  return read || store_resource(checker->store, STR(PINS_FILE), &checker->scratch, text, err);
}

static bool check_text(struct checker *checker, struct str name, struct str text, struct error *err) {
  struct pins *pins = NULL;
  struct error trouble;
  bool twice = false, done = true;
  struct pins_source source = {.text = text, .file = PINS_FILE, .twice = &twice};
  struct str file = checker_beside(checker, name);
  source.languages = store_languages(checker->store, &source.language_count);
  if (!pins_new(checker->tokenizer, &source, &pins, &trouble)) {
    size_t line;
    struct str sentence = behind_place(str_of(trouble.text), &line);
    checker_note(checker, twice ? RULE_PIN_TWICE : RULE_NOT_INDEXED, file, line, "%.*s", STR_ARG(sentence));
    return true;
  }
  size_t count;
  const struct pin *list = pins_list(pins, &count);
  for (size_t i = 0; done && i < count; i++) {
    done = check_pin(checker, file, &list[i], err);
  }
  pins_free(pins);
  return done;
}

bool pins_check(struct checker *checker, struct error *err) {
  struct buf bytes;
  struct str text, name = checker->settings.pins.text.len > 0 ? checker->settings.pins.text : STR(PINS_FILE);
  arena_reset(&checker->scratch);
  buf_init(&bytes, PINS_BYTES_MAX);
  bool done = read_text(checker, name, &bytes, &text, err) && check_text(checker, name, text, err);
  buf_free(&bytes);
  return done;
}
