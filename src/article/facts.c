#include "article/facts.h"

#include "article/address.h"
#include "article/dates.h"

#include <stdlib.h>

#include "article/text.h"

enum { SUMMARY_BYTES_MAX = 10000, LABEL_BYTES_MAX = 200, LANG_BYTES_MAX = 35, LINK_BYTES_MAX = 2048 };

/* A key that Marrow gives a meaning to. `value` is never null. */
struct fact {
  const char *key;
  bool is_text;
  bool (*read)(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err);
};

static bool read_text(struct arena *arena, const char *key, const json_t *value, size_t limit, struct str *text,
                      struct error *err) {
  if (!json_is_string(value)) {
    return error_set(err, "\"%s\" must be text; write a single value in quotes", key);
  }
  *text = text_line(arena, (struct str){json_string_value(value), json_string_length(value)});
  if (text->len > limit) {
    return error_set(err, "\"%s\" is longer than %zu bytes; shorten it", key, limit);
  }
  return true;
}

static bool read_title(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  return read_text(arena, key, value, ARTICLE_TITLE_BYTES_MAX, &article->title, err);
}

static bool read_summary(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  return read_text(arena, key, value, SUMMARY_BYTES_MAX, &article->summary, err);
}

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_hyphen(char byte) {
  return byte == '-' || byte == '_';
}

bool article_language_is_tag(struct str text) {
  size_t letters = 0; /* of the language: no name of one, as "english" */
  while (letters < text.len && is_letter(text.ptr[letters])) {
    letters++;
  }
  if (letters > 3) {
    return false;
  }
  for (size_t i = 0; i < text.len; i++) {
    char byte = text.ptr[i];
    bool fits = is_letter(byte) || (i > 0 && (text_is_digit(byte) || is_hyphen(byte)));
    if (!fits) {
      return false;
    }
  }
  return text.len <= LANG_BYTES_MAX && (text.len == 0 || !is_hyphen(text.ptr[text.len - 1]));
}

/* Neither case nor the kind of hyphen tells languages apart: zh-Hans, zh_hans. */
static bool same_language(struct str a, struct str b) {
  bool same = a.len == b.len;
  for (size_t i = 0; i < a.len && same; i++) {
    same = is_letter(a.ptr[i]) ? (a.ptr[i] | 0x20) == (b.ptr[i] | 0x20)
                               : a.ptr[i] == b.ptr[i] || (is_hyphen(a.ptr[i]) && is_hyphen(b.ptr[i]));
  }
  return same;
}

static bool read_lang(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  return read_text(arena, key, value, LANG_BYTES_MAX, &article->lang, err) &&
         (article_language_is_tag(article->lang) ||
          error_set(err, "\"%s\" must be a language tag; write for example en or pt-BR", key));
}

/* Reads a day; empty where the text is. */
static bool read_day(struct arena *arena, const char *key, const json_t *value, struct str *day, struct error *err) {
  struct str date;
  if (!read_text(arena, key, value, 64, &date, err)) {
    return false;
  }
  if (!date_read(date, day)) {
    return error_set(err, "\"%s\" must be a day of the calendar; write it as YYYY-MM-DD", key);
  }
  return true;
}

static bool read_date(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  struct str day;
  if (!read_day(arena, key, value, &day, err)) {
    return false;
  }
  article->date = day.len > 0 ? day : article->date;
  return true;
}

/* When the article was last changed; the date of its publication, where given, stands before it. */
static bool read_updated(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  struct str day;
  if (!read_day(arena, key, value, &day, err)) {
    return false;
  }
  article->date = article->date.len > 0 ? article->date : day;
  return true;
}

/* An id, an address, or a link from the article. */
static bool read_superseded_by(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  if (!read_text(arena, key, value, LINK_BYTES_MAX, &article->superseded_by, err)) {
    return false;
  }
  return article->superseded_by.len == 0 || article_address_is_safe(article->superseded_by) ||
         error_set(err, "\"%s\" must lead to an article; write its path, as in new-guide.md, or its address", key);
}

static bool read_review_by(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  return read_day(arena, key, value, &article->review_by, err);
}

static bool read_url(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  if (!read_text(arena, key, value, ARTICLE_BYTES_MAX, &article->url, err)) {
    return false;
  }
  if (article->url.len > 0 && !article_address_is_safe(article->url)) {
    return error_set(err, "\"%s\" is no address that a page may link to; write a path or one that begins with https://", key);
  }
  article->url = article->url.len > 0 ? address_whole(arena, article->url) : article->url;
  return article->url.ptr != NULL || error_memory(err);
}

