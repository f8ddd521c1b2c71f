#include "base.h"

enum { NAME_MAX_LENGTH = 32 };

static size_t least_of(size_t a, size_t b) {
  return a < b ? a : b;
}

/*
 * How many letters must be put in, left out, exchanged or swapped with their neighbour to turn one
 * name into the other (optimal string alignment). Both are at most NAME_MAX_LENGTH long.
 */
static size_t distance(struct str a, struct str b) {
  size_t rows[NAME_MAX_LENGTH + 1][NAME_MAX_LENGTH + 1];
  for (size_t i = 0; i <= a.len; i++) {
    rows[i][0] = i;
  }
  for (size_t j = 0; j <= b.len; j++) {
    rows[0][j] = j;
  }
  for (size_t i = 1; i <= a.len; i++) {
    for (size_t j = 1; j <= b.len; j++) {
      size_t exchange = rows[i - 1][j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
      rows[i][j] = least_of(exchange, least_of(rows[i - 1][j], rows[i][j - 1]) + 1);
      if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1]) {
        rows[i][j] = least_of(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.len][b.len];
}

/* Dashes say that it is an option, not which one. */
static struct str without_dashes(const char *name) {
  return str_of(name + strspn(name, "-"));
}

const char *nearest_name(const char *typed, const char *const *names, size_t count) {
  struct str wanted = without_dashes(typed);
  if (wanted.len > NAME_MAX_LENGTH) {
    return NULL;
  }
  const char *best = NULL;
  /* A third of the letters may be wrong: beyond that a suggestion is a guess. */
  size_t best_distance = wanted.len / 3 + 1;
  for (size_t i = 0; i < count; i++) {
    struct str name = without_dashes(names[i]);
    size_t away = name.len > NAME_MAX_LENGTH ? SIZE_MAX : distance(wanted, name);
    if (away < best_distance) {
      best = names[i];
      best_distance = away;
    }
  }
  return best;
}
