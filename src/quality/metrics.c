#include "quality.h"

#include <math.h>

enum { SHOWN = 10 };

const char *quality_metric_name(enum quality_metric metric) {
  static const char *const names[QUALITY_METRICS] = {
      [QUALITY_NDCG] = "ndcg@10",           [QUALITY_MRR] = "mrr@10",        [QUALITY_RECALL] = "recall@100",
      [QUALITY_PRECISION] = "precision@10", [QUALITY_SUCCESS] = "success@1", [QUALITY_JUDGED_NDCG] = "judged_ndcg@10",
      [QUALITY_UNJUDGED] = "unjudged@10",
  };
  return names[metric];
}

/* Discounted cumulated gain of the first ten; with `judged_only` as if the unjudged were not there. */
static double gain(const int *grades, size_t count, bool judged_only) {
  double sum = 0;
  size_t rank = 0;
  for (size_t i = 0; i < count && rank < SHOWN; i++) {
    if (grades[i] == QUALITY_GRADE_UNJUDGED && judged_only) {
      continue;
    }
    rank++;
    if (grades[i] > 0) {
      sum += grades[i] / log2((double)rank + 1);
    }
  }
  return sum;
}

/* How many of the first `depth` grades are at least `least`. */
static size_t count_from(const int *grades, size_t count, size_t depth, int least) {
  size_t found = 0;
  for (size_t i = 0; i < count && i < depth; i++) {
    found += grades[i] >= least;
  }
  return found;
}

static double reciprocal_rank(const int *grades, size_t count) {
  for (size_t i = 0; i < count && i < SHOWN; i++) {
    if (grades[i] > 0) {
      return 1 / ((double)i + 1);
    }
  }
  return 0;
}

void quality_measure(const int *grades, size_t count, const int *judged, size_t judged_count, double values[QUALITY_METRICS]) {
  double ideal = gain(judged, judged_count, false);
  size_t shown = count < SHOWN ? count : SHOWN;
  size_t relevant = count_from(judged, judged_count, judged_count, 1);
  values[QUALITY_NDCG] = gain(grades, count, false) / ideal;
  values[QUALITY_JUDGED_NDCG] = gain(grades, count, true) / ideal;
  values[QUALITY_MRR] = reciprocal_rank(grades, count);
  values[QUALITY_RECALL] = (double)count_from(grades, count, QUALITY_DEPTH, 1) / (double)relevant;
  values[QUALITY_PRECISION] = (double)count_from(grades, count, SHOWN, 1) / SHOWN;
  values[QUALITY_SUCCESS] = count > 0 && grades[0] > 0 ? 1 : 0;
  values[QUALITY_UNJUDGED] = shown == 0 ? 0 : (double)(shown - count_from(grades, count, SHOWN, 0)) / (double)shown;
}
