/* lexicon_synonyms: tests of synonyms: the table synonyms.md, the list of corpus/, faults and limits. */
#ifndef MARROW_TESTS_LEXICON_SYNONYMS_H
#define MARROW_TESTS_LEXICON_SYNONYMS_H

#include "lexicon_corpus.h"
#include "spec.h"

static struct tokenizer *synonyms_tokenizer;
static struct synonyms *synonyms_rules; /* the list of synonyms.md */

enum { QUERY_ROOM = 80 };

/* A query's words. */
struct query_words {
  struct arena arena;
  struct str texts[QUERY_ROOM], stems[QUERY_ROOM];
  size_t count;
};

static inline bool add_query_word(void *context, const struct token *token) {
  struct query_words *words = context;
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  words->stems[words->count++] = arena_copy(&words->arena, token->stem);
  return words->count < QUERY_ROOM;
}

static inline bool add_query_text(void *context, const struct token *token) {
  struct query_words *words = context;
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  words->texts[words->count++] = (struct str){NULL, token->bytes.begin};
  words->texts[words->count - 1].len = token->bytes.end;
  return words->count < QUERY_ROOM;
}

/* "en some words" -> a line a match. */
static inline void synonyms_of(struct str input, struct buf *out) {
  struct query_words words = {.count = 0};
  struct synonym_match matches[QUERY_ROOM];
  arena_init(&words.arena, 1 << 20);
  struct str query = str_slice(input, 3, input.len);
  const struct language *language = language_find(str_slice(input, 0, 2));
  (void)token_walk(synonyms_tokenizer, language, query, add_query_word, &words);
  size_t count = synonyms_match(synonyms_rules, language, words.stems, words.count, matches, QUERY_ROOM);
  struct str texts[QUERY_ROOM];
  size_t at = 0;
  words.count = 0;
  (void)token_walk_bytes(query, add_query_text, &words);
  for (size_t i = 0; i < words.count; at = words.texts[i++].len) {
    texts[i] = str_trim(str_slice(query, at, words.texts[i].len));
    while (texts[i].len > 0 && texts[i].ptr[0] == '-') {
      texts[i] = str_slice(texts[i], 1, texts[i].len);
    }
  }
  for (size_t i = 0; i < count; i++) {
    buf_add(out, i > 0 ? STR("\n") : STR(""));
    for (size_t k = matches[i].begin; k < matches[i].end; k++) {
      buf_format(out, "%s%.*s", k > matches[i].begin ? " " : "", STR_ARG(texts[k]));
    }
    for (size_t k = 0; k < matches[i].count; k++) {
      const struct synonym *other = matches[i].others[k];
      buf_format(out, "%s%s%.*s", k == 0 ? ": " : ", ", other->harvested ? "~" : "", STR_ARG(other->text));
    }
  }
  arena_free(&words.arena);
}

/* What stands behind a mark at the beginning of lines. */
static inline void collect_lines(struct str rest, struct str mark, struct buf *out) {
  struct str line;
  while (str_next_line(&rest, &line)) {
    if (str_starts_with(line, mark)) {
      buf_add(out, str_trim(str_slice(line, mark.len, line.len)));
      buf_byte(out, '\n');
    }
  }
}

static const struct language *synonyms_languages[4];

static inline bool read_synonyms(struct str text, struct str acronyms, struct synonyms **synonyms, struct error *err) {
  synonyms_languages[0] = language_find(STR("en"));
  synonyms_languages[1] = language_find(STR("de"));
  synonyms_languages[2] = language_find(STR("zh"));
  synonyms_languages[3] = NULL;
  struct synonyms_source source = {text, acronyms, synonyms_languages, COUNT_OF(synonyms_languages)};
  return synonyms_new(synonyms_tokenizer, &source, synonyms, err);
}

static inline void synonyms_rules_hold(void **state) {
  (void)state;
  struct arena arena;
  struct buf text, acronyms;
  struct error err;
  int run;
  synonyms_tokenizer = tokenizer_new();
  arena_init(&arena, 1 << 20);
  buf_init(&text, 1 << 16);
  buf_init(&acronyms, 1 << 16);
  char path[] = "../tests/spec/synonyms.md";
  struct str file = corpus_file(&arena, path);
  collect_lines(file, STR("    |"), &text);
  collect_lines(file, STR("    ~"), &acronyms);
  if (!read_synonyms(buf_str(&text), buf_str(&acronyms), &synonyms_rules, &err)) {
    fail_msg("%s", err.text);
  }
  assert_int_equal(spec_run("synonyms.md", synonyms_of, &run), 0);
  assert_true(run >= 20);
  synonyms_free(synonyms_rules);
  tokenizer_free(synonyms_tokenizer);
  buf_free(&text);
  buf_free(&acronyms);
  arena_free(&arena);
}

