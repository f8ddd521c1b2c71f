#include "explanation.h"
#include "render.h"
#include "sentence.h"
#include "sheet.h"

#include <math.h>

static const struct style usual = {.flags = 0}, quiet = {.flags = STYLE_DIM}, strong = {.flags = STYLE_BOLD};

/* What is rounded to, and the columns of a table. */
static const double unit = 0.01;
enum {
  NUMBER_COLUMNS = 8,
  PARTS_COLUMNS = 74,
  REASON_MOST = 34,
  REASON_LEAST = 12,
  KIND_COLUMNS = 14,
  TEXT_COLUMNS = 22,
  DIFFERENCES_TOLD = 8
};

/* A heading above a part of the page. */
static void add_heading(struct sheet *sheet, const char *text) {
  flow_gap(&sheet->flow);
  flow_text(&sheet->flow, str_of(text), strong);
  flow_break(&sheet->flow);
}

static void end_text(struct sheet *sheet) {
  sheet_text(sheet);
  flow_break(&sheet->flow);
}

/* ---- the verdict ---- */

static void add_verdict(struct sheet *sheet, const struct search_explanation *explanation) {
  sentence_position(&sheet->line, explanation);
  flow_text(&sheet->flow, buf_str(&sheet->line), strong);
  buf_clear(&sheet->line);
  flow_break(&sheet->flow);
  flow_text(&sheet->flow, explanation->hit.id, quiet);
  flow_break(&sheet->flow);
  sentence_absent(&sheet->line, explanation);
  end_text(sheet);
  sentence_corrected(&sheet->line, &explanation->answer);
  end_text(sheet);
}

/* ---- the query ---- */

static const char *kind_text(enum search_variant_kind kind) {
  static const char *const texts[] = {[VARIANT_TYPED] = "as typed",      [VARIANT_STEM] = "stem",
                                      [VARIANT_PHRASE] = "in a row",     [VARIANT_WHOLE] = "as one word",
                                      [VARIANT_PART] = "part of a word", [VARIANT_PAIR] = "characters",
                                      [VARIANT_PREFIX] = "begins with",  [VARIANT_COMPLETION] = "may become",
                                      [VARIANT_SYNONYM] = "synonym"};
  return texts[kind];
}

/* `next` follows it; NULL: none does. What several variants have from one line is shown behind the last of them. */
static void add_variant(struct sheet *sheet, const struct search_variant *variant, const struct search_variant *next) {
  struct buf *line = &sheet->line;
  buf_add(line, STR("  "));
  sheet_cell(line, str_of(kind_text(variant->kind)), KIND_COLUMNS, false);
  buf_add(line, STR("  "));
  sheet_cell(line, variant->text, TEXT_COLUMNS, false);
  buf_add(line, STR("  "));
  sentence_count(line, variant->articles, "article");
  for (size_t i = 0; i < variant->languages.count; i++) {
    buf_format(line, "%s%.*s", i == 0 ? " in " : ", ", STR_ARG(variant->languages.codes[i]));
  }
  if (variant->share < 1) {
    buf_format(line, ", counts %g", variant->share);
  }
  if (variant->harvested) {
    buf_add(line, STR(", as articles say"));
  }
  sheet_line(sheet, usual);
  if (variant->line > 0 && (next == NULL || next->line != variant->line)) {
    buf_format(line, "synonyms.txt:%u: %.*s", variant->line, STR_ARG(variant->source));
    flow_push(&sheet->flow, str_slice(STR("                  "), 0, KIND_COLUMNS + 4));
    flow_text(&sheet->flow, buf_str(line), quiet);
    flow_break(&sheet->flow);
    flow_pop(&sheet->flow, KIND_COLUMNS + 4);
    buf_clear(line);
  }
}

/* Other languages' stems that no article has say nothing. */
static void add_variants(struct sheet *sheet, const struct search_term *term) {
  const struct search_variant *last = NULL;
  for (size_t i = 0; i < term->variant_count; i++) {
    if (term->variants[i].articles > 0) {
      if (last != NULL) {
        add_variant(sheet, last, &term->variants[i]);
      }
      last = &term->variants[i];
    }
  }
  if (last != NULL) {
    add_variant(sheet, last, NULL);
  }
}

static void add_asked_for(struct sheet *sheet, const struct search_asked *asked) {
  for (size_t i = 0; i < asked->term_count; i++) {
    const struct search_term *term = &asked->terms[i];
    struct str text = asked->term_count == 1 ? asked->text : term->text;
    flow_text(&sheet->flow, text, strong);
    if (asked->term_count > 1) {
      buf_format(&sheet->line, ", of %.*s", STR_ARG(asked->text));
    } else if (asked->was.len > 0) {
      buf_format(&sheet->line, ", typed as “%.*s”", STR_ARG(asked->was));
    }
    buf_add(&sheet->line, STR(": "));
    sentence_count(&sheet->line, term->articles, "article");
    buf_format(&sheet->line, ", idf %.2f", term->idf);
    end_text(sheet);
    add_variants(sheet, term);
  }
}

