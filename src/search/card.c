#include "card.h"
#include "article/article.h"
#include "breadcrumb.h"
#include "explain.h"
#include "fragment.h"
#include "keep.h"
#include "links.h"
#include "passage.h"
#include "prefix.h"
#include "reasons.h"
#include "topics.h"
#include "weights.h"

#include <stdlib.h>

/* More occurrences than this in one article add nothing to its card. */
enum { OCCURRENCES_MAX = 20000 };

/* One article being looked into. */
struct look {
  struct card_maker *maker;
  const struct plan *plan;
  struct article article;
  struct section_start *starts;
  uint32_t *term_of_phrase;
  double (*counts)[FIELD_COUNT]; /* by term: occurrences, of synonyms their share */
  uint32_t *times;               /* by phrase: occurrences */
  struct word_at *words;         /* every matched word, by field and position */
  size_t word_count;
};

struct word_at {
  enum field field;
  uint32_t position, term, letters;
};

static int compare_words(const void *a, const void *b) {
  const struct word_at *left = a, *right = b;
  if (left->field != right->field) {
    return left->field < right->field ? -1 : 1;
  }
  if (left->position != right->position) {
    return left->position < right->position ? -1 : 1;
  }
  return left->term < right->term ? -1 : left->term > right->term;
}

/* Spreads occurrences of phrases into words, counts them by term, and puts them in order. */
static bool take_occurrences(struct look *look, const struct occurrence *occurrences, size_t count) {
  struct arena *arena = look->maker->planner->article;
  const struct plan *plan = look->plan;
  size_t words = 0;
  for (size_t i = 0; i < count; i++) {
    words += plan->sizes[occurrences[i].phrase].words;
  }
  look->words = arena_array(arena, words, sizeof *look->words);
  look->counts = arena_array(arena, plan->term_count, sizeof *look->counts);
  look->times = arena_array(arena, plan->wanted.phrases, sizeof *look->times);
  if (look->words == NULL || look->counts == NULL || look->times == NULL) {
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t term = look->term_of_phrase[occurrences[i].phrase];
    struct phrase_size size = plan->sizes[occurrences[i].phrase];
    look->counts[term][occurrences[i].field] += size.share;
    look->times[occurrences[i].phrase]++;
    for (uint32_t k = 0; k < size.words; k++) {
      look->words[look->word_count++] = (struct word_at){occurrences[i].field, occurrences[i].position + k, term, size.letters};
    }
  }
  if (look->word_count > 1) {
    qsort(look->words, look->word_count, sizeof *look->words, compare_words);
  }
  return true;
}

static bool map_phrases(struct look *look) {
  look->term_of_phrase = arena_array(look->maker->planner->article, look->plan->wanted.phrases, sizeof *look->term_of_phrase);
  for (size_t i = 0; look->term_of_phrase != NULL && i < look->plan->term_count; i++) {
    const struct term *term = &look->plan->terms[i];
    for (size_t k = 0; k < term->phrase_count; k++) {
      look->term_of_phrase[term->first_phrase + k] = (uint32_t)i;
    }
  }
  return look->term_of_phrase != NULL;
}

static bool look_into(struct look *look, uint32_t number, struct error *err) {
  struct arena *arena = look->maker->planner->article;
  struct store *store = look->maker->planner->store;
  struct occurrence *occurrences = NULL;
  size_t count = 0;
  if (!store_article(store, number, arena, &look->article, &look->starts, err) ||
      (look->plan->wanted.phrases > 0 &&
       !store_occurrences(store, &look->plan->wanted, number, OCCURRENCES_MAX, arena, &occurrences, &count, err))) {
    return false;
  }
  if (!prefix_find(look->maker->planner->tokenizer, arena, look->plan, &look->article, look->starts, OCCURRENCES_MAX,
                   &occurrences, &count)) {
    return error_memory(err);
  }
  return (map_phrases(look) && take_occurrences(look, occurrences, count)) || error_memory(err);
}

