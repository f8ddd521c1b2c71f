#include "finished.h"
#include "picks.h"
#include "searcher.h"
#include "successors.h"

enum { HEADINGS_MAX = 512 /* of one article, that are read */, SYNONYMS_MAX = 3 /* that are suggested for */ };

/* Where suggestions stand in the answer. */
enum place { PLACE_BEGUN_TITLES, PLACE_QUERIES, PLACE_BEGUN_HEADINGS, PLACE_TITLES, PLACE_HEADINGS, PLACE_COUNT };

struct kept {
  struct suggestion list[SUGGEST_LIMIT_MAX];
  size_t count;
};

struct suggesting {
  struct searcher *searcher;
  struct store *store;
  const struct suggest_request *request;
  struct arena *arena; /* of the answer */
  struct planner planner;
  struct search_request asked; /* the same as a search: for the planner and the sieve */
  struct sieve sieve;
  struct query query;
  struct str corrected;
  struct needles needles;
  struct picker picker;
  struct kept kept[PLACE_COUNT];
  struct str keys[PLACE_COUNT * SUGGEST_LIMIT_MAX]; /* what the suggestions so far read as */
  size_t key_count;
  uint32_t articles[PLACE_COUNT * SUGGEST_LIMIT_MAX]; /* of these, and of their sections */
  size_t article_count;
};

/* ---- titles and headings ---- */

/* Whether nothing so far reads like this; from here on something does. */
static bool is_new(struct suggesting *suggesting, struct str key) {
  for (size_t i = 0; i < suggesting->key_count; i++) {
    if (str_equal(suggesting->keys[i], key)) {
      return false;
    }
  }
  if (suggesting->key_count < COUNT_OF(suggesting->keys)) {
    suggesting->keys[suggesting->key_count++] = arena_copy(suggesting->planner.arena, key);
  }
  return true;
}

static bool has_room(const struct suggesting *suggesting, enum place place) {
  return suggesting->kept[place].count < suggesting->request->limit;
}

/* Whether an article is suggested already that has taken the place of this one. */
static bool is_replaced(const struct suggesting *suggesting, uint32_t article) {
  uint32_t chain[SUCCESSORS_MAX];
  bool replaced = false;
  for (size_t i = successors_of(suggesting->store, article, chain); i-- > 0 && !replaced;) {
    for (size_t k = 0; k < suggesting->article_count && chain[i] != article; k++) {
      replaced = replaced || suggesting->articles[k] == chain[i];
    }
  }
  return replaced;
}

/* Keeps a suggestion of an article (0: of none): its texts and matches are copied. */
static bool keep(struct suggesting *suggesting, enum place place, uint32_t article, const struct suggestion *suggestion) {
  suggesting->articles[suggesting->article_count++] = article;
  struct kept *kept = &suggesting->kept[place];
  struct suggestion *copy = &kept->list[kept->count++];
  *copy = *suggestion;
  struct str *texts[] = {&copy->text, &copy->title, &copy->url, &copy->anchor, &copy->lang};
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    *texts[i] = arena_copy(suggesting->arena, *texts[i]);
  }
  copy->matches = arena_array(suggesting->arena, copy->match_count, sizeof *copy->matches);
  if (copy->matches != NULL && copy->match_count > 0) {
    memcpy(copy->matches, suggestion->matches, copy->match_count * sizeof *copy->matches);
  }
  return !arena_failed(suggesting->arena);
}

/* Suggests titles of articles that are superseded, or of the others. */
static bool suggest_titles(struct suggesting *suggesting, const struct picks *picks, bool superseded, enum place place,
                           struct error *err) {
  struct arena *arena = suggesting->planner.article;
  for (size_t i = 0; i < picks->count && has_room(suggesting, place); i++) {
    const struct pick *pick = &picks->list[i];
    struct store_name name;
    struct sight sight;
    if (pick->superseded != superseded || is_replaced(suggesting, pick->article)) {
      continue;
    }
    arena_reset(arena);
    if (!store_name(suggesting->store, pick->article, arena, &name, err)) {
      return false;
    }
    if (!needles_look(&suggesting->needles, store_article_language(name.lang), name.title, arena, &sight)) {
      return error_memory(err);
    }
    bool has =
        sight.begins || picks == &suggesting->picker.aliases ||
        (place != PLACE_BEGUN_TITLES && suggesting->needles.wanted != 0 && (suggesting->needles.wanted & ~sight.clauses) == 0);
    struct suggestion suggestion = {SUGGESTION_TITLE, name.title, sight.matches, sight.match_count,
                                    name.title,       name.url,   STR(""),       name.lang};
    if (has && is_new(suggesting, sight.folded) && !keep(suggesting, place, pick->article, &suggestion)) {
      return error_memory(err);
    }
  }
  return true;
}

