/* articles: the routes of single articles. Private to server. */
#ifndef MARROW_SERVER_ARTICLES_H
#define MARROW_SERVER_ARTICLES_H

#include "server/call.h"

/* The number of an article by its id, with or without ending, or by its address; 0: there is none. False: the problem is written.
 */
bool articles_find(struct call *call, struct str name, uint32_t *number) MUST_USE;

/* /articles/...: the page of an article. */
void articles_page(struct call *call);

/* /api/v1/articles/...: an article as JSON. */
void articles_api(struct call *call);

/* /api/v1/articles/.../related: what is related to it; the article itself where its own id ends so. */
void articles_related_api(struct call *call);

#endif
