#include "variants.h"
#include "card.h"
#include "explain.h"
#include "forms.h"
#include "lexicon/lexicon.h"

/* Commonest completions that are told. */
enum { COMPLETIONS_TOLD = 6 };

struct listing {
  struct planner *planner;
  const struct plan *plan;
  struct arena *arena;
  struct str synonyms; /* the owner's file; read when a synonym first needs it */
  struct error *err;
};

static bool add_variant(struct listing *listing, struct search_term *made, size_t *capacity, struct search_variant variant) {
  struct search_variant *grown = arena_grow(listing->arena, made->variants, made->variant_count, capacity, sizeof *grown);
  if (grown == NULL) {
    return error_memory(listing->err);
  }
  made->variants = grown;
  made->variants[made->variant_count++] = variant;
  return true;
}

/* The terms of a phrase without field and quotes: =knee of title : "=knee", "inject of "inject" *. */
static struct str bare_phrase(const struct listing *listing, const struct term *term, size_t phrase) {
  struct str text = listing->plan->phrases[phrase].term;
  if (term->item->field != QUERY_ANYWHERE) {
    text = str_slice(text, str_find(text, '"', 0) + 1, text.len);
  }
  return str_slice(text, 0, str_find(text, '"', 0));
}

/* The same for people: without marks. */
static struct str shown_phrase(struct arena *arena, struct str bare) {
  struct buf text;
  buf_init(&text, bare.len + 1);
  for (size_t i = 0; i < bare.len; i++) {
    bool marked = (bare.ptr[i] == '=' || bare.ptr[i] == '~') && (i == 0 || bare.ptr[i - 1] == ' ');
    buf_add(&text, marked ? STR("") : str_slice(bare, i, i + 1));
  }
  struct str copy = arena_copy(arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

static bool count_articles(struct listing *listing, const struct term *term, struct str bare, uint64_t *articles) {
  struct str expression = arena_format(listing->arena, "%s\"%.*s\"%s", forms_field_filter(term->item->field), STR_ARG(bare),
                                       term->item->kind == QUERY_PREFIX ? " *" : "");
  return arena_failed(listing->arena) ? error_memory(listing->err)
                                      : store_document_frequency(listing->planner->store, expression, articles, listing->err);
}

/* ---- languages ---- */

static struct search_languages name_languages(struct arena *arena, const struct language *const *languages, size_t count) {
  struct search_languages named = {arena_array(arena, count, sizeof *named.codes), arena_array(arena, count, sizeof *named.names),
                                   0};
  for (size_t i = 0; i < count && named.codes != NULL && named.names != NULL; i++) {
    named.codes[named.count] = languages[i] == NULL ? STR("und") : str_of(languages[i]->code);
    named.names[named.count++] = languages[i] == NULL ? STR("another language") : str_of(languages[i]->name);
  }
  return named;
}

/* In which languages a term's word has a stem: those that its articles say, else those that the query is read in. */
static bool languages_of(struct listing *listing, const struct term *term, struct str bare, struct search_languages *named) {
  const struct language *languages[2 * VARIANTS_MAX];
  struct planner *planner = listing->planner;
  struct str stem = str_slice(bare, 1, bare.len);
  struct word_stem *stems = NULL;
  size_t count = 0, known = 0;
  if (!store_word_stems(planner->store, term->surface, planner->arena, &stems, &known, listing->err)) {
    return false;
  }
  for (size_t i = 0; i < known && count < COUNT_OF(languages); i++) {
    if (str_equal(stems[i].stem, stem)) {
      languages[count++] = stems[i].language;
    }
  }
  for (size_t i = 0; count == 0 && i < planner->language_count; i++) {
    struct words words = words_read(planner->tokenizer, planner->arena, term->item, planner->languages[i]);
    if (words.count > 0 && str_equal(words.terms[0], bare)) {
      languages[count++] = planner->languages[i];
    }
  }
  *named = name_languages(listing->arena, languages, count);
  return true;
}

/* ---- one phrase ---- */

static enum search_variant_kind kind_of(const struct term *term, struct str bare) {
  if (term->item->kind == QUERY_PREFIX) {
    return VARIANT_PREFIX;
  }
  if (bare.len > 0 && bare.ptr[0] == '~') {
    return VARIANT_PART;
  }
  if (str_find(bare, ' ', 0) < bare.len || term->item->kind == QUERY_PHRASE) {
    return VARIANT_PHRASE;
  }
  if (term->surface.len > 0) {
    return VARIANT_STEM;
  }
  return term->kind == PIECE_PAIR ? VARIANT_PAIR : VARIANT_WHOLE;
}

/* Line `number` of the owner's file, from 1 on. */
static bool read_source(struct listing *listing, size_t number, struct str *line) {
  if (listing->synonyms.ptr == NULL &&
      !store_resource(listing->planner->store, STR(SYNONYMS_FILE), listing->arena, &listing->synonyms, listing->err)) {
    return false;
  }
  struct str rest = listing->synonyms;
  *line = STR("");
  while (number > 0 && str_next_line(&rest, line)) {
    number--;
  }
  *line = str_trim(*line);
  return true;
}

/* What is looked for in the place of the term's clause, and is this phrase; NULL: it is none of these. */
static const struct other *find_other(const struct listing *listing, const struct term *term, size_t phrase) {
  const struct others *others = listing->planner->others;
  struct str text = listing->plan->phrases[phrase].term;
  for (size_t i = 0; others != NULL && listing->plan->sizes[phrase].share < 1 && i < others[term->clause].count; i++) {
    const struct other *other = &others[term->clause].list[i];
    if (str_equal(str_slice(other->phrase, 1, other->phrase.len - 1), text)) {
      return other;
    }
  }
  return NULL;
}

static bool list_phrase(struct listing *listing, const struct term *term, size_t phrase, struct search_variant *variant) {
  struct str bare = bare_phrase(listing, term, phrase);
  const struct other *other = find_other(listing, term, phrase);
  *variant = (struct search_variant){.kind = kind_of(term, bare), .share = listing->plan->sizes[phrase].share};
  if (other != NULL) {
    variant->kind = VARIANT_SYNONYM;
    variant->text = arena_copy(listing->arena, other->text);
    variant->articles = other->articles;
    variant->harvested = other->harvested;
    variant->line = other->harvested ? 0 : (uint32_t)other->line;
    return other->harvested || read_source(listing, other->line, &variant->source);
  }
  variant->text = shown_phrase(listing->arena, bare);
  return count_articles(listing, term, bare, &variant->articles) &&
         (variant->kind != VARIANT_STEM || languages_of(listing, term, bare, &variant->languages));
}

static bool list_completions(struct listing *listing, const struct term *term, struct search_term *made, size_t *capacity) {
  for (size_t i = 0; i < term->begun->count && i < COMPLETIONS_TOLD; i++) {
    const struct completion *completion = &term->begun->list[i];
    struct search_variant variant = {.kind = VARIANT_COMPLETION,
                                     .text = arena_copy(listing->arena, completion->stem),
                                     .articles = completion->articles,
                                     .share = listing->plan->sizes[term->begun_phrase].share};
    if (!add_variant(listing, made, capacity, variant)) {
      return false;
    }
  }
  return true;
}

/* ---- terms and clauses ---- */

/* The typed form, where closeness and form look at it beside its stem. */
static bool list_typed(struct listing *listing, const struct term *term, struct search_term *made, size_t *capacity) {
  struct search_variant variant = {.kind = VARIANT_TYPED, .text = term->surface, .share = 1};
  if (term->surface.len == 0 || term->item->kind != QUERY_WORD) {
    return true;
  }
  variant.text = arena_copy(listing->arena, term->surface);
  return count_articles(listing, term, term->surface, &variant.articles) &&
         (variant.articles == 0 || add_variant(listing, made, capacity, variant));
}

static bool list_term(struct listing *listing, size_t number, struct search_term *made) {
  const struct term *term = &listing->plan->terms[number];
  size_t capacity = 0;
  *made = (struct search_term){
      .text = explain_term(listing->arena, listing->plan, number), .articles = term->articles, .idf = term->idf};
  if (!list_typed(listing, term, made, &capacity)) {
    return false;
  }
  for (size_t phrase = term->first_phrase; phrase < term->first_phrase + term->phrase_count; phrase++) {
    struct search_variant variant;
    if (term->begun != NULL && phrase == term->begun_phrase) {
      if (!list_completions(listing, term, made, &capacity)) {
        return false;
      }
    } else if (!list_phrase(listing, term, phrase, &variant) || !add_variant(listing, made, &capacity, variant)) {
      return false;
    }
  }
  return true;
}

static bool list_terms(struct listing *listing, size_t clause, struct search_asked *asked) {
  const struct plan *plan = listing->plan;
  asked->terms = arena_array(listing->arena, plan->term_count, sizeof *asked->terms);
  if (asked->terms == NULL) {
    return error_memory(listing->err);
  }
  for (size_t i = 0; i < plan->term_count; i++) {
    if (plan->terms[i].clause == clause && !list_term(listing, i, &asked->terms[asked->term_count++])) {
      return false;
    }
  }
  return true;
}

/* ---- what was typed ---- */

static size_t find_clause(const struct query *query, const struct query_clause *clause) {
  size_t i = 0;
  while (i < query->clause_count && query->clauses[i].items != clause->items) {
    i++;
  }
  return i;
}

/*
 * The typed clauses that a corrected one stands for. Correction keeps the clauses that it does not touch, so these are
 * the ones between the kept neighbours; where as many came out as went in they pair off.
 */
static struct str typed_for(struct listing *listing, const struct query *typed, size_t number) {
  const struct query *query = listing->planner->query;
  size_t first = number, last = number;
  if (find_clause(typed, &query->clauses[number]) < typed->clause_count) {
    return STR("");
  }
  while (first > 0 && find_clause(typed, &query->clauses[first - 1]) == typed->clause_count) {
    first--;
  }
  while (last + 1 < query->clause_count && find_clause(typed, &query->clauses[last + 1]) == typed->clause_count) {
    last++;
  }
  size_t begin = first == 0 ? 0 : find_clause(typed, &query->clauses[first - 1]) + 1;
  size_t end = last + 1 == query->clause_count ? typed->clause_count : find_clause(typed, &query->clauses[last + 1]);
  if (end - begin == last + 1 - first) {
    begin += number - first;
    end = begin + 1;
  }
  struct buf text;
  buf_init(&text, 8 * QUERY_BYTES_MAX);
  for (size_t i = begin; i < end; i++) {
    buf_add(&text, i > begin ? STR(" ") : STR(""));
    buf_add(&text, card_clause_text(listing->arena, &typed->clauses[i]));
  }
  struct str copy = arena_copy(listing->arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

static bool list_asked(struct listing *listing, const struct query *typed, struct search_explanation *explanation) {
  static const enum search_asked_role roles[] = {
      [CLAUSE_REQUIRED] = ASKED_FOR, [CLAUSE_FUNCTION] = ASKED_FUNCTION, [CLAUSE_UNKNOWN] = ASKED_UNKNOWN};
  const struct planner *planner = listing->planner;
  const struct query *query = planner->query;
  for (size_t i = 0; i < query->clause_count; i++) {
    struct search_asked *asked = &explanation->asked[explanation->asked_count++];
    *asked = (struct search_asked){.text = card_clause_text(listing->arena, &query->clauses[i]),
                                   .was = typed_for(listing, typed, i),
                                   .role = roles[planner->roles[i]]};
    if (asked->role == ASKED_FOR && !list_terms(listing, i, asked)) {
      return false;
    }
  }
  for (size_t i = 0; i < query->excluded_count; i++) {
    struct query_clause alone = {&query->excluded[i], 1};
    explanation->asked[explanation->asked_count++] =
        (struct search_asked){.text = card_clause_text(listing->arena, &alone), .role = ASKED_EXCLUDED};
  }
  return true;
}

bool variants_list(struct planner *planner, const struct plan *plan, const struct query *typed, struct arena *arena,
                   struct search_explanation *explanation, struct error *err) {
  struct listing listing = {.planner = planner, .plan = plan, .arena = arena, .err = err};
  size_t room = planner->query->clause_count + planner->query->excluded_count;
  explanation->languages = name_languages(arena, planner->languages, planner->language_count);
  explanation->asked = arena_array(arena, room, sizeof *explanation->asked);
  return (explanation->asked != NULL || error_memory(err)) && list_asked(&listing, typed, explanation) &&
         (!arena_failed(arena) || error_memory(err));
}
