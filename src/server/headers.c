#include "server/headers.h"

#include "server/payload.h"
#include "server/policy.h"
#include "server/routes.h"

#include <stdio.h>

const char headers_methods[] = "GET, HEAD, OPTIONS";

/*
 * Of every answer. Scripts and styles are files of the server, nothing comes from elsewhere, and no other site
 * frames a page or holds a handle to its window.
 */
static const struct header common[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                                "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};

static void add(struct response *response, const char *name, const char *value) {
  if (value != NULL && value[0] != '\0' && response->header_count < HEADERS_MAX) {
    response->headers[response->header_count++] = (struct header){name, value};
  }
}

/* Addresses that are no route belong to nobody, but whoever asks under /api/ must be able to read why not. */
static bool is_shared(const struct call *call) {
  return call->route != NULL && !call->route->missing ? call->route->shared : str_starts_with(call->path, STR("/api/"));
}

/* The protocol by which browsers let pages of other origins read an answer (Fetch standard, CORS). */
static void add_sharing(struct call *call, enum sharing sharing) {
  struct response *response = call->response;
  const struct request *request = call->request;
  if (sharing == SHARED_WITH_NOBODY || !policy_shares_with(call->exchange->policy, request->origin)) {
    return;
  }
  add(response, "Access-Control-Allow-Origin", sharing == SHARED_WITH_ALL ? "*" : request->origin.ptr);
  if (str_equal(request->method, STR("OPTIONS"))) {
    add(response, "Access-Control-Allow-Methods", headers_methods);
    add(response, "Access-Control-Allow-Headers", "If-None-Match");
    add(response, "Access-Control-Max-Age", "86400");
  } else {
    add(response, "Access-Control-Expose-Headers", "ETag, Retry-After");
  }
}

/* Which headers of the request the answer depends on: where a problem is a page for some, on Accept, too. */
static const char *vary(const struct call *call, enum sharing sharing) {
  struct response *response = call->response;
  bool by_accept = response->status >= 400 && !str_starts_with(call->path, STR("/api/"));
  (void)snprintf(response->vary, sizeof response->vary, "Accept-Encoding%s%s%s", by_accept ? ", Accept" : "",
                 response->negotiated ? ", Accept-Language" : "", sharing == SHARED_WITH_SOME ? ", Origin" : "");
  return response->vary;
}

enum manner headers_manner(const struct call *call) {
  const struct policy *policy = call->exchange->policy;
  enum sharing sharing = is_shared(call) ? policy_sharing(policy) : SHARED_WITH_NOBODY;
  bool told = sharing != SHARED_WITH_NOBODY && policy_shares_with(policy, call->request->origin);
  switch (sharing) {
  case SHARED_WITH_NOBODY:
    return MANNER_NOBODY;
  case SHARED_WITH_SOME:
    return told ? MANNER_OWN : MANNER_SOME;
  default:
    return told ? MANNER_ALL_TOLD : MANNER_ALL;
  }
}

void headers_fill(struct call *call, enum coding coding) {
  struct response *response = call->response;
  enum sharing sharing = is_shared(call) ? policy_sharing(call->exchange->policy) : SHARED_WITH_NOBODY;
  response->header_count = 0;
  for (size_t i = 0; i < COUNT_OF(common); i++) {
    add(response, common[i].name, common[i].value);
  }
  add(response, "Cross-Origin-Resource-Policy", sharing == SHARED_WITH_NOBODY ? "same-origin" : "cross-origin");
  add(response, "Content-Type", response->type);
  add(response, "Content-Encoding", negotiate_coding_name(coding));
  add(response, "Cache-Control", response->cache);
  add(response, "ETag", response->tag);
  add(response, "Vary", vary(call, sharing));
  add(response, "Location", response->payload->location.ptr);
  add(response, "Retry-After", response->retry);
  add(response, "Allow", response->status == 405 || response->status == 204 ? headers_methods : NULL);
  add_sharing(call, sharing);
}
