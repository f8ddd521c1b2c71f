#include "acronym.h"
#include "plainwords.h"
#include "table.h"

#include <stdlib.h>

enum { ARENA_BYTES_MAX = 1 << 26 };

struct pair {
  struct str short_form, long_form; /* as first seen */
  struct str folded;                /* the short form's words as surfaces: what a query has */
  const struct language *language;
  uint32_t articles, last; /* last: the article that counted it last */
};

struct acronyms {
  struct arena arena;
  struct table numbers; /* of pairs, by folded short form, language and stems of the long form */
  struct plainwords plain;
  struct pair *pairs;
  size_t count, capacity;
  uint32_t article;
  bool failed;
};

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
    free(acronyms);
  }
}

/* ---- counting ---- */

/* An article under way. */
struct reading {
  struct acronyms *acronyms;
  struct tokenizer *tokenizer;
  const struct language *language;
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

static struct pair *room_for_pair(struct acronyms *acronyms) {
  if (acronyms->count == acronyms->capacity) {
    size_t capacity = acronyms->capacity == 0 ? 256 : acronyms->capacity * 2;
    struct pair *moved = realloc(acronyms->pairs, capacity * sizeof *moved);
    if (moved == NULL) {
      return NULL;
    }
    acronyms->pairs = moved;
    acronyms->capacity = capacity;
  }
  return &acronyms->pairs[acronyms->count];
}

static const char *code_of(const struct language *language) {
  return language == NULL ? "-" : language->code;
}

static bool add_pair(const struct reading *reading, size_t folded, struct str short_form, struct str long_form) {
  struct acronyms *acronyms = reading->acronyms;
  struct pair *pair = room_for_pair(acronyms);
  struct str kept = arena_copy(&acronyms->arena, buf_str(&reading->key));
  if (pair == NULL || kept.ptr == NULL) {
    return false;
  }
  *pair = (struct pair){.short_form = copy_plainly(&acronyms->arena, short_form),
                        .long_form = copy_plainly(&acronyms->arena, long_form),
                        .folded = str_slice(kept, 0, folded),
                        .language = reading->language};
  return !arena_failed(&acronyms->arena) && table_add(&acronyms->numbers, kept, (uint32_t)++acronyms->count);
}

static void count_pair(void *context, struct str short_form, struct str long_form) {
  struct reading *reading = context;
  struct acronyms *acronyms = reading->acronyms;
  buf_clear(&reading->key);
  (void)token_walk(reading->tokenizer, NULL, short_form, add_surface, &reading->key);
  size_t folded = reading->key.len;
  buf_format(&reading->key, "\t%s\t", code_of(reading->language));
  uint32_t words = token_walk(reading->tokenizer, reading->language, long_form, add_stem, &reading->key);
  if (words > ACRONYM_WORDS_MAX || buf_failed(&reading->key)) {
    return;
  }
  uint32_t number = table_find(&acronyms->numbers, buf_str(&reading->key));
  if (number == 0 && (acronyms->count == ACRONYMS_SEEN_MAX || acronyms->failed)) {
    return;
  }
  if (number == 0 && !add_pair(reading, folded, short_form, long_form)) {
    acronyms->failed = true;
    return;
  }
  struct pair *pair = &acronyms->pairs[number > 0 ? number - 1 : acronyms->count - 1];
  pair->articles += pair->last != acronyms->article;
  pair->last = acronyms->article;
}

void acronyms_add(struct acronyms *acronyms, struct tokenizer *tokenizer, const struct language *language, struct str text) {
  struct reading reading = {.acronyms = acronyms, .tokenizer = tokenizer, .language = language};
  buf_init(&reading.key, 1 << 16);
  acronyms->article++;
  acronym_walk(language, text, count_pair, &reading);
  plainwords_add(&acronyms->plain, text, acronyms->article);
  buf_free(&reading.key);
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
  if (acronyms->count > 0) {
    memcpy(pairs, acronyms->pairs, acronyms->count * sizeof *pairs);
  }
  qsort(pairs, acronyms->count, sizeof *pairs, compare_forms);
  size_t kept = keep_dominant(acronyms, pairs, acronyms->count);
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
