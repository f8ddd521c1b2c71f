/*
 * speech: what pages say, in each language that they speak. The languages are a table (speeches.c), their sentences a file each
 * (speech_de.c). Private to render.
 *
 * Slots in a sentence, {q}, are filled by who says it; forms for one and for several things have | between them. All of it is
 * plain text that is escaped like any other.
 */
#ifndef MARROW_RENDER_SPEECH_H
#define MARROW_RENDER_SPEECH_H

#include "base/base.h"

enum say {
  /* of every page */
  SAY_SKIP,
  SAY_LABEL, /* of the search form */
  SAY_SUBMIT,
  SAY_FEED,
  SAY_FOOTER,
  /* grammar */
  SAY_COMMA,
  SAY_NAMED,  /* {k} is called or has the value {v} */
  SAY_QUOTED, /* {q} */
  SAY_DATE,   /* {d}, {m} and {y}: day, name of the month, year */
  SAY_FIRST,  /* the same of the first day of a month */
  SAY_MONTHS, /* twelve names with | between them; empty where {m} is the number */
  SAY_THOUSANDS,
  /* what was found; {n} counts articles, {q} is the query */
  SAY_SEARCH, /* title where nothing is looked for */
  SAY_FOUND,
  SAY_FOUND_FOR,
  SAY_FOUND_BOTH, /* {n} with all words, {m} with some */
  SAY_FOUND_SOME, /* none with all words */
  SAY_FOUND_PAGE, /* {a} to {b} of {n} */
  SAY_FOUND_PAGE_FOR,
  SAY_NOTHING,
  SAY_NOTHING_FOR,
  SAY_CUT,
  SAY_PARTIAL,
  SAY_CORRECTED, /* {c} was looked for; {q} leads to what was typed */
  SAY_MEANT,
  SAY_SYNONYMS, /* {s}: a list */
  SAY_FEWER_NONE,
  SAY_FEWER,
  SAY_LEFT_OUT, /* {s}: a list */
  SAY_HINT_BACK,
  SAY_HINT_WORD,
  SAY_HINT_FILTERS,
  SAY_HINT_SIGNS,
  SAY_HINT_SPELLING,
  SAY_HINT_FEWER,
  SAY_ANSWER,
  SAY_FROM, /* {a}: an article */
  /* a card */
  SAY_ALSO_IN, /* sections */
  SAY_BEGINNING,
  SAY_LACKS,
  SAY_PINNED,
  SAY_SUPERSEDED, /* by {a} */
  SAY_OVERDUE,    /* since {d} */
  /* narrowing; {f} is what a filter asks for */
  SAY_FILTERS,
  SAY_REMOVE,
  SAY_BEST_FIRST,
  SAY_NEWEST_FIRST,
  SAY_ORDER,
  SAY_NARROW,
  SAY_MORE, /* {n} further values */
  SAY_TOPIC,
  SAY_TAG,
  SAY_LANGUAGE,
  SAY_SINCE,
  SAY_UNTIL,
  /* pages of a list */
  SAY_PAGES,
  SAY_FIRST_PAGE,
  SAY_PREVIOUS,
  SAY_NEXT,
  /* the start page */
  SAY_WELCOME, /* {n} articles */
  SAY_TRY,
  SAY_TOPICS,
  SAY_LANGUAGES,
  SAY_HELP,
  SAY_HELP_PHRASE, /* what to write, and behind it what that finds; so the others */
  SAY_HELP_PHRASE_FINDS,
  SAY_HELP_WITHOUT,
  SAY_HELP_WITHOUT_FINDS,
  SAY_HELP_EITHER,
  SAY_HELP_EITHER_FINDS,
  SAY_HELP_TITLE,
  SAY_HELP_TITLE_FINDS,
  SAY_HELP_TAG,
  SAY_HELP_TAG_FINDS,
  SAY_HELP_CODE,
  SAY_HELP_CODE_FINDS,
  SAY_HELP_BEGIN,
  SAY_HELP_BEGIN_FINDS,
  /* an article */
  SAY_CONTENTS,
  SAY_EDITIONS, /* the languages it is also in */
  SAY_SOURCE,
  SAY_RELATED,
  SAY_TABLE,
  SAY_TAGS,
  /* where something is wrong */
  SAY_MISSING,
  SAY_MISSING_WHY,
  SAY_PERHAPS,
  SAY_REFUSED, /* of a request that is wrong */
  SAY_TOO_MANY,
  SAY_TOO_MANY_WHY,
  SAY_TROUBLE,
  SAY_TROUBLE_WHY,
  SAY_STATUS, /* {n} */
  SAY_START_AGAIN,
  SAY_COUNT
};

struct speech {
  const char *lang;
  unsigned (*form)(uint64_t number); /* which form a number takes; NULL: always the first */
  const char *const *says;           /* SAY_COUNT of them */
};

/* Made by speeches.c; English comes first. */
extern const struct speech speech_table[];
extern const size_t speech_count;

/* The speech for readers of a language, "de" for de-AT and "zh-Hant" for zh-TW too; English where there is none. */
const struct speech *speech_of(struct str lang);

/* A sentence; of several forms the one for a number. */
struct str speech_text(const struct speech *speech, enum say say);
struct str speech_plural(const struct speech *speech, enum say say, uint64_t number);

/* Takes the text up to the next slot off a sentence, and the slot: its letter, or NUL where the sentence ends. */
char speech_next(struct str *sentence, struct str *text);

/* A sentence with its slots filled by plain texts. `values` ends with a slot of NUL. */
struct speech_value {
  char slot;
  struct str text;
};
void speech_say(struct buf *out, struct str sentence, const struct speech_value *values);

/* 1234567 as 1,234,567. */
void speech_number(struct buf *out, const struct speech *speech, uint64_t number);

/* A sentence that counts: with {n} filled. */
void speech_counted(struct buf *out, const struct speech *speech, enum say say, uint64_t number);

/* 2026-11-22 as 22 November 2026; any other text as it is. */
void speech_date(struct buf *out, const struct speech *speech, struct str date);

#endif
