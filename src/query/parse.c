#include "query/query.h"

/*
 * One pass over the typed bytes. What is not understood as an operator is text, and what is text but
 * no word is passed over, so that there is nothing to fail at.
 */
struct parser {
  struct arena *arena;
  struct query *query;
  struct str text;
  size_t at;
  size_t words, prefixes; /* so far */
  size_t clause_capacity, excluded_capacity;
  bool joins;    /* OR was read: the next item joins the last clause */
  bool excludes; /* the word before was NOT */
  bool shouted;  /* all is in capitals: OR and NOT are words like all others */
};

/* The character at `at` and the offset behind it. */
static uint32_t look(const struct parser *parser, size_t at, size_t *behind) {
  *behind = at;
  return utf8_next(parser->text, behind);
}

static bool is_space(uint32_t character) {
  return character <= ' ' || character == 0x7f || character == 0xa0 || character == 0x3000 ||
         (character >= 0x2000 && character <= 0x200b);
}

/* Straight, typographic and angle quotes all open and close phrases. */
static bool is_quote(uint32_t character) {
  return character == '"' || (character >= 0x201c && character <= 0x201f) || character == 0xab || character == 0xbb;
}

static bool is_word(uint32_t character) {
  return unicode_class(character) != UNICODE_OTHER;
}

/* Whether a dot at `at` begins a name: .NET, not ".5" or "...". */
static bool is_name_dot(struct str text, size_t at) {
  size_t behind = at + 1;
  return behind < text.len && text.ptr[at] == '.' && unicode_class(utf8_next(text, &behind)) == UNICODE_WORD;
}

static void skip_spaces(struct parser *parser) {
  size_t behind;
  while (parser->at < parser->text.len && is_space(look(parser, parser->at, &behind))) {
    parser->at = behind;
  }
}

/* Whether the name of an option stands here: --steroid is looked for, -steroid is not wanted. */
static bool is_option(const struct parser *parser) {
  struct str rest = str_slice(parser->text, parser->at, parser->text.len);
  size_t behind = 2;
  return str_starts_with(rest, STR("--")) && behind < rest.len && is_word(utf8_next(rest, &behind));
}

/* Passes over signs in front of a word or quote; answers whether the first of them was '-' and no option's. */
static bool skip_signs(struct parser *parser) {
  bool minus = parser->at < parser->text.len && parser->text.ptr[parser->at] == '-' && !is_option(parser);
  while (parser->at < parser->text.len) {
    size_t behind;
    uint32_t character = look(parser, parser->at, &behind);
    bool dots = parser->at > 0 && parser->text.ptr[parser->at - 1] == '.';
    if (is_word(character) || is_quote(character) || is_space(character) || (!dots && is_name_dot(parser->text, parser->at))) {
      break;
    }
    parser->at = behind;
  }
  return minus;
}

static bool starts_with_folded(struct str text, const char *lower) {
  for (size_t i = 0; lower[i] != '\0'; i++) {
    if (i >= text.len || (text.ptr[i] | 0x20) != (lower[i] | 0x20)) {
      return false;
    }
  }
  return true;
}

/* Reads "title:", "tag:" or "code:" where something stands behind it. */
static enum query_field read_field(struct parser *parser) {
  static const struct {
    const char *prefix;
    enum query_field field;
  } fields[] = {{"title:", QUERY_TITLE}, {"tag:", QUERY_TAG}, {"code:", QUERY_CODE}};
  struct str rest = str_slice(parser->text, parser->at, parser->text.len);
  for (size_t i = 0; i < COUNT_OF(fields); i++) {
    size_t length = strlen(fields[i].prefix);
    if (starts_with_folded(rest, fields[i].prefix) && rest.ptr[length - 1] == ':' && rest.len > length) {
      size_t behind;
      if (!is_space(look(parser, parser->at + length, &behind))) {
        parser->at += length;
        (void)skip_signs(parser);
        return fields[i].field;
      }
    }
  }
  return QUERY_ANYWHERE;
}

/* The end of the signs behind a word that belong to it: C++, C#. */
static size_t name_signs_end(struct str text, size_t begin, size_t end) {
  if (str_equal(str_slice(text, end, end + 2), STR("++"))) {
    return end + 2;
  }
  return end == begin + 1 && end < text.len && text.ptr[end] == '#' ? end + 1 : end;
}

