#include "sieve.h"

#include <stdlib.h>

/* Of a stranger's text, what a sentence has room for. */
#define SHOWN(text) (int)((text).len < 100 ? (text).len : 100), (text).ptr

static struct sieve_facet *find_facet(struct sieve *sieve, struct str name) {
  for (size_t i = 0; i < sieve->facet_count; i++) {
    if (str_equal(sieve->facets[i].facet->name, name)) {
      return &sieve->facets[i];
    }
  }
  return NULL;
}

static bool unknown_facet(const struct sieve *sieve, struct str name, struct error *err) {
  const char *names[STORE_FACETS_MAX + 1];
  struct buf all;
  char typed[STORE_FACET_NAME_MAX];
  size_t length = name.len < sizeof typed ? name.len : sizeof typed - 1;
  memcpy(typed, name.len > 0 ? name.ptr : "", length);
  typed[length] = '\0';
  buf_init(&all, 1 << 12);
  for (size_t i = 0; i < sieve->facet_count; i++) {
    names[i] = sieve->facets[i].facet->name.ptr;
    buf_format(&all, "%s%s", i > 0 ? ", " : "", names[i]);
  }
  const char *near = nearest_name(typed, names, sieve->facet_count);
  bool done = near != NULL
                  ? error_set(err, "there is no filter \"%.*s\"; did you mean %s?", SHOWN(name), near)
                  : error_set(err, "there is no filter \"%.*s\"; this index has: %.*s", SHOWN(name), STR_ARG(buf_str(&all)));
  buf_free(&all);
  return done;
}

/* The number of a value; SIEVE_NO_VALUE where no article has it. */
static uint32_t number_of(const struct store_facet *facet, struct str value) {
  struct buf folded;
  size_t bad;
  uint32_t number = SIEVE_NO_VALUE;
  if (value.len > STORE_FACET_VALUE_MAX || !utf8_valid(value, &bad)) {
    return number;
  }
  buf_init(&folded, 1 << 14);
  bool is_lang = str_equal(facet->name, STR("lang"));
  if (is_lang) {
    store_lang_term(value, &folded);
  } else {
    store_facet_fold(value, &folded);
  }
  struct str wanted = str_slice(buf_str(&folded), is_lang ? 1 : 0, folded.len);
  for (uint32_t i = 0; i < facet->value_count && number == SIEVE_NO_VALUE; i++) {
    number = str_equal(facet->folded[i], wanted) ? i : number;
  }
  buf_free(&folded);
  return number;
}

static bool add_wanted(struct sieve *sieve, struct str name, struct str value, struct error *err) {
  struct sieve_facet *facet = find_facet(sieve, name);
  if (facet == NULL) {
    return unknown_facet(sieve, name, err);
  }
  if (facet->wanted_count == SEARCH_FILTERS_MAX) {
    return error_set(err, "there are more than %d filters; leave some out", SEARCH_FILTERS_MAX);
  }
  facet->wanted[facet->wanted_count++] = number_of(facet->facet, value);
  sieve->narrows = true;
  return true;
}

static bool add_counts(struct sieve *sieve, struct str name, struct arena *arena, struct error *err) {
  struct sieve_facet *facet = find_facet(sieve, name);
  if (facet == NULL) {
    return unknown_facet(sieve, name, err);
  }
  facet->counts = facet->counts != NULL ? facet->counts : arena_array(arena, facet->facet->value_count, sizeof *facet->counts);
  return facet->counts != NULL || error_memory(err);
}

/* The number between dashes, of `digits` digits; moves on behind it. */
static bool take_digits(struct str *rest, size_t digits, uint32_t least, uint32_t most, uint32_t *date) {
  uint64_t number;
  if (!str_to_number(str_slice(*rest, 0, digits), most, &number) || rest->len < digits || number < least) {
    return false;
  }
  *date = *date * (digits == 4 ? 1 : 100) + (uint32_t)number;
  *rest = str_slice(*rest, digits, rest->len);
  return rest->len == 0 || rest->ptr[0] == '-';
}

