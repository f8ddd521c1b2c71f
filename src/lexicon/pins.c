#include "pins.h"
#include "list.h"
#include "table.h"

#include <stdlib.h>

enum { ARENA_BYTES_MAX = 1 << 27 };

/* The queries of one language. */
struct dialect {
  const struct language *language;
  struct table numbers; /* of pins, from 1 on, by key */
};

struct pins {
  struct arena arena;
  bool *twice; /* of the source; only while it is read */
  struct pin *list;
  size_t count, capacity;
  struct dialect *dialects;
  size_t dialect_count;
};

void pins_free(struct pins *pins) {
  if (pins != NULL) {
    for (size_t i = 0; i < pins->dialect_count; i++) {
      table_free(&pins->dialects[i].numbers);
    }
    arena_free(&pins->arena);
    free(pins);
  }
}

const struct pin *pins_list(const struct pins *pins, size_t *count) {
  *count = pins->count;
  return pins->list;
}

/* ---- what a query is compared by ---- */

/* Stems, each with a space behind it. */
struct stems {
  char bytes[PINS_WORDS_MAX * (TOKEN_BYTES_MAX + 1)];
  size_t len, words;
};

struct query_key {
  const struct language *language;
  struct stems all, topical; /* without function words */
};

static void add_stem(struct stems *stems, struct str stem) {
  if (stems->words < PINS_WORDS_MAX && stem.len <= TOKEN_BYTES_MAX) {
    memcpy(stems->bytes + stems->len, stem.ptr, stem.len);
    stems->len += stem.len;
    stems->bytes[stems->len++] = ' ';
  }
  stems->words++;
}

static bool add_word(void *context, const struct token *token) {
  struct query_key *key = context;
  if (token->kind == TOKEN_WORD && token->stem.len > 0) {
    add_stem(&key->all, token->stem);
    if (!language_is_function_word(key->language, token->surface)) {
      add_stem(&key->topical, token->stem);
    }
  }
  return true;
}

/* Empty where the query has no word, or too many. */
static struct str key_of(struct query_key *key, struct tokenizer *tokenizer, const struct language *language, struct str query) {
  key->language = language;
  key->all.len = key->all.words = key->topical.len = key->topical.words = 0;
  (void)token_walk(tokenizer, language, query, add_word, key);
  const struct stems *stems = key->topical.words > 0 ? &key->topical : &key->all;
  return (struct str){stems->bytes, key->all.words > PINS_WORDS_MAX ? 0 : stems->len};
}

/* ---- reading ---- */

/* A line on its way into the structure. */
struct pins_line {
  struct str queries[PINS_QUERIES_MAX];
  size_t query_count;
  bool everywhere;
  const struct language *language;
};

/* The parts of a text between commas. */
static bool split(struct str text, struct str *parts, size_t room, size_t *count, const char *noun, struct error *err) {
  *count = 0;
  for (size_t begin = 0; begin <= text.len;) {
    size_t end = str_find(text, ',', begin);
    struct str part = str_trim(str_slice(text, begin, end));
    if (part.len == 0) {
      return error_set(err, "%s is missing beside a comma or =; write QUERY = ARTICLE, as in knee pain = knee-pain.md", noun);
    }
    if (*count == room) {
      return error_set(err, "names more than %zu on one side of =; take some out", room);
    }
    parts[(*count)++] = part;
    begin = end + 1;
  }
  return true;
}

static bool read_line(struct pins *pins, struct str text, struct pins_line *line, struct pin *pin, struct error *err) {
  struct str articles[PINS_ARTICLES_MAX];
  size_t sign = str_find(text, '=', 0);
  if (sign == text.len) {
    return error_set(err, "\"%.*s\" names no article; write QUERY = ARTICLE, as in knee pain = knee-pain.md",
                     (int)(text.len < 100 ? text.len : 100), text.ptr);
  }
  if (!split(str_slice(text, 0, sign), line->queries, COUNT_OF(line->queries), &line->query_count, "a query", err) ||
      !split(str_slice(text, sign + 1, text.len), articles, COUNT_OF(articles), &pin->count, "an article", err)) {
    return false;
  }
  struct str *kept = arena_array(&pins->arena, pin->count, sizeof *kept);
  for (size_t i = 0; kept != NULL && i < pin->count; i++) {
    kept[i] = arena_copy(&pins->arena, articles[i]);
  }
  pin->articles = kept;
  return !arena_failed(&pins->arena) || error_memory(err);
}

