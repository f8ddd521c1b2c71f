/* progress: a bar on standard error for work that takes long. Private to cli. */
#ifndef MARROW_CLI_PROGRESS_H
#define MARROW_CLI_PROGRESS_H

#include "base/base.h"

/* Seconds of a clock that only goes forward. */
double progress_clock(void);

struct progress {
  bool wanted;    /* standard error is a terminal */
  bool shown;     /* the bar stands on the last line */
  double started; /* progress_clock() */
  double drawn;   /* when it was drawn last */
};

void progress_begin(struct progress *progress);

/* Draws the bar: not in the first half second, and at most ten times a second. */
void progress_update(struct progress *progress, uint64_t done, uint64_t of);

/* Takes the bar away, at the end or before another line; the next update draws it again. */
void progress_erase(struct progress *progress);

#endif
