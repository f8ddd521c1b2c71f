#include "server/negotiate.h"

#include <strings.h>

static const struct str coding_names[CODING_COUNT] = {[CODING_GZIP] = {"gzip", 4}, [CODING_BROTLI] = {"br", 2}};

const char *negotiate_coding_name(enum coding coding) {
  return coding_names[coding].ptr;
}

static bool equal_caseless(struct str a, struct str b) {
  return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

/* Takes the next part between commas off a header; false at its end. */
static bool next_part(struct str header, size_t *at, struct str *part) {
  if (*at >= header.len) {
    return false;
  }
  size_t end = str_find(header, ',', *at);
  *part = str_trim(str_slice(header, *at, end));
  *at = end + 1;
  return true;
}

/* "0.5" in thousandths; 1000 for what is no weight, as if none stood there. */
static unsigned thousandths(struct str weight) {
  unsigned value = 0;
  unsigned unit = 1000;
  for (size_t i = 0; i < weight.len && i < 5; i++) {
    if (i == 1 && weight.ptr[i] == '.') {
      continue;
    }
    if (weight.ptr[i] < '0' || weight.ptr[i] > '9') {
      return 1000;
    }
    value += (unsigned)(weight.ptr[i] - '0') * unit;
    unit /= 10;
  }
  return weight.len == 0 || value > 1000 ? 1000 : value;
}

/* Divides "gzip;q=0.5" into its name and its weight in thousandths. */
static struct str read_part(struct str part, unsigned *weight) {
  size_t end = str_find(part, ';', 0);
  *weight = 1000;
  for (size_t at = end; at < part.len;) {
    size_t next = str_find(part, ';', at + 1);
    struct str pair = str_trim(str_slice(part, at + 1, next));
    if (pair.len > 2 && (pair.ptr[0] == 'q' || pair.ptr[0] == 'Q') && pair.ptr[1] == '=') {
      *weight = thousandths(str_slice(pair, 2, pair.len));
    }
    at = next;
  }
  return str_trim(str_slice(part, 0, end));
}

enum coding negotiate_coding(struct str accept_encoding) {
  enum { UNNAMED = 1001 };
  unsigned weights[CODING_COUNT] = {0, UNNAMED, UNNAMED};
  unsigned others = 0; /* what "*" gives those that are not named */
  unsigned weight;
  struct str part;
  for (size_t at = 0; next_part(accept_encoding, &at, &part);) {
    struct str name = read_part(part, &weight);
    others = str_equal(name, STR("*")) ? weight : others;
    weights[CODING_NONE] = equal_caseless(name, STR("identity")) ? weight : weights[CODING_NONE];
    for (size_t i = CODING_NONE + 1; i < CODING_COUNT; i++) {
      weights[i] = equal_caseless(name, coding_names[i]) ? weight : weights[i];
    }
  }
  enum coding best = CODING_NONE;
  for (size_t i = CODING_NONE + 1; i < CODING_COUNT; i++) {
    weights[i] = weights[i] == UNNAMED ? others : weights[i];
    best = weights[i] > 0 && weights[i] >= weights[best] ? (enum coding)i : best;
  }
  return best;
}

bool negotiate_takes_pages(struct str accept) {
  unsigned weight, pages = 0, problems = 0;
  struct str part;
  for (size_t at = 0; next_part(accept, &at, &part);) {
    struct str type = read_part(part, &weight);
    bool is_problem = equal_caseless(type, STR("application/json")) || equal_caseless(type, STR("application/problem+json"));
    pages = equal_caseless(type, STR("text/html")) ? weight : pages;
    problems = is_problem && weight > problems ? weight : problems;
  }
  return pages > 0 && pages >= problems;
}

struct str negotiate_language(struct str accept_language, struct str speaks(struct str lang)) {
  struct str best = STR(""), part;
  unsigned weight, most = 0;
  for (size_t at = 0; next_part(accept_language, &at, &part);) {
    struct str spoken = speaks(read_part(part, &weight));
    if (spoken.len > 0 && weight > most) {
      best = spoken;
      most = weight;
    }
  }
  return best;
}

bool negotiate_has_tag(struct str none_match, struct str tag) {
  struct str part;
  for (size_t at = 0; next_part(none_match, &at, &part);) {
    struct str strong = str_starts_with(part, STR("W/")) ? str_slice(part, 2, part.len) : part;
    if (str_equal(strong, tag) || str_equal(part, STR("*"))) {
      return true;
    }
  }
  return false;
}
