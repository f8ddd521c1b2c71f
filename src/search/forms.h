/*
 * forms: a word of the query -> the phrases by which it is looked for. Private to search. There are three ways to read it,
 * and each adds what the others do not have:
 *
 *   in a language    its form and its stem in each of the languages that the query is read in
 *   by known stems   the stems that it has in articles, whatever their languages and their accents
 *   in other words   a compound as its words in a row or these as one word; a part of longer words
 *
 * Known stems come first where no language is told from another, or the word may go on: then languages are asked for none where
 * articles have it.
 */
#ifndef MARROW_SEARCH_FORMS_H
#define MARROW_SEARCH_FORMS_H

#include "draft.h"

/* An item in the languages of the query. */
struct readings {
  const struct query_item *item;
  size_t clause;
  struct words words[VARIANTS_MAX];
  size_t count;
};

/* What limits an expression for FTS5 to a field: "title : ". */
const char *forms_field_filter(enum query_field field);

/* Adds the phrases of a piece of an item to the last term, and notes the form that was typed. `begun`: the word may go on. */
bool forms_add(struct draft *draft, struct term *term, const struct readings *readings, const struct piece *piece, bool begun,
               enum plan_mode mode) MUST_USE;

#endif
