#include "json.h"
#include "render.h"
#include "store/store.h"

void render_facts_json(const struct store_facts *facts, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_number_member(&json, STR("articles"), facts->articles);
  json_number_member(&json, STR("sections"), facts->sections);
  json_number_member(&json, STR("words"), facts->words);
  json_number_member(&json, STR("text_bytes"), facts->text_bytes);
  json_key(&json, STR("mean_length"));
  json_open(&json, '{');
  for (size_t i = 0; i < FIELD_COUNT; i++) {
    json_key(&json, str_of(field_name((enum field)i)));
    json_points(&json, facts->mean_length[i]);
  }
  json_close(&json, '}');
  json_member(&json, STR("digest"), str_of(facts->digest));
  json_number_member(&json, STR("format"), facts->format);
  json_number_member(&json, STR("token_version"), facts->token_version);
  json_member(&json, STR("stemmer"), str_of(facts->stemmer));
  json_member(&json, STR("version"), STR(MARROW_VERSION));
  json_close(&json, '}');
  buf_byte(out, '\n');
}

void render_problem_json(unsigned status, struct str title, struct str detail, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("type"), STR("about:blank"));
  json_member(&json, STR("title"), title);
  json_number_member(&json, STR("status"), status);
  json_member(&json, STR("detail"), detail);
  json_close(&json, '}');
  buf_byte(out, '\n');
}
