#include "diff_sentence.h"
#include "sentence.h"

const char *diff_fate(enum quality_fate fate) {
  static const char *const names[ARTICLE_FATES] = {
      [ARTICLE_ADDED] = "added", [ARTICLE_REMOVED] = "removed", [ARTICLE_CHANGED] = "changed", [ARTICLE_MOVED] = "moved"};
  return names[fate];
}

bool diff_emptied(const struct quality_pair *pair) {
  return pair->old_count > 0 && pair->new_count == 0;
}

void diff_sentence_articles(struct buf *out, const struct quality_diff *diff) {
  size_t kinds = 0;
  sentence_count(out, diff->new_articles, "article");
  buf_add(out, STR(", "));
  sentence_number(out, diff->old_articles);
  buf_add(out, STR(" before"));
  for (size_t i = 0; i < ARTICLE_FATES; i++) {
    if (diff->articles.fates[i] > 0) {
      buf_add(out, kinds++ == 0 ? STR(": ") : STR(", "));
      sentence_number(out, diff->articles.fates[i]);
      buf_format(out, " %s", diff_fate((enum quality_fate)i));
    }
  }
  buf_add(out, kinds > 0 ? STR(".") : diff->same ? STR(": the two indexes are the same.") : STR(": none was changed."));
}

void diff_sentence_article(struct buf *out, const struct quality_article *article) {
  if (article->fate == ARTICLE_MOVED && !str_equal(article->old_id, article->id)) {
    buf_format(out, "was %.*s", STR_ARG(article->old_id));
  }
  if (article->url.len > 0) {
    buf_format(out, "%saddress %.*s, was %.*s", article->old_id.len > 0 && !str_equal(article->old_id, article->id) ? "; " : "",
               STR_ARG(article->url), STR_ARG(article->old_url));
  }
  if (article->fate == ARTICLE_MOVED && article->changed) {
    buf_add(out, STR("; changed, too"));
  }
}

void diff_sentence_queries(struct buf *out, const struct quality_diff *diff) {
  sentence_number(out, diff->pair_count);
  buf_add(out, diff->pair_count == 1 ? STR(" query") : STR(" queries"));
  if (diff->set->judged_by == NULL) {
    buf_add(out, STR(", made of titles and headings"));
  }
  buf_add(out, STR(": "));
  sentence_number(out, diff->equal);
  buf_format(out, " with the same ten answers in the same order. Overlap at 10 is %.3f, rank-biased overlap %.3f.", diff->overlap,
             diff->rank_biased);
  if (diff->emptied > 0) {
    buf_byte(out, ' ');
    sentence_number(out, diff->emptied);
    buf_add(out, diff->emptied == 1 ? STR(" finds nothing any more.") : STR(" find nothing any more."));
  }
  if (diff->filled > 0) {
    buf_byte(out, ' ');
    sentence_number(out, diff->filled);
    buf_add(out, STR(" found nothing before."));
  }
}

/* "12 answers", "100 or more answers" */
static void add_answers(struct buf *out, size_t count) {
  if (count == QUALITY_DEPTH) {
    buf_format(out, "%d or more answers", QUALITY_DEPTH);
  } else {
    sentence_count(out, count, "answer");
  }
}

void diff_sentence_pair(struct buf *out, const struct quality_pair *pair) {
  add_answers(out, pair->new_count);
  if (pair->old_count != pair->new_count) {
    buf_format(out, ", %zu before", pair->old_count);
  }
  if (pair->new_first != NULL && pair->old_first != NULL && !str_equal(pair->new_first->id, pair->old_first->id)) {
    buf_format(out, "; first %.*s, %.*s before", STR_ARG(pair->new_first->id), STR_ARG(pair->old_first->id));
  } else if (pair->new_first != NULL) {
    buf_format(out, "; first %.*s", STR_ARG(pair->new_first->id));
  } else if (pair->old_first != NULL) {
    buf_format(out, "; first was %.*s", STR_ARG(pair->old_first->id));
  }
}

void diff_sentence_latency(struct buf *out, const struct quality_diff *diff) {
  const struct quality_latency *latency = &diff->latency;
  buf_format(out, "An answer takes %.2f ms, %.2f ms before (%.2f times as long; the best of 3 for ", latency->new_ms,
             latency->old_ms, latency->old_ms > 0 ? latency->new_ms / latency->old_ms : 1);
  sentence_number(out, latency->queries);
  buf_add(out, latency->queries == 1 ? STR(" query") : STR(" queries"));
  buf_add(out, STR(", on this machine: only large differences say anything)."));
}

void diff_sentence_judged(struct buf *out, const struct quality_report *report) {
  const struct quality_difference *ndcg = &report->against->metrics[QUALITY_NDCG];
  sentence_number(out, report->row_count);
  buf_format(out, " judged %s: %zu won, %zu lost, %zu as before. nDCG@10 is %.4f, %.4f before (p %.4f).",
             report->row_count == 1 ? "query" : "queries", ndcg->higher, ndcg->lower, ndcg->equal, ndcg->a, ndcg->b, ndcg->p);
}
