#include "phrase.h"
#include "synonyms_line.h"
#include "table.h"

#include <stdlib.h>

enum { ARENA_BYTES_MAX = 1 << 27 };

/* What stands for one phrase. */
struct entry {
  const struct synonym **others;
  size_t count, capacity;
};

/* The phrases of one language. */
struct dialect {
  const struct language *language;
  struct table numbers; /* of entries, by key */
  struct entry *entries;
  size_t count, capacity;
  size_t longest; /* words of a phrase */
};

struct synonyms {
  struct arena arena;
  struct dialect *dialects;
  size_t count;
};

bool synonyms_new(struct tokenizer *tokenizer, const struct synonyms_source *source, struct synonyms **synonyms,
                  struct error *err) {
  *synonyms = NULL;
  struct synonyms *made = calloc(1, sizeof *made);
  if (made == NULL) {
    return error_memory(err);
  }
  arena_init(&made->arena, ARENA_BYTES_MAX);
  made->dialects = arena_array(&made->arena, source->language_count, sizeof *made->dialects);
  made->count = made->dialects == NULL ? 0 : source->language_count;
  for (size_t i = 0; i < made->count; i++) {
    made->dialects[i].language = source->languages[i];
  }
  if (!synonyms_read_text(made, tokenizer, source->text, err) ||
      !synonyms_read_acronyms(made, tokenizer, source->acronyms, err)) {
    synonyms_free(made);
    return false;
  }
  *synonyms = made;
  return true;
}

void synonyms_free(struct synonyms *synonyms) {
  if (synonyms != NULL) {
    for (size_t i = 0; i < synonyms->count; i++) {
      table_free(&synonyms->dialects[i].numbers);
    }
    arena_free(&synonyms->arena);
    free(synonyms);
  }
}

/* ---- building ---- */

static bool set_stems(struct synonyms *synonyms, struct synonym *member, const struct str *list, size_t count,
                      struct error *err) {
  struct str *stems = arena_array(&synonyms->arena, count, sizeof *stems);
  if (stems == NULL || member->key.ptr == NULL || arena_failed(&synonyms->arena)) {
    return error_memory(err);
  }
  memcpy(stems, list, count * sizeof *stems);
  member->stems = stems;
  member->stem_count = count;
  return true;
}

/* A member whose stems were made when the index was. */
static bool take_member(struct synonyms *synonyms, struct str key, struct synonym *member, struct error *err) {
  struct str stems[SYNONYMS_WORDS_MAX];
  member->key = arena_copy(&synonyms->arena, key);
  size_t count = phrase_split(member->key, stems);
  return set_stems(synonyms, member, stems, count < SYNONYMS_WORDS_MAX ? count : SYNONYMS_WORDS_MAX, err);
}

static bool make_member(struct synonyms *synonyms, struct tokenizer *tokenizer, const struct language *language,
                        struct synonym *member, bool *function, struct error *err) {
  struct phrase phrase = phrase_read(&synonyms->arena, tokenizer, language, member->text);
  if (phrase.count == 0) {
    return error_set(err, "\"%.*s\" has no word in it; take it out", STR_ARG(member->text));
  }
  if (phrase.count > SYNONYMS_WORDS_MAX) {
    return error_set(err, "\"%.*s\" has %zu words; a phrase may have %d, shorten it", STR_ARG(member->text), phrase.count,
                     SYNONYMS_WORDS_MAX);
  }
  member->key = phrase_key(&synonyms->arena, phrase.stems, phrase.count);
  *function = *function || phrase.function;
  return set_stems(synonyms, member, phrase.stems, phrase.count, err);
}

/* The entry of a phrase, made where there was none; NULL where there is no memory. */
static struct entry *entry_for(struct synonyms *synonyms, struct dialect *dialect, const struct synonym *member) {
  uint32_t number = table_find(&dialect->numbers, member->key);
  if (number == 0) {
    struct entry *grown =
        arena_grow(&synonyms->arena, dialect->entries, dialect->count, &dialect->capacity, sizeof *dialect->entries);
    if (grown == NULL) {
      return NULL;
    }
    dialect->entries = grown;
    number = (uint32_t)++dialect->count;
    if (!table_add(&dialect->numbers, member->key, number)) {
      return NULL;
    }
    dialect->longest = member->stem_count > dialect->longest ? member->stem_count : dialect->longest;
  }
  return &dialect->entries[number - 1];
}

