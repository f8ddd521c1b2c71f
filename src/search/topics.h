/*
 * topics: which topic of the owner's an article belongs to, and which folders it lies in. Private to search.
 */
#ifndef MARROW_SEARCH_TOPICS_H
#define MARROW_SEARCH_TOPICS_H

#include "search/search.h"

/* A topic that has a tag, and the next one that has it. */
struct topic_link {
  uint32_t topic, next; /* a place among `links`; TOPIC_NONE: no other */
};

enum { TOPIC_NONE = UINT32_MAX };

/* The topics of one generation of an index. */
struct topic_map {
  struct arena arena;
  struct topics topics;
  uint32_t *first; /* by number of a value of the facet "tag": a place among `links`, or TOPIC_NONE; NULL: there are no topics */
  struct topic_link *links; /* of each tag in the owner's order of topics */
  struct store_facet
      facet; /* which topics an article has: a value is the place of a topic in `topics`; nameless: there are none */
};

/* Reads the topics of an index; none where the owner names none. An empty map is zeroes. */
bool topic_map_read(struct topic_map *map, struct store *store, struct error *err) MUST_USE;
void topic_map_free(struct topic_map *map);

/*
 * What the key "topic" narrows by: topics, by their ids; where the owner names none (or the map is NULL), tags. Valid as long as
 * the map and the store.
 */
struct store_facet topics_facet(const struct topic_map *map, const struct store *store);

/* The steps to an article (search.h), by its first tag that belongs to a topic. They live in `arena`. */
bool topics_crumbs(const struct topic_map *map, struct store *store, uint32_t number, const struct article *article,
                   struct arena *arena, struct search_crumb **crumbs, size_t *count, struct error *err) MUST_USE;

/* The topics for readers of a language, as search_topics() says. */
bool topics_list(const struct topic_map *map, struct store *store, struct str lang, struct arena *arena,
                 struct search_topics *topics, struct error *err) MUST_USE;

#endif
