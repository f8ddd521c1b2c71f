#include <jansson.h>

#include "article/article.h"

/* One text, number or truth value as text; false for what is none of these. */
static bool text_of(struct arena *arena, const json_t *value, struct str *text) {
  if (json_is_string(value)) {
    *text = str_trim(arena_copy(arena, (struct str){json_string_value(value), json_string_length(value)}));
  } else if (json_is_integer(value)) {
    *text = arena_format(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  } else if (json_is_real(value)) {
    *text = arena_format(arena, "%.15g", json_real_value(value));
  } else {
    *text = json_is_true(value) ? STR("true") : json_is_false(value) ? STR("false") : STR("");
  }
  return text->len > 0;
}

bool article_extra_texts(struct arena *arena, struct str json, struct str **texts, size_t *count) {
  json_t *value = json_loadb(json.ptr, json.len, JSON_DECODE_ANY, NULL);
  size_t size = json_is_array(value) ? json_array_size(value) : 1;
  size = size < ARTICLE_LABELS_MAX ? size : ARTICLE_LABELS_MAX;
  *count = 0;
  *texts = arena_array(arena, size, sizeof **texts);
  for (size_t i = 0; *texts != NULL && value != NULL && i < size; i++) {
    *count += text_of(arena, json_is_array(value) ? json_array_get(value, i) : value, *texts + *count);
  }
  json_decref(value);
  return !arena_failed(arena);
}
