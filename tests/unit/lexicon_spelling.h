/* lexicon_spelling: tests of spelling: the rules, the pairs of misspellings.txt, and every candidate by brute force. */
#ifndef MARROW_TESTS_LEXICON_SPELLING_H
#define MARROW_TESTS_LEXICON_SPELLING_H

#include "lexicon_corpus.h"
#include "spec.h"

static struct spelling *spelling_rules; /* the vocabulary of spelling.md */

static inline struct str spec_file(struct arena *arena, const char *name) {
  char path[256];
  (void)snprintf(path, sizeof path, "../tests/spec/%s", name);
  return corpus_file(arena, path);
}

/* The lines "    + word articles". */
static inline struct spelling *read_vocabulary(struct str rest) {
  struct spelling *spelling = spelling_new();
  struct error err;
  struct str line, last = {NULL, 0};
  assert_non_null(spelling);
  while (str_next_line(&rest, &line)) {
    if (str_starts_with(line, STR("    + "))) {
      struct str said = str_slice(line, 6, line.len);
      struct str word = str_slice(said, 0, str_find(said, ' ', 0));
      uint64_t articles;
      assert_true(str_to_number(str_slice(said, word.len + 1, said.len), 1000, &articles));
      assert_true(str_compare(last, word) < 0);
      spelling_add(spelling, word, (uint32_t)articles);
      last = word;
    }
  }
  assert_true(spelling_finish(spelling, &err));
  return spelling;
}

/* Beginnings with a slip, and what they should have been; "?" where that is only offered; no word: nothing. */
static inline void openings_are_found(void **state) {
  (void)state;
  static const struct {
    const char *typed, *begin;
  } cases[] = {
      {"cartlag", "cartilag"},
      {"cartillag", "cartilag"},
      {"crati", "carti"},
      {"hylauro", "hyaluro"},
      {"ostaer", "ostear"},
      {"oseoarthr", "osteoarthr"},
      {"microfarct", "microfract"},
      {"injectx", "?injecti"},
      {"knx", ""},
      {"zzzz", ""},
      {"b121", ""},
      {"rtheum", "rheum"},
      {"rhuematio", "rheumatoi"},
      {"hreum", "?rheum"},
      {"cartx", ""},
  };
  struct arena arena;
  arena_init(&arena, 1 << 20);
  struct spelling *spelling = read_vocabulary(spec_file(&arena, "spelling.md"));
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct spelling_opening opening = {.begin = STR(""), .doubt = 0};
    bool found = spelling_open(spelling, str_of(cases[i].typed), &opening);
    struct str said = arena_format(&arena, "%s%.*s", found && opening.doubt > 1 ? "?" : "", STR_ARG(opening.begin));
    if (!str_equal(said, str_of(cases[i].begin))) {
      fail_msg("%s: <%.*s>, not <%s>", cases[i].typed, STR_ARG(said), cases[i].begin);
    }
  }
  spelling_free(spelling);
  arena_free(&arena);
}

/* Words between spaces -> how they are read. */
static inline void spelling_of(struct str input, struct buf *out) {
  struct spelling_typed typed[16] = {{{NULL, 0}, 0}};
  struct spelling_change changes[16];
  size_t count = 0, at = 0;
  for (size_t begin = 0; begin < input.len; count++) {
    size_t end = str_find(input, ' ', begin);
    struct str word = str_slice(input, begin, end);
    typed[count] = (struct spelling_typed){word, spelling_articles(spelling_rules, word)};
    begin = end + 1;
  }
  size_t changed = spelling_review(spelling_rules, typed, count, changes);
  for (size_t change = 0; at < count;) {
    bool here = change < changed && changes[change].begin == at;
    buf_add(out, at > 0 ? STR(" ") : STR(""));
    buf_add(out, here && (changes[change].known || changes[change].doubt > 1) ? STR("?") : STR(""));
    buf_add(out, here ? changes[change].words[0] : typed[at].word);
    if (here && changes[change].word_count == 2) {
      buf_byte(out, ' ');
      buf_add(out, changes[change].words[1]);
    }
    at = here ? changes[change].end : at + 1;
    change += here;
  }
}

