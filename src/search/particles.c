#include "particles.h"

static const char *const particles[] = {
    "가",   "이",   "은",   "는",   "을",   "를",   "의",   "에",   "도",   "만",     "과",     "와",     "로",     "나",
    "께",   "랑",   "야",   "에서", "에게", "에는", "에도", "에만", "에의", "으로",   "이나",   "이란",   "이라",   "이며",
    "이다", "이고", "이랑", "까지", "부터", "보다", "처럼", "마다", "조차", "마저",   "밖에",   "하고",   "라도",   "라는",
    "로는", "로도", "로서", "로써", "만을", "만이", "만은", "와의", "과의", "한테",   "께서",   "이라는", "으로는", "으로도",
    "로의", "대로", "만큼", "뿐",   "들",   "들은", "들이", "들을", "들의", "에서는", "에서도", "에게는", "까지는", "부터는",
};

bool particles_hide(struct str word) {
  size_t syllables = 0;
  for (size_t at = 0; at < word.len; syllables++) {
    if (!unicode_is_hangul(utf8_next(word, &at))) {
      return false;
    }
  }
  return syllables > 2;
}

bool particles_have(struct str text) {
  for (size_t i = 0; i < COUNT_OF(particles); i++) {
    if (str_equal(text, str_of(particles[i]))) {
      return true;
    }
  }
  return false;
}

static bool is_hangul(struct str word) {
  bool hangul = word.len > 0;
  for (size_t at = 0; at < word.len && hangul;) {
    hangul = unicode_is_hangul(utf8_next(word, &at));
  }
  return hangul;
}

static bool is_known(const struct planner *planner, struct str word, bool *known, struct error *err) {
  struct word_stem *stems;
  size_t count;
  bool done = store_word_stems(planner->store, word, planner->arena, &stems, &count, err);
  *known = done && count > 0;
  return done;
}

/* The longest particle is taken off whose word is known. */
static bool take_off(const struct planner *planner, struct query_item *item, struct error *err) {
  bool known;
  if (!is_known(planner, item->text, &known, err)) {
    return false;
  }
  for (size_t at = 0; at < item->text.len && !known;) {
    (void)utf8_next(item->text, &at);
    struct str word = str_slice(item->text, 0, at);
    if (!particles_have(str_slice(item->text, at, item->text.len))) {
      continue;
    }
    if (!is_known(planner, word, &known, err)) {
      return false;
    }
    item->text = known ? word : item->text;
  }
  return true;
}

bool particles_take_off(const struct planner *planner, struct query *query, struct error *err) {
  for (size_t i = 0; i < query->clause_count; i++) {
    struct query_item *item = &query->clauses[i].items[0];
    if (query_is_plain(&query->clauses[i]) && !item->begun && is_hangul(item->text) && !take_off(planner, item, err)) {
      return false;
    }
  }
  return true;
}
