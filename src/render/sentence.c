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
    add_quoted(out, str_trim(answer->query));
  }
}

void sentence_about_query(struct buf *out, const struct search_answer *answer) {
  if (answer->cut) {
    buf_add(out, STR("The query is longer than can be read: only its beginning was looked for."));
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
  size_t first = 0;
  while (first < answer->hit_count && answer->hits[first].missing_count == 0) {
    first++;
  }
  return first;
}

const char *sentence_hint(const struct search_answer *answer, size_t number) {
  static const char *const past_end[] = {"There are no further articles: go back to the first ones.", NULL};
  static const char *const no_words[] = {"Type at least one word: there is none in this query.", NULL};
  static const char *const not_found[] = {"Check how the words are spelled.", "Use fewer words, or more general ones.",
                                          "Leave out quotation marks, minus signs and colons.", NULL};
  const char *const *hints = answer->total > 0 ? past_end : answer->understood.len == 0 ? no_words : not_found;
  return hints[number];
}
