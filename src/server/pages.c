#include "server/pages.h"

#include "render/render.h"
#include "server/routes.h"
#include "server/voice.h"
#include "store/store.h"

#include <stdlib.h>

enum { SHELF_ARTICLES = 4, MEANT_MAX = 5, LANGUAGES_MAX = 64 };

/* Where it answers false, the problem is written. */
static bool may_go_on(struct call *call, bool done, const struct error *err) {
  if (!done) {
    call_trouble(call, err);
  }
  return done;
}

/* ---- languages ---- */

struct spoken {
  struct str lang;
  uint32_t articles;
};

static int compare_spoken(const void *a, const void *b) {
  const struct spoken *left = a, *right = b;
  if (left->articles != right->articles) {
    return left->articles > right->articles ? -1 : 1;
  }
  return str_compare(left->lang, right->lang);
}

/* The languages of articles, commonest first. NULL where memory ends. */
static const struct str *list_languages(struct call *call, size_t *count) {
  size_t facet_count, at = 0;
  const struct store_facet *langs = store_facets(call->reader->store, &facet_count);
  while (!str_equal(langs[at].name, STR("lang"))) {
    at++; /* it is always there */
  }
  langs += at;
  uint32_t articles = (uint32_t)store_facts(call->reader->store)->articles;
  struct spoken *spoken = arena_array(&call->arena, (size_t)langs->value_count + 1, sizeof *spoken);
  struct str *list = arena_array(&call->arena, LANGUAGES_MAX, sizeof *list);
  if (spoken == NULL || list == NULL) {
    return NULL;
  }
  for (uint32_t i = 0; i < langs->value_count; i++) {
    spoken[i].lang = langs->values[i];
  }
  for (uint32_t i = 0; articles > 0 && i < langs->starts[articles]; i++) {
    spoken[langs->numbers[i]].articles++;
  }
  qsort(spoken, langs->value_count, sizeof *spoken, compare_spoken);
  *count = langs->value_count < LANGUAGES_MAX ? langs->value_count : LANGUAGES_MAX;
  for (size_t i = 0; i < *count; i++) {
    list[i] = spoken[i].lang;
  }
  return list;
}

/* ---- topics ---- */

/* Reads the facts of some articles of a topic. */
static bool fill_shelf(struct call *call, const struct search_topic *topic, size_t offset, size_t most,
                       struct render_shelf *shelf, struct error *err) {
  size_t count = topic->article_count > offset ? topic->article_count - offset : 0;
  count = count < most ? count : most;
  struct article *articles = arena_array(&call->arena, count, sizeof *articles);
  *shelf = (struct render_shelf){topic, articles, count};
  if (articles == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < count; i++) {
    if (!store_article_facts(call->reader->store, topic->articles[offset + i], &call->arena, &articles[i], err)) {
      return false;
    }
  }
  return true;
}

/* The topics for the language asked for, else for one that suits the visitor; `lang` becomes that. */
static bool read_topics(struct call *call, const struct str **langs, size_t *lang_count, struct str *lang,
                        struct search_topics *topics, struct error *err) {
  *langs = list_languages(call, lang_count);
  if (*langs == NULL) {
    return error_memory(err);
  }
  *lang = call->parameters.texts[PARAMETER_LANG];
  if (lang->len == 0 && !voice_choose(call, *langs, *lang_count, lang, err)) {
    return false;
  }
  return search_topics(call->reader->searcher, call->reader->store, *lang, &call->arena, topics, err);
}

bool pages_topics(struct call *call, struct search_topics *topics, struct error *err) {
  const struct str *langs;
  size_t count;
  struct str lang;
  return read_topics(call, &langs, &count, &lang, topics, err);
}

