#include "search/search.h"
#include "answer.h"
#include "begun.h"
#include "card.h"
#include "comparison.h"
#include "detect.h"
#include "lift.h"
#include "particles.h"
#include "related.h"
#include "repeats.h"
#include "searcher.h"
#include "tokens.h"
#include "why.h"

#include <stdlib.h>

enum {
  SCRATCH_BYTES_MAX = 64 * 1024 * 1024,  /* for planning, and the ranks of SEARCH_OFFSET_MAX + SEARCH_LIMIT_MAX articles */
  ARTICLE_ARENA_MAX = 256 * 1024 * 1024, /* for one article with all its marks */
};

struct searcher *searcher_new(void) {
  struct searcher *searcher = calloc(1, sizeof *searcher);
  if (searcher == NULL) {
    return NULL;
  }
  arena_init(&searcher->scratch, SCRATCH_BYTES_MAX);
  arena_init(&searcher->article, ARTICLE_ARENA_MAX);
  searcher->tokenizer = tokenizer_new();
  searcher->memory = token_memory_new();
  if (searcher->tokenizer == NULL || searcher->memory == NULL) {
    searcher_free(searcher);
    return NULL;
  }
  return searcher;
}

void searcher_free(struct searcher *searcher) {
  if (searcher != NULL) {
    tokenizer_free(searcher->tokenizer);
    arena_free(&searcher->scratch);
    arena_free(&searcher->article);
    speller_free(&searcher->speller);
    thesaurus_free(&searcher->thesaurus);
    site_free(&searcher->site);
    token_memory_free(searcher->memory);
    free(searcher);
  }
}

void searcher_set_weights(struct searcher *searcher, const struct search_weights *weights) {
  searcher->weights = *weights;
  searcher->own_weights = true;
}

static const struct search_weights *weights_of(const struct searcher *searcher) {
  return searcher->own_weights ? &searcher->weights : &searcher->site.weights;
}

struct planner searcher_planner(struct searcher *searcher, struct store *store, const struct query *query) {
  tokenizer_use(searcher->tokenizer, store_word_forms(store));
  bool again = searcher->used;
  searcher->used = true;
  return (struct planner){.store = store,
                          .again = again,
                          .tokenizer = searcher->tokenizer,
                          .arena = &searcher->scratch,
                          .article = &searcher->article,
                          .memory = searcher->memory,
                          .weights = weights_of(searcher),
                          .priors = &searcher->site.priors,
                          .topics = &searcher->site.topics,
                          .query = query};
}

/* How many articles with every word make a page: the same for every page and for all small limits. */
static size_t enough_for(size_t limit) {
  return limit > SEARCH_LIMIT_DEFAULT ? limit : SEARCH_LIMIT_DEFAULT;
}

/* The words that no article has. */
static bool name_left_out(const struct planner *planner, struct arena *arena, struct search_answer *answer) {
  const struct query *query = planner->query;
  answer->left_out = arena_array(arena, query->clause_count, sizeof *answer->left_out);
  for (size_t i = 0; answer->left_out != NULL && i < query->clause_count; i++) {
    if (planner->roles[i] == CLAUSE_UNKNOWN) {
      answer->left_out[answer->left_out_count++] = card_clause_text(arena, &query->clauses[i]);
    }
  }
  return answer->left_out != NULL;
}

static bool make_cards(struct card_maker *maker, const struct ranking *ranking, size_t offset, struct search_answer *answer,
                       struct error *err) {
  size_t count = ranking->count > offset ? ranking->count - offset : 0;
  count = count < answer->limit ? count : answer->limit;
  answer->hits = arena_array(maker->arena, count, sizeof *answer->hits);
  if (answer->hits == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < count; i++) {
    if (!card_make(maker, ranking, offset + i, &answer->hits[i], err)) {
      return false;
    }
    answer->dated = answer->dated || answer->hits[i].review_by.len > 0;
    answer->hit_count++;
  }
  return true;
}

static bool describe(struct arena *arena, const struct query *query, struct search_answer *answer) {
  struct buf text;
  buf_init(&text, 8 * QUERY_BYTES_MAX);
  query_describe(query, &text);
  answer->query = query->typed;
  answer->cut = query->cut;
  answer->understood = arena_copy(arena, buf_str(&text));
  buf_free(&text);
  return answer->understood.ptr != NULL;
}

