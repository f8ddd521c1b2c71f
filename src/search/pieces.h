/*
 * pieces: an item of the query -> what of it is looked for. Most words are one piece; a word of a script
 * without spaces is a piece for each pair of characters; x-ray is xray or the phrase. Private to search.
 */
#ifndef MARROW_SEARCH_PIECES_H
#define MARROW_SEARCH_PIECES_H

#include "query/query.h"
#include "store/store.h"

enum { VARIANTS_MAX = 24 }; /* languages a query is read in */

/* What stands beside an item's words: a pair of characters, a compound, a part. */
struct beside {
  enum token_kind kind;
  size_t begin, end; /* words it stands for */
  struct str term;
};

/* The words of one item in one language, as terms for FTS5. */
struct words {
  struct str *terms;
  struct str *surfaces; /* folded, as typed */
  size_t count, capacity, surface_capacity;
  struct beside *beside; /* of words to be stemmed; alike in all languages but for the terms */
  size_t beside_count, beside_capacity;
  struct arena *arena;
  bool stems;
  const struct language *language;
  bool all_function; /* every word is a function word in `language` */
};

/* A term that stands in no index, for words of nothing but accents. */
#define NO_TERM STR("||")

struct words words_read(struct tokenizer *tokenizer, struct arena *arena, const struct query_item *item,
                        const struct language *language);

/* A phrase: terms in a row. */
struct range {
  enum { RANGE_WORDS, RANGE_BESIDE, RANGE_PART } of; /* words; what stands beside them; a word as a part of another */
  size_t begin, end;                                 /* of words->terms, or of words->beside */
};

/* Appends the terms of a range; answers how many words of a text they take. */
void range_write(const struct words *words, const struct range *range, struct buf *out);
uint32_t range_width(const struct words *words, const struct range *range);

enum piece_kind {
  PIECE_ROW,   /* words that stand in a row with those of the pieces beside it */
  PIECE_WHOLE, /* a compound, which is the whole of its item */
  PIECE_PAIR,  /* a pair of characters, wherever it stands */
  PIECE_OTHER, /* no piece: synonyms of the pieces before it */
};

struct piece {
  enum piece_kind kind;
  struct range first;     /* what is looked for */
  struct range otherwise; /* what says the same in other words; empty where nothing does */
  bool within;            /* where `first` stands `otherwise` stands too: of use only where more articles have it */
};

struct pieces {
  struct piece *list;
  size_t count, capacity;
  bool pairs, wholes; /* some are */
};

/* How an item is divided. */
enum pieces_mode {
  PIECES_ROW,   /* not at all */
  PIECES_PAIRS, /* into pairs, where there are some */
  PIECES_ALL,   /* into pairs, and compounds into their words */
};

/* False where memory ended. */
bool pieces_make(struct arena *arena, const struct words *words, enum pieces_mode mode, struct pieces *pieces) MUST_USE;

#endif
