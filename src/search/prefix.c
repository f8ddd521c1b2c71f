#include "prefix.h"
#include "token/token.h"

/*
 * One prefix being looked for: the words of its item, of which the last may go on. Or a word that was still being typed:
 * the stems of what it may become.
 */
struct search_for {
  const struct term *term;
  const struct language *language; /* stems are wanted in */
  uint32_t phrase;                 /* that is met */
  struct str *words;
  size_t word_count, word_capacity;
  enum field field; /* of the text at hand */
  uint32_t base;    /* position of its first word */
  size_t met;       /* words of the item that the last tokens were */
  struct arena *arena;
  struct occurrence *occurrences;
  size_t count, capacity, limit;
};

static bool take_word(void *context, const struct token *token) {
  struct search_for *search = context;
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  struct str *grown = arena_grow(search->arena, search->words, search->word_count, &search->word_capacity, sizeof *grown);
  if (grown != NULL) {
    search->words = grown;
    search->words[search->word_count++] = arena_copy(search->arena, token->surface);
  }
  return grown != NULL;
}

/* Whether a token is the item's word `number`, or begins as its last one does. */
static bool is_word(const struct search_for *search, size_t number, struct str surface) {
  bool last = number + 1 == search->word_count;
  return last ? str_starts_with(surface, search->words[number]) : str_equal(surface, search->words[number]);
}

/* Notes that the item's words end at a position; false where no more may be noted. */
static bool add_occurrence(struct search_for *search, uint32_t position) {
  struct occurrence found = {search->phrase, search->field, search->base + position + 1 - (uint32_t)search->word_count};
  void *grown = search->count == search->limit ? NULL
                                               : arena_grow(search->arena, search->occurrences, search->count, &search->capacity,
                                                            sizeof *search->occurrences);
  if (grown == NULL) {
    return false;
  }
  search->occurrences = grown;
  search->occurrences[search->count++] = found;
  return true;
}

/* A compound: its first word alone has not begun so. */
static bool meet_whole(struct search_for *search, const struct token *token) {
  const struct occurrence *last = search->count > 0 ? &search->occurrences[search->count - 1] : NULL;
  bool known = last != NULL && last->field == search->field && last->position == search->base + token->position &&
               last->phrase == search->phrase;
  return search->word_count > 1 || known || !is_word(search, 0, token->surface) || add_occurrence(search, token->position);
}

static bool meet(void *context, const struct token *token) {
  struct search_for *search = context;
  if (token->kind != TOKEN_WORD) {
    return token->kind != TOKEN_WHOLE || meet_whole(search, token);
  }
  if (!is_word(search, search->met, token->surface)) {
    search->met = 0;
  }
  if (!is_word(search, search->met, token->surface)) {
    return true;
  }
  if (++search->met < search->word_count) {
    return true;
  }
  search->met = 0;
  return add_occurrence(search, token->position);
}

static bool meet_completion(void *context, const struct token *token) {
  struct search_for *search = context;
  const struct completions *begun = search->term->begun;
  if (token->again || (token->kind != TOKEN_WORD && token->kind != TOKEN_WHOLE)) {
    return true;
  }
  for (size_t i = 0; i < begun->count; i++) {
    if (str_equal(begun->list[i].stem, token->stem)) {
      return add_occurrence(search, token->position);
    }
  }
  return true;
}

/* Looks through a text whose first word has position `base`; answers the position of the text behind it. */
static uint32_t look_through(struct search_for *search, struct tokenizer *tokenizer, enum field field,
                             const struct token_text *text, uint32_t base) {
  search->field = field;
  search->base = base;
  search->met = 0;
  token_visitor *visit = search->term->begun != NULL ? meet_completion : meet;
  return base + token_walk_around(tokenizer, search->language, text, visit, search) + 1;
}

static void look_through_list(struct search_for *search, struct tokenizer *tokenizer, enum field field, const struct str *texts,
                              size_t count) {
  uint32_t base = 0;
  for (size_t i = 0; i < count; i++) {
    struct token_text text = {.whole = texts[i], .part = {0, (uint32_t)texts[i].len}};
    base = look_through(search, tokenizer, field, &text, base);
  }
}

static bool is_wanted(const struct term *term, enum field field) {
  enum query_field wanted = term->item->field;
  return wanted == QUERY_ANYWHERE || (wanted == QUERY_TITLE && field == FIELD_TITLE) ||
         (wanted == QUERY_TAG && field == FIELD_TAGS) || (wanted == QUERY_CODE && field == FIELD_CODE);
}

/* Looks through headings, prose and blocks of code. */
static void look_through_text(struct search_for *search, const struct look *look) {
  struct tokenizer *tokenizer = look->planner->tokenizer;
  const struct article *article = &look->article;
  struct token_text text = {.whole = article->text};
  for (size_t i = 0; i < look->code.count && is_wanted(search->term, FIELD_CODE); i++) {
    text.part = look->code.blocks[i];
    (void)look_through(search, tokenizer, FIELD_CODE, &text, look->code.first[i]);
  }
  text.holes = look->code.blocks;
  text.hole_count = look->code.count;
  for (size_t i = 0; i < article->section_count && is_wanted(search->term, FIELD_BODY); i++) {
    text.part = article->sections[i].heading;
    (void)look_through(search, tokenizer, FIELD_HEADINGS, &text, look->starts[i].heading);
    text.part = article->sections[i].body;
    (void)look_through(search, tokenizer, FIELD_BODY, &text, look->starts[i].body);
  }
}

static void find_one(struct search_for *search, const struct look *look) {
  const struct article *article = &look->article;
  const struct {
    enum field field;
    const struct str *texts;
    size_t count;
  } lists[] = {{FIELD_TITLE, &article->title, 1},
               {FIELD_ALIASES, article->aliases, article->alias_count},
               {FIELD_SUMMARY, &article->summary, 1},
               {FIELD_TAGS, article->tags, article->tag_count}};
  for (size_t i = 0; i < COUNT_OF(lists); i++) {
    if (is_wanted(search->term, lists[i].field)) {
      look_through_list(search, look->planner->tokenizer, lists[i].field, lists[i].texts, lists[i].count);
    }
  }
  look_through_text(search, look);
}

bool prefix_find(const struct look *look, size_t limit, struct occurrence **occurrences, size_t *count) {
  struct arena *arena = look->planner->article;
  struct search_for search = {.arena = arena, .occurrences = *occurrences, .count = *count, .capacity = *count, .limit = limit};
  for (size_t i = 0; i < look->plan->term_count; i++) {
    search.term = &look->plan->terms[i];
    search.words = NULL;
    search.word_count = search.word_capacity = 0;
    search.language = NULL;
    search.phrase = (uint32_t)search.term->first_phrase;
    if (search.term->begun != NULL) {
      search.word_count = 1;
      search.language = store_article_language(look->article.lang);
      search.phrase = (uint32_t)search.term->begun_phrase;
      find_one(&search, look);
    } else if (search.term->item->kind == QUERY_PREFIX) {
      (void)token_walk(look->planner->tokenizer, NULL, search.term->item->text, take_word, &search);
      if (search.word_count > 0) {
        find_one(&search, look);
      }
    }
  }
  *occurrences = search.occurrences;
  *count = search.count;
  return !arena_failed(arena);
}
