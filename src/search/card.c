#include "card.h"
#include "breadcrumb.h"
#include "explain.h"
#include "fragment.h"
#include "keep.h"
#include "links.h"
#include "look.h"
#include "missing.h"
#include "passage.h"
#include "reasons.h"
#include "topics.h"
#include "weights.h"

#include <stdlib.h>

/* The matched words of a field from position `begin` to before `end`, with positions from `begin` on. */
static struct passage_match *take_matches(const struct look *look, enum field field, uint32_t begin, uint32_t end,
                                          size_t *count) {
  struct passage_match *matches = arena_array(look->planner->article, look->word_count, sizeof *matches);
  *count = 0;
  for (size_t i = 0; matches != NULL && i < look->word_count; i++) {
    const struct word_at *word = &look->words[i];
    if (word->field == field && word->position >= begin && word->position < end) {
      matches[(*count)++] = (struct passage_match){word->position - begin, word->term, word->letters};
    }
  }
  return matches;
}

/* ---- sections ---- */

/* Where a section's matched words stand in look->words, and what they are worth. */
struct section_rank {
  size_t section;
  double worth;
};

static uint32_t section_end(const struct look *look, size_t section, enum field field) {
  if (section + 1 >= look->article.section_count) {
    return UINT32_MAX;
  }
  const struct section_start *next = &look->starts[section + 1];
  return field == FIELD_BODY ? next->body : field == FIELD_CODE ? look->code.starts[section + 1] : next->heading;
}

/* Adds what the words of one field are worth to each section: the words and the sections are both in order. */
static void rate_sections(const struct look *look, enum field field, double factor, struct section_rank *ranks, uint32_t *seen) {
  size_t section = 0;
  for (size_t i = 0; i < look->word_count; i++) {
    const struct word_at *word = &look->words[i];
    if (word->field != field) {
      continue;
    }
    while (word->position >= section_end(look, section, field)) {
      section++;
    }
    uint32_t mark = (uint32_t)section + 1;
    double idf = look->plan->terms[word->term].idf;
    ranks[section].worth += factor * (seen[word->term] == mark ? idf * weight_repeat * 0.5 : idf);
    seen[word->term] = mark;
  }
}

static int compare_sections(const void *a, const void *b) {
  const struct section_rank *left = a, *right = b;
  if (left->worth != right->worth) {
    return left->worth > right->worth ? -1 : 1;
  }
  return left->section < right->section ? -1 : 1;
}

static bool title_has_all(const struct look *look) {
  for (size_t i = 0; i < look->plan->term_count; i++) {
    if (look->plan->terms[i].kind != PIECE_OTHER && look->counts[i][FIELD_TITLE] == 0) {
      return false;
    }
  }
  return true;
}

static struct section_rank *rank_sections(const struct look *look) {
  struct arena *arena = look->planner->article;
  size_t sections = look->article.section_count;
  struct section_rank *ranks = arena_array(arena, sections, sizeof *ranks);
  uint32_t *seen = arena_array(arena, look->plan->term_count, sizeof *seen);
  uint32_t *seen_heading = arena_array(arena, look->plan->term_count, sizeof *seen_heading);
  if (ranks == NULL || seen == NULL || seen_heading == NULL) {
    return NULL;
  }
  rate_sections(look, FIELD_BODY, 1, ranks, seen);
  rate_sections(look, FIELD_HEADINGS, weight_section_heading, ranks, seen_heading);
  rate_sections(look, FIELD_CODE, weight_section_code, ranks, seen);
  for (size_t i = 0, count; i < sections; i++) {
    struct span *links = ranks[i].worth > 0 ? links_of_section(arena, &look->article, i, &count) : NULL;
    ranks[i].section = i;
    ranks[i].worth *= links != NULL && links_fill_section(&look->article, i, links, count) ? weight_link : 1;
  }
  if (title_has_all(look)) {
    ranks[0].worth *= weight_beginning;
  }
  if (sections > 1) {
    qsort(ranks, sections, sizeof *ranks, compare_sections);
  }
  return ranks;
}

