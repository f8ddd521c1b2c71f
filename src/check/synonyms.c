#include "lexicon/lexicon.h"
#include "lists.h"

/* A list that is read line by line. */
struct reading {
  struct checker *checker;
  struct str file;
};

/* ---- one word or phrase ---- */

/* Its stems, and as a phrase of FTS5. */
struct member {
  struct checker *checker;
  struct str term; /* "=" and the stem, where it is one word */
  size_t words;
  struct buf phrase, key;
};

static bool add_stem(void *context, const struct token *token) {
  struct member *member = context;
  if (token->kind == TOKEN_WORD && token->stem.len > 0) {
    buf_format(&member->phrase, "%s\"=%.*s\"", member->words > 0 ? " + " : "", STR_ARG(token->stem));
    buf_format(&member->key, "%.*s ", STR_ARG(token->stem));
    member->words++;
  }
  return true;
}

static void read_member(struct checker *checker, const struct language *language, struct str text, struct member *member) {
  *member = (struct member){.checker = checker};
  buf_init(&member->phrase, 1 << 14);
  buf_init(&member->key, 1 << 14);
  (void)token_walk(checker->tokenizer, language, text, add_stem, member);
  member->term = arena_format(&checker->scratch, "=%.*s", (int)(member->key.len > 0 ? member->key.len - 1 : 0), member->key.ptr);
}

static void end_member(struct member *member) {
  buf_free(&member->phrase);
  buf_free(&member->key);
}

/* How many articles have it. */
static bool count_articles(struct checker *checker, const struct language *language, struct str text, uint64_t *articles,
                           struct error *err) {
  struct member member;
  read_member(checker, language, text, &member);
  *articles = 0;
  bool done = member.words == 0 || buf_failed(&member.phrase) ||
              (member.words == 1 ? store_term_articles(checker->store, member.term, articles, err)
                                 : store_document_frequency(checker->store, buf_str(&member.phrase), articles, err));
  end_member(&member);
  return done;
}

/* Whether two have the same stems. */
static bool are_same(struct checker *checker, const struct language *language, struct str a, struct str b) {
  struct member first, second;
  read_member(checker, language, a, &first);
  read_member(checker, language, b, &second);
  bool same = first.words > 0 && str_equal(buf_str(&first.key), buf_str(&second.key));
  end_member(&first);
  end_member(&second);
  return same;
}

/* ---- a line ---- */

/* Whether it leads to anything in one language. */
static bool leads_anywhere(struct checker *checker, const struct synonyms_said *said, const struct language *language,
                           bool *anywhere, struct error *err) {
  for (size_t i = said->left; i < said->count && !*anywhere; i++) {
    uint64_t articles;
    if (!count_articles(checker, language, said->members[i], &articles, err)) {
      return false;
    }
    *anywhere = articles > 0;
  }
  return true;
}

/* Two words of a line that are one already: of a one-way line one on each side. */
static void check_same(const struct reading *reading, const struct synonyms_said *said, const struct language *language) {
  struct checker *checker = reading->checker;
  size_t left = said->left > 0 ? said->left : said->count;
  for (size_t i = 0; i < left; i++) {
    for (size_t k = said->left > 0 ? said->left : i + 1; k < said->count; k++) {
      if (are_same(checker, language, said->members[i], said->members[k])) {
        checker_note(checker, RULE_SYNONYM_SAME, reading->file, said->line,
                     "\"%.*s\" and \"%.*s\" find the same without this line; take one of them out", STR_ARG(said->members[i]),
                     STR_ARG(said->members[k]));
        return;
      }
    }
  }
}

static bool check_line(void *context, const struct synonyms_said *said, struct error *err) {
  const struct reading *reading = context;
  struct checker *checker = reading->checker;
  size_t count, met = 0;
  const struct language *const *languages = store_languages(checker->store, &count);
  bool anywhere = false;
  arena_reset(&checker->scratch);
  for (size_t i = 0; i < count; i++) {
    if (said->everywhere || languages[i] == said->language) {
      if (!leads_anywhere(checker, said, languages[i], &anywhere, err)) {
        return false;
      }
      met++;
    }
  }
  if (met > 0) {
    check_same(reading, said, said->everywhere ? languages[0] : said->language);
  }
  if (!anywhere) {
    checker_note(checker, RULE_SYNONYM_UNMATCHED, reading->file, said->line,
                 "no article has \"%.*s\"%s; correct the line, or take it out", STR_ARG(said->members[said->left]),
                 said->count > said->left + 1 ? " or another of these words" : "");
  }
  return true;
}

bool synonyms_check(struct checker *checker, struct error *err) {
  struct arena arena;
  struct str text;
  arena_init(&arena, 2 * SYNONYMS_BYTES_MAX);
  struct reading reading = {.checker = checker, .file = arena_copy(checker->arena, checker_beside(checker, STR(SYNONYMS_FILE)))};
  bool done =
      store_resource(checker->store, STR(SYNONYMS_FILE), &arena, &text, err) && synonyms_visit(text, check_line, &reading, err);
  arena_free(&arena);
  return done;
}
