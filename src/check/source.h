/* source: what an index was made of, where it is at hand: texts, lines and other files. Private to check. */
#ifndef MARROW_CHECK_SOURCE_H
#define MARROW_CHECK_SOURCE_H

#include "article/article.h"

struct source {
  const char *path; /* NULL: not at hand */
  bool lines;       /* a file of JSON lines, else a folder */
  struct arena *arena;
  struct lookup by_id; /* of JSON lines: places in `list` */
  struct source_line *list;
  size_t count, capacity;
  struct buf bytes; /* of the file that was read last */
};

/* What a source says of an article. */
struct source_article {
  struct str text;            /* of its file, valid until the next one is read; empty: not at hand */
  size_t line;                /* of its JSON line; 0: of a file, all of it is the article's */
  bool no_title, no_language; /* its author gives it none; false where that is not known */
};

/* Opens a source (NULL: none), of which JSON lines are read at once. What cannot be read was complained of by the indexer. */
bool source_open(struct source *source, const char *path, struct arena *arena, struct error *err) MUST_USE;
void source_close(struct source *source);

/* What it says of an article. */
void source_read(struct source *source, struct str id, struct arena *scratch, struct source_article *said);

/* The path of the article's file, from where `path` leads; its id where the source is not at hand. */
struct str source_file(const struct source *source, struct str id, struct arena *arena);

/* Whether the JSON line at that place is an article. */
bool source_has_line(const struct source *source, size_t line);

/* Whether a link in an article leads to a file of the folder, which need not be an article. */
bool source_has_file(const struct source *source, struct str id, struct str link, struct arena *scratch);

/*
 * Whether an address is that of a file in the folder `static` of the source, which generators of sites take over as it is:
 * /help/a/leaflet.pdf is static/a/leaflet.pdf where the site lies below /help/.
 */
bool source_has_static(const struct source *source, struct str address, struct arena *scratch);

/* Looks for texts from above to below. After SOURCE_MISSES_MAX that are nowhere it looks no more: each costs a whole text. */
enum { SOURCE_MISSES_MAX = 200 };
struct source_finder {
  struct str text;
  size_t at, line; /* from where on, and the lines before it */
  size_t misses;
};

/*
 * The line of the next place of a text, from where the last one was found on; 0 where there is none: the finder then
 * stays where it is. Empty texts are nowhere.
 */
size_t source_next(struct source_finder *finder, struct str wanted);

/* The same of a text behind one of several signs, NULL behind the last; the first sign that it stands behind counts. */
size_t source_next_behind(struct source_finder *finder, const char *const *signs, struct str wanted);

/* The same as source_next() from the beginning on. */
size_t source_first(struct str text, struct str wanted);

#endif
