#include "correct.h"
#include "detect.h"
#include "tail.h"

void speller_free(struct speller *speller) {
  spelling_free(speller->spelling);
  *speller = (struct speller){0};
}

static void take_word(void *context, struct str word, uint32_t articles) {
  spelling_add(context, word, articles);
}

/* Reads the words of the planner's index, unless they are there. */
static bool learn_words(struct speller *speller, struct store *store, struct error *err) {
  const char *digest = store_facts(store)->digest;
  if (speller->spelling != NULL && strcmp(speller->digest, digest) == 0) {
    return true;
  }
  speller_free(speller);
  struct spelling *spelling = spelling_new();
  if (spelling == NULL) {
    return error_memory(err);
  }
  if (!store_words(store, take_word, spelling, err) || !spelling_finish(spelling, err)) {
    spelling_free(spelling);
    return false;
  }
  speller->spelling = spelling;
  memcpy(speller->digest, digest, sizeof speller->digest);
  return true;
}

/* ---- words that other languages have by chance ---- */

enum { ENDING_LETTERS_MAX = 3 /* what an inflection puts behind a word */, LETTERS_LEFT = 3 };

/* Whether articles have a word, or one that begins so, or the word without an ending of a few letters. */
static bool is_attested(struct planner *planner, struct str word, bool *attested, struct error *err) {
  struct completions longer = {0};
  struct word_stem *stems;
  size_t count = 0, letters = 0;
  for (size_t at = 0; at < word.len; letters++) {
    (void)utf8_next(word, &at);
  }
  for (size_t kept = letters; count == 0 && kept >= LETTERS_LEFT && kept + ENDING_LETTERS_MAX >= letters; kept--) {
    size_t end = 0;
    for (size_t i = 0; i < kept; i++) {
      (void)utf8_next(word, &end);
    }
    if (!store_word_stems(planner->store, str_slice(word, 0, end), planner->arena, &stems, &count, err)) {
      return false;
    }
  }
  if (count == 0 && !store_completions(planner->store, word, planner->arena, &longer, err)) {
    return false;
  }
  *attested = longer.count > 0 || count > 0;
  return true;
}

static bool stop_at_match(void *context, const struct match *match) {
  (void)match;
  *(bool *)context = true;
  return false;
}

/* Whether an article in a language has a form of the word of a clause. */
static bool has_form(struct planner *planner, size_t clause, const struct language *language, bool *has, struct error *err) {
  struct words read = words_read(planner->tokenizer, planner->arena, &planner->query->clauses[clause].items[0], language);
  struct buf filter;
  buf_init(&filter, 4 * TOKEN_BYTES_MAX);
  store_lang_term(str_of(language->code), &filter);
  const struct word words[] = {{.term = buf_str(&filter), .role = WORD_FILTER},
                               {.term = read.count > 0 ? read.terms[0] : STR(""), .role = WORD_OF_CLAUSE, .clause = 1}};
  bool done = !buf_failed(&filter) || error_memory(err);
  done = done && (read.count == 0 || store_match(planner->store, &(struct wanted){.phrases = 2, .words = words, .all = true},
                                                 stop_at_match, has, err));
  buf_free(&filter);
  return done;
}

/*
 * Whether a word stands in no article and is found by its stem alone, in languages that the query is not read in: "efects" is
 * no form of Spanish "efecto", though both have the stem "efect". Forms of words that articles have are none.
 */
static bool is_chance(struct planner *planner, size_t clause, bool *chance, struct error *err) {
  struct str word;
  bool known, own = false;
  *chance = false;
  if (planner->roles[clause] != CLAUSE_REQUIRED || !tail_plain_word(planner, clause, &word)) {
    return true;
  }
  if (!is_attested(planner, word, &known, err)) {
    return false;
  }
  size_t languages = detect_own_languages(planner);
  for (size_t i = 0; !known && i < languages && !own; i++) {
    if (planner->languages[i] == NULL || !has_form(planner, clause, planner->languages[i], &own, err)) {
      return planner->languages[i] == NULL;
    }
  }
  *chance = !known && !own && languages > 0;
  return true;
}

/* ---- which words ---- */

enum { WORDS_TOGETHER_MAX = 64, UNKNOWN_MAX = 12 /* words of a query that is corrected */ };

struct rewriting {
  struct planner *planner;
  const struct spelling *spelling;
  struct query query;
  size_t words; /* clauses of the typed query that are read as words: not its tail */
  enum correct_what what;
  bool changed;
  struct str put[QUERY_WORDS_MAX]; /* the words that came in the place of others */
  size_t put_count;
  uint64_t foreign[QUERY_WORDS_MAX]; /* by clause: articles that have a word by chance, or 0 */
};

