/*
 * negotiate: what a client says it takes (RFC 9110, section 12), and which tags it has. Private to server.
 */
#ifndef MARROW_SERVER_NEGOTIATE_H
#define MARROW_SERVER_NEGOTIATE_H

#include "base/base.h"

enum coding { CODING_NONE, CODING_GZIP, CODING_BROTLI, CODING_COUNT };

/* The coding's name in headers ("br"); NULL for none. */
const char *negotiate_coding_name(enum coding coding);

/* The coding that an Accept-Encoding header likes best; of those it likes alike, brotli. Never fails: none is always taken. */
enum coding negotiate_coding(struct str accept_encoding);

/* Whether an Accept header asks for text/html by that name, and no less than for JSON. */
bool negotiate_takes_pages(struct str accept);

/*
 * Of the languages that an Accept-Language header names the one it likes best that is spoken, as the function calls it; of those
 * it likes alike the first. Empty where none is spoken. `speaks` answers empty for what is not.
 */
struct str negotiate_language(struct str accept_language, struct str speaks(struct str lang));

/* Whether an If-None-Match header ("*", or tags with commas, W/ before weak ones) names the tag. */
bool negotiate_has_tag(struct str none_match, struct str tag);

#endif
