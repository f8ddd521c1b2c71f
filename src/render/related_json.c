#include "json.h"
#include "render.h"

static void add_related(struct json *json, const struct search_related *related) {
  json_open(json, '{');
  json_member(json, STR("id"), related->id);
  json_member(json, STR("title"), related->title);
  json_member(json, STR("url"), related->url);
  json_key(json, STR("score"));
  json_points(json, related->score);
  json_optional_member(json, STR("summary"), related->summary);
  json_close(json, '}');
}

void render_related_json(const struct article *article, const struct search_related *related, size_t count, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("id"), article->id);
  json_member(&json, STR("title"), article->title);
  json_key(&json, STR("related"));
  json_open(&json, '[');
  for (size_t i = 0; i < count; i++) {
    add_related(&json, &related[i]);
  }
  json_close(&json, ']');
  json_close(&json, '}');
  buf_byte(out, '\n');
}