static bool read_boost(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  (void)arena;
  double boost = json_number_value(value); /* 0 where it is no number */
  if (!(boost > 0 && boost <= 100)) {
    return error_set(err, "\"%s\" must be a number above 0 and at most 100; write for example 1.5", key);
  }
  article->boost = boost;
  return true;
}

/* Labels in the making: tags, aliases, addresses. */
struct labels {
  const char *key;
  size_t limit; /* bytes of each */
  struct str *items;
  size_t count;
};

static bool add_label(struct arena *arena, struct labels *labels, struct str text, struct error *err) {
  struct str label = text_line(arena, text);
  if (label.len > labels->limit) {
    return error_set(err, "\"%s\" has an entry of more than %zu bytes; shorten it", labels->key, labels->limit);
  }
  bool known = label.len == 0;
  for (size_t i = 0; i < labels->count && !known; i++) {
    known = str_equal(labels->items[i], label);
  }
  if (known) {
    return true;
  }
  if (labels->count == ARTICLE_LABELS_MAX) {
    return error_set(err, "\"%s\" has more than %d entries; leave some out", labels->key, ARTICLE_LABELS_MAX);
  }
  if (labels->items == NULL) {
    labels->items = arena_array(arena, ARTICLE_LABELS_MAX, sizeof *labels->items);
  }
  if (labels->items == NULL) {
    return error_memory(err);
  }
  labels->items[labels->count++] = label;
  return true;
}

/* Adds the parts of `text` between commas. */
static bool add_split(struct arena *arena, struct labels *labels, struct str text, struct error *err) {
  for (size_t begin = 0; begin <= text.len;) {
    size_t end = str_find(text, ',', begin);
    if (!add_label(arena, labels, str_slice(text, begin, end), err)) {
      return false;
    }
    begin = end + 1;
  }
  return true;
}

static bool read_labels(struct arena *arena, struct labels *labels, bool split, json_t *value, struct error *err) {
  if (json_is_string(value)) {
    struct str text = {json_string_value(value), json_string_length(value)};
    return split ? add_split(arena, labels, text, err) : add_label(arena, labels, text, err);
  }
  for (size_t i = 0; i < json_array_size(value); i++) {
    const json_t *item = json_array_get(value, i);
    struct str text = {json_string_value(item), json_string_length(item)};
    if (!json_is_string(item)) {
      return error_set(err, "\"%s\" must be a list of texts; entry %zu is none, put it in quotes", labels->key, i + 1);
    }
    if (!add_label(arena, labels, text, err)) {
      return false;
    }
  }
  return json_is_array(value) || error_set(err, "\"%s\" must be a list; write [one, two]", labels->key);
}

static bool read_tags(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  struct labels labels = {.key = key, .limit = LABEL_BYTES_MAX};
  bool done = read_labels(arena, &labels, true, value, err);
  article->tags = labels.items;
  article->tag_count = labels.count;
  return done;
}

static bool read_aliases(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  struct labels labels = {.key = key, .limit = LABEL_BYTES_MAX};
  bool done = read_labels(arena, &labels, false, value, err);
  article->aliases = labels.items;
  article->alias_count = labels.count;
  return done;
}

static bool read_old_urls(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  struct labels labels = {.key = key, .limit = LINK_BYTES_MAX};
  bool done = read_labels(arena, &labels, false, value, err);
  article->old_urls = labels.items;
  article->old_url_count = labels.count;
  return done;
}

/* Checks a language of the translations against those already read. */
static bool check_language(const char *key, struct str lang, const struct article *article, struct error *err) {
  struct str shown = text_cut(lang, 100);
  if (lang.len == 0 || !article_language_is_tag(lang)) {
    return error_set(err, "\"%s\": \"%.*s\" is no language tag; write for example de or pt-BR", key, STR_ARG(shown));
  }
  for (size_t i = 0; i < article->translation_count; i++) {
    if (same_language(article->translations[i].lang, lang)) {
      return error_set(err, "\"%s\": the language \"%.*s\" stands twice; leave one out", key, STR_ARG(shown));
    }
  }
  return true;
}

