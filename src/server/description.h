/* description: the API's description of itself, from the tables of routes and parameters. Private to server. */
#ifndef MARROW_SERVER_DESCRIPTION_H
#define MARROW_SERVER_DESCRIPTION_H

#include "server/call.h"

/* /openapi.json */
void description_answer(struct call *call);

#endif
