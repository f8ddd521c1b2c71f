#include "stops.h"

#include <strings.h>

/* Behind these a sentence goes on, whatever letter follows. Those that often end one (etc., usw.) are not here. */
static const char *const abbreviations[] = {"dr",     "prof", "mr",   "mrs",  "ms",  "e.g", "i.e",  "cf",   "vs",
                                            "approx", "fig",  "z.b",  "d.h",  "bzw", "ca",  "vgl",  "ggf",  "inkl",
                                            "sog",    "abb",  "evtl", "bspw", "nr",  "dra", "p.ej", "p.ex", "sra"};
enum { ABBREVIATION_BYTES = 8 };

static bool is_lower(char byte) {
  return byte >= 'a' && byte <= 'z';
}

static bool is_letter(char byte) {
  return is_lower(byte) || (byte >= 'A' && byte <= 'Z');
}

/* The word whose last byte is before `end`, with stops inside it; empty where it is no short one of ASCII letters. */
static struct str word_before(struct str text, size_t end) {
  size_t begin = end;
  while (begin > 0 && end - begin < ABBREVIATION_BYTES && (is_letter(text.ptr[begin - 1]) || text.ptr[begin - 1] == '.')) {
    begin--;
  }
  bool whole = begin == 0 || byte_is_blank(text.ptr[begin - 1]) || text.ptr[begin - 1] == '(';
  return str_slice(text, whole ? begin : end, end);
}

static bool is_abbreviation(struct str word) {
  for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++) {
    if (word.len == strlen(abbreviations[i]) && strncasecmp(word.ptr, abbreviations[i], word.len) == 0) {
      return true;
    }
  }
  return word.len == 1 && is_lower(word.ptr[0]);
}

/* Whether the full stop at `stop` belongs to a word. A single capital ends "hepatitis B." but not "z. B.". */
static bool belongs_to_word(struct str text, size_t stop) {
  struct str word = word_before(text, stop);
  bool behind_stop = word.len == 1 && stop >= 3 && text.ptr[stop - 2] == ' ' && text.ptr[stop - 3] == '.';
  return is_abbreviation(word) || (behind_stop && is_abbreviation(word_before(text, stop - 3)));
}

static bool is_wide_stop(struct str text, size_t at) {
  return at >= 3 && (memcmp(text.ptr + at - 3, "\xe3\x80\x82", 3) == 0 || memcmp(text.ptr + at - 3, "\xef\xbc\x9f", 3) == 0 ||
                     memcmp(text.ptr + at - 3, "\xef\xbc\x81", 3) == 0);
}

/* The place of the last byte before `end` that closes neither a quotation nor brackets; two are looked at. */
static size_t before_closing(struct str text, size_t end) {
  for (int i = 0; i < 2 && end > 1 && (text.ptr[end - 1] == '"' || text.ptr[end - 1] == ')'); i++) {
    end--;
  }
  return end - 1;
}

bool stops_before(struct str text, size_t at) {
  unsigned char last = (unsigned char)text.ptr[at - 1];
  if (last >= 0x80) {
    return is_wide_stop(text, at);
  }
  if (last == '\n' || last > ' ' || at < 2) {
    return last == '\n';
  }
  size_t stop = before_closing(text, at - 1);
  /* "approx. 5" goes on: a sentence begins with neither a small letter nor a digit. */
  bool goes_on = at < text.len && (is_lower(text.ptr[at]) || (text.ptr[at] >= '0' && text.ptr[at] <= '9'));
  char mark = text.ptr[stop];
  return !goes_on && (mark == '!' || mark == '?' || (mark == '.' && !belongs_to_word(text, stop)));
}

/* Whether a byte is one that only goes on a sentence: nearly all are. */
static bool goes_on(struct str text, size_t at) {
  unsigned char byte = (unsigned char)text.ptr[at];
  return byte > ' ' && byte < 0x80;
}

size_t stops_next(struct str text, size_t at, size_t limit) {
  for (at++; at < limit && (goes_on(text, at - 1) || !stops_before(text, at));) {
    at++;
  }
  return at;
}

size_t stops_last(struct str text, size_t at, size_t floor) {
  while (at > floor && (goes_on(text, at - 1) || !stops_before(text, at))) {
    at--;
  }
  return at;
}
