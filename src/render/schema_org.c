#include "schema_org.h"

#include "address.h"
#include "html.h"
#include "json.h"

static void add_address(struct json *json, struct str key, struct str base, struct str address) {
  struct buf whole;
  buf_init(&whole, json->out->ceiling);
  if (!address_is_web(address)) {
    buf_add(&whole, base);
  }
  address_add(&whole, address);
  json_member(json, key, buf_str(&whole));
  json->out->failed |= buf_failed(&whole);
  buf_free(&whole);
}

static void open_thing(struct json *json, struct str type) {
  json_open(json, '{');
  json_member(json, STR("@type"), type);
}

static void add_crumb(struct json *json, struct str base, size_t position, struct str title, struct str address) {
  open_thing(json, STR("ListItem"));
  json_number_member(json, STR("position"), position);
  json_member(json, STR("name"), title);
  if (address.len > 0) {
    add_address(json, STR("item"), base, address);
  }
  json_close(json, '}');
}

static void add_crumbs(struct json *json, const struct render_reading *reading) {
  open_thing(json, STR("BreadcrumbList"));
  json_key(json, STR("itemListElement"));
  json_open(json, '[');
  for (size_t i = 0; i < reading->crumb_count; i++) {
    const struct search_crumb *crumb = &reading->crumbs[i];
    struct buf topic;
    buf_init(&topic, json->out->ceiling);
    if (crumb->topic.len > 0) {
      buf_add(&topic, STR("/topics/"));
      buf_add(&topic, crumb->topic);
    }
    add_crumb(json, reading->site->base, i + 1, crumb->title, crumb->topic.len > 0 ? buf_str(&topic) : crumb->url);
    json->out->failed |= buf_failed(&topic);
    buf_free(&topic);
  }
  add_crumb(json, reading->site->base, reading->crumb_count + 1, reading->article->title, reading->article->url);
  json_close(json, ']');
  json_close(json, '}');
}

static void add_article(struct json *json, const struct render_reading *reading) {
  const struct article *article = reading->article;
  open_thing(json, STR("Article"));
  json_member(json, STR("headline"), article->title);
  add_address(json, STR("url"), reading->site->base, article->url);
  json_optional_member(json, STR("description"), article->summary);
  json_optional_member(json, STR("inLanguage"), article->lang);
  json_optional_member(json, STR("dateModified"), article->date);
  json_key(json, STR("keywords"));
  json_texts(json, article->tags, article->tag_count);
  json_key(json, STR("isPartOf"));
  open_thing(json, STR("WebSite"));
  json_member(json, STR("name"), reading->site->name.len > 0 ? reading->site->name : STR("Marrow"));
  add_address(json, STR("url"), reading->site->base, STR("/"));
  json_close(json, '}');
  json_close(json, '}');
}

/* Begins a graph, which end_graph() writes into the page. */
static struct json begin_graph(struct buf *text, size_t ceiling) {
  buf_init(text, ceiling);
  struct json json = {.out = text};
  json_open(&json, '{');
  json_member(&json, STR("@context"), STR("https://schema.org"));
  json_key(&json, STR("@graph"));
  json_open(&json, '[');
  return json;
}

static void end_graph(struct json *json, struct buf *out) {
  json_close(json, ']');
  json_close(json, '}');
  html_data(out, buf_str(json->out));
  out->failed |= buf_failed(json->out);
  buf_free(json->out);
}

void schema_article(struct buf *out, const struct render_reading *reading) {
  struct buf text;
  struct json json = begin_graph(&text, out->ceiling);
  add_article(&json, reading);
  if (reading->crumb_count > 0) {
    add_crumbs(&json, reading);
  }
  end_graph(&json, out);
}

void schema_site(struct buf *out, const struct render_start *start) {
  const struct render_site *site = start->site;
  struct buf text, target;
  struct json json = begin_graph(&text, out->ceiling);
  struct str title = site->name.len > 0 ? site->name : start->topics->title;
  buf_init(&target, out->ceiling);
  buf_add(&target, site->base);
  buf_add(&target, STR("/search?q={search_term_string}"));
  open_thing(&json, STR("WebSite"));
  json_member(&json, STR("name"), title.len > 0 ? title : STR("Marrow"));
  json_optional_member(&json, STR("description"), site->description);
  add_address(&json, STR("url"), site->base, STR("/"));
  json_optional_member(&json, STR("inLanguage"), start->lang);
  json_key(&json, STR("potentialAction"));
  open_thing(&json, STR("SearchAction"));
  json_member(&json, STR("target"), buf_str(&target));
  json_member(&json, STR("query-input"), STR("required name=search_term_string"));
  json_close(&json, '}');
  json_close(&json, '}');
  out->failed |= buf_failed(&target);
  buf_free(&target);
  end_graph(&json, out);
}
