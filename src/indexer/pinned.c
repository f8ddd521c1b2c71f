#include "pinned.h"
#include "lexicon/lexicon.h"

static const char *file_of(const struct pinned *pinned) {
  return pinned->named->text.len > 0 ? pinned->named->text.ptr : PINS_FILE;
}

/* Complains of a sentence that begins with the name of the file. */
static void complain(const struct pinned *pinned, struct error *sentence) {
  (void)error_prefix(sentence, "%s/", pinned->folder);
  pinned->complain(pinned->context, sentence->text);
}

static void check_articles(const struct pinned *pinned, const struct pins *pins) {
  size_t count;
  const struct pin *list = pins_list(pins, &count);
  for (size_t i = 0; i < count; i++) {
    for (size_t k = 0; k < list[i].count; k++) {
      struct str article = list[i].articles[k];
      if (!store_writer_has(pinned->writer, article)) {
        struct error sentence;
        (void)error_set(&sentence, "%s:%zu: there is no article \"%.*s\"; write its path in the folder, or its address",
                        file_of(pinned), list[i].line, (int)(article.len < 200 ? article.len : 200), article.ptr);
        complain(pinned, &sentence);
      }
    }
  }
}

static bool keep(const struct pinned *pinned, struct str text, struct error *err) {
  struct pins *pins = NULL;
  struct error trouble;
  const struct pins_source source = {
      .text = text, .file = file_of(pinned), .languages = pinned->languages, .language_count = pinned->language_count};
  tokenizer_use(pinned->tokenizer, store_writer_forms(pinned->writer));
  if (!pins_new(pinned->tokenizer, &source, &pins, &trouble)) {
    complain(pinned, &trouble);
    return true;
  }
  check_articles(pinned, pins);
  pins_free(pins);
  return store_writer_resource(pinned->writer, STR(PINS_FILE), text, err);
}

bool pinned_keep(const struct pinned *pinned, struct error *err) {
  struct buf bytes;
  struct error trouble;
  bool there, done = true;
  buf_init(&bytes, PINS_BYTES_MAX);
  if (!site_file(pinned->folder, file_of(pinned), PINS_BYTES_MAX, &bytes, &there, &trouble)) {
    (void)error_prefix(&trouble, "%s: ", file_of(pinned));
    complain(pinned, &trouble);
  } else if (there) {
    done = keep(pinned, buf_str(&bytes), err);
  } else if (pinned->named->text.len > 0) {
    (void)error_set(&trouble, SETTINGS_FILE ":%zu: pins: there is no file %s; correct its name, or leave the key out",
                    pinned->named->line, file_of(pinned));
    complain(pinned, &trouble);
  }
  buf_free(&bytes);
  return done;
}
