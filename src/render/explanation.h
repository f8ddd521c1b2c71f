/* explanation: the words in which terminal and JSON speak of an explanation. Private to render. */
#ifndef MARROW_RENDER_EXPLANATION_H
#define MARROW_RENDER_EXPLANATION_H

#include "search/search.h"

/* "word", "function-word", "unknown", "excluded"; "stem", "synonym", ... */
const char *explanation_role(enum search_asked_role role);
const char *explanation_variant(enum search_variant_kind kind);

/* A number to the next multiple of `unit`: 0.01 or so. */
double explanation_round(double number, double unit);

/*
 * The points of a part (NULL: 0) of a hit, rounded so that all parts add up to the rounded score: each is what it adds
 * to the rounded sum of those before it.
 */
double explanation_points(const struct search_hit *hit, const struct score_part *part, double unit);

/* The part of which a difference speaks, with the points of neither side. */
const struct score_part *explanation_part(const struct search_difference *difference);

/* Appends what earned it, without numbers: "knee in title". */
void explanation_add_reason(struct buf *out, const struct score_part *part);

#endif
