#include "article/pagefacts.h"

#include <stdlib.h>

#include "article/dates.h"
#include "article/facts.h"
#include "article/text.h"

enum { TITLE_CHARACTERS_MAX = 250, SUMMARY_CHARACTERS_MAX = 2000, LABEL_BYTES_MAX = 200, OWN_MAX = 1000 };

/* What a page says, gathered. */
struct gathering {
  struct arena *arena;
  const struct page *page;
  struct article *article;
  json_t *facts;
  struct str title, og_title, site_name;
  size_t own;        /* attributes of ours that were read */
  bool has_defaults; /* some of them say what holds where nothing else is said */
  bool is_away;
};

static bool is_day(struct str value) {
  struct str day;
  return value.len > 0 && date_read(value, &day);
}

static bool is_language(struct str value) {
  return value.len > 0 && article_language_is_tag(value);
}

static bool is_label(struct str value) {
  return value.len > 0 && value.len <= LABEL_BYTES_MAX;
}

/* Keys with a meaning that a page may set, and whether a value can have it. Others with a meaning it may not. */
static const struct {
  const char *key;
  bool (*fits)(struct str value);
  bool is_list;
} known[] = {
    {"date", is_day, false},      {"updated", is_day, false},
    {"lang", is_language, false}, {"tags", is_label, true},
    {"aliases", is_label, true},  {"url", article_address_is_safe, false},
    {"review_by", is_day, false}, {"superseded_by", article_address_is_safe, false},
};

/* Whether a page may say that, and whether it may say it more than once. */
static bool may_say(const char *key, struct str value, bool *is_list) {
  for (size_t i = 0; i < COUNT_OF(known); i++) {
    if (strcmp(key, known[i].key) == 0) {
      *is_list = known[i].is_list;
      return known[i].fits(value);
    }
  }
  *is_list = !article_key_is_known(str_of(key));
  return *is_list && value.len > 0;
}

static bool has_value(const json_t *list, const json_t *value) {
  for (size_t i = 0; i < json_array_size(list); i++) {
    if (json_equal(json_array_get(list, i), value) != 0) {
      return true;
    }
  }
  return json_array_size(list) >= ARTICLE_LABELS_MAX;
}

/* Adds a value under a key. What was said first stands where there can be only one. */
static void say(struct gathering *gathering, const char *key, struct str value) {
  bool is_list;
  value = text_line(gathering->arena, value);
  if (!may_say(key, value, &is_list)) {
    return;
  }
  json_t *said = json_object_get(gathering->facts, key), *text = json_stringn(value.ptr, value.len);
  if (!is_list) {
    (void)(said == NULL ? json_object_set_new(gathering->facts, key, text) : (json_decref(text), 0));
    return;
  }
  if (said == NULL) {
    (void)json_object_set_new(gathering->facts, key, text);
    return;
  }
  if (json_is_string(said)) {
    json_t *list = json_pack("[O]", said);
    (void)json_object_set_new(gathering->facts, key, list);
    said = list;
  }
  (void)(has_value(said, text) ? (json_decref(text), 0) : json_array_append_new(said, text));
}

static void say_each(struct gathering *gathering, const char *key, struct str values) {
  for (size_t begin = 0; begin <= values.len;) {
    size_t end = str_find(values, ',', begin);
    say(gathering, key, str_trim(str_slice(values, begin, end)));
    begin = end + 1;
  }
}

/* Title and summary are cut, not refused. */
static void set_text(struct gathering *gathering, struct str *text, struct str value, size_t characters) {
  if (text->len == 0) {
    *text = text_cut(text_line(gathering->arena, value), characters);
  }
}

static void read_meta(struct gathering *gathering, size_t node) {
  static const struct {
    const char *name, *key;
  } days[] = {{"article:published_time", "date"},   {"dcterms.date", "date"},        {"date", "date"},
              {"article:modified_time", "updated"}, {"dcterms.modified", "updated"}, {"last-modified", "updated"}};
  struct str name = page_attribute(gathering->page, node, "name"), value = page_attribute(gathering->page, node, "content");
  struct str refresh = page_attribute(gathering->page, node, "http-equiv");
  name = name.ptr != NULL ? name : page_attribute(gathering->page, node, "property");
  if (markup_same_name(name, STR("description")) || markup_same_name(name, STR("og:description"))) {
    set_text(gathering, &gathering->article->summary, value, SUMMARY_CHARACTERS_MAX);
  } else if (markup_same_name(name, STR("keywords"))) {
    say_each(gathering, "tags", value);
  } else if (markup_same_name(name, STR("og:title"))) {
    set_text(gathering, &gathering->og_title, value, TITLE_CHARACTERS_MAX);
  } else if (markup_same_name(name, STR("og:site_name"))) {
    set_text(gathering, &gathering->site_name, value, TITLE_CHARACTERS_MAX);
  } else if (markup_same_name(refresh, STR("refresh")) && str_contains(value, STR("="))) {
    gathering->is_away = true;
  }
  for (size_t i = 0; i < COUNT_OF(days); i++) {
    if (markup_same_name(name, str_of(days[i].name))) {
      say(gathering, days[i].key, value);
    }
  }
}

