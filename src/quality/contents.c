#include "quality.h"

#include <stdlib.h>

/* Which articles two indexes have. */

enum { SCRATCH_BYTES_MAX = 512 << 20, PACKED_BYTES_MAX = 64 << 20 };

/* An article of one index. */
struct entry {
  struct str id, url, title;
  uint64_t content;
  const struct entry *other; /* in the other index; NULL: none yet */
};

struct side {
  struct entry *list;
  size_t count;
  struct lookup by_id, by_url, by_content; /* places in the list; of equal ones the first */
};

/* ---- reading ---- */

static void add_texts(struct digest *digest, const struct str *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    digest_add(digest, texts[i]);
  }
}

/* What readers and searchers get from an article, but for its id and address. */
static bool content_of(const struct article *article, struct buf *packed, uint64_t *content) {
  struct digest *digest = digest_new();
  char hex[DIGEST_HEX + 1];
  buf_clear(packed);
  article_pack(article, packed);
  if (digest == NULL || buf_failed(packed)) {
    digest_free(digest);
    return false;
  }
  const struct str facts[] = {article->title, article->summary,   article->lang,          article->date,
                              article->text,  article->review_by, article->superseded_by, buf_str(packed)};
  add_texts(digest, facts, COUNT_OF(facts));
  add_texts(digest, article->tags, article->tag_count);
  digest_add(digest, STR("aliases"));
  add_texts(digest, article->aliases, article->alias_count);
  for (size_t i = 0; i < article->translation_count; i++) {
    digest_add(digest, article->translations[i].lang);
    digest_add(digest, article->translations[i].link);
  }
  for (size_t i = 0; i < article->extra_count; i++) {
    digest_add(digest, article->extras[i].key);
    digest_add(digest, article->extras[i].value);
  }
  digest_add(digest, (struct str){(const char *)&article->boost, sizeof article->boost});
  digest_hex(digest, hex);
  digest_free(digest);
  *content = digest_hash(str_of(hex));
  return true;
}

static bool note_entry(struct side *side, struct entry *entry, const struct article *article, struct arena *arena) {
  size_t place = side->count++;
  entry->id = arena_copy(arena, article->id);
  entry->url = arena_copy(arena, article->url);
  entry->title = arena_copy(arena, article->title);
  struct str content = arena_copy(arena, (struct str){(const char *)&entry->content, sizeof entry->content});
  return !arena_failed(arena) && lookup_add(&side->by_id, entry->id, place) != NULL &&
         (entry->url.len == 0 || lookup_add(&side->by_url, entry->url, place) != NULL) &&
         lookup_add(&side->by_content, content, place) != NULL;
}

static bool read_side(struct store *store, struct arena *arena, struct side *side, struct error *err) {
  uint64_t articles = store_facts(store)->articles;
  struct arena scratch;
  struct buf packed;
  bool done = true;
  *side = (struct side){.by_id = {.arena = arena}, .by_url = {.arena = arena}, .by_content = {.arena = arena}};
  side->list = arena_array(arena, articles, sizeof *side->list);
  if (side->list == NULL) {
    return error_memory(err);
  }
  arena_init(&scratch, SCRATCH_BYTES_MAX);
  buf_init(&packed, PACKED_BYTES_MAX);
  for (uint32_t number = 1; done && number <= articles; number++) {
    struct article article;
    struct entry *entry = &side->list[side->count];
    arena_reset(&scratch);
    done = store_article(store, number, &scratch, &article, NULL, err);
    done = done &&
           ((content_of(&article, &packed, &entry->content) && note_entry(side, entry, &article, arena)) || error_memory(err));
  }
  buf_free(&packed);
  arena_free(&scratch);
  return done;
}

/* ---- pairing ---- */

static void pair(struct entry *a, struct entry *b) {
  a->other = b;
  b->other = a;
}

/* The one of the other side that has the same text in a table, where neither has a partner yet. */
static void pair_by(struct entry *entry, struct side *other, const struct lookup *table, struct str text) {
  const struct lookup_entry *found = entry->other != NULL || text.len == 0 ? NULL : lookup_find(table, text);
  if (found != NULL && other->list[found->number].other == NULL) {
    pair(entry, &other->list[found->number]);
  }
}

static void pair_all(struct side *old, struct side *new) {
  for (size_t i = 0; i < old->count; i++) {
    pair_by(&old->list[i], new, &new->by_id, old->list[i].id);
  }
  for (size_t i = 0; i < old->count; i++) {
    struct entry *entry = &old->list[i];
    pair_by(entry, new, &new->by_content, (struct str){(const char *)&entry->content, sizeof entry->content});
  }
  for (size_t i = 0; i < old->count; i++) {
    pair_by(&old->list[i], new, &new->by_url, old->list[i].url);
  }
}

/* ---- telling ---- */

static void tell(struct quality_articles *articles, struct quality_article article) {
  articles->list[articles->count++] = article;
  articles->fates[article.fate]++;
}

/* A new article and what it was before, if it was. */
static void tell_new(struct quality_articles *articles, const struct entry *entry) {
  const struct entry *was = entry->other;
  struct quality_article article = {.fate = ARTICLE_ADDED, .id = entry->id, .title = entry->title};
  if (was == NULL) {
    tell(articles, article);
    return;
  }
  bool renamed = !str_equal(was->id, entry->id), elsewhere = !str_equal(was->url, entry->url);
  article.changed = was->content != entry->content;
  if (elsewhere) {
    article.old_url = was->url;
    article.url = entry->url;
  }
  if (renamed || elsewhere) {
    article.fate = ARTICLE_MOVED;
    article.old_id = was->id;
    tell(articles, article);
  } else if (article.changed) {
    article.fate = ARTICLE_CHANGED;
    tell(articles, article);
  }
}

static int by_fate(const void *a, const void *b) {
  const struct quality_article *x = a, *y = b;
  return x->fate != y->fate ? (x->fate < y->fate ? -1 : 1) : str_compare(x->id, y->id);
}

bool quality_compare_articles(struct store *old, struct store *new, struct arena *arena, struct quality_articles *articles,
                              struct error *err) {
  struct side before, after;
  *articles = (struct quality_articles){.count = 0};
  if (!read_side(old, arena, &before, err) || !read_side(new, arena, &after, err)) {
    return false;
  }
  articles->list = arena_array(arena, before.count + after.count, sizeof *articles->list);
  if (articles->list == NULL) {
    return error_memory(err);
  }
  pair_all(&before, &after);
  for (size_t i = 0; i < after.count; i++) {
    tell_new(articles, &after.list[i]);
  }
  for (size_t i = 0; i < before.count; i++) {
    if (before.list[i].other == NULL) {
      tell(articles, (struct quality_article){.fate = ARTICLE_REMOVED, .id = before.list[i].id, .title = before.list[i].title});
    }
  }
  if (articles->count > 1) {
    qsort(articles->list, articles->count, sizeof *articles->list, by_fate);
  }
  return true;
}
