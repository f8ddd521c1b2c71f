#include "rivals.h"

enum { RIVAL_BYTES_MAX = 512 << 20 };

static bool add_stem(void *context, const struct token *token) {
  struct named *named = context;
  if (token->kind == TOKEN_WORD && token->stem.len > 0 && named->count < NAMED_WORDS_MAX &&
      !language_is_function_word(named->language, token->surface)) {
    named->stems[named->count++] = arena_copy(named->arena, token->stem);
  }
  return true;
}

void named_read(struct checker *checker, struct str lang, struct str name, struct named *named) {
  *named = (struct named){.language = store_article_language(lang), .arena = &checker->scratch};
  (void)token_walk(checker->tokenizer, named->language, name, add_stem, named);
}

/* Which words of a name were met in another one: a bit each. */
struct meeting {
  const struct named *named;
  uint32_t met;
};

static bool meet_stem(void *context, const struct token *token) {
  struct meeting *meeting = context;
  for (size_t i = 0; i < meeting->named->count; i++) {
    meeting->met |= str_equal(meeting->named->stems[i], token->stem) ? UINT32_C(1) << i : 0;
  }
  return true;
}

static bool named_by(struct checker *checker, const struct named *named, const struct article *article) {
  struct meeting meeting = {.named = named};
  uint32_t all = named->count == NAMED_WORDS_MAX ? UINT32_MAX : (UINT32_C(1) << named->count) - 1;
  (void)token_walk(checker->tokenizer, named->language, article->title, meet_stem, &meeting);
  for (size_t i = 0; i < article->alias_count; i++) {
    (void)token_walk(checker->tokenizer, named->language, article->aliases[i], meet_stem, &meeting);
  }
  for (size_t i = 0; i < article->section_count; i++) {
    struct str heading = str_slice(article->text, article->sections[i].heading.begin, article->sections[i].heading.end);
    (void)token_walk(checker->tokenizer, named->language, heading, meet_stem, &meeting);
  }
  return meeting.met == all;
}

bool named_all_by(struct checker *checker, const struct named *named, const uint32_t *articles, size_t count, bool *all,
                  struct error *err) {
  struct arena arena;
  bool done = true;
  arena_init(&arena, RIVAL_BYTES_MAX);
  *all = true;
  for (size_t i = 0; done && *all && i < count; i++) {
    struct article article;
    arena_reset(&arena);
    done = store_article(checker->store, articles[i], &arena, &article, NULL, err);
    *all = done && named_by(checker, named, &article);
  }
  arena_free(&arena);
  return done;
}
