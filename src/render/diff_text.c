#include "diff_sentence.h"
#include "markdown.h"
#include "render.h"
#include "sentence.h"
#include "sheet.h"

/* What changed for searchers from one index to another, for people and for a pull request. */

static const struct style usual = {.flags = 0};

/* ---- what is shown of each list ---- */

/* A list that is gone through: each row is shown by the caller until it answers false. */
struct rows {
  size_t at, shown, left;
};

/* The next query whose answers are others; those that find nothing any more alone, or the others alone. */
static const struct quality_pair *next_pair(const struct quality_diff *diff, bool emptied, struct rows *rows) {
  while (rows->at < diff->pair_count) {
    const struct quality_pair *pair = &diff->pairs[rows->at++];
    if (diff_emptied(pair) != emptied || pair->rank_biased >= 1) {
      continue;
    }
    if (rows->shown < DIFF_QUERIES_MAX) {
      rows->shown++;
      return pair;
    }
    rows->left++;
  }
  return NULL;
}

/* The next article of a fate, DIFF_ARTICLES_MAX at most. */
static const struct quality_article *next_article(const struct quality_diff *diff, enum quality_fate fate, struct rows *rows) {
  while (rows->at < diff->articles.count) {
    const struct quality_article *article = &diff->articles.list[rows->at++];
    if (article->fate != fate) {
      continue;
    }
    if (rows->shown < DIFF_ARTICLES_MAX) {
      rows->shown++;
      return article;
    }
    rows->left++;
  }
  return NULL;
}

/* ---- terminal ---- */

static void add_left(struct sheet *sheet, size_t left) {
  if (left > 0) {
    buf_add(&sheet->line, STR("  and "));
    sentence_number(&sheet->line, left);
    buf_add(&sheet->line, STR(" more"));
    sheet_line(sheet, usual);
  }
}

static void add_articles(struct sheet *sheet, const struct quality_diff *diff) {
  static const char signs[ARTICLE_FATES] = {'+', '-', '~', '>'};
  diff_sentence_articles(&sheet->line, diff);
  sheet_text(sheet);
  flow_break(&sheet->flow);
  for (int fate = 0; fate < ARTICLE_FATES; fate++) {
    struct rows rows = {.at = 0};
    for (const struct quality_article *article; (article = next_article(diff, (enum quality_fate)fate, &rows)) != NULL;) {
      buf_format(&sheet->line, "  %c %.*s  %.*s", signs[fate], STR_ARG(article->id), STR_ARG(article->title));
      if (fate == ARTICLE_MOVED) {
        buf_add(&sheet->line, STR("  "));
        diff_sentence_article(&sheet->line, article);
      }
      sheet_line(sheet, usual);
    }
    add_left(sheet, rows.left);
  }
}

static void add_pairs(struct sheet *sheet, const struct quality_diff *diff, bool emptied, const char *heading) {
  struct rows rows = {.at = 0};
  for (const struct quality_pair *pair; (pair = next_pair(diff, emptied, &rows)) != NULL;) {
    if (rows.shown == 1) {
      flow_gap(&sheet->flow);
      buf_add(&sheet->line, str_of(heading));
      sheet_line(sheet, (struct style){.flags = STYLE_BOLD});
    }
    buf_format(&sheet->line, "%7.3f  %.*s: ", pair->rank_biased, STR_ARG(pair->query->text));
    diff_sentence_pair(&sheet->line, pair);
    sheet_line(sheet, usual);
  }
  add_left(sheet, rows.left);
}

static void add_judged(struct sheet *sheet, const struct quality_report *report) {
  flow_gap(&sheet->flow);
  diff_sentence_judged(&sheet->line, report);
  sheet_text(sheet);
  flow_break(&sheet->flow);
  for (size_t i = 0; i < report->against->change_count; i++) {
    const struct quality_change *change = &report->against->changes[i];
    buf_format(&sheet->line, "  %s %+.4f  %.*s", change->a > change->b ? "won " : "lost", change->a - change->b,
               STR_ARG(change->query->text));
    sheet_line(sheet, usual);
  }
}

void render_diff_terminal(const struct quality_diff *diff, const struct terminal *terminal, struct buf *out) {
  struct sheet sheet;
  sheet_begin(&sheet, terminal, out);
  buf_format(&sheet.line, "%s, and before that %s", diff->new_name, diff->old_name);
  sheet_line(&sheet, usual);
  flow_gap(&sheet.flow);
  add_articles(&sheet, diff);
  flow_gap(&sheet.flow);
  diff_sentence_queries(&sheet.line, diff);
  sheet_text(&sheet);
  add_pairs(&sheet, diff, true, "Queries that find nothing any more");
  add_pairs(&sheet, diff, false, "Queries whose answers changed most (rank-biased overlap)");
  if (diff->report != NULL) {
    add_judged(&sheet, diff->report);
  }
  flow_gap(&sheet.flow);
  diff_sentence_latency(&sheet.line, diff);
  sheet_text(&sheet);
  sheet_end(&sheet);
}