/* A text without the signs at its ends, but for those of names; *star: the first sign behind its last word is '*'. */
static struct str trim_signs(struct str text, bool *star) {
  size_t begin = text.len, end = 0;
  for (size_t at = 0; at < text.len;) {
    size_t here = at;
    if (is_word(utf8_next(text, &at))) {
      begin = here < begin ? here : begin;
      end = at;
    }
  }
  *star = end < text.len && text.ptr[end] == '*';
  begin -= begin == 1 && is_name_dot(text, 0);
  return str_slice(text, begin, begin < end ? name_signs_end(text, begin, end) : end);
}

/* Runs of letters, and single letters of scripts without spaces, with the marks on them. */
static size_t count_words(struct str text) {
  size_t words = 0;
  bool inside = false;
  for (size_t at = 0; at < text.len;) {
    uint32_t character = utf8_next(text, &at);
    if (unicode_is_mark(character)) {
      continue;
    }
    enum unicode_class class = unicode_class(character);
    words += class == UNICODE_SOLO || (class != UNICODE_OTHER && !inside);
    inside = class != UNICODE_OTHER && class != UNICODE_SOLO;
  }
  return words;
}

/* Every prefix stands for many words, and one of a single letter for most: they are limited. */
static bool take_prefix(struct parser *parser, struct str text) {
  size_t behind = 0;
  enum unicode_class first = unicode_class(utf8_next(text, &behind));
  bool long_enough = behind < text.len || first == UNICODE_SOLO;
  parser->prefixes += long_enough;
  return long_enough && parser->prefixes <= QUERY_PREFIXES_MAX;
}

static struct query_item read_phrase(struct parser *parser) {
  size_t behind;
  (void)look(parser, parser->at, &behind);
  size_t begin = behind, end = behind;
  while (end < parser->text.len && !is_quote(look(parser, end, &behind))) {
    end = behind;
  }
  parser->at = end < parser->text.len ? behind : end;
  bool star;
  return (struct query_item){.kind = QUERY_PHRASE, .text = trim_signs(str_slice(parser->text, begin, end), &star)};
}

static struct query_item read_word(struct parser *parser) {
  size_t begin = parser->at;
  while (parser->at < parser->text.len) {
    size_t behind;
    uint32_t character = look(parser, parser->at, &behind);
    if (is_space(character) || is_quote(character)) {
      break;
    }
    parser->at = behind;
  }
  bool star;
  struct str text = trim_signs(str_slice(parser->text, begin, parser->at), &star);
  return (struct query_item){.kind = star ? QUERY_PREFIX : QUERY_WORD, .text = text};
}

static void add_excluded(struct parser *parser, struct query_item item) {
  struct query *query = parser->query;
  struct query_item *grown =
      arena_grow(parser->arena, query->excluded, query->excluded_count, &parser->excluded_capacity, sizeof item);
  if (grown != NULL) {
    query->excluded = grown;
    query->excluded[query->excluded_count++] = item;
  }
}

static void add_clause(struct parser *parser, struct query_item item) {
  struct query *query = parser->query;
  struct query_clause *grown =
      arena_grow(parser->arena, query->clauses, query->clause_count, &parser->clause_capacity, sizeof *grown);
  struct query_item *items = arena_array(parser->arena, 1, sizeof item);
  if (grown != NULL && items != NULL) {
    items[0] = item;
    query->clauses = grown;
    query->clauses[query->clause_count++] = (struct query_clause){items, 1};
  }
}

static void join_clause(struct parser *parser, struct query_item item) {
  struct query_clause *clause = &parser->query->clauses[parser->query->clause_count - 1];
  size_t capacity = clause->item_count; /* exactly full: alternatives are few */
  struct query_item *grown = arena_grow(parser->arena, clause->items, clause->item_count, &capacity, sizeof item);
  if (grown != NULL) {
    clause->items = grown;
    clause->items[clause->item_count++] = item;
  }
}

static bool is_operator(struct str word) {
  return str_equal(word, STR("OR")) || str_equal(word, STR("NOT"));
}

