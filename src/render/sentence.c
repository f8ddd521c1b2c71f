#include "sentence.h"

void sentence_number(struct buf *out, uint64_t number) {
  speech_number(out, speech_of(STR("en")), number);
}

void sentence_count(struct buf *out, uint64_t number, const char *noun) {
  sentence_number(out, number);
  buf_format(out, " %s%s", noun, number == 1 ? "" : "s");
}

void sentence_date(struct buf *out, struct str date) {
  speech_date(out, speech_of(STR("en")), date);
}

static void add_quoted(struct buf *out, const struct speech *speech, struct str text) {
  speech_say(out, speech_text(speech, SAY_QUOTED), (struct speech_value[]){{'q', text}, {'\0', STR("")}});
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
  buf_add(out, str_slice(query, 0, end));
  buf_add(out, end < query.len ? STR("…") : STR(""));
}

/* Whether some of the articles found lack a word; pinned ones, as many as are shown, are none of those. */
static bool has_partial(const struct search_answer *answer) {
  bool shows_all = answer->hit_count == answer->total && !answer->mixed;
  return answer->complete < answer->total && !(shows_all && sentence_first_incomplete(answer) == answer->hit_count);
}

/* What is said of an answer, and the number that it counts. */
static enum say found(const struct search_answer *answer, bool for_query, uint64_t *number) {
  bool first = answer->offset == 0 || answer->hit_count == 0;
  *number = answer->total;
  if (answer->total == 0) {
    return for_query ? SAY_NOTHING_FOR : SAY_NOTHING;
  }
  if (!first) {
    return for_query ? SAY_FOUND_PAGE_FOR : SAY_FOUND_PAGE;
  }
  if (for_query && answer->complete == 0 && has_partial(answer)) {
    return SAY_FOUND_SOME;
  }
  if (for_query && has_partial(answer)) {
    *number = answer->complete;
    return SAY_FOUND_BOTH;
  }
  return for_query ? SAY_FOUND_FOR : SAY_FOUND;
}

void sentence_filters(struct buf *out, const struct search_answer *answer) {
  const struct speech *english = speech_of(STR("en"));
  uint64_t number;
  bool narrowed = answer->filter_count + answer->lang.len + answer->since.len + answer->until.len > 0;
  buf_add(out, narrowed && found(answer, str_trim(answer->query).len > 0, &number) == SAY_FOUND_BOTH ? STR("; all") : STR(""));
  for (size_t i = 0; i < answer->filter_count; i++) {
    buf_add(out, i > 0 ? STR(" and the ") : STR(" with the "));
    buf_add(out, answer->filters[i].name);
    buf_add(out, STR(" "));
    add_quoted(out, english, answer->filters[i].value);
  }
  if (answer->lang.len > 0) {
    buf_add(out, STR(" in the language "));
    add_quoted(out, english, answer->lang);
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

void sentence_found(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  struct str query = str_trim(answer->query), text;
  uint64_t number;
  enum say say = found(answer, query.len > 0, &number);
  struct str sentence = speech_plural(speech, say, number);
  for (char slot = ' '; slot != '\0';) {
    slot = speech_next(&sentence, &text);
    buf_add(out, text);
    if (slot == 'q') {
      add_echo(out, query);
    } else if (slot != '\0') {
      speech_number(out, speech,
                    slot == 'a'   ? answer->offset + 1
                    : slot == 'b' ? answer->offset + answer->hit_count
                    : slot == 'm' ? answer->total - answer->complete
                                  : number);
    }
  }
}

void sentence_about_query(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  if (answer->cut) {
    buf_add(out, speech_text(speech, SAY_CUT));
  }
  if (answer->partial) {
    buf_add(out, answer->cut ? STR(" ") : STR(""));
    buf_add(out, speech_text(speech, SAY_PARTIAL));
  }
}

void sentence_corrected(struct buf *out, const struct search_answer *answer) {
  const struct speech *english = speech_of(STR("en"));
  if (answer->corrected.len > 0) {
    buf_add(out, STR("Showing results for "));
    add_quoted(out, english, answer->corrected);
    buf_add(out, STR(". As typed: --exact"));
  } else if (answer->suggestion.len > 0) {
    buf_add(out, STR("Did you mean "));
    add_quoted(out, english, answer->suggestion);
    buf_byte(out, '?');
  }
}

/* A sentence with a list in its slot; nothing where the list is empty. */
static void add_listed(struct buf *out, const struct speech *speech, enum say say, const struct str *list, size_t count,
                       bool quoted) {
  struct buf all;
  buf_init(&all, out->ceiling);
  for (size_t i = 0; i < count; i++) {
    buf_add(&all, i > 0 ? speech_text(speech, SAY_COMMA) : STR(""));
    if (quoted) {
      add_quoted(&all, speech, list[i]);
    } else {
      buf_add(&all, list[i]);
    }
  }
  if (count > 0) {
    speech_say(out, speech_text(speech, say), (struct speech_value[]){{'s', buf_str(&all)}, {'\0', STR("")}});
  }
  out->failed |= buf_failed(&all);
  buf_free(&all);
}

void sentence_synonyms(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  add_listed(out, speech, SAY_SYNONYMS, answer->synonyms, answer->synonym_count, false);
}

void sentence_fewer(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  speech_counted(out, speech, answer->complete == 0 ? SAY_FEWER_NONE : SAY_FEWER, answer->complete);
  add_listed(out, speech, SAY_LEFT_OUT, answer->left_out, answer->left_out_count, true);
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

struct str sentence_hint(const struct speech *speech, const struct search_answer *answer, size_t number) {
  static const enum say past_end[] = {SAY_HINT_BACK, SAY_COUNT}, no_words[] = {SAY_HINT_WORD, SAY_COUNT},
                        filtered[] = {SAY_HINT_FILTERS, SAY_COUNT}, operators[] = {SAY_HINT_SIGNS, SAY_HINT_SPELLING, SAY_COUNT},
                        words[] = {SAY_HINT_SPELLING, SAY_HINT_FEWER, SAY_COUNT};
  bool nothing_wanted = answer->understood.len == 0 || answer->understood.ptr[0] == '-';
  const enum say *hints = words;
  if (answer->total > 0) {
    hints = past_end;
  } else if (nothing_wanted && !answer->browsed) {
    hints = no_words;
  } else if (answer->filter_count + answer->lang.len + answer->since.len + answer->until.len > 0) {
    hints = filtered;
  } else if (has_any(answer->query, "\":-")) {
    hints = operators;
  }
  return hints[number] == SAY_COUNT ? STR("") : speech_text(speech, hints[number]);
}

void sentence_more(struct buf *out, const struct search_answer *answer) {
  uint64_t shown = answer->offset + answer->hit_count;
  if (answer->hit_count > 0 && shown < answer->total && shown <= SEARCH_OFFSET_MAX) {
    sentence_number(out, answer->total - shown);
    buf_format(out, " more: --offset %llu", (unsigned long long)shown);
  }
}
