#include "server/call.h"

#include "render/render.h"
#include "server/log.h"
#include "server/negotiate.h"
#include "server/policy.h"
#include "server/voice.h"

#include <stdio.h>

const char call_page_type[] = "text/html; charset=utf-8";
const char call_json_type[] = "application/json";

bool call_wants_page(const struct call *call) {
  return !str_starts_with(call->path, STR("/api/")) && negotiate_takes_pages(call->request->accept);
}

struct str call_base(struct call *call) {
  struct str set = policy_url(call->exchange->policy);
  if (set.len > 0 || call->host.len == 0) {
    return set;
  }
  return arena_format(&call->arena, "%s://%.*s", call->request->secure ? "https" : "http", STR_ARG(call->host));
}

/* In the site's name, for which a reader of the index is taken where the call has none yet. */
static void write_page(struct call *call, unsigned status, struct str detail) {
  bool borrows = call->reader == NULL;
  struct render_site site;
  struct error err;
  if (borrows) {
    call->reader = readers_take(call->exchange->readers);
  }
  if (!voice_find(call, STR(""), &site, &err)) {
    site.lang = STR(""); /* a damaged index: the page speaks English and has no name */
  }
  call->response->type = call_page_type;
  render_problem_page(&site, status, detail, &call->response->body);
  if (borrows) {
    readers_put(call->exchange->readers, call->reader);
    call->reader = NULL;
  }
}

void call_problem(struct call *call, unsigned status, struct str title, struct str detail) {
  struct response *response = call->response;
  buf_clear(&response->body);
  buf_clear(&response->location);
  response->status = status;
  response->cache = "no-store";
  response->tag[0] = '\0';
  if (call_wants_page(call)) {
    write_page(call, status, detail);
  } else {
    response->type = "application/problem+json";
    render_problem_json(status, title, detail, &response->body);
  }
}

void call_bad_request(struct call *call, struct str detail) {
  call_problem(call, 400, STR("Bad request"), detail);
}

void call_not_found(struct call *call, struct str detail) {
  call_problem(call, 404, STR("Not found"), detail);
}

void call_tag_by_content(struct call *call) {
  struct digest *digest = digest_new();
  if (digest != NULL) {
    char hex[DIGEST_HEX + 1];
    digest_add(digest, buf_str(&call->response->body));
    digest_hex(digest, hex);
    digest_free(digest);
    (void)snprintf(call->response->tag, sizeof call->response->tag, "\"%s\"", hex);
  }
}

void call_trouble(struct call *call, const struct error *err) {
  log_line("%.*s: %s", STR_ARG(call->sent), err->text);
  call_problem(call, 500, STR("Internal error"), STR("The index could not be read. The server's log says why."));
}

bool call_reads(struct call *call) {
  struct str method = call->request->method;
  if (str_equal(method, STR("GET")) || str_equal(method, STR("HEAD"))) {
    return true;
  }
  if (str_equal(method, STR("OPTIONS"))) {
    call->response->status = 204;
    call->response->cache = "no-store";
    call->response->tag[0] = '\0';
  } else {
    call_problem(call, 405, STR("Method not allowed"), STR("This address is only read: use GET or HEAD."));
  }
  return false;
}

static const char *const kept_in_addresses = "-._~:/?[]@!$&'()*+,;=%";

static void move(struct call *call, struct str path, const char *kept) {
  struct response *response = call->response;
  response->status = 308;
  response->tag[0] = '\0';
  encode_percent(path, kept, &response->location);
  if (call->query.len > 0) {
    buf_byte(&response->location, str_find(path, '?', 0) < path.len ? '&' : '?');
    encode_percent(call->query, kept_in_addresses, &response->location);
  }
}

void call_redirect(struct call *call, struct str path) {
  move(call, path, ENCODE_PATH);
}

void call_move(struct call *call, struct str address) {
  move(call, address, kept_in_addresses);
}
