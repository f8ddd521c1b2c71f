#include "acronyms.h"

#include <stdlib.h>

enum { ARENA_BYTES_MAX = 1 << 26 };

struct acronyms *acronyms_new(void) {
  struct acronyms *acronyms = calloc(1, sizeof *acronyms);
  if (acronyms != NULL) {
    arena_init(&acronyms->arena, ARENA_BYTES_MAX);
  }
  return acronyms;
}

void acronyms_free(struct acronyms *acronyms) {
  if (acronyms != NULL) {
    table_free(&acronyms->numbers);
    plainwords_free(&acronyms->plain);
    arena_free(&acronyms->arena);
    free(acronyms->pairs);
    free(acronyms->mentions);
    free(acronyms);
  }
}

/* ---- counting ---- */

/* An article under way. */
struct reading {
  struct acronyms *acronyms;
  struct tokenizer *tokenizer;
  const struct language *language;
  uint32_t article;
  struct buf key;
};

static bool add_surface(void *context, const struct token *token) {
  if (token->kind == TOKEN_WORD) {
    buf_add(context, token->surface);
    buf_byte(context, ' ');
  }
  return true;
}

static bool add_stem(void *context, const struct token *token) {
  if (token->kind == TOKEN_WORD) {
    buf_add(context, token->stem);
    buf_byte(context, ' ');
  }
  return true;
}

/* One space for any run of white space: a line of text holds it. */
static struct str copy_plainly(struct arena *arena, struct str text) {
  struct str copy = arena_copy(arena, text);
  char *to = (char *)copy.ptr;
  size_t length = 0;
  for (size_t i = 0; i < copy.len; i++) {
    bool space = copy.ptr[i] == ' ' || (copy.ptr[i] >= '\t' && copy.ptr[i] <= '\r');
    if (!space || (length > 0 && to[length - 1] != ' ')) {
      to[length++] = space ? ' ' : copy.ptr[i];
    }
  }
  return (struct str){copy.ptr, copy.ptr == NULL ? 0 : length};
}

/* Room for one more element of an array of malloc()'s. */
static bool make_room(void **array, size_t count, size_t *capacity, size_t bytes_each) {
  if (count < *capacity) {
    return true;
  }
  size_t larger = *capacity == 0 ? 256 : *capacity * 2;
  void *moved = realloc(*array, larger * bytes_each);
  if (moved == NULL) {
    return false;
  }
  *array = moved;
  *capacity = larger;
  return true;
}

static const char *code_of(const struct language *language) {
  return language == NULL ? "-" : language->code;
}

struct pair *acronyms_pair(struct acronyms *acronyms, struct str key, size_t folded, const struct language *language) {
  uint32_t number = table_find(&acronyms->numbers, key);
  if (number > 0) {
    return &acronyms->pairs[number - 1];
  }
  if (acronyms->count == ACRONYMS_SEEN_MAX || acronyms->failed) {
    acronyms->passed_over = true;
    return NULL;
  }
  struct str kept = arena_copy(&acronyms->arena, key);
  if (kept.ptr == NULL || !make_room((void **)&acronyms->pairs, acronyms->count, &acronyms->capacity, sizeof *acronyms->pairs) ||
      !table_add(&acronyms->numbers, kept, (uint32_t)acronyms->count + 1)) {
    acronyms->failed = true;
    return NULL;
  }
  struct pair *pair = &acronyms->pairs[acronyms->count++];
  *pair = (struct pair){.key = kept, .folded = str_slice(kept, 0, folded), .language = language};
  return pair;
}

/* What is kept of a text: that of another mention, where it says the same. */
static struct str keep_text(struct acronyms *acronyms, struct str known, struct str text) {
  return known.ptr != NULL && str_equal(known, text) ? known : copy_plainly(&acronyms->arena, text);
}

void acronyms_mention(struct acronyms *acronyms, struct pair *pair, uint32_t article, struct str short_form,
                      struct str long_form) {
  const struct mention *newest = pair->mention == 0 ? NULL : &acronyms->mentions[pair->mention - 1];
  if (newest != NULL && newest->article == article) {
    return;
  }
  struct str known[2] = {newest == NULL ? (struct str){NULL, 0} : newest->short_form,
                         newest == NULL ? (struct str){NULL, 0} : newest->long_form};
  struct mention mention = {.short_form = keep_text(acronyms, known[0], short_form),
                            .long_form = keep_text(acronyms, known[1], long_form),
                            .article = article,
                            .next = pair->mention};
  if (arena_failed(&acronyms->arena) || !make_room((void **)&acronyms->mentions, acronyms->mention_count,
                                                   &acronyms->mention_capacity, sizeof *acronyms->mentions)) {
    acronyms->failed = true;
    return;
  }
  acronyms->mentions[acronyms->mention_count++] = mention;
  pair->mention = (uint32_t)acronyms->mention_count;
  pair->articles++;
}

static void count_pair(void *context, struct str short_form, struct str long_form) {
  struct reading *reading = context;
  buf_clear(&reading->key);
  (void)token_walk(reading->tokenizer, NULL, short_form, add_surface, &reading->key);
  size_t folded = reading->key.len;
  buf_format(&reading->key, "\t%s\t", code_of(reading->language));
  uint32_t words = token_walk(reading->tokenizer, reading->language, long_form, add_stem, &reading->key);
  if (words > ACRONYM_WORDS_MAX || buf_failed(&reading->key)) {
    return;
  }
  struct pair *pair = acronyms_pair(reading->acronyms, buf_str(&reading->key), folded, reading->language);
  if (pair != NULL) {
    acronyms_mention(reading->acronyms, pair, reading->article, short_form, long_form);
  }
}

