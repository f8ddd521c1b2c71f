/*
 * comparison: the frame of a question that compares two things is no topic of its own. Private to search.
 *
 * "What is the difference between ACI and MACI" asks for an article about ACI and MACI: that speaks of both in its title, and
 * seldom says "difference". The words of the frame are what asks for a comparison in a language of the query (question.h). They
 * are function words where other words stand on both sides of a function word (and, or, vs, from), and an article has all of
 * these in its title but none has the frame there, too: "leg length difference" compares nothing, and an article that is
 * called "How bone and cartilage differ" is asked for by all its words. In Chinese the frame hangs on the words that are
 * compared: 石膏和夹板的区别 is read as 石膏 and 夹板, where an article has both in its title.
 */
#ifndef MARROW_SEARCH_COMPARISON_H
#define MARROW_SEARCH_COMPARISON_H

#include "searcher.h"

/* Makes CLAUSE_FUNCTION of the words of a frame, once all roles are set. */
bool comparison_find(struct planner *planner, struct error *err) MUST_USE;

/* Reads a Chinese comparison that was understood as it stands without its frame; *query is then another one. */
bool comparison_cut(struct searcher *searcher, struct planner *planner, struct query *query, struct error *err) MUST_USE;

#endif
