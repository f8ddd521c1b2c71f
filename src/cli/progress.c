#include "progress.h"

#include "command.h"

#include <stdio.h>
#include <time.h>

static const double first_after = 0.5, again_after = 0.1;

double progress_clock(void) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_begin(struct progress *progress) {
  *progress = (struct progress){.wanted = output_can_redraw(), .started = progress_clock()};
}

void progress_update(struct progress *progress, uint64_t done, uint64_t of) {
  if (!progress->wanted || of == 0) {
    return;
  }
  double now = progress_clock();
  if (now - progress->started < first_after || (progress->shown && now - progress->drawn < again_after)) {
    return;
  }
  enum { CELLS = 24 };
  static const char full[CELLS + 1] = "########################", empty[CELLS + 1] = "........................";
  double share = done < of ? (double)done / (double)of : 1;
  int cells = (int)(share * CELLS);
  (void)fprintf(stderr, "\r\x1b[KIndexing %.*s%.*s %3d %%", cells, full, CELLS - cells, empty, (int)(share * 100));
  (void)fflush(stderr);
  progress->shown = true;
  progress->drawn = now;
}

void progress_erase(struct progress *progress) {
  if (progress->shown) {
    (void)fputs("\r\x1b[K", stderr);
    (void)fflush(stderr);
    progress->shown = false;
  }
}
