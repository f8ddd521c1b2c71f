/*
 * templates: what generators of sites put between Markdown: shortcodes of Hugo, Liquid, macros of MDN, includes of mdBook and
 * MkDocs, admonitions, imports and components of MDX. Private to article.
 */
#ifndef MARROW_ARTICLE_TEMPLATES_H
#define MARROW_ARTICLE_TEMPLATES_H

#include "base/base.h"

/*
 * Answers `text` without these; what stands within them stays, and so does code. Lines stay lines. It is `text` itself where
 * there is nothing to take away, else it lives in `arena`; ptr is NULL where memory ends.
 */
struct str templates_take_away(struct arena *arena, struct str text, bool is_mdx);

#endif
