#include "lists.h"
#include "lexicon/lexicon.h"
#include "site.h"

/* Whether the text of synonyms.txt can be read; queries will be. Other lists are checked by the store, which uses them. */
static bool check_list(const char *name, struct str text, struct error *err) {
  struct synonyms *synonyms = NULL;
  if (strcmp(name, SYNONYMS_FILE) != 0) {
    return true;
  }
  /* Words that are not stemmed and English ones: what stands for too much is seen without knowing the articles. */
  const struct language *languages[] = {language_find(STR("en")), NULL};
  struct synonyms_source source = {.text = text, .languages = languages, .language_count = COUNT_OF(languages)};
  struct tokenizer *tokenizer = tokenizer_new();
  bool done = tokenizer != NULL ? synonyms_new(tokenizer, &source, &synonyms, err) : error_memory(err);
  synonyms_free(synonyms);
  tokenizer_free(tokenizer);
  return done;
}

static bool keep_list(const char *folder, const char *name, struct store_writer *writer, struct buf *bytes, struct error *err) {
  bool there;
  buf_clear(bytes);
  if (!site_file(folder, name, STORE_RESOURCE_MAX, bytes, &there, err)) {
    return error_prefix(err, "%s: ", name);
  }
  return !there || (check_list(name, buf_str(bytes), err) && store_writer_resource(writer, str_of(name), buf_str(bytes), err));
}

void lists_keep(const char *folder, struct store_writer *writer, lists_trouble *complain, void *context) {
  static const char *const names[] = {TOKEN_FAMILIES, TOKEN_EXCEPTIONS, SYNONYMS_FILE};
  struct buf bytes;
  buf_init(&bytes, STORE_RESOURCE_MAX);
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    struct error trouble;
    if (!keep_list(folder, names[i], writer, &bytes, &trouble)) {
      (void)error_prefix(&trouble, "%s/", folder);
      complain(context, trouble.text);
    }
  }
  buf_free(&bytes);
}