/* Reads a word up to the next space; whether it has small letters, and capitals. */
static void read_case(struct parser *parser, bool *small, bool *capitals) {
  size_t begin = parser->at;
  struct buf word, lower;
  buf_init(&word, 4 * QUERY_BYTES_MAX);
  buf_init(&lower, 16 * QUERY_BYTES_MAX);
  for (size_t behind; parser->at < parser->text.len; parser->at = behind) {
    uint32_t character = look(parser, parser->at, &behind);
    if (is_space(character)) {
      break;
    }
    *small = *small || unicode_upper(character) != character;
    utf8_add(&word, character);
  }
  unicode_lower(buf_str(&word), &lower);
  bool differs = !str_equal(buf_str(&word), buf_str(&lower));
  *capitals = *capitals || (differs && !is_operator(str_slice(parser->text, begin, parser->at)));
  buf_free(&word);
  buf_free(&lower);
}

/* Whether no letter is a small one, and a word beside the operators has capitals: whoever types so means no operators. */
static bool is_shouted(struct parser parser) {
  bool small = false, capitals = false;
  for (skip_spaces(&parser); parser.at < parser.text.len && !small; skip_spaces(&parser)) {
    read_case(&parser, &small, &capitals);
  }
  return capitals && !small;
}

/* Reads one item; false at the end of the text, or at the limit of words. */
static bool read_item(struct parser *parser) {
  skip_spaces(parser);
  if (parser->at >= parser->text.len) {
    return false;
  }
  bool minus = skip_signs(parser) || parser->excludes;
  enum query_field field = read_field(parser);
  size_t behind;
  bool quoted = parser->at < parser->text.len && is_quote(look(parser, parser->at, &behind));
  struct query_item item = quoted ? read_phrase(parser) : read_word(parser);
  item.field = field;
  if (item.text.len == 0) {
    return true;
  }
  bool plain = !minus && field == QUERY_ANYWHERE && item.kind == QUERY_WORD;
  if (plain && !parser->shouted && is_operator(item.text)) {
    parser->joins = parser->joins || (str_equal(item.text, STR("OR")) && parser->query->clause_count > 0);
    parser->excludes = str_equal(item.text, STR("NOT"));
    return true;
  }
  parser->excludes = false;
  item.kind = item.kind == QUERY_PREFIX && !take_prefix(parser, item.text) ? QUERY_WORD : item.kind;
  parser->words += count_words(item.text);
  if (parser->words > QUERY_WORDS_MAX) {
    parser->query->cut = true;
    return false;
  }
  if (minus) {
    add_excluded(parser, item);
  } else if (parser->joins) {
    join_clause(parser, item);
  } else {
    add_clause(parser, item);
  }
  parser->joins = false;
  return true;
}

bool query_is_plain(const struct query_clause *clause) {
  const struct query_item *item = &clause->items[0];
  return clause->item_count == 1 && item->kind == QUERY_WORD && item->field == QUERY_ANYWHERE;
}

void query_begin(struct query *query) {
  struct query_clause *last = query->clause_count > 0 ? &query->clauses[query->clause_count - 1] : NULL;
  if (last == NULL || query->cut || !query_is_plain(last)) {
    return;
  }
  const char *end = query->typed.ptr + query->typed.len;
  const char *behind = last->items[0].text.ptr + last->items[0].text.len;
  bool goes_on = true;
  for (size_t at = (size_t)(behind - query->typed.ptr); behind < end && at < query->typed.len && goes_on;) {
    uint32_t character = utf8_next(query->typed, &at);
    goes_on = !is_space(character) && !is_quote(character);
  }
  last->items[0].begun = goes_on;
}

void query_parse(struct arena *arena, struct str typed, struct query *query) {
  size_t end = typed.len;
  if (end > QUERY_BYTES_MAX) {
    end = QUERY_BYTES_MAX;
    for (int i = 0; i < 3 && ((unsigned char)typed.ptr[end] & 0xC0) == 0x80; i++) {
      end--;
    }
  }
  *query = (struct query){.typed = arena_copy(arena, str_slice(typed, 0, end)), .cut = end < typed.len};
  struct parser parser = {.arena = arena, .query = query, .text = query->typed};
  parser.shouted = is_shouted(parser);
  while (read_item(&parser)) {
  }
}