/* The matched words of a section's body, in prose and in code, by their places among all of its words. */
static struct passage_match *take_section(const struct look *look, size_t number, size_t *count) {
  size_t inside_count;
  struct passage_match *prose =
      take_matches(look, FIELD_BODY, look->starts[number].body, section_end(look, number, FIELD_BODY), count);
  if (look->code.count == 0 || prose == NULL) {
    return prose;
  }
  struct passage_match *inside =
      take_matches(look, FIELD_CODE, look->code.starts[number], section_end(look, number, FIELD_CODE), &inside_count);
  struct passage_match *merged = arena_array(look->planner->article, *count + inside_count, sizeof *merged);
  if (inside != NULL && merged != NULL) {
    code_merge(&look->code, &look->article, number, prose, *count, inside, inside_count, merged);
    *count += inside_count;
  }
  return inside != NULL ? merged : NULL;
}

static bool make_section(const struct look *look, size_t number, const double *worth, struct search_section *made) {
  struct arena *arena = look->planner->article;
  const struct section *section = &look->article.sections[number];
  size_t count;
  struct passage_match *matches = take_section(look, number, &count);
  made->heading = passage_heading(str_slice(look->article.text, section->heading.begin, section->heading.end));
  made->anchor = section->anchor;
  struct str body = str_slice(look->article.text, section->body.begin, section->body.end);
  struct passage_choice choice = {.worth = worth, .term_count = look->plan->term_count};
  choice.links = links_of_section(arena, &look->article, number, &choice.link_count);
  if (matches == NULL || choice.links == NULL || !passage_cut(arena, body, matches, count, &choice, &made->passage)) {
    return false;
  }
  made->fragment = fragment_make(&look->article, &made->passage);
  return breadcrumb_make(arena, &look->article, number, made);
}

/* The first section with text, for articles that were found by their title alone. */
static size_t first_section(const struct article *article) {
  for (size_t i = 0; i < article->section_count; i++) {
    if (article->sections[i].body.end > article->sections[i].body.begin) {
      return i;
    }
  }
  return 0;
}

static bool make_sections(const struct look *look, struct search_hit *hit) {
  struct arena *arena = look->planner->article;
  struct section_rank *ranks = rank_sections(look);
  double *worth = arena_array(arena, look->plan->term_count, sizeof *worth);
  hit->sections = arena_array(arena, SEARCH_SECTIONS_MAX, sizeof *hit->sections);
  if (ranks == NULL || worth == NULL || hit->sections == NULL) {
    return false;
  }
  for (size_t i = 0; i < look->plan->term_count; i++) {
    worth[i] = look->plan->terms[i].idf;
  }
  if (ranks[0].worth <= 0) {
    ranks[0].section = first_section(&look->article);
    hit->section_count = 1;
    return make_section(look, ranks[0].section, worth, &hit->sections[0]);
  }
  for (size_t i = 0; i < look->article.section_count && hit->section_count < SEARCH_SECTIONS_MAX && ranks[i].worth > 0; i++) {
    bool beginning = look->article.sections[ranks[i].section].level == 0;
    if (i > 0 && beginning) {
      continue; /* further sections are places to go to: the beginning is the article's own address */
    }
    if (!make_section(look, ranks[i].section, worth, &hit->sections[hit->section_count++])) {
      return false;
    }
  }
  return true;
}

