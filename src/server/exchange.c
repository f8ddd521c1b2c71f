#include "server/exchange.h"

#include "render/render.h"
#include "server/articles.h"
#include "server/call.h"
#include "server/readers.h"
#include "server/target.h"
#include "store/store.h"

#include <stdio.h>

enum { FILTERS_MAX = 16 }; /* of a request */
enum { ARENA_BYTES_MAX = 64 * 1024 * 1024 };

static const char no_store[] = "no-store";
static const char revalidate[] = "no-cache";

/* ---- parameters ---- */

/* Decodes a parameter that must be text. Where it answers false, the problem is written. */
static bool decode_text(struct call *call, struct str name, struct str escaped, struct str *text) {
  if (target_decode(&call->arena, escaped, true, text) && target_is_text(*text)) {
    return true;
  }
  call_bad_request(call,
                   arena_format(&call->arena, "%s must be UTF-8 text, escaped with %% and two hexadecimal digits.", name.ptr));
  return false;
}

/* A parameter that must be text; empty where it is not given. */
static bool text_parameter(struct call *call, struct str name, struct str *text) {
  struct str escaped;
  *text = STR("");
  if (!target_parameter(call->query, name, &escaped)) {
    return true;
  }
  return decode_text(call, name, escaped, text);
}

/* A parameter that must be a number; *number stays where it is not given. */
static bool number_parameter(struct call *call, struct str name, uint64_t least, uint64_t most, size_t *number) {
  struct str escaped;
  struct str text;
  uint64_t value;
  if (!target_parameter(call->query, name, &escaped)) {
    return true;
  }
  if (target_decode(&call->arena, escaped, true, &text) && str_to_number(text, most, &value) && value >= least) {
    *number = (size_t)value;
    return true;
  }
  call_bad_request(call, arena_format(&call->arena, "%s must be a whole number from %llu to %llu.", name.ptr,
                                      (unsigned long long)least, (unsigned long long)most));
  return false;
}

/* Reads tag=VALUE and filter=NAME:VALUE, which may be given several times. */
static bool filter_parameters(struct call *call, struct search_request *request) {
  struct search_filter *filters = arena_array(&call->arena, FILTERS_MAX, sizeof *filters);
  struct str name, escaped, text;
  request->filters = filters;
  for (size_t at = 0; filters != NULL && target_next_parameter(call->query, &at, &name, &escaped);) {
    bool is_tag = str_equal(name, STR("tag"));
    struct search_filter *filter = &filters[request->filter_count];
    if (!is_tag && !str_equal(name, STR("filter"))) {
      continue;
    }
    if (!decode_text(call, is_tag ? STR("tag") : STR("filter"), escaped, &text)) {
      return false;
    }
    size_t colon = is_tag ? 0 : str_find(text, ':', 0);
    if (request->filter_count == FILTERS_MAX || (!is_tag && (colon == 0 || colon >= text.len))) {
      call_bad_request(
          call, arena_format(&call->arena, "filter must be NAME:VALUE, and with tag be given at most %d times.", FILTERS_MAX));
      return false;
    }
    *filter = is_tag ? (struct search_filter){STR("tag"), text}
                     : (struct search_filter){str_slice(text, 0, colon), str_slice(text, colon + 1, text.len)};
    request->filter_count += filter->value.len > 0;
  }
  return true;
}

/* Reads facets=NAME,NAME and sort=date. */
static bool facet_parameters(struct call *call, struct search_request *request) {
  struct str *facets = arena_array(&call->arena, STORE_FACETS_MAX, sizeof *facets);
  struct str names, sort;
  if (facets == NULL || !text_parameter(call, STR("facets"), &names) || !text_parameter(call, STR("sort"), &sort)) {
    return false;
  }
  request->facets = facets;
  for (size_t at = 0; at < names.len && request->facet_count < STORE_FACETS_MAX;) {
    size_t end = str_find(names, ',', at);
    facets[request->facet_count++] = str_trim(str_slice(names, at, end));
    at = end + 1;
  }
  request->by_date = str_equal(sort, STR("date"));
  if (request->by_date || sort.len == 0 || str_equal(sort, STR("score"))) {
    return true;
  }
  call_bad_request(call, STR("sort must be score or date."));
  return false;
}

