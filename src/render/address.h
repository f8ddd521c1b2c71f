/*
 * address: addresses as they stand in pages and answers. Private to render.
 */
#ifndef MARROW_RENDER_ADDRESS_H
#define MARROW_RENDER_ADDRESS_H

#include "search/search.h"

/* Whether it is a whole address of the web: http or https. */
bool address_is_web(struct str address);

/* Whether it leads away from this site. */
bool address_is_external(struct str address);

/* Appends the address with every byte percent-encoded that may not stand in one; "#" where its scheme is none a page may have. */
void address_add(struct buf *out, struct str address);

/* Appends a text as the value of a parameter ("knee%20pain"). */
void address_add_parameter(struct buf *out, struct str text);

/* Appends the path of a page, and the language that it is asked for in: "/?lang=de"; empty: none. */
void address_add_in(struct buf *out, struct str path, struct str lang);

/* Appends the address of a section: of the article where the anchor is empty. */
void address_add_section(struct buf *out, struct str url, struct str anchor);

/*
 * Appends the same with a text fragment that takes a browser to the sentence: /articles/hip#pain:~:text=Rest%20it.
 * Without a fragment, and for what is no page of the web, the address of the section.
 */
void address_add_sentence(struct buf *out, struct str url, const struct search_section *section);

#endif
