#include "server/searching.h"

#include "render/render.h"
#include "store/store.h"

#include <stdio.h>

/* Reads facets=NAME,NAME. */
static bool read_facets(struct call *call, struct search_request *request) {
  struct str *facets = arena_array(&call->arena, STORE_FACETS_MAX, sizeof *facets);
  struct str names = call->parameters.texts[PARAMETER_FACETS];
  request->facets = facets;
  for (size_t at = 0; facets != NULL && at < names.len && request->facet_count < STORE_FACETS_MAX;) {
    size_t end = str_find(names, ',', at);
    facets[request->facet_count++] = str_trim(str_slice(names, at, end));
    at = end + 1;
  }
  return facets != NULL;
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

/* Where an answer depends on the day, its tag does, too. */
static void date_tag(struct call *call, const struct search_answer *answer, uint32_t today) {
  if (answer->dated) {
    size_t open = strlen(call->reader->tag) - 1; /* without the closing quote */
    (void)snprintf(call->response->tag, sizeof call->response->tag, "%.*s-%u\"", (int)open, call->reader->tag, (unsigned)today);
  }
}

static struct search_request request_of(const struct parameters *read) {
  return (struct search_request){
      .query = read->texts[PARAMETER_Q],
      .limit = read->numbers[PARAMETER_LIMIT],
      .offset = read->numbers[PARAMETER_OFFSET],
      .lang = read->texts[PARAMETER_LANG],
      .filters = read->filters,
      .filter_count = read->filter_count,
      .since = read->texts[PARAMETER_SINCE],
      .until = read->texts[PARAMETER_UNTIL],
      .by_date = read->numbers[PARAMETER_SORT] == 1,
      .exact = read->numbers[PARAMETER_EXACT] == 1,
      .typing = read->numbers[PARAMETER_TYPING] == 1,
      .explain = read->numbers[PARAMETER_EXPLAIN] == 1,
      .today = day_today(),
  };
}

/* Runs the search that the parameters ask for. Where it answers false, the problem is written. */
static bool run_search(struct call *call, bool all_facets, struct search_answer *answer) {
  struct search_request request = request_of(&call->parameters);
  struct error err;
  bool chosen = all_facets ? ask_for_all_facets(call, &request) : read_facets(call, &request);
  /* What is wrong with a request's filters is for whoever asked. */
  if (chosen && !search_check(call->reader->store, &request, &err)) {
    call_bad_request(call, arena_format(&call->arena, "%s.", err.text));
    return false;
  }
  if (!(chosen || error_memory(&err)) ||
      !search_run(call->reader->searcher, call->reader->store, &request, &call->arena, answer, &err)) {
    call_trouble(call, &err);
    return false;
  }
  date_tag(call, answer, request.today);
  return true;
}

void searching_page(struct call *call) {
  struct search_answer answer;
  if (run_search(call, true, &answer)) {
    call->response->type = call_page_type;
    render_search_page(&answer, &call->response->body);
  }
}

void searching_api(struct call *call) {
  struct search_answer answer;
  if (run_search(call, false, &answer)) {
    call->response->type = call_json_type;
    render_search_json(&answer, store_facts(call->reader->store), &call->response->body);
  }
}

void searching_suggest_api(struct call *call) {
  const struct suggest_request request = {
      .query = call->parameters.texts[PARAMETER_Q],
      .limit = call->parameters.numbers[PARAMETER_SUGGESTIONS],
      .lang = call->parameters.texts[PARAMETER_LANG],
  };
  struct suggest_answer answer;
  struct error err;
  if (!suggest_run(call->reader->searcher, call->reader->store, &request, &call->arena, &answer, &err)) {
    call_trouble(call, &err);
    return;
  }
  call->response->type = call_json_type;
  render_suggest_json(&answer, store_facts(call->reader->store), &call->response->body);
}
