#include "plan.h"
#include "weights.h"

#include <math.h>

enum {
  EXPRESSION_BYTES_MAX = 1 << 20,
  VARIANTS_MAX = 4, /* languages a word is stemmed in, those of most articles first */
};

/* The words of one item in one language: as terms for FTS5, and folded as they were typed. */
struct words {
  struct form {
    struct str term, surface;
  } * forms;
  size_t count, capacity;
  struct arena *arena;
  bool stems;
  const struct language *language;
  bool all_function; /* every word is a function word in `language` */
};

/* A term that stands in no index, for words of nothing but accents. */
#define NO_TERM STR("||")

static bool add_word(void *context, const struct token *token) {
  struct words *words = context;
  words->all_function = words->all_function && language_is_function_word(words->language, token->surface);
  struct form *grown = arena_grow(words->arena, words->forms, words->count, &words->capacity, sizeof *grown);
  if (grown == NULL) {
    return false;
  }
  words->forms = grown;
  struct form *form = &words->forms[words->count++];
  form->surface = arena_copy(words->arena, token->surface);
  if (token->surface.len == 0) {
    form->term = NO_TERM;
  } else {
    form->term = words->stems ? arena_format(words->arena, "=%.*s", STR_ARG(token->stem)) : form->surface;
  }
  return true;
}

static struct words read_words(struct planner *planner, const struct query_item *item, const struct language *language) {
  struct words words = {.arena = planner->arena, .stems = item->kind == QUERY_WORD, .language = language, .all_function = true};
  (void)token_walk(planner->tokenizer, language, item->text, add_word, &words);
  return words;
}

/* The languages the query is read in. */
static size_t query_languages(struct planner *planner, const struct language *languages[VARIANTS_MAX]) {
  if (planner->lang.len > 0) {
    languages[0] = language_find(planner->lang);
    return 1;
  }
  size_t count;
  const struct language *const *all = store_languages(planner->store, &count);
  count = count < VARIANTS_MAX ? count : VARIANTS_MAX;
  for (size_t i = 0; i < count; i++) {
    languages[i] = all[i];
  }
  return count;
}

/* An expression in the making, and the same as words while that is possible. */
struct draft {
  struct planner *planner;
  struct plan *plan;
  size_t term_capacity;
  struct buf text;
  struct word *words;
  size_t word_count, word_capacity;
  bool not_words;      /* a phrase, a prefix or a field is wanted */
  bool shown;          /* for cards: prefixes are looked for by prefix_find(), and match nothing here */
  enum word_role role; /* of the items at hand */
  struct error *err;
};

/* Notes what the next phrase of the expression is as a word. */
static void add_wanted_word(struct draft *draft, struct str term, enum word_role role, size_t clause) {
  struct word *grown = arena_grow(draft->planner->arena, draft->words, draft->word_count, &draft->word_capacity, sizeof *grown);
  if (grown != NULL) {
    draft->words = grown;
    draft->words[draft->word_count++] = (struct word){term, role, (uint32_t)clause};
  }
}

static const char *field_filter(enum query_field field) {
  switch (field) {
  case QUERY_TITLE:
    return "title : ";
  case QUERY_TAG:
    return "tags : ";
  default:
    return "";
  }
}