/* A page lets its reader choose among all there is. */
static bool ask_for_all_facets(struct call *call, struct search_request *request) {
  const struct store_facet *all = store_facets(call->reader->store, &request->facet_count);
  struct str *names = arena_array(&call->arena, request->facet_count, sizeof *names);
  for (size_t i = 0; names != NULL && i < request->facet_count; i++) {
    names[i] = all[i].name;
  }
  request->facets = names;
  return names != NULL;
}

/* What is wrong with a request's filters is for whoever asked. */
static bool check_request(struct call *call, const struct search_request *request) {
  struct error err;
  if (search_check(call->reader->store, request, &err)) {
    return true;
  }
  call_bad_request(call, arena_format(&call->arena, "%s.", err.text));
  return false;
}

/* Where an answer depends on the day, its tag does, too. */
static void date_tag(struct call *call, const struct search_answer *answer, uint32_t today) {
  if (answer->dated) {
    (void)snprintf(call->response->tag, sizeof call->response->tag, "\"%s-%u\"", store_facts(call->reader->store)->digest,
                   (unsigned)today);
  }
}

/* Runs the search that the parameters ask for. Where it answers false, the problem is written. */
static bool run_search(struct call *call, bool api, struct search_answer *answer) {
  struct search_request request = {.query = STR(""), .limit = SEARCH_LIMIT_DEFAULT, .today = day_today()};
  struct str escaped;
  size_t explain = 0, exact = 0, typing = 0;
  if (target_parameter(call->query, STR("q"), &escaped)) {
    /* Whatever was typed is a query, "100%" too. */
    (void)target_decode(&call->arena, escaped, true, &request.query);
  }
  if (!number_parameter(call, STR("limit"), 1, SEARCH_LIMIT_MAX, &request.limit) ||
      !number_parameter(call, STR("offset"), 0, SEARCH_OFFSET_MAX, &request.offset) ||
      !text_parameter(call, STR("lang"), &request.lang) || !text_parameter(call, STR("since"), &request.since) ||
      !text_parameter(call, STR("until"), &request.until) || !filter_parameters(call, &request) ||
      !facet_parameters(call, &request) || (!api && !ask_for_all_facets(call, &request)) || !check_request(call, &request) ||
      !number_parameter(call, STR("exact"), 0, 1, &exact) ||
      (api &&
       (!number_parameter(call, STR("explain"), 0, 1, &explain) || !number_parameter(call, STR("typing"), 0, 1, &typing)))) {
    return false;
  }
  request.explain = explain == 1;
  request.exact = exact == 1;
  request.typing = typing == 1;
  struct error err;
  if (!search_run(call->reader->searcher, call->reader->store, &request, &call->arena, answer, &err)) {
    call_trouble(call, &err);
    return false;
  }
  date_tag(call, answer, request.today);
  return true;
}

/* ---- routes ---- */

static void start_page(struct call *call) {
  call->response->type = call_page_type;
  render_start_page(store_facts(call->reader->store), &call->response->body);
}

static void search_page(struct call *call) {
  struct search_answer answer;
  if (run_search(call, false, &answer)) {
    call->response->type = call_page_type;
    render_search_page(&answer, &call->response->body);
  }
}

static void search_api(struct call *call) {
  struct search_answer answer;
  if (run_search(call, true, &answer)) {
    call->response->type = "application/json";
    render_search_json(&answer, store_facts(call->reader->store), &call->response->body);
  }
}

static void suggest_api(struct call *call) {
  struct suggest_request request = {.query = STR(""), .limit = SUGGEST_LIMIT_DEFAULT};
  struct suggest_answer answer;
  struct str escaped;
  struct error err;
  if (target_parameter(call->query, STR("q"), &escaped)) {
    (void)target_decode(&call->arena, escaped, true, &request.query);
  }
  if (!number_parameter(call, STR("limit"), 1, SUGGEST_LIMIT_MAX, &request.limit) ||
      !text_parameter(call, STR("lang"), &request.lang)) {
    return;
  }
  if (!suggest_run(call->reader->searcher, call->reader->store, &request, &call->arena, &answer, &err)) {
    call_trouble(call, &err);
    return;
  }
  call->response->type = "application/json";
  render_suggest_json(&answer, store_facts(call->reader->store), &call->response->body);
}

static void health(struct call *call) {
  bool stopping = call->request->stopping;
  call->response->status = stopping ? 503 : 200;
  call->response->type = "text/plain; charset=utf-8";
  call->response->cache = no_store;
  call->response->tag[0] = '\0';
  buf_format(&call->response->body, "%s\ngeneration %s\n", stopping ? "stopping" : "ok",
             store_facts(call->reader->store)->digest);
}