static inline void spelling_rules_hold(void **state) {
  (void)state;
  struct arena arena;
  int run;
  arena_init(&arena, 1 << 20);
  spelling_rules = read_vocabulary(spec_file(&arena, "spelling.md"));
  assert_int_equal(spec_run("spelling.md", spelling_of, &run), 0);
  assert_true(run >= 35);
  spelling_free(spelling_rules);
  arena_free(&arena);
}

static inline struct spelling *spelling_of_corpus(const struct corpus *corpus) {
  struct spelling *spelling = spelling_new();
  struct error err;
  assert_non_null(spelling);
  for (size_t i = 0; i < corpus->word_count; i++) {
    spelling_add(spelling, corpus->words[i].text, corpus->words[i].articles);
  }
  assert_true(spelling_finish(spelling, &err));
  return spelling;
}

/* Of the pairs in misspellings.txt so many in a hundred are told at the first try. */
enum { TOLD_AT_LEAST = 93, TOLD_IN_THREE_AT_LEAST = 97 };

static inline void misspellings_are_told(void **state) {
  struct corpus *corpus = *state;
  struct arena arena;
  arena_init(&arena, 1 << 20);
  struct spelling *spelling = spelling_of_corpus(corpus);
  struct str rest = spec_file(&arena, "misspellings.txt"), line;
  size_t all = 0, told = 0, in_three = 0;
  while (str_next_line(&rest, &line)) {
    size_t space = str_find(line, ' ', 0);
    struct str typed = str_slice(line, 0, space), meant = str_slice(line, space + 1, line.len);
    if (spelling_articles(spelling, meant) == 0 || spelling_articles(spelling, typed) > 0) {
      continue; /* a remark, or a pair that the corpus has outgrown */
    }
    struct spelling_candidate found[3];
    size_t count = spelling_candidates(spelling, typed, 0, found, COUNT_OF(found));
    for (size_t i = 0; i < count; i++) {
      told += i == 0 && str_equal(found[i].word, meant);
      in_three += str_equal(found[i].word, meant);
    }
    all++;
  }
  assert_true(all >= 150);
  if (told * 100 < all * TOLD_AT_LEAST || in_three * 100 < all * TOLD_IN_THREE_AT_LEAST) {
    fail_msg("of %zu misspellings %zu were told, %zu in three candidates", all, told, in_three);
  }
  spelling_free(spelling);
  arena_free(&arena);
}

struct reading_along {
  const struct spelling *spelling;
  struct arena arena;
  struct spelling_typed before;
  size_t words, changes, joins;
};

/* Each word with the one before it: what an author wrote is right. */
static inline bool read_along(void *context, const struct token *token) {
  struct reading_along *reading = context;
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  struct str word = arena_copy(&reading->arena, token->surface);
  struct spelling_typed pair[2] = {reading->before, {word, spelling_articles(reading->spelling, word)}};
  struct spelling_change changes[2];
  size_t count = spelling_review(reading->spelling, pair, 2, changes);
  for (size_t i = 0; i < count; i++) {
    assert_true(changes[i].known);
    reading->joins += changes[i].kind == SPELLING_JOIN;
    reading->changes += changes[i].kind != SPELLING_JOIN && changes[i].begin == 1;
  }
  reading->words++;
  reading->before = pair[1];
  return true;
}

