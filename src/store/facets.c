#include "facets.h"
#include "names.h"

#include <stdio.h>
#include <stdlib.h>

enum {
  FACET_BYTES_MAX = 1 << 30,          /* of all values, or of all articles' numbers */
  EXTRA_ARENA_MAX = 64 * 1024 * 1024, /* for the values of one front-matter key of one article */
};

enum { TAG, LANG };

struct facet {
  struct str name;
  struct names *known; /* folded form -> number, in decimal digits */
  uint32_t value_count;
  struct buf values, articles;
  const struct store_facet *old; /* of an index that is taken over; NULL: none is */
  uint32_t *numbers;             /* by its values: 1 + the number here; 0: not met yet */
  uint32_t *first;               /* by its values: the first article there that has it */
};

struct facets {
  struct arena names;
  struct arena extra; /* of the article at hand */
  struct buf folded;
  struct facet list[STORE_FACETS_MAX];
  size_t count;
};

static bool add_facet(struct facets *facets, struct str name) {
  struct facet *facet = &facets->list[facets->count];
  *facet = (struct facet){.name = arena_copy(&facets->names, name), .known = names_new()};
  buf_init(&facet->values, FACET_BYTES_MAX);
  buf_init(&facet->articles, FACET_BYTES_MAX);
  facets->count++;
  return facet->known != NULL && !arena_failed(&facets->names);
}

struct facets *facets_new(void) {
  struct facets *facets = calloc(1, sizeof *facets);
  if (facets == NULL) {
    return NULL;
  }
  arena_init(&facets->names, 1 << 16);
  arena_init(&facets->extra, EXTRA_ARENA_MAX);
  buf_init(&facets->folded, 1 << 16);
  if (!add_facet(facets, STR("tag")) || !add_facet(facets, STR("lang"))) {
    facets_free(facets);
    return NULL;
  }
  return facets;
}

void facets_free(struct facets *facets) {
  if (facets == NULL) {
    return;
  }
  for (size_t i = 0; i < facets->count; i++) {
    names_free(facets->list[i].known);
    free(facets->list[i].numbers);
    free(facets->list[i].first);
    buf_free(&facets->list[i].values);
    buf_free(&facets->list[i].articles);
  }
  buf_free(&facets->folded);
  arena_free(&facets->extra);
  arena_free(&facets->names);
  free(facets);
}

/* Letters, digits, - and _ of ASCII: what can stand before : and = and between commas. */
static bool is_name(struct str key) {
  for (size_t i = 0; i < key.len; i++) {
    char byte = key.ptr[i];
    bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (!letter && !(byte >= '0' && byte <= '9') && byte != '-' && byte != '_') {
      return false;
    }
  }
  return key.len > 0 && key.len <= STORE_FACET_NAME_MAX;
}

bool facets_declare(struct facets *facets, struct str key, struct error *err) {
  if (!is_name(key)) {
    return error_set(err, "\"%.*s\" cannot be a filter; use a key of at most %d letters, digits, - and _",
                     (int)(key.len < 100 ? key.len : 100), key.ptr, STORE_FACET_NAME_MAX);
  }
  for (size_t i = 0; i < facets->count; i++) {
    if (str_equal(facets->list[i].name, key)) {
      return true;
    }
  }
  if (facets->count == STORE_FACETS_MAX) {
    return error_set(err, "\"%.*s\" is one filter too many; name at most %d", STR_ARG(key), STORE_FACETS_MAX - 2);
  }
  return add_facet(facets, key) || error_memory(err);
}

/* The number of a value, a new one where it was not met before. Its folded form stands in facets->folded. */
static bool number_value(struct facets *facets, struct facet *facet, struct str shown, uint32_t *number) {
  const char *known = names_find(facet->known, buf_str(&facets->folded));
  uint64_t found;
  if (known != NULL && str_to_number(str_of(known), UINT32_MAX, &found)) {
    *number = (uint32_t)found;
    return true;
  }
  char digits[16];
  int length = snprintf(digits, sizeof digits, "%u", (unsigned)facet->value_count);
  *number = facet->value_count++;
  buf_add(&facet->values, buf_str(&facets->folded));
  buf_byte(&facet->values, '\0');
  buf_add(&facet->values, shown);
  buf_byte(&facet->values, '\0');
  return names_take(facet->known, buf_str(&facets->folded), (struct str){digits, (size_t)length});
}

/* Notes an article's texts, each once; what is too long or holds a NUL is no value to choose. */
static bool note_texts(struct facets *facets, struct facet *facet, const struct str *texts, size_t count) {
  uint32_t numbers[ARTICLE_LABELS_MAX];
  size_t kept = 0;
  for (size_t i = 0; i < count && kept < COUNT_OF(numbers); i++) {
    struct str shown = str_trim(texts[i]);
    buf_clear(&facets->folded);
    if (shown.len == 0 || shown.len > STORE_FACET_VALUE_MAX || str_find(shown, '\0', 0) < shown.len) {
      continue;
    }
    store_facet_fold(shown, &facets->folded);
    if (!number_value(facets, facet, shown, &numbers[kept])) {
      return false;
    }
    size_t same = 0;
    while (numbers[same] != numbers[kept]) {
      same++;
    }
    kept += same == kept;
  }
  encode_number(kept, &facet->articles);
  for (size_t i = 0; i < kept; i++) {
    encode_number(numbers[i], &facet->articles);
  }
  return !buf_failed(&facet->values) && !buf_failed(&facet->articles) && !buf_failed(&facets->folded);
}

