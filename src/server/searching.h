/* searching: the routes that ask the index a query. Private to server. */
#ifndef MARROW_SERVER_SEARCHING_H
#define MARROW_SERVER_SEARCHING_H

#include "server/call.h"

/* /search: a page of results. */
void searching_page(struct call *call);

/* /api/v1/search and /api/v1/suggest as JSON. */
void searching_api(struct call *call);
void searching_suggest_api(struct call *call);

#endif
