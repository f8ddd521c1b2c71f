#include "server/searching.h"

#include "server/articles.h"
#include "server/pages.h"
#include "server/policy.h"
#include "server/voice.h"
#include "store/store.h"

#include <stdio.h>

/* The words between the commas of a text; of more than `most` the first ones. False where memory ends. */
static bool read_list(struct call *call, struct str text, size_t most, const struct str **list, size_t *count) {
  struct str *words = arena_array(&call->arena, most, sizeof *words);
  *list = words;
  *count = 0;
  for (size_t at = 0; words != NULL && at < text.len && *count < most;) {
    size_t end = str_find(text, ',', at);
    words[(*count)++] = str_trim(str_slice(text, at, end));
    at = end + 1;
  }
  return words != NULL;
}

bool searching_choice(struct call *call, struct str schema, struct render_choice *choice) {
  enum { FIELDS_MAX = 32 };
  struct error err;
  *choice = (struct render_choice){.marked = call->parameters.numbers[PARAMETER_HIGHLIGHT] == 1};
  if (!read_list(call, call->parameters.texts[PARAMETER_FIELDS], FIELDS_MAX, &choice->fields, &choice->field_count)) {
    (void)error_memory(&err);
    call_trouble(call, &err);
    return false;
  }
  for (size_t i = 0; i < choice->field_count; i++) {
    if (!render_api_has_member(schema, choice->fields[i])) {
      call_bad_request(call, arena_format(&call->arena, "fields: there is no member \"%.*s\"; /openapi.json lists those of %s.",
                                          (int)(choice->fields[i].len < 100 ? choice->fields[i].len : 100), choice->fields[i].ptr,
                                          schema.ptr));
      return false;
    }
  }
  return true;
}

/* A page lets its reader choose among all there is, topics first. */
static bool ask_for_all_facets(struct call *call, struct search_request *request) {
  size_t count;
  const struct store_facet *all = store_facets(call->reader->store, &count);
  struct str *names = arena_array(&call->arena, count + 1, sizeof *names);
  for (size_t i = 0; names != NULL && i < count; i++) {
    names[i + 1] = all[i].name;
  }
  if (names != NULL) {
    names[0] = STR("topic");
  }
  request->facets = names;
  request->facet_count = count + 1;
  return names != NULL;
}

/* Where an answer depends on the day, its tag does, too. */
static void date_tag(struct call *call, const struct search_answer *answer, uint32_t today) {
  char *tag = call->response->tag;
  size_t len = strlen(tag);
  if (answer->dated && len > 0) {
    (void)snprintf(tag + len - 1, TAG_BYTES - len + 1, "-%u\"", (unsigned)today); /* over the closing quote */
  }
}

static struct search_request request_of(const struct call *call) {
  const struct parameters *read = &call->parameters;
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
      .budget = policy_budget(call->exchange->policy),
      .today = day_today(),
  };
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

/* An answer that was cut short would be another one with another budget. */
static void never_keep_part(struct call *call, const struct search_answer *answer) {
  if (answer->partial) {
    call->response->tag[0] = '\0';
    call->response->cache = "no-store";
  }
}

/* Runs the search that the parameters ask for. Where it answers false, the problem is written. */
static bool run_search(struct call *call, struct search_request request, bool all_facets, struct search_answer *answer) {
  struct error err;
  bool chosen = all_facets ? ask_for_all_facets(call, &request)
                           : read_list(call, call->parameters.texts[PARAMETER_FACETS], STORE_FACETS_MAX, &request.facets,
                                       &request.facet_count);
  if (chosen && !check_request(call, &request)) {
    return false;
  }
  if (!(chosen || error_memory(&err)) ||
      !search_run(call->reader->searcher, call->reader->store, &request, &call->arena, answer, &err)) {
    call_trouble(call, &err);
    return false;
  }
  date_tag(call, answer, request.today);
  never_keep_part(call, answer);
  return true;
}

void searching_page(struct call *call) {
  struct search_answer answer;
  struct search_topics topics;
  struct render_site site;
  struct error err;
  if (!run_search(call, request_of(call), true, &answer)) {
    return;
  }
  bool empty = answer.total == 0;
  if (!voice_find(call, call->parameters.texts[PARAMETER_LANG], &site, &err) || (empty && !pages_topics(call, &topics, &err))) {
    call_trouble(call, &err);
    return;
  }
  call->response->type = call_page_type;
  render_search_page(&site, &answer, empty ? &topics : NULL, &call->response->body);
}

void searching_api(struct call *call) {
  struct render_choice choice;
  struct search_answer answer;
  if (searching_choice(call, STR("Hit"), &choice) && run_search(call, request_of(call), false, &answer)) {
    call->response->type = call_json_type;
    render_search_json_chosen(&answer, store_facts(call->reader->store), &choice, &call->response->body);
  }
}

/* Without facets= it counts all. */
void searching_facets_api(struct call *call) {
  struct search_request request = request_of(call);
  struct search_answer answer;
  request.limit = 1;
  request.browse = true;
  if (run_search(call, request, call->parameters.texts[PARAMETER_FACETS].len == 0, &answer)) {
    call->response->type = call_json_type;
    render_facets_json(&answer, store_facts(call->reader->store), &call->response->body);
  }
}

void searching_suggest_api(struct call *call) {
  const struct suggest_request request = {
      .query = call->parameters.texts[PARAMETER_Q],
      .limit = call->parameters.numbers[PARAMETER_SUGGESTIONS],
      .lang = call->parameters.texts[PARAMETER_LANG],
  };
  struct suggest_answer answer;
  struct render_choice choice;
  struct error err;
  if (!searching_choice(call, STR("Suggestion"), &choice)) {
    return;
  }
  if (!suggest_run(call->reader->searcher, call->reader->store, &request, &call->arena, &answer, &err)) {
    call_trouble(call, &err);
    return;
  }
  call->response->type = call_json_type;
  render_suggest_json_chosen(&answer, store_facts(call->reader->store), &choice, &call->response->body);
}

void searching_explain_api(struct call *call) {
  const struct search_request request = request_of(call);
  struct search_explanation explanation;
  struct error err;
  uint32_t article;
  if (!check_request(call, &request) || !articles_find(call, call->parameters.texts[PARAMETER_DOC], &article)) {
    return;
  }
  if (article == 0) {
    call_not_found(call, STR("No article has the id or address that doc names."));
    return;
  }
  if (!search_explain(call->reader->searcher, call->reader->store, &request, article, &call->arena, &explanation, &err)) {
    call_trouble(call, &err);
    return;
  }
  date_tag(call, &explanation.answer, request.today);
  never_keep_part(call, &explanation.answer);
  call->response->type = call_json_type;
  render_explanation_json(&explanation, store_facts(call->reader->store), &call->response->body);
}
