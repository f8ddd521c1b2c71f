/*
 * indexer: a content folder or a file of JSON lines -> a published index, and a report.
 */
#ifndef MARROW_INDEXER_H
#define MARROW_INDEXER_H

#include "settings/settings.h"
#include "store/store.h"

/* How the caller follows a run. Both may be NULL; texts are valid during the call. */
struct indexer_listener {
  void *context;
  void (*complaint)(void *context, const char *sentence);            /* a bad article: "file:line: what, what to do" */
  void (*progress)(void *context, uint64_t done, uint64_t of_bytes); /* bytes of sources */
};

/* How a run is made. */
struct indexer_options {
  const struct settings_known *known; /* the names that marrow.yaml may use; NULL: any */
  size_t jobs;                        /* sources that are read at once; 0: as many as there are cores */
  bool full;                          /* reads all sources, changed or not */
  bool allow_shrink;                  /* an index of far fewer articles may take the place of the old one */

  /* Looks at a complete index before it is published; its sentence keeps it from that. NULL: it is not looked at. */
  bool (*check)(void *context, const char *index, const struct settings *settings, struct error *err);
  void *context; /* for that */
};

/* Of the articles of the old index this share must be left, unless it had fewer than the second number. */
#define INDEXER_SHARE_LEAST 0.5
enum { INDEXER_SHRINK_FROM = 20 };

struct indexer_report {
  struct store_facts facts;
  uint64_t complaints; /* of articles and lists, most of which are left out */
  bool is_unchanged;   /* all is as the last run saw it: the index stays, and what it complained of was complained of again */
  bool is_amended;     /* the published index was changed in few places; all else was not read */
  uint64_t changed;    /* where it was: articles that are others now */
  uint64_t added, removed;
  uint64_t file_bytes; /* of the index */
};

/*
 * Reads `source` (a folder: every file below it that can be an article and is not hidden, in order of path, but for
 * the folder's own README.md, and what lies beside them: marrow.yaml and the lists of words word-families.txt,
 * stem-exceptions.txt and synonyms.txt, and pins.txt; or a file whose name ends in .jsonl) and publishes `index`. The
 * index has the same bytes however many are read at once. Where nothing in the folder changed since the index was made, by what
 * lies beside it in a file of its name and ".cache", nothing is done. Bad articles and lists are complained of and left out; the
 * rest is published. Fails, with the old index untouched, where the source, its marrow.yaml or the index file cannot be used, and
 * where there is not one good article.
 */
bool indexer_run(const char *source, const char *index, const struct indexer_options *options,
                 const struct indexer_listener *listener, struct indexer_report *report, struct error *err) MUST_USE;

/* Waiting for sources to change. A folder may be there only later; hidden files and those of the index itself are no change. */
struct indexer_watch;

bool indexer_watch_open(const char *source, const char *index, struct indexer_watch **watch, struct error *err) MUST_USE;
void indexer_watch_close(struct indexer_watch *watch); /* NULL is allowed */

/*
 * Waits until something changed and the change is over, or may have changed: where the system cannot tell, it is time for a look
 * every other second. False once the descriptor `stop` can be read. Changes since the watch was opened, or since the last wait
 * ended, are not missed.
 */
bool indexer_watch_wait(struct indexer_watch *watch, int stop) MUST_USE;

#endif
