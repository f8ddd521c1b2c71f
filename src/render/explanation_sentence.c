#include "explanation.h"
#include "sentence.h"

#include <math.h>

enum { TITLE_BYTES = 120, REASONS_MAX = 3 };

/* What two decimals show. */
static const double unit = 0.01;

static void add_title(struct buf *out, const struct search_hit *hit) {
  struct str title = hit->title.text;
  size_t end = title.len < TITLE_BYTES ? title.len : TITLE_BYTES;
  while (end < title.len && end > 0 && ((unsigned char)title.ptr[end] & 0xC0) == 0x80) {
    end--;
  }
  buf_format(out, "“%.*s%s”", (int)end, title.ptr, end < title.len ? "…" : "");
}

static void add_query(struct buf *out, const struct search_answer *answer) {
  struct str query = answer->corrected.len > 0 ? answer->corrected : answer->query;
  if (answer->browsed) {
    buf_add(out, STR(" of all that pass the filters"));
  } else {
    buf_format(out, " for “%.*s”", STR_ARG(query));
  }
}

void sentence_position(struct buf *out, const struct search_explanation *explanation) {
  const struct search_answer *answer = &explanation->answer;
  add_title(out, &explanation->hit);
  if (explanation->position == 0) {
    bool behind = explanation->barrier_count > 0 && explanation->barriers[0].kind == BARRIER_PLACE;
    buf_add(out, behind ? STR(" is not among the first") : STR(" is not found"));
    add_query(out, answer);
    buf_add(out, STR("."));
    return;
  }
  buf_add(out, STR(" is number "));
  sentence_number(out, explanation->position);
  buf_add(out, STR(" of "));
  sentence_number(out, answer->total);
  add_query(out, answer);
  if (answer->browsed) {
    buf_add(out, STR(": nothing was typed, so the newest comes first."));
  } else {
    buf_format(out, ", with %.2f points.", explanation->hit.score);
  }
}

/* ---- not found ---- */

/* A phrase has its own quotes. */
static void add_word(struct buf *out, struct str word) {
  bool quoted = word.len > 0 && word.ptr[0] == '"';
  buf_format(out, quoted ? "%.*s" : "“%.*s”", STR_ARG(word));
}

static void add_list(struct buf *out, const struct str *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    buf_add(out, i == 0 ? STR("") : i + 1 == count ? STR(" and ") : STR(", "));
    add_word(out, texts[i]);
  }
}

static void add_barrier(struct buf *out, const struct search_barrier *barrier) {
  switch (barrier->kind) {
  case BARRIER_FILTER:
    buf_format(out, "The filter asks for %.*s “%.*s”; it has ", STR_ARG(barrier->name), STR_ARG(barrier->wanted));
    add_list(out, barrier->has, barrier->has_count);
    buf_add(out, barrier->has_count == 0 ? STR("none.") : STR("."));
    break;
  case BARRIER_SINCE:
  case BARRIER_UNTIL:
    buf_format(out, "Articles %s %.*s are asked for; ", barrier->kind == BARRIER_SINCE ? "since" : "until",
               STR_ARG(barrier->wanted));
    if (barrier->has_count == 0) {
      buf_add(out, STR("it has no date."));
    } else {
      buf_add(out, STR("it is of "));
      sentence_date(out, barrier->has[0]);
      buf_add(out, STR("."));
    }
    break;
  case BARRIER_EXCLUDED:
    buf_format(out, "The query excludes %.*s, which it has.", STR_ARG(barrier->wanted));
    break;
  case BARRIER_PLACE:
    buf_format(out, "It is found, but stands behind the first %.*s: no more are ranked.", STR_ARG(barrier->wanted));
    break;
  }
}

/* Where nothing of the request keeps it out. */
static void add_lack(struct buf *out, const struct search_explanation *explanation) {
  const struct search_hit *hit = &explanation->hit;
  size_t wanted = 0;
  for (size_t i = 0; i < explanation->asked_count; i++) {
    wanted += explanation->asked[i].role == ASKED_FOR;
  }
  if (explanation->asked_count == 0) {
    buf_add(out, STR("Nothing is asked for."));
  } else if (wanted == 0) {
    buf_add(out, STR("The query asks for nothing that any article has."));
  } else if (hit->part_count == 0) {
    buf_add(out, wanted == 1 ? STR("It does not have ") : STR("It has none of the words: "));
    add_list(out, hit->missing, hit->missing_count);
    buf_add(out, STR("."));
  } else {
    buf_add(out, STR("It lacks "));
    add_list(out, hit->missing, hit->missing_count);
    buf_add(out, STR(", and "));
    sentence_count(out, explanation->answer.total, "article");
    buf_add(out, explanation->answer.total == 1 ? STR(" has") : STR(" have"));
    buf_add(out, STR(" all that is asked for: these fill a page, so none with less is shown."));
  }
}

