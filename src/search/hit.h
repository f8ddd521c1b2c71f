/*
 * hit: what an answer shows of one article. Part of search.h, which others include.
 */
#ifndef MARROW_SEARCH_HIT_H
#define MARROW_SEARCH_HIT_H

#include "base/base.h"

/* A piece of an article's text with the matched words marked. */
struct passage {
  struct str text;      /* a slice of the article's text, white space as it was */
  struct span *matches; /* ascending, not overlapping, bytes of `text` */
  size_t match_count;
  bool cut_before, cut_after; /* the text goes on there */
  struct span sentence;       /* bytes of `text`: what says most of what matches; empty where nothing does */
};

/*
 * What a text fragment names: the words from `start` to `end` (empty: just `start`) of an article, that follow
 * `prefix` and go before `suffix` (empty: any). Slices of its text, each within one block, white space as it was.
 * All empty: none.
 */
struct fragment {
  struct str prefix, start, end, suffix;
};

struct search_section {
  struct str heading; /* empty for what stands before the first heading */
  struct str anchor;
  struct str *above; /* the headings it stands under, outermost first */
  size_t above_count;
  struct passage passage;
  struct fragment fragment; /* finds the passage's sentence in the article's page */
};

/* A part of a score: what one word earned in one field, or a bonus. The parts of a score add up to it. */
struct score_part {
  struct str reason; /* "knee in title: 2" */
  double points;
  const char *weight; /* that it rests on: a name of search_weight_table(), "boost", "freshness", "lifted" or "lacks-words" */
  struct str word;    /* of the query, or two that stand near one another; empty: all */
  const char *field;  /* field_name(); NULL: no single one */
  double frequency;   /* of a word in a field: occurrences, of synonyms and completions their share */
  uint32_t length;    /* of that field, in words */
};

/* A step on the way to an article: the topic it belongs to (settings.h); where it has none, the folders of its path. */
struct search_crumb {
  struct str title; /* of the topic in the article's language; of a folder's own page, else the folder's name */
  struct str topic; /* the topic's id; empty: it is a folder */
  struct str url;   /* of a folder's own page; may be empty */
};

/* Words of the query that the article has only by another name: "MRI" as "magnetic resonance imaging". */
struct search_reason {
  struct str typed, found; /* in its plainest form; as the site's owner or the text wrote it */
};

struct search_hit {
  uint32_t article;
  struct str id, url, summary, lang, date;
  struct passage title; /* whole, with matches */
  struct str *tags;
  size_t tag_count;
  struct search_crumb *crumbs; /* outermost first; may be none */
  size_t crumb_count;
  struct str review_by;                      /* YYYY-MM-DD, as its author says; empty: nothing is said */
  bool overdue;                              /* that is past */
  struct str successor_title, successor_url; /* of the article that has taken its place; empty: none has */
  struct str supersedes;           /* title of the article that it was put before, whose place it has taken; empty: none */
  bool pinned;                     /* the owner wants it here, whatever it has of the query */
  double score;                    /* never grows from one hit to the next, but by date */
  struct search_section *sections; /* best first, but what stands above already; at least one where the article has text */
  size_t section_count;
  struct str *missing; /* words of the query that it does not have, as typed; none of a pinned one */
  size_t missing_count;
  struct search_reason *reasons; /* none where it has the words themselves */
  size_t reason_count;
  struct score_part *parts;
  size_t part_count;
};

#endif