/* Gives the queries of a line to a language; `dialect` may be NULL: then they are only checked. */
static bool take_queries(struct pins *pins, struct tokenizer *tokenizer, const struct pins_line *line,
                         const struct language *language, struct dialect *dialect, struct error *err) {
  struct query_key key;
  for (size_t i = 0; i < line->query_count; i++) {
    struct str query = line->queries[i], stems = key_of(&key, tokenizer, language, query);
    if (stems.len == 0) {
      return error_set(err, "\"%.*s\" has no word, or more than %d; correct it, or take it out",
                       (int)(query.len < 100 ? query.len : 100), query.ptr, PINS_WORDS_MAX);
    }
    if (dialect == NULL) {
      continue;
    }
    uint32_t known = table_find(&dialect->numbers, stems), own = (uint32_t)pins->count;
    if (known != 0 && known != own) {
      if (pins->twice != NULL) {
        *pins->twice = true;
      }
      return error_set(err, "\"%.*s\" is pinned by line %zu already; name all its articles there",
                       (int)(query.len < 100 ? query.len : 100), query.ptr, pins->list[known - 1].line);
    }
    struct str kept = known != 0 ? stems : arena_copy(&pins->arena, stems);
    if (kept.ptr == NULL || (known == 0 && !table_add(&dialect->numbers, kept, own))) {
      return error_memory(err);
    }
  }
  return true;
}

static bool take_line(struct pins *pins, struct tokenizer *tokenizer, const struct pins_line *line, struct error *err) {
  bool taken = false;
  for (size_t i = 0; i < pins->dialect_count; i++) {
    struct dialect *dialect = &pins->dialects[i];
    if (line->everywhere || dialect->language == line->language) {
      taken = true;
      if (!take_queries(pins, tokenizer, line, dialect->language, dialect, err)) {
        return false;
      }
    }
  }
  return taken || take_queries(pins, tokenizer, line, line->language, NULL, err);
}

/* Where lines go. */
struct taking {
  struct pins *pins;
  struct tokenizer *tokenizer;
};

/* Reads a line and puts it into the structure. */
static bool add_line(void *context, const struct list_line *said, struct error *err) {
  const struct taking *taking = context;
  struct pins *pins = taking->pins;
  struct pin *grown = arena_grow(&pins->arena, pins->list, pins->count, &pins->capacity, sizeof *grown);
  if (grown == NULL) {
    return error_memory(err);
  }
  pins->list = grown;
  struct pins_line line = {.language = said->language, .everywhere = said->everywhere};
  struct pin pin = {.line = said->number};
  if (!read_line(pins, said->text, &line, &pin, err)) {
    return false;
  }
  pins->list[pins->count++] = pin;
  return take_line(pins, taking->tokenizer, &line, err);
}

static bool read_text(struct pins *pins, struct tokenizer *tokenizer, const struct pins_source *source, struct error *err) {
  return list_check_size(source->text, source->file, PINS_LINES_MAX, PINS_BYTES_MAX, err) &&
         list_read(source->text, source->file, add_line, &(struct taking){pins, tokenizer}, err);
}

bool pins_new(struct tokenizer *tokenizer, const struct pins_source *source, struct pins **pins, struct error *err) {
  *pins = NULL;
  struct pins *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  arena_init(&made->arena, ARENA_BYTES_MAX);
  made->twice = source->twice;
  made->dialects = arena_array(&made->arena, source->language_count, sizeof *made->dialects);
  made->dialect_count = made->dialects == NULL ? 0 : source->language_count;
  for (size_t i = 0; i < made->dialect_count; i++) {
    made->dialects[i].language = source->languages[i];
  }
  if (!read_text(made, tokenizer, source, err)) {
    pins_free(made);
    return false;
  }
  *pins = made;
  return true;
}

const struct pin *pins_find(const struct pins *pins, struct tokenizer *tokenizer, const struct language *language,
                            struct str query) {
  struct query_key key;
  for (size_t i = 0; i < pins->dialect_count; i++) {
    if (pins->dialects[i].language == language) {
      struct str stems = key_of(&key, tokenizer, language, query);
      uint32_t number = stems.len > 0 ? table_find(&pins->dialects[i].numbers, stems) : 0;
      return number > 0 ? &pins->list[number - 1] : NULL;
    }
  }
  return NULL;
}
