#include "set.h"

#include <stdlib.h>

/* Queries that nobody judged: as given, or as the articles call themselves. */

enum { SCRATCH_BYTES_MAX = 512 << 20 };

bool quality_read_texts(const char *path, struct arena *arena, struct quality_set *set, struct error *err) {
  struct tsv tsv;
  struct set_maker maker = set_begin(arena, path, set);
  if (!tsv_open(path, arena, &tsv, err)) {
    return false;
  }
  while (tsv_next(&tsv)) {
    struct str fields[2];
    size_t count = tsv_fields(tsv.line, fields, COUNT_OF(fields));
    if (count > COUNT_OF(fields)) {
      return tsv_error(&tsv, err, "has %zu columns; a line is a query, or an id, a tab and a query", count);
    }
    struct quality_query query = {.id = fields[0], .text = fields[count - 1], .line = tsv.number};
    if (query.text.len == 0) {
      return tsv_error(&tsv, err, "has no query behind the tab; write it, or take the line out");
    }
    if (!set_add_query(&maker, &tsv, &query, err)) {
      return false;
    }
  }
  return set->count > 0 || error_set(err, "%s: holds no query; write one a line", path);
}

/* ---- of the articles themselves ---- */

/* A name that an article has for itself or for a section. */
struct name {
  uint64_t hash; /* without regard to case and accents */
  struct str text;
};

struct names {
  struct arena *arena;
  struct lookup known;
  struct name *list;
  size_t count, capacity;
  struct buf folded;
};

static bool add_name(struct names *names, struct str text) {
  text = str_trim(text);
  buf_clear(&names->folded);
  unicode_fold(text, &names->folded);
  struct str folded = buf_str(&names->folded);
  if (folded.len == 0 || buf_failed(&names->folded) || lookup_find(&names->known, folded) != NULL) {
    return true;
  }
  struct name *grown = arena_grow(names->arena, names->list, names->count, &names->capacity, sizeof *grown);
  struct name name = {digest_hash(folded), arena_copy(names->arena, text)};
  struct str kept = arena_copy(names->arena, folded);
  if (grown == NULL || arena_failed(names->arena) || lookup_add(&names->known, kept, names->count) == NULL) {
    return false;
  }
  names->list = grown;
  names->list[names->count++] = name;
  return true;
}

static bool add_names(struct names *names, const struct article *article) {
  bool done = add_name(names, article->title);
  for (size_t i = 0; done && i < article->section_count; i++) {
    done = add_name(names, str_slice(article->text, article->sections[i].heading.begin, article->sections[i].heading.end));
  }
  return done;
}

static bool read_names(struct store *store, struct names *names, struct error *err) {
  struct arena scratch;
  bool done = true;
  arena_init(&scratch, SCRATCH_BYTES_MAX);
  for (uint32_t number = 1; done && number <= store_facts(store)->articles; number++) {
    struct article article;
    arena_reset(&scratch);
    done = store_article(store, number, &scratch, &article, NULL, err) && (add_names(names, &article) || error_memory(err));
  }
  arena_free(&scratch);
  return done;
}

/* In the order of their hashes: as good as by chance, and the same each time. */
static int by_hash(const void *a, const void *b) {
  const struct name *x = a, *y = b;
  return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1) : str_compare(x->text, y->text);
}

static bool take_names(const struct names *names, struct arena *arena, struct quality_set *set, struct error *err) {
  size_t count = names->count < QUALITY_OWN_MAX ? names->count : QUALITY_OWN_MAX;
  if (names->count > 1) {
    qsort(names->list, names->count, sizeof *names->list, by_hash);
  }
  set->queries = arena_array(arena, count, sizeof *set->queries);
  for (size_t i = 0; set->queries != NULL && i < count; i++) {
    set->queries[set->count++] = (struct quality_query){.id = names->list[i].text, .text = names->list[i].text};
  }
  return set->queries != NULL || error_memory(err);
}

bool quality_own_queries(struct store *old, struct store *new, struct arena *arena, struct quality_set *set, struct error *err) {
  struct names names = {.arena = arena, .known = {.arena = arena}};
  *set = (struct quality_set){.judged_by = NULL};
  buf_init(&names.folded, 1 << 20);
  bool done = read_names(old, &names, err) && read_names(new, &names, err) && take_names(&names, arena, set, err);
  buf_free(&names.folded);
  return done;
}