/* The real list is read, and an alternative's stems are those of its text. */
static inline void the_list_of_the_corpus_is_read(void **state) {
  (void)state;
  struct arena arena;
  struct error err;
  struct synonyms *synonyms;
  synonyms_tokenizer = tokenizer_new();
  arena_init(&arena, 1 << 20);
  if (!read_synonyms(corpus_file(&arena, "synonyms.txt"), STR(""), &synonyms, &err)) {
    fail_msg("%s", err.text);
  }
  struct str stems[] = {STR("new"), STR("total"), STR("knee"), STR("replac")};
  struct synonym_match matches[8];
  size_t count = synonyms_match(synonyms, language_find(STR("en")), stems, COUNT_OF(stems), matches, COUNT_OF(matches));
  assert_int_equal(count, 2);
  assert_true(matches[0].begin == 1 && matches[0].end == 4 && matches[1].begin == 2 && matches[1].end == 4);
  assert_int_equal(matches[0].count, 5);
  assert_string_equal(arena_copy(&arena, matches[0].others[0]->text).ptr, "TKA");
  assert_true(str_equal(matches[0].others[3]->key, STR("knee arthroplasti")));
  assert_int_equal(matches[0].others[3]->stem_count, 2);
  assert_true(str_equal(matches[0].others[3]->stems[1], STR("arthroplasti")));
  assert_int_equal(synonyms_match(synonyms, language_find(STR("en")), stems, COUNT_OF(stems), matches, 1), 1);
  assert_int_equal(synonyms_match(synonyms, language_find(STR("fr")), stems, COUNT_OF(stems), matches, 8), 0);
  synonyms_free(synonyms);
  tokenizer_free(synonyms_tokenizer);
  arena_free(&arena);
}

static inline void assert_refused(struct str text, struct str acronyms, const char *sentence) {
  struct synonyms *synonyms;
  struct error err = {""};
  if (read_synonyms(text, acronyms, &synonyms, &err)) {
    fail_msg("%.*s was read", STR_ARG(str_slice(text, 0, 100)));
  }
  assert_null(synonyms);
  if (!str_starts_with(str_of(err.text), str_of(sentence))) {
    fail_msg("not \"%s\" but \"%s\"", sentence, err.text);
  }
}

static inline void faults_are_told_with_their_line(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"a, b\n", "synonyms.txt:1: stands before the first language; write [en] or [*] above it"},
      {"[en]\n\n# r\nalone\n", "synonyms.txt:4: \"alone\" stands alone; write what it stands for, separated by a comma"},
      {"[en]\na, , b\n", "synonyms.txt:2: a word is missing beside a comma or =>"},
      {"[en]\na, b,\n", "synonyms.txt:2: a word is missing"},
      {"[en]\na =>\n", "synonyms.txt:2: a word is missing"},
      {"[en]\n=> b\n", "synonyms.txt:2: a word is missing"},
      {"[en]\na => b => c\n", "synonyms.txt:2: a line may have one => only"},
      {"[en]\r\na, ...\r\n", "synonyms.txt:2: \"...\" has no word in it; take it out"},
      {"[english]\na, b\n", "synonyms.txt:1: [english] is no language; write a code such as [en], or [*] for all"},
      {"[]\n", "synonyms.txt:1: [] is no language"},
      {"[en\na, b\n", "synonyms.txt:1: stands before the first language"},
      {"[en]\na, \xff\n", "synonyms.txt:2: byte 4 is not UTF-8; save the file as UTF-8"},
      {"[xx]\na b c d e f g h i j k l m n o p q, b\n", "synonyms.txt:2: \"a b c"},
      {"[fr]\na, ...\n", "synonyms.txt:2: \"...\" has no word in it"},
      {"[fr]\n,\n", "synonyms.txt:2: a word is missing"},
      {"[en]\na,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n", "synonyms.txt:2: more than 16 words and phrases"},
  };
  synonyms_tokenizer = tokenizer_new();
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    assert_refused(str_of(cases[i][0]), STR(""), cases[i][1]);
  }
  assert_refused(STR(""), STR("MRI\tmagnetic resonance imaging\t3\n"), "acronyms:1: is not a short form");
  assert_refused(STR(""), STR("MRI\tmagnetic\t3\ten\n\n"), "acronyms:2: is not a short form");
  struct synonyms *synonyms;
  struct error err;
  assert_true(read_synonyms(STR("\xef\xbb\xbf[en] # with a mark of byte order\r\na, b"), STR(""), &synonyms, &err));
  synonyms_free(synonyms);
  tokenizer_free(synonyms_tokenizer);
}

