#include "article/article.h"
#include "indexer/indexer.h"
#include "lexicon/lexicon.h"
#include "scratch.h"

#include <sys/stat.h>

static struct scratch scratch;

static int make_scratch(void **state) {
  (void)state;
  scratch_make(&scratch);
  return 0;
}

static int remove_scratch(void **state) {
  (void)state;
  scratch_remove(&scratch);
  return 0;
}

static void write_text(const char *name, const char *text) {
  char path[256];
  (void)snprintf(path, sizeof path, "%s/%s", scratch.folder, name);
  for (char *at = path + strlen(scratch.folder) + 1; (at = strchr(at, '/')) != NULL; *at++ = '/') {
    *at = '\0';
    (void)mkdir(path, 0700);
  }
  FILE *file = fopen(path, "we");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

/* What was complained of, a sentence a line. */
static void note_complaint(void *context, const char *sentence) {
  buf_format(context, "%s\n", sentence);
}

static struct indexer_report index_with(const char *source, const struct indexer_options *options, struct buf *complaints) {
  struct indexer_report report;
  struct indexer_listener listener = {.context = complaints, .complaint = complaints == NULL ? NULL : note_complaint};
  struct error err = {""};
  if (!indexer_run(source, scratch.index, options, &listener, &report, &err)) {
    fail_msg("%s", err.text);
  }
  return report;
}

static struct indexer_report index_source(const char *source) {
  return index_with(source, &(struct indexer_options){.jobs = 2}, NULL);
}

/* The language of an article in the index; it lasts as long as the arena. */
static struct str language_of(struct store *store, const char *id, struct arena *arena) {
  uint32_t number = 0;
  struct store_text text;
  struct error err = {""};
  if (!store_find(store, str_of(id), &number, &err) || number == 0 || !store_text(store, number, arena, &text, &err)) {
    fail_msg("%s: %s", id, err.text);
  }
  return text.lang;
}

/* A file, and the language it is in. */
struct written {
  const char *id, *text, *lang;
};

#define GERMAN "# Knie\n\nDie Nadel geht in das Gelenk, und es ist nicht schlimm.\n"
#define ENGLISH "# Reset\n\nThe password is reset when the user has not changed it for a year.\n"

static void expect_languages(const struct written *files, size_t count) {
  for (size_t i = 0; i < count; i++) {
    write_text(files[i].id, files[i].text);
  }
  assert_int_equal(index_source(scratch.folder).facts.articles, count);
  struct store *store = scratch_open(scratch.index);
  struct arena arena;
  arena_init(&arena, 1 << 24);
  for (size_t i = 0; i < count; i++) {
    struct str lang = language_of(store, files[i].id, &arena);
    if (!str_equal(lang, str_of(files[i].lang))) {
      fail_msg("%s is \"%.*s\", not \"%s\"", files[i].id, STR_ARG(lang), files[i].lang);
    }
  }
  arena_free(&arena);
  store_close(store);
}

static void articles_get_a_language(void **state) {
  (void)state;
  static const struct written files[] = {
      {"a.md", GERMAN, "de"},
      {"b.md", "---\nlang: en\n---\n" GERMAN, "en"},
      {"c.md", "# Knee MRI\n", ""},
      {"d.md", "---\nsummary: Die Nadel geht in das Gelenk, und es ist nicht schlimm.\n---\n# MRT\n", "de"},
      {"e.md", ENGLISH, "en"},
      {"de/a.md", "# Knie MRT\n", "de"},
      {"it/a.md", ENGLISH, "en"},
      {"de/pt-BR/a.md", "# Joelho\n", "pt-BR"},
      {"nb/a.md", "# Kne\n", "nb"},
      {"zh_Hant/a.md", "# 膝關節\n", "zh_Hant"},
      {"guides/a.de.md", "# Knie MRT\n", "de"},
      {"de.md", "# Knie MRT\n", ""},
      {"dex/a.md", "# Knie MRT\n", ""},
  };
  expect_languages(files, COUNT_OF(files));
}

static void what_stays_open_is_in_the_language_of_the_site(void **state) {
  (void)state;
  static const struct written files[] = {
      {"a.md", GERMAN, "de-CH"},          {"c.md", "# Knie MRT\n", "de-CH"}, {"e.md", ENGLISH, "en"},
      {"fr/a.md", "# Genou IRM\n", "fr"}, {"de-AT/a.md", GERMAN, "de-AT"},   {"zh.md", "# 膝關節\n", "zh"},
  };
  write_text("marrow.yaml", "language: de-CH\n");
  expect_languages(files, COUNT_OF(files));
}

/* ---- several jobs ---- */

/* Articles with words, accents and capitals of their own, and bad ones among them. */
static void write_many(void) {
  static const char *const words[] = {"Knie",  "knee", "KNEE",       "r\u00e9sum\u00e9", "resume",
                                      "x-ray", "MRI",  "dataSource", "Gelenke"};
  for (unsigned i = 0; i < 150; i++) {
    char name[32], text[512];
    (void)snprintf(name, sizeof name, "part%u/a%u.md", i % 7, i);
    (void)snprintf(text, sizeof text, "%s# The %s of %u\n\n%s and %s\n\n## %s\n\nmagnetic resonance imaging (MRI) of it\n",
                   i % 20 == 3 ? "---\ntitle: [\n---\n" : "", words[i % 9], i, words[(i + 2) % 9], words[i * i % 9],
                   words[i % 5]);
    write_text(name, text);
  }
}

static void the_bytes_are_the_same_however_many_jobs(void **state) {
  (void)state;
  struct buf first, bytes, first_complaints, complaints;
  struct error err = {""};
  struct buf *bufs[] = {&first, &bytes, &first_complaints, &complaints};
  for (size_t i = 0; i < COUNT_OF(bufs); i++) {
    buf_init(bufs[i], 1 << 24);
  }
  write_many();
  for (size_t jobs = 1; jobs <= 9; jobs += 4) {
    buf_clear(&bytes);
    buf_clear(&complaints);
    struct indexer_report report = index_with(scratch.folder, &(struct indexer_options){.jobs = jobs}, &complaints);
    assert_int_equal(report.complaints, 8);
    assert_true(file_read(scratch.index, 1 << 24, &bytes, &err));
    if (jobs == 1) {
      buf_add(&first, buf_str(&bytes));
      buf_add(&first_complaints, buf_str(&complaints));
    }
    assert_true(str_equal(buf_str(&first), buf_str(&bytes)));
    assert_true(str_equal(buf_str(&first_complaints), buf_str(&complaints)));
  }
  for (size_t i = 0; i < COUNT_OF(bufs); i++) {
    buf_free(bufs[i]);
  }
}

/* ---- the test collections, where they are there ---- */

/* What was guessed of a collection: the right language, another one, or none. */
struct tally {
  const char *lang;
  size_t right, wrong, open;
};

static void tally_text(const struct guesser *guesser, const struct str *texts, size_t count, struct tally *tally) {
  struct str guess = guess_language(guesser, texts, count, &(struct guess_context){.hint = STR(""), .usual = STR("en")});
  bool right = str_equal(guess, str_of(tally->lang));
  tally->right += right;
  tally->open += guess.len == 0;
  tally->wrong += guess.len > 0 && !right;
}

/* Guesses each document of a collection, whole and by 200 bytes of its text. False where there is no such collection. */
static bool guess_all(const char *name, struct tally *whole, struct tally *begin) {
  char path[1024];
  (void)snprintf(path, sizeof path, "%s/../../shared/collections/%s/docs.jsonl", TESTS_DIR, name);
  FILE *file = fopen(path, "re");
  if (file == NULL) {
    return false;
  }
  struct guesser *guesser = guesser_new();
  struct arena arena;
  char *line = NULL;
  size_t size = 0;
  arena_init(&arena, 1 << 28);
  for (ssize_t length; (length = getline(&line, &size, file)) > 0; arena_reset(&arena)) {
    struct article article;
    struct error err;
    if (!article_from_json(&arena, str_trim((struct str){line, (size_t)length}), &article, &err)) {
      continue; /* it has neither a title nor a text */
    }
    const struct str texts[] = {article.title, article.text, str_slice(article.text, 0, 200)};
    tally_text(guesser, texts, 2, whole);
    tally_text(guesser, texts + 2, 1, begin);
  }
  free(line);
  arena_free(&arena);
  guesser_free(guesser);
  (void)fclose(file);
  return true;
}

static void english_is_never_another_language(void **state) {
  (void)state;
  static const char *const names[] = {"cranfield",        "cacm",     "bioasq12b-snippets", "scifact-train", "medquad",
                                      "medquad-articles", "lohelp-en"};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    struct tally whole = {.lang = "en"}, begin = {.lang = "en"};
    if (!guess_all(names[i], &whole, &begin)) {
      skip();
    }
    assert_int_equal(whole.wrong + begin.wrong, 0);
  }
}

/* Of a thousand German pages, those in which nothing but names stands at the beginning stay open. */
static void german_is_told(void **state) {
  (void)state;
  struct tally whole = {.lang = "de"}, begin = {.lang = "de"};
  if (!guess_all("lohelp-de", &whole, &begin)) {
    skip();
  }
  assert_int_equal(whole.wrong, 0);
  assert_true(whole.right >= 99 * (whole.right + whole.open) / 100);
  assert_true(begin.right >= 98 * (begin.right + begin.wrong + begin.open) / 100);
}

#include "indexer_amend.h"

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(articles_get_a_language, make_scratch, remove_scratch),
      cmocka_unit_test_setup_teardown(what_stays_open_is_in_the_language_of_the_site, make_scratch, remove_scratch),
      cmocka_unit_test_setup_teardown(the_bytes_are_the_same_however_many_jobs, make_scratch, remove_scratch),
      cmocka_unit_test_setup_teardown(amended_places_are_those_of_a_clean_index, make_scratch, remove_scratch),
      cmocka_unit_test(english_is_never_another_language),
      cmocka_unit_test(german_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
