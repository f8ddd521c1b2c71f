/*
 * fragment: the words by which a browser finds a sentence in an article's page, after "Text Fragments" (WICG,
 * draft community group report, 2019 and later). Private to search.
 *
 * A browser takes the first place that fits, so what stands behind the sentence cannot lead it astray; what
 * stands before it can, and so can the title. Letters are compared as browsers do, but for the case of those
 * beyond ASCII.
 */
#ifndef MARROW_SEARCH_FRAGMENT_H
#define MARROW_SEARCH_FRAGMENT_H

#include "article/article.h"
#include "search/search.h"

/*
 * Whole words of the sentence of `passage` (a slice of the article's text) around its first match, within one
 * block of the page. Its slices are the article's. Empty where nothing matches, or where no few words tell the
 * sentence from an earlier one. Takes time linear in the text before it.
 */
struct fragment fragment_make(const struct article *article, const struct passage *passage);

#endif
