#include "begun.h"

struct str begun_text(const struct planner *planner, const struct query_item *item) {
  struct words words = words_read(planner->tokenizer, planner->arena, item, NULL);
  struct buf text;
  buf_init(&text, QUERY_BYTES_MAX * 4);
  for (size_t i = 0; i < words.count; i++) {
    buf_add(&text, words.surfaces[i]);
  }
  struct str copy = arena_copy(planner->arena, buf_str(&text));
  buf_free(&text);
  return copy;
}

/*
 * Whether a beginning may become a function word beside others: then the word will not be asked for, and until then it
 * must exclude nothing.
 */
static bool may_ask_for_nothing(const struct planner *planner, struct str begin) {
  size_t count;
  const struct language *const *languages = store_languages(planner->store, &count);
  bool may = false;
  for (size_t i = 0; i < count && planner->query->clause_count > 1; i++) {
    may = may || language_has_function_word(languages[i], begin);
  }
  return may;
}

bool begun_find(struct planner *planner, struct error *err) {
  const struct query *query = planner->query;
  const struct query_item *item = query->clause_count > 0 ? query->clauses[query->clause_count - 1].items : NULL;
  planner->begun = (struct completions){0};
  planner->begun_is_word = false;
  if (item == NULL || !item->begun) {
    return true;
  }
  struct str begin = begun_text(planner, item);
  struct word_stem *stems;
  size_t count;
  if (!store_completions(planner->store, begin, planner->arena, &planner->begun, err) ||
      !store_word_stems(planner->store, begin, planner->arena, &stems, &count, err)) {
    return false;
  }
  planner->begun_is_word = count > 0;
  planner->begun.wide = planner->begun.wide || may_ask_for_nothing(planner, begin);
  return true;
}