static bool note_extra(struct facets *facets, struct facet *facet, const struct article *article) {
  struct str *texts = NULL;
  size_t count = 0;
  arena_reset(&facets->extra);
  for (size_t i = 0; i < article->extra_count; i++) {
    if (str_equal(article->extras[i].key, facet->name)) {
      return article_extra_texts(&facets->extra, article->extras[i].value, &texts, &count) &&
             note_texts(facets, facet, texts, count);
    }
  }
  return note_texts(facets, facet, NULL, 0);
}

bool facets_note(struct facets *facets, const struct article *article) {
  struct buf lang;
  buf_init(&lang, 1 << 16);
  store_lang_term(article->lang.len > 0 ? article->lang : STR("en"), &lang);
  struct str code = str_slice(buf_str(&lang), 1, lang.len);
  bool done = note_texts(facets, &facets->list[TAG], article->tags, article->tag_count) &&
              note_texts(facets, &facets->list[LANG], &code, 1);
  buf_free(&lang);
  for (size_t i = LANG + 1; done && i < facets->count; i++) {
    done = note_extra(facets, &facets->list[i], article);
  }
  return done;
}

/* ---- articles of an old index ---- */

static bool take_over(struct facet *facet, const struct store_facet *old, uint64_t articles) {
  facet->old = old;
  facet->numbers = calloc((size_t)old->value_count + 1, sizeof *facet->numbers);
  facet->first = calloc((size_t)old->value_count + 1, sizeof *facet->first);
  if (facet->numbers == NULL || facet->first == NULL) {
    return false;
  }
  for (uint32_t article = (uint32_t)articles; article > 0; article--) {
    for (uint32_t at = old->starts[article - 1]; at < old->starts[article]; at++) {
      facet->first[old->numbers[at]] = article;
    }
  }
  return true;
}

bool facets_take_over(struct facets *facets, const struct store_facet *old, size_t count, uint64_t articles, struct error *err) {
  if (count != facets->count) {
    return error_set(err, "it has other filters");
  }
  for (size_t i = 0; i < count; i++) {
    if (!str_equal(old[i].name, facets->list[i].name)) {
      return error_set(err, "it has other filters");
    }
    if (!take_over(&facets->list[i], &old[i], articles)) {
      return error_memory(err);
    }
  }
  return true;
}

/* Whether it is known how all values of an article are shown. */
static bool is_shown(const struct facet *facet, uint32_t article) {
  const struct store_facet *old = facet->old;
  for (uint32_t at = old->starts[article - 1]; at < old->starts[article]; at++) {
    uint32_t value = old->numbers[at];
    if (facet->numbers[value] == 0 && facet->first[value] != article && names_find(facet->known, old->folded[value]) == NULL) {
      return false;
    }
  }
  return true;
}

static bool adopt(struct facets *facets, struct facet *facet, uint32_t article) {
  const struct store_facet *old = facet->old;
  uint32_t begin = old->starts[article - 1], end = old->starts[article];
  encode_number(end - begin, &facet->articles);
  for (uint32_t at = begin; at < end; at++) {
    uint32_t value = old->numbers[at];
    if (facet->numbers[value] == 0) {
      uint32_t number;
      buf_clear(&facets->folded);
      buf_add(&facets->folded, old->folded[value]);
      if (!number_value(facets, facet, old->values[value], &number)) {
        return false;
      }
      facet->numbers[value] = number + 1;
    }
    encode_number(facet->numbers[value] - 1, &facet->articles);
  }
  return !buf_failed(&facet->values) && !buf_failed(&facet->articles) && !buf_failed(&facets->folded);
}

bool facets_adopt(struct facets *facets, uint32_t article, bool *noted) {
  *noted = true;
  for (size_t i = 0; *noted && i < facets->count; i++) {
    *noted = is_shown(&facets->list[i], article);
  }
  bool done = true;
  for (size_t i = 0; *noted && done && i < facets->count; i++) {
    done = adopt(facets, &facets->list[i], article);
  }
  return done;
}

/* ---- what there is ---- */

bool facets_have_key(const struct facets *facets, struct str key) {
  for (size_t i = 0; i < facets->count; i++) {
    if (str_equal(facets->list[i].name, key)) {
      return facets->list[i].value_count > 0;
    }
  }
  return false;
}

bool facets_have_tag(struct facets *facets, struct str tag) {
  buf_clear(&facets->folded);
  store_facet_fold(tag, &facets->folded);
  return names_find(facets->list[TAG].known, buf_str(&facets->folded)) != NULL;
}

bool facets_get(const struct facets *facets, size_t place, struct facet_bytes *bytes) {
  if (place >= facets->count) {
    return false;
  }
  const struct facet *facet = &facets->list[place];
  *bytes = (struct facet_bytes){facet->name, facet->value_count, buf_str(&facet->values), buf_str(&facet->articles)};
  return true;
}