/* What authors wrote is never changed, and hardly ever doubted. */
static inline void right_words_are_left_alone(void **state) {
  struct corpus *corpus = *state;
  struct spelling *spelling = spelling_of_corpus(corpus);
  struct tokenizer *tokenizer = tokenizer_new();
  struct reading_along reading = {.spelling = spelling, .before = {STR(""), 1}};
  arena_init(&reading.arena, 1 << 26);
  for (size_t i = 0; i < corpus->count; i++) {
    (void)token_walk(tokenizer, NULL, corpus->texts[i], read_along, &reading);
  }
  assert_true(reading.words > 30000);
  if (reading.changes * 1000 > reading.words || reading.joins * 1000 > reading.words) {
    fail_msg("of %zu words %zu were doubted and %zu joined", reading.words, reading.changes, reading.joins);
  }
  arena_free(&reading.arena);
  tokenizer_free(tokenizer);
  spelling_free(spelling);
}

/* ---- against the definition ---- */

/* The matrix of the optimal string alignment distance, written out. */
static inline size_t distance_by_matrix(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count) {
  size_t cost[16][16];
  for (size_t i = 0; i <= a_count; i++) {
    for (size_t k = 0; k <= b_count; k++) {
      size_t best = i == 0 ? k : k == 0 ? i : cost[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
      best = i > 0 && cost[i - 1][k] + 1 < best ? cost[i - 1][k] + 1 : best;
      best = k > 0 && cost[i][k - 1] + 1 < best ? cost[i][k - 1] + 1 : best;
      bool swapped = i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1];
      cost[i][k] = swapped && cost[i - 2][k - 2] + 1 < best ? cost[i - 2][k - 2] + 1 : best;
    }
  }
  return cost[a_count][b_count];
}

struct made_word {
  uint32_t letters[12];
  size_t count;
  char bytes[48];
};

static inline int compare_made_words(const void *a, const void *b) {
  return strcmp(((const struct made_word *)a)->bytes, ((const struct made_word *)b)->bytes);
}

static inline void make_word(struct made_word *word, uint32_t *seed) {
  static const uint32_t alphabet[] = {'a', 'A', 0x430, 0x10400}; /* the filter cannot tell the first two */
  struct buf bytes;
  buf_init(&bytes, sizeof word->bytes);
  *seed = *seed * 1664525u + 1013904223u;
  word->count = 3 + (*seed >> 16) % 9;
  for (size_t i = 0; i < word->count; i++) {
    *seed = *seed * 1664525u + 1013904223u;
    word->letters[i] = alphabet[(*seed >> 16) % COUNT_OF(alphabet)];
    utf8_add(&bytes, word->letters[i]);
  }
  (void)snprintf(word->bytes, sizeof word->bytes, "%s", bytes.ptr);
  buf_free(&bytes);
}

/* Whether `found` has the word of that text. */
static inline bool is_among(const struct spelling_candidate *found, size_t count, const char *text) {
  for (size_t i = 0; i < count; i++) {
    if (str_equal(found[i].word, str_of(text))) {
      return true;
    }
  }
  return false;
}

/* Few letters, many words: the filters let all pass that the definition lets pass, and nothing else. */
static inline void candidates_are_those_of_the_definition(void **state) {
  (void)state;
  static struct made_word words[3000];
  struct spelling *spelling = spelling_new();
  struct error err;
  uint32_t seed = 7;
  for (size_t i = 0; i < COUNT_OF(words); i++) {
    make_word(&words[i], &seed);
  }
  qsort(words, COUNT_OF(words), sizeof *words, compare_made_words);
  for (size_t i = 0; i < COUNT_OF(words); i++) {
    if (i == 0 || strcmp(words[i - 1].bytes, words[i].bytes) != 0) {
      spelling_add(spelling, str_of(words[i].bytes), 1);
    }
  }
  assert_true(spelling_finish(spelling, &err));
  size_t compared = 0;
  for (size_t i = 0; i < COUNT_OF(words); i += 5) {
    const struct made_word *typed = &words[i];
    struct spelling_candidate found[SPELLING_CANDIDATES_MAX];
    size_t count = spelling_candidates(spelling, str_of(typed->bytes), 0, found, COUNT_OF(found));
    size_t allowed = typed->count < 8 ? 1 : 2, expected = 0;
    if (typed->count < 4) {
      continue; /* swapped letters only: spelling.md */
    }
    bool opens = false;
    for (size_t k = 0; k < COUNT_OF(words); k++) {
      size_t edits = distance_by_matrix(typed->letters, typed->count, words[k].letters, words[k].count);
      for (size_t letters = 1; letters <= words[k].count; letters++) {
        opens = opens || distance_by_matrix(typed->letters, typed->count, words[k].letters, letters) <= allowed;
      }
      bool counts = edits > 0 && edits <= allowed && (k == 0 || strcmp(words[k - 1].bytes, words[k].bytes) != 0);
      expected += counts;
      if (counts && count < COUNT_OF(found) && !is_among(found, count, words[k].bytes)) {
        fail_msg("%s: %s is %zu away and was not found", typed->bytes, words[k].bytes, edits);
      }
    }
    assert_int_equal(count, expected < COUNT_OF(found) ? expected : COUNT_OF(found));
    compared += expected;
    struct spelling_opening opening = {.word = STR("")};
    assert_true(!spelling_open(spelling, str_of(typed->bytes), &opening) || (opens && opening.doubt <= 1.5));
    assert_true(str_starts_with(opening.word, opening.begin));
  }
  assert_true(compared > 1000);
  spelling_free(spelling);
}

