/*
 * terms: the terms of one article, each once, with how often it stands in each field. Private to store. They depend on
 * the article alone, so that several threads can gather them, each for articles of its own.
 */
#ifndef MARROW_STORE_TERMS_H
#define MARROW_STORE_TERMS_H

#include "store/store.h"

struct term {
  uint32_t hash;
  struct span bytes;            /* with its mark, within terms.bytes */
  uint32_t counts[FIELD_COUNT]; /* in the article */
  struct span places;           /* where it stands (places.h), within terms.places, once they are settled */
  uint32_t kin;                 /* of a surface: 1 + the place of its newest kin; 0: none */
  struct span writing;          /* of a surface: how the article mostly writes it; empty: not seen */
  uint32_t lead;                /* by how many places that leads over other ways */
  bool dressed;                 /* it was seen nowhere but dressed */
};

/* A surface has a stem. */
struct kin {
  uint32_t stem; /* its place in the list */
  uint32_t next; /* 1 + the place of the next one of the same surface; 0: none */
};

/* A term stands somewhere in a field. */
struct standing {
  uint32_t term; /* its place in the list */
  uint32_t position;
};

struct terms {
  struct buf bytes;
  struct term *list;
  uint32_t count, capacity;
  struct kin *kins;
  uint32_t kin_count, kin_capacity;
  struct standings {
    struct standing *list; /* in order of position */
    uint32_t count, capacity;
  } standings[FIELD_COUNT];
  uint32_t ends[FIELD_COUNT]; /* behind the last position, as those who note terms count them */
  uint32_t *sorted;           /* positions term by term */
  size_t sorted_capacity;
  struct buf places;
  bool failed;
};

/* Makes room for one more element of an array of malloc()'s, doubling it. */
bool array_room(void **array, uint32_t count, uint32_t *capacity, size_t bytes_each) MUST_USE;

void terms_init(struct terms *terms);
void terms_free(struct terms *terms);
void terms_clear(struct terms *terms);

/* What a thread finds terms by; it serves one article after the other. */
struct term_finder {
  uint32_t *slots; /* 1 + base + place in the list; what is not above base is empty, so nothing is ever cleared */
  size_t slot_count;
  uint32_t base; /* above all numbers of earlier articles */
};

bool term_finder_init(struct term_finder *finder) MUST_USE;
void term_finder_free(struct term_finder *finder);

/* Ends an article. False where its numbers are used up: the caller then forgets all memos and makes it anew. */
bool term_finder_next(struct term_finder *finder, const struct terms *terms) MUST_USE;

/* What words are hashed by, here and in the vocabulary. */
uint32_t term_hash(char mark, struct str term);

/*
 * Notes that a term stands at a position of a field, which is none before the last. `*memo` is the caller's number for that term:
 * 0, or of this or an earlier article of the same finder. The `mark` ('=', '~', '#', '@', '^', or NUL for a surface) stands
 * before the term.
 */
void terms_note(struct terms *terms, struct term_finder *finder, char mark, struct str term, enum field field, uint32_t position,
                uint32_t *memo);

/*
 * Notes how a surface is written in one place: its number is that of the memo. Where it opens a sentence or stands in a
 * heading, so that its capital says little, it is `dressed` and counts only as long as nothing else was seen.
 */
void terms_write(struct terms *terms, const struct term_finder *finder, uint32_t surface, struct str written, bool dressed);

/* Notes that a surface has a stem: the numbers are those of the memos. */
void terms_relate(struct terms *terms, const struct term_finder *finder, uint32_t surface, uint32_t stem);

/* Puts down where each term stands, once all are noted. */
void terms_settle(struct terms *terms);

/* A term with its mark; how it is written; where it stands. */
struct str term_bytes(const struct terms *terms, const struct term *term);
struct str term_writing(const struct terms *terms, const struct term *term);
struct str term_places(const struct terms *terms, const struct term *term);

#endif
