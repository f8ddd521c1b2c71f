/*
 * exchange: one request and its answer as plain data. What answers a request sees no socket and no
 * library, only these.
 */
#ifndef MARROW_SERVER_EXCHANGE_H
#define MARROW_SERVER_EXCHANGE_H

#include "server/address.h"

/* An entity tag: a digest, the day, the language and the coding in quotes, and a NUL. */
enum { TAG_BYTES = DIGEST_HEX + 32 };

/* The longest target, and the most bytes of all other headers together, that are answered with more than a problem. */
enum { TARGET_BYTES_MAX = 12 * 1024, HEADER_BYTES_MAX = 14 * 1024 };

/* How a request says where its body ends. Of one that says it badly, nobody knows where the next request begins. */
enum framing {
  FRAMING_GOOD,
  FRAMING_AMBIGUOUS, /* it says several things */
  FRAMING_UNKNOWN,   /* it is coded in a way that is not known */
};

/* Texts of headers are empty where there is none, and end in NUL where there is one. */
struct request {
  struct str method, version; /* "GET", "HTTP/1.1" */
  struct str target;          /* as sent: path and query with their escapes */
  struct str none_match, accept, accept_encoding, accept_language, origin, host;
  bool many_hosts; /* the header names the host more than once */
  enum framing framing;
  size_t header_bytes; /* of all headers, without the target */
  struct address client;
  bool secure;   /* whoever asks speaks TLS, with us or with a trusted proxy */
  bool stopping; /* the server takes no new connections */
};

/* A header of an answer. The texts live as long as the request, the response, or the program. */
struct header {
  const char *name, *value;
};

enum { HEADERS_MAX = 20 };

/* In which ways the headers of an answer that is kept differ by who asks, and by the policy: with whom it is shared. */
enum manner {
  MANNER_NOBODY,   /* with no other origin */
  MANNER_SOME,     /* with some, but not with the one who asks */
  MANNER_ALL,      /* with all, but no page of another one asks */
  MANNER_ALL_TOLD, /* with all, and one asks */
  MANNER_OWN,      /* any other: nobody else is answered just so */
};

struct response {
  unsigned status;
  const char *type;    /* media type */
  const char *cache;   /* Cache-Control */
  char tag[TAG_BYTES]; /* empty: none */
  bool negotiated;     /* it is in a language that the visitor likes: another visitor may have another answer */
  struct buf body;
  struct buf location;     /* where to ask instead; empty: here */
  size_t route;            /* its place among the routes; beyond them where there is none */
  char retry[12];          /* seconds to wait before another request; empty: none */
  struct payload *payload; /* what is sent, with the body; NULL where there was no memory for it. Its holder is the response */
  char vary[64];
  enum manner manner;
  struct header headers[HEADERS_MAX]; /* all of them, filled last; none where the payload has a message in this manner */
  size_t header_count;
};

/* The most bytes an answer may have; one that would be larger is answered by a problem. */
enum { RESPONSE_BYTES_MAX = 16 * 1024 * 1024 };

struct cache;
struct payload;

/* What all answers of a server are made from. */
struct exchange {
  struct readers *readers;
  const struct policy *policy;
  struct limits *limits;
  struct cache *cache; /* of answers from the index */
  struct cache *fixed; /* of those that stay the same while the program runs */
};

/* Answers any request at all. `response` is filled from scratch; the caller puts its payload back. */
void exchange_answer(const struct exchange *exchange, const struct request *request, struct response *response);

#endif