static inline void sizes_are_limited(void **state) {
  (void)state;
  struct buf text;
  struct synonyms *synonyms;
  struct error err;
  synonyms_tokenizer = tokenizer_new();
  buf_init(&text, 1 << 22);
  buf_add(&text, STR("[*]\n"));
  for (int i = 1; i < SYNONYMS_LINES_MAX; i++) {
    buf_format(&text, "w%dx, x%dw, some words %d\n", i, i, i);
  }
  assert_true(read_synonyms(buf_str(&text), STR(""), &synonyms, &err));
  synonyms_free(synonyms);
  buf_add(&text, STR("a, b\na, b\n"));
  assert_refused(buf_str(&text), STR(""), "synonyms.txt: 10002 lines and");
  buf_clear(&text);
  for (int i = 0; i <= SYNONYMS_BYTES_MAX / 16; i++) {
    buf_add(&text, STR("################"));
  }
  assert_refused(buf_str(&text), STR(""), "synonyms.txt: 0 lines and 1048592 bytes; 10000 lines and 1048576 bytes are allowed");
  buf_clear(&text);
  buf_add(&text, STR("[en]\n"));
  for (int i = 0; i <= SYNONYMS_OTHERS_MAX; i++) {
    buf_format(&text, "one => other%d\n", i);
  }
  assert_refused(buf_str(&text), STR(""), "synonyms.txt:66: \"one\" stands for more than 64 others by now");
  buf_free(&text);
  tokenizer_free(synonyms_tokenizer);
}

/* More words than are looked at, and words longer than the tokenizer makes them. */
static inline void long_queries_are_cut(void **state) {
  (void)state;
  struct synonyms *synonyms;
  struct error err;
  struct str stems[QUERY_ROOM];
  struct synonym_match matches[QUERY_ROOM];
  char endless[TOKEN_BYTES_MAX + 1];
  memset(endless, 'a', sizeof endless);
  synonyms_tokenizer = tokenizer_new();
  assert_true(read_synonyms(STR("[en]\nknee, genu\n"), STR(""), &synonyms, &err));
  for (size_t i = 0; i < QUERY_ROOM; i++) {
    stems[i] = STR("knee");
  }
  const struct language *english = language_find(STR("en"));
  assert_int_equal(synonyms_match(synonyms, english, stems, QUERY_ROOM, matches, QUERY_ROOM), SYNONYMS_QUERY_WORDS_MAX);
  stems[3] = (struct str){endless, sizeof endless};
  assert_int_equal(synonyms_match(synonyms, english, stems, QUERY_ROOM, matches, QUERY_ROOM), 3);
  stems[3] = (struct str){endless, sizeof endless - 1};
  stems[4] = (struct str){NULL, 0};
  assert_int_equal(synonyms_match(synonyms, english, stems, 6, matches, QUERY_ROOM), 4);
  assert_int_equal(synonyms_match(synonyms, english, stems, 0, matches, QUERY_ROOM), 0);
  synonyms_free(synonyms);
  synonyms_free(NULL);
  tokenizer_free(synonyms_tokenizer);
}

/* Acronyms with their stems, as an index has them, say the same as those of which the stems are still to be made. */
static inline void prepared_acronyms_say_the_same(void **state) {
  (void)state;
  static const char lines[] =
      "MRI\tmagnetic resonance imaging\t12\ten\nCATS\tcells and tissues\t3\ten\n"
      "WHO\tWorld Health Organization\t9\ten\nKTEP\tKnietotalendoprothesen\t2\tde\n+-\tplus minus\t2\ten\n"
      "BMI\tbody mass index\t2\t-\n";
  struct buf out;
  struct error err;
  buf_init(&out, 1 << 12);
  synonyms_tokenizer = tokenizer_new();
  assert_true(synonyms_prepare(synonyms_tokenizer, STR(lines), &out, &err));
  assert_string_equal(out.ptr, "MRI\tmagnetic resonance imaging\t12\ten\tmri\tmagnet reson imag\n"
                               "CATS\tcells and tissues\t3\ten\tcat\tcell and tissu\n"
                               "KTEP\tKnietotalendoprothesen\t2\tde\tktep\tknietotalendoprothes\n"
                               "BMI\tbody mass index\t2\t-\tbmi\tbody mass index\n");
  struct synonyms *ways[2];
  assert_true(read_synonyms(STR(""), STR("MRI\tmagnetic resonance imaging\t12\ten\n"), &ways[0], &err));
  assert_true(read_synonyms(STR(""), buf_str(&out), &ways[1], &err));
  const struct str stems[] = {STR("magnet"), STR("reson"), STR("imag"), STR("mri")};
  for (size_t i = 0; i < COUNT_OF(ways); i++) {
    struct synonym_match matches[4];
    assert_int_equal(synonyms_match(ways[i], language_find(STR("en")), stems, COUNT_OF(stems), matches, COUNT_OF(matches)), 2);
    assert_true(matches[0].begin == 0 && matches[0].end == 3 && matches[1].begin == 3 && matches[1].end == 4);
    const struct synonym *other = matches[1].others[0];
    assert_true(str_equal(other->key, STR("magnet reson imag")) && other->stem_count == 3 && other->harvested);
    assert_true(str_equal(other->stems[1], STR("reson")) && str_equal(other->text, STR("magnetic resonance imaging")));
    synonyms_free(ways[i]);
  }
  buf_free(&out);
  tokenizer_free(synonyms_tokenizer);
}

#endif
