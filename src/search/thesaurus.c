#include "thesaurus.h"
#include "draft.h"
#include "particles.h"

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

/* The words of plain clauses side by side. */
struct run {
  struct str stems[SYNONYMS_QUERY_WORDS_MAX];
  struct run_word {
    size_t clause;
    uint32_t at;   /* which word of the clause */
    bool unspaced; /* one that is written without spaces around it */
  } words[SYNONYMS_QUERY_WORDS_MAX];
  size_t count;
};

/* Whether a word is in a pair of characters with another one. */
static bool is_unspaced(const struct words *words, size_t at) {
  bool paired = false;
  for (size_t i = 0; i < words->beside_count && !paired; i++) {
    const struct beside *beside = &words->beside[i];
    paired = beside->kind == TOKEN_PAIR && beside->end > beside->begin + 1 && beside->begin <= at && at < beside->end;
  }
  return paired;
}

static void read_run(struct planner *planner, const struct language *language, size_t clause, struct run *run) {
  const struct query *query = planner->query;
  for (; clause < query->clause_count && query_is_plain(&query->clauses[clause]); clause++) {
    struct words words = words_read(planner->tokenizer, planner->arena, &query->clauses[clause].items[0], language);
    for (size_t i = 0; i < words.count && run->count < COUNT_OF(run->stems); i++) {
      run->stems[run->count] = str_slice(words.terms[i], 1, words.terms[i].len);
      run->words[run->count++] = (struct run_word){clause, (uint32_t)i, is_unspaced(&words, i)};
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

/* Notes a phrase that says a synonym, for some words of a clause, once, unless no article has it. */
static bool note_phrase(struct planner *planner, size_t clause, struct span at, const struct synonym *synonym, struct str phrase,
                        struct error *err) {
  struct others *others = &planner->others[clause];
  struct other other = {.text = synonym->text,
                        .phrase = phrase,
                        .words = synonym->stem_count,
                        .at = at,
                        .harvested = synonym->harvested,
                        .line = synonym->line};
  for (size_t i = 0; i < others->count; i++) {
    if (str_equal(others->list[i].phrase, other.phrase) && others->list[i].at.begin == at.begin &&
        others->list[i].at.end == at.end) {
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

/* Notes a Korean synonym as it stands in articles with a particle: these are words of their own, whose pairs are not it. */
static bool note_with_particles(struct planner *planner, size_t clause, struct span at, const struct synonym *synonym,
                                struct error *err) {
  struct completions words;
  if (synonym->stem_count != 1 || !particles_hide(synonym->stems[0])) {
    return true;
  }
  struct str word = synonym->stems[0];
  if (!store_completions(planner->store, word, planner->arena, &words, err)) {
    return false;
  }
  for (size_t i = 0; i < words.count; i++) {
    struct str longer = words.list[i].stem;
    if (!str_starts_with(longer, word) || !particles_have(str_slice(longer, word.len, longer.len))) {
      continue;
    }
    struct str phrase = arena_format(planner->arena, "\"=%.*s\"", STR_ARG(longer));
    if (!note_phrase(planner, clause, at, synonym, phrase, err)) {
      return false;
    }
  }
  return true;
}

static bool note_other(struct planner *planner, size_t clause, struct span at, const struct synonym *synonym, struct error *err) {
  return note_phrase(planner, clause, at, synonym, phrase_of(planner, synonym), err) &&
         note_with_particles(planner, clause, at, synonym, err);
}

/* Whether a run may be cut before a word: between clauses, and in a clause between words that need no space. */
static bool may_cut(const struct run *run, size_t before) {
  if (before == 0 || before == run->count) {
    return true;
  }
  const struct run_word *left = &run->words[before - 1], *right = &run->words[before];
  return left->clause != right->clause || left->unspaced || right->unspaced;
}

/* Whether characters from `begin` on, of one clause, can be looked for by themselves: a single one cannot, but a word can. */
static bool can_stand(const struct run *run, size_t begin, size_t end) {
  return end != begin + 1 || !run->words[begin].unspaced;
}

/*
 * Whether a match takes whole words: all of its clauses or, where there are no spaces, part of one that leaves more
 * than a single character at either end.
 */
static bool is_whole(const struct run *run, const struct synonym_match *match) {
  size_t clause = run->words[match->begin].clause, begin = match->begin, end = match->end;
  while (begin > 0 && run->words[begin - 1].clause == clause) {
    begin--;
  }
  while (end < run->count && run->words[end].clause == run->words[match->end - 1].clause) {
    end++;
  }
  if (begin == match->begin && end == match->end) {
    return true;
  }
  return run->words[match->end - 1].clause == clause && may_cut(run, match->begin) && may_cut(run, match->end) &&
         can_stand(run, begin, match->begin) && can_stand(run, match->begin, match->end) && can_stand(run, match->end, end);
}

/* Notes the alternatives of a match with each of its clauses. */
static bool note_match(struct planner *planner, const struct run *run, const struct synonym_match *match, struct error *err) {
  for (size_t i = match->begin, end; i < match->end && is_whole(run, match); i = end) {
    for (end = i + 1; end < match->end && run->words[end].clause == run->words[i].clause;) {
      end++;
    }
    struct span at = {run->words[i].at, run->words[end - 1].at + 1};
    for (size_t k = 0; k < match->count; k++) {
      if (!note_other(planner, run->words[i].clause, at, match->others[k], err)) {
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
