#include "topics.h"

#include <stdlib.h>

enum {
  TOPICS_ARENA_MAX = 1 << 30, /* the file's values, and a number for each tag of the index */
  FOLDERS_MAX = 8,            /* of a breadcrumb; deeper ones are left out */
};

/* ---- the map ---- */

/* A tag of the index by what it is compared by. */
struct known_tag {
  struct str folded;
  uint32_t number;
};

static int compare_tags(const void *a, const void *b) {
  return str_compare(((const struct known_tag *)a)->folded, ((const struct known_tag *)b)->folded);
}

static const struct store_facet *facet_of(const struct store *store, const char *name) {
  size_t count, place = 0;
  const struct store_facet *facets = store_facets(store, &count);
  while (!str_equal(facets[place].name, str_of(name))) {
    place++; /* "tag" and "lang" are always there */
  }
  return &facets[place];
}

static struct known_tag *order_tags(const struct store_facet *tags) {
  struct known_tag *known = calloc((size_t)tags->value_count + 1, sizeof *known);
  for (uint32_t i = 0; known != NULL && i < tags->value_count; i++) {
    known[i] = (struct known_tag){tags->folded[i], i};
  }
  if (known != NULL && tags->value_count > 1) {
    qsort(known, tags->value_count, sizeof *known, compare_tags);
  }
  return known;
}

static size_t count_tags(const struct topics *topics) {
  size_t count = 0;
  for (size_t i = 0; i < topics->count; i++) {
    count += topics->list[i].tag_count;
  }
  return count;
}

/* Links each tag that articles have to its topics. Topics go backwards, so that the first one comes to stand first. */
static bool link_tags(struct topic_map *map, const struct known_tag *known, uint32_t known_count) {
  struct buf folded;
  uint32_t used = 0;
  buf_init(&folded, TOPICS_BYTES_MAX * 4);
  for (size_t i = map->topics.count; i-- > 0;) {
    for (size_t k = 0; k < map->topics.list[i].tag_count; k++) {
      buf_clear(&folded);
      store_facet_fold(map->topics.list[i].tags[k], &folded);
      struct known_tag key = {.folded = buf_str(&folded)};
      const struct known_tag *tag = known_count > 0 ? bsearch(&key, known, known_count, sizeof key, compare_tags) : NULL;
      bool linked = tag != NULL && map->first[tag->number] != TOPIC_NONE && map->links[map->first[tag->number]].topic == i;
      if (tag != NULL && !linked) {
        map->links[used] = (struct topic_link){(uint32_t)i, map->first[tag->number]};
        map->first[tag->number] = used++;
      }
    }
  }
  bool done = !buf_failed(&folded);
  buf_free(&folded);
  return done;
}

/* Most numbers of topics that articles may have together. */
static size_t count_links(const struct topic_map *map, const struct store_facet *tags, uint32_t articles) {
  size_t count = 0;
  for (uint32_t i = 0; i < tags->starts[articles]; i++) {
    for (uint32_t link = map->first[tags->numbers[i]]; link != TOPIC_NONE; link = map->links[link].next) {
      count++;
    }
  }
  return count;
}

/* Gives an article the topics of a tag that it has not yet. `latest`: of each topic the article that last got it. */
static void add_topics(struct topic_map *map, uint32_t article, uint32_t tag, uint32_t *latest, uint32_t *used) {
  for (uint32_t link = map->first[tag]; link != TOPIC_NONE; link = map->links[link].next) {
    uint32_t topic = map->links[link].topic;
    if (latest[topic] != article) {
      latest[topic] = article;
      map->facet.numbers[(*used)++] = topic;
    }
  }
}

static void fill_facet(struct topic_map *map, const struct store_facet *tags, uint32_t articles, uint32_t *latest) {
  uint32_t used = 0;
  for (uint32_t article = 1; article <= articles; article++) {
    for (uint32_t i = tags->starts[article - 1]; i < tags->starts[article]; i++) {
      add_topics(map, article, tags->numbers[i], latest, &used);
    }
    map->facet.starts[article] = used;
  }
}