/* One phrase: terms from `begin` to `end` in a row. */
static struct str phrase_text(struct draft *draft, const struct query_item *item, const struct words *words, size_t begin,
                              size_t end) {
  struct buf text;
  buf_init(&text, EXPRESSION_BYTES_MAX);
  buf_add(&text, str_of(field_filter(item->field)));
  buf_byte(&text, '"');
  for (size_t i = begin; i < end; i++) {
    buf_add(&text, i > begin ? STR(" ") : STR(""));
    buf_add(&text, words->forms[i].term);
  }
  buf_add(&text, item->kind == QUERY_PREFIX && end == words->count ? STR("\" *") : STR("\""));
  struct str copy = buf_failed(&text) ? (struct str){NULL, 0} : arena_copy(draft->planner->arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

/* Whether a phrase is one plain term that may stand in any field. */
static bool is_plain_word(const struct term *term) {
  return term->item->kind == QUERY_WORD && term->item->field == QUERY_ANYWHERE && term->words == 1;
}

static bool add_phrase(struct draft *draft, struct term *term, struct str phrase) {
  uint64_t articles;
  if (!store_document_frequency(draft->planner->store, phrase, &articles, draft->err)) {
    return false;
  }
  draft->not_words = draft->not_words || !is_plain_word(term);
  add_wanted_word(draft, str_slice(phrase, 1, phrase.len - 1), draft->role, term->clause);
  buf_add(&draft->text, term->phrase_count > 0 ? STR(" OR ") : STR(""));
  buf_add(&draft->text, draft->shown && term->item->kind == QUERY_PREFIX ? STR("\"||\"") : phrase);
  term->phrase_count++;
  draft->plan->wanted.phrases++;
  term->articles = articles > term->articles ? articles : term->articles;
  return true;
}

static double inverse_document_frequency(uint64_t all, uint64_t having) {
  double n = (double)having;
  return pow(log(1 + ((double)all - n + 0.5) / (n + 0.5)), weight_idf_power);
}

/* A term for the words from `begin` to `end` in each language, each distinct form once: (a OR b). */
static bool add_term(struct draft *draft, const struct query_item *item, size_t clause, const struct words *variants,
                     size_t variant_count, size_t begin, size_t end) {
  struct plan *plan = draft->plan;
  struct term *grown =
      arena_grow(draft->planner->arena, plan->terms, plan->term_count, &draft->term_capacity, sizeof *plan->terms);
  if (grown == NULL) {
    return error_memory(draft->err);
  }
  plan->terms = grown;
  struct term *term = &plan->terms[plan->term_count++];
  *term = (struct term){.item = item, .clause = clause, .first_phrase = plan->wanted.phrases, .words = end - begin};
  if (term->words == 1) {
    term->surface = variants[0].forms[begin].surface;
  }
  struct str phrases[VARIANTS_MAX];
  buf_byte(&draft->text, '(');
  for (size_t i = 0; i < variant_count; i++) {
    phrases[i] = phrase_text(draft, item, &variants[i], begin, end);
    if (phrases[i].ptr == NULL) {
      return error_memory(draft->err);
    }
    bool known = false;
    for (size_t k = 0; k < i; k++) {
      known = known || str_equal(phrases[k], phrases[i]);
    }
    if (!known && !add_phrase(draft, term, phrases[i])) {
      return false;
    }
  }
  buf_byte(&draft->text, ')');
  term->idf = inverse_document_frequency(store_facts(draft->planner->store)->articles, term->articles);
  return true;
}

/* The terms of one item; where words stand alone (PLAN_ANY), one for each of its words. */
static bool add_item(struct draft *draft, const struct query_item *item, size_t clause, enum plan_mode mode) {
  const struct language *languages[VARIANTS_MAX] = {NULL};
  struct words variants[VARIANTS_MAX];
  size_t count = item->kind == QUERY_WORD ? query_languages(draft->planner, languages) : 1;
  count = count > 0 ? count : 1;
  for (size_t i = 0; i < count; i++) {
    variants[i] = read_words(draft->planner, item, languages[i]);
  }
  size_t words = variants[0].count;
  if (arena_failed(draft->planner->arena)) {
    return error_memory(draft->err);
  }
  size_t step = mode == PLAN_ANY && item->kind == QUERY_WORD ? 1 : words;
  for (size_t begin = 0; begin < words; begin += step) {
    buf_add(&draft->text, begin > 0 ? STR(" OR ") : STR(""));
    if (!add_term(draft, item, clause, variants, count, begin, begin + step)) {
      return false;
    }
  }
  return true;
}

static bool add_clause(struct draft *draft, size_t clause, enum plan_mode mode) {
  const struct query_clause *alternatives = &draft->planner->query->clauses[clause];
  buf_byte(&draft->text, '(');
  for (size_t i = 0; i < alternatives->item_count; i++) {
    buf_add(&draft->text, i > 0 ? STR(" OR ") : STR(""));
    if (!add_item(draft, &alternatives->items[i], clause, mode)) {
      return false;
    }
  }
  buf_byte(&draft->text, ')');
  return true;
}

/* Tag and language: terms of FIELD_TAGS that no text has. */
static void add_filter(struct draft *draft, struct str label, void make_term(struct str label, struct buf *out)) {
  if (label.len == 0) {
    return;
  }
  buf_add(&draft->text, STR(" AND tags : \""));
  size_t begin = draft->text.len, bad;
  if (utf8_valid(label, &bad)) {
    make_term(label, &draft->text);
  } else {
    buf_add(&draft->text, NO_TERM);
  }
  struct str term = str_slice(buf_str(&draft->text), begin, draft->text.len);
  add_wanted_word(draft, arena_copy(draft->planner->arena, term), WORD_FILTER, 0);
  buf_byte(&draft->text, '"');
  draft->plan->wanted.phrases++;
}

/* Exclusions count no words: their terms are forgotten, their phrases stay counted. */
static bool add_exclusions(struct draft *draft) {
  const struct query *query = draft->planner->query;
  size_t terms = draft->plan->term_count;
  draft->role = WORD_EXCLUDED;
  for (size_t i = 0; i < query->excluded_count; i++) {
    buf_add(&draft->text, i > 0 ? STR(" OR ") : STR(" NOT ("));
    if (!add_item(draft, &query->excluded[i], 0, PLAN_ALL)) {
      return false;
    }
  }
  buf_add(&draft->text, query->excluded_count > 0 ? STR(")") : STR(""));
  draft->plan->term_count = terms;
  return true;
}

static bool write_expression(struct draft *draft, enum plan_mode mode, bool filtered) {
  struct planner *planner = draft->planner;
  const char *joint = "";
  buf_add(&draft->text, STR("(("));
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    if (planner->roles[i] == CLAUSE_REQUIRED) {
      buf_add(&draft->text, str_of(joint));
      joint = mode == PLAN_ALL ? " AND " : " OR ";
      if (!add_clause(draft, i, mode)) {
        return false;
      }
    }
  }
  buf_byte(&draft->text, ')');
  if (filtered) {
    add_filter(draft, planner->tag, store_tag_term);
    add_filter(draft, planner->lang, store_lang_term);
  }
  buf_byte(&draft->text, ')');
  return !filtered || add_exclusions(draft);
}

/* How many words the query has, where it is plain words and nothing else. */
static uint32_t count_title_words(struct planner *planner) {
  uint32_t words = 0;
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    const struct query_clause *clause = &planner->query->clauses[i];
    const struct query_item *item = &clause->items[0];
    if (clause->item_count != 1 || item->kind == QUERY_PREFIX || item->field == QUERY_TAG ||
        planner->roles[i] == CLAUSE_UNKNOWN) {
      return 0;
    }
    words += (uint32_t)read_words(planner, item, NULL).count;
  }
  return words;
}

