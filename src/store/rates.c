#include "rates.h"
#include "memory.h"

enum { BYTES_LEAST = 256 }; /* of postings: fewer are scored as fast as they are rated */

/* What is remembered, in this order: skips, articles, rates. */
struct making {
  struct buf skips, articles, rates;
};

static void note(struct making *making, const struct rater *rater, const struct posting_cursor *cursor, struct str postings) {
  const unsigned char *begin = (const unsigned char *)postings.ptr;
  uint32_t counts[FIELD_COUNT];
  posting_counts(cursor, counts);
  buf_byte(&making->rates, (char)rater->rate(rater->context, cursor->article, counts));
  making->articles.ptr[cursor->article / 8] |= (char)(1 << cursor->article % 8);
  if (cursor->place % RATES_STEP == 0) {
    const struct rates_skip skip = {cursor->article, (uint32_t)(cursor->at - begin), (uint32_t)(cursor->counts - begin)};
    buf_add(&making->skips, (struct str){(const char *)&skip, sizeof skip});
  }
}

/* Nothing of postings that are damaged: whoever reads them will say so. */
static bool make_all(uint64_t articles, const struct rater *rater, struct str postings, struct buf *made) {
  struct making making;
  buf_init(&making.skips, postings.len * sizeof(struct rates_skip));
  buf_init(&making.articles, articles / 8 + 1);
  buf_init(&making.rates, postings.len);
  char *bits = buf_reserve(&making.articles, articles / 8 + 1);
  struct posting_cursor cursor = posting_begin(postings);
  if (bits != NULL) {
    memset(bits, 0, articles / 8 + 1);
    making.articles.len = articles / 8 + 1;
  }
  while (bits != NULL && cursor.article <= articles) {
    note(&making, rater, &cursor, postings);
    posting_seek(&cursor, cursor.article + 1);
  }
  if (cursor.article == POSTING_END) {
    buf_add(made, buf_str(&making.skips));
    buf_add(made, buf_str(&making.articles));
    buf_add(made, buf_str(&making.rates));
  }
  bool done = bits != NULL && !buf_failed(&making.skips) && !buf_failed(&making.rates) && !buf_failed(made);
  buf_free(&making.skips);
  buf_free(&making.articles);
  buf_free(&making.rates);
  return done;
}

static struct rates rates_in(struct str bytes, uint64_t articles) {
  size_t bits = articles / 8 + 1;
  if (bytes.len <= bits) {
    return (struct rates){.list = NULL};
  }
  /* bytes = n / RATES_STEP skips, the bits, and n rates */
  size_t group = sizeof(struct rates_skip) + RATES_STEP, skips = (bytes.len - bits) / group;
  const char *behind = bytes.ptr + skips * sizeof(struct rates_skip);
  return (struct rates){.list = (const uint8_t *)behind + bits,
                        .skips = (const struct rates_skip *)(const void *)bytes.ptr,
                        .skip_count = skips,
                        .articles = (const uint8_t *)behind};
}

bool rates_find(struct store *store, const struct word *word, const struct rater *rater, struct str postings, struct rates *rates,
                struct error *err) {
  uint64_t articles = store->facts.articles;
  *rates = (struct rates){.list = NULL};
  if (postings.len < BYTES_LEAST || postings.len < articles / 128 || word->begun != NULL) {
    return true;
  }
  enum memory_kind kind = word->phrase.len > 0 ? MEMORY_PHRASE_RATES : MEMORY_RATES;
  struct str key = word->phrase.len > 0 ? word->phrase : word->term;
  const struct memory_entry *kept = memory_find(store->memory, kind, key);
  bool again = kept != NULL && kept->articles == rater->key;
  if (!again || kept->bytes.len == 0) {
    struct buf made;
    buf_init(&made, SIZE_MAX / 2);
    bool done = !again || make_all(articles, rater, postings, &made);
    kept = done ? memory_keep(store->memory, kind, key, (struct memory_entry){rater->key, buf_str(&made)}) : NULL;
    buf_free(&made);
  }
  if (kept == NULL) {
    return error_memory(err);
  }
  *rates = rates_in(kept->bytes, articles);
  return true;
}

void rates_seek(const struct rates *rates, size_t *next, struct posting_cursor *cursor, uint32_t article) {
  size_t before = *next;
  while (*next < rates->skip_count && rates->skips[*next].article <= article) {
    (*next)++;
  }
  if (*next > before && rates->skips[*next - 1].article > cursor->article) {
    const struct rates_skip *skip = &rates->skips[*next - 1];
    const unsigned char *begin = cursor->begin;
    *cursor = (struct posting_cursor){
        begin, begin + skip->at, cursor->end, skip->article, (uint32_t)(*next * RATES_STEP), begin + skip->counts};
  }
  posting_seek(cursor, article);
}
