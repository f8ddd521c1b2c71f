/*
 * target: what stands behind GET. A path and a query, both with percent codes. Codes that are no codes
 * are noticed, never guessed at.
 */
#ifndef MARROW_SERVER_TARGET_H
#define MARROW_SERVER_TARGET_H

#include "base/base.h"

/*
 * Splits a target, "/search?q=knee", at its first question mark. Of one that is a whole address, as proxies send it
 * ("http://host/search"), `host` becomes what stands before the path, else it stays as it is.
 */
void target_split(struct str target, struct str *host, struct str *path, struct str *query);

/* Whether that is a host, and perhaps a port behind it, that addresses may begin with: "clinic.example:8080", "[::1]". */
bool target_is_host(struct str host);

/* A path with percent codes for all but letters, digits, - . _ ~ and /, as addresses of articles are made. */
struct str target_encode(struct arena *arena, struct str path);

/* Whether bytes are text: well-formed UTF-8 without NUL. */
bool target_is_text(struct str bytes);

/* The next parameter from *at on, still escaped; moves *at behind it. False at the end. */
bool target_next_parameter(struct str query, size_t *at, struct str *name, struct str *value);

#endif