static bool fill_start(struct call *call, struct render_start *start, struct render_site *site, struct search_topics *topics,
                       struct error *err) {
  start->site = site;
  start->chosen = call->parameters.texts[PARAMETER_LANG].len > 0;
  start->facts = store_facts(call->reader->store);
  start->topics = topics;
  if (!read_topics(call, &start->langs, &start->lang_count, &start->lang, topics, err) ||
      !voice_find(call, start->lang, site, err)) {
    return false;
  }
  struct render_shelf *shelves = arena_array(&call->arena, topics->count, sizeof *shelves);
  start->shelves = shelves;
  bool done = shelves != NULL || error_memory(err);
  for (size_t i = 0; i < topics->count && done; i++) {
    done = fill_shelf(call, &topics->list[i], 0, SHELF_ARTICLES, &shelves[i], err);
  }
  return done;
}

void pages_start(struct call *call) {
  struct render_start start = {.lang = STR("")};
  struct render_site site;
  struct search_topics topics;
  struct error err;
  if (may_go_on(call, fill_start(call, &start, &site, &topics, &err), &err)) {
    call->response->type = call_page_type;
    render_start_page(&start, &call->response->body);
  }
}

void pages_topic(struct call *call) {
  const struct str *langs;
  size_t lang_count, at = 0;
  struct render_site site;
  struct render_topic topic = {.site = &site, .offset = call->parameters.numbers[PARAMETER_OFFSET]};
  struct search_topics topics;
  struct error err;
  if (!may_go_on(call,
                 read_topics(call, &langs, &lang_count, &topic.lang, &topics, &err) && voice_find(call, topic.lang, &site, &err),
                 &err)) {
    return;
  }
  bool has_slash = str_ends_with(call->rest, STR("/"));
  struct str id = str_slice(call->rest, 0, call->rest.len - has_slash);
  while (at < topics.count && !str_equal(topics.list[at].id, id)) {
    at++;
  }
  if (at == topics.count) {
    pages_missing(call);
  } else if (has_slash) {
    call_redirect(call, str_slice(call->path, 0, call->path.len - 1));
  } else if (may_go_on(call, fill_shelf(call, &topics.list[at], topic.offset, TOPIC_PAGE_ARTICLES, &topic.shelf, &err), &err)) {
    call->response->type = call_page_type;
    render_topic_page(&topic, &call->response->body);
  }
}

/* ---- nothing there ---- */

/* The words of an address as a query: "/articles/knee-injection.html" as "knee injection". */
static struct str words_of(struct call *call) {
  char *words = arena_alloc(&call->arena, call->path.len + 1);
  if (words == NULL) {
    return STR("");
  }
  size_t slash = call->path.len;
  while (slash > 0 && call->path.ptr[slash - 1] != '/') {
    slash--;
  }
  struct str last = str_slice(call->path, slash, call->path.len);
  for (size_t i = 0; i < last.len; i++) {
    unsigned char byte = (unsigned char)last.ptr[i];
    bool letter = byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
    words[i] = letter ? (char)byte : ' ';
  }
  size_t dot = last.len;
  while (dot > 0 && last.ptr[dot - 1] != '.') {
    dot--;
  }
  bool ending = dot > 1 && last.len - dot <= 8;
  return str_trim((struct str){words, ending ? dot - 1 : last.len});
}

void pages_missing(struct call *call) {
  static const struct str detail =
      STR("There is nothing at this address. It may have been moved: search for what you are looking for.");
  const struct search_request request = {.query = words_of(call), .limit = MEANT_MAX};
  struct search_answer answer;
  struct error err;
  struct render_site site;
  call->route = call->route->any ? &routes_missing : call->route;
  call->response->route = call->route->missing ? routes_place(call->route) : call->response->route;
  call_not_found(call, detail);
  if (!call_wants_page(call) || !may_go_on(call, voice_find(call, STR(""), &site, &err), &err)) {
    return;
  }
  bool found =
      request.query.len > 0 && search_run(call->reader->searcher, call->reader->store, &request, &call->arena, &answer, &err);
  buf_clear(&call->response->body);
  render_missing_page(&site, found ? &answer : NULL, &call->response->body);
}
