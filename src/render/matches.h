/* matches: where a text has the words of a query, as JSON shows it. Private to render. */
#ifndef MARROW_RENDER_MATCHES_H
#define MARROW_RENDER_MATCHES_H

#include "json.h"

/* The member `ranges` with offsets, or where `marked` the member `html` with the text escaped and its matches in <mark>. */
void matches_json(struct json *json, bool marked, struct str ranges, struct str html, struct str text, const struct span *spans,
                  size_t count);

#endif
