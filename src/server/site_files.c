#include "server/site_files.h"

#include "article/article.h"
#include "render/render.h"
#include "server/pages.h"
#include "server/voice.h"
#include "store/store.h"

enum { FEED_ENTRIES = 20, TOPIC_PLACES_MAX = 20000 /* a sitemap may have 50,000 places */ };

/* Where the site stands. Where it answers false, nobody says, and the problem is written. */
static bool read_base(struct call *call, struct str *base) {
  *base = call_base(call);
  if (base->len == 0) {
    call_bad_request(call, STR("The addresses in this file are whole ones, and the request names no host: send a Host header."));
  }
  return base->len > 0;
}

void site_opensearch(struct call *call) {
  struct render_site site;
  struct error err;
  struct str base;
  if (!read_base(call, &base)) {
    return;
  }
  if (!voice_find(call, STR(""), &site, &err)) {
    call_trouble(call, &err);
    return;
  }
  call->response->type = "application/opensearchdescription+xml; charset=utf-8";
  render_opensearch(&site, &call->response->body);
}

/* ---- the sitemap ---- */

/* Gathers the places of one sitemap: the start page is number 0, articles follow by their numbers. */
struct gathering {
  struct call *call;
  struct render_place *places;
  size_t count;
  uint32_t number, first, end;
};

/* 20240131 as 2024-01-31. */
static struct str day_text(struct arena *arena, uint32_t date) {
  return date == 0 ? STR("") : arena_format(arena, "%04u-%02u-%02u", date / 10000, date / 100 % 100, date % 100);
}

/* Articles that stand elsewhere are no places of this site, and the start page is one already. */
static void gather(void *context, struct str id, struct str url) {
  struct gathering *gathering = context;
  struct arena *arena = &gathering->call->arena;
  (void)id;
  gathering->number++;
  bool is_here = article_address_scheme(url).len == 0 && !str_equal(url, STR("/"));
  if (gathering->number >= gathering->first && gathering->number < gathering->end && is_here) {
    struct str date = day_text(arena, store_date(gathering->call->reader->store, gathering->number));
    gathering->places[gathering->count++] = (struct render_place){arena_copy(arena, url), date};
  }
}

/* The pages of topics, each in the languages that have articles of it, as they name themselves. */
static bool add_topics(struct gathering *gathering, struct error *err) {
  struct call *call = gathering->call;
  size_t count;
  const struct str *langs = pages_languages(call, &count);
  if (langs == NULL) {
    return error_memory(err);
  }
  for (size_t i = 0; i < count; i++) {
    struct search_topics topics;
    if (!search_topics(call->reader->searcher, call->reader->store, langs[i], &call->arena, &topics, err)) {
      return false;
    }
    for (size_t j = 0; j < topics.count && gathering->count <= TOPIC_PLACES_MAX; j++) {
      gathering->places[gathering->count++] =
          (struct render_place){.url = render_topic_address(&call->arena, topics.list[j].id, langs[i])};
    }
  }
  return true;
}

static bool fill_sitemap(struct call *call, uint32_t from, struct gathering *gathering, struct error *err) {
  *gathering = (struct gathering){
      .call = call,
      .places = arena_array(&call->arena, SITEMAP_PLACES_MAX + TOPIC_PLACES_MAX + 1, sizeof *gathering->places),
      .first = from,
      .end = from + SITEMAP_PLACES_MAX};
  if (gathering->places == NULL) {
    return error_memory(err);
  }
  if (from <= 1) {
    gathering->places[gathering->count++] = (struct render_place){.url = STR("/")};
    if (!add_topics(gathering, err)) {
      return false;
    }
  }
  return store_ids(call->reader->store, gather, gathering, err) && (!arena_failed(&call->arena) || error_memory(err));
}

void site_sitemap(struct call *call) {
  size_t from = call->parameters.numbers[PARAMETER_FROM];
  size_t articles = (size_t)store_facts(call->reader->store)->articles;
  struct gathering gathering;
  struct str base;
  struct error err;
  if (!read_base(call, &base)) {
    return;
  }
  call->response->type = "application/xml; charset=utf-8";
  if (from == 0 && articles > SITEMAP_PLACES_MAX) {
    render_sitemap_index(base, articles, &call->response->body);
  } else if (fill_sitemap(call, (uint32_t)(from == 0 ? 1 : from), &gathering, &err)) {
    render_sitemap(base, gathering.places, gathering.count, &call->response->body);
  } else {
    call_trouble(call, &err);
  }
}

/* ---- the others ---- */

void site_feed(struct call *call) {
  struct search_request request = {.query = STR(""), .limit = FEED_ENTRIES, .since = STR("0001"), .by_date = true};
  struct search_answer answer;
  struct search_topics topics;
  struct render_site site;
  struct error err;
  struct reader *reader = call->reader;
  struct str base;
  if (!read_base(call, &base)) {
    return;
  }
  if (!pages_asked_language(call, &request.lang, &err) ||
      !search_run(reader->searcher, reader->store, &request, &call->arena, &answer, &err) ||
      !search_topics(reader->searcher, reader->store, request.lang, &call->arena, &topics, &err) ||
      !voice_find(call, request.lang, &site, &err)) {
    call_trouble(call, &err);
    return;
  }
  call->response->type = "application/atom+xml; charset=utf-8";
  render_feed(&site, request.lang, topics.title, &answer, &call->response->body);
}

/*
 * Pages of results say themselves which of them engines may show; the many ways to narrow, order and leaf through them are for
 * people.
 */
void site_robots(struct call *call) {
  static const char *const narrowing[] = {"tag", "filter", "since", "until", "sort", "limit", "offset", "exact"};
  struct str base = call_base(call);
  call->response->type = "text/plain; charset=utf-8";
  buf_add(&call->response->body, STR("User-agent: *\n"));
  for (size_t i = 0; i < COUNT_OF(narrowing); i++) {
    buf_format(&call->response->body, "Disallow: /search?*&%s=\n", narrowing[i]);
  }
  buf_add(&call->response->body, STR("Disallow: /api/\n"));
  if (base.len > 0) {
    buf_format(&call->response->body, "Sitemap: %.*s/sitemap.xml\n", STR_ARG(base));
  }
}
