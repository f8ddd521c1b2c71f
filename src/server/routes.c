#include "server/routes.h"

#include "render/render.h"
#include "server/articles.h"
#include "server/description.h"
#include "server/pages.h"
#include "server/searching.h"
#include "server/site_files.h"
#include "store/store.h"

/* Says in plain text whether requests are taken, and what is served. */
static void tell_state(struct call *call, const char *well) {
  bool stopping = call->request->stopping;
  call->response->status = stopping ? 503 : 200;
  call->response->type = "text/plain; charset=utf-8";
  call->response->cache = "no-store";
  call->response->tag[0] = '\0';
  buf_format(&call->response->body, "%s\ngeneration %s\n", stopping ? "stopping" : well,
             store_facts(call->reader->store)->digest);
}

static void health(struct call *call) {
  tell_state(call, "ok");
}

/* Ready is who answers a query from the index: here it does. */
static void readiness(struct call *call) {
  const struct search_request request = {.query = STR("a"), .limit = 1};
  struct search_answer answer;
  struct error err;
  if (search_run(call->reader->searcher, call->reader->store, &request, &call->arena, &answer, &err)) {
    tell_state(call, "ready");
  } else {
    call_trouble(call, &err);
    call->response->status = 503;
  }
}

static void web_file(struct call *call) {
  const struct web_file *file = web_file_find(call->rest);
  call->response->type = file->type;
  call->response->cache = "public, max-age=3600";
  buf_add(&call->response->body, file->bytes);
  call_tag_by_content(call);
}

#define NARROWING PARAMETER_LANG, PARAMETER_TAG, PARAMETER_FILTER, PARAMETER_SINCE, PARAMETER_UNTIL

static const struct route routes[] = {
    {.path = STR("/"),
     .name = "start",
     .speaks = true,
     .of_index = true,
     .absolute = true,
     .answer = pages_start,
     .parameters = {PARAMETER_LANG}},
    {.path = STR("/search"),
     .name = "search",
     .speaks = true,
     .of_index = true,
     .absolute = true,
     .answer = searching_page,
     .parameters = {PARAMETER_Q, PARAMETER_LIMIT, PARAMETER_OFFSET, NARROWING, PARAMETER_SORT, PARAMETER_EXACT}},
    {.path = STR("/articles/"),
     .name = "article",
     .open_ended = true,
     .speaks = true,
     .of_index = true,
     .absolute = true,
     .answer = articles_page},
    {.path = STR("/topics/"),
     .name = "topic",
     .open_ended = true,
     .speaks = true,
     .of_index = true,
     .absolute = true,
     .answer = pages_topic,
     .parameters = {PARAMETER_LANG, PARAMETER_OFFSET}},
    {.path = STR("/feed.xml"),
     .name = "feed",
     .speaks = true,
     .of_index = true,
     .absolute = true,
     .answer = site_feed,
     .parameters = {PARAMETER_LANG}},
    {.path = STR("/sitemap.xml"),
     .name = "sitemap",
     .of_index = true,
     .absolute = true,
     .answer = site_sitemap,
     .parameters = {PARAMETER_FROM}},
    {.path = STR("/opensearch.xml"),
     .name = "opensearch",
     .speaks = true,
     .of_index = true,
     .absolute = true,
     .answer = site_opensearch},
    {.path = STR("/robots.txt"), .name = "robots", .of_index = true, .absolute = true, .answer = site_robots},
    {.path = STR("/api/v1/search"),
     .name = "api_search",
     .of_index = true,
     .shared = true,
     .answer = searching_api,
     .parameters = {PARAMETER_Q, PARAMETER_LIMIT, PARAMETER_OFFSET, NARROWING, PARAMETER_SORT, PARAMETER_FACETS, PARAMETER_EXACT,
                    PARAMETER_TYPING, PARAMETER_EXPLAIN, PARAMETER_FIELDS, PARAMETER_HIGHLIGHT},
     .schema = STR("Results"),
     .says = STR("The articles that answer a query, the best first.")},
    {.path = STR("/api/v1/suggest"),
     .name = "api_suggest",
     .of_index = true,
     .shared = true,
     .answer = searching_suggest_api,
     .parameters = {PARAMETER_Q, PARAMETER_SUGGESTIONS, PARAMETER_LANG, PARAMETER_HIGHLIGHT},
     .schema = STR("Suggestions"),
     .says = STR("What somebody may want who has typed so much.")},
    {.path = STR("/api/v1/facets"),
     .name = "api_facets",
     .of_index = true,
     .shared = true,
     .answer = searching_facets_api,
     .parameters = {PARAMETER_Q, NARROWING, PARAMETER_FACETS, PARAMETER_EXACT},
     .schema = STR("Facets"),
     .says = STR("How many of the articles found have which values; without a query, of all articles.")},
    {.path = STR("/api/v1/explain"),
     .name = "api_explain",
     .of_index = true,
     .shared = true,
     .answer = searching_explain_api,
     .parameters = {PARAMETER_Q, PARAMETER_DOC, NARROWING, PARAMETER_EXACT, PARAMETER_TYPING},
     .schema = STR("Explanation"),
     .says = STR("What an article earns for a query, and which ones stand before it, or why it is not found.")},
    {.path = STR("/api/v1/articles/"),
     .ending = STR("/related"),
     .name = "api_related",
     .open_ended = true,
     .of_index = true,
     .shared = true,
     .answer = articles_related_api,
     .schema = STR("Related"),
     .says = STR("What to read after an article.")},
    {.path = STR("/api/v1/articles/"),
     .name = "api_article",
     .open_ended = true,
     .of_index = true,
     .shared = true,
     .answer = articles_api,
     .parameters = {PARAMETER_FIELDS},
     .schema = STR("Article"),
     .says = STR("An article by its id, whose ending may be left out.")},
    {.path = STR("/openapi.json"), .name = "openapi", .fixed = true, .shared = true, .answer = description_answer},
    {.path = STR("/healthz"), .name = "healthz", .of_index = true, .probe = true, .answer = health},
    {.path = STR("/readyz"), .name = "readyz", .of_index = true, .probe = true, .answer = readiness},
};

