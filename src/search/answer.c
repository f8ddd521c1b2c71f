#include "answer.h"
#include "excerpt.h"
#include "said.h"
#include "weights.h"

enum { PARAGRAPHS_MAX = 500, /* of an article, that are looked at for a definition */ OPENING_BYTES = 480 /* of each */ };

/* What answers best, so far. */
struct candidate {
  double score;
  size_t section;
  struct excerpt excerpt;
};

struct answering {
  struct planner *planner;
  const struct ranking *ranking;
  struct arena *arena;         /* of the answer */
  struct search_direct *found; /* NULL: nothing yet */
  struct said_query asked;
  struct article article; /* being looked at */
  struct said query, title;
  size_t items; /* topical words of the query */
  size_t paragraphs;
  double least; /* score of an answer */
  struct candidate best;
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
static double fit_of_kinds(const struct answering *answering, enum question_kind heading) {
  const double only_one_asks = 0.85;
  enum question_kind query = answering->query.kind;
  if (query == heading) {
    return query == QUESTION_NONE && answering->items == 1 ? 0 : 1;
  }
  bool named = heading == QUESTION_NONE || (query == QUESTION_NONE && is_name_or_what(heading));
  return named && answering->items > 1 ? only_one_asks : 0;
}

/* What turns the sense must be the same in a heading; the title may say it for it. */
static bool turns_alike(const struct answering *answering, const struct said *heading) {
  return (answering->query.turning & ~(heading->turning | answering->title.turning)) == 0 &&
         (heading->turning & ~answering->query.turning) == 0;
}

static double share(size_t part, size_t whole) {
  return whole == 0 ? 0 : (double)part / (double)whole;
}

static double score_heading(const struct answering *answering, const struct said *heading) {
  if (heading->met == 0 || !heading->whole || !turns_alike(answering, heading)) {
    return 0;
  }
  size_t alone = said_items(&answering->asked, heading->terms);
  size_t together = said_items(&answering->asked, heading->terms | answering->title.terms);
  double words = share(together, answering->items), own = share(heading->met, heading->words);
  double around = alone == together ? 1 : (1 + share(answering->title.met, answering->title.words)) / 2;
  return words * own * around * fit_of_kinds(answering, heading->kind);
}

static void take(struct answering *answering, double score, size_t section, size_t block) {
  struct excerpt excerpt;
  if (score >= answering->least && score > answering->best.score &&
      excerpt_cut(&answering->article, block, answering->article.sections[section].body.end, &excerpt)) {
    answering->best = (struct candidate){score, section, excerpt};
  }
}

/*
 * Whether definitions under a heading are of what the query asks for: the heading or the title has all its words. A query
 * that is but a name says little of what is wanted: the heading must be that name.
 */
static bool may_define(const struct answering *answering, const struct said *heading) {
  bool name = answering->query.kind == QUESTION_NONE;
  uint64_t terms = heading->terms | (name ? 0 : answering->title.terms);
  return is_name_or_what(answering->query.kind) && is_name_or_what(heading->kind) && turns_alike(answering, heading) &&
         said_items(&answering->asked, terms) == answering->items && (!name || heading->met == heading->words);
}

/* Looks at a section's blocks, from number `block` on; answers the first block behind. */
static size_t look_at_section(struct answering *answering, size_t number, size_t block) {
  const struct article *article = &answering->article;
  const struct section *section = &article->sections[number];
  struct said heading = answering->title;
  if (section->level > 0) {
    said_read(&answering->asked, str_slice(article->text, section->heading.begin, section->heading.end), &heading);
  }
  while (block < article->mark_count && article->marks[block].range.begin < section->body.begin) {
    block++;
  }
  bool first = true, defines = may_define(answering, &heading);
  for (size_t next; first || defines; block = next + 1) {
    next = excerpt_next_block(article, block, section->body.end);
    if (next == article->mark_count) {
      break;
    }
    const struct mark *mark = &article->marks[next];
    if (defines && mark->kind == MARK_PARAGRAPH && answering->paragraphs++ < PARAGRAPHS_MAX) {
      size_t end = mark->range.end - mark->range.begin < OPENING_BYTES ? mark->range.end : mark->range.begin + OPENING_BYTES;
      take(answering, said_defines(&answering->asked, str_slice(article->text, mark->range.begin, end)) ? 1 : 0, number, next);
    }
    if (first && !excerpt_is_label(article, next)) {
      take(answering, score_heading(answering, &heading), number, next);
      first = false;
    }
  }
  return block;
}

/* Finds what answers in the article at hand; its facts are in answering->article. */
static void look_at_article(struct answering *answering, const struct query *query) {
  answering->items = said_items(&answering->asked, UINT64_MAX);
  said_read(&answering->asked, query->typed, &answering->query);
  answering->title = (struct said){.whole = true};
  if (!answering->article.title_is_text) {
    said_read(&answering->asked, answering->article.title, &answering->title);
  }
  answering->paragraphs = 0;
  if (answering->items == 0 || answering->query.met == 0 || !answering->query.whole) {
    return; /* nothing but function words, or too much */
  }
  for (size_t i = 0, block = 0; i < answering->article.section_count; i++) {
    block = look_at_section(answering, i, block);
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
static bool keep(struct arena *arena, const struct answering *answering, struct search_direct *direct) {
  const struct article *article = &answering->article;
  const struct section *section = &article->sections[answering->best.section];
  struct span piece = answering->best.excerpt.range;
  *direct = (struct search_direct){
      .id = arena_copy(arena, article->id),
      .title = arena_copy(arena, article->title),
      .url = arena_copy(arena, article->url),
      .lang = arena_copy(arena, article->lang),
      .heading = arena_copy(arena, str_slice(article->text, section->heading.begin, section->heading.end)),
      .anchor = arena_copy(arena, section->anchor),
      .text = arena_copy(arena, str_slice(article->text, piece.begin, piece.end)),
      .cut = answering->best.excerpt.cut,
      .score = answering->best.score,
  };
  return keep_marks(arena, article, piece, direct) && !arena_failed(arena);
}

bool answer_begin(struct planner *planner, const struct ranking *ranking, const struct plan *any, struct arena *arena,
                  struct answering **answering, struct error *err) {
  *answering = NULL;
  if (!is_answerable(planner, ranking) || any->term_count > SAID_TERMS_MAX) {
    return true;
  }
  struct answering *made = arena_alloc(planner->arena, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  *made = (struct answering){.planner = planner,
                             .ranking = ranking,
                             .arena = arena,
                             .asked = {.tokenizer = planner->tokenizer, .plan = any},
                             .least = planner->weights->values[WEIGHT_ANSWER]};
  *answering = made;
  return true;
}

/* Whether the article at a place of the ranking can answer. */
static bool may_answer(const struct answering *answering, size_t place) {
  const struct ranking *ranking = answering->ranking;
  uint32_t article = place < ANSWER_ARTICLES && place < ranking->count ? ranking->ranks[place].article : 0;
  return article > 0 && rank_has_all(ranking, article) && store_successor(answering->planner->store, article) == 0;
}

bool answer_take(struct answering *answering, size_t place, const struct article *article, struct error *err) {
  double before = answering->best.score;
  if (!may_answer(answering, place)) {
    return true;
  }
  answering->article = *article;
  said_use(&answering->asked, store_article_language(article->lang));
  look_at_article(answering, answering->planner->query);
  if (answering->best.score <= before) {
    return true;
  }
  answering->found = answering->found != NULL ? answering->found : arena_alloc(answering->arena, sizeof *answering->found);
  return (answering->found != NULL && keep(answering->arena, answering, answering->found)) || error_memory(err);
}

bool answer_end(struct answering *answering, size_t taken, const struct search_direct **direct, struct error *err) {
  struct planner *planner = answering->planner;
  for (size_t place = taken; place < ANSWER_ARTICLES; place++) {
    struct article article;
    if (!may_answer(answering, place)) {
      continue;
    }
    arena_reset(planner->article);
    if (!store_article(planner->store, answering->ranking->ranks[place].article, planner->article, &article, NULL, err) ||
        !answer_take(answering, place, &article, err)) {
      return false;
    }
  }
  *direct = answering->found;
  return true;
}
