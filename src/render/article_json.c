#include "address.h"
#include "json.h"
#include "render.h"

static struct str slice_of(struct str text, struct span range) {
  return str_slice(text, range.begin, range.end);
}

static void add_sections(struct json *json, const struct article *article) {
  json_key(json, STR("sections"));
  json_open(json, '[');
  for (size_t i = 0; i < article->section_count; i++) {
    const struct section *section = &article->sections[i];
    json_open(json, '{');
    json_number_member(json, STR("level"), section->level);
    json_member(json, STR("heading"), slice_of(article->text, section->heading));
    json_member(json, STR("anchor"), section->anchor);
    json_member(json, STR("text"), slice_of(article->text, section->body));
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void add_extras(struct json *json, const struct article *article) {
  json_key(json, STR("extra"));
  json_open(json, '{');
  for (size_t i = 0; i < article->extra_count; i++) {
    json_key(json, article->extras[i].key);
    json_raw(json, article->extras[i].value);
  }
  json_close(json, '}');
}

static void add_translation(struct json *json, struct str id, const struct translation *translation) {
  struct buf target, address;
  buf_init(&target, json->out->ceiling);
  buf_init(&address, json->out->ceiling);
  article_resolve_link(id, translation->link, &target);
  address_add(&address, buf_str(&target));
  json_member(json, translation->lang, buf_str(&address));
  json->out->failed |= buf_failed(&target) || buf_failed(&address);
  buf_free(&address);
  buf_free(&target);
}

/* {"de":"/articles/de/knie"} */
static void add_translations(struct json *json, const struct article *article) {
  json_key(json, STR("translations"));
  json_open(json, '{');
  for (size_t i = 0; i < article->translation_count; i++) {
    add_translation(json, article->id, &article->translations[i]);
  }
  json_close(json, '}');
}

static void add_facts(struct json *json, const struct article *article) {
  json_member(json, STR("id"), article->id);
  json_member(json, STR("title"), article->title);
  json_member(json, STR("url"), article->url);
  json_optional_member(json, STR("summary"), article->summary);
  json_optional_member(json, STR("lang"), article->lang);
  json_optional_member(json, STR("date"), article->date);
  json_optional_member(json, STR("superseded_by"), article->superseded_by);
  json_optional_member(json, STR("review_by"), article->review_by);
  json_key(json, STR("tags"));
  json_texts(json, article->tags, article->tag_count);
  json_key(json, STR("aliases"));
  json_texts(json, article->aliases, article->alias_count);
  if (article->boost != 1) {
    json_key(json, STR("boost"));
    json_decimal(json, article->boost);
  }
}

void render_article_json_chosen(const struct article *article, const struct render_choice *choice, struct buf *out) {
  struct json json = {.out = out};
  json_choose(&json, choice->fields, choice->field_count);
  json_open(&json, '{');
  add_facts(&json, article);
  add_translations(&json, article);
  add_extras(&json, article);
  add_sections(&json, article);
  json_close(&json, '}');
  buf_byte(out, '\n');
}

void render_article_json(const struct article *article, struct buf *out) {
  render_article_json_chosen(article, &(struct render_choice){.marked = false}, out);
}
