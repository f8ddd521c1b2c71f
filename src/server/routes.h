/* routes: which address is answered by what. Private to server. */
#ifndef MARROW_SERVER_ROUTES_H
#define MARROW_SERVER_ROUTES_H

#include "server/call.h"

/* All routes only read: each answers GET, HEAD and OPTIONS, and no other method. */
struct route {
  struct str path;
  struct str ending; /* what an open-ended one must end in */
  const char *name;  /* in metrics */
  bool open_ended;   /* more may follow the path; else it is the whole */
  bool probe;        /* asked by those who watch the server, as often as they want */
  bool speaks;       /* it is, or names, a page in a language that the visitor may choose */
  bool absolute;     /* its answer names whole addresses of the site */
  bool missing;      /* there is nothing: it answers 404 */
  bool any;          /* there may be something: articles stand wherever the site has them */
  bool of_index;     /* needs the index; its answer is the generation's */
  bool fixed;        /* its answer stays the same while the program runs */
  bool shared;       /* pages of other origins may read it, where the server's policy says so */
  void (*answer)(struct call *call);
  enum parameter parameters[PARAMETER_COUNT]; /* that it reads; PARAMETER_END behind the last */
  struct str schema;                          /* of its JSON; empty: it is no part of the API */
  struct str says;                            /* what it answers: a sentence for the API's description */
};

/* All that need the index or belong to the API. */
const struct route *routes_table(size_t *count);

/*
 * A route's place for counting, and the name of that place: "file" for files, "page" for articles that stand elsewhere than below
 * /articles/, "none" for addresses where there is nothing.
 */
size_t routes_place(const struct route *route);
const char *routes_name(size_t place);

/* What stands for all addresses where there is nothing. */
extern const struct route routes_missing;

/* Whether a path is the whole of a route's, "/search". */
bool routes_is_whole(struct str path);

/* The route of a path; routes_missing where there is nothing. */
const struct route *routes_find(struct str path);

#endif