/* The same page in another language, or "x-default" for all others. */
static void read_translation(struct gathering *gathering, struct str lang, struct str link) {
  json_t *translations = json_object_get(gathering->facts, "translations");
  struct str tag = arena_copy(gathering->arena, lang), address = text_line(gathering->arena, link);
  bool fits =
      tag.ptr != NULL && is_language(lang) && !markup_same_name(lang, STR("x-default")) && article_address_is_safe(address);
  if (fits && translations == NULL) {
    translations = json_object();
    (void)json_object_set_new(gathering->facts, "translations", translations);
  }
  for (size_t i = 0; fits && i < tag.len; i++) {
    ((char *)tag.ptr)[i] = (char)(lang.ptr[i] >= 'A' && lang.ptr[i] <= 'Z' ? lang.ptr[i] | 0x20 : lang.ptr[i]);
  }
  if (fits && json_object_get(translations, tag.ptr) == NULL && json_object_size(translations) < ARTICLE_LABELS_MAX) {
    (void)json_object_set_new(translations, tag.ptr, json_stringn(address.ptr, address.len));
  }
}

static void read_link(struct gathering *gathering, size_t node) {
  struct str relation = page_attribute(gathering->page, node, "rel"), link = page_attribute(gathering->page, node, "href");
  struct str lang = page_attribute(gathering->page, node, "hreflang");
  if (page_has_word(relation, STR("home")) || page_has_word(relation, STR("start"))) { /* DocBook: its book is the site */
    set_text(gathering, &gathering->site_name, page_attribute(gathering->page, node, "title"), TITLE_CHARACTERS_MAX);
  }
  if (page_has_word(relation, STR("canonical"))) {
    struct str address = text_line(gathering->arena, link);
    bool is_whole = str_starts_with(address, STR("/")) || article_address_scheme(address).len > 0;
    say(gathering, "url", is_whole ? address : STR(""));
  } else if (page_has_word(relation, STR("alternate")) && lang.len > 0) {
    read_translation(gathering, lang, link);
  }
}

/* What "NAME", "NAME:VALUE" or "NAME[ATTRIBUTE]" sets; by default only where nothing else did. */
static void read_value(struct gathering *gathering, size_t node, struct str written, bool by_default) {
  size_t colon = str_find(written, ':', 0), bracket = str_find(written, '[', 0);
  size_t end = colon < bracket ? colon : bracket;
  struct str key = arena_copy(gathering->arena, str_trim(str_slice(written, 0, end))), value;
  if (colon < bracket) {
    value = str_trim(str_slice(written, colon + 1, written.len));
  } else if (bracket < written.len) {
    struct str attribute = str_slice(written, bracket + 1, str_find(written, ']', bracket));
    struct str name = arena_copy(gathering->arena, str_trim(attribute));
    value = name.len > 0 ? page_attribute(gathering->page, node, name.ptr) : STR("");
  } else {
    value = page_text(gathering->page, node);
  }
  if (key.len == 0 || key.len > LABEL_BYTES_MAX) {
    return;
  }
  bool is_title = markup_same_name(key, STR("title"));
  bool is_summary = markup_same_name(key, STR("summary")) || markup_same_name(key, STR("description"));
  struct str *text = is_title && by_default ? &gathering->title
                     : is_title             ? &gathering->article->title
                     : is_summary           ? &gathering->article->summary
                                            : NULL;
  if (text != NULL) {
    text->len = by_default ? text->len : 0;
    set_text(gathering, text, value, is_title ? TITLE_CHARACTERS_MAX : SUMMARY_CHARACTERS_MAX);
  } else if (!by_default || json_object_get(gathering->facts, key.ptr) == NULL) {
    say(gathering, key.ptr, value);
  }
}

/* The values that an attribute sets stand between commas; what stands behind a ':' goes on to its end. */
static void read_values(struct gathering *gathering, size_t node, struct str written, bool by_default) {
  for (size_t begin = 0; begin < written.len && gathering->own < OWN_MAX; gathering->own++) {
    size_t end = str_find(written, ',', begin), colon = str_find(written, ':', begin);
    end = colon < end && colon < str_find(written, '[', begin) ? written.len : end;
    read_value(gathering, node, str_slice(written, begin, end), by_default);
    begin = end + 1;
  }
}

/* Attributes that set values. They may stand anywhere in a page, also outside its content. */
static void read_own(struct gathering *gathering, size_t node) {
  static const char *const names[] = {"meta", "filter", "sort"};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    read_values(gathering, node, page_own_attribute(gathering->page, node, names[i]), false);
  }
  gathering->has_defaults |= page_own_attribute(gathering->page, node, "default-meta").len > 0;
}

