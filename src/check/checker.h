/* checker: what all rules work with. Private to check. */
#ifndef MARROW_CHECK_CHECKER_H
#define MARROW_CHECK_CHECKER_H

#include "rules.h"
#include "source.h"
#include "token/token.h"

/* Numbers that are made of texts (digest_hash), in the making, then sorted. Two texts never have the same by chance. */
struct hashes {
  uint64_t *list;
  size_t count, capacity;
};

struct checker {
  const struct check_task *task;
  struct store *store;
  struct tokenizer *tokenizer;
  struct settings settings; /* of the index */
  enum settings_level levels[RULE_COUNT];
  struct source source;
  struct arena *arena;  /* of the report */
  struct arena scratch; /* of the article at hand */
  struct check_report *report;
  size_t capacity; /* of its findings */
};

/* An article at hand. Texts live in the scratch arena. */
struct page {
  uint32_t number;
  struct article article;
  struct str file;            /* its path, for findings */
  struct source_article said; /* what its source says of it */
};

/* Reads an article and what its source says of it. What was in the scratch arena goes. */
bool checker_read(struct checker *checker, uint32_t number, struct page *page, struct error *err) MUST_USE;

/* Whether a rule is asked for: whoever looks for it alone may spare the work. */
bool checker_asks(const struct checker *checker, enum rule rule);

/* Adds a finding unless its rule is off. Whether the arena failed is asked at the end. */
void checker_note(struct checker *checker, enum rule rule, struct str file, size_t line, const char *format, ...)
    PRINTF_LIKE(5, 6);

/* The id of an article, in the scratch arena. */
bool checker_id(struct checker *checker, uint32_t number, struct str *id, struct error *err) MUST_USE;

/* The path of a file beside the articles ("pins.txt"), or its name where the source is not known. */
struct str checker_beside(struct checker *checker, struct str name);

/* A part of a text for a sentence: at most 80 characters of one line. */
struct str checker_quote(struct checker *checker, struct str text);

/* Adds a text; false where memory ends. Sorting comes before counting and finding. */
void hashes_add(struct checker *checker, struct hashes *hashes, uint64_t hash);
void hashes_sort(struct hashes *hashes);
size_t hashes_count(const struct hashes *hashes, uint64_t hash);

/* The hash of a text without regard to case and accents, in a language. */
uint64_t checker_fold(struct checker *checker, struct str lang, struct str text);

#endif
