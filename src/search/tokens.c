#include "tokens.h"

#include <stdlib.h>

enum {
  SLOTS = 4096,
  FULL_BYTES = 16 * 1024 * 1024,        /* remembered before all is forgotten */
  MEMORY_BYTES_MAX = 512 * 1024 * 1024, /* of one article at most, besides */
};

struct token_memory {
  char digest[DIGEST_HEX + 1];
  struct arena arena;
  size_t bytes;
  struct {
    uint32_t article; /* 0: empty */
    struct tokens tokens;
  } slots[SLOTS];
};

uint32_t token_hash(struct str form) {
  return (uint32_t)digest_hash(form) | 1; /* never 0, which stands for none */
}

struct token_memory *token_memory_new(void) {
  struct token_memory *memory = calloc(1, sizeof *memory);
  if (memory != NULL) {
    arena_init(&memory->arena, MEMORY_BYTES_MAX);
  }
  return memory;
}

void token_memory_free(struct token_memory *memory) {
  if (memory != NULL) {
    arena_free(&memory->arena);
    free(memory);
  }
}

static void forget(struct token_memory *memory) {
  arena_reset(&memory->arena);
  memset(memory->slots, 0, sizeof memory->slots);
  memory->bytes = 0;
  memory->digest[0] = '\0';
}

/* A text being numbered. */
struct numbering {
  struct arena *arena;
  const struct language *language;
  struct token_number *list;
  size_t count, capacity;
};

static bool add_token(void *context, const struct token *token) {
  struct numbering *numbering = context;
  if (token->again || token->kind == TOKEN_PART) {
    return true;
  }
  struct token_number *grown =
      arena_grow(numbering->arena, numbering->list, numbering->count, &numbering->capacity, sizeof *grown);
  if (grown == NULL) {
    return false;
  }
  bool word = token->kind == TOKEN_WORD;
  numbering->list = grown;
  numbering->list[numbering->count++] =
      (struct token_number){.stem = token_hash(token->stem),
                            .surface = word ? token_hash(token->surface) : 0,
                            .position = token->position & 0x7fffffff,
                            .function = word && language_is_function_word(numbering->language, token->surface)};
  return true;
}

/* Numbers a text in the arena of the text and keeps a copy without room to spare. */
static const struct token_number *number_text(struct token_memory *memory, struct tokenizer *tokenizer, struct arena *arena,
                                              const struct language *language, struct str text, size_t *count) {
  struct numbering numbering = {.arena = arena, .language = language};
  (void)token_walk(tokenizer, language, text, add_token, &numbering);
  struct token_number *kept = arena_array(&memory->arena, numbering.count, sizeof *kept);
  if (kept != NULL && numbering.count > 0) {
    memcpy(kept, numbering.list, numbering.count * sizeof *kept);
    memory->bytes += numbering.count * sizeof *kept;
  }
  *count = numbering.count;
  return kept;
}

bool tokens_read(struct token_memory *memory, struct store *store, struct tokenizer *tokenizer, uint32_t article,
                 struct arena *arena, struct tokens *tokens, struct error *err) {
  const char *digest = store_facts(store)->digest;
  if (memory->bytes > FULL_BYTES || strcmp(memory->digest, digest) != 0) {
    forget(memory);
    memcpy(memory->digest, digest, sizeof memory->digest);
  }
  size_t slot = article % SLOTS;
  if (memory->slots[slot].article == article) {
    *tokens = memory->slots[slot].tokens;
    return true;
  }
  struct store_text text;
  arena_reset(arena);
  if (!store_text(store, article, arena, &text, err)) {
    return false;
  }
  const struct language *language = store_article_language(text.lang);
  struct str title = store_length(store, article, FIELD_TITLE) > 0 ? text.title : STR("");
  *tokens = (struct tokens){0};
  tokens->title = number_text(memory, tokenizer, arena, language, title, &tokens->title_count);
  tokens->text = number_text(memory, tokenizer, arena, language, text.text, &tokens->text_count);
  if (arena_failed(arena) || arena_failed(&memory->arena)) {
    forget(memory);
    return error_memory(err);
  }
  memory->slots[slot].article = article;
  memory->slots[slot].tokens = *tokens;
  return true;
}