static bool make_facet(struct topic_map *map, const struct store *store) {
  const struct store_facet *tags = facet_of(store, "tag");
  uint32_t articles = (uint32_t)store_facts(store)->articles;
  size_t count = map->topics.count;
  uint32_t *latest = arena_array(&map->arena, count, sizeof *latest);
  struct store_facet *facet = &map->facet;
  *facet = (struct store_facet){
      .name = STR("topic"),
      .value_count = (uint32_t)count,
      .values = arena_array(&map->arena, count, sizeof *facet->values),
      .folded = arena_array(&map->arena, count, sizeof *facet->folded),
      .starts = arena_array(&map->arena, (size_t)articles + 1, sizeof *facet->starts),
      .numbers = arena_array(&map->arena, count_links(map, tags, articles), sizeof *facet->numbers),
  };
  struct buf folded;
  buf_init(&folded, TOPICS_BYTES_MAX * 4);
  for (size_t i = 0; i < count && !arena_failed(&map->arena); i++) {
    buf_clear(&folded);
    store_facet_fold(map->topics.list[i].id, &folded);
    facet->values[i] = map->topics.list[i].id;
    facet->folded[i] = arena_copy(&map->arena, buf_str(&folded));
  }
  bool done = !buf_failed(&folded) && !arena_failed(&map->arena);
  buf_free(&folded);
  if (done) {
    fill_facet(map, tags, articles, latest);
  }
  return done;
}

struct store_facet topics_facet(const struct topic_map *map, const struct store *store) {
  if (map != NULL && map->facet.name.len > 0) {
    return map->facet;
  }
  struct store_facet tags = *facet_of(store, "tag");
  tags.name = STR("topic");
  return tags;
}

static bool map_tags(struct topic_map *map, const struct store *store) {
  const struct store_facet *tags = facet_of(store, "tag");
  struct known_tag *known = order_tags(tags);
  map->first = arena_array(&map->arena, (size_t)tags->value_count + 1, sizeof *map->first);
  map->links = arena_array(&map->arena, count_tags(&map->topics), sizeof *map->links);
  for (uint32_t i = 0; map->first != NULL && i < tags->value_count; i++) {
    map->first[i] = TOPIC_NONE;
  }
  bool done = known != NULL && map->first != NULL && map->links != NULL && link_tags(map, known, tags->value_count) &&
              make_facet(map, store);
  free(known);
  return done;
}

bool topic_map_read(struct topic_map *map, struct store *store, struct error *err) {
  struct str text;
  topic_map_free(map);
  arena_init(&map->arena, TOPICS_ARENA_MAX);
  if (!store_resource(store, STR(TOPICS_FILE), &map->arena, &text, err)) {
    return false;
  }
  /* Indexing has checked the file; an index of another version of this program may have another one. */
  struct error trouble;
  if (text.len == 0 || !topics_read(&map->arena, text, &map->topics, &trouble)) {
    map->topics = (struct topics){.count = 0};
    return true;
  }
  return map_tags(map, store) || error_memory(err);
}

void topic_map_free(struct topic_map *map) {
  arena_free(&map->arena);
  *map = (struct topic_map){.first = NULL};
}

/* ---- breadcrumbs ---- */

static const struct topic *topic_of(const struct topic_map *map, const struct store *store, uint32_t number) {
  const struct store_facet *tags = facet_of(store, "tag");
  for (uint32_t i = tags->starts[number - 1]; map->first != NULL && i < tags->starts[number]; i++) {
    uint32_t link = map->first[tags->numbers[i]];
    if (link != TOPIC_NONE) {
      return &map->topics.list[map->links[link].topic];
    }
  }
  return NULL;
}

/* Whether a folder holds the articles of a language: "de" of one in German, which says nothing of what it is about. */
static bool is_language(struct str folder, struct str lang) {
  struct buf codes;
  buf_init(&codes, 1 << 12);
  store_lang_term(folder, &codes);
  size_t half = codes.len;
  store_lang_term(lang.len > 0 ? lang : STR("en"), &codes);
  bool same = !buf_failed(&codes) && str_equal(str_slice(buf_str(&codes), 0, half), str_slice(buf_str(&codes), half, codes.len));
  buf_free(&codes);
  return same;
}

