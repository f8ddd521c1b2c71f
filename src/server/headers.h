/* headers: what stands before the body of each answer. Private to server. */
#ifndef MARROW_SERVER_HEADERS_H
#define MARROW_SERVER_HEADERS_H

#include "server/call.h"
#include "server/negotiate.h"

/* The methods that every route answers, as Allow names them. */
extern const char headers_methods[];

/* In which manner the call is answered. */
enum manner headers_manner(const struct call *call);

/* Fills response->headers, once all else of it is settled. The body is in that coding. */
void headers_fill(struct call *call, enum coding coding);

#endif
