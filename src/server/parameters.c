#include "render/render.h"
#include "server/call.h"
#include "server/routes.h"
#include "server/target.h"

#define TRUTH(SAYS) .kind = PARAMETER_CHOICE, .choices = {{"0", 1}, {"1", 1}}, .says = SAYS

static const struct parameter_row rows[PARAMETER_COUNT] = {
    [PARAMETER_Q] = {.name = {"q", 1}, .kind = PARAMETER_BYTES, .says = STR("What was typed; any bytes are a query.")},
    [PARAMETER_DOC] = {.name = {"doc", 3},
                       .kind = PARAMETER_TEXT,
                       .required = true,
                       .says = STR("The article: its id, with or without ending, or its address.")},
    [PARAMETER_LIMIT] = {.name = {"limit", 5},
                         .kind = PARAMETER_NUMBER,
                         .least = 1,
                         .most = SEARCH_LIMIT_MAX,
                         .usual = SEARCH_LIMIT_DEFAULT,
                         .says = STR("How many results to answer.")},
    [PARAMETER_SUGGESTIONS] = {.name = {"limit", 5},
                               .kind = PARAMETER_NUMBER,
                               .least = 1,
                               .most = SUGGEST_LIMIT_MAX,
                               .usual = SUGGEST_LIMIT_DEFAULT,
                               .says = STR("How many suggestions to answer.")},
    [PARAMETER_OFFSET] = {.name = {"offset", 6},
                          .kind = PARAMETER_NUMBER,
                          .most = SEARCH_OFFSET_MAX,
                          .says = STR("How many results to pass over.")},
    [PARAMETER_LANG] = {.name = {"lang", 4}, .kind = PARAMETER_TEXT, .says = STR("Only articles in this language, as \"en\".")},
    [PARAMETER_TAG] = {.name = {"tag", 3},
                       .kind = PARAMETER_PAIRS,
                       .says = STR("Only articles with this tag; given several times, with all of them.")},
    [PARAMETER_FILTER] = {.name = {"filter", 6},
                          .kind = PARAMETER_PAIRS,
                          .says = STR("KEY:VALUE: only articles whose key has that value; of one key given several times, any "
                                      "of its values.")},
    [PARAMETER_SINCE] = {.name = {"since", 5},
                         .kind = PARAMETER_TEXT,
                         .says = STR("Only articles dated from then on: 2024, 2024-05 or 2024-05-31.")},
    [PARAMETER_UNTIL] = {.name = {"until", 5},
                         .kind = PARAMETER_TEXT,
                         .says = STR("Only articles dated up to then, inclusive: 2024, 2024-05 or 2024-05-31.")},
    [PARAMETER_SORT] = {.name = {"sort", 4},
                        .kind = PARAMETER_CHOICE,
                        .choices = {{"score", 5}, {"date", 4}},
                        .says = STR("By score, or by date: newest first, undated last, then by score.")},
    [PARAMETER_FACETS] = {.name = {"facets", 6},
                          .kind = PARAMETER_TEXT,
                          .says = STR("Keys whose values are counted, with commas between them: tag,lang.")},
    [PARAMETER_EXACT] = {.name = {"exact", 5}, TRUTH(STR("1: look for the words as typed, misspelt or not."))},
    [PARAMETER_TYPING] = {.name = {"typing", 6}, TRUTH(STR("1: the last word is still being typed and may go on."))},
    [PARAMETER_FIELDS] = {.name = {"fields", 6},
                          .kind = PARAMETER_TEXT,
                          .says = STR("Members that are wanted of each hit, or of the article, with commas between them: "
                                      "id,title,url.")},
    [PARAMETER_HIGHLIGHT] = {.name = {"highlight", 9},
                             .kind = PARAMETER_CHOICE,
                             .choices = {{"ranges", 6}, {"html", 4}},
                             .says = STR("Matches as offsets in the text, or the text as escaped HTML with <mark>.")},
    [PARAMETER_FROM] = {.name = {"from", 4},
                        .kind = PARAMETER_NUMBER,
                        .least = 1,
                        .most = UINT32_MAX - SITEMAP_PLACES_MAX,
                        .says = STR("Number of the article that a sitemap begins with.")},
    [PARAMETER_EXPLAIN] = {.name = {"explain", 7}, TRUTH(STR("1: say how each score came about."))},
};

const struct parameter_row *parameters_row(enum parameter parameter) {
  return &rows[parameter];
}

/* Decodes a parameter that must be text. Where it answers false, the problem is written. */
static bool decode_text(struct call *call, struct str name, struct str escaped, struct str *text) {
  if (decode_percent(&call->arena, escaped, true, text) && target_is_text(*text)) {
    return true;
  }
  call_bad_request(call,
                   arena_format(&call->arena, "%s must be UTF-8 text, escaped with %% and two hexadecimal digits.", name.ptr));
  return false;
}