bool searcher_understand(struct searcher *searcher, struct planner *planner, const struct query *query, struct error *err) {
  planner->query = query;
  return detect_languages(planner, err) && begun_find(planner, err) && thesaurus_apply(&searcher->thesaurus, planner, err) &&
         plan_roles(planner, err);
}

bool searcher_prepare(struct searcher *searcher, struct planner *planner, struct query *query, bool exact, struct str *corrected,
                      const struct pin **pin, struct error *err) {
  *corrected = STR("");
  if ((!exact && !particles_take_off(planner, query, err)) || !searcher_understand(searcher, planner, query, err)) {
    return false;
  }
  *pin = lift_pin(planner, &searcher->site);
  if (*pin != NULL || exact) {
    return true;
  }
  if (!comparison_cut(searcher, planner, query, err)) {
    return false;
  }
  if (!correct_query(&searcher->speller, planner, CORRECT_UNKNOWN, query, corrected, err) ||
      (corrected->len > 0 && !searcher_understand(searcher, planner, query, err))) {
    return false;
  }
  *pin = corrected->len > 0 ? lift_pin(planner, &searcher->site) : NULL;
  return true;
}

/* The synonyms that were looked for, each once. */
static bool name_synonyms(const struct planner *planner, struct arena *arena, struct search_answer *answer) {
  size_t room = 0;
  for (size_t i = 0; planner->others != NULL && i < planner->query->clause_count; i++) {
    room += planner->roles[i] == CLAUSE_REQUIRED ? planner->others[i].count : 0;
  }
  answer->synonyms = arena_array(arena, room, sizeof *answer->synonyms);
  for (size_t i = 0; answer->synonyms != NULL && planner->others != NULL && i < planner->query->clause_count; i++) {
    for (size_t k = 0; planner->roles[i] == CLAUSE_REQUIRED && k < planner->others[i].count; k++) {
      struct str text = planner->others[i].list[k].text;
      bool known = false;
      for (size_t n = 0; n < answer->synonym_count; n++) {
        known = known || str_equal(answer->synonyms[n], text);
      }
      if (!known) {
        answer->synonyms[answer->synonym_count++] = arena_copy(arena, text);
      }
    }
  }
  return answer->synonyms != NULL && !arena_failed(arena);
}

/* What else the visitor may have meant where no article has every word. */
static bool suggest(struct searcher *searcher, struct planner *planner, struct arena *arena, struct search_answer *answer,
                    struct error *err) {
  if (answer->exact || answer->corrected.len > 0 || answer->complete > 0) {
    return true;
  }
  struct query other;
  struct str text;
  if (!correct_query(&searcher->speller, planner, CORRECT_DOUBTED, &other, &text, err)) {
    return false;
  }
  answer->suggestion = text.len > 0 ? arena_copy(arena, text) : text;
  return true;
}

static void read_query(const struct search_request *request, struct arena *arena, struct query *query) {
  query_parse(arena, request->query, query);
  if (request->typing) {
    query_begin(query);
  }
}

/* Understands a query, which may become another one, and ranks up to `room` articles for it. */
static bool find(struct searcher *searcher, struct planner *planner, const struct search_request *request, size_t room,
                 struct sieve *sieve, struct query *query, struct str *corrected, struct ranking *ranking, struct error *err) {
  planner->lang = request->lang;
  planner->request = request;
  planner->sieve = sieve;
  const struct pin *pin;
  if (!site_learn(&searcher->site, planner->store, planner->tokenizer, err)) {
    return false;
  }
  priors_believe(&searcher->site.priors, request->today);
  return sieve_make(sieve, planner->store, request, &searcher->scratch, err) &&
         searcher_prepare(searcher, planner, query, request->exact, corrected, &pin, err) &&
         rank_articles(planner, room, enough_for(request->limit), ranking, err) && lift(planner, pin, room, ranking, err);
}

/*
 * Begins to look for what answers the query by itself, for the first page of one that was answered as it was typed: where a
 * word was corrected or is still being typed, nobody knows what was asked. Else *answering is NULL.
 */
