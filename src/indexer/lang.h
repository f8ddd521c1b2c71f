/*
 * lang: the language of an article that does not say its own. Private to indexer.
 *
 * Its title, summary and the beginning of its text tell (lexicon/guess.h); where they leave it open, a folder or
 * an ending of its id that is a language's code does (de/knie.md, guides/pt-BR/a.md, knie.de.md), else the site's.
 */
#ifndef MARROW_INDEXER_LANG_H
#define MARROW_INDEXER_LANG_H

#include "article/article.h"
#include "lexicon/lexicon.h"

/*
 * Sets the article's language where it is empty: to what is told or else to `usual`, the tag of the site's articles
 * (empty: none was set, and English counts as usual). It points into the id, to `usual`, or lasts for ever.
 */
void lang_settle(const struct guesser *guesser, struct str usual, struct article *article);

#endif
