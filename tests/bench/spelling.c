#include "bench.h"

#include "lexicon/lexicon.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { VOCABULARY = 205000 /* with doublets; some 200,000 remain */, MISSPELT = 2000, ROUNDS = 5, WORD_SIZE = 256 };

struct entry {
  const char *word;
  uint32_t articles;
};

struct vocabulary {
  struct entry *entries;
  size_t count, real;
  struct arena arena;
  uint64_t random;
};

/* xorshift64 by George Marsaglia: the same numbers on every machine. */
static size_t random_below(struct vocabulary *vocabulary, size_t limit) {
  vocabulary->random ^= vocabulary->random << 13;
  vocabulary->random ^= vocabulary->random >> 7;
  vocabulary->random ^= vocabulary->random << 17;
  return (size_t)(vocabulary->random % limit);
}

static int compare_words(const void *a, const void *b) {
  return strcmp(((const struct entry *)a)->word, ((const struct entry *)b)->word);
}

/* The words of the index, without stems and filters. */
static bool read_words(struct vocabulary *vocabulary, const char *index, struct error *err) {
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  bool done = sqlite3_open_v2(index, &connection, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK ||
              error_set(err, "%s: cannot be opened", index);
  done = done && sql_prepare(connection, "SELECT term, articles FROM vocabulary WHERE term NOT GLOB '[=#@]*'", &statement, err);
  while (done && vocabulary->count < VOCABULARY && sqlite3_step(statement) == SQLITE_ROW) {
    struct str word = arena_copy(&vocabulary->arena, str_of((const char *)sqlite3_column_text(statement, 0)));
    vocabulary->entries[vocabulary->count++] = (struct entry){word.ptr, (uint32_t)sqlite3_column_int(statement, 1)};
  }
  vocabulary->real = vocabulary->count;
  (void)sqlite3_finalize(statement);
  (void)sqlite3_close(connection);
  return done && ((vocabulary->real > 100 && !arena_failed(&vocabulary->arena)) || error_set(err, "%s: too few words", index));
}

/* Fills up with heads of words that are continued by tails of others, so that lengths and letters stay those of real words. */
static void add_made_words(struct vocabulary *vocabulary) {
  while (vocabulary->count < VOCABULARY && !arena_failed(&vocabulary->arena)) {
    const char *head = vocabulary->entries[random_below(vocabulary, vocabulary->real)].word;
    const char *tail = vocabulary->entries[random_below(vocabulary, vocabulary->real)].word;
    int kept = (int)(strlen(head) + 1) / 2;
    struct str made = arena_format(&vocabulary->arena, "%.*s%s", kept, head, tail + strlen(tail) / 2);
    size_t bad;
    if (made.ptr != NULL && utf8_valid(made, &bad)) {
      vocabulary->entries[vocabulary->count++] = (struct entry){made.ptr, 1};
    }
  }
}

/* In byte order, each once, one behind the other in memory, as an index hands them out. */
static void sort_words(struct vocabulary *vocabulary) {
  size_t kept = 0;
  qsort(vocabulary->entries, vocabulary->count, sizeof *vocabulary->entries, compare_words);
  for (size_t i = 0; i < vocabulary->count; i++) {
    if (kept == 0 || compare_words(&vocabulary->entries[kept - 1], &vocabulary->entries[i]) != 0) {
      vocabulary->entries[kept++] = vocabulary->entries[i];
    }
  }
  vocabulary->count = kept;
  for (size_t i = 0; i < kept && !arena_failed(&vocabulary->arena); i++) {
    vocabulary->entries[i].word = arena_copy(&vocabulary->arena, str_of(vocabulary->entries[i].word)).ptr;
  }
}

static struct spelling *build(const struct vocabulary *vocabulary, struct error *err) {
  struct spelling *spelling = spelling_new();
  if (spelling == NULL) {
    (void)error_memory(err);
    return NULL;
  }
  for (size_t i = 0; i < vocabulary->count; i++) {
    spelling_add(spelling, str_of(vocabulary->entries[i].word), vocabulary->entries[i].articles);
  }
  if (!spelling_finish(spelling, err)) {
    spelling_free(spelling);
    return NULL;
  }
  return spelling;
}

/* A word of ASCII letters with one or two random edits. */
static void misspell(struct vocabulary *vocabulary, char word[WORD_SIZE]) {
  size_t length;
  do {
    const char *chosen = vocabulary->entries[random_below(vocabulary, vocabulary->count)].word;
    (void)snprintf(word, WORD_SIZE, "%s", chosen);
    length = strlen(word);
  } while (length < 4 || length > 40 || strspn(word, "abcdefghijklmnopqrstuvwxyz") != length);
  for (size_t edits = 1 + random_below(vocabulary, 2); edits > 0; edits--) {
    size_t at = 1 + random_below(vocabulary, length - 1);
    char letter = (char)('a' + random_below(vocabulary, 26));
    switch (random_below(vocabulary, 3)) {
    case 0: /* put in */
      memmove(word + at + 1, word + at, length - at + 1);
      length++;
      word[at] = letter;
      break;
    case 1: /* another */
      word[at] = letter;
      break;
    default: /* swapped with its neighbour */
      letter = word[at];
      word[at] = word[at - 1];
      word[at - 1] = letter;
    }
  }
}

static int compare_numbers(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static bool review(const struct spelling *spelling, struct str word) {
  struct spelling_typed typed = {word, 0};
  struct spelling_change change;
  return spelling_review(spelling, &typed, 1, &change) > 0;
}

/* As if it was still being typed: without its last third. */
static bool open_word(const struct spelling *spelling, struct str word) {
  struct spelling_opening opening;
  return spelling_open(spelling, str_slice(word, 0, word.len - word.len / 3), &opening);
}

/* What it takes to read each of many misspelt words: the median of several rounds, in order of time. */
static void time_readings(struct vocabulary *vocabulary, const struct spelling *spelling,
                          bool read(const struct spelling *spelling, struct str word), double *microseconds, size_t *changed) {
  for (size_t i = 0; i < MISSPELT; i++) {
    char word[WORD_SIZE];
    misspell(vocabulary, word);
    double times[ROUNDS];
    for (size_t round = 0; round < ROUNDS; round++) {
      double start = seconds_now();
      bool found = read(spelling, str_of(word));
      times[round] = 1e6 * (seconds_now() - start);
      *changed += round == 0 && found;
    }
    microseconds[i] = median(times, ROUNDS);
  }
  qsort(microseconds, MISSPELT, sizeof *microseconds, compare_numbers);
}

static bool measure(struct vocabulary *vocabulary, const char *index, struct error *err) {
  static double microseconds[MISSPELT];
  double builds[ROUNDS];
  struct spelling *spelling = NULL;
  if (!read_words(vocabulary, index, err)) {
    return false;
  }
  add_made_words(vocabulary);
  sort_words(vocabulary);
  if (arena_failed(&vocabulary->arena)) {
    return error_memory(err);
  }
  for (size_t round = 0; round < ROUNDS; round++) {
    spelling_free(spelling);
    double start = seconds_now();
    spelling = build(vocabulary, err);
    builds[round] = 1e3 * (seconds_now() - start);
    if (spelling == NULL) {
      return false;
    }
  }
  size_t changed = 0, opened = 0;
  time_readings(vocabulary, spelling, open_word, microseconds, &opened);
  double opening = microseconds[MISSPELT * 95 / 100];
  time_readings(vocabulary, spelling, review, microseconds, &changed);
  double half = microseconds[MISSPELT / 2], most = microseconds[MISSPELT * 95 / 100], build_time = least(builds, ROUNDS);
  table_title("Spelling, 200,000 words", "-");
  table_row((struct row){"building, ms", build_time, NAN, build_time, AT_MOST, 30});
  table_row((struct row){"a misspelt word, median, us", half, NAN, half, REPORTED, 0});
  table_row((struct row){"a misspelt word, 95 of 100, us", most, NAN, most, AT_MOST, 1000});
  table_row((struct row){"its beginning, 95 of 100, us", opening, NAN, opening, AT_MOST, 1000});
  table_note("%zu words, %zu of the index; %zu of %d misspelt words changed", spelling_count(spelling), vocabulary->real, changed,
             MISSPELT);
  spelling_free(spelling);
  return true;
}

bool measure_spelling(const struct bench *bench, struct error *err) {
  struct vocabulary vocabulary = {.entries = calloc(VOCABULARY, sizeof(struct entry)), .random = 20250101};
  arena_init(&vocabulary.arena, 1 << 26);
  bool done = vocabulary.entries != NULL ? measure(&vocabulary, bench->index, err) : error_memory(err);
  arena_free(&vocabulary.arena);
  free(vocabulary.entries);
  return done;
}
