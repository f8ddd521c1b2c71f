#include "answer.h"
#include "excerpt.h"
#include "said.h"
#include "weights.h"

enum { PARAGRAPHS_MAX = 500, /* of an article, that are looked at for a definition */ OPENING_BYTES = 480 /* of each */ };

/* What answers an article, so far. */
struct found {
  double score;
  size_t section;
  struct excerpt excerpt;
};

/* An article being looked at. */
struct look {
  struct said_query asked;
  struct article article;
  struct said query, title;
  size_t items; /* topical words of the query */
  size_t paragraphs;
  double least; /* score of an answer */
  struct found best;
};

static bool is_name_or_what(enum question_kind kind) {
  return kind == QUESTION_NONE || kind == QUESTION_WHAT_IS;
}

/* Whether a query is plain words that articles have, and at least one of them has all. */
static bool is_answerable(const struct planner *planner, const struct ranking *ranking) {
  const struct query *query = planner->query;
  bool plain = query->clause_count > 0 && query->excluded_count == 0 && !query->cut;
  for (size_t i = 0; plain && i < query->clause_count; i++) {
    plain = query_is_plain(&query->clauses[i]) && planner->roles[i] != CLAUSE_UNKNOWN;
  }
  return plain && ranking->complete > 0 && !ranking->browsed;
}

/* How well a heading's kind of question goes with the query's. */
static double fit_of_kinds(const struct look *look, enum question_kind heading) {
  const double only_one_asks = 0.85;
  enum question_kind query = look->query.kind;
  if (query == heading) {
    return query == QUESTION_NONE && look->items == 1 ? 0 : 1;
  }
  bool named = heading == QUESTION_NONE || (query == QUESTION_NONE && is_name_or_what(heading));
  return named && look->items > 1 ? only_one_asks : 0;
}

/* What turns the sense must be the same in a heading; the title may say it for it. */
static bool turns_alike(const struct look *look, const struct said *heading) {
  return (look->query.turning & ~(heading->turning | look->title.turning)) == 0 && (heading->turning & ~look->query.turning) == 0;
}

static double share(size_t part, size_t whole) {
  return whole == 0 ? 0 : (double)part / (double)whole;
}

static double score_heading(const struct look *look, const struct said *heading) {
  if (heading->met == 0 || !heading->whole || !turns_alike(look, heading)) {
    return 0;
  }
  size_t alone = said_items(&look->asked, heading->terms);
  size_t together = said_items(&look->asked, heading->terms | look->title.terms);
  double words = share(together, look->items), own = share(heading->met, heading->words);
  double around = alone == together ? 1 : (1 + share(look->title.met, look->title.words)) / 2;
  return words * own * around * fit_of_kinds(look, heading->kind);
}

static void take(struct look *look, double score, size_t section, size_t block) {
  struct excerpt excerpt;
  if (score >= look->least && score > look->best.score &&
      excerpt_cut(&look->article, block, look->article.sections[section].body.end, &excerpt)) {
    look->best = (struct found){score, section, excerpt};
  }
}

/*
 * Whether definitions under a heading are of what the query asks for: the heading or the title has all its words. A query
 * that is but a name says little of what is wanted: the heading must be that name.
 */
static bool may_define(const struct look *look, const struct said *heading) {
  bool name = look->query.kind == QUESTION_NONE;
  uint64_t terms = heading->terms | (name ? 0 : look->title.terms);
  return is_name_or_what(look->query.kind) && is_name_or_what(heading->kind) && turns_alike(look, heading) &&
         said_items(&look->asked, terms) == look->items && (!name || heading->met == heading->words);
}

/* Looks at a section's blocks, from number `block` on; answers the first block behind. */
static size_t look_at_section(struct look *look, size_t number, size_t block) {
  const struct article *article = &look->article;
  const struct section *section = &article->sections[number];
  struct said heading = look->title;
  if (section->level > 0) {
    said_read(&look->asked, str_slice(article->text, section->heading.begin, section->heading.end), &heading);
  }
  while (block < article->mark_count && article->marks[block].range.begin < section->body.begin) {
    block++;
  }
  bool first = true, defines = may_define(look, &heading);
  for (size_t next; first || defines; block = next + 1) {
    next = excerpt_next_block(article, block, section->body.end);
    if (next == article->mark_count) {
      break;
    }
    const struct mark *mark = &article->marks[next];
    if (defines && mark->kind == MARK_PARAGRAPH && look->paragraphs++ < PARAGRAPHS_MAX) {
      size_t end = mark->range.end - mark->range.begin < OPENING_BYTES ? mark->range.end : mark->range.begin + OPENING_BYTES;
      take(look, said_defines(&look->asked, str_slice(article->text, mark->range.begin, end)) ? 1 : 0, number, next);
    }
    if (first && !excerpt_is_label(article, next)) {
      take(look, score_heading(look, &heading), number, next);
      first = false;
    }
  }
  return block;
}

