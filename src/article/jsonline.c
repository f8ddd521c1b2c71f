#include <jansson.h>

#include "article/address.h"
#include "article/build.h"
#include "article/facts.h"
#include "article/source.h"
#include "article/text.h"

enum { TITLE_CHARACTERS_MAX = 120 };

/* The level of a line "## Heading"; 0 for any other. */
static uint32_t heading_level(struct str line) {
  uint32_t level = 0;
  while (level < line.len && line.ptr[level] == '#') {
    level++;
  }
  bool is_heading = level >= 2 && level <= 6 && level < line.len && line.ptr[level] == ' ';
  return is_heading ? level : 0;
}

static bool build_text(struct arena *arena, struct str text, struct article *article, struct error *err) {
  struct builder builder;
  struct str line;
  builder_init(&builder, arena, article->title, err);
  while (!builder.failed && str_next_line(&text, &line)) {
    line = str_trim(line);
    uint32_t level = heading_level(line);
    if (level > 0) {
      builder_open_heading(&builder, level);
      builder_words(&builder, str_trim(str_slice(line, level, line.len)));
      builder_close_heading(&builder);
    } else if (line.len > 0) {
      builder_open_block(&builder, GAP_BLOCK, MARK_PARAGRAPH, 0, STR(""));
      builder_words(&builder, line);
      builder_close(&builder);
    }
  }
  bool done = builder_finish(&builder, article);
  builder_free(&builder);
  return done;
}

/* The text under `key`; empty with no error where it is missing and may be. */
static bool get_text(const json_t *object, const char *key, bool needed, struct str *text, struct error *err) {
  const json_t *value = json_object_get(object, key);
  *text = (struct str){json_string_value(value), json_string_length(value)};
  if (value == NULL && !needed) {
    return true;
  }
  return json_is_string(value) || error_set(err, "has no text as \"%s\"; write \"%s\": \"...\"", key, key);
}

static bool read_object(struct arena *arena, json_t *object, struct article *article, struct error *err) {
  struct str id, text;
  size_t place;
  if (!get_text(object, "id", true, &id, err) || !get_text(object, "text", false, &text, err) || !address_check_id(id, err)) {
    return false;
  }
  article->id = arena_copy(arena, id);
  json_t *rest = json_copy(object);
  if (rest == NULL) {
    return error_memory(err);
  }
  (void)json_object_del(rest, "id");
  (void)json_object_del(rest, "text");
  bool done = facts_read(arena, rest, article, &place, err) && build_text(arena, text, article, err);
  json_decref(rest);
  return done;
}

/* A title and an address for an article that came without. */
static bool complete(struct arena *arena, struct article *article, struct error *err) {
  if (article->title.len == 0) {
    struct str first = str_slice(article->text, 0, str_find(article->text, '\n', 0));
    article->title = text_line(arena, text_cut(first, TITLE_CHARACTERS_MAX));
    article->title_is_text = true;
  }
  if (article->title.len == 0 && !arena_failed(arena)) {
    return error_set(err, "has neither a title nor a text; write \"title\": \"...\"");
  }
  if (article->url.len == 0) {
    article->url = address_of_id(arena, article->id);
  }
  return !arena_failed(arena) || error_memory(err);
}

bool article_from_json(struct arena *arena, struct str line, struct article *article, struct error *err) {
  size_t at;
  json_error_t trouble;
  *article = (struct article){.boost = 1};
  if (!source_check(&line, &at, err)) {
    return false;
  }
  json_t *object = json_loadb(line.ptr == NULL ? "" : line.ptr, line.len, JSON_REJECT_DUPLICATES, &trouble);
  if (object == NULL) {
    struct str reason = text_line(arena, str_of(trouble.text));
    return error_set(err, "is not JSON (%.*s); write one object a line", STR_ARG(reason));
  }
  bool done = json_is_object(object) ? read_object(arena, object, article, err) && complete(arena, article, err)
                                     : error_set(err, "is no JSON object; write {\"id\": ..., \"title\": ..., \"text\": ...}");
  json_decref(object);
  return done;
}
