/* forms: the owner's word forms as parsed, and made ready for one language. Private to token. */
#ifndef MARROW_TOKEN_FORMS_H
#define MARROW_TOKEN_FORMS_H

#include "token/token.h"

enum {
  FORMS_MAX = 20000, /* words in both lists */
  FORMS_ARENA_MAX = 64 * 1024 * 1024,
};

/* A listed word. */
struct form {
  struct str word;                 /* as listed */
  const struct language *language; /* that it holds in */
  bool everywhere;                 /* it holds in all */
  uint32_t family;                 /* number, from 1; 0: an exception */
};

struct word_forms {
  struct arena arena;
  struct form *list;
  size_t count, capacity;
  uint32_t families;
  uint64_t identity;
};

/* Tells lists with the same content from others; 0 without any. */
uint64_t word_forms_identity(const struct word_forms *forms);

/* The forms that hold in one language: a table by surface and by stem. NULL: none. */
struct form_table;

/* Answers a word's surface and its stem by the language's rules; both are valid until the next call. */
typedef void form_reader(void *context, struct str word, struct str *surface, struct str *stem);

/* The table for a language (NULL: one that is not known); NULL where nothing holds in it, or memory ended. */
struct form_table *form_table_new(const struct word_forms *forms, const struct language *language, form_reader *read,
                                  void *context);
void form_table_free(struct form_table *table);

/* Whether a word (its surface) is never stemmed. */
bool form_is_exception(const struct form_table *table, struct str surface);

/* The stem that a word has in its family; `stem` where it has none. */
struct str form_family_stem(const struct form_table *table, struct str surface, struct str stem);

#endif
