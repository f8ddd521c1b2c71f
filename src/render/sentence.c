#include "sentence.h"

void sentence_number(struct buf *out, uint64_t number) {
  char digits[32];
  size_t at = sizeof digits;
  for (size_t count = 0; number > 0 || count == 0; count++) {
    if (count > 0 && count % 3 == 0) {
      digits[--at] = ',';
    }
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  }
  buf_add(out, (struct str){digits + at, sizeof digits - at});
}

void sentence_count(struct buf *out, uint64_t number, const char *noun) {
  sentence_number(out, number);
  buf_format(out, " %s%s", noun, number == 1 ? "" : "s");
}

static bool read_date(struct str date, uint64_t *year, uint64_t *month, uint64_t *day) {
  return date.len == 10 && date.ptr[4] == '-' && date.ptr[7] == '-' && str_to_number(str_slice(date, 0, 4), 9999, year) &&
         str_to_number(str_slice(date, 5, 7), 12, month) && str_to_number(str_slice(date, 8, 10), 31, day) && *month > 0;
}

void sentence_date(struct buf *out, struct str date) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  uint64_t year, month, day;
  if (read_date(date, &year, &month, &day)) {
    buf_format(out, "%u %s %u", (unsigned)day, months[month - 1], (unsigned)year);
  } else {
    buf_add(out, date);
  }
}

static void add_quoted(struct buf *out, struct str text) {
  buf_add(out, STR("“"));
  buf_add(out, text);
  buf_add(out, STR("”"));
}

enum { ECHO_BYTES = 100 };

/* The query as far as a heading has room for it. */
static void add_echo(struct buf *out, struct str query) {
  size_t end = query.len;
  if (end > ECHO_BYTES) {
    end = ECHO_BYTES;
    while (end > 0 && ((unsigned char)query.ptr[end] & 0xC0) == 0x80) {
      end--;
    }
  }
  buf_add(out, STR("“"));
  buf_add(out, str_slice(query, 0, end));
  buf_add(out, end < query.len ? STR("…”") : STR("”"));
}

static void add_filters(struct buf *out, const struct search_answer *answer) {
  for (size_t i = 0; i < answer->filter_count; i++) {
    buf_add(out, i > 0 ? STR(" and the ") : STR(" with the "));
    buf_add(out, answer->filters[i].name);
    buf_add(out, STR(" "));
    add_quoted(out, answer->filters[i].value);
  }
  if (answer->lang.len > 0) {
    buf_add(out, STR(" in the language "));
    add_quoted(out, answer->lang);
  }
  if (answer->since.len > 0) {
    buf_add(out, STR(" since "));
    buf_add(out, answer->since);
  }
  if (answer->until.len > 0) {
    buf_add(out, STR(" until "));
    buf_add(out, answer->until);
  }
}

void sentence_found(struct buf *out, const struct search_answer *answer) {
  if (answer->total == 0) {
    buf_add(out, STR("Nothing found"));
  } else if (answer->offset == 0 || answer->hit_count == 0) {
    sentence_count(out, answer->total, "article");
  } else {
    buf_add(out, STR("Articles "));
    sentence_number(out, answer->offset + 1);
    buf_add(out, STR(" to "));
    sentence_number(out, answer->offset + answer->hit_count);
    buf_add(out, STR(" of "));
    sentence_number(out, answer->total);
  }
  if (str_trim(answer->query).len > 0) {
    buf_add(out, STR(" for "));
    add_echo(out, str_trim(answer->query));
  }
  add_filters(out, answer);
}

void sentence_about_query(struct buf *out, const struct search_answer *answer) {
  if (answer->cut) {
    buf_add(out, STR("The query is longer than can be read: only its beginning was looked for."));
  }
  if (answer->partial) {
    buf_add(out, answer->cut ? STR(" ") : STR(""));
    buf_add(out, STR("Too many articles have these words to look at all of them: fewer or rarer words find better ones."));
  }
}

void sentence_corrected(struct buf *out, const struct search_answer *answer) {
  if (answer->corrected.len > 0) {
    buf_add(out, STR("Showing results for "));
    add_quoted(out, answer->corrected);
    buf_add(out, STR(". As typed: --exact"));
  } else if (answer->suggestion.len > 0) {
    buf_add(out, STR("Did you mean "));
    add_quoted(out, answer->suggestion);
    buf_byte(out, '?');
  }
}

void sentence_synonyms(struct buf *out, const struct search_answer *answer) {
  for (size_t i = 0; i < answer->synonym_count; i++) {
    buf_add(out, i == 0 ? STR("Also looked for: ") : STR(", "));
    buf_add(out, answer->synonyms[i]);
  }
}

void sentence_fewer(struct buf *out, const struct search_answer *answer) {
  if (answer->complete == 0) {
    buf_add(out, STR("No article has every word; these have some of them."));
  } else {
    sentence_count(out, answer->complete, "article");
    buf_format(out, " %s every word. These have fewer.", answer->complete == 1 ? "has" : "have");
  }
  for (size_t i = 0; i < answer->left_out_count; i++) {
    buf_add(out, i == 0 ? STR(" Left out: ") : STR(", "));
    add_quoted(out, answer->left_out[i]);
  }
  if (answer->left_out_count > 0) {
    buf_byte(out, '.');
  }
}

size_t sentence_first_incomplete(const struct search_answer *answer) {
  size_t first = answer->mixed ? answer->hit_count : 0;
  while (first < answer->hit_count &&
         (answer->hits[first].missing_count == 0 || answer->hits[first].pinned || answer->hits[first].supersedes.len > 0)) {
    first++;
  }
  return first;
}

static bool has_any(struct str text, const char *signs) {
  for (; *signs != '\0'; signs++) {
    if (str_find(text, *signs, 0) < text.len) {
      return true;
    }
  }
  return false;
}

const char *sentence_hint(const struct search_answer *answer, size_t number) {
  static const char *const past_end[] = {"There are no further articles: go back to the first ones.", NULL};
  static const char *const no_words[] = {"Type at least one word to look for.", NULL};
  static const char *const filtered[] = {"Try it with fewer filters.", NULL};
  static const char *const operators[] = {"Leave out quotation marks, minus signs and colons.",
                                          "Check how the words are spelled.", NULL};
  static const char *const words[] = {"Check how the words are spelled.", "Use fewer words, or more general ones.", NULL};
  bool nothing_wanted = answer->understood.len == 0 || answer->understood.ptr[0] == '-';
  const char *const *hints = words;
  if (answer->total > 0) {
    hints = past_end;
  } else if (nothing_wanted && !answer->browsed) {
    hints = no_words;
  } else if (answer->filter_count + answer->lang.len + answer->since.len + answer->until.len > 0) {
    hints = filtered;
  } else if (has_any(answer->query, "\":-")) {
    hints = operators;
  }
  return hints[number];
}

void sentence_more(struct buf *out, const struct search_answer *answer) {
  uint64_t shown = answer->offset + answer->hit_count;
  if (answer->hit_count > 0 && shown < answer->total && shown <= SEARCH_OFFSET_MAX) {
    sentence_number(out, answer->total - shown);
    buf_format(out, " more: --offset %llu", (unsigned long long)shown);
  }
}
