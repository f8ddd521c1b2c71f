#include "quality.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 10000 };

/* Values are made of a few divisions: what differs by less than this is equal. */
static const double EQUAL = 1e-9;

/* SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every machine. */
static uint64_t next_random(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

static double flipped_sum(const double *differences, size_t count, uint64_t *state) {
  double sum = 0;
  uint64_t bits = 0;
  for (size_t i = 0; i < count; i++) {
    bits = i % 64 == 0 ? next_random(state) : bits >> 1;
    sum += differences[i] * (1 - 2 * (double)(bits & 1));
  }
  return sum;
}

static double randomisation_p(const double *differences, size_t count, double seen) {
  uint64_t state = 1;
  size_t extreme = 0;
  for (size_t i = 0; i < ROUNDS; i++) {
    extreme += fabs(flipped_sum(differences, count, &state)) >= fabs(seen) - EQUAL;
  }
  return (double)(extreme + 1) / (ROUNDS + 1);
}

static double resampled_mean(const double *differences, size_t count, uint64_t *state) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    /* The high half scaled to 0..count-1 (Lemire, 2019); the bias is below count / 2^32. */
    sum += differences[(next_random(state) >> 32) * count >> 32];
  }
  return sum / (double)count;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void bootstrap(const double *differences, size_t count, double *means, struct quality_difference *difference) {
  uint64_t state = 2;
  for (size_t i = 0; i < ROUNDS; i++) {
    means[i] = resampled_mean(differences, count, &state);
  }
  qsort(means, ROUNDS, sizeof *means, by_size);
  difference->low = means[ROUNDS / 40 - 1];
  difference->high = means[ROUNDS - ROUNDS / 40];
}

bool quality_compare(const double *a, const double *b, size_t count, struct arena *arena, struct quality_difference *difference,
                     struct error *err) {
  *difference = (struct quality_difference){.p = 1};
  double *differences = arena_array(arena, count, sizeof *differences);
  double *means = arena_array(arena, ROUNDS, sizeof *means);
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    difference->a += a[i];
    difference->b += b[i];
    differences[i] = fabs(a[i] - b[i]) < EQUAL ? 0 : a[i] - b[i];
    difference->higher += differences[i] > 0;
    difference->lower += differences[i] < 0;
    sum += differences[i];
  }
  difference->a /= (double)count;
  difference->b /= (double)count;
  difference->equal = count - difference->higher - difference->lower;
  if (difference->equal < count) {
    difference->p = randomisation_p(differences, count, sum);
    bootstrap(differences, count, means, difference);
  }
  return true;
}