/* The plain words from `clause` on that stand side by side. */
static bool read_run(struct rewriting *rewriting, size_t clause, struct spelling_typed *typed, size_t *count, struct error *err) {
  struct planner *planner = rewriting->planner;
  *count = 0;
  for (; clause < rewriting->words; clause++, ++*count) {
    struct spelling_typed *word = &typed[*count];
    uint64_t articles;
    if (!tail_plain_word(planner, clause, &word->word)) {
      break;
    }
    bool chance;
    if (!plan_clause_articles(planner, clause, &articles, err) || !is_chance(planner, clause, &chance, err)) {
      return false;
    }
    rewriting->foreign[clause] = chance ? articles : 0;
    articles = chance ? 0 : articles;
    /* A word of another language than the query is read in is no misspelling either. */
    uint32_t as_typed = spelling_articles(rewriting->spelling, word->word);
    word->articles = articles > as_typed ? (uint32_t)articles : as_typed;
  }
  return true;
}

/* ---- the corrected query ---- */

static void add_clause(struct rewriting *rewriting, struct query_clause clause) {
  rewriting->query.clauses[rewriting->query.clause_count++] = clause;
}

static void add_words(struct rewriting *rewriting, const struct spelling_change *change) {
  struct arena *arena = rewriting->planner->arena;
  for (size_t i = 0; i < change->word_count; i++) {
    struct query_item *item = arena_array(arena, 1, sizeof *item);
    if (item != NULL) {
      *item = (struct query_item){.kind = QUERY_WORD, .text = arena_copy(arena, change->words[i])};
      if (rewriting->put_count < COUNT_OF(rewriting->put)) {
        rewriting->put[rewriting->put_count++] = item->text;
      }
      add_clause(rewriting, (struct query_clause){item, 1});
    }
  }
  rewriting->changed = true;
}

/* Whether two words stand side by side in some article, in any of their forms. */
static bool are_neighbours(const struct planner *planner, const struct str *words, bool *are, struct error *err) {
  struct word_stem *left, *right;
  size_t left_count, right_count;
  *are = false;
  if (!store_word_stems(planner->store, words[0], planner->arena, &left, &left_count, err) ||
      !store_word_stems(planner->store, words[1], planner->arena, &right, &right_count, err)) {
    return false;
  }
  for (size_t i = 0; i < left_count && !*are; i++) {
    for (size_t k = 0; k < right_count && !*are; k++) {
      uint64_t articles = 0;
      struct str phrase = arena_format(planner->arena, "\"=%.*s =%.*s\"", STR_ARG(left[i].stem), STR_ARG(right[k].stem));
      if (left[i].language == right[k].language && !store_document_frequency(planner->store, phrase, &articles, err)) {
        return false;
      }
      *are = articles > 0;
    }
  }
  return true;
}

/*
 * Whether a change is made, or is offered where that is asked: "bleeding" is no "bending", "price" no French "prise", and
 * "overall" not "over all". A word in another language than the query's has to be the likelier: nobody means "gut" by "gout".
 * What comes in the place of a word that other languages have by chance is of the query's own, and commoner.
 */
static bool is_wanted(const struct rewriting *rewriting, size_t clause, const struct spelling_change *change, bool *wanted,
                      struct error *err) {
  uint64_t foreign = rewriting->foreign[clause + change->begin];
  bool offers = rewriting->what == CORRECT_DOUBTED;
  const double foreign_doubt = offers ? 1 : 0.5; /* at most of a word in another language */
  bool own;
  *wanted = offers;
  if (!offers && (change->known || change->doubt > 1)) {
    return true;
  }
  if (change->kind == SPELLING_SPLIT || change->kind == SPELLING_LONGER) {
    return offers || are_neighbours(rewriting->planner, change->words, wanted, err);
  }
  if (foreign > 0 && (change->kind != SPELLING_OTHER || spelling_articles(rewriting->spelling, change->words[0]) <= foreign)) {
    *wanted = false;
    return true;
  }
  *wanted = foreign == 0 && change->doubt <= foreign_doubt;
  if (!*wanted && !detect_own_word(rewriting->planner, change->words[0], &own, err)) {
    return false;
  }
  *wanted = *wanted || own;
  return true;
}

static bool rewrite_run(struct rewriting *rewriting, size_t clause, const struct spelling_typed *typed, size_t count,
                        struct error *err) {
  struct spelling_change changes[QUERY_WORDS_MAX];
  size_t found = spelling_review(rewriting->spelling, typed, count, changes);
  size_t at = 0;
  for (size_t i = 0; i <= found; i++) {
    size_t begin = i < found ? changes[i].begin : count;
    bool wanted = false;
    if (i < found && !is_wanted(rewriting, clause, &changes[i], &wanted, err)) {
      return false;
    }
    for (size_t end = wanted || i == found ? begin : changes[i].end; at < end; at++) {
      add_clause(rewriting, rewriting->planner->query->clauses[clause + at]);
    }
    if (wanted) {
      add_words(rewriting, &changes[i]);
      at = changes[i].end;
    }
  }
  return true;
}