static void web_file(struct call *call) {
  const struct web_file *file = web_file_find(call->rest);
  struct digest *digest = digest_new();
  if (digest != NULL) {
    char hex[DIGEST_HEX + 1];
    digest_add(digest, file->bytes);
    digest_hex(digest, hex);
    digest_free(digest);
    (void)snprintf(call->response->tag, sizeof call->response->tag, "\"%s\"", hex);
  }
  call->response->type = file->type;
  call->response->cache = "public, max-age=3600";
  buf_add(&call->response->body, file->bytes);
}

/* All routes only read: each answers GET and HEAD, and no other method. */
static const struct route {
  struct str path;
  bool open_ended; /* more may follow the path; else it is the whole */
  bool of_index;   /* needs the index; its answer is the generation's */
  void (*answer)(struct call *call);
} routes[] = {
    {STR("/"), false, true, start_page},
    {STR("/search"), false, true, search_page},
    {STR("/articles/"), true, true, articles_page},
    {STR("/api/v1/search"), false, true, search_api},
    {STR("/api/v1/suggest"), false, true, suggest_api},
    {STR("/api/v1/articles/"), true, true, articles_api},
    {STR("/healthz"), false, true, health},
};

static const struct route file_route = {STR("/"), true, false, web_file};

static const struct route *find_route(struct str path) {
  for (size_t i = 0; i < COUNT_OF(routes); i++) {
    const struct route *route = &routes[i];
    if (route->open_ended ? path.len > route->path.len && str_starts_with(path, route->path) : str_equal(path, route->path)) {
      return route;
    }
  }
  bool is_file = str_starts_with(path, file_route.path) && web_file_find(str_slice(path, 1, path.len)) != NULL;
  return is_file ? &file_route : NULL;
}

/* Whether an If-None-Match header ("*", or tags with commas, W/ before weak ones) names the tag. */
static bool names_tag(struct str header, struct str tag) {
  if (str_equal(str_trim(header), STR("*"))) {
    return true;
  }
  for (size_t at = 0; at < header.len;) {
    size_t end = str_find(header, ',', at);
    struct str each = str_trim(str_slice(header, at, end));
    each = str_starts_with(each, STR("W/")) ? str_slice(each, 2, each.len) : each;
    if (str_equal(each, tag)) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

/* What is true of answers of every route, once the route has answered. */
static void finish(struct call *call) {
  struct response *response = call->response;
  if (buf_failed(&response->body)) {
    call_problem(call, 500, STR("Answer too large"), STR("The answer has more than the 16 MB that are sent at most."));
  }
  if (response->status == 200 && response->tag[0] != '\0' && names_tag(call->request->none_match, str_of(response->tag))) {
    response->status = 304; /* the body tells its length and is not sent */
  }
}

static void answer_route(struct call *call, struct readers *readers, const struct route *route) {
  struct response *response = call->response;
  call->rest = str_slice(call->path, route->path.len, call->path.len);
  if (route->of_index) {
    call->reader = readers_take(readers);
    (void)snprintf(response->tag, sizeof response->tag, "%s", call->reader->tag);
  }
  route->answer(call);
  finish(call);
  if (route->of_index) {
    readers_put(readers, call->reader);
  }
}

static void answer_call(struct call *call, struct readers *readers) {
  target_split(call->request->target, &call->sent, &call->query);
  bool good = target_decode(&call->arena, call->sent, false, &call->path) && target_is_text(call->path);
  const struct route *route = good ? find_route(call->path) : NULL;
  if (!good) {
    call_bad_request(call, STR("The path must be UTF-8 text, escaped with % and two hexadecimal digits."));
  } else if (route == NULL) {
    call_not_found(call, STR("There is nothing at this address. Search for what you are looking for."));
  } else if (!str_equal(call->request->method, STR("GET")) && !str_equal(call->request->method, STR("HEAD"))) {
    call_problem(call, 405, STR("Method not allowed"), STR("This address is only read: use GET or HEAD."));
  } else {
    answer_route(call, readers, route);
  }
}

void exchange_answer(struct readers *readers, const struct request *request, struct response *response) {
  struct call call = {.request = request, .response = response};
  *response = (struct response){.status = 200, .cache = revalidate};
  buf_init(&response->body, RESPONSE_BYTES_MAX);
  arena_init(&call.arena, ARENA_BYTES_MAX);
  answer_call(&call, readers);
  arena_free(&call.arena);
}
