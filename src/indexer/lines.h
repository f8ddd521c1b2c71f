/* lines: a file of any size line by line, with a ceiling on a line. Private to indexer. */
#ifndef MARROW_INDEXER_LINES_H
#define MARROW_INDEXER_LINES_H

#include "base/base.h"

#include <stdio.h>

struct lines {
  FILE *file;
  struct buf line; /* the current one, without its end */
  uint64_t number; /* of the current one, from 1 */
  uint64_t bytes;  /* taken so far */
  char chunk[1 << 16];
  size_t at, have; /* what of the chunk is taken, and how much is there */
  bool too_long;   /* the current one passed the ceiling: its text is not whole */
};

bool lines_open(struct lines *lines, const char *path, size_t ceiling, struct error *err) MUST_USE;

/* Reads the next line. False at the end, or where reading fails: then ferror(lines->file). */
bool lines_next(struct lines *lines);

void lines_close(struct lines *lines);

#endif
