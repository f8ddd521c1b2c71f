#include "json.h"
#include "render.h"

void render_access_json(const struct render_access *access, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("time"), str_of(access->time));
  json_member(&json, STR("client"), str_of(access->client));
  json_member(&json, STR("method"), access->method);
  json_member(&json, STR("target"), access->target);
  json_number_member(&json, STR("status"), access->status);
  json_number_member(&json, STR("bytes"), access->bytes);
  json_key(&json, STR("seconds"));
  json_decimal(&json, (double)access->microseconds / 1e6);
  json_close(&json, '}');
  buf_byte(out, '\n');
}
