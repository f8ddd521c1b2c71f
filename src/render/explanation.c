#include "explanation.h"

#include <math.h>

const char *explanation_role(enum search_asked_role role) {
  static const char *const names[] = {
      [ASKED_FOR] = "word", [ASKED_FUNCTION] = "function-word", [ASKED_UNKNOWN] = "unknown", [ASKED_EXCLUDED] = "excluded"};
  return names[role];
}

const char *explanation_variant(enum search_variant_kind kind) {
  static const char *const names[] = {[VARIANT_TYPED] = "typed",    [VARIANT_STEM] = "stem",
                                      [VARIANT_PHRASE] = "phrase",  [VARIANT_WHOLE] = "one-word",
                                      [VARIANT_PART] = "part",      [VARIANT_PAIR] = "characters",
                                      [VARIANT_PREFIX] = "prefix",  [VARIANT_COMPLETION] = "completion",
                                      [VARIANT_SYNONYM] = "synonym"};
  return names[kind];
}

double explanation_round(double number, double unit) {
  return round(number / unit) * unit;
}

double explanation_points(const struct search_hit *hit, const struct score_part *part, double unit) {
  double before = 0;
  if (part == NULL) {
    return 0;
  }
  for (const struct score_part *earlier = hit->parts; earlier < part; earlier++) {
    before += earlier->points;
  }
  return explanation_round(before + part->points, unit) - explanation_round(before, unit);
}

const struct score_part *explanation_part(const struct search_difference *difference) {
  return difference->mine != NULL ? difference->mine : difference->theirs;
}

void explanation_add_reason(struct buf *out, const struct score_part *part) {
  if (part->field != NULL) {
    buf_format(out, "%.*s in %s", STR_ARG(part->word), part->field);
  } else {
    buf_add(out, part->reason);
  }
}