static bool read_translation(struct arena *arena, const char *key, struct str lang, const json_t *value, struct article *article,
                             struct error *err) {
  struct translation read = {.lang = arena_copy(arena, lang)};
  read.link = text_line(arena, (struct str){json_string_value(value), json_string_length(value)});
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  if (!check_language(key, lang, article, err)) {
    return false;
  }
  if (!json_is_string(value) || !article_address_is_safe(read.link)) {
    return error_set(err, "\"%s\": \"%.*s\" must lead to an article; write for example {de: de/knie.md}", key, STR_ARG(lang));
  }
  article->translations[article->translation_count++] = read;
  return true;
}

/* A map from language tags to links. */
static bool read_translations(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  size_t count = json_object_size(value);
  if (!json_is_object(value)) {
    return error_set(err, "\"%s\" must be a map from languages to articles; write for example {de: de/knie.md}", key);
  }
  if (count > ARTICLE_LABELS_MAX) {
    return error_set(err, "\"%s\" has more than %d languages; leave some out", key, ARTICLE_LABELS_MAX);
  }
  article->translations = arena_array(arena, count, sizeof *article->translations);
  if (article->translations == NULL) {
    return error_memory(err);
  }
  for (void *at = json_object_iter(value); at != NULL; at = json_object_iter_next(value, at)) {
    if (!read_translation(arena, key, str_of(json_object_iter_key(at)), json_object_iter_value(at), article, err)) {
      return false;
    }
  }
  return true;
}

/* An article may name itself among its translations, so that all editions can have the same list. */
static void leave_out_own_language(struct article *article) {
  size_t count = 0;
  for (size_t i = 0; i < article->translation_count; i++) {
    if (!same_language(article->translations[i].lang, article->lang)) {
      article->translations[count++] = article->translations[i];
    }
  }
  article->translation_count = count;
}

void article_default_language(struct article *article, struct str lang) {
  if (article->lang.len == 0) {
    article->lang = lang;
    leave_out_own_language(article);
  }
}

/* The last part of the article's address, or from a '/' on all of it. */
static bool read_slug(struct arena *arena, const char *key, json_t *value, struct article *article, struct error *err) {
  return read_text(arena, key, value, LINK_BYTES_MAX, &article->slug, err);
}

static const struct fact facts[] = {
    {"title", true, read_title},
    {"summary", true, read_summary},
    {"tags", true, read_tags},
    {"date", true, read_date},
    {"lang", true, read_lang},
    {"aliases", true, read_aliases},
    {"url", true, read_url},
    {"boost", false, read_boost},
    {"translations", true, read_translations},
    {"updated", true, read_updated},
    {"superseded_by", true, read_superseded_by},
    {"review_by", true, read_review_by},
    {"slug", true, read_slug},
    {"redirect_from", true, read_old_urls},
};

static const struct fact *find_fact(struct str key) {
  for (size_t i = 0; i < COUNT_OF(facts); i++) {
    if (str_equal(key, str_of(facts[i].key))) {
      return &facts[i];
    }
  }
  return NULL;
}

bool facts_key_is_text(struct str key) {
  const struct fact *fact = find_fact(key);
  return fact != NULL && fact->is_text;
}

bool article_key_is_known(struct str key) {
  return find_fact(key) != NULL;
}

static bool add_extra(struct arena *arena, struct str key, const json_t *value, struct article *article, struct error *err) {
  /* 15 digits: a decimal number is written as its author wrote it. */
  char *json = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
  if (json == NULL) {
    return error_memory(err);
  }
  article->extras[article->extra_count++] = (struct extra){arena_copy(arena, key), arena_copy(arena, str_of(json))};
  free(json);
  return true;
}

bool facts_read(struct arena *arena, json_t *object, struct article *article, size_t *place, struct error *err) {
  article->extras = arena_array(arena, json_object_size(object), sizeof *article->extras);
  *place = 0;
  if (article->extras == NULL) {
    return error_memory(err);
  }
  for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at), ++*place) {
    struct str key = str_of(json_object_iter_key(at));
    json_t *value = json_object_iter_value(at);
    const struct fact *fact = find_fact(key);
    bool done = fact == NULL ? add_extra(arena, key, value, article, err)
                             : json_is_null(value) || fact->read(arena, fact->key, value, article, err);
    if (!done) {
      return false;
    }
  }
  leave_out_own_language(article);
  return true;
}