/* The heading of an article that says most of what was typed: how well, 0 for not at all. */
static int judge_heading(const struct suggesting *suggesting, const struct sight *heading, const struct sight *title) {
  uint64_t wanted = suggesting->needles.wanted, by_title = title->clauses & wanted;
  if (str_equal(heading->folded, title->folded)) {
    return 0;
  }
  if (heading->begins) {
    return 3;
  }
  bool all = (wanted & ~heading->clauses) == 0, adds = (heading->clauses & ~by_title) != 0;
  return wanted == 0 ? 0 : all ? 2 : adds && (wanted & ~(heading->clauses | by_title)) == 0;
}

static bool suggest_heading(struct suggesting *suggesting, uint32_t number, const struct article *article, struct error *err) {
  struct arena *arena = suggesting->planner.article;
  const struct language *language = store_article_language(article->lang);
  struct sight title, sight, best = {0};
  struct suggestion suggestion = {SUGGESTION_HEADING, STR(""), NULL, 0, article->title, article->url, STR(""), article->lang};
  int grade = 0;
  bool done = needles_look(&suggesting->needles, language, article->title, arena, &title);
  for (size_t i = 0; done && grade < 3 && i < article->section_count && i < HEADINGS_MAX; i++) {
    const struct section *section = &article->sections[i];
    struct str heading = str_slice(article->text, section->heading.begin, section->heading.end);
    done = needles_look(&suggesting->needles, language, heading, arena, &sight);
    int here = done && heading.len > 0 ? judge_heading(suggesting, &sight, &title) : 0;
    if (here > grade) {
      grade = here;
      best = sight;
      suggestion.text = heading;
      suggestion.anchor = section->anchor;
    }
  }
  suggestion.matches = best.matches;
  suggestion.match_count = best.match_count;
  enum place place = grade == 3 ? PLACE_BEGUN_HEADINGS : PLACE_HEADINGS;
  if (done && grade > 0 && has_room(suggesting, place)) {
    struct str key = arena_format(arena, "%.*s\n%.*s", STR_ARG(best.folded), STR_ARG(title.folded));
    done = !arena_failed(arena) && (!is_new(suggesting, key) || keep(suggesting, place, number, &suggestion));
  }
  return done || error_memory(err);
}

static bool suggest_headings(struct suggesting *suggesting, struct error *err) {
  struct arena *arena = suggesting->planner.article;
  for (size_t i = 0; i < suggesting->picker.headings.count; i++) {
    uint32_t number = suggesting->picker.headings.list[i].article;
    struct article article;
    if (is_replaced(suggesting, number)) {
      continue;
    }
    arena_reset(arena);
    if (!store_article(suggesting->store, number, arena, &article, NULL, err) ||
        !suggest_heading(suggesting, number, &article, err)) {
      return false;
    }
  }
  return true;
}

/* ---- queries ---- */

/* Suggests a query, unless it is what was typed or reads like another suggestion. */
static bool suggest_query(struct suggesting *suggesting, const struct finished *finished) {
  size_t words;
  struct str key = needles_fold(&suggesting->planner, finished->text, suggesting->planner.arena, &words);
  struct span match = {0, (uint32_t)finished->typed};
  struct suggestion suggestion = {
      .kind = SUGGESTION_QUERY, .text = finished->text, .matches = &match, .match_count = finished->typed > 0};
  bool as_typed = suggesting->corrected.len == 0 && str_equal(key, suggesting->needles.begin);
  return as_typed || !is_new(suggesting, key) || keep(suggesting, PLACE_QUERIES, 0, &suggestion);
}

