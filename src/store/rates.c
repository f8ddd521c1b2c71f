#include "rates.h"
#include "memory.h"

enum { BYTES_LEAST = 256 }; /* of postings: fewer are scored as fast as they are rated */

static void rate_all(const struct rater *rater, struct str postings, struct buf *rates) {
  uint32_t counts[FIELD_COUNT];
  struct posting_cursor cursor = posting_begin(postings);
  while (cursor.article != POSTING_END) {
    posting_counts(&cursor, counts);
    buf_byte(rates, (char)rater->rate(rater->context, cursor.article, counts));
    posting_seek(&cursor, cursor.article + 1);
  }
}

bool rates_find(struct store *store, const struct word *word, const struct rater *rater, struct str postings,
                const uint8_t **rates, struct error *err) {
  *rates = NULL;
  if (postings.len < BYTES_LEAST || word->begun != NULL) {
    return true;
  }
  enum memory_kind kind = word->phrase.len > 0 ? MEMORY_PHRASE_RATES : MEMORY_RATES;
  struct str key = word->phrase.len > 0 ? word->phrase : word->term;
  const struct memory_entry *kept = memory_find(store->memory, kind, key);
  bool again = kept != NULL && kept->articles == rater->key;
  if (!again || kept->bytes.len == 0) {
    struct buf made;
    buf_init(&made, postings.len);
    if (again) {
      rate_all(rater, postings, &made);
    }
    kept = buf_failed(&made) ? NULL : memory_keep(store->memory, kind, key, (struct memory_entry){rater->key, buf_str(&made)});
    buf_free(&made);
  }
  *rates = kept != NULL && kept->bytes.len > 0 ? (const uint8_t *)kept->bytes.ptr : NULL;
  return kept != NULL || error_memory(err);
}