static bool read_number(struct call *call, const struct parameter_row *row, struct str escaped, size_t *number) {
  struct str text;
  uint64_t value;
  if (decode_percent(&call->arena, escaped, true, &text) && str_to_number(text, row->most, &value) && value >= row->least) {
    *number = (size_t)value;
    return true;
  }
  call_bad_request(call, arena_format(&call->arena, "%s must be a whole number from %llu to %llu.", row->name.ptr,
                                      (unsigned long long)row->least, (unsigned long long)row->most));
  return false;
}

static bool read_choice(struct call *call, const struct parameter_row *row, struct str escaped, size_t *number) {
  struct str text;
  bool good = decode_percent(&call->arena, escaped, true, &text);
  for (size_t i = 0; i < PARAMETER_CHOICES_MAX && good; i++) {
    if (str_equal(text, row->choices[i])) {
      *number = i;
      return true;
    }
  }
  call_bad_request(call,
                   arena_format(&call->arena, "%s must be %s or %s.", row->name.ptr, row->choices[0].ptr, row->choices[1].ptr));
  return false;
}

/* Adds one tag=VALUE or filter=NAME:VALUE. */
static bool read_pair(struct call *call, const struct parameter_row *row, struct str escaped) {
  struct parameters *read = &call->parameters;
  struct str text;
  if (!decode_text(call, row->name, escaped, &text)) {
    return false;
  }
  bool is_tag = row == &rows[PARAMETER_TAG];
  size_t colon = is_tag ? 0 : str_find(text, ':', 0);
  if (read->filter_count == PARAMETER_PAIRS_MAX || (!is_tag && (colon == 0 || colon >= text.len))) {
    call_bad_request(call, arena_format(&call->arena, "filter must be NAME:VALUE, and with tag be given at most %d times.",
                                        PARAMETER_PAIRS_MAX));
    return false;
  }
  read->filters[read->filter_count] =
      is_tag ? (struct search_filter){STR("tag"), text}
             : (struct search_filter){str_slice(text, 0, colon), str_slice(text, colon + 1, text.len)};
  read->filter_count += read->filters[read->filter_count].value.len > 0;
  return true;
}

static bool read_one(struct call *call, enum parameter parameter, struct str escaped) {
  const struct parameter_row *row = &rows[parameter];
  switch (row->kind) {
  case PARAMETER_BYTES:
    /* Whatever was typed is a query, "100%" too. */
    (void)decode_percent(&call->arena, escaped, true, &call->parameters.texts[parameter]);
    return true;
  case PARAMETER_TEXT:
    return decode_text(call, row->name, escaped, &call->parameters.texts[parameter]);
  case PARAMETER_NUMBER:
    return read_number(call, row, escaped, &call->parameters.numbers[parameter]);
  case PARAMETER_CHOICE:
    return read_choice(call, row, escaped, &call->parameters.numbers[parameter]);
  default:
    return read_pair(call, row, escaped);
  }
}

/* The parameter of that name that the route reads; PARAMETER_END where it reads none. */
static enum parameter find(const struct route *route, struct str name) {
  const enum parameter *each = route->parameters;
  while (*each != PARAMETER_END && !str_equal(rows[*each].name, name)) {
    each++;
  }
  return *each;
}

/* Whether all is given that must be. */
static bool is_complete(struct call *call) {
  for (const enum parameter *each = call->route->parameters; *each != PARAMETER_END; each++) {
    if (rows[*each].required && call->parameters.texts[*each].len == 0) {
      call_bad_request(call, arena_format(&call->arena, "%s must be given.", rows[*each].name.ptr));
      return false;
    }
  }
  return true;
}

bool parameters_read(struct call *call) {
  struct parameters *read = &call->parameters;
  bool given[PARAMETER_COUNT] = {false};
  struct str name, escaped;
  for (size_t i = 0; i < PARAMETER_COUNT; i++) {
    read->texts[i] = STR("");
    read->numbers[i] = (size_t)rows[i].usual;
  }
  for (size_t at = 0; target_next_parameter(call->query, &at, &name, &escaped);) {
    enum parameter parameter = find(call->route, name);
    bool counts = parameter != PARAMETER_END && (!given[parameter] || rows[parameter].kind == PARAMETER_PAIRS);
    given[parameter] = true;
    if (counts && !read_one(call, parameter, escaped)) {
      return false;
    }
  }
  return is_complete(call);
}

void parameters_write(const struct call *call, struct buf *out) {
  const struct parameters *read = &call->parameters;
  for (const enum parameter *each = call->route->parameters; *each != PARAMETER_END; each++) {
    encode_number(read->numbers[*each], out);
    encode_text(read->texts[*each], out);
  }
  for (size_t i = 0; i < read->filter_count; i++) {
    encode_text(read->filters[i].name, out);
    encode_text(read->filters[i].value, out);
  }
}