/* YYYY, YYYY-MM or YYYY-MM-DD as a number; what is not said becomes `open`, 0 or 99. */
static bool read_date(const char *name, struct str text, uint32_t open, uint32_t *number, struct error *err) {
  static const struct {
    size_t digits;
    uint32_t least, most;
  } parts[] = {{4, 0, 9999}, {2, 1, 12}, {2, 1, 31}};
  struct str rest = text;
  bool good = text.len <= 10;
  *number = 0;
  for (size_t i = 0; good && i < COUNT_OF(parts); i++) {
    if (i > 0 && rest.len == 0) {
      *number = *number * 100 + open;
      continue;
    }
    rest = i > 0 ? str_slice(rest, 1, rest.len) : rest;
    good = take_digits(&rest, parts[i].digits, parts[i].least, parts[i].most, number);
  }
  return (good && rest.len == 0) ||
         error_set(err, "%s must be a date as 2024, 2024-05 or 2024-05-31, not \"%.*s\"", name, SHOWN(text));
}

static bool add_dates(struct sieve *sieve, const struct search_request *request, struct error *err) {
  sieve->until = UINT32_MAX;
  sieve->dated = request->since.len > 0 || request->until.len > 0;
  sieve->narrows = sieve->narrows || sieve->dated;
  return (request->since.len == 0 || read_date("since", request->since, 0, &sieve->since, err)) &&
         (request->until.len == 0 || read_date("until", request->until, 99, &sieve->until, err));
}

static void take_facets(struct sieve *sieve) {
  const struct store_facet *facets = store_facets(sieve->store, &sieve->facet_count);
  for (size_t i = 0; i < sieve->facet_count; i++) {
    sieve->facets[i].facet = &facets[i];
    sieve->facets[i].all = str_equal(facets[i].name, STR("tag"));
  }
  sieve->topic = topics_facet(sieve->topics, sieve->store);
  if (find_facet(sieve, sieve->topic.name) == NULL) {
    sieve->facets[sieve->facet_count++].facet = &sieve->topic;
  }
}

bool sieve_make(struct sieve *sieve, const struct store *store, const struct topic_map *topics,
                const struct search_request *request, struct arena *arena, struct error *err) {
  *sieve = (struct sieve){.store = store, .topics = topics};
  take_facets(sieve);
  for (size_t i = 0; i < request->filter_count; i++) {
    if (!add_wanted(sieve, request->filters[i].name, request->filters[i].value, err)) {
      return false;
    }
  }
  for (size_t i = 0; i < request->facet_count; i++) {
    if (!add_counts(sieve, request->facets[i], arena, err)) {
      return false;
    }
  }
  return (request->lang.len == 0 || add_wanted(sieve, STR("lang"), request->lang, err)) && add_dates(sieve, request, err);
}

bool search_check(const struct store *store, const struct search_request *request, struct error *err) {
  struct sieve sieve;
  struct arena arena;
  arena_init(&arena, 1 << 30);
  bool good = sieve_make(&sieve, store, NULL, request, &arena, err);
  arena_free(&arena);
  return good;
}

/* ---- a match ---- */

static bool has_value(const struct store_facet *facet, uint32_t article, uint32_t value) {
  for (uint32_t i = facet->starts[article - 1]; i < facet->starts[article]; i++) {
    if (facet->numbers[i] == value) {
      return true;
    }
  }
  return false;
}

static bool passes(const struct sieve_facet *facet, uint32_t article) {
  size_t met = 0;
  for (size_t i = 0; i < facet->wanted_count; i++) {
    met += has_value(facet->facet, article, facet->wanted[i]);
  }
  return facet->wanted_count == 0 || (facet->all ? met == facet->wanted_count : met > 0);
}

static void count_values(const struct sieve_facet *facet, uint32_t article) {
  if (facet->counts == NULL) {
    return;
  }
  for (uint32_t i = facet->facet->starts[article - 1]; i < facet->facet->starts[article]; i++) {
    facet->counts[facet->facet->numbers[i]]++;
  }
}

