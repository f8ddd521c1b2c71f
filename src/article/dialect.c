#include "article/dialect.h"

#include "article/address.h"
#include "article/dates.h"
#include "article/naming.h"
#include "article/source.h"
#include "article/text.h"

/* Keys that mean the same as one of Marrow's and take its place where that is not there. */
static const struct {
  const char *from, *to;
  bool is_day;
} same[] = {
    {"description", "summary", false},     {"excerpt", "summary", false},     {"lastmod", "updated", true},
    {"last_modified_at", "updated", true}, {"publishDate", "date", true},     {"publishdate", "date", true},
    {"expiryDate", "review_by", true},     {"expirydate", "review_by", true},
};

static struct str text_of(const json_t *value) {
  return (struct str){json_string_value(value), json_string_length(value)};
}

const char *dialect_origin(const json_t *facts, const char *key) {
  for (size_t i = 0; i < COUNT_OF(same); i++) {
    if (strcmp(same[i].to, key) == 0 && json_is_string(json_object_get(facts, same[i].from))) {
      return same[i].from;
    }
  }
  return NULL;
}

static void take_same(json_t *facts) {
  for (size_t i = 0; i < COUNT_OF(same); i++) {
    json_t *value = json_object_get(facts, same[i].from);
    struct str day;
    bool fits = json_is_string(value) && (!same[i].is_day || date_read(str_trim(text_of(value)), &day));
    if (fits && json_object_get(facts, same[i].to) == NULL) {
      (void)json_object_set(facts, same[i].to, value);
    }
  }
}

static void add_label(json_t *labels, const json_t *value) {
  struct str text = str_trim(text_of(value));
  if (json_array_size(labels) < ARTICLE_LABELS_MAX && text.len > 0 && text.len <= 200) {
    (void)json_array_append_new(labels, json_stringn(text.ptr, text.len));
  }
}

/* Adds the texts of a list, or those of a text between commas. */
static void add_labels(json_t *labels, const json_t *value) {
  for (size_t i = 0; i < json_array_size(value); i++) {
    add_label(labels, json_array_get(value, i));
  }
  struct str text = text_of(value);
  for (size_t begin = 0; json_is_string(value) && begin <= text.len;) {
    size_t end = str_find(text, ',', begin);
    json_t *part = json_stringn(text.ptr + begin, end - begin);
    add_label(labels, part);
    json_decref(part);
    begin = end + 1;
  }
}

/* Categories and keywords are tags too; under their own keys they stay, as something to filter by. */
static void take_tags(json_t *facts) {
  static const char *const keys[] = {"tags", "categories", "category", "keywords"};
  json_t *labels = json_array();
  bool more = false;
  for (size_t i = 0; i < COUNT_OF(keys); i++) {
    const json_t *value = json_object_get(facts, keys[i]);
    more = more || (i > 0 && (json_is_string(value) || json_is_array(value)));
    add_labels(labels, value);
  }
  if (more) {
    (void)json_object_set(facts, "tags", labels);
  }
  json_decref(labels);
}

static bool is_address(struct str alias) {
  return str_starts_with(alias, STR("/")) || str_starts_with(alias, STR("../")) || str_ends_with(alias, STR("/")) ||
         str_ends_with(alias, STR(".html")) || article_address_scheme(alias).len > 0;
}

/* In Hugo aliases are addresses that a page had before: nobody types those, but links may still lead there. */
static void take_old_addresses(json_t *facts) {
  json_t *aliases = json_object_get(facts, "aliases"), *before = json_object_get(facts, "redirect_from");
  json_t *words = json_array(), *addresses = json_is_string(before) ? json_pack("[O]", before) : json_array();
  bool is_list = json_is_array(aliases);
  for (size_t i = 0; i < (is_list ? json_array_size(aliases) : json_is_string(aliases)); i++) {
    json_t *alias = is_list ? json_array_get(aliases, i) : aliases;
    (void)json_array_append(is_address(str_trim(text_of(alias))) ? addresses : words, alias);
  }
  if (json_array_size(addresses) > json_is_string(before) && (before == NULL || !json_is_object(before))) {
    (void)json_array_extend(addresses, json_is_array(before) ? before : NULL);
    (void)json_object_set(facts, "redirect_from", addresses);
    (void)json_object_set(facts, "aliases", words);
  }
  json_decref(words);
  json_decref(addresses);
}

/* What a page is called in the menu is a name that people know it by. */
static void take_label(json_t *facts) {
  static const char *const keys[] = {"sidebar_label", "linkTitle", "linktitle", "short-title", "nav_title"};
  for (size_t i = 0; i < COUNT_OF(keys); i++) {
    json_t *label = json_object_get(facts, keys[i]), *aliases = json_object_get(facts, "aliases");
    if (!json_is_string(label) || (aliases != NULL && !json_is_array(aliases))) {
      continue;
    }
    if (aliases == NULL) {
      aliases = json_array();
      (void)json_object_set_new(facts, "aliases", aliases);
    }
    add_label(aliases, label);
  }
}

static struct str last_part(struct str path) {
  size_t begin = path.len;
  while (begin > 0 && path.ptr[begin - 1] != '/') {
    begin--;
  }
  return str_slice(path, begin, path.len);
}

struct str dialect_day(struct str id) {
  struct str day, name = last_part(id);
  bool has = name.len > 11 && name.ptr[10] == '-' && date_read(str_slice(name, 0, 10), &day);
  return has ? day : STR("");
}