bool plan_build(struct planner *planner, enum plan_mode mode, bool filtered, struct plan *plan, struct error *err) {
  *plan = (struct plan){0};
  struct draft draft = {.planner = planner, .plan = plan, .shown = !filtered, .err = err};
  buf_init(&draft.text, EXPRESSION_BYTES_MAX);
  bool done = write_expression(&draft, mode, filtered);
  if (done && plan->term_count > 0) {
    plan->wanted.expression = arena_copy(planner->arena, buf_str(&draft.text));
    plan->phrases = draft.words;
    plan->wanted.words = draft.not_words ? NULL : draft.words;
    plan->wanted.all = mode == PLAN_ALL;
    plan->title_words = mode == PLAN_ANY ? 0 : count_title_words(planner);
    done = (!buf_failed(&draft.text) && !arena_failed(planner->arena)) || error_memory(err);
  }
  buf_free(&draft.text);
  return done;
}

/* Whether a clause says nothing about a topic: one plain word, a function word in a language of the query. */
static bool is_function_clause(struct planner *planner, const struct query_clause *clause) {
  const struct query_item *item = &clause->items[0];
  const struct language *languages[VARIANTS_MAX];
  if (clause->item_count != 1 || item->kind != QUERY_WORD || item->field != QUERY_ANYWHERE) {
    return false;
  }
  size_t count = query_languages(planner, languages);
  for (size_t i = 0; i < count; i++) {
    if (read_words(planner, item, languages[i]).all_function) {
      return true;
    }
  }
  return false;
}

bool plan_clause_articles(struct planner *planner, size_t clause, uint64_t *articles, struct error *err) {
  struct plan plan = {0};
  struct draft draft = {.planner = planner, .plan = &plan, .err = err};
  buf_init(&draft.text, EXPRESSION_BYTES_MAX);
  bool done = add_clause(&draft, clause, PLAN_ANY);
  buf_free(&draft.text);
  *articles = 0;
  for (size_t i = 0; i < plan.term_count; i++) {
    *articles = plan.terms[i].articles > *articles ? plan.terms[i].articles : *articles;
  }
  return done;
}

bool plan_roles(struct planner *planner, struct error *err) {
  size_t count = planner->query->clause_count;
  planner->roles = arena_array(planner->arena, count, sizeof *planner->roles);
  if (planner->roles == NULL) {
    return error_memory(err);
  }
  size_t topical = 0;
  for (size_t i = 0; i < count; i++) {
    bool function = is_function_clause(planner, &planner->query->clauses[i]);
    planner->roles[i] = function ? CLAUSE_FUNCTION : CLAUSE_REQUIRED;
    topical += !function;
  }
  for (size_t i = 0; i < count; i++) {
    if (planner->roles[i] == CLAUSE_FUNCTION && topical > 0) {
      continue;
    }
    uint64_t articles;
    if (!plan_clause_articles(planner, i, &articles, err)) {
      return false;
    }
    planner->roles[i] = articles > 0 ? CLAUSE_REQUIRED : CLAUSE_UNKNOWN;
  }
  return true;
}