static bool suggest_queries(struct suggesting *suggesting, struct error *err) {
  struct finished list[FINISHED_MAX];
  size_t count = 0;
  const struct finishing finishing = {suggesting->searcher, &suggesting->planner, &suggesting->sieve, suggesting->corrected};
  if (!suggesting->needles.unknown && !finished_find(&finishing, list, &count, err)) {
    return false;
  }
  for (size_t i = 0; i < count && has_room(suggesting, PLACE_QUERIES); i++) {
    if (!suggest_query(suggesting, &list[i])) {
      return error_memory(err);
    }
  }
  return true;
}

/* ---- the answer ---- */

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/*
 * Shares the room among the places: titles that begin as typed leave a quarter to finished queries, and these and headings
 * take three eighths each at most, while there is something else.
 */
static void share_room(const struct suggesting *suggesting, size_t rooms[PLACE_COUNT]) {
  const struct kept *kept = suggesting->kept;
  size_t limit = suggesting->request->limit, share = limit * 3 / 8 > 0 ? limit * 3 / 8 : 1;
  size_t queries = least(kept[PLACE_QUERIES].count, share), left = limit;
  size_t reserved = suggesting->corrected.len > 0 ? queries : least(queries, limit / 4);
  const size_t wishes[PLACE_COUNT] = {[PLACE_BEGUN_TITLES] = limit - reserved,
                                      [PLACE_QUERIES] = share,
                                      [PLACE_BEGUN_HEADINGS] = share,
                                      [PLACE_TITLES] = limit,
                                      [PLACE_HEADINGS] = limit};
  for (size_t i = 0; i < PLACE_COUNT; i++) {
    rooms[i] = least(least(kept[i].count, wishes[i]), left);
    left -= rooms[i];
  }
  for (size_t i = 0; i < PLACE_COUNT; i++) {
    size_t more = least(kept[i].count - rooms[i], left);
    rooms[i] += more;
    left -= more;
  }
}

