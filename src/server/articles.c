#include "server/articles.h"

#include "article/article.h"
#include "render/render.h"
#include "server/pages.h"
#include "server/routes.h"
#include "server/searching.h"
#include "server/target.h"
#include "server/voice.h"
#include "store/store.h"

/*
 * The number of the article with the first of some names that there is, of which the last one may lack its ending; 0 where there
 * is none, or two lack it.
 */
static bool find_article(struct call *call, const struct str *names, size_t count, uint32_t *number) {
  struct error err;
  uint32_t other = 0;
  bool found = true;
  *number = 0;
  for (size_t i = 0; i < count && *number == 0 && found; i++) {
    if (i + 1 == count) {
      found = store_find_named(call->reader->store, names[i], number, &other, &err);
    } else {
      found = names[i].len == 0 || store_find(call->reader->store, names[i], number, &err);
    }
  }
  *number = other == 0 ? *number : 0;
  if (!found) {
    call_trouble(call, &err);
  }
  return found;
}

bool articles_find(struct call *call, struct str name, uint32_t *number) {
  return find_article(call, &name, 1, number);
}

/* Reads an article and, where wanted, which ones are related to it. Where it answers false, the problem is written. */
static bool read_article(struct call *call, uint32_t number, struct article *article, struct search_related *related,
                         size_t *count) {
  struct reader *reader = call->reader;
  struct error err;
  if (number == 0) {
    call_not_found(call, STR("No article has this address. It may have been moved: search for its title."));
    return false;
  }
  if (!store_article(reader->store, number, &call->arena, article, NULL, &err) ||
      (related != NULL &&
       !search_related(reader->searcher, reader->store, number, article, &call->arena, related, count, &err)) ||
      !store_lead(reader->store, &call->arena, article, &err)) {
    call_trouble(call, &err);
    return false;
  }
  return true;
}

static void answer_page(struct call *call, uint32_t number) {
  struct article article;
  struct search_related related[SEARCH_RELATED_MAX];
  struct search_crumb *crumbs;
  struct render_site site;
  struct render_reading reading = {.site = &site, .article = &article, .related = related};
  struct error err;
  if (!read_article(call, number, &article, related, &reading.related_count)) {
    return;
  }
  if (!search_breadcrumb(call->reader->searcher, call->reader->store, number, &article, &call->arena, &crumbs,
                         &reading.crumb_count, &err) ||
      !voice_find(call, article.lang, &site, &err)) {
    call_trouble(call, &err);
    return;
  }
  reading.crumbs = crumbs;
  call->response->type = call_page_type;
  render_article_page(&reading, &call->response->body);
}

/*
 * The article at a path, as it was sent and decoded. An address may be written with escapes or without, by the author and by
 * the visitor; below /articles/ an id will do, whose ending may be left out.
 */
static bool find_at(struct call *call, struct str sent, struct str path, uint32_t *number) {
  const struct str prefix = STR("/articles/");
  const struct str names[] = {sent, path, target_encode(&call->arena, path)};
  if (!find_article(call, names, COUNT_OF(names), number)) {
    return false;
  }
  struct str rest = str_slice(path, prefix.len, path.len);
  bool may_be_id = *number == 0 && rest.len > 0 && rest.ptr[0] != '/' && str_starts_with(path, prefix);
  return !may_be_id || articles_find(call, rest, number);
}

static struct str without_slash(struct str path) {
  return str_slice(path, 0, path.len - (path.len > 1 && str_ends_with(path, STR("/"))));
}

/* The same path with a slash at its end, or without the one it has: where there is something, that is what was meant. */
static bool try_other_slash(struct call *call) {
  bool has_slash = str_ends_with(call->path, STR("/"));
  struct str other = has_slash ? without_slash(call->path) : arena_format(&call->arena, "%.*s/", STR_ARG(call->path));
  struct str sent = has_slash ? without_slash(call->sent) : arena_format(&call->arena, "%.*s/", STR_ARG(call->sent));
  uint32_t number;
  if (str_starts_with(call->path, STR("//"))) { /* a path like that would lead to another host */
    return false;
  }
  if (!find_at(call, sent, other, &number)) {
    return true;
  }
  if (number != 0 || (has_slash && routes_is_whole(other))) {
    call_redirect(call, other);
  }
  return number != 0 || call->response->status != 200;
}

/* Where the path is one that a page had before. */
static bool try_moved(struct call *call) {
  struct error err;
  struct store_name name;
  uint32_t number;
  struct store *store = call->reader->store;
  if (!store_find_moved(store, call->sent, &number, &err) ||
      (number != 0 && !store_name(store, number, &call->arena, &name, &err))) {
    call_trouble(call, &err);
    return true;
  }
  if (number != 0) {
    call_move(call, name.url);
  }
  return number != 0;
}

void articles_page(struct call *call) {
  uint32_t number;
  if (!find_at(call, call->sent, call->path, &number)) {
    return;
  }
  if (number != 0) {
    if (call_reads(call)) {
      answer_page(call, number);
    }
  } else if (!try_other_slash(call) && !try_moved(call)) {
    pages_missing(call);
  }
}

static void answer_article(struct call *call, uint32_t number) {
  struct article article;
  struct render_choice choice;
  if (searching_choice(call, STR("Article"), &choice) && read_article(call, number, &article, NULL, NULL)) {
    call->response->type = call_json_type;
    render_article_json_chosen(&article, &choice, &call->response->body);
  }
}

void articles_api(struct call *call) {
  uint32_t number;
  if (articles_find(call, call->rest, &number)) {
    answer_article(call, number);
  }
}

/* Ids have slashes: what ends in /related asks for that only where it is no id itself. */
void articles_related_api(struct call *call) {
  struct article article;
  struct search_related related[SEARCH_RELATED_MAX];
  size_t count;
  uint32_t number;
  if (!articles_find(call, call->rest, &number)) {
    return;
  }
  if (number != 0) {
    answer_article(call, number);
  } else if (articles_find(call, str_slice(call->rest, 0, call->rest.len - STR("/related").len), &number) &&
             read_article(call, number, &article, related, &count)) {
    call->response->type = call_json_type;
    render_related_json(&article, related, count, &call->response->body);
  }
}
