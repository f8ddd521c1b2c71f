/* clock: time that only moves forward, for deadlines and for how long something took. */
#ifndef MARROW_BASE_CLOCK_H
#define MARROW_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t clock_milliseconds(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static inline uint64_t clock_microseconds(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

#endif
