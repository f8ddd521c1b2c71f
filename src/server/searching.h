/* searching: the routes that ask the index a query. Private to server. */
#ifndef MARROW_SERVER_SEARCHING_H
#define MARROW_SERVER_SEARCHING_H

#include "render/render.h"
#include "server/call.h"

/* /search: a page of results. */
void searching_page(struct call *call);

/* /api/v1/search, /api/v1/suggest, /api/v1/facets and /api/v1/explain as JSON. */
void searching_api(struct call *call);
void searching_suggest_api(struct call *call);
void searching_facets_api(struct call *call);
void searching_explain_api(struct call *call);

/* Reads fields= and highlight= for objects of that schema. Where it answers false, the problem is written. */
bool searching_choice(struct call *call, struct str schema, struct render_choice *choice) MUST_USE;

#endif
