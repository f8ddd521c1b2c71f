#include "weights.h"

#include <stdio.h>

static const struct search_weight_row rows[WEIGHT_COUNT] = {
    [WEIGHT_K1] = {"k1", 1.9, 0.01, 100, "how slowly a word's frequency saturates (BM25)"},
    [WEIGHT_IDF_POWER] = {"idf-power", 1.4, 0, 4, "rare words count more than their inverse document frequency: its power"},
    [WEIGHT_FIELD + FIELD_TITLE] = {"title", 4.2, 0, 100, "the author's own words for the topic"},
    [WEIGHT_FIELD + FIELD_ALIASES] = {"aliases", 4.0, 0, 100, "the visitor's words for it, as the author expects them"},
    [WEIGHT_FIELD + FIELD_HEADINGS] = {"headings", 2.5, 0, 100, "the topic of a part"},
    [WEIGHT_FIELD + FIELD_SUMMARY] = {"summary", 2.0, 0, 100, "one sentence about the whole"},
    [WEIGHT_FIELD + FIELD_BODY] = {"body", 1.0, 0, 100, "the measure of all fields"},
    [WEIGHT_FIELD + FIELD_TAGS] = {"tags", 1.5, 0, 100, "a shelf, not a topic"},
    /* less than prose, which says what the code is for; enough for a name that stands nowhere else */
    [WEIGHT_FIELD + FIELD_CODE] = {"code", 0.5, 0, 100, "an example of what the text says, or a name that only code has"},
    [WEIGHT_LENGTH + FIELD_TITLE] = {"title-length", 0.05, 0, 1, "titles are short by nature"},
    [WEIGHT_LENGTH + FIELD_ALIASES] = {"aliases-length", 0, 0, 1, "many aliases are no fault"},
    [WEIGHT_LENGTH + FIELD_HEADINGS] = {"headings-length", 0.5, 0, 1, "many headings make each say less"},
    [WEIGHT_LENGTH + FIELD_SUMMARY] = {"summary-length", 0.5, 0, 1, "a long summary makes each word say less"},
    [WEIGHT_LENGTH + FIELD_BODY] = {"body-length", 0.4, 0, 1, "long articles speak of more, and at more length"},
    [WEIGHT_LENGTH + FIELD_TAGS] = {"tags-length", 0.3, 0, 1, "many tags make each say less"},
    [WEIGHT_LENGTH + FIELD_CODE] = {"code-length", 0.1, 0, 1, "long against a mean of mostly none, and no fault"},
    [WEIGHT_EXACT_TITLE] = {"exact-title", 0.5, 0, 10, "a title that says just what the query says"},
    [WEIGHT_TITLE_SHARE] = {"title-share", 0.32, 0, 10, "the share of a title that the query's words make"},
    [WEIGHT_TITLE_LEAD] = {"title-lead", 0.3, 0, 10, "a title that begins with all words is about them"},
    /* more than closeness, form, lead and a title that says just that earn together: only words and boosts can outweigh it */
    [WEIGHT_SAME_TITLE] = {"same-title", 2.5, 0, 10, "a title that is the query word for word comes first"},
    [WEIGHT_EVERY_WORD] = {"every-word", 0.05, 0, 1, "having every word of a sentence; elsewhere it is 1"},
    [WEIGHT_CLOSENESS] = {"closeness", 0.45, 0, 10, "two neighbouring words of the query close together (near.h)"},
    [WEIGHT_CLOSENESS_HALF] = {"closeness-half", 0.85, 0.01, 100, "the sum of closeness at which half of it is earned"},
    [WEIGHT_CLOSENESS_TITLE] = {"closeness-title", 3.0, 0, 100, "how much more a place in the title counts"},
    [WEIGHT_CLOSENESS_DAMPING] = {"closeness-damping", 0.2, 0, 4, "how it is shared out: (2 / words) ^ damping"},
    [WEIGHT_LIKENESS] = {"likeness", 0.45, 0, 10, "being like the best articles found for a sentence (likeness.h)"},
    [WEIGHT_COMPLETION] = {"completion", 0.5, 0, 1, "a word that the one being typed may become"},
    [WEIGHT_SYNONYM] = {"synonym", 0.5, 0, 1, "a synonym, against the word that was typed"},
    [WEIGHT_FORM] = {"form", 0.4, 0, 10, "a word in the very form that was typed, against its stem"},
    /* lohelp-ja: nDCG@10 .603 with 0, .609 with 0.5 */
    [WEIGHT_PAIRS] = {"pairs", 0.5, 0, 4, "the n pairs of one word overlap: each is worth its idf / n ^ pairs"},
    /* medquad-articles .878 and cacm .474 with 0, .882 and .485 with 0.3 */
    [WEIGHT_COMPOUND] = {"compound", 0.3, 0, 1, "x-ray as xray has this share of its idf; x and ray have the rest"},
    /* lohelp-de: .617 with 0, .628 with 0.3, .629 with 0.5, .627 with 0.8 */
    [WEIGHT_HALF] = {"half", 0.5, 0, 1, "each half of a long German word, against the word"},
    [WEIGHT_OVERDUE] = {"overdue", 0.1, 0, 1, "what an article loses whose review_by lies before the newest article"},
    [WEIGHT_OTHER_LANGUAGE] = {"other-language", 0.5, 0, 1, "what an article loses that is in a language the query is not in"},
    [WEIGHT_UNSEEN_WORD] = {"unseen-word", 0.1, 0.001, 10, "articles a word counts for in a language that has it nowhere"},
    [WEIGHT_ANSWER] = {"answer", 0.8, 0, 1, "how closely a heading must fit a query to answer it by itself"},
    [WEIGHT_LANGUAGE_ODDS] = {"language-odds", 20, 1, 1000000, "a language so many times less likely is not looked in"},
};

_Static_assert((int)WEIGHT_COUNT <= (int)SEARCH_WEIGHTS_MAX, "there is room for every weight");

const struct search_weight_row *search_weight_table(size_t *count) {
  *count = COUNT_OF(rows);
  return rows;
}

void search_weights_default(struct search_weights *weights) {
  *weights = (struct search_weights){.values = {0}};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    weights->values[i] = rows[i].usual;
  }
}

static bool no_weight(struct str name, struct error *err) {
  const char *names[COUNT_OF(rows)];
  char typed[40];
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    names[i] = rows[i].name;
  }
  (void)snprintf(typed, sizeof typed, "%.*s", STR_ARG(name));
  const char *near = nearest_name(typed, names, COUNT_OF(names));
  return near != NULL ? error_set(err, "there is no weight \"%s\"; did you mean %s?", typed, near)
                      : error_set(err, "there is no weight \"%s\"; docs/ranking.md lists all", typed);
}

bool search_weights_set(struct search_weights *weights, struct str name, double value, struct error *err) {
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    if (!str_equal(name, str_of(rows[i].name))) {
      continue;
    }
    if (!(value >= rows[i].least && value <= rows[i].most)) {
      return error_set(err, "the weight %s can be from %g to %g, not %g", rows[i].name, rows[i].least, rows[i].most, value);
    }
    weights->values[i] = value;
    return true;
  }
  return no_weight(name, err);
}