/* The article that is a folder's own page: its index or README. 0 where it has none. */
static bool find_page(struct store *store, struct str folder, struct arena *arena, uint32_t *number, struct error *err) {
  static const char *const names[] = {"index.md", "README.md", "_index.md"};
  *number = 0;
  for (size_t i = 0; i < COUNT_OF(names) && *number == 0; i++) {
    struct str id = arena_format(arena, "%.*s%s", STR_ARG(folder), names[i]);
    if (id.ptr == NULL) {
      return error_memory(err);
    }
    if (!store_find(store, id, number, err)) {
      return false;
    }
  }
  return true;
}

/* A folder by its path with the '/' at its end. */
static bool add_folder(struct store *store, struct str path, struct str name, uint32_t number, struct arena *arena,
                       struct search_crumb *crumbs, size_t *count, struct error *err) {
  uint32_t page;
  struct store_name called;
  if (!find_page(store, path, arena, &page, err)) {
    return false;
  }
  if (page == number) {
    return true; /* the article is the folder's page */
  }
  if (page > 0 && !store_name(store, page, arena, &called, err)) {
    return false;
  }
  crumbs[(*count)++] = page > 0 ? (struct search_crumb){.title = called.title, .url = called.url}
                                : (struct search_crumb){.title = arena_copy(arena, name), .url = STR(""), .topic = STR("")};
  return !arena_failed(arena) || error_memory(err);
}

bool topics_crumbs(const struct topic_map *map, struct store *store, uint32_t number, const struct article *article,
                   struct arena *arena, struct search_crumb **crumbs, size_t *count, struct error *err) {
  const struct topic *topic = topic_of(map, store, number);
  *count = 0;
  *crumbs = arena_array(arena, FOLDERS_MAX, sizeof **crumbs);
  if (*crumbs == NULL) {
    return error_memory(err);
  }
  if (topic != NULL) {
    (*crumbs)[(*count)++] = (struct search_crumb){arena_copy(arena, topics_text_in(&topic->titles, article->lang)),
                                                  arena_copy(arena, topic->id), STR("")};
    return !arena_failed(arena) || error_memory(err);
  }
  size_t end;
  for (size_t begin = 0; (end = str_find(article->id, '/', begin)) < article->id.len && *count < FOLDERS_MAX; begin = end + 1) {
    struct str name = str_slice(article->id, begin, end);
    if (name.len > 0 && !is_language(name, article->lang) &&
        !add_folder(store, str_slice(article->id, 0, end + 1), name, number, arena, *crumbs, count, err)) {
      return false;
    }
  }
  return true;
}

/* ---- all topics ---- */

/* The number of a language among the values of the facet "lang"; UINT32_MAX where no article has it. */
static uint32_t number_of_language(const struct store_facet *langs, struct str lang) {
  struct buf code;
  uint32_t number = 0;
  buf_init(&code, 1 << 12);
  store_lang_term(lang, &code);
  while (number < langs->value_count && !str_equal(langs->folded[number], str_slice(buf_str(&code), 1, code.len))) {
    number++;
  }
  buf_free(&code);
  return number < langs->value_count ? number : UINT32_MAX;
}

/* Calls for each topic of each article that is in the language, in order of the content. */
struct gathering {
  const struct topic_map *map;
  struct store *store;
  struct str lang;
  struct search_topic *list; /* by number of the topic */
  bool counts_only;
};

static void gather_article(struct gathering *gathering, uint32_t number, uint32_t link) {
  for (; link != TOPIC_NONE; link = gathering->map->links[link].next) {
    struct search_topic *topic = &gathering->list[gathering->map->links[link].topic];
    if (gathering->counts_only) {
      topic->article_count++;
    } else if (topic->article_count == 0 || topic->articles[topic->article_count - 1] != number) {
      topic->articles[topic->article_count++] = number;
    }
  }
}

