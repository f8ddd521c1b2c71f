/*
 * passage: the piece of a text that shows best why it was found. Private to search.
 */
#ifndef MARROW_SEARCH_PASSAGE_H
#define MARROW_SEARCH_PASSAGE_H

#include "search/search.h"

/* A matched word: where it stands among the words of the text, and which term of the query it is. */
struct passage_match {
  uint32_t position;
  uint32_t term;
  uint32_t letters; /* of the term that met it: tells whether xray or x met x-ray; 0: not one term */
};

/* What a passage is chosen by. */
struct passage_choice {
  const double *worth; /* of each term */
  size_t term_count;
  const struct span *links; /* bytes of the text, ascending: what matches in them counts less */
  size_t link_count;
};

/*
 * Whole sentences of `text` of about PASSAGE_BYTES, with the most different terms in them (`choice`), the earliest among equals;
 * its beginning where nothing matches. `matches` are ascending by position. Takes time linear in text and matches. False where
 * memory ended.
 */
enum { PASSAGE_BYTES = 240 };
bool passage_cut(struct arena *arena, struct str text, const struct passage_match *matches, size_t match_count,
                 const struct passage_choice *choice, struct passage *passage) MUST_USE;

/* A heading that is a name and not a text: whole words of about PASSAGE_BYTES at most. */
struct str passage_heading(struct str heading);

/* The whole of a text with its matches. */
bool passage_whole(struct arena *arena, struct str text, const struct passage_match *matches, size_t match_count,
                   struct passage *passage) MUST_USE;

#endif
