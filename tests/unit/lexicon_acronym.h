/* lexicon_acronym: tests of acronyms: the table acronyms.md, counting, and the articles of corpus/. */
#ifndef MARROW_TESTS_LEXICON_ACRONYM_H
#define MARROW_TESTS_LEXICON_ACRONYM_H

#include "lexicon_corpus.h"
#include "spec.h"

static inline void add_definition(void *context, struct str short_form, struct str long_form) {
  struct buf *out = context;
  buf_add(out, out->len > 0 ? STR("\n") : STR(""));
  buf_format(out, "%.*s=%.*s", STR_ARG(short_form), STR_ARG(long_form));
}

/* "en some text" -> a line a definition. */
static inline void acronyms_of(struct str input, struct buf *out) {
  acronym_walk(language_find(str_slice(input, 0, 2)), str_slice(input, 3, input.len), add_definition, out);
}

static inline void acronym_rules_hold(void **state) {
  (void)state;
  int run;
  assert_int_equal(spec_run("acronyms.md", acronyms_of, &run), 0);
  assert_true(run >= 35);
}

/* What is written of articles, a text each; `texts` ends in NULL. */
static inline void assert_written(const char *const *texts, const char *lines) {
  struct acronyms *acronyms = acronyms_new();
  struct tokenizer *tokenizer = tokenizer_new();
  struct buf out;
  struct error err;
  uint32_t article = 0;
  buf_init(&out, 1 << 16);
  for (; *texts != NULL; texts++) {
    acronyms_add(acronyms, tokenizer, language_find(str_slice(str_of(*texts), 0, 2)), ++article, str_of(*texts + 3));
  }
  assert_true(acronyms_write(acronyms, &out, &err));
  buf_byte(&out, '\0');
  assert_string_equal(out.ptr, lines);
  buf_free(&out);
  acronyms_free(acronyms);
  tokenizer_free(tokenizer);
}

#define ARTICLES(...) ((const char *const[]){__VA_ARGS__, NULL})

static inline void pairs_are_counted_over_articles(void **state) {
  (void)state;
  const char *cells = "en mesenchymal stem cells (MSCs), and again: mesenchymal stem cell (MSC)";
  assert_written(ARTICLES(cells), "");
  assert_written(ARTICLES(cells, cells), "MSC\tmesenchymal stem cells\t2\ten\n");
  assert_written(ARTICLES("en Mesenchymal  stem\tcell (MSC)", cells, "en text (MSC)"), "MSC\tMesenchymal stem cell\t2\ten\n");
  /* three of four dominate, two of three do not */
  const char *other = "en many small cats (MSC)", *imaging = "en magnetic resonance imaging (MRI)";
  assert_written(ARTICLES(cells, cells, other), "");
  assert_written(ARTICLES(other, cells, cells, cells), "MSC\tmesenchymal stem cells\t3\ten\n");
  assert_written(ARTICLES(cells, cells, other, cells, imaging, imaging),
                 "MRI\tmagnetic resonance imaging\t2\ten\nMSC\tmesenchymal stem cells\t3\ten\n");
  /* each language has its own */
  const char *zellen = "de mesenchymale Stammzellen-Charge (MSC)";
  assert_written(ARTICLES(cells, zellen, cells, zellen),
                 "MSC\tmesenchymale Stammzellen-Charge\t2\tde\nMSC\tmesenchymal stem cells\t2\ten\n");
  assert_written(ARTICLES("xx body mass index (BMI)", "xx body mass index (BMI)"), "BMI\tbody mass index\t2\t-\n");
  acronyms_free(NULL);
}

/* A short form that is a word as well is left out where the word is commoner. */
static inline void everyday_words_are_no_acronyms(void **state) {
  (void)state;
  const char *pair = "en chimeric antigen receptor (CAR)";
  assert_written(ARTICLES(pair, pair), "CAR\tchimeric antigen receptor\t2\ten\n");
  assert_written(ARTICLES(pair, pair, "en a car", "en by car.", "en Car CAR scar"), "CAR\tchimeric antigen receptor\t2\ten\n");
  assert_written(ARTICLES(pair, pair, "en a car", "en by car.", "en (car) car"), "");
  assert_written(ARTICLES(pair, pair, "en www.car.org", "en a/car", "en car.org", "en car-like"),
                 "CAR\tchimeric antigen receptor\t2\ten\n");
}

