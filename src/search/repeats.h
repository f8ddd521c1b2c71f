/*
 * repeats: what stands above already is not shown again. Private to search.
 *
 * Articles share sentences (disclaimers, what is said of a source), and the first card's passage is often what answers the
 * query by itself.
 */
#ifndef MARROW_SEARCH_REPEATS_H
#define MARROW_SEARCH_REPEATS_H

#include "search/search.h"

/*
 * Goes down the page: where the passage of a card has its sentence in the direct answer, or in the passage of a card before it,
 * the next of its sections that has not takes its place. Where all have, the passage is left empty if there is a summary to show.
 */
void repeats_avoid(struct search_answer *answer);

#endif
