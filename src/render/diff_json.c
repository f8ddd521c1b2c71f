#include "diff_sentence.h"
#include "json.h"
#include "render.h"

static void add_points(struct json *json, const char *key, double value) {
  json_key(json, str_of(key));
  json_points(json, value);
}

static void add_article(struct json *json, const struct quality_article *article) {
  json_open(json, '{');
  json_member(json, STR("change"), str_of(diff_fate(article->fate)));
  json_member(json, STR("id"), article->id);
  json_member(json, STR("title"), article->title);
  json_optional_member(json, STR("old_id"), article->old_id);
  json_optional_member(json, STR("url"), article->url);
  json_optional_member(json, STR("old_url"), article->old_url);
  if (article->fate == ARTICLE_MOVED) {
    json_key(json, STR("content_changed"));
    json_truth(json, article->changed);
  }
  json_close(json, '}');
}

static void add_articles(struct json *json, const struct quality_diff *diff) {
  json_key(json, STR("articles"));
  json_open(json, '{');
  json_number_member(json, STR("old"), diff->old_articles);
  json_number_member(json, STR("new"), diff->new_articles);
  for (int fate = 0; fate < ARTICLE_FATES; fate++) {
    json_number_member(json, str_of(diff_fate((enum quality_fate)fate)), diff->articles.fates[fate]);
  }
  json_key(json, STR("list"));
  json_open(json, '[');
  for (size_t i = 0; i < diff->articles.count; i++) {
    add_article(json, &diff->articles.list[i]);
  }
  json_close(json, ']');
  json_close(json, '}');
}

static void add_pair(struct json *json, const struct quality_pair *pair) {
  json_open(json, '{');
  json_member(json, STR("query"), pair->query->text);
  add_points(json, "overlap@10", pair->overlap);
  add_points(json, "rbo", pair->rank_biased);
  json_number_member(json, STR("old_answers"), pair->old_count);
  json_number_member(json, STR("new_answers"), pair->new_count);
  if (pair->old_first != NULL) {
    json_member(json, STR("old_first"), pair->old_first->id);
  }
  if (pair->new_first != NULL) {
    json_member(json, STR("new_first"), pair->new_first->id);
  }
  json_close(json, '}');
}

/* Those whose answers are the same are only counted. */
static void add_queries(struct json *json, const struct quality_diff *diff) {
  json_key(json, STR("queries"));
  json_open(json, '{');
  json_number_member(json, STR("count"), diff->pair_count);
  json_number_member(json, STR("equal"), diff->equal);
  add_points(json, "overlap@10", diff->overlap);
  add_points(json, "rbo", diff->rank_biased);
  json_number_member(json, STR("emptied"), diff->emptied);
  json_number_member(json, STR("filled"), diff->filled);
  json_key(json, STR("changed"));
  json_open(json, '[');
  for (size_t i = 0; i < diff->pair_count && diff->pairs[i].rank_biased < 1; i++) {
    add_pair(json, &diff->pairs[i]);
  }
  json_close(json, ']');
  json_close(json, '}');
}

static void add_latency(struct json *json, const struct quality_latency *latency) {
  json_key(json, STR("latency"));
  json_open(json, '{');
  json_number_member(json, STR("queries"), latency->queries);
  add_points(json, "old_ms", latency->old_ms);
  add_points(json, "new_ms", latency->new_ms);
  add_points(json, "ratio", latency->old_ms > 0 ? latency->new_ms / latency->old_ms : 1);
  json_close(json, '}');
}

static void add_judged(struct json *json, const struct quality_report *report) {
  const struct quality_comparison *against = report->against;
  const struct quality_difference *ndcg = &against->metrics[QUALITY_NDCG];
  json_key(json, STR("judged"));
  json_open(json, '{');
  json_number_member(json, STR("queries"), report->row_count);
  json_number_member(json, STR("won"), ndcg->higher);
  json_number_member(json, STR("lost"), ndcg->lower);
  add_points(json, "old_ndcg@10", ndcg->b);
  add_points(json, "new_ndcg@10", ndcg->a);
  add_points(json, "p", ndcg->p);
  json_key(json, STR("changes"));
  json_open(json, '[');
  for (size_t i = 0; i < against->change_count; i++) {
    json_open(json, '{');
    json_member(json, STR("query"), against->changes[i].query->text);
    add_points(json, "old_ndcg@10", against->changes[i].b);
    add_points(json, "new_ndcg@10", against->changes[i].a);
    json_close(json, '}');
  }
  json_close(json, ']');
  json_close(json, '}');
}

void render_diff_json(const struct quality_diff *diff, struct buf *out) {
  struct json json = {.out = out};
  json_open(&json, '{');
  json_member(&json, STR("old"), str_of(diff->old_name));
  json_member(&json, STR("new"), str_of(diff->new_name));
  json_key(&json, STR("same"));
  json_truth(&json, diff->same);
  add_articles(&json, diff);
  add_queries(&json, diff);
  if (diff->report != NULL) {
    add_judged(&json, diff->report);
  }
  add_latency(&json, &diff->latency);
  json_close(&json, '}');
  buf_byte(out, '\n');
}