void sentence_absent(struct buf *out, const struct search_explanation *explanation) {
  if (explanation->position > 0) {
    return;
  }
  for (size_t i = 0; i < explanation->barrier_count; i++) {
    buf_add(out, i > 0 ? STR(" ") : STR(""));
    add_barrier(out, &explanation->barriers[i]);
  }
  if (explanation->barrier_count == 0) {
    add_lack(out, explanation);
  }
}

/* ---- another stands before it ---- */

/* What is said for a part, by its weight. */
static void add_reason(struct buf *out, const struct score_part *part) {
  static const struct {
    const char *weight, *said;
  } phrases[] = {
      {"every-word", "having every word"},
      {"title-share", "a title that speaks of the query and of little else"},
      {"exact-title", "a title that says just what the query says"},
      {"title-lead", "a title that begins with all words"},
      {"same-title", "a title that is the query, word for word"},
      {"likeness", "being like the best articles found"},
      {"boost", "its author's boost"},
      {"lacks-words", "being held back, as it lacks a word"},
  };
  for (size_t i = 0; i < COUNT_OF(phrases); i++) {
    if (strcmp(part->weight, phrases[i].weight) == 0) {
      buf_add(out, str_of(phrases[i].said));
      return;
    }
  }
  if (part->field != NULL) {
    add_word(out, part->word);
    buf_format(out, " in its %s", part->field);
  } else {
    buf_add(out, part->reason);
  }
}

/* How much more a part earned in the other article, as the table shows it. */
static double more_of(const struct search_explanation *explanation, const struct search_rival *rival, size_t i) {
  return explanation_points(&rival->hit, rival->list[i].theirs, unit) -
         explanation_points(&explanation->hit, rival->list[i].mine, unit);
}

/* The biggest differences of one sign: "by A (+1.20), B (+0.30) and C (+0.10)". Answers whether there are some. */
static bool add_reasons(struct buf *out, const struct search_explanation *explanation, const struct search_rival *rival,
                        double sign, size_t most, const char *before) {
  size_t told[REASONS_MAX], count = 0;
  for (size_t i = 0; i < rival->count && count < most; i++) {
    if (sign * more_of(explanation, rival, i) > unit / 2) {
      told[count++] = i;
    }
  }
  buf_add(out, count > 0 ? str_of(before) : STR(""));
  for (size_t i = 0; i < count; i++) {
    buf_add(out, i == 0 ? STR("") : i + 1 == count ? STR(" and ") : STR(", "));
    add_reason(out, explanation_part(&rival->list[told[i]]));
    buf_format(out, " (%+.2f)", more_of(explanation, rival, told[i]));
  }
  return count > 0;
}

void sentence_rival(struct buf *out, const struct search_explanation *explanation, const struct search_rival *rival) {
  double theirs = explanation_round(rival->hit.score, unit), ahead = theirs - explanation_round(explanation->hit.score, unit);
  add_title(out, &rival->hit);
  bool lifted = rival->hit.pinned || rival->hit.supersedes.len > 0;
  if (rival->hit.score <= explanation->hit.score && lifted) {
    buf_format(out, " has the same %.2f points and is %s", theirs,
               rival->hit.pinned ? "pinned to this search" : "put before what it supersedes");
  } else if (rival->hit.score <= explanation->hit.score) {
    buf_format(out, " has the same %.2f points and comes first in the index", theirs);
  } else if (ahead < unit / 2) {
    buf_format(out, " has %.2f points, a trace more", theirs);
  } else {
    buf_format(out, " has %.2f points, %.2f more", theirs, ahead);
  }
  bool more = add_reasons(out, explanation, rival, 1, REASONS_MAX, ": it earned more by ");
  (void)add_reasons(out, explanation, rival, -1, 1, more ? ", and less by " : ", though it earned less by ");
  buf_add(out, STR("."));
}