static void add_asked(struct sheet *sheet, const struct search_asked *asked) {
  static const char *const roles[] = {[ASKED_FUNCTION] = ": a function word, asks for nothing",
                                      [ASKED_UNKNOWN] = ": in no article, left out",
                                      [ASKED_EXCLUDED] = ": excluded"};
  if (asked->role == ASKED_FOR) {
    add_asked_for(sheet, asked);
    return;
  }
  flow_text(&sheet->flow, asked->text, strong);
  flow_text(&sheet->flow, str_of(roles[asked->role]), usual);
  flow_break(&sheet->flow);
}

static void add_query(struct sheet *sheet, const struct search_explanation *explanation) {
  if (explanation->asked_count == 0) {
    return;
  }
  add_heading(sheet, "The query as it is read");
  for (size_t i = 0; i < explanation->languages.count; i++) {
    buf_format(&sheet->line, "%s%.*s", i == 0 ? "Read as " : ", ", STR_ARG(explanation->languages.names[i]));
  }
  buf_add(&sheet->line, explanation->languages.count > 0 ? STR(".") : STR(""));
  end_text(sheet);
  for (size_t i = 0; i < explanation->asked_count; i++) {
    add_asked(sheet, &explanation->asked[i]);
  }
}

/* ---- what the article earned ---- */

/* What is left for a reason beside `others` columns. */
static size_t reason_columns(const struct sheet *sheet, size_t others) {
  size_t all = flow_room(&sheet->flow), left = all > others ? all - others : 0;
  return left > REASON_MOST ? REASON_MOST : left < REASON_LEAST ? REASON_LEAST : left;
}

/* A cell that says what earned something. */
static void add_reason(struct buf *line, const struct score_part *part, size_t columns) {
  struct buf text;
  buf_init(&text, line->ceiling);
  explanation_add_reason(&text, part);
  sheet_cell(line, buf_str(&text), columns, false);
  line->failed |= buf_failed(&text);
  buf_free(&text);
}

/* How often, in how many words, and by which weight: where there is room for it. */
static void add_part(struct sheet *sheet, const struct score_part *part, double points) {
  bool narrow = flow_room(&sheet->flow) < PARTS_COLUMNS;
  add_reason(&sheet->line, part, reason_columns(sheet, narrow ? 9 : 40));
  if (narrow) {
    buf_format(&sheet->line, "%9.2f", points);
  } else if (part->field != NULL) {
    buf_format(&sheet->line, "%7g%10u%9.2f  %s", part->frequency, part->length, points, part->weight);
  } else {
    buf_format(&sheet->line, "%26.2f  %s", points, part->weight);
  }
  sheet_line(sheet, usual);
}

static void add_part_table(struct sheet *sheet, const struct search_hit *hit) {
  bool narrow = flow_room(&sheet->flow) < PARTS_COLUMNS;
  int columns = (int)reason_columns(sheet, narrow ? 9 : 40);
  if (narrow) {
    buf_format(&sheet->line, "%-*s%9s", columns, "Part", "Points");
  } else {
    buf_format(&sheet->line, "%-*s%7s%10s%9s  %s", columns, "Part", "Times", "of words", "Points", "Weight");
  }
  sheet_heading(sheet);
  for (size_t i = 0; i < hit->part_count; i++) {
    add_part(sheet, &hit->parts[i], explanation_points(hit, &hit->parts[i], unit));
  }
  buf_format(&sheet->line, "%-*s%*.2f", columns, "in all", narrow ? 9 : 26, hit->score);
  sheet_line(sheet, strong);
}

static void add_parts(struct sheet *sheet, const struct search_explanation *explanation) {
  const struct search_hit *hit = &explanation->hit;
  if (hit->part_count > 0) {
    add_heading(sheet, explanation->position > 0 ? "What it earned" : "What it would have earned");
    add_part_table(sheet, hit);
  }
  if (explanation->position > 0 && hit->missing_count > 0) {
    buf_add(&sheet->line, STR("It lacks "));
    for (size_t i = 0; i < hit->missing_count; i++) {
      buf_format(&sheet->line, "%s%.*s", i > 0 ? ", " : "", STR_ARG(hit->missing[i]));
    }
    buf_add(&sheet->line, STR("."));
    end_text(sheet);
  }
}

/* ---- closeness ---- */

