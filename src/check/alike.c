#include "alike.h"

#include <stdlib.h>

/* A text on its way into a sketch. */
struct shingling {
  uint64_t words[SHINGLE_WORDS]; /* the last ones */
  size_t count, shingles;
  uint32_t *sketch;
};

/* Spreads the bits of a number over all of it (the finisher of MurmurHash3, Appleby, 2011). */
static uint64_t mix(uint64_t number) {
  number ^= number >> 33;
  number *= 0xff51afd7ed558ccdU;
  number ^= number >> 33;
  number *= 0xc4ceb9fe1a85ec53U;
  return number ^ number >> 33;
}

/* Keeps the least of each hash function; the functions are sums of two hashes (Kirsch and Mitzenmacher, 2006). */
static void add_shingle(struct shingling *shingling) {
  uint64_t hash = 0;
  for (size_t i = 0; i < SHINGLE_WORDS; i++) {
    hash = mix(hash + shingling->words[(shingling->count + i) % SHINGLE_WORDS]);
  }
  uint64_t step = mix(hash ^ 0x9e3779b97f4a7c15U) | 1;
  for (size_t i = 0; i < SKETCH; i++, hash += step) {
    uint32_t value = (uint32_t)(hash >> 32);
    shingling->sketch[i] = value < shingling->sketch[i] ? value : shingling->sketch[i];
  }
  shingling->shingles++;
}

static bool add_word(void *context, const struct token *token) {
  struct shingling *shingling = context;
  if (token->kind == TOKEN_WORD) {
    shingling->words[shingling->count++ % SHINGLE_WORDS] = digest_hash(token->surface);
    if (shingling->count >= SHINGLE_WORDS) {
      add_shingle(shingling);
    }
  }
  return true;
}

bool alike_begin(struct checker *checker, struct alike *alike, struct error *err) {
  alike->count = store_facts(checker->store)->articles;
  alike->list = arena_array(checker->arena, alike->count, sizeof *alike->list);
  return alike->list != NULL || error_memory(err);
}

void alike_add(struct checker *checker, struct alike *alike, const struct page *page) {
  struct likeness *likeness = &alike->list[page->number - 1];
  struct shingling shingling = {.sketch = likeness->sketch};
  likeness->title = page->said.no_title ? 0 : checker_fold(checker, page->article.lang, page->article.title);
  likeness->id = arena_copy(checker->arena, page->article.id);
  likeness->file = arena_copy(checker->arena, page->file);
  likeness->line = page->said.line;
  likeness->superseded = store_successor(checker->store, page->number) != 0;
  if (checker_asks(checker, RULE_NEAR_DUPLICATE)) {
    memset(likeness->sketch, 0xff, sizeof likeness->sketch);
    (void)token_walk(checker->tokenizer, NULL, page->article.text, add_word, &shingling);
  }
  likeness->short_text = shingling.shingles < SHINGLES_LEAST;
}

/* ---- titles ---- */

/* Something of an article that others may have, too. */
struct trait {
  uint64_t hash;
  size_t place; /* in the list */
};

static int compare_traits(const void *a, const void *b) {
  const struct trait *left = a, *right = b;
  if (left->hash != right->hash) {
    return left->hash < right->hash ? -1 : 1;
  }
  return left->place < right->place ? -1 : left->place > right->place;
}

/* Each article whose title an earlier one has. */
static void compare_titles(struct checker *checker, const struct alike *alike, struct trait *traits) {
  size_t count = 0;
  for (size_t i = 0; i < alike->count; i++) {
    if (alike->list[i].title != 0 && !alike->list[i].superseded) {
      traits[count++] = (struct trait){alike->list[i].title, i};
    }
  }
  qsort(traits, count, sizeof *traits, compare_traits);
  for (size_t i = 1, first = 0; i < count; i++) {
    first = traits[i].hash == traits[first].hash ? first : i;
    if (first < i) {
      const struct likeness *later = &alike->list[traits[i].place];
      checker_note(checker, RULE_TITLE_TWICE, later->file, later->line, "has the title of %.*s; say in it what sets it apart",
                   STR_ARG(alike->list[traits[first].place].id));
    }
  }
}

/* ---- texts ---- */

/* In hundredths. */
static unsigned percent_alike(const struct likeness *a, const struct likeness *b) {
  unsigned same = 0;
  for (size_t i = 0; i < SKETCH; i++) {
    same += a->sketch[i] == b->sketch[i];
  }
  return same * 100 / SKETCH;
}

/* The earlier article that one is most like, so far. */
struct nearest {
  size_t place;
  unsigned percent;
};

static void compare_pair(const struct alike *alike, size_t earlier, size_t later, struct nearest *nearest) {
  unsigned percent = percent_alike(&alike->list[earlier], &alike->list[later]);
  if (percent >= CHECK_ALIKE_PERCENT && percent > nearest[later].percent) {
    nearest[later] = (struct nearest){earlier, percent};
  }
}

/* Articles that agree in a band: each is compared with the first of them, and with the one before it. */
static void compare_band(const struct alike *alike, size_t band, struct trait *traits, struct nearest *nearest) {
  size_t count = 0;
  for (size_t i = 0; i < alike->count; i++) {
    const struct likeness *likeness = &alike->list[i];
    if (!likeness->short_text && !likeness->superseded) {
      struct str part = {(const char *)&likeness->sketch[band * BAND], BAND * sizeof *likeness->sketch};
      traits[count++] = (struct trait){digest_hash(part), i};
    }
  }
  qsort(traits, count, sizeof *traits, compare_traits);
  for (size_t i = 1, first = 0; i < count; i++) {
    first = traits[i].hash == traits[first].hash ? first : i;
    if (first < i) {
      compare_pair(alike, traits[first].place, traits[i].place, nearest);
    }
    if (first + 1 < i) {
      compare_pair(alike, traits[i - 1].place, traits[i].place, nearest);
    }
  }
}

static void compare_texts(struct checker *checker, const struct alike *alike, struct trait *traits, struct nearest *nearest) {
  for (size_t band = 0; band < SKETCH / BAND; band++) {
    compare_band(alike, band, traits, nearest);
  }
  for (size_t i = 0; i < alike->count; i++) {
    if (nearest[i].percent > 0) {
      checker_note(checker, RULE_NEAR_DUPLICATE, alike->list[i].file, alike->list[i].line,
                   "says nearly the same as %.*s (about %u %% of it); make one article of them",
                   STR_ARG(alike->list[nearest[i].place].id), nearest[i].percent);
    }
  }
}

bool alike_settle(struct checker *checker, struct alike *alike, struct error *err) {
  struct trait *traits = arena_array(checker->arena, alike->count, sizeof *traits);
  struct nearest *nearest = arena_array(checker->arena, alike->count, sizeof *nearest);
  if (traits == NULL || nearest == NULL) {
    return error_memory(err);
  }
  compare_titles(checker, alike, traits);
  if (checker_asks(checker, RULE_NEAR_DUPLICATE)) {
    compare_texts(checker, alike, traits, nearest);
  }
  return true;
}