/* What the query was corrected to, without the sign that its last word may go on. */
static struct str describe_corrected(struct suggesting *suggesting) {
  struct query *query = &suggesting->query;
  struct buf text;
  if (suggesting->corrected.len == 0) {
    return STR("");
  }
  buf_init(&text, 8 * QUERY_BYTES_MAX);
  query->clauses[query->clause_count - 1].items[0].begun = false;
  query_describe(query, &text);
  struct str copy = arena_copy(suggesting->arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

static bool write_answer(struct suggesting *suggesting, struct suggest_answer *answer) {
  static const enum place usual[] = {PLACE_BEGUN_TITLES, PLACE_QUERIES, PLACE_BEGUN_HEADINGS, PLACE_TITLES, PLACE_HEADINGS};
  static const enum place corrected[] = {PLACE_QUERIES, PLACE_BEGUN_TITLES, PLACE_BEGUN_HEADINGS, PLACE_TITLES, PLACE_HEADINGS};
  const enum place *order = suggesting->corrected.len > 0 ? corrected : usual;
  size_t rooms[PLACE_COUNT];
  share_room(suggesting, rooms);
  answer->corrected = describe_corrected(suggesting);
  answer->list = arena_array(suggesting->arena, suggesting->request->limit, sizeof *answer->list);
  for (size_t i = 0; answer->list != NULL && i < PLACE_COUNT; i++) {
    for (size_t k = 0; k < rooms[order[i]]; k++) {
      answer->list[answer->count++] = suggesting->kept[order[i]].list[k];
    }
  }
  return !arena_failed(suggesting->arena);
}

/* Finds what texts must have, for the query as it now is. */
static bool begin_with(struct suggesting *suggesting, struct str typed, struct error *err) {
  return needles_begun(&suggesting->planner, typed, &suggesting->needles) ? picks_begin(&suggesting->picker, err)
                                                                          : error_memory(err);
}

static bool gather(struct suggesting *suggesting, struct error *err) {
  suggesting->planner.others = NULL;      /* a synonym is not what was typed */
  suggesting->planner.begun.wide = false; /* what does not begin so is not wanted */
  needles_want(&suggesting->needles);
  if (!picks_match(&suggesting->picker, err)) {
    return false;
  }
  for (int superseded = 0; superseded < 2; superseded++) {
    if (!suggest_titles(suggesting, &suggesting->picker.begun, superseded > 0, PLACE_BEGUN_TITLES, err) ||
        !suggest_titles(suggesting, &suggesting->picker.titles, superseded > 0, PLACE_TITLES, err) ||
        !suggest_titles(suggesting, &suggesting->picker.aliases, superseded > 0, PLACE_TITLES, err)) {
      return false;
    }
  }
  return suggest_queries(suggesting, err) && suggest_headings(suggesting, err);
}

/* Gathers for another query in the place of the one before. */
static bool gather_for(struct suggesting *suggesting, const struct query *other, struct str text, struct error *err) {
  suggesting->query = *other;
  return searcher_understand(suggesting->searcher, &suggesting->planner, &suggesting->query, err) &&
         begin_with(suggesting, text, err) && gather(suggesting, err);
}

/* Gathers for the names by which a word or phrase that nothing is called by is known, too: "PRP" is platelet-rich plasma. */
static bool gather_synonyms(struct suggesting *suggesting, const struct others *others, struct error *err) {
  const struct query typed = suggesting->query;
  for (size_t i = 0; i < others->count && i < SYNONYMS_MAX; i++) {
    struct query other;
    struct str text = arena_copy(suggesting->planner.arena, others->list[i].text);
    query_parse(suggesting->planner.arena, text, &other);
    if (other.clause_count > 0 && !gather_for(suggesting, &other, text, err)) {
      return false;
    }
  }
  suggesting->query = typed;
  return true;
}

/*
 * Gathers for the query as typed, where a title begins so or its words are known; else as corrected. Known words that nothing
 * comes of may be misspelt, too.
 */
static bool gather_all(struct suggesting *suggesting, struct error *err) {
  struct planner *planner = &suggesting->planner;
  struct query *query = &suggesting->query;
  const struct pin *pin;
  if (!begin_with(suggesting, query->typed, err) ||
      !searcher_prepare(suggesting->searcher, planner, query, suggesting->picker.sure, &suggesting->corrected, &pin, err) ||
      (suggesting->corrected.len > 0 && !begin_with(suggesting, suggesting->corrected, err))) {
    return false;
  }
  struct others others = {.count = 0};
  if (planner->others != NULL && query->clause_count == 1) {
    others = planner->others[0];
  }
  if (!gather(suggesting, err) || (suggesting->key_count == 0 && !gather_synonyms(suggesting, &others, err))) {
    return false;
  }
  if (suggesting->key_count > 0 || suggesting->corrected.len > 0) {
    return true;
  }
  struct query doubted;
  if (!correct_query(&suggesting->searcher->speller, planner, CORRECT_DOUBTED, &doubted, &suggesting->corrected, err)) {
    return false;
  }
  if (suggesting->corrected.len == 0) {
    return true;
  }
  return gather_for(suggesting, &doubted, suggesting->corrected, err);
}

bool suggest_run(struct searcher *searcher, struct store *store, const struct suggest_request *request, struct arena *arena,
                 struct suggest_answer *answer, struct error *err) {
  arena_reset(&searcher->scratch);
  struct suggesting *suggesting = arena_alloc(&searcher->scratch, sizeof *suggesting);
  if (suggesting == NULL) {
    return error_memory(err);
  }
  *suggesting = (struct suggesting){.searcher = searcher, .store = store, .request = request, .arena = arena};
  suggesting->planner = searcher_planner(searcher, store, &suggesting->query);
  suggesting->asked = (struct search_request){.query = request->query, .lang = request->lang, .limit = request->limit};
  suggesting->planner.request = &suggesting->asked;
  suggesting->planner.lang = request->lang;
  suggesting->picker =
      (struct picker){.sieve = &suggesting->sieve, .needles = &suggesting->needles, .planner = &suggesting->planner};
  query_parse(&searcher->scratch, request->query, &suggesting->query);
  query_begin(&suggesting->query);
  *answer = (struct suggest_answer){
      .query = arena_copy(arena, suggesting->query.typed), .lang = request->lang, .limit = request->limit};
  if (!site_learn(&searcher->site, store, searcher->tokenizer, err) ||
      !sieve_make(&suggesting->sieve, store, suggesting->planner.topics, &suggesting->asked, &searcher->scratch, err) ||
      !gather_all(suggesting, err)) {
    return false;
  }
  return write_answer(suggesting, answer) || error_memory(err);
}
