#include "server/pages.h"

#include "article/article.h"
#include "render/render.h"
#include "server/policy.h"
#include "server/routes.h"
#include "server/voice.h"
#include "store/store.h"

#include <stdlib.h>
#include <strings.h>

enum {
  SHELF_ARTICLES = 4,
  MEANT_MAX = 5,         /* articles that may be meant by an address where there is nothing */
  MEANT_BYTES_MAX = 128, /* of the address that they are looked for by */
  LANGUAGES_MAX = 64,
};

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

const struct str *pages_languages(struct call *call, size_t *count) {
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

/* As articles have it, or in the writing asked for where pages are written in several; empty where no article is in it. */
static struct str choose_known(struct str asked, const struct str *langs, size_t count) {
  struct str language = voice_language(asked);
  for (size_t i = 0; i < count; i++) {
    if (langs[i].len == language.len && strncasecmp(langs[i].ptr, language.ptr, language.len) == 0) {
      return render_speaks_variously(langs[i]) && article_language_is_tag(asked) ? asked : langs[i];
    }
  }
  return STR("");
}

bool pages_asked_language(struct call *call, struct str *lang, struct error *err) {
  size_t count;
  const struct str *langs = pages_languages(call, &count);
  if (langs == NULL) {
    return error_memory(err);
  }
  *lang = choose_known(call->parameters.texts[PARAMETER_LANG], langs, count);
  return true;
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
  *langs = pages_languages(call, lang_count);
  if (*langs == NULL) {
    return error_memory(err);
  }
  *lang = choose_known(call->parameters.texts[PARAMETER_LANG], *langs, *lang_count);
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
  start->facts = store_facts(call->reader->store);
  start->topics = topics;
  if (!read_topics(call, &start->langs, &start->lang_count, &start->lang, topics, err) ||
      !voice_find(call, start->lang, site, err)) {
    return false;
  }
  start->chosen = choose_known(call->parameters.texts[PARAMETER_LANG], start->langs, start->lang_count).len > 0;
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

/* Behind the end there is no page, and the last one stands for it. Where it answers false, the problem is written. */
static bool fill_topic(struct call *call, const struct search_topic *topic, struct render_topic *page) {
  struct error err;
  if (page->offset >= topic->article_count) {
    page->offset = (topic->article_count - 1) / TOPIC_PAGE_ARTICLES * TOPIC_PAGE_ARTICLES;
  }
  return may_go_on(call, fill_shelf(call, topic, page->offset, TOPIC_PAGE_ARTICLES, &page->shelf, &err), &err);
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
  } else if (fill_topic(call, &topics.list[at], &topic)) {
    call->response->type = call_page_type;
    render_topic_page(&topic, &call->response->body);
  }
}

/* ---- nothing there ---- */

/* The words of an address as a query: "/articles/knee-injection.html" as "knee injection". Of a long one its beginning. */
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
  last.len = last.len < MEANT_BYTES_MAX ? last.len : MEANT_BYTES_MAX;
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
  const struct search_request request = {
      .query = words_of(call), .limit = MEANT_MAX, .budget = policy_budget(call->exchange->policy)};
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
