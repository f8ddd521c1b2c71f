#include "address.h"
#include "json.h"
#include "matches.h"
#include "render.h"

static const char *const kinds[] = {[SUGGESTION_TITLE] = "title", [SUGGESTION_HEADING] = "heading", [SUGGESTION_QUERY] = "query"};

static void add_suggestion(struct json *json, const struct suggestion *suggestion, bool marked) {
  json_open(json, '{');
  json_member(json, STR("kind"), str_of(kinds[suggestion->kind]));
  json_member(json, STR("text"), suggestion->text);
  matches_json(json, marked, STR("matches"), STR("html"), suggestion->text, suggestion->matches, suggestion->match_count);
  if (suggestion->kind == SUGGESTION_HEADING) {
    json_member(json, STR("title"), suggestion->title);
  }
  if (suggestion->kind != SUGGESTION_QUERY) {
    struct buf url;
    buf_init(&url, json->out->ceiling);
    address_add_section(&url, suggestion->url, suggestion->anchor);
    json_member(json, STR("url"), buf_str(&url));
    json_optional_member(json, STR("lang"), suggestion->lang);
    json->out->failed |= buf_failed(&url);
    buf_free(&url);
  }
  json_close(json, '}');
}

void render_suggest_json_chosen(const struct suggest_answer *answer, const struct store_facts *facts,
                                const struct render_choice *choice, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("query"), answer->query);
  json_optional_member(&json, STR("corrected"), answer->corrected);
  json_number_member(&json, STR("limit"), answer->limit);
  json_member(&json, STR("generation"), str_of(facts->digest));
  json_key(&json, STR("suggestions"));
  json_open(&json, '[');
  for (size_t i = 0; i < answer->count; i++) {
    add_suggestion(&json, &answer->list[i], choice->marked);
  }
  json_close(&json, ']');
  json_close(&json, '}');
  buf_byte(out, '\n');
}

void render_suggest_json(const struct suggest_answer *answer, const struct store_facts *facts, struct buf *out) {
  render_suggest_json_chosen(answer, facts, &(struct render_choice){.marked = false}, out);
}
