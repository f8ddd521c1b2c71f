/*
 * call: one request on its way to its answer, as the routes see it. Private to server.
 */
#ifndef MARROW_SERVER_CALL_H
#define MARROW_SERVER_CALL_H

#include "server/exchange.h"
#include "server/parameters.h"
#include "server/readers.h"

struct call {
  const struct exchange *exchange;
  const struct request *request;
  struct response *response;
  const struct route *route; /* NULL where there is none */
  struct reader *reader;     /* of the index; NULL for routes that need none */
  struct arena arena;
  struct str host;  /* and perhaps its port, as the request names it; empty where it does not */
  struct str sent;  /* the path with its escapes */
  struct str path;  /* decoded */
  struct str rest;  /* of the path, behind the route's own part */
  struct str query; /* with its escapes */
  struct parameters parameters;
};

/* The media types of pages and of JSON. */
extern const char call_page_type[], call_json_type[];

/*
 * Answers with a problem in the place of all that was written: a page to whoever asks for text/html outside
 * /api/, problem details (RFC 9457) to everybody else.
 */
void call_problem(struct call *call, unsigned status, struct str title, struct str detail);
/* Whether whoever asks is shown a page where something is wrong. */
bool call_wants_page(const struct call *call);

/* Where the site stands, "https://clinic.example": as it was set, else as the request says. Empty where it does not. */
struct str call_base(struct call *call);

/* Whether the request reads; where not, OPTIONS and methods that are not allowed are answered. */
bool call_reads(struct call *call);

/* Sends whoever asks to another path of this server, with the same query. */
void call_redirect(struct call *call, struct str path);

/* The same to an address as it stands in links, which may be on another host. */
void call_move(struct call *call, struct str address);

void call_bad_request(struct call *call, struct str detail);
void call_not_found(struct call *call, struct str detail);

/* Tags an answer that is not of the index by its body. */
void call_tag_by_content(struct call *call);

/* A problem with the index: what it is goes to the log, not to whoever asked. */
void call_trouble(struct call *call, const struct error *err);

#endif
