#include "address.h"
#include "answer.h"
#include "json.h"
#include "matches.h"
#include "render.h"
#include "settings/settings.h"

static void add_passage(struct json *json, const struct passage *passage, bool marked) {
  json_key(json, STR("passage"));
  json_open(json, '{');
  json_member(json, STR("text"), passage->text);
  matches_json(json, marked, STR("matches"), STR("html"), passage->text, passage->matches, passage->match_count);
  json_key(json, STR("cut_before"));
  json_truth(json, passage->cut_before);
  json_key(json, STR("cut_after"));
  json_truth(json, passage->cut_after);
  json_close(json, '}');
}

static void add_section(struct json *json, const struct search_hit *hit, const struct search_section *section, bool marked) {
  struct buf url, link;
  buf_init(&url, json->out->ceiling);
  buf_init(&link, json->out->ceiling);
  address_add_section(&url, hit->url, section->anchor);
  address_add_sentence(&link, hit->url, section);
  json_open(json, '{');
  json_member(json, STR("heading"), section->heading);
  json_member(json, STR("anchor"), section->anchor);
  json_key(json, STR("above"));
  json_texts(json, section->above, section->above_count);
  json_member(json, STR("url"), buf_str(&url));
  json_member(json, STR("link"), buf_str(&link));
  add_passage(json, &section->passage, marked);
  json_close(json, '}');
  json->out->failed |= buf_failed(&url) || buf_failed(&link);
  buf_free(&url);
  buf_free(&link);
}