void acronyms_add(struct acronyms *acronyms, struct tokenizer *tokenizer, const struct language *language, uint32_t article,
                  struct str text) {
  struct reading reading = {.acronyms = acronyms, .tokenizer = tokenizer, .language = language, .article = article};
  buf_init(&reading.key, 1 << 16);
  acronym_walk(language, text, count_pair, &reading);
  plainwords_add(&acronyms->plain, text);
  buf_free(&reading.key);
}

/* Takes the mentions of an article out of the list of a pair. */
static void forget(struct acronyms *acronyms, struct pair *pair, uint32_t article) {
  uint32_t *link = &pair->mention;
  while (*link != 0) {
    struct mention *mention = &acronyms->mentions[*link - 1];
    if (mention->article == article) {
      *link = mention->next;
      pair->articles--;
    } else {
      link = &mention->next;
    }
  }
}

void acronyms_renumber(struct acronyms *acronyms, const uint32_t *numbers, size_t count) {
  for (size_t i = 0; i < acronyms->mention_count; i++) {
    uint32_t article = acronyms->mentions[i].article;
    acronyms->mentions[i].article = article >= 1 && article <= count ? numbers[article - 1] : 0;
  }
  for (size_t i = 0; i < acronyms->count; i++) {
    forget(acronyms, &acronyms->pairs[i], 0);
  }
}

void acronyms_remove(struct acronyms *acronyms, uint32_t article, struct str text) {
  for (size_t i = 0; i < acronyms->count; i++) {
    forget(acronyms, &acronyms->pairs[i], article);
  }
  plainwords_remove(&acronyms->plain, text);
}

/* ---- writing ---- */

static int by_numbers(const struct pair *x, const struct pair *y) {
  return x->articles != y->articles ? (x->articles > y->articles ? -1 : 1) : str_compare(x->long_form, y->long_form);
}

/* The pairs of one short form in one language side by side, the commonest first. */
static int compare_forms(const void *a, const void *b) {
  const struct pair *x = a, *y = b;
  int order = str_compare(x->folded, y->folded);
  order = order != 0 ? order : strcmp(code_of(x->language), code_of(y->language));
  return order != 0 ? order : by_numbers(x, y);
}

static int compare_numbers(const void *a, const void *b) {
  const struct pair *x = a, *y = b;
  return x->articles != y->articles ? by_numbers(x, y) : compare_forms(a, b);
}

/* The pairs that articles have, with how their first ones write them; answers how many. */
static size_t take_pairs(const struct acronyms *acronyms, struct pair *pairs) {
  size_t count = 0;
  for (size_t i = 0; i < acronyms->count; i++) {
    struct pair pair = acronyms->pairs[i];
    uint32_t first = UINT32_MAX;
    for (uint32_t number = pair.mention; number != 0; number = acronyms->mentions[number - 1].next) {
      const struct mention *mention = &acronyms->mentions[number - 1];
      if (mention->article < first) {
        first = mention->article;
        pair.short_form = mention->short_form;
        pair.long_form = mention->long_form;
      }
    }
    if (pair.articles > 0) {
      pairs[count++] = pair;
    }
  }
  return count;
}

/* Whether the best of the pairs of one short form is sure: said often enough, and no everyday word. */
static bool is_kept(const struct acronyms *acronyms, const struct pair *best, uint64_t all) {
  return best->articles >= ACRONYM_ARTICLES_MIN && (uint64_t)best->articles * 4 >= all * 3 &&
         plainwords_articles(&acronyms->plain, str_trim(best->folded)) <= best->articles;
}

static bool is_same_form(const struct pair *a, const struct pair *b) {
  return a->language == b->language && str_equal(a->folded, b->folded);
}

/* Keeps of each short form the long form that dominates; answers how many there are. */
static size_t keep_dominant(const struct acronyms *acronyms, struct pair *pairs, size_t count) {
  size_t kept = 0;
  for (size_t begin = 0, end; begin < count; begin = end) {
    uint64_t all = 0;
    for (end = begin; end < count && is_same_form(&pairs[end], &pairs[begin]); end++) {
      all += pairs[end].articles;
    }
    if (is_kept(acronyms, &pairs[begin], all)) {
      pairs[kept++] = pairs[begin];
    }
  }
  return kept;
}

bool acronyms_write(const struct acronyms *acronyms, struct buf *out, struct error *err) {
  struct pair *pairs = malloc((acronyms->count + 1) * sizeof *pairs);
  if (pairs == NULL || acronyms->failed || acronyms->plain.failed) {
    free(pairs);
    return error_memory(err);
  }
  size_t count = take_pairs(acronyms, pairs);
  qsort(pairs, count, sizeof *pairs, compare_forms);
  size_t kept = keep_dominant(acronyms, pairs, count);
  if (kept > ACRONYMS_MAX) {
    qsort(pairs, kept, sizeof *pairs, compare_numbers);
    kept = ACRONYMS_MAX;
    qsort(pairs, kept, sizeof *pairs, compare_forms);
  }
  for (size_t i = 0; i < kept; i++) {
    buf_format(out, "%.*s\t%.*s\t%u\t%s\n", STR_ARG(pairs[i].short_form), STR_ARG(pairs[i].long_form), pairs[i].articles,
               code_of(pairs[i].language));
  }
  free(pairs);
  return !buf_failed(out) || error_memory(err);
}
