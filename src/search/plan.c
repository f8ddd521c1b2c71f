#include "comparison.h"
#include "draft.h"

static struct words read_words(struct planner *planner, const struct query_item *item, const struct language *language) {
  return words_read(planner->tokenizer, planner->arena, item, language);
}

static bool add_clause(struct draft *draft, size_t clause, enum plan_mode mode) {
  const struct query_clause *alternatives = &draft->planner->query->clauses[clause];
  buf_byte(&draft->text, '(');
  draft->group++;
  for (size_t i = 0; i < alternatives->item_count; i++) {
    buf_add(&draft->text, i > 0 ? STR(" OR (") : STR("("));
    if (!draft_item(draft, &alternatives->items[i], clause, mode, alternatives->item_count == 1)) {
      return false;
    }
    buf_byte(&draft->text, ')');
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
  draft_wanted(draft, arena_copy(draft->planner->arena, term), WORD_FILTER, (struct phrase_size){.words = 1});
  buf_byte(&draft->text, '"');
}

/*
 * What narrows without being counted narrows the expression too, so that less is visited. The counts of
 * languages go beyond the one that is chosen.
 */
static void add_filters(struct draft *draft) {
  const struct search_request *request = draft->planner->request;
  bool counted = false;
  for (size_t i = 0; request != NULL && i < request->filter_count; i++) {
    if (str_equal(request->filters[i].name, STR("tag"))) {
      add_filter(draft, request->filters[i].value, store_tag_term);
    }
    counted = counted || str_equal(request->filters[i].name, STR("lang")); /* one of several */
  }
  for (size_t i = 0; request != NULL && i < request->facet_count; i++) {
    counted = counted || str_equal(request->facets[i], STR("lang"));
  }
  if (!counted) {
    add_filter(draft, draft->planner->lang, store_lang_term);
  }
}

/* Exclusions count no words: their terms are forgotten, their phrases stay counted. */
static bool add_exclusions(struct draft *draft) {
  const struct query *query = draft->planner->query;
  size_t terms = draft->plan->term_count;
  draft->role = WORD_EXCLUDED;
  for (size_t i = 0; i < query->excluded_count; i++) {
    buf_add(&draft->text, i > 0 ? STR(" OR ") : STR(" NOT ("));
    if (!draft_item(draft, &query->excluded[i], 0, PLAN_ALL, true)) {
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
    add_filters(draft);
  }
  buf_byte(&draft->text, ')');
  return !filtered || add_exclusions(draft);
}

/* How many words the query has, where it is plain words and nothing else. */
uint32_t plan_title_words(struct planner *planner) {
  uint32_t words = 0;
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    const struct query_clause *clause = &planner->query->clauses[i];
    const struct query_item *item = &clause->items[0];
    if (clause->item_count != 1 || item->kind == QUERY_PREFIX || item->field == QUERY_TAG || item->field == QUERY_CODE ||
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
    plan->title_words = mode == PLAN_ANY ? 0 : plan_title_words(planner);
    done = (!buf_failed(&draft.text) && !arena_failed(planner->arena)) || error_memory(err);
  }
  buf_free(&draft.text);
  return done;
}

static bool has_small_letters(struct str text) {
  bool small = false;
  for (size_t at = 0; at < text.len && !small;) {
    uint32_t character = utf8_next(text, &at);
    small = unicode_upper(character) != character;
  }
  return small;
}

/*
 * Whether a clause is an abbreviation that is known to stand for something: all in capitals. Where the whole query is, it may as
 * well be a function word of the language that the query most probably is in.
 */
static bool is_abbreviation(struct planner *planner, size_t clause, bool function_of_first) {
  struct str text = planner->query->clauses[clause].items[0].text;
  bool stands_for = planner->others != NULL && planner->others[clause].count > 0;
  return stands_for && !has_small_letters(text) && (has_small_letters(planner->query->typed) || !function_of_first);
}

/* Whether a clause says nothing about a topic: one plain word, a function word in a language of the query. */
static bool is_function_clause(struct planner *planner, size_t number) {
  const struct query_clause *clause = &planner->query->clauses[number];
  const struct query_item *item = &clause->items[0];
  if (!query_is_plain(clause) || (item->begun && planner->begun.count > 0)) {
    return false;
  }
  for (size_t i = 0; i < planner->language_count; i++) {
    if (read_words(planner, item, planner->languages[i]).all_function) {
      return !is_abbreviation(planner, number, i == 0);
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
    bool function = is_function_clause(planner, i);
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
  return topical < 2 || comparison_find(planner, err);
}