/* The matched words of a field from position `begin` to before `end`, with positions from `begin` on. */
static struct passage_match *take_matches(const struct look *look, enum field field, uint32_t begin, uint32_t end,
                                          size_t *count) {
  struct passage_match *matches = arena_array(look->maker->planner->article, look->word_count, sizeof *matches);
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
  return field == FIELD_BODY ? next->body : next->heading;
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
  struct arena *arena = look->maker->planner->article;
  size_t sections = look->article.section_count;
  struct section_rank *ranks = arena_array(arena, sections, sizeof *ranks);
  uint32_t *seen = arena_array(arena, look->plan->term_count, sizeof *seen);
  uint32_t *seen_heading = arena_array(arena, look->plan->term_count, sizeof *seen_heading);
  if (ranks == NULL || seen == NULL || seen_heading == NULL) {
    return NULL;
  }
  rate_sections(look, FIELD_BODY, 1, ranks, seen);
  rate_sections(look, FIELD_HEADINGS, weight_section_heading, ranks, seen_heading);
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

static bool make_section(const struct look *look, size_t number, const double *worth, struct search_section *made) {
  struct arena *arena = look->maker->planner->article;
  const struct section *section = &look->article.sections[number];
  size_t count;
  struct passage_match *matches =
      take_matches(look, FIELD_BODY, look->starts[number].body, section_end(look, number, FIELD_BODY), &count);
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
  struct arena *arena = look->maker->planner->article;
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

/* ---- what is missing, and why it scores ---- */

/* The first term from `at` on that is a word in a row. */
static size_t row_term(const struct look *look, size_t at) {
  while (at < look->plan->term_count && look->plan->terms[at].kind != PIECE_ROW) {
    at++;
  }
  return at;
}

/* Whether the words of `count` terms from `first` on, compounds passed over, stand in a row somewhere. */
static bool stand_in_a_row(const struct look *look, size_t first, size_t count) {
  size_t next = first = row_term(look, first);
  size_t met = 0;
  const struct word_at *last = NULL;
  for (size_t i = 0; i < look->word_count && met < count; i++) {
    const struct word_at *word = &look->words[i];
    bool goes_on = met > 0 && word->field == last->field && word->position == last->position + 1 && word->term == next;
    if (goes_on || word->term == first) {
      next = row_term(look, word->term + 1);
      met = goes_on ? met + 1 : 1;
      last = word;
    } else if (met > 0 && (word->field != last->field || word->position > last->position + 1)) {
      met = 0;
    }
  }
  return met == count;
}

static bool has_term(const struct look *look, size_t term) {
  for (int field = 0; field < FIELD_COUNT; field++) {
    if (look->counts[term][field] > 0) {
      return true;
    }
  }
  return false;
}

/* How many of the terms that a term of synonyms stands for are not there themselves. */
static size_t replaced(const struct look *look, size_t term) {
  size_t count = 0;
  for (size_t i = term - look->plan->terms[term].replaces; i < term; i++) {
    count += !has_term(look, i);
  }
  return has_term(look, term) ? count : 0;
}

/*
 * Whether the item is there that the terms from `first` on stand for, `count` of them: a compound as a
 * whole; else all pairs of characters, or their synonyms; words like K and L, which may be two terms, in a row.
 */
static bool has_item(const struct look *look, size_t first, size_t count) {
  size_t pairs = 0, present = 0, row = 0;
  for (size_t i = first; i < first + count; i++) {
    enum piece_kind kind = look->plan->terms[i].kind;
    if (kind == PIECE_WHOLE && has_term(look, i)) {
      return true;
    }
    if (kind == PIECE_OTHER) {
      present += replaced(look, i);
      continue;
    }
    pairs += kind == PIECE_PAIR;
    row += kind == PIECE_ROW;
    present += kind != PIECE_WHOLE && has_term(look, i);
  }
  return pairs > 0 ? present == pairs + row : row > 0 && stand_in_a_row(look, first, row);
}

static bool has_clause(const struct look *look, size_t clause) {
  for (size_t i = 0, count; i < look->plan->term_count; i += count) {
    const struct term *term = &look->plan->terms[i];
    for (count = 1; i + count < look->plan->term_count && look->plan->terms[i + count].item == term->item;) {
      count++;
    }
    if (term->clause == clause && has_item(look, i, count)) {
      return true;
    }
  }
  return false;
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

static bool find_missing(const struct look *look, struct search_hit *hit) {
  const struct planner *planner = look->maker->planner;
  struct arena *arena = look->maker->planner->article;
  hit->missing = arena_array(arena, planner->query->clause_count, sizeof *hit->missing);
  for (size_t i = 0; hit->missing != NULL && i < planner->query->clause_count; i++) {
    bool excused = planner->begun.wide && planner->query->clauses[i].items[0].begun; /* anything may have it */
    bool lacks =
        planner->roles[i] == CLAUSE_UNKNOWN || (planner->roles[i] == CLAUSE_REQUIRED && !excused && !has_clause(look, i));
    if (lacks) {
      hit->missing[hit->missing_count++] = card_clause_text(arena, &planner->query->clauses[i]);
    }
  }
  return hit->missing != NULL;
}

static bool make_title(const struct look *look, struct search_hit *hit) {
  size_t count;
  struct passage_match *matches = take_matches(look, FIELD_TITLE, 0, UINT32_MAX, &count);
  return matches != NULL && passage_whole(look->maker->planner->article, look->article.title, matches, count, &hit->title);
}

/* Looks once more for what closeness earns; that is kept in the request's arena, the article's is used for its text. */
static bool look_near(struct card_maker *maker, const struct ranking *ranking, size_t place, struct near *near,
                      struct explanation *explanation, struct error *err) {
  if (!maker->explain || !rank_looked(ranking, ranking->ranks[place].article)) {
    return true;
  }
  explanation->near = near;
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

bool card_make(struct card_maker *maker, const struct ranking *ranking, size_t place, struct search_hit *hit, struct error *err) {
  struct search_rank rank = ranking->ranks[place];
  bool has_all = rank_has_all(ranking, rank.article);
  struct look look = {.maker = maker, .plan = has_all ? &maker->first : &maker->second};
  struct explanation explanation = {
      .planner = maker->planner, .plan = look.plan, .every_word = has_all ? ranking->every_word : 0};
  struct near near;
  if (!look_near(maker, ranking, place, &near, &explanation, err)) {
    return false;
  }
  arena_reset(maker->planner->article);
  if (!look_into(&look, rank.article, err)) {
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
  bool made = make_title(&look, hit) && make_sections(&look, hit) && find_missing(&look, hit) &&
              reasons_find(maker->planner, look.plan, look.times, hit) && (!maker->explain || explain_hit(&explanation, hit)) &&
              !arena_failed(maker->planner->article) && keep_hit(maker->arena, hit);
  return made || error_memory(err);
}
