#include "server/exchange.h"

#include "server/cache.h"
#include "server/call.h"
#include "server/headers.h"
#include "server/limits.h"
#include "server/negotiate.h"
#include "server/policy.h"
#include "server/routes.h"
#include "server/squeeze.h"
#include "server/target.h"
#include "server/voice.h"

#include <stdio.h>

enum { ARENA_BYTES_MAX = 64 * 1024 * 1024, LOCATION_BYTES_MAX = 4 * TARGET_BYTES_MAX, KEY_BYTES_USUAL = 512 };

/* Each language and each coding of an answer has a tag of its own: "DIGEST-de-br". */
static void extend_tag(char tag[TAG_BYTES], struct str name) {
  size_t len = strlen(tag);
  if (len > 0 && name.len > 0) {
    (void)snprintf(tag + len - 1, TAG_BYTES - len + 1, "-%.*s\"", STR_ARG(name));
  }
}

/* Compresses the body and puts it up to be sent. */
static void wrap(struct call *call) {
  struct response *response = call->response;
  if (buf_failed(&response->body)) {
    call_problem(call, 500, STR("Answer too large"), STR("The answer has more than the 16 MB that are sent at most."));
  }
  enum coding coding = negotiate_coding(call->request->accept_encoding);
  bool often = call->route != NULL && call->route->fixed && response->status == 200;
  coding = squeeze(&response->body, coding, often) ? coding : CODING_NONE;
  extend_tag(response->tag, coding == CODING_NONE ? STR("") : str_of(negotiate_coding_name(coding)));
  response->payload = payload_new(response, coding);
}

/*
 * All that an answer depends on, as bytes: which may be the same for two requests that were written differently. Empty
 * where it is not worth keeping, or memory ends.
 */
static void make_key(struct call *call, struct buf *key) {
  buf_init(key, 2 * TARGET_BYTES_MAX);
  unsigned coding = (unsigned)negotiate_coding(call->request->accept_encoding);
  if (call->route->fixed) {
    buf_format(key, "%u %.*s", coding, STR_ARG(call->path));
    return;
  }
  bool reads = str_equal(call->request->method, STR("GET")) || str_equal(call->request->method, STR("HEAD"));
  if (!call->route->of_index || call->route->probe || call->route->missing || !reads) {
    return;
  }
  (void)buf_reserve(key, KEY_BYTES_USUAL);
  buf_add(key, str_of(call->reader->tag));
  encode_number(day_today(), key);
  encode_number(coding, key);
  encode_number(call->response->route, key);
  encode_text(call->sent, key);
  if (call->route->absolute) {
    encode_text(call_base(call), key);
  }
  if (call->route->speaks) {
    buf_byte(key, ' ');
    buf_add(key, voice_liked(call));
  }
  parameters_write(call, key);
  if (buf_failed(key)) {
    buf_clear(key);
  }
}

/* An answer that was kept, or a new one, which is kept where it is one that stays true. */
static void answer_kept(struct call *call, struct cache *cache) {
  struct response *response = call->response;
  struct buf key;
  make_key(call, &key);
  response->payload = key.len > 0 ? cache_get(cache, buf_str(&key)) : NULL;
  if (response->payload == NULL) {
    call->route->answer(call);
    extend_tag(response->tag, response->negotiated ? voice_liked(call) : STR(""));
    bool stays = response->status == 200 && response->tag[0] != '\0';
    wrap(call);
    if (key.len > 0 && stays && response->status == 200 && response->payload != NULL) {
      cache_keep(cache, buf_str(&key), response->payload);
    }
  }
  buf_free(&key);
}

/* Whole addresses are other ones for each place at which the site is asked for: the tag says which. */
static void tag_place(struct call *call) {
  struct digest *digest = digest_new();
  if (digest != NULL) {
    char hex[DIGEST_HEX + 1];
    digest_add(digest, str_of(call->reader->tag));
    digest_add(digest, call_base(call));
    digest_hex(digest, hex);
    digest_free(digest);
    (void)snprintf(call->response->tag, sizeof call->response->tag, "\"%s\"", hex);
  }
}

static void answer_route(struct call *call) {
  struct response *response = call->response;
  call->rest = str_slice(call->path, call->route->path.len, call->path.len);
  if (!call->route->of_index) {
    if (parameters_read(call)) {
      answer_kept(call, call->exchange->fixed);
    }
    return;
  }
  call->reader = readers_take(call->exchange->readers);
  (void)snprintf(response->tag, sizeof response->tag, "%s", call->reader->tag);
  if (call->route->absolute) {
    tag_place(call);
  }
  if (parameters_read(call)) {
    answer_kept(call, call->exchange->cache);
  }
  readers_put(call->exchange->readers, call->reader);
  call->reader = NULL;
}