static void add_explanation(struct json *json, const struct search_hit *hit) {
  if (hit->part_count == 0) {
    return;
  }
  json_key(json, STR("explain"));
  json_open(json, '[');
  for (size_t i = 0; i < hit->part_count; i++) {
    json_open(json, '{');
    json_member(json, STR("reason"), hit->parts[i].reason);
    json_key(json, STR("points"));
    json_points(json, hit->parts[i].points);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void add_hit_facts(struct json *json, const struct search_hit *hit) {
  json_member(json, STR("id"), hit->id);
  json_member(json, STR("title"), hit->title.text);
  json_member(json, STR("url"), hit->url);
  json_key(json, STR("score"));
  json_points(json, hit->score);
  if (hit->pinned) {
    json_key(json, STR("pinned"));
    json_truth(json, true);
  }
  if (hit->successor_url.len > 0) {
    json_key(json, STR("superseded_by"));
    json_open(json, '{');
    json_member(json, STR("title"), hit->successor_title);
    json_member(json, STR("url"), hit->successor_url);
    json_close(json, '}');
  }
  json_optional_member(json, STR("review_by"), hit->review_by);
  if (hit->overdue) {
    json_key(json, STR("overdue"));
    json_truth(json, true);
  }
  json_optional_member(json, STR("summary"), hit->summary);
  json_optional_member(json, STR("lang"), hit->lang);
  json_optional_member(json, STR("date"), hit->date);
  json_key(json, STR("breadcrumb"));
  json_open(json, '[');
  for (size_t i = 0; i < hit->crumb_count; i++) {
    json_open(json, '{');
    json_member(json, STR("title"), hit->crumbs[i].title);
    json_optional_member(json, STR("topic"), hit->crumbs[i].topic);
    json_optional_member(json, STR("url"), hit->crumbs[i].url);
    json_close(json, '}');
  }
  json_close(json, ']');
  json_key(json, STR("tags"));
  json_texts(json, hit->tags, hit->tag_count);
}

/* [{"typed":"MRI","found":"magnetic resonance imaging"}] */
static void add_reasons(struct json *json, const struct search_hit *hit) {
  json_key(json, STR("reasons"));
  json_open(json, '[');
  for (size_t i = 0; i < hit->reason_count; i++) {
    json_open(json, '{');
    json_member(json, STR("typed"), hit->reasons[i].typed);
    json_member(json, STR("found"), hit->reasons[i].found);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void add_hit(struct json *json, const struct search_hit *hit, bool marked) {
  json_open(json, '{');
  add_hit_facts(json, hit);
  json_key(json, STR("missing"));
  json_texts(json, hit->missing, hit->missing_count);
  add_reasons(json, hit);
  matches_json(json, marked, STR("title_matches"), STR("title_html"), hit->title.text, hit->title.matches,
               hit->title.match_count);
  json_key(json, STR("sections"));
  json_open(json, '[');
  for (size_t i = 0; i < hit->section_count; i++) {
    add_section(json, hit, &hit->sections[i], marked);
  }
  json_close(json, ']');
  add_explanation(json, hit);
  json_close(json, '}');
}

/* {"en":"Treatment","de":"Behandlung"}; a title without a language is of an undetermined one, "und". */
static void add_titles(struct json *json, const struct topics_texts *titles) {
  json_key(json, STR("titles"));
  json_open(json, '{');
  for (size_t i = 0; i < titles->count; i++) {
    json_member(json, titles->list[i].lang.len > 0 ? titles->list[i].lang : STR("und"), titles->list[i].text);
  }
  json_close(json, '}');
}

/* {"tag":[{"value":"knee","count":3},...],...}, and of those with further values how many. */
static void add_facets(struct json *json, const struct search_answer *answer) {
  if (answer->facet_count == 0) {
    return;
  }
  json_key(json, STR("facets"));
  json_open(json, '{');
  for (size_t i = 0; i < answer->facet_count; i++) {
    const struct search_facet *facet = &answer->facets[i];
    json_key(json, facet->name);
    json_open(json, '[');
    for (size_t k = 0; k < facet->count; k++) {
      json_open(json, '{');
      json_member(json, STR("value"), facet->counts[k].value);
      json_number_member(json, STR("count"), facet->counts[k].articles);
      if (facet->counts[k].titles != NULL) {
        add_titles(json, facet->counts[k].titles);
      }
      json_close(json, '}');
    }
    json_close(json, ']');
  }
  json_close(json, '}');
  json_key(json, STR("facets_more"));
  json_open(json, '{');
  for (size_t i = 0; i < answer->facet_count; i++) {
    if (answer->facets[i].more > 0) {
      json_number_member(json, answer->facets[i].name, answer->facets[i].more);
    }
  }
  json_close(json, '}');
}

static void add_answer_facts(struct json *json, const struct search_answer *answer) {
  json_member(json, STR("query"), answer->query);
  json_member(json, STR("understood"), answer->understood);
  if (answer->cut) {
    json_key(json, STR("cut"));
    json_truth(json, true);
  }
  if (answer->partial) {
    json_key(json, STR("partial"));
    json_truth(json, true);
  }
  json_optional_member(json, STR("corrected"), answer->corrected);
  json_optional_member(json, STR("suggestion"), answer->suggestion);
  json_number_member(json, STR("total"), answer->total);
  json_number_member(json, STR("complete"), answer->complete);
  json_key(json, STR("left_out"));
  json_texts(json, answer->left_out, answer->left_out_count);
  json_key(json, STR("synonyms"));
  json_texts(json, answer->synonyms, answer->synonym_count);
  json_number_member(json, STR("limit"), answer->limit);
  json_number_member(json, STR("offset"), answer->offset);
}

void render_search_json_chosen(const struct search_answer *answer, const struct store_facts *facts,
                               const struct render_choice *choice, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  add_answer_facts(&json, answer);
  json_member(&json, STR("generation"), str_of(facts->digest));
  add_facets(&json, answer);
  answer_json(&json, answer->direct);
  json_key(&json, STR("hits"));
  json_open(&json, '[');
  json_choose(&json, choice->fields, choice->field_count);
  for (size_t i = 0; i < answer->hit_count; i++) {
    add_hit(&json, &answer->hits[i], choice->marked);
  }
  json_close(&json, ']');
  json_close(&json, '}');
  buf_byte(out, '\n');
}

void render_search_json(const struct search_answer *answer, const struct store_facts *facts, struct buf *out) {
  render_search_json_chosen(answer, facts, &(struct render_choice){.marked = false}, out);
}

void render_facets_json(const struct search_answer *answer, const struct store_facts *facts, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("query"), answer->query);
  if (answer->partial) {
    json_key(&json, STR("partial"));
    json_truth(&json, true);
  }
  json_optional_member(&json, STR("corrected"), answer->corrected);
  json_number_member(&json, STR("total"), answer->total);
  json_member(&json, STR("generation"), str_of(facts->digest));
  add_facets(&json, answer);
  json_close(&json, '}');
  buf_byte(out, '\n');
}