/* ---- limits ---- */

static inline void a_large_vocabulary_keeps_its_common_words(void **state) {
  (void)state;
  struct spelling *spelling = spelling_new();
  struct error err;
  char word[16];
  for (uint32_t i = 0; i < SPELLING_WORDS_MAX + 100000; i++) {
    (void)snprintf(word, sizeof word, "w%c%c%c%c%c", 'a' + i / 456976 % 26, 'a' + i / 17576 % 26, 'a' + i / 676 % 26,
                   'a' + i / 26 % 26, 'a' + i % 26);
    spelling_add(spelling, str_of(word), i % 3 == 0 ? 9 : 1);
  }
  assert_true(spelling_finish(spelling, &err));
  assert_int_equal(spelling_count(spelling), (SPELLING_WORDS_MAX + 100000 + 2) / 3);
  assert_int_equal(spelling_articles(spelling, STR("waaaaa")), 9);
  assert_int_equal(spelling_articles(spelling, STR("waaaab")), 0);
  assert_int_equal(spelling_articles(spelling, STR("waaaad")), 9);
  spelling_free(spelling);
}

static inline void strange_words_are_harmless(void **state) {
  (void)state;
  struct spelling *spelling = spelling_new(), *empty = spelling_new();
  struct error err;
  char endless[400];
  memset(endless, 'a', sizeof endless);
  spelling_add(spelling, STR(""), 3);
  spelling_add(spelling, (struct str){endless, 62}, 3);
  spelling_add(spelling, (struct str){endless, 64}, 3);
  spelling_add(spelling, (struct str){endless, 65}, 3);
  spelling_add(spelling, (struct str){endless, sizeof endless}, 3);
  assert_true(spelling_finish(spelling, &err) && spelling_finish(empty, &err));
  assert_int_equal(spelling_count(spelling), 2);
  static const struct { size_t bytes, found; } cases[] = {{0, 0}, {1, 0}, {60, 1}, {61, 0}, {63, 0}, {64, 0}, {65, 0}, {400, 0}};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct spelling_typed typed[2] = {{{endless, cases[i].bytes}, 0}, {STR("\xff\xfe\xfd\xfc\xfb"), 0}};
    struct spelling_change changes[2];
    assert_int_equal(spelling_review(spelling, typed, 2, changes), cases[i].found);
    assert_int_equal(spelling_review(empty, typed, 2, changes), 0);
    struct spelling_opening opening;
    assert_int_equal(spelling_open(spelling, typed[0].word, &opening), cases[i].found > 0);
    assert_false(spelling_open(empty, typed[0].word, &opening));
  }
  spelling_free(spelling);
  spelling_free(empty);
  spelling_free(NULL);
}

#endif
