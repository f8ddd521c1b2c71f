/* lexicon_corpus: the articles of corpus/, read as plain texts, and their words counted over articles. */
#ifndef MARROW_TESTS_LEXICON_CORPUS_H
#define MARROW_TESTS_LEXICON_CORPUS_H

#include "lexicon/lexicon.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { CORPUS_FILES_MAX = 200, CORPUS_WORDS_MAX = 200000 };

/* A word in an article; then, sorted and counted, a word. */
struct corpus_word {
  struct str text;
  uint32_t article, articles;
};

struct corpus {
  struct arena arena;
  struct str texts[CORPUS_FILES_MAX];
  const struct language *languages[CORPUS_FILES_MAX];
  size_t count;
  struct corpus_word *words; /* in byte order */
  size_t word_count;
};

static inline struct str corpus_file(struct arena *arena, const char *path) {
  struct buf bytes;
  struct error err;
  const char *whole = arena_format(arena, "%s/../corpus/%s", TESTS_DIR, path).ptr;
  assert_non_null(whole);
  buf_init(&bytes, 1 << 22);
  if (!file_read(whole, 1 << 22, &bytes, &err)) {
    fail_msg("%s: %s", whole, err.text);
  }
  struct str copy = arena_copy(arena, buf_str(&bytes));
  buf_free(&bytes);
  return copy;
}

static inline int corpus_compare_paths(const void *a, const void *b) {
  return strcmp(a, b);
}

/* Reads the articles of a folder in order of name. */
static inline void corpus_read_folder(struct corpus *corpus, const char *folder, const char *code) {
  static char paths[CORPUS_FILES_MAX][300];
  char whole[1024];
  size_t count = 0;
  (void)snprintf(whole, sizeof whole, "%s/../corpus/%s", TESTS_DIR, folder);
  DIR *directory = opendir(whole);
  assert_non_null(directory);
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (str_ends_with(str_of(entry->d_name), STR(".md")) && strcmp(entry->d_name, "README.md") != 0) {
      assert_true(count < CORPUS_FILES_MAX);
      (void)snprintf(paths[count++], sizeof *paths, "%s/%s", folder, entry->d_name);
    }
  }
  (void)closedir(directory);
  qsort(paths, count, sizeof *paths, corpus_compare_paths);
  for (size_t i = 0; i < count; i++) {
    assert_true(corpus->count < CORPUS_FILES_MAX);
    corpus->texts[corpus->count] = corpus_file(&corpus->arena, paths[i]);
    corpus->languages[corpus->count++] = language_find(str_of(code));
  }
}

static inline bool corpus_add_word(void *context, const struct token *token) {
  struct corpus *corpus = context;
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  assert_true(corpus->word_count < CORPUS_WORDS_MAX);
  corpus->words[corpus->word_count++] =
      (struct corpus_word){arena_copy(&corpus->arena, token->surface), (uint32_t)corpus->count, 1};
  return true;
}

static inline int corpus_compare_words(const void *a, const void *b) {
  const struct corpus_word *x = a, *y = b;
  int order = str_compare(x->text, y->text);
  return order != 0 ? order : (x->article > y->article) - (x->article < y->article);
}

static inline void corpus_count_words(struct corpus *corpus, struct tokenizer *tokenizer) {
  size_t count = corpus->count, kept = 0;
  corpus->words = malloc(CORPUS_WORDS_MAX * sizeof *corpus->words);
  assert_non_null(corpus->words);
  for (corpus->count = 0; corpus->count < count; corpus->count++) {
    (void)token_walk(tokenizer, NULL, corpus->texts[corpus->count], corpus_add_word, corpus);
  }
  qsort(corpus->words, corpus->word_count, sizeof *corpus->words, corpus_compare_words);
  for (size_t i = 0; i < corpus->word_count; i++) {
    struct corpus_word word = corpus->words[i];
    if (kept == 0 || !str_equal(corpus->words[kept - 1].text, word.text)) {
      corpus->words[kept++] = word;
    } else if (corpus->words[kept - 1].article != word.article) {
      corpus->words[kept - 1].article = word.article;
      corpus->words[kept - 1].articles++;
    }
  }
  corpus->word_count = kept;
}

static inline void corpus_read(struct corpus *corpus, struct tokenizer *tokenizer) {
  static const char *const folders[][2] = {{".", "en"}, {"de", "de"}, {"es", "es"}, {"fr", "fr"}, {"zh", "zh"}};
  *corpus = (struct corpus){0};
  arena_init(&corpus->arena, 1 << 26);
  for (size_t i = 0; i < COUNT_OF(folders); i++) {
    corpus_read_folder(corpus, folders[i][0], folders[i][1]);
  }
  corpus_count_words(corpus, tokenizer);
}

static inline void corpus_free(struct corpus *corpus) {
  free(corpus->words);
  arena_free(&corpus->arena);
}

#endif