/* What a placeholder of Jekyll's permalinks stands for; ptr is NULL for one that is not known. */
static struct str placeholder(const json_t *facts, struct str id, struct str name) {
  struct str date = text_of(json_object_get(facts, "date")), day = STR("");
  struct str stem = last_part(article_stem(id));
  bool has_day = dialect_day(id).len > 0;
  (void)date_read(str_trim(date), &day);
  day = day.len > 0 ? day : dialect_day(id);
  if (str_equal(name, STR("title")) || str_equal(name, STR("name")) || str_equal(name, STR("basename"))) {
    struct str slug = text_of(json_object_get(facts, "slug"));
    return slug.len > 0 ? slug : str_slice(stem, has_day ? 11 : 0, stem.len);
  }
  return str_equal(name, STR("year"))    ? str_slice(day, 0, 4)
         : str_equal(name, STR("month")) ? str_slice(day, 5, 7)
         : str_equal(name, STR("day"))   ? str_slice(day, 8, 10)
                                         : (struct str){NULL, 0};
}

/* The address of a permalink, whose placeholders are filled in; empty where one is not known. */
static void write_permalink(const json_t *facts, struct str id, struct str written, struct buf *out) {
  for (size_t at = 0; at < written.len;) {
    size_t end = at + 1;
    while (written.ptr[at] == ':' && end < written.len && written.ptr[end] >= 'a' && written.ptr[end] <= 'z') {
      end++;
    }
    struct str value = placeholder(facts, id, str_slice(written, at + 1, end));
    if (end == at + 1) {
      buf_byte(out, written.ptr[at]);
    } else if (value.ptr != NULL) {
      buf_add(out, value);
    } else {
      buf_clear(out);
      return;
    }
    at = end;
  }
}

static void take_permalink(json_t *facts, struct str id) {
  struct str written = str_trim(text_of(json_object_get(facts, "permalink")));
  struct buf address;
  buf_init(&address, ADDRESS_BYTES_MAX);
  bool is_path = str_starts_with(written, STR("/"));
  if (!is_path && (str_find(written, '/', 0) < written.len || str_find(written, '.', 0) < written.len) &&
      article_address_scheme(written).len == 0) {
    buf_byte(&address, '/'); /* about.html; but "pretty" is a way to make addresses */
    is_path = true;
  }
  if (is_path && json_object_get(facts, "url") == NULL) {
    write_permalink(facts, id, written, &address);
  }
  if (!buf_failed(&address) && article_address_is_safe(buf_str(&address))) {
    (void)json_object_set_new(facts, "url", json_stringn(address.ptr, address.len));
  }
  buf_free(&address);
}

/* MDN names a page's whole path below /LOCALE/docs/; the locale is a folder: files/en-us/web/... */
static void take_mdn_slug(struct arena *arena, json_t *facts, struct str id) {
  struct str slug = str_trim(text_of(json_object_get(facts, "slug")));
  if (slug.len == 0 || json_object_get(facts, "page-type") == NULL || json_object_get(facts, "url") != NULL) {
    return;
  }
  struct str locale = STR("en-US");
  const char *files = memmem(id.ptr, id.len, "files/", strlen("files/"));
  if (files != NULL) {
    size_t begin = (size_t)(files - id.ptr) + strlen("files/");
    locale = str_slice(id, begin, str_find(id, '/', begin));
  }
  locale = str_equal(locale, STR("en-us")) ? STR("en-US") : str_equal(locale, STR("pt-br")) ? STR("pt-BR") : locale;
  struct str url = arena_format(arena, "/%.*s/docs/%.*s", STR_ARG(locale), STR_ARG(slug));
  if (article_address_is_safe(url)) {
    (void)json_object_set_new(facts, "url", json_stringn(url.ptr, url.len));
  }
}

/* In Docusaurus an id is the last part of a page's address, but not of one that stands for its folder or in a blog. */
static void take_id(json_t *facts, struct str id) {
  bool is_docusaurus = str_ends_with(id, STR(".mdx")) || json_object_get(facts, "sidebar_label") != NULL ||
                       json_object_get(facts, "sidebar_position") != NULL;
  json_t *value = json_object_get(facts, "id");
  bool is_part = !naming_is_index(GENERATOR_DOCUSAURUS, id) && !naming_is_entry(GENERATOR_DOCUSAURUS, id);
  if (is_docusaurus && is_part && json_is_string(value) && json_object_get(facts, "slug") == NULL) {
    (void)json_object_set(facts, "slug", value);
  }
}

static bool is_said(const json_t *value, bool truth) {
  struct str text = str_trim(text_of(value));
  return truth ? json_is_true(value) || str_equal(text, STR("true")) : json_is_false(value) || str_equal(text, STR("false"));
}

/* Keys by which authors keep a page out of the site, or out of the search of it. */
static bool is_kept_out(const json_t *facts) {
  static const char *const yes[] = {"draft",          "unlisted",       "headless",         "search_exclude",
                                    "search-exclude", "exclude_search", "bookSearchExclude"};
  static const char *const no[] = {"published", "search", "pagefind"};
  bool is_out = is_said(json_object_get(json_object_get(facts, "search"), "exclude"), true); /* MkDocs Material */
  for (size_t i = 0; i < COUNT_OF(yes); i++) {
    is_out = is_out || is_said(json_object_get(facts, yes[i]), true);
  }
  for (size_t i = 0; i < COUNT_OF(no); i++) {
    is_out = is_out || is_said(json_object_get(facts, no[i]), false);
  }
  return is_out;
}

void dialect_translate(struct arena *arena, json_t *facts, struct article *article) {
  article->is_away = is_kept_out(facts);
  take_same(facts);
  take_tags(facts);
  take_old_addresses(facts);
  take_label(facts);
  take_permalink(facts, article->id);
  take_mdn_slug(arena, facts, article->id);
  take_id(facts, article->id);
  if (json_object_get(facts, "slug") != NULL && !json_is_string(json_object_get(facts, "slug"))) {
    (void)json_object_del(facts, "slug");
  }
}