static bool begin_to_answer(struct planner *planner, const struct ranking *ranking, const struct plan *any,
                            const struct search_request *request, struct str corrected, struct arena *arena,
                            struct answering **answering, struct error *err) {
  *answering = NULL;
  bool asked = request->offset == 0 && !request->by_date && !request->typing && corrected.len == 0;
  return !asked || answer_begin(planner, ranking, any, arena, answering, err);
}

/* Articles to be ranked for a request: enough for what answers it by itself not to depend on how many are wanted. */
static size_t room_for(const struct search_request *request) {
  size_t wanted = request->offset + request->limit;
  return wanted > ANSWER_ARTICLES ? wanted : ANSWER_ARTICLES;
}

static bool begin_answer(const struct search_request *request, const struct query *query, struct arena *arena,
                         struct search_answer *answer, struct error *err) {
  *answer = (struct search_answer){.lang = request->lang,
                                   .since = request->since,
                                   .until = request->until,
                                   .filters = request->filters,
                                   .filter_count = request->filter_count,
                                   .by_date = request->by_date,
                                   .limit = request->limit,
                                   .offset = request->offset,
                                   .exact = request->exact,
                                   .typing = request->typing};
  return describe(arena, query, answer) || error_memory(err);
}

/* Finds, and fills all of an answer but its hits. */
static bool answer_all_but_hits(struct searcher *searcher, struct planner *planner, const struct search_request *request,
                                size_t room, struct query *query, struct ranking *ranking, struct arena *arena,
                                struct search_answer *answer, struct error *err) {
  struct sieve *sieve = arena_alloc(planner->arena, sizeof *sieve);
  if (sieve == NULL) {
    return error_memory(err);
  }
  if (!begin_answer(request, query, arena, answer, err) ||
      !find(searcher, planner, request, room, sieve, query, &answer->corrected, ranking, err)) {
    return false;
  }
  answer->corrected = arena_copy(arena, answer->corrected);
  answer->total = ranking->total;
  answer->complete = ranking->complete;
  answer->mixed = ranking->sentence;
  answer->browsed = ranking->browsed;
  answer->partial = ranking->partial;
  answer->dated = planner->priors->waiting;
  bool named = sieve_answer(sieve, request, arena, answer) && name_left_out(planner, arena, answer) &&
               name_synonyms(planner, arena, answer);
  return (named || error_memory(err)) && (ranking->pinned > 0 || suggest(searcher, planner, arena, answer, err));
}

bool search_run(struct searcher *searcher, struct store *store, const struct search_request *request, struct arena *arena,
                struct search_answer *answer, struct error *err) {
  arena_reset(&searcher->scratch);
  struct query query;
  read_query(request, arena, &query);
  struct planner planner = searcher_planner(searcher, store, &query);
  struct ranking ranking;
  struct card_maker maker = {.planner = &planner, .arena = arena, .explain = request->explain};
  if (!answer_all_but_hits(searcher, &planner, request, room_for(request), &query, &ranking, arena, answer, err)) {
    return false;
  }
  if (ranking.count == 0) {
    return true;
  }
  bool made = card_begin(&maker, err) &&
              begin_to_answer(&planner, &ranking, &maker.second, request, answer->corrected, arena, &maker.answering, err) &&
              make_cards(&maker, &ranking, request->offset, answer, err) &&
              (maker.answering == NULL || answer_end(maker.answering, answer->hit_count, &answer->direct, err));
  if (made) {
    repeats_avoid(answer);
  }
  return made;
}

bool search_explain(struct searcher *searcher, struct store *store, const struct search_request *request, uint32_t article,
                    struct arena *arena, struct search_explanation *explanation, struct error *err) {
  arena_reset(&searcher->scratch);
  struct search_request whole = *request;
  whole.limit = SEARCH_LIMIT_DEFAULT;
  whole.offset = whole.facet_count = 0;
  whole.by_date = false;
  struct query query;
  read_query(&whole, arena, &query);
  const struct query typed = query;
  struct planner planner = searcher_planner(searcher, store, &query);
  struct ranking ranking;
  size_t articles = (size_t)store_facts(store)->articles;
  size_t room = articles < SEARCH_EXPLAINED_MAX ? articles : SEARCH_EXPLAINED_MAX;
  *explanation = (struct search_explanation){.position = 0};
  if (!answer_all_but_hits(searcher, &planner, &whole, room, &query, &ranking, arena, &explanation->answer, err) ||
      !why_explain(&planner, &ranking, &typed, article, arena, explanation, err)) {
    return false;
  }
  bool *dated = &explanation->answer.dated;
  *dated = *dated || explanation->hit.review_by.len > 0;
  for (size_t i = 0; i < explanation->rival_count; i++) {
    *dated = *dated || explanation->rivals[i].hit.review_by.len > 0;
  }
  return true;
}