/* Finds what answers in the article at hand; its facts are in look->article. */
static void look_at_article(struct look *look, const struct query *query) {
  look->items = said_items(&look->asked, UINT64_MAX);
  said_read(&look->asked, query->typed, &look->query);
  look->title = (struct said){.whole = true};
  if (!look->article.title_is_text) {
    said_read(&look->asked, look->article.title, &look->title);
  }
  look->paragraphs = 0;
  if (look->items == 0 || look->query.met == 0 || !look->query.whole) {
    return; /* nothing but function words, or too much */
  }
  for (size_t i = 0, block = 0; i < look->article.section_count; i++) {
    block = look_at_section(look, i, block);
  }
}

/* The marks inside the piece, as ranges of it; at the cut they end. */
static bool keep_marks(struct arena *arena, const struct article *article, struct span piece, struct search_direct *direct) {
  size_t first = 0, room;
  while (first < article->mark_count && article->marks[first].range.begin < piece.begin) {
    first++;
  }
  for (room = first; room < article->mark_count && article->marks[room].range.begin < piece.end;) {
    room++;
  }
  direct->marks = arena_array(arena, room - first, sizeof *direct->marks);
  for (size_t i = first; direct->marks != NULL && i < room; i++) {
    struct mark mark = article->marks[i];
    if (mark.range.begin >= piece.begin) {
      uint32_t end = mark.range.end < piece.end ? mark.range.end : piece.end;
      mark.range = (struct span){mark.range.begin - piece.begin, end - piece.begin};
      mark.value = arena_copy(arena, mark.value);
      direct->marks[direct->mark_count++] = mark;
    }
  }
  return direct->marks != NULL;
}

/* Copies what was found out of the article. */
static bool keep(struct arena *arena, const struct look *look, struct search_direct *direct) {
  const struct article *article = &look->article;
  const struct section *section = &article->sections[look->best.section];
  struct span piece = look->best.excerpt.range;
  *direct = (struct search_direct){
      .id = arena_copy(arena, article->id),
      .title = arena_copy(arena, article->title),
      .url = arena_copy(arena, article->url),
      .lang = arena_copy(arena, article->lang),
      .heading = arena_copy(arena, str_slice(article->text, section->heading.begin, section->heading.end)),
      .anchor = arena_copy(arena, section->anchor),
      .text = arena_copy(arena, str_slice(article->text, piece.begin, piece.end)),
      .cut = look->best.excerpt.cut,
      .score = look->best.score,
  };
  return keep_marks(arena, article, piece, direct) && !arena_failed(arena);
}

static bool look_into(struct look *look, struct planner *planner, uint32_t number, struct error *err) {
  arena_reset(planner->article);
  if (!store_article(planner->store, number, planner->article, &look->article, NULL, err)) {
    return false;
  }
  said_use(&look->asked, store_article_language(look->article.lang));
  look_at_article(look, planner->query);
  return true;
}

bool answer_find(struct planner *planner, const struct ranking *ranking, struct arena *arena, const struct search_direct **direct,
                 struct error *err) {
  struct plan plan;
  struct search_direct *made = NULL;
  *direct = NULL;
  if (!is_answerable(planner, ranking)) {
    return true;
  }
  if (!plan_build(planner, PLAN_ANY, false, &plan, err)) {
    return false;
  }
  struct look look = {.asked = {.tokenizer = planner->tokenizer, .plan = &plan},
                      .least = planner->weights->values[WEIGHT_ANSWER]};
  size_t count = plan.term_count > SAID_TERMS_MAX ? 0 : ranking->count;
  for (size_t i = 0; i < count && i < ANSWER_ARTICLES; i++) {
    double before = look.best.score;
    uint32_t article = ranking->ranks[i].article;
    if (!rank_has_all(ranking, article) || store_successor(planner->store, article) > 0) {
      continue;
    }
    if (!look_into(&look, planner, ranking->ranks[i].article, err)) {
      return false;
    }
    if (look.best.score > before) {
      made = made != NULL ? made : arena_alloc(arena, sizeof *made);
      if (made == NULL || !keep(arena, &look, made)) {
        return error_memory(err);
      }
    }
  }
  *direct = made;
  return true;
}