struct str card_clause_text(struct arena *arena, const struct query_clause *clause) {
  struct buf text;
  buf_init(&text, 2 * QUERY_BYTES_MAX + 64);
  for (size_t i = 0; i < clause->item_count; i++) {
    buf_add(&text, i > 0 ? STR(" OR ") : STR(""));
    query_describe_item(&clause->items[i], &text);
  }
  struct str copy = arena_copy(arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

static bool make_title(const struct look *look, struct search_hit *hit) {
  size_t count;
  struct passage_match *matches = take_matches(look, FIELD_TITLE, 0, UINT32_MAX, &count);
  return matches != NULL && passage_whole(look->planner->article, look->article.title, matches, count, &hit->title);
}

/* Looks once more for what closeness earns; that is kept in the request's arena, the article's is used for its text. */
static bool look_near(struct card_maker *maker, const struct ranking *ranking, size_t place, struct near *near,
                      struct explanation *explanation, struct error *err) {
  const struct rank_look *looked = rank_looked(ranking, ranking->ranks[place].article);
  if (!maker->explain || looked == NULL) {
    return true;
  }
  explanation->near = near;
  explanation->likeness = looked->likeness;
  return (near_begin(near, maker->planner, &maker->second, maker->planner->arena) || error_memory(err)) &&
         near_look(near, ranking->ranks[place].article, &explanation->points, err);
}

/* The facts of another article, which may be none (number 0). They live as long as the card's own article. */
static bool read_other(const struct card_maker *maker, uint32_t number, struct str *title, struct str *url, struct error *err) {
  struct article other = {.title = STR("")};
  if (number > 0 && !store_article_facts(maker->planner->store, number, maker->planner->article, &other, err)) {
    return false;
  }
  *title = other.title;
  *url = other.url;
  return true;
}

/* What the article's author and the site's owner say of its standing. */
static bool make_standing(const struct card_maker *maker, const struct ranking *ranking, size_t place,
                          const struct article *article, struct search_hit *hit, struct error *err) {
  const struct planner *planner = maker->planner;
  uint32_t review = store_review(planner->store, hit->article);
  struct str url;
  hit->review_by = article->review_by;
  hit->overdue = review > 0 && review < planner->request->today;
  hit->pinned = place < ranking->pinned;
  return read_other(maker, store_successor(planner->store, hit->article), &hit->successor_title, &hit->successor_url, err) &&
         read_other(maker, ranking->above == NULL ? 0 : ranking->above[place], &hit->supersedes, &url, err);
}

bool card_begin(struct card_maker *maker, struct error *err) {
  return plan_build(maker->planner, PLAN_ALL_SHOWN, false, &maker->first, err) &&
         plan_build(maker->planner, PLAN_ANY, false, &maker->second, err);
}

bool card_make(struct card_maker *maker, const struct ranking *ranking, size_t place, struct search_hit *hit, struct error *err) {
  struct search_rank rank = ranking->ranks[place];
  bool has_all = rank_has_all(ranking, rank.article);
  struct look look;
  struct explanation explanation = {.planner = maker->planner,
                                    .plan = has_all ? &maker->first : &maker->second,
                                    .every_word = has_all ? ranking->every_word : 0};
  struct near near;
  if (!look_near(maker, ranking, place, &near, &explanation, err)) {
    return false;
  }
  if (!look_into(&look, maker->planner, explanation.plan, rank.article, err) ||
      (maker->answering != NULL && !answer_take(maker->answering, place, &look.article, err))) {
    return false;
  }
  const struct article *article = &look.article;
  *hit = (struct search_hit){.article = rank.article,
                             .id = article->id,
                             .url = article->url,
                             .summary = article->summary,
                             .lang = article->lang,
                             .date = article->date,
                             .tags = article->tags,
                             .tag_count = article->tag_count,
                             .score = rank.score};
  if (!make_standing(maker, ranking, place, article, hit, err) ||
      !topics_crumbs(maker->planner->topics, maker->planner->store, rank.article, article, maker->planner->article, &hit->crumbs,
                     &hit->crumb_count, err)) {
    return false;
  }
  explanation.counts = look.counts;
  bool made = make_title(&look, hit) && make_sections(&look, hit) && missing_find(&look, hit) &&
              reasons_find(maker->planner, look.plan, look.times, hit) && (!maker->explain || explain_hit(&explanation, hit)) &&
              !arena_failed(maker->planner->article) && keep_hit(maker->arena, hit);
  return made || error_memory(err);
}