static void add_tail(struct rewriting *rewriting, const struct tail *tail) {
  struct query_item *item = arena_array(rewriting->planner->arena, 1, sizeof *item);
  if (item != NULL) {
    *item =
        (struct query_item){.kind = QUERY_WORD, .text = arena_copy(rewriting->planner->arena, tail->text), .begun = tail->begun};
    add_clause(rewriting, (struct query_clause){item, 1});
  }
  rewriting->changed = true;
}

static bool rewrite(struct rewriting *rewriting, struct error *err) {
  const struct query *query = rewriting->planner->query;
  struct spelling_typed typed[QUERY_WORDS_MAX];
  struct tail tail;
  if (!tail_find(rewriting->planner, rewriting->spelling, rewriting->what, &tail, err)) {
    return false;
  }
  rewriting->words = query->clause_count - tail.clauses;
  size_t clause = 0;
  while (clause < rewriting->words) {
    size_t count;
    if (!read_run(rewriting, clause, typed, &count, err) || !rewrite_run(rewriting, clause, typed, count, err)) {
      return false;
    }
    clause += count;
    if (count == 0) {
      add_clause(rewriting, query->clauses[clause++]);
    }
  }
  if (tail.clauses > 0) {
    add_tail(rewriting, &tail);
  }
  return true;
}

/*
 * Of a query in which no word is left as it was: whether an article in the language asked for has all words that were put
 * there. "makers cost" is not what anybody meant by "baker's cyst" where no article has both.
 */
static bool stand_together(const struct rewriting *rewriting, bool *together, struct error *err) {
  struct planner *planner = rewriting->planner;
  struct word words[WORDS_TOGETHER_MAX];
  size_t count = 0;
  struct buf filter;
  buf_init(&filter, 4 * TOKEN_BYTES_MAX);
  store_lang_term(planner->lang, &filter);
  if (planner->lang.len > 0) {
    words[count++] = (struct word){.term = buf_str(&filter), .role = WORD_FILTER};
  }
  bool done = !buf_failed(&filter) || error_memory(err);
  for (size_t i = 0; done && i < rewriting->put_count; i++) {
    struct word_stem *stems;
    size_t stem_count;
    done = store_word_stems(planner->store, rewriting->put[i], planner->arena, &stems, &stem_count, err);
    for (size_t k = 0; done && k < stem_count && count < COUNT_OF(words); k++) {
      struct str term = arena_format(planner->arena, "=%.*s", STR_ARG(stems[k].stem));
      words[count++] = (struct word){.term = term, .role = WORD_OF_CLAUSE, .clause = (uint32_t)i + 1};
    }
  }
  *together = false;
  done = done && store_match(planner->store, &(struct wanted){.phrases = count, .words = words, .all = true}, stop_at_match,
                             together, err);
  buf_free(&filter);
  return done;
}

/*
 * Whether reading the index's words may be worth it. A text of which so much is unknown is not misspelt, but of another language
 * or about another thing; to look for what each of its words might be would cost more than the search.
 */
static bool is_doubtful(struct planner *planner, enum correct_what what, bool *doubtful, struct error *err) {
  size_t unknown = 0;
  bool chance = false;
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    unknown += planner->roles[i] == CLAUSE_UNKNOWN;
  }
  for (size_t i = 0; i < planner->query->clause_count && unknown == 0 && !chance; i++) {
    if (!is_chance(planner, i, &chance, err)) {
      return false;
    }
  }
  *doubtful = unknown <= UNKNOWN_MAX && (unknown > 0 || chance || what == CORRECT_DOUBTED);
  return true;
}

bool correct_query(struct speller *speller, struct planner *planner, enum correct_what what, struct query *corrected,
                   struct str *text, struct error *err) {
  *text = STR("");
  const struct query *query = planner->query;
  bool doubtful = false;
  if (query->clause_count > 0 && query->clause_count <= QUERY_WORDS_MAX && !is_doubtful(planner, what, &doubtful, err)) {
    return false;
  }
  if (!doubtful) {
    return true;
  }
  if (!learn_words(speller, planner->store, err)) {
    return false;
  }
  struct rewriting rewriting = {.planner = planner, .spelling = speller->spelling, .query = *query, .what = what};
  rewriting.query.clause_count = 0;
  rewriting.query.clauses = arena_array(planner->arena, 2 * query->clause_count, sizeof *rewriting.query.clauses);
  if (rewriting.query.clauses == NULL) {
    return error_memory(err);
  }
  if (!rewrite(&rewriting, err)) {
    return false;
  }
  bool together = true, all_put = rewriting.put_count > 0 && rewriting.put_count == rewriting.query.clause_count;
  if (all_put && !stand_together(&rewriting, &together, err)) {
    return false;
  }
  if (rewriting.changed && together) {
    struct buf out;
    *corrected = rewriting.query;
    buf_init(&out, 8 * QUERY_BYTES_MAX);
    query_describe(&rewriting.query, &out);
    *text = arena_copy(planner->arena, buf_str(&out));
    buf_free(&out);
  }
  return !arena_failed(planner->arena) || error_memory(err);
}