/* Behind all others: an article may have any address. */
static const struct route page_route = {.path = STR("/"),
                                        .open_ended = true,
                                        .any = true,
                                        .speaks = true,
                                        .of_index = true,
                                        .absolute = true,
                                        .answer = articles_page};

static const struct route file_route = {.path = STR("/"), .open_ended = true, .fixed = true, .shared = true, .answer = web_file};

const struct route routes_missing = {.path = STR(""), .of_index = true, .missing = true, .answer = pages_missing};

const struct route *routes_table(size_t *count) {
  *count = COUNT_OF(routes);
  return routes;
}

size_t routes_place(const struct route *route) {
  return route == NULL || route == &routes_missing ? COUNT_OF(routes) + 2
         : route == &page_route                    ? COUNT_OF(routes) + 1
         : route == &file_route                    ? COUNT_OF(routes)
                                                   : (size_t)(route - routes);
}

const char *routes_name(size_t place) {
  static const char *const others[] = {"file", "page", "none"};
  size_t other = place < COUNT_OF(routes) ? 0 : place - COUNT_OF(routes);
  return place < COUNT_OF(routes) ? routes[place].name : others[other < COUNT_OF(others) ? other : COUNT_OF(others) - 1];
}

static bool leads_to(const struct route *route, struct str path) {
  return route->open_ended ? path.len > route->path.len + route->ending.len && str_starts_with(path, route->path) &&
                                 str_ends_with(path, route->ending)
                           : str_equal(path, route->path);
}

bool routes_is_whole(struct str path) {
  const struct route *route = routes_find(path);
  return !route->open_ended && !route->missing;
}

const struct route *routes_find(struct str path) {
  for (size_t i = 0; i < COUNT_OF(routes); i++) {
    if (leads_to(&routes[i], path)) {
      return &routes[i];
    }
  }
  bool is_file = str_starts_with(path, file_route.path) && web_file_find(str_slice(path, 1, path.len)) != NULL;
  bool may_be_page = str_starts_with(path, STR("/")) && !str_starts_with(path, STR("/api/"));
  return is_file ? &file_route : may_be_page ? &page_route : &routes_missing;
}
