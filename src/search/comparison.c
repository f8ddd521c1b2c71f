#include "comparison.h"
#include "question.h"

/* Whether a clause is one plain word that asks for a comparison. */
static bool is_frame(const struct planner *planner, size_t clause) {
  const struct query_clause *all = &planner->query->clauses[clause];
  if (!query_is_plain(all) || all->items[0].begun) {
    return false;
  }
  struct words words = words_read(planner->tokenizer, planner->arena, &all->items[0], NULL);
  bool frame = false;
  for (size_t i = 0; i < planner->language_count && words.count == 1; i++) {
    frame = frame || grammar_compares(grammar_find(planner->languages[i]), words.surfaces[0]);
  }
  return frame;
}

/* Whether words that are not looked for stand between two that are. */
static bool joins_topics(const struct planner *planner, const enum clause_role *roles) {
  bool before = false, joined = false;
  for (size_t i = 0; i < planner->query->clause_count; i++) {
    bool topic = roles[i] == CLAUSE_REQUIRED;
    if (topic && joined) {
      return true;
    }
    before = before || topic;
    joined = before && (joined || roles[i] == CLAUSE_FUNCTION);
  }
  return false;
}

struct titles {
  const struct plan *plan;
  bool found;
};

static bool meet(void *context, const struct match *match) {
  struct titles *titles = context;
  bool all = true;
  for (size_t i = 0; i < titles->plan->term_count && all; i++) {
    const struct term *term = &titles->plan->terms[i];
    uint32_t count = 0;
    for (size_t k = term->first_phrase; k < term->first_phrase + term->phrase_count; k++) {
      count += match->frequency[k * FIELD_COUNT + FIELD_TITLE];
    }
    all = count > 0;
  }
  titles->found = all;
  return !all;
}

/* Whether an article has all that is required in its title. */
static bool has_title(struct planner *planner, bool *has, struct error *err) {
  struct plan plan;
  if (!plan_build(planner, PLAN_ALL, true, &plan, err)) {
    return false;
  }
  struct titles titles = {.plan = &plan};
  if (plan.term_count > 0 && !store_match(planner->store, &plan.wanted, meet, &titles, err)) {
    return false;
  }
  *has = titles.found;
  return true;
}

bool comparison_find(struct planner *planner, struct error *err) {
  size_t count = planner->query->clause_count, frames = 0;
  bool with = false, without, known = true;
  enum clause_role *typed = planner->roles, *asked = arena_array(planner->arena, count, sizeof *asked);
  if (asked == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < count; i++) {
    bool frame = typed[i] != CLAUSE_FUNCTION && is_frame(planner, i);
    asked[i] = frame ? CLAUSE_FUNCTION : typed[i];
    frames += frame;
    known = known && !(frame && typed[i] == CLAUSE_UNKNOWN);
  }
  if (frames == 0 || !joins_topics(planner, asked)) {
    return true;
  }
  if (known && !has_title(planner, &with, err)) {
    return false;
  }
  planner->roles = asked;
  if (!has_title(planner, &without, err)) {
    return false;
  }
  planner->roles = without && !with ? asked : typed;
  return true;
}

/* ---- Chinese ---- */

/* What is asked behind the things that are compared, the longer of two that end alike first; and what joins these. */
static const char *const endings[] = {
    "有什么区别", "有什么不同", "有什么差别", "有何区别", "有何不同", "的区别是什么", "有什麼區別", "有什麼不同", "的区别",
    "的不同",     "的差别",     "的差异",     "的比较",   "的對比",   "的區別",       "的差別",     "哪个更好",   "哪种更好",
    "哪个好",     "哪種好",     "更好",       "区别",     "差别",     "差异",         "對比",       "对比",       "比较"};
static const char *const joints[] = {"和", "与", "與", "跟", "还是", "還是", "或"};

/* The text before the ending of a comparison; empty where it has none. */
static struct str before_ending(struct str text) {
  for (size_t i = 0; i < COUNT_OF(endings); i++) {
    if (str_ends_with(text, str_of(endings[i]))) {
      return str_slice(text, 0, text.len - strlen(endings[i]));
    }
  }
  return STR("");
}

/* What stands before and behind the first joint; false where there is none. */
static bool cut_at_joint(struct str text, struct str parts[2]) {
  for (size_t at = 0; at < text.len; (void)utf8_next(text, &at)) {
    struct str rest = str_slice(text, at, text.len);
    for (size_t i = 0; i < COUNT_OF(joints); i++) {
      size_t length = strlen(joints[i]);
      if (at > 0 && rest.len > length && str_starts_with(rest, str_of(joints[i]))) {
        parts[0] = str_slice(text, 0, at);
        parts[1] = str_slice(rest, length, rest.len);
        return true;
      }
    }
  }
  return false;
}

/* The query with its last clause made two; false where that compares nothing. */
static bool cut_query(struct arena *arena, const struct query *query, struct query *cut) {
  size_t last = query->clause_count - 1;
  struct str parts[2];
  if (query->clause_count == 0 || !query_is_plain(&query->clauses[last]) || query->clauses[last].items[0].begun ||
      !cut_at_joint(before_ending(query->clauses[last].items[0].text), parts)) {
    return false;
  }
  *cut = *query;
  cut->clauses = arena_array(arena, query->clause_count + 1, sizeof *cut->clauses);
  struct query_item *items = arena_array(arena, COUNT_OF(parts), sizeof *items);
  if (cut->clauses == NULL || items == NULL) {
    return false;
  }
  memcpy(cut->clauses, query->clauses, last * sizeof *cut->clauses);
  for (size_t i = 0; i < COUNT_OF(parts); i++) {
    items[i] = (struct query_item){.kind = QUERY_WORD, .text = parts[i]};
    cut->clauses[last + i] = (struct query_clause){&items[i], 1};
  }
  cut->clause_count++;
  return true;
}

bool comparison_cut(struct searcher *searcher, struct planner *planner, struct query *query, struct error *err) {
  struct query cut;
  bool titled;
  if (!cut_query(planner->arena, query, &cut)) {
    return true;
  }
  if (!has_title(planner, &titled, err)) {
    return false;
  }
  if (titled) {
    return true; /* as it stands */
  }
  if (!searcher_understand(searcher, planner, &cut, err) || !has_title(planner, &titled, err)) {
    return false;
  }
  for (size_t i = 0; i < cut.clause_count; i++) {
    titled = titled && planner->roles[i] == CLAUSE_REQUIRED;
  }
  *query = titled ? cut : *query;
  return searcher_understand(searcher, planner, query, err);
}
