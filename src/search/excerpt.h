/*
 * excerpt: a block of an article -> the piece of its text that can be shown by itself. Private to search.
 */
#ifndef MARROW_SEARCH_EXCERPT_H
#define MARROW_SEARCH_EXCERPT_H

#include "search/search.h"

struct excerpt {
  struct span range; /* bytes of article.text */
  bool cut;          /* the paragraph goes on */
};

/* The first block from mark number `at` on that begins before byte `end` of the text; mark_count where there is none. */
size_t excerpt_next_block(const struct article *article, size_t at, size_t end);

/* Whether a block is a paragraph without a sentence, as a title said again or a picture's description: it is passed over. */
bool excerpt_is_label(const struct article *article, size_t block);

/*
 * The piece that begins with that block: a paragraph, with the list behind it where it announces one (it ends in a colon),
 * or a list. It has DIRECT_BYTES_MAX at most: paragraphs end at a sentence before, lists are kept whole. False where there
 * is no such piece: another kind of block, a list or a sentence that is too long, a colon with no list behind it.
 */
bool excerpt_cut(const struct article *article, size_t block, size_t end, struct excerpt *excerpt);

#endif
