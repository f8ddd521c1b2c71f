#include "explanation.h"
#include "json.h"
#include "render.h"
#include "sentence.h"

/* What json_points() shows. */
static const double unit = 0.0001;

static void add_points(struct json *json, const char *key, double points) {
  json_key(json, str_of(key));
  json_points(json, points);
}

static void add_decimal(struct json *json, const char *key, double number) {
  json_key(json, str_of(key));
  json_decimal(json, number);
}

static void open_list(struct json *json, const char *key) {
  json_key(json, str_of(key));
  json_open(json, '[');
}

/* ---- the query ---- */

static void add_variant(struct json *json, const struct search_variant *variant) {
  json_open(json, '{');
  json_member(json, STR("kind"), str_of(explanation_variant(variant->kind)));
  json_member(json, STR("text"), variant->text);
  if (variant->languages.count > 0) {
    json_key(json, STR("languages"));
    json_texts(json, variant->languages.codes, variant->languages.count);
  }
  json_number_member(json, STR("articles"), variant->articles);
  add_decimal(json, "counts", variant->share);
  if (variant->kind == VARIANT_SYNONYM) {
    json_member(json, STR("from"), variant->harvested ? STR("articles") : STR("synonyms.txt"));
  }
  if (variant->line > 0) {
    json_number_member(json, STR("line"), variant->line);
    json_member(json, STR("source"), variant->source);
  }
  json_close(json, '}');
}

static void add_asked(struct json *json, const struct search_asked *asked) {
  json_open(json, '{');
  json_member(json, STR("text"), asked->text);
  json_member(json, STR("role"), str_of(explanation_role(asked->role)));
  json_optional_member(json, STR("typed"), asked->was);
  open_list(json, "terms");
  for (size_t i = 0; i < asked->term_count; i++) {
    const struct search_term *term = &asked->terms[i];
    json_open(json, '{');
    json_member(json, STR("text"), term->text);
    json_number_member(json, STR("articles"), term->articles);
    add_points(json, "idf", term->idf);
    open_list(json, "variants");
    for (size_t k = 0; k < term->variant_count; k++) {
      add_variant(json, &term->variants[k]);
    }
    json_close(json, ']');
    json_close(json, '}');
  }
  json_close(json, ']');
  json_close(json, '}');
}

static void add_query(struct json *json, const struct search_explanation *explanation) {
  const struct search_answer *answer = &explanation->answer;
  json_member(json, STR("query"), answer->query);
  json_member(json, STR("understood"), answer->understood);
  json_optional_member(json, STR("corrected"), answer->corrected);
  json_key(json, STR("languages"));
  json_texts(json, explanation->languages.codes, explanation->languages.count);
  json_number_member(json, STR("total"), answer->total);
  json_number_member(json, STR("complete"), answer->complete);
  open_list(json, "words");
  for (size_t i = 0; i < explanation->asked_count; i++) {
    add_asked(json, &explanation->asked[i]);
  }
  json_close(json, ']');
}

/* ---- the article ---- */

static void add_article(struct json *json, const struct search_hit *hit, size_t position) {
  json_key(json, STR("position"));
  if (position > 0) {
    json_number(json, position);
  } else {
    json_raw(json, STR("null"));
  }
  json_member(json, STR("id"), hit->id);
  json_member(json, STR("title"), hit->title.text);
  json_member(json, STR("url"), hit->url);
  add_points(json, "score", hit->score);
}