/* Lets `from` lead to `to`, unless it does already or both are the same word. */
static bool connect(struct synonyms *synonyms, struct dialect *dialect, const struct synonym *from, const struct synonym *to,
                    struct error *err) {
  if (str_equal(from->key, to->key)) {
    return true;
  }
  struct entry *entry = entry_for(synonyms, dialect, from);
  for (size_t i = 0; entry != NULL && i < entry->count; i++) {
    if (str_equal(entry->others[i]->key, to->key)) {
      return true;
    }
  }
  if (entry != NULL && entry->count == SYNONYMS_OTHERS_MAX) {
    return to->harvested || error_set(err, "\"%.*s\" stands for more than %d others by now; take some out", STR_ARG(from->text),
                                      SYNONYMS_OTHERS_MAX);
  }
  const struct synonym **others =
      entry == NULL ? NULL : arena_grow(&synonyms->arena, entry->others, entry->count, &entry->capacity, sizeof *others);
  if (others == NULL) {
    return error_memory(err);
  }
  entry->others = others;
  entry->others[entry->count++] = to;
  return true;
}

static bool connect_all(struct synonyms *synonyms, struct dialect *dialect, const struct synonyms_line *line,
                        struct synonym *members, struct error *err) {
  size_t begin = line->left, end = line->left > 0 ? line->left : line->count;
  for (size_t from = 0; from < end; from++) {
    for (size_t to = begin; to < line->count; to++) {
      if (!connect(synonyms, dialect, &members[from], &members[to], err)) {
        return false;
      }
    }
  }
  return true;
}

/* A harvested acronym that reads like a function word ("WHO") would widen every question. */
static bool take_in_language(struct synonyms *synonyms, struct tokenizer *tokenizer, const struct language *language,
                             struct dialect *dialect, const struct synonyms_line *line, struct error *err) {
  struct synonym *members = arena_array(&synonyms->arena, line->count, sizeof *members);
  bool function = false;
  for (size_t i = 0; i < line->count; i++) {
    if (members == NULL) {
      return error_memory(err);
    }
    members[i] = (struct synonym){
        .text = arena_copy(&synonyms->arena, line->members[i]), .harvested = line->harvested, .line = line->number};
    if (line->keys[i].len > 0 ? !take_member(synonyms, line->keys[i], &members[i], err)
                              : !make_member(synonyms, tokenizer, language, &members[i], &function, err)) {
      return false;
    }
  }
  return dialect == NULL || (line->harvested && function) || connect_all(synonyms, dialect, line, members, err);
}

bool synonyms_take(struct synonyms *synonyms, struct tokenizer *tokenizer, const struct synonyms_line *line, struct error *err) {
  bool taken = false;
  for (size_t i = 0; i < synonyms->count; i++) {
    struct dialect *dialect = &synonyms->dialects[i];
    if (line->everywhere || dialect->language == line->language) {
      taken = true;
      if (!take_in_language(synonyms, tokenizer, dialect->language, dialect, line, err)) {
        return false;
      }
    }
  }
  return taken || take_in_language(synonyms, tokenizer, line->language, NULL, line, err);
}

/* ---- asking ---- */

/* Stems joined by spaces: any run of them is a part of one text. */
struct joined {
  char bytes[SYNONYMS_QUERY_WORDS_MAX * (TOKEN_BYTES_MAX + 1)];
  size_t begins[SYNONYMS_QUERY_WORDS_MAX + 1];
  size_t count;
};

static void join(struct joined *joined, const struct str *stems, size_t count) {
  size_t at = 0;
  joined->count = 0;
  for (size_t i = 0; i < count && i < SYNONYMS_QUERY_WORDS_MAX && stems[i].len <= TOKEN_BYTES_MAX; i++) {
    joined->begins[i] = at;
    if (stems[i].len > 0) {
      memcpy(joined->bytes + at, stems[i].ptr, stems[i].len);
    }
    at += stems[i].len;
    joined->bytes[at++] = ' ';
    joined->count++;
  }
  joined->begins[joined->count] = at;
}

static const struct dialect *dialect_of(const struct synonyms *synonyms, const struct language *language) {
  for (size_t i = 0; i < synonyms->count; i++) {
    if (synonyms->dialects[i].language == language) {
      return &synonyms->dialects[i];
    }
  }
  return NULL;
}

size_t synonyms_match(const struct synonyms *synonyms, const struct language *language, const struct str *stems, size_t count,
                      struct synonym_match *matches, size_t limit) {
  const struct dialect *dialect = dialect_of(synonyms, language);
  struct joined joined;
  size_t found = 0;
  if (dialect == NULL) {
    return 0;
  }
  join(&joined, stems, count);
  for (size_t words = dialect->longest < joined.count ? dialect->longest : joined.count; words > 0; words--) {
    for (size_t begin = 0; begin + words <= joined.count && found < limit; begin++) {
      struct str key = {joined.bytes + joined.begins[begin], joined.begins[begin + words] - joined.begins[begin] - 1};
      uint32_t number = table_find(&dialect->numbers, key);
      if (number > 0) {
        const struct entry *entry = &dialect->entries[number - 1];
        matches[found++] = (struct synonym_match){begin, begin + words, entry->others, entry->count};
      }
    }
  }
  return found;
}