static void gather(struct gathering *gathering) {
  const struct store_facet *tags = facet_of(gathering->store, "tag"), *langs = facet_of(gathering->store, "lang");
  uint32_t wanted = number_of_language(langs, gathering->lang);
  for (uint32_t number = 1; number <= store_facts(gathering->store)->articles; number++) {
    if (gathering->lang.len > 0 && langs->numbers[langs->starts[number - 1]] != wanted) {
      continue;
    }
    for (uint32_t i = tags->starts[number - 1]; i < tags->starts[number]; i++) {
      gather_article(gathering, number, gathering->map->first[tags->numbers[i]]);
    }
  }
}

struct boosted {
  double boost;
  uint32_t number;
};

static int compare_boosted(const void *a, const void *b) {
  const struct boosted *left = a, *right = b;
  if (left->boost != right->boost) {
    return left->boost > right->boost ? -1 : 1;
  }
  return left->number < right->number ? -1 : left->number > right->number;
}

/* Boosted articles go first; others stay in order. */
static bool order_articles(const struct store *store, const struct search_topic *topic, struct arena *arena) {
  struct boosted *list = arena_array(arena, topic->article_count, sizeof *list);
  for (size_t i = 0; list != NULL && i < topic->article_count; i++) {
    list[i] = (struct boosted){store_boost(store, topic->articles[i]), topic->articles[i]};
  }
  if (list != NULL && topic->article_count > 1) {
    qsort(list, topic->article_count, sizeof *list, compare_boosted);
  }
  for (size_t i = 0; list != NULL && i < topic->article_count; i++) {
    topic->articles[i] = list[i].number;
  }
  return list != NULL;
}

static bool take_start(const struct topic_map *map, struct str lang, struct arena *arena, struct search_topics *topics) {
  const struct topics_start *start = topics_start_in(&map->topics, lang);
  if (start == NULL) {
    return true;
  }
  topics->title = arena_copy(arena, start->title);
  topics->text = arena_copy(arena, start->text);
  topics->tries = arena_array(arena, start->try_count, sizeof *topics->tries);
  for (size_t i = 0; topics->tries != NULL && i < start->try_count; i++) {
    topics->tries[topics->try_count++] = arena_copy(arena, start->tries[i]);
  }
  return !arena_failed(arena);
}

/* Gives each topic room for its articles. */
static bool make_room(struct search_topic *list, size_t count, struct arena *arena) {
  for (size_t i = 0; i < count; i++) {
    list[i].articles = arena_array(arena, list[i].article_count, sizeof *list[i].articles);
    list[i].article_count = 0;
  }
  return !arena_failed(arena);
}

bool topics_list(const struct topic_map *map, struct store *store, struct str lang, struct arena *arena,
                 struct search_topics *topics, struct error *err) {
  size_t count = map->first != NULL ? map->topics.count : 0;
  *topics = (struct search_topics){.lang = lang, .list = arena_array(arena, count, sizeof *topics->list)};
  struct gathering gathering = {.map = map, .store = store, .lang = lang, .list = topics->list, .counts_only = true};
  if (topics->list == NULL || !take_start(map, lang, arena, topics)) {
    return error_memory(err);
  }
  if (count == 0) {
    return true;
  }
  gather(&gathering);
  gathering.counts_only = false;
  if (!make_room(topics->list, count, arena)) {
    return error_memory(err);
  }
  gather(&gathering);
  for (size_t i = 0; i < count; i++) {
    struct search_topic topic = topics->list[i];
    const struct topic *named = &map->topics.list[i];
    topic.id = arena_copy(arena, named->id);
    topic.title = arena_copy(arena, topics_text_in(&named->titles, lang));
    topic.text = arena_copy(arena, topics_text_in(&named->texts, lang));
    if (!order_articles(store, &topic, arena)) {
      return error_memory(err);
    }
    if (topic.article_count > 0) {
      topics->list[topics->count++] = topic;
    }
  }
  return !arena_failed(arena) || error_memory(err);
}