static void add_window(struct sheet *sheet, const struct search_window *window) {
  buf_format(&sheet->line, "“%.*s”, ", STR_ARG(window->text));
  if (window->distance == 1) {
    buf_add(&sheet->line, STR("side by side"));
  } else {
    buf_format(&sheet->line, "%u words apart", window->distance);
  }
  if (window->title) {
    buf_add(&sheet->line, STR(", in the title"));
  } else if (window->section.len > 0) {
    buf_format(&sheet->line, ", in the section “%.*s”", STR_ARG(window->section));
  } else {
    buf_add(&sheet->line, STR(", at the beginning"));
  }
  flow_push(&sheet->flow, STR("  "));
  end_text(sheet);
  flow_pop(&sheet->flow, 2);
}

static void add_pairs(struct sheet *sheet, const struct search_explanation *explanation) {
  if (explanation->pair_count > 0) {
    add_heading(sheet, "Where its words stand close together");
  }
  for (size_t i = 0; i < explanation->pair_count; i++) {
    const struct search_pair *pair = &explanation->pairs[i];
    buf_format(&sheet->line, "%.*s near %.*s: ", STR_ARG(pair->first), STR_ARG(pair->second));
    sentence_count(&sheet->line, pair->places, "place");
    buf_format(&sheet->line, ", %.2f points", pair->points);
    end_text(sheet);
    for (size_t k = 0; k < pair->window_count; k++) {
      add_window(sheet, &pair->windows[k]);
    }
  }
}

/* ---- those before it ---- */

/* Ends a row whose first cell is written. */
static void add_row(struct sheet *sheet, double mine, double theirs, struct style style) {
  buf_format(&sheet->line, "%*.2f%*.2f%+*.2f", NUMBER_COLUMNS, mine, NUMBER_COLUMNS, theirs, NUMBER_COLUMNS + 4, theirs - mine);
  sheet_line(sheet, style);
}

/* The biggest differences; what all other parts earned is one row, so that the columns add up. */
static void add_differences(struct sheet *sheet, const struct search_hit *hit, const struct search_rival *rival) {
  double mine = explanation_round(hit->score, unit);
  double theirs = explanation_round(rival->hit.score, unit), my_rest = mine, their_rest = theirs;
  size_t columns = reason_columns(sheet, 3 * NUMBER_COLUMNS + 4);
  buf_format(&sheet->line, "%-*s%*s%*s%*s", (int)columns, "Part", NUMBER_COLUMNS, "This", NUMBER_COLUMNS, "That",
             NUMBER_COLUMNS + 4, "Difference");
  sheet_heading(sheet);
  for (size_t i = 0; i < rival->count && i < DIFFERENCES_TOLD; i++) {
    const struct search_difference *difference = &rival->list[i];
    double one = explanation_points(hit, difference->mine, unit);
    double other = explanation_points(&rival->hit, difference->theirs, unit);
    if (fabs(other - one) > unit / 2) {
      add_reason(&sheet->line, explanation_part(difference), columns);
      add_row(sheet, one, other, usual);
      my_rest -= one;
      their_rest -= other;
    }
  }
  if (fabs(my_rest) >= unit / 2 || fabs(their_rest) >= unit / 2) {
    sheet_cell(&sheet->line, STR("all other parts"), columns, false);
    add_row(sheet, explanation_round(my_rest, unit), explanation_round(their_rest, unit), quiet);
  }
  sheet_cell(&sheet->line, STR("in all"), columns, false);
  add_row(sheet, mine, theirs, strong);
}

/* Whether two decimals show any difference. */
static bool is_told(const struct search_explanation *explanation, const struct search_rival *rival) {
  bool told = false;
  for (size_t i = 0; i < rival->count; i++) {
    double one = explanation_points(&explanation->hit, rival->list[i].mine, unit);
    told = told || fabs(explanation_points(&rival->hit, rival->list[i].theirs, unit) - one) > unit / 2;
  }
  return told;
}

static void add_rivals(struct sheet *sheet, const struct search_explanation *explanation) {
  for (size_t i = 0; i < explanation->rival_count; i++) {
    const struct search_rival *rival = &explanation->rivals[i];
    const char *what = rival->position == 1 ? "Why it is not first" : "Why it is not one higher";
    add_heading(sheet, what);
    sentence_rival(&sheet->line, explanation, rival);
    end_text(sheet);
    flow_text(&sheet->flow, rival->hit.id, quiet);
    flow_break(&sheet->flow);
    if (is_told(explanation, rival)) {
      add_differences(sheet, &explanation->hit, rival);
    }
  }
}

void render_explanation_terminal(const struct search_explanation *explanation, const struct terminal *terminal, struct buf *out) {
  struct sheet sheet;
  sheet_begin(&sheet, terminal, out);
  add_verdict(&sheet, explanation);
  add_query(&sheet, explanation);
  add_parts(&sheet, explanation);
  add_pairs(&sheet, explanation);
  add_rivals(&sheet, explanation);
  sheet_end(&sheet);
}
