/*
 * comparison: the frame of a question that compares two things is no topic of its own. Private to search.
 *
 * "What is the difference between ACI and MACI" asks for an article about ACI and MACI: that speaks of both in its title, and
 * seldom says "difference". The words of the frame are what asks for a comparison in a language of the query (question.h). They
 * are function words where other words stand on both sides of a function word (and, or, vs, from), and an article has all of
 * these in its title but none has the frame there, too: "leg length difference" compares nothing, and an article that is
 * called "How bone and cartilage differ" is asked for by all its words.
 */
#ifndef MARROW_SEARCH_COMPARISON_H
#define MARROW_SEARCH_COMPARISON_H

#include "plan.h"

/* Makes CLAUSE_FUNCTION of the words of a frame, once all roles are set. */
bool comparison_find(struct planner *planner, struct error *err) MUST_USE;

#endif