bool search_rank_answered(struct searcher *searcher, struct store *store, const struct search_request *request,
                          struct search_rank *ranks, size_t *count, struct arena *arena, const struct search_direct **direct,
                          struct error *err) {
  arena_reset(&searcher->scratch);
  struct query query;
  struct str corrected;
  read_query(request, &searcher->scratch, &query);
  struct planner planner = searcher_planner(searcher, store, &query);
  struct sieve sieve;
  struct ranking ranking;
  if (!find(searcher, &planner, request, direct != NULL ? room_for(request) : request->limit, &sieve, &query, &corrected,
            &ranking, err)) {
    return false;
  }
  *count = ranking.count < request->limit ? ranking.count : request->limit;
  if (*count > 0) {
    memcpy(ranks, ranking.ranks, *count * sizeof *ranks);
  }
  if (direct == NULL) {
    return true;
  }
  struct plan any;
  struct answering *answering;
  *direct = NULL;
  return plan_build(&planner, PLAN_ANY, false, &any, err) &&
         begin_to_answer(&planner, &ranking, &any, request, corrected, arena, &answering, err) &&
         (answering == NULL || answer_end(answering, 0, direct, err));
}

bool search_rank(struct searcher *searcher, struct store *store, const struct search_request *request, struct search_rank *ranks,
                 size_t *count, struct error *err) {
  return search_rank_answered(searcher, store, request, ranks, count, NULL, NULL, err);
}

/* What the owner of the index at hand has set. */
static bool learn_site(struct searcher *searcher, struct store *store, struct error *err) {
  tokenizer_use(searcher->tokenizer, store_word_forms(store));
  return site_learn(&searcher->site, store, searcher->tokenizer, err);
}

bool search_naming(struct searcher *searcher, struct store *store, struct str lang, struct str liked, struct arena *arena,
                   struct search_name *name, struct error *err) {
  const struct settings_site *set = &searcher->site.name;
  if (!learn_site(searcher, store, err)) {
    return false;
  }
  name->lang = arena_copy(arena, set->language);
  lang = lang.len > 0 ? lang : set->language.len > 0 ? set->language : liked;
  name->name = arena_copy(arena, topics_text_in(&set->name, lang));
  name->description = arena_copy(arena, topics_text_in(&set->description, lang));
  return !arena_failed(arena) || error_memory(err);
}

bool search_topics(struct searcher *searcher, struct store *store, struct str lang, struct arena *arena,
                   struct search_topics *topics, struct error *err) {
  return learn_site(searcher, store, err) && topics_list(&searcher->site.topics, store, lang, arena, topics, err);
}

bool search_breadcrumb(struct searcher *searcher, struct store *store, uint32_t number, const struct article *article,
                       struct arena *arena, struct search_crumb **crumbs, size_t *count, struct error *err) {
  return learn_site(searcher, store, err) &&
         topics_crumbs(&searcher->site.topics, store, number, article, arena, crumbs, count, err);
}

bool search_related(struct searcher *searcher, struct store *store, uint32_t number, const struct article *article,
                    struct arena *arena, struct search_related *related, size_t *count, struct error *err) {
  arena_reset(&searcher->scratch);
  tokenizer_use(searcher->tokenizer, store_word_forms(store));
  const struct relating relating = {.store = store,
                                    .tokenizer = searcher->tokenizer,
                                    .weights = weights_of(searcher),
                                    .scratch = &searcher->scratch,
                                    .article = &searcher->article};
  return site_learn(&searcher->site, store, searcher->tokenizer, err) &&
         related_find(&relating, number, article, arena, related, count, err);
}
