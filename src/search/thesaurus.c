#include "thesaurus.h"
#include "draft.h"

enum { MATCHES_MAX = 64, OTHERS_MAX = 256 /* looked up for one query */ };

void thesaurus_free(struct thesaurus *thesaurus) {
  synonyms_free(thesaurus->synonyms);
  *thesaurus = (struct thesaurus){0};
}

/*
 * Reads the synonyms of the planner's index, unless they are there. Indexing has checked the list; if it still asks
 * for more memory than it may have, searching goes on without it.
 */
static bool learn_synonyms(struct thesaurus *thesaurus, struct planner *planner, struct error *err) {
  const char *digest = store_facts(planner->store)->digest;
  if (strcmp(thesaurus->digest, digest) == 0) {
    return true;
  }
  struct synonyms_source source = {{"", 0}, {"", 0}, NULL, 0};
  if (!store_resource(planner->store, STR(SYNONYMS_FILE), planner->arena, &source.text, err) ||
      !store_resource(planner->store, STR(ACRONYMS_RESOURCE), planner->arena, &source.acronyms, err)) {
    return false;
  }
  thesaurus_free(thesaurus);
  source.languages = store_languages(planner->store, &source.language_count);
  struct error trouble;
  if (source.text.len + source.acronyms.len > 0 && !synonyms_new(planner->tokenizer, &source, &thesaurus->synonyms, &trouble)) {
    thesaurus->synonyms = NULL;
  }
  memcpy(thesaurus->digest, digest, sizeof thesaurus->digest);
  return true;
}

/* The words of plain clauses side by side, and the clause of each. */
struct run {
  struct str stems[SYNONYMS_QUERY_WORDS_MAX];
  size_t clauses[SYNONYMS_QUERY_WORDS_MAX];
  size_t count;
};

static void read_run(struct planner *planner, const struct language *language, size_t clause, struct run *run) {
  const struct query *query = planner->query;
  for (; clause < query->clause_count && query_is_plain(&query->clauses[clause]); clause++) {
    struct words words = words_read(planner->tokenizer, planner->arena, &query->clauses[clause].items[0], language);
    for (size_t i = 0; i < words.count && run->count < COUNT_OF(run->stems); i++) {
      run->stems[run->count] = str_slice(words.terms[i], 1, words.terms[i].len);
      run->clauses[run->count++] = clause;
    }
  }
}

/* The synonym as a phrase: "=total =knee". */
static struct str phrase_of(struct planner *planner, const struct synonym *synonym) {
  struct buf text;
  buf_init(&text, EXPRESSION_BYTES_MAX);
  for (size_t i = 0; i < synonym->stem_count; i++) {
    buf_add(&text, i == 0 ? STR("\"=") : STR(" ="));
    buf_add(&text, synonym->stems[i]);
  }
  buf_byte(&text, '"');
  struct str phrase = arena_copy(planner->arena, buf_str(&text));
  buf_free(&text);
  return phrase;
}

/* Notes a synonym with a clause, once, unless no article has it. */
static bool note_other(struct planner *planner, size_t clause, const struct synonym *synonym, struct error *err) {
  struct others *others = &planner->others[clause];
  struct other other = {.text = synonym->text,
                        .phrase = phrase_of(planner, synonym),
                        .words = synonym->stem_count,
                        .harvested = synonym->harvested,
                        .line = synonym->line};
  for (size_t i = 0; i < others->count; i++) {
    if (str_equal(others->list[i].phrase, other.phrase)) {
      return true;
    }
  }
  if (planner->other_count == OTHERS_MAX) {
    return true;
  }
  planner->other_count++;
  if (!store_document_frequency(planner->store, other.phrase, &other.articles, err)) {
    return false;
  }
  struct other *grown = arena_grow(planner->arena, others->list, others->count, &others->capacity, sizeof *grown);
  if (grown == NULL) {
    return error_memory(err);
  }
  others->list = grown;
  others->list[others->count] = other;
  others->count += other.articles > 0;
  return true;
}

/* Notes the alternatives of a match with each of its clauses, all of whose words it must take. */
static bool note_match(struct planner *planner, const struct run *run, const struct synonym_match *match, struct error *err) {
  bool cuts = (match->begin > 0 && run->clauses[match->begin - 1] == run->clauses[match->begin]) ||
              (match->end < run->count && run->clauses[match->end] == run->clauses[match->end - 1]);
  for (size_t i = match->begin; i < match->end && !cuts; i++) {
    for (size_t k = 0; k < match->count && (i == match->begin || run->clauses[i] != run->clauses[i - 1]); k++) {
      if (!note_other(planner, run->clauses[i], match->others[k], err)) {
        return false;
      }
    }
  }
  return true;
}

static bool look_up(struct planner *planner, const struct synonyms *synonyms, const struct language *language,
                    struct error *err) {
  const struct query *query = planner->query;
  for (size_t clause = 0; clause < query->clause_count; clause++) {
    if (!query_is_plain(&query->clauses[clause]) || (clause > 0 && query_is_plain(&query->clauses[clause - 1]))) {
      continue; /* no run begins here */
    }
    struct run run = {.count = 0};
    struct synonym_match matches[MATCHES_MAX];
    read_run(planner, language, clause, &run);
    size_t count = synonyms_match(synonyms, language, run.stems, run.count, matches, MATCHES_MAX);
    for (size_t i = 0; i < count; i++) {
      if (!note_match(planner, &run, &matches[i], err)) {
        return false;
      }
    }
  }
  return !arena_failed(planner->arena) || error_memory(err);
}

bool thesaurus_apply(struct thesaurus *thesaurus, struct planner *planner, struct error *err) {
  planner->others = NULL;
  planner->other_count = 0;
  if (!learn_synonyms(thesaurus, planner, err)) {
    return false;
  }
  if (thesaurus->synonyms == NULL) {
    return true;
  }
  planner->others = arena_array(planner->arena, planner->query->clause_count, sizeof *planner->others);
  for (size_t i = 0; i < planner->language_count && planner->others != NULL; i++) {
    if (!look_up(planner, thesaurus->synonyms, planner->languages[i], err)) {
      return false;
    }
  }
  return planner->others != NULL || error_memory(err);
}
