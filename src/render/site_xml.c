#include "address.h"
#include "html.h"
#include "render.h"

static void begin(struct buf *out) {
  buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
}

static void add_element(struct buf *out, const char *name, struct str text) {
  buf_format(out, "<%s>", name);
  html_text(out, text);
  buf_format(out, "</%s>\n", name);
}

/* The standard's limits, in characters. */
enum { SHORT_NAME_MAX = 16, LONG_NAME_MAX = 48, DESCRIPTION_MAX = 1024 };

/* As much of a text as the standard takes: it says where it is cut. */
static void add_limited(struct buf *out, const char *name, struct str text, size_t most) {
  size_t kept = 0, at = 0;
  for (size_t count = 0; at < text.len && count < most; count++) {
    kept = at;
    (void)utf8_next(text, &at);
  }
  buf_format(out, "<%s>", name);
  html_text(out, at < text.len ? str_trim(str_slice(text, 0, kept)) : text);
  buf_add(out, at < text.len ? STR("…") : STR(""));
  buf_format(out, "</%s>\n", name);
}

void render_opensearch(const struct render_site *site, struct buf *out) {
  struct str name = site->name.len > 0 ? site->name : STR("Marrow");
  struct str label = speech_text(speech_of(site->lang), SAY_LABEL);
  begin(out);
  buf_add(out, STR("<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"));
  add_limited(out, "ShortName", name, SHORT_NAME_MAX);
  add_limited(out, "LongName", name, LONG_NAME_MAX);
  add_limited(out, "Description", site->description.len > 0 ? site->description : label, DESCRIPTION_MAX);
  buf_add(out, STR("<InputEncoding>UTF-8</InputEncoding>\n<Image width=\"32\" height=\"32\" type=\"image/svg+xml\">"));
  html_absolute(out, site->base, STR("/favicon.svg"));
  buf_add(out, STR("</Image>\n<Url type=\"text/html\" method=\"get\" template=\""));
  html_absolute(out, site->base, STR("/search"));
  buf_add(out, STR("?q={searchTerms}\"/>\n<Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\""));
  html_absolute(out, site->base, STR("/opensearch.xml"));
  buf_add(out, STR("\"/>\n</OpenSearchDescription>\n"));
}

/* ---- sitemaps ---- */

void render_sitemap(struct str base, const struct render_place *places, size_t count, struct buf *out) {
  begin(out);
  buf_add(out, STR("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
  for (size_t i = 0; i < count; i++) {
    buf_add(out, STR("<url><loc>"));
    html_absolute(out, base, places[i].url);
    buf_add(out, STR("</loc>"));
    if (places[i].date.len > 0) {
      buf_add(out, STR("<lastmod>"));
      html_text(out, places[i].date);
      buf_add(out, STR("</lastmod>"));
    }
    buf_add(out, STR("</url>\n"));
  }
  buf_add(out, STR("</urlset>\n"));
}

void render_sitemap_index(struct str base, size_t places, struct buf *out) {
  begin(out);
  buf_add(out, STR("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
  for (size_t offset = 0; offset < places; offset += SITEMAP_PLACES_MAX) {
    buf_add(out, STR("<sitemap><loc>"));
    html_absolute(out, base, STR("/sitemap.xml"));
    buf_format(out, "?from=%zu</loc></sitemap>\n", offset + 1);
  }
  buf_add(out, STR("</sitemapindex>\n"));
}

/* ---- the feed ---- */

static void add_day(struct buf *out, const char *name, struct str date) {
  buf_format(out, "<%s>", name);
  html_text(out, date.len > 0 ? date : STR("1970-01-01"));
  buf_format(out, "T00:00:00Z</%s>\n", name);
}

static void add_entry(struct buf *out, struct str base, const struct search_hit *hit) {
  buf_add(out, STR("<entry"));
  if (hit->lang.len > 0) {
    buf_add(out, STR(" xml:lang=\""));
    html_language(out, hit->lang);
    buf_byte(out, '"');
  }
  buf_add(out, STR(">\n"));
  add_element(out, "title", hit->title.text);
  buf_add(out, STR("<id>"));
  html_absolute(out, base, hit->url);
  buf_add(out, STR("</id>\n<link href=\""));
  html_absolute(out, base, hit->url);
  buf_add(out, STR("\"/>\n"));
  add_day(out, "updated", hit->date);
  if (hit->summary.len > 0) {
    add_element(out, "summary", hit->summary);
  }
  buf_add(out, STR("</entry>\n"));
}

/* An address of the site, with the language that it is asked for in; empty: none. */
static void add_address(struct buf *out, struct str base, struct str path, struct str lang) {
  struct buf address;
  buf_init(&address, out->ceiling);
  address_add_in(&address, path, lang);
  html_absolute(out, base, buf_str(&address));
  out->failed |= buf_failed(&address);
  buf_free(&address);
}

void render_feed(const struct render_site *site, struct str lang, struct str title, const struct search_answer *newest,
                 struct buf *out) {
  struct str name = site->name.len > 0 ? site->name : title.len > 0 ? title : STR("Marrow");
  begin(out);
  buf_add(out, STR("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"));
  add_element(out, "title", name);
  if (site->description.len > 0) {
    add_element(out, "subtitle", site->description);
  }
  buf_add(out, STR("<id>"));
  add_address(out, site->base, STR("/feed.xml"), lang);
  buf_add(out, STR("</id>\n<link rel=\"self\" href=\""));
  add_address(out, site->base, STR("/feed.xml"), lang);
  buf_add(out, STR("\"/>\n<link href=\""));
  add_address(out, site->base, STR("/"), lang);
  buf_add(out, STR("\"/>\n<author><name>"));
  html_text(out, name);
  buf_add(out, STR("</name></author>\n"));
  add_day(out, "updated", newest->hit_count > 0 ? newest->hits[0].date : STR(""));
  for (size_t i = 0; i < newest->hit_count; i++) {
    add_entry(out, site->base, &newest->hits[i]);
  }
  buf_add(out, STR("</feed>\n"));
}