static bool is_in_time(const struct sieve *sieve, uint32_t article) {
  uint32_t date = store_date(sieve->store, article);
  return !sieve->dated || (date != 0 && date >= sieve->since && date <= sieve->until);
}

bool sieve_wants(const struct sieve *sieve, uint32_t article) {
  bool wanted = is_in_time(sieve, article);
  for (size_t i = 0; i < sieve->facet_count && wanted; i++) {
    wanted = passes(&sieve->facets[i], article);
  }
  return wanted;
}

bool sieve_take(const struct sieve *sieve, uint32_t article) {
  const struct sieve_facet *failed = NULL;
  if (!is_in_time(sieve, article)) {
    return false;
  }
  for (size_t i = 0; i < sieve->facet_count; i++) {
    if (!passes(&sieve->facets[i], article)) {
      if (failed != NULL) {
        return false;
      }
      failed = &sieve->facets[i];
    }
  }
  for (size_t i = 0; failed == NULL && i < sieve->facet_count; i++) {
    count_values(&sieve->facets[i], article);
  }
  if (failed != NULL && !failed->all) {
    count_values(failed, article);
  }
  return failed == NULL;
}

bool sieve_take_strictly(const struct sieve *sieve, uint32_t article) {
  return sieve_wants(sieve, article) && sieve_take(sieve, article);
}

/* ---- the answer ---- */

static int compare_counts(const void *a, const void *b) {
  const struct search_count *left = a, *right = b;
  if (left->articles != right->articles) {
    return left->articles > right->articles ? -1 : 1;
  }
  return str_compare(left->value, right->value);
}

static bool is_wanted(const struct sieve_facet *facet, uint32_t value) {
  for (size_t i = 0; i < facet->wanted_count; i++) {
    if (facet->wanted[i] == value) {
      return true;
    }
  }
  return false;
}

/* The values with most articles, and behind them those that are chosen and have fewer. */
static bool answer_facet(const struct sieve *sieve, const struct sieve_facet *facet, struct arena *arena,
                         struct search_facet *answer) {
  size_t found = 0, kept = 0;
  bool has_topics = sieve->topics != NULL && sieve->topics->facet.name.len > 0, is_topic = facet->facet == &sieve->topic;
  struct search_count *counts = arena_array(arena, facet->facet->value_count, sizeof *counts);
  answer->name = facet->facet->name;
  answer->counts = counts;
  answer->repeats = is_topic && !has_topics;
  for (uint32_t i = 0; counts != NULL && i < facet->facet->value_count; i++) {
    bool chosen = is_wanted(facet, i);
    if (facet->counts[i] > 0 || chosen) {
      counts[found++] = (struct search_count){facet->facet->values[i], facet->counts[i], chosen,
                                              is_topic && has_topics ? &sieve->topics->topics.list[i].titles : NULL};
    }
  }
  if (found > 1) {
    qsort(counts, found, sizeof *counts, compare_counts);
  }
  for (size_t i = 0; i < found; i++) {
    if (i < SEARCH_COUNTS_MAX || counts[i].chosen) {
      counts[kept++] = counts[i];
    }
  }
  answer->count = kept;
  answer->more = found - kept;
  return counts != NULL;
}

bool sieve_answer(struct sieve *sieve, const struct search_request *request, struct arena *arena, struct search_answer *answer) {
  answer->facets = arena_array(arena, STORE_FACETS_MAX + 1, sizeof *answer->facets);
  for (size_t i = 0; answer->facets != NULL && i < request->facet_count; i++) {
    size_t known = 0;
    while (known < answer->facet_count && !str_equal(answer->facets[known].name, request->facets[i])) {
      known++;
    }
    const struct sieve_facet *facet = find_facet(sieve, request->facets[i]);
    if (known < answer->facet_count || facet == NULL) {
      continue;
    }
    if (!answer_facet(sieve, facet, arena, &answer->facets[answer->facet_count++])) {
      return false;
    }
  }
  return answer->facets != NULL;
}