/* ---- Markdown ---- */

/* A comment in the making. */
struct comment {
  struct buf *out;
  struct buf line;
};

/* Ends the line as running text. */
static void end_text(struct comment *comment) {
  markdown_text(comment->out, buf_str(&comment->line));
  comment->out->failed |= buf_failed(&comment->line);
  buf_clear(&comment->line);
}

static void mark_left(struct comment *comment, size_t left) {
  if (left > 0) {
    buf_add(comment->out, STR("- and "));
    sentence_number(comment->out, left);
    buf_add(comment->out, STR(" more\n"));
  }
}

static void mark_articles(struct comment *comment, const struct quality_diff *diff) {
  diff_sentence_articles(&comment->line, diff);
  end_text(comment);
  buf_add(comment->out, STR("\n"));
  size_t shown = 0;
  for (int fate = 0; fate < ARTICLE_FATES; fate++) {
    struct rows rows = {.at = 0};
    for (const struct quality_article *article; (article = next_article(diff, (enum quality_fate)fate, &rows)) != NULL;) {
      buf_format(comment->out, "%s- %s ", shown++ == 0 ? "\n" : "", diff_fate((enum quality_fate)fate));
      markdown_code(comment->out, article->id);
      buf_byte(comment->out, ' ');
      markdown_text(comment->out, article->title);
      if (fate == ARTICLE_MOVED) {
        buf_add(comment->out, STR(": "));
        diff_sentence_article(&comment->line, article);
        end_text(comment);
      }
      buf_byte(comment->out, '\n');
    }
    mark_left(comment, rows.left);
  }
}

static void mark_pairs(struct comment *comment, const struct quality_diff *diff, bool emptied, const char *heading) {
  struct rows rows = {.at = 0};
  for (const struct quality_pair *pair; (pair = next_pair(diff, emptied, &rows)) != NULL;) {
    if (rows.shown == 1) {
      buf_format(comment->out, "\n%s\n\n| Query | Rank-biased overlap | Answers |\n|---|--:|---|\n", heading);
    }
    buf_add(comment->out, STR("| "));
    markdown_text(comment->out, pair->query->text);
    buf_format(comment->out, " | %.3f | ", pair->rank_biased);
    diff_sentence_pair(&comment->line, pair);
    end_text(comment);
    buf_add(comment->out, STR(" |\n"));
  }
  if (rows.left > 0) {
    buf_add(comment->out, STR("\nAnd "));
    sentence_number(comment->out, rows.left);
    buf_add(comment->out, STR(" more.\n"));
  }
}

static void mark_judged(struct comment *comment, const struct quality_report *report) {
  buf_byte(comment->out, '\n');
  diff_sentence_judged(&comment->line, report);
  end_text(comment);
  buf_byte(comment->out, '\n');
  for (size_t i = 0; i < report->against->change_count; i++) {
    const struct quality_change *change = &report->against->changes[i];
    if (i == 0) {
      buf_add(comment->out, STR("\n| Judged query | nDCG@10 before | now | |\n|---|--:|--:|---|\n"));
    }
    buf_add(comment->out, STR("| "));
    markdown_text(comment->out, change->query->text);
    buf_format(comment->out, " | %.4f | %.4f | %s |\n", change->b, change->a, change->a > change->b ? "won" : "**lost**");
  }
}

void render_diff_markdown(const struct quality_diff *diff, struct buf *out) {
  struct comment comment = {.out = out};
  buf_init(&comment.line, out->ceiling);
  buf_add(out, STR("### What changes for searchers\n\n"));
  mark_articles(&comment, diff);
  buf_byte(out, '\n');
  diff_sentence_queries(&comment.line, diff);
  end_text(&comment);
  buf_byte(out, '\n');
  mark_pairs(&comment, diff, true, "**Queries that find nothing any more**");
  mark_pairs(&comment, diff, false, "Queries whose answers changed most");
  if (diff->report != NULL) {
    mark_judged(&comment, diff->report);
  }
  buf_byte(out, '\n');
  diff_sentence_latency(&comment.line, diff);
  end_text(&comment);
  buf_byte(out, '\n');
  buf_free(&comment.line);
}