/* What holds where nothing else is said, once all of that is known. */
static void read_defaults(struct gathering *gathering) {
  for (size_t i = 1; gathering->has_defaults && i < gathering->page->count; i++) {
    const struct page_node *element = &gathering->page->nodes[i];
    if (element->tag != NULL && (element->has & HAS_OURS) != 0) {
      read_values(gathering, i, page_own_attribute(gathering->page, i, "default-meta"), true);
    }
  }
}

static void read_node(struct gathering *gathering, size_t node) {
  const struct page_node *element = &gathering->page->nodes[node];
  const struct tag *parent = gathering->page->nodes[element->parent].tag;
  bool is_name = markup_same_name(element->name, STR("meta"));
  if (element->tag->group == GROUP_META) {
    (is_name ? read_meta : read_link)(gathering, node);
  } else if (element->tag->group == GROUP_TITLE && (parent->group != GROUP_NONE || element->parent == 0)) {
    set_text(gathering, &gathering->title, page_text(gathering->page, node), TITLE_CHARACTERS_MAX);
  }
  if ((element->has & HAS_OURS) != 0) {
    read_own(gathering, node);
    bool is_page = element->tag->group == GROUP_HTML || element->tag->group == GROUP_BODY;
    gathering->is_away |= is_page && page_own_attribute(gathering->page, node, "ignore").ptr != NULL;
  }
}

static void read_nodes(struct gathering *gathering) {
  const struct page *page = gathering->page;
  for (size_t i = 1; i < page->count;) {
    bool is_element = page->nodes[i].tag != NULL;
    bool skips = is_element && markup_same_name(page_own_attribute(page, i, "ignore"), STR("all"));
    if (is_element) {
      read_node(gathering, i);
    }
    i = skips ? page->nodes[i].end : i + 1;
  }
  read_defaults(gathering);
}

/* The language that the content says, or else the page. */
static void read_language(struct gathering *gathering, const struct content *content) {
  size_t node = content->roots[0];
  struct str lang = {NULL, 0};
  for (int i = 0; i < 64 && lang.len == 0; i++, node = gathering->page->nodes[node].parent) {
    lang = page_attribute(gathering->page, node, "lang");
    lang = lang.len > 0 ? lang : page_attribute(gathering->page, node, "xml:lang");
  }
  say(gathering, "lang", lang);
}

/* The weight of the content, or of what it stands in, is the article's. */
static void read_weight(struct gathering *gathering, const struct content *content) {
  size_t node = content->roots[0];
  struct str weight = {NULL, 0};
  for (int i = 0; i < 64 && weight.ptr == NULL && node != 0; i++, node = gathering->page->nodes[node].parent) {
    weight = page_own_attribute(gathering->page, node, "weight");
  }
  struct str copy = arena_copy(gathering->arena, weight);
  double boost = copy.len > 0 ? strtod(copy.ptr, NULL) : 1;
  gathering->article->boost = boost > 0 && boost <= 100 ? boost : 1;
}

/* A page's title without the name of the site, which stands before or behind it. */
static struct str without_site(const struct gathering *gathering) {
  /* Each but the last begins with a space. */
  static const char *const parting[] = {" | ", " · ", " — ", " – ", " » ", " :: ", " • ", " - ", ": "};
  struct str title = gathering->title, og_title = gathering->og_title, site = gathering->site_name;
  if (title.len == 0 || (og_title.len > 0 && str_starts_with(title, og_title))) {
    return og_title;
  }
  for (size_t i = 0; i < COUNT_OF(parting); i++) {
    struct str part = str_of(parting[i]);
    bool is_behind = site.len > 0 && str_ends_with(title, site) && title.len > site.len + part.len;
    bool is_before = site.len > 0 && str_starts_with(title, site) && title.len > site.len + part.len;
    if (is_behind && str_equal(str_slice(title, title.len - site.len - part.len, title.len - site.len), part)) {
      return str_trim(str_slice(title, 0, title.len - site.len - part.len));
    }
    if (is_before && str_equal(str_slice(title, site.len, site.len + part.len), part)) {
      return str_trim(str_slice(title, site.len + part.len, title.len));
    }
  }
  for (size_t i = 0; i + 1 < COUNT_OF(parting); i++) { /* a colon parts a title, too, but from a site that is known */
    struct str part = str_of(parting[i]);
    for (size_t at = title.len; at-- > 1;) {
      if (title.ptr[at] == ' ' && str_starts_with(str_slice(title, at, title.len), part)) {
        return str_trim(str_slice(title, 0, at));
      }
    }
  }
  return title;
}

bool pagefacts_read(const struct page *page, const struct content *content, struct article *article, struct page_facts *facts,
                    struct error *err) {
  struct gathering gathering = {.arena = page->arena, .page = page, .article = article, .facts = json_object()};
  size_t place;
  if (gathering.facts == NULL) {
    return error_memory(err);
  }
  read_nodes(&gathering);
  read_language(&gathering, content);
  read_weight(&gathering, content);
  *facts = (struct page_facts){.title = without_site(&gathering), .is_away = gathering.is_away};
  bool done = facts_read(page->arena, gathering.facts, article, &place, err);
  json_decref(gathering.facts);
  return done;
}