/* All articles twice, so that each definition counts. What they define is found. */
static inline void the_articles_define_their_acronyms(void **state) {
  struct corpus *corpus = *state;
  struct acronyms *acronyms = acronyms_new();
  struct tokenizer *tokenizer = tokenizer_new();
  struct buf out;
  struct error err;
  static const char *const expected[] = {
      "ACI\tautologous chondrocyte implantation\t",
      "BMI\tbody mass index\t",
      "CDC\tCenters for Disease Control and Prevention\t",
      "EMA\tEuropean Medicines Agency\t",
      "FDA\tFood and Drug Administration\t",
      "PRP\tplatelet-rich plasma\t",
      "MRI\tmagnetic resonance imaging\t",
      "MSC\tmesenchymal stem cells\t",
      "MSC\tmesenchymale Stammzellen\t",
      "IMC\tindice de masse corporelle\t",
  };
  buf_init(&out, 1 << 16);
  for (size_t i = 0; i < 2 * corpus->count; i++) {
    size_t article = i % corpus->count;
    acronyms_add(acronyms, tokenizer, corpus->languages[article], (uint32_t)i + 1, corpus->texts[article]);
  }
  assert_true(acronyms_write(acronyms, &out, &err));
  buf_byte(&out, '\0');
  for (size_t i = 0; i < COUNT_OF(expected); i++) {
    if (strcasestr(out.ptr, expected[i]) == NULL) {
      fail_msg("%s is not in\n%s", expected[i], out.ptr);
    }
  }
  buf_free(&out);
  acronyms_free(acronyms);
  tokenizer_free(tokenizer);
}

struct bounds {
  struct str text;
  size_t found;
};

static inline void check_bounds(void *context, struct str short_form, struct str long_form) {
  struct bounds *bounds = context;
  const char *end = bounds->text.ptr + bounds->text.len;
  assert_true(short_form.ptr >= bounds->text.ptr && short_form.ptr + short_form.len <= end);
  assert_true(long_form.ptr >= bounds->text.ptr && long_form.ptr + long_form.len <= end);
  assert_true(short_form.len >= 2 && long_form.len > short_form.len);
  bounds->found++;
}

/* Any bytes may stand in an article. What is found are parts of the text. */
static inline void any_bytes_are_read_for_acronyms(void **state) {
  (void)state;
  static const char *const pieces[] = {"(",    ")",        " ", "MR", "resonance", "magnetic ", "R",   "\xff",
                                       "\xc3", "\xc3\xa9", "-", "s",  ",",         "\n",        "the "};
  uint32_t seed = 5;
  struct bounds bounds = {.found = 0};
  struct buf text;
  buf_init(&text, 1 << 16);
  for (int round = 0; round < 20000; round++) {
    buf_clear(&text);
    for (int i = 0; i < 16; i++) {
      seed = seed * 1664525u + 1013904223u;
      buf_add(&text, str_of(pieces[(seed >> 16) % COUNT_OF(pieces)]));
    }
    /* Memory of just that size, so that a sanitizer sees a step beyond its ends. */
    char *exact = malloc(text.len);
    memcpy(exact, text.ptr, text.len);
    bounds.text = (struct str){exact, text.len};
    acronym_walk(language_find(STR("en")), bounds.text, check_bounds, &bounds);
    free(exact);
  }
  assert_true(bounds.found > 10);
  buf_free(&text);
}

/* What was counted is packed, unpacked, and an article of it says something else: as if it had always said so. */
static void an_article_is_counted_anew(void **state) {
  (void)state;
  static const char *const texts[] = {"Magnetic Resonance Imaging (MRI) of a mri.", "Magnetic resonance imaging (MRI).",
                                      "A computed tomography (CT), magnetic resonance imaging (MRI) and an mri.",
                                      "No ct, no mri."};
  const struct language *english = language_find(STR("en"));
  struct tokenizer *tokenizer = tokenizer_new();
  struct buf packed, out[2];
  struct error err;
  buf_init(&packed, 1 << 20);
  for (int way = 0; way < 2; way++) {
    struct acronyms *acronyms = acronyms_new();
    for (uint32_t i = 0; i < COUNT_OF(texts); i++) {
      acronyms_add(acronyms, tokenizer, english, i + 1, str_of(way == 1 && i == 0 ? "A computed tomography (CT)." : texts[i]));
    }
    if (way == 0) {
      acronyms_pack(acronyms, &packed);
      acronyms_free(acronyms);
      acronyms = acronyms_new();
      assert_true(acronyms_unpack(acronyms, buf_str(&packed)));
      acronyms_remove(acronyms, 1, str_of(texts[0]));
      acronyms_add(acronyms, tokenizer, english, 1, STR("A computed tomography (CT)."));
    }
    buf_init(&out[way], 1 << 16);
    assert_true(acronyms_write(acronyms, &out[way], &err));
    acronyms_free(acronyms);
  }
  assert_true(str_equal(buf_str(&out[0]), buf_str(&out[1])));
  assert_true(str_equal(buf_str(&out[0]), STR("CT\tcomputed tomography\t2\ten\nMRI\tMagnetic resonance imaging\t2\ten\n")));
  for (size_t length = 0; length < packed.len; length++) {
    struct acronyms *acronyms = acronyms_new();
    (void)!acronyms_unpack(acronyms, str_slice(buf_str(&packed), 0, length));
    acronyms_free(acronyms);
  }
  buf_free(&packed);
  buf_free(&out[0]);
  buf_free(&out[1]);
  tokenizer_free(tokenizer);
}

#endif
