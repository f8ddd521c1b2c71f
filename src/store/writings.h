/*
 * writings: in how many articles each surface is written in which way. Private to store.
 *
 * An index knows of a surface only how it is mostly written. Who changes an index must know what else was counted: that stands
 * beside it (store_writer_tallies). Surfaces come in byte order: how many bytes a surface shares with the one before, how many
 * follow (LEB128 each), and these; the number of its ways; of each how many bytes (0: it is written as it stands), these, and
 * its two counts.
 */
#ifndef MARROW_STORE_WRITINGS_H
#define MARROW_STORE_WRITINGS_H

#include "base/base.h"

/* A way of writing a surface, and how many articles mostly write it so. */
struct writing_count {
  struct str text;
  uint32_t articles, dressed; /* dressed: that have it nowhere but there where its capital says little */
};

/* A surface with all its ways. The list is malloc()'s, and used again and again. */
struct writings {
  struct str surface;
  struct writing_count *list;
  size_t count, capacity;
};

void writings_free(struct writings *writings);

/* One more way at the end of the list. False where memory ends. */
bool writings_add(struct writings *writings, const struct writing_count *way) MUST_USE;

/* How a surface is mostly written: in most articles, and where no way leads, with the later letters ("knee" before "Knee"). */
bool writing_leads(const struct writing_count *way, const struct writing_count *other);

/* Packs surfaces in byte order, `last` being the one before (empty at first). */
void writings_pack(const struct writings *writings, struct buf *last, struct buf *packed);

/* Where packed ones are read. */
struct writings_cursor {
  struct str packed;
  size_t at;
  struct buf surface; /* the one that was read last */
  bool failed;        /* the bytes make no sense, or memory ended */
};

void writings_begin(struct str packed, struct writings_cursor *cursor);
void writings_end(struct writings_cursor *cursor);

/* The next surface, valid until the next call; false behind the last one, and where it failed. */
bool writings_next(struct writings_cursor *cursor, struct writings *writings);

#endif