/* What is settled last, and depends on who asks. */
static void finish(struct call *call) {
  struct response *response = call->response;
  if (response->payload == NULL) {
    wrap(call);
  }
  const struct payload *payload = response->payload;
  if (payload == NULL) {
    return;
  }
  response->status = payload->status;
  response->type = payload->type;
  response->cache = payload->cache;
  response->negotiated = payload->negotiated;
  memcpy(response->tag, payload->tag, TAG_BYTES);
  if (response->status == 200 && response->tag[0] != '\0' &&
      negotiate_has_tag(call->request->none_match, str_of(response->tag))) {
    response->status = 304; /* the body tells its length and is not sent */
  }
  response->manner = headers_manner(call);
  if (response->manner == MANNER_OWN || atomic_load(&payload->messages[response->manner]) == NULL || call->request->stopping) {
    headers_fill(call, payload->coding);
  }
}

/* Refuses a client that asks too often; what costs next to nothing is answered all the same. */
static bool refuse_rate(struct call *call) {
  const struct policy *policy = call->exchange->policy;
  unsigned rate = policy_rate(policy);
  if (rate == 0 || !call->route->of_index || call->route->probe) {
    return false;
  }
  unsigned wait = limits_take(call->exchange->limits, &call->request->client, rate, policy_burst(policy), clock_milliseconds());
  if (wait > 0) {
    (void)snprintf(call->response->retry, sizeof call->response->retry, "%u", wait);
    call_problem(call, 429, STR("Too many requests"),
                 STR("More requests came from your address than are answered. Wait as long as Retry-After says."));
  }
  return wait > 0;
}

/* Refuses what is too long for a route to look at. */
static bool refuse_size(struct call *call) {
  if (call->request->target.len > TARGET_BYTES_MAX) {
    call_problem(call, 414, STR("Address too long"), STR("The address may have 12 KB: ask for less at once."));
  } else if (call->request->header_bytes > HEADER_BYTES_MAX) {
    call_problem(call, 431, STR("Header too large"), STR("The request's header may have 14 KB: send fewer cookies and fields."));
  }
  return call->response->status != 200;
}

/* Refuses what says badly where it ends, or names no host that an answer's addresses could begin with. */
static bool refuse_header(struct call *call) {
  if (call->request->framing == FRAMING_AMBIGUOUS) {
    call_bad_request(call, STR("The header must say once how long the body is: by Content-Length, or by Transfer-Encoding."));
  } else if (call->request->framing == FRAMING_UNKNOWN) {
    call_problem(call, 501, STR("Not implemented"), STR("Of codings of a body only Transfer-Encoding: chunked is known."));
  } else if (call->request->many_hosts) {
    call_bad_request(call, STR("The header must name the host once."));
  } else if (call->host.len > 0 && !target_is_host(call->host)) {
    call_bad_request(call, STR("The host must be a name or an address, and perhaps a port, as in clinic.example:8080."));
  }
  return call->response->status != 200;
}

static void answer_call(struct call *call) {
  call->host = call->request->host;
  target_split(call->request->target, &call->host, &call->sent, &call->query);
  bool good = decode_percent(&call->arena, call->sent, false, &call->path) && target_is_text(call->path);
  if (refuse_size(call) || refuse_header(call)) {
    return;
  }
  if (str_equal(call->request->target, STR("*")) && str_equal(call->request->method, STR("OPTIONS"))) {
    (void)call_reads(call); /* the server as a whole is meant */
    return;
  }
  call->route = good ? routes_find(call->path) : NULL;
  call->response->route = routes_place(call->route);
  if (!good) {
    call_bad_request(call, STR("The path must be UTF-8 text, escaped with % and two hexadecimal digits."));
  } else if ((call->route->missing || call->route->any || call_reads(call)) && !refuse_rate(call)) {
    answer_route(call);
  }
}

void exchange_answer(const struct exchange *exchange, const struct request *request, struct response *response) {
  struct call call = {.exchange = exchange, .request = request, .response = response};
  *response = (struct response){.status = 200, .cache = "no-cache", .route = routes_place(NULL)};
  buf_init(&response->body, RESPONSE_BYTES_MAX);
  buf_init(&response->location, LOCATION_BYTES_MAX);
  arena_init(&call.arena, ARENA_BYTES_MAX);
  answer_call(&call);
  finish(&call);
  arena_free(&call.arena);
}
