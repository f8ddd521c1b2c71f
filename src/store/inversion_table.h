/* inversion_table: what an inversion is made of, for those that fill, write and merge it. Private to store. */
#ifndef MARROW_STORE_INVERSION_TABLE_H
#define MARROW_STORE_INVERSION_TABLE_H

#include "inversion.h"

/* A term in memory; its name follows. All below stand at offsets in inversion.bytes, and 0 is none. */
struct entry {
  uint32_t articles, last;   /* how many have it, and the last one */
  uint32_t list, piece;      /* first and last piece of its list: an article as difference, the bytes of its places, these */
  uint32_t at, end;          /* where the list goes on, and the end of its last piece */
  uint32_t kinship, writing; /* of a surface: its newest ones */
  uint16_t length;           /* of the name */
  uint16_t piece_bytes;      /* of the last piece */
};

/* A piece of a list; its bytes follow. Each is twice as large as the one before, up to a limit. */
struct piece {
  uint32_t next;
};
enum { PIECE_MIN = 16, PIECE_MAX = 2048 };

/* How large the next one is, with its head; `size` is that of the last one, 0 for none. */
static inline uint32_t piece_size(uint32_t size) {
  return size == 0 ? PIECE_MIN : size < PIECE_MAX ? size * 2 : PIECE_MAX;
}

/* A surface has a stem in a language. */
struct kinship {
  uint32_t next, stem, articles;
  uint32_t language; /* 1 + its place in the list of all; 0: one that is not known */
};

/* A way of writing a surface; its text follows, unless it is the name. */
struct kept_writing {
  uint32_t next, articles, dressed, length;
};

struct run {
  uint64_t begin, end; /* in the file */
};

struct inversion {
  char *bytes;
  size_t used, room, budget;
  struct slot {
    uint32_t hash, entry; /* 0: empty */
  } * slots;
  size_t slot_count;
  uint32_t count;    /* terms */
  uint32_t *numbers; /* entries of the terms of the article at hand */
  uint32_t number_capacity;
  char *path;
  int file; /* of the runs; -1: none yet */
  struct run *runs;
  uint32_t run_count, run_capacity;
};

static inline void *inversion_at(const struct inversion *inversion, uint32_t offset) {
  return inversion->bytes + offset;
}

static inline struct str entry_name(const struct entry *entry) {
  return (struct str){(const char *)(entry + 1), entry->length};
}

/* Entries in order of their names: malloc()'s, NULL where there is no memory. */
struct sorted {
  uint64_t beginning; /* of the name */
  uint32_t entry;
};
struct sorted *inversion_sort(const struct inversion *inversion);

/* Forgets all terms in memory. */
void inversion_clear(struct inversion *inversion);

/*
 * Appends what is known of a term, as it stands in a run: articles; how many stems, of each its articles, its language and its
 * bytes; how many ways, of each its two counts and its bytes; the bytes of the list, and the list. Numbers are LEB128.
 */
void entry_pack(const struct inversion *inversion, const struct entry *entry, struct buf *out);

/* Writes all terms as a run and forgets them. */
bool inversion_spill(struct inversion *inversion, struct error *err) MUST_USE;

#endif
