/*
 * exchange: one request and its answer as plain data. What answers a request sees no socket and no
 * library, only these.
 */
#ifndef MARROW_SERVER_EXCHANGE_H
#define MARROW_SERVER_EXCHANGE_H

#include "base/base.h"

/* An entity tag: a digest in quotes, and a NUL. */
enum { TAG_BYTES = DIGEST_HEX + 12 };

struct request {
  struct str method;
  struct str target;     /* as sent: path and query with their escapes */
  struct str none_match; /* the If-None-Match header; empty where there is none */
  bool stopping;         /* the server takes no new connections */
};

struct response {
  unsigned status;
  const char *type;    /* media type */
  const char *cache;   /* Cache-Control */
  char tag[TAG_BYTES]; /* empty: none */
  struct buf body;
};

/* The most bytes an answer may have; one that would be larger is answered by a problem. */
enum { RESPONSE_BYTES_MAX = 16 * 1024 * 1024 };

struct readers;

/* Answers any request at all. `response` is filled from scratch; the caller frees its body. */
void exchange_answer(struct readers *readers, const struct request *request, struct response *response);

#endif