static void add_parts(struct json *json, const struct search_hit *hit) {
  open_list(json, "parts");
  for (size_t i = 0; i < hit->part_count; i++) {
    const struct score_part *part = &hit->parts[i];
    json_open(json, '{');
    json_member(json, STR("reason"), part->reason);
    json_member(json, STR("weight"), str_of(part->weight));
    json_optional_member(json, STR("word"), part->word);
    if (part->field != NULL) {
      json_member(json, STR("field"), str_of(part->field));
      add_decimal(json, "frequency", part->frequency);
      json_number_member(json, STR("length"), part->length);
    }
    add_points(json, "points", explanation_points(hit, part, unit));
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void add_window(struct json *json, const struct search_window *window) {
  json_open(json, '{');
  json_member(json, STR("in"), window->title ? STR("title") : STR("text"));
  json_optional_member(json, STR("section"), window->section);
  json_number_member(json, STR("distance"), window->distance);
  json_member(json, STR("text"), window->text);
  json_close(json, '}');
}

static void add_pairs(struct json *json, const struct search_explanation *explanation) {
  open_list(json, "windows");
  for (size_t i = 0; i < explanation->pair_count; i++) {
    const struct search_pair *pair = &explanation->pairs[i];
    const struct str words[] = {pair->first, pair->second};
    json_open(json, '{');
    json_key(json, STR("words"));
    json_texts(json, words, COUNT_OF(words));
    add_points(json, "points", pair->points);
    json_number_member(json, STR("places"), pair->places);
    open_list(json, "nearest");
    for (size_t k = 0; k < pair->window_count; k++) {
      add_window(json, &pair->windows[k]);
    }
    json_close(json, ']');
    json_close(json, '}');
  }
  json_close(json, ']');
}

/* ---- why not first, why not at all ---- */

static void add_barriers(struct json *json, const struct search_explanation *explanation) {
  static const char *const kinds[] = {[BARRIER_FILTER] = "filter",
                                      [BARRIER_SINCE] = "since",
                                      [BARRIER_UNTIL] = "until",
                                      [BARRIER_EXCLUDED] = "excluded",
                                      [BARRIER_PLACE] = "place"};
  open_list(json, "kept_out_by");
  for (size_t i = 0; i < explanation->barrier_count; i++) {
    const struct search_barrier *barrier = &explanation->barriers[i];
    json_open(json, '{');
    json_member(json, STR("kind"), str_of(kinds[barrier->kind]));
    json_optional_member(json, STR("name"), barrier->name);
    json_member(json, STR("wanted"), barrier->wanted);
    json_key(json, STR("has"));
    json_texts(json, barrier->has, barrier->has_count);
    json_close(json, '}');
  }
  json_close(json, ']');
}

typedef void saying(struct buf *out, const struct search_explanation *explanation, const struct search_rival *rival);

static void add_sentence(struct json *json, saying *say, const struct search_explanation *explanation,
                         const struct search_rival *rival) {
  struct buf text;
  buf_init(&text, json->out->ceiling);
  say(&text, explanation, rival);
  json_optional_member(json, STR("why"), buf_str(&text));
  json->out->failed |= buf_failed(&text);
  buf_free(&text);
}

static void say_absent(struct buf *out, const struct search_explanation *explanation, const struct search_rival *rival) {
  (void)rival;
  sentence_absent(out, explanation);
}

static void add_rival(struct json *json, const struct search_explanation *explanation, const struct search_rival *rival) {
  struct buf reason;
  buf_init(&reason, json->out->ceiling);
  json_open(json, '{');
  add_article(json, &rival->hit, rival->position);
  add_sentence(json, sentence_rival, explanation, rival);
  open_list(json, "differences");
  for (size_t i = 0; i < rival->count; i++) {
    const struct search_difference *difference = &rival->list[i];
    const struct score_part *part = explanation_part(difference);
    buf_clear(&reason);
    explanation_add_reason(&reason, part);
    json_open(json, '{');
    json_member(json, STR("reason"), buf_str(&reason));
    json_member(json, STR("weight"), str_of(part->weight));
    add_points(json, "points", explanation_points(&explanation->hit, difference->mine, unit));
    add_points(json, "their_points", explanation_points(&rival->hit, difference->theirs, unit));
    json_close(json, '}');
  }
  json_close(json, ']');
  json_close(json, '}');
  json->out->failed |= buf_failed(&reason);
  buf_free(&reason);
}

void render_explanation_json(const struct search_explanation *explanation, const struct store_facts *facts, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  add_query(&json, explanation);
  json_member(&json, STR("generation"), str_of(facts->digest));
  json_key(&json, STR("article"));
  json_open(&json, '{');
  add_article(&json, &explanation->hit, explanation->position);
  json_key(&json, STR("missing"));
  json_texts(&json, explanation->hit.missing, explanation->hit.missing_count);
  add_parts(&json, &explanation->hit);
  add_pairs(&json, explanation);
  if (explanation->position == 0) {
    add_sentence(&json, say_absent, explanation, NULL);
  }
  add_barriers(&json, explanation);
  json_close(&json, '}');
  open_list(&json, "before_it");
  for (size_t i = 0; i < explanation->rival_count; i++) {
    add_rival(&json, explanation, &explanation->rivals[i]);
  }
  json_close(&json, ']');
  json_close(&json, '}');
  buf_byte(out, '\n');
}
