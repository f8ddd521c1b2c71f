#include "article/toml.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "article/text.h"

struct toml {
  struct str text;
  size_t at, line;
  struct buf scratch;
  json_t *lines;
  struct error *err;
};

enum { NUMBER_BYTES_MAX = 64 };

static bool refuse(struct toml *toml, const char *what) {
  return error_set(toml->err, "the front matter is not TOML (%s); write for example title = \"Knee pain\"", what);
}

static char peek(const struct toml *toml) {
  return toml->at < toml->text.len ? toml->text.ptr[toml->at] : '\0';
}

static bool begins(const struct toml *toml, const char *with) {
  return str_starts_with(str_slice(toml->text, toml->at, toml->text.len), str_of(with));
}

static void skip_blanks(struct toml *toml) {
  while (peek(toml) == ' ' || peek(toml) == '\t') {
    toml->at++;
  }
}

/* Passes over a remark and the end of the line. False where anything else stands there. */
static bool end_line(struct toml *toml) {
  skip_blanks(toml);
  if (peek(toml) == '#') {
    toml->at = str_find(toml->text, '\n', toml->at);
  }
  toml->at += peek(toml) == '\r';
  if (toml->at < toml->text.len && peek(toml) != '\n') {
    return refuse(toml, "something stands behind a value");
  }
  toml->line += toml->at < toml->text.len;
  toml->at += toml->at < toml->text.len;
  return true;
}

/* Passes over empty lines and remarks. */
static void skip_space(struct toml *toml) {
  while (toml->at < toml->text.len) {
    char byte = peek(toml);
    if (byte == '#') {
      toml->at = str_find(toml->text, '\n', toml->at);
    } else if (text_is_space(byte)) {
      toml->line += byte == '\n';
      toml->at++;
    } else {
      return;
    }
  }
}

static bool read_code_point(struct toml *toml, size_t digits) {
  char hex[9] = "", *end;
  struct str text = str_slice(toml->text, toml->at, toml->at + digits);
  (void)memcpy(hex, text.ptr, text.len);
  unsigned long code = strtoul(hex, &end, 16);
  bool fits = text.len == digits && end == hex + digits && code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  if (!fits) {
    return refuse(toml, "an escape is no character");
  }
  utf8_add(&toml->scratch, (uint32_t)code);
  toml->at += digits;
  return true;
}

static bool read_escape(struct toml *toml, bool many_lines) {
  static const char signs[] = "btnfr\"\\e", meant[] = "\b\t\n\f\r\"\\\x1B";
  char sign = peek(toml);
  const char *known = sign != '\0' ? strchr(signs, sign) : NULL;
  toml->at++;
  if (known != NULL) {
    buf_byte(&toml->scratch, meant[known - signs]);
    return true;
  }
  if (sign == 'u' || sign == 'U') {
    return read_code_point(toml, sign == 'u' ? 4 : 8);
  }
  if (many_lines && text_is_space(sign)) {
    toml->at--;
    while (toml->at < toml->text.len && text_is_space(peek(toml))) {
      toml->line += peek(toml) == '\n';
      toml->at++;
    }
    return true;
  }
  return refuse(toml, "an escape is not known");
}

/* Reads a text in quotes into scratch. */
static bool read_text(struct toml *toml) {
  char quote = peek(toml);
  char triple[4] = {quote, quote, quote, '\0'};
  bool many_lines = begins(toml, triple), is_literal = quote == '\'';
  buf_clear(&toml->scratch);
  toml->at += many_lines ? 3 : 1;
  if (many_lines && (begins(toml, "\n") || begins(toml, "\r\n"))) {
    toml->at += peek(toml) == '\r' ? 2 : 1;
    toml->line++;
  }
  while (toml->at < toml->text.len) {
    char byte = peek(toml);
    if (many_lines ? begins(toml, triple) : byte == quote) {
      toml->at += many_lines ? 3 : 1;
      for (int more = 0; many_lines && more < 2 && peek(toml) == quote; more++, toml->at++) {
        buf_byte(&toml->scratch, quote); /* quotes may stand before those that end it */
      }
      return true;
    }
    if (byte == '\n' && !many_lines) {
      break;
    }
    toml->line += byte == '\n';
    toml->at++;
    if (byte != '\\' || is_literal) {
      buf_byte(&toml->scratch, byte);
    } else if (!read_escape(toml, many_lines)) {
      return false;
    }
  }
  return refuse(toml, "a text has no end");
}

static bool is_key_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || text_is_digit(byte) || byte == '_' || byte == '-';
}

/* Reads one part of a key into scratch, NUL-terminated. */
static bool read_key(struct toml *toml) {
  skip_blanks(toml);
  if (peek(toml) == '"' || peek(toml) == '\'') {
    if (!read_text(toml)) {
      return false;
    }
  } else {
    size_t begin = toml->at;
    while (is_key_byte(peek(toml))) {
      toml->at++;
    }
    buf_clear(&toml->scratch);
    buf_add(&toml->scratch, str_slice(toml->text, begin, toml->at));
  }
  if (toml->scratch.len == 0) {
    return refuse(toml, "a key is missing");
  }
  skip_blanks(toml);
  return true;
}

/* The table of that name in `table`, made where it is not there; of a list of tables the last. NULL: it is something else. */
static json_t *enter_table(json_t *table, const char *key) {
  json_t *inner = json_object_get(table, key);
  if (inner == NULL) {
    inner = json_object();
    return json_object_set_new(table, key, inner) == 0 ? inner : NULL;
  }
  inner = json_is_array(inner) && json_array_size(inner) > 0 ? json_array_get(inner, json_array_size(inner) - 1) : inner;
  return json_is_object(inner) ? inner : NULL;
}

/* Reads a dotted key: *table becomes the table that its last part, which stays in scratch, is to stand in. */
static bool read_keys(struct toml *toml, json_t *root, json_t **table) {
  for (int depth = 0; depth < TOML_DEPTH_MAX; depth++) {
    if (!read_key(toml)) {
      return false;
    }
    if (*table == root && json_object_get(toml->lines, toml->scratch.ptr) == NULL) {
      (void)json_object_set_new(toml->lines, toml->scratch.ptr, json_integer((json_int_t)toml->line));
    }
    if (peek(toml) != '.') {
      return true;
    }
    toml->at++;
    *table = enter_table(*table, toml->scratch.ptr);
    if (*table == NULL) {
      return refuse(toml, "a key stands twice");
    }
  }
  return refuse(toml, "a key has too many parts");
}

static bool read_value(struct toml *toml, int depth, json_t **value);

static bool read_pair(struct toml *toml, json_t *root, json_t *table, int depth) {
  json_t *value = NULL;
  if (!read_keys(toml, root, &table)) {
    return false;
  }
  char *key = strdup(toml->scratch.ptr);
  if (key == NULL) {
    return error_memory(toml->err);
  }
  bool done = peek(toml) == '=' || refuse(toml, "a key has no =");
  toml->at++;
  done = done && read_value(toml, depth + 1, &value);
  if (done && json_object_get(table, key) != NULL) {
    done = error_set(toml->err, "the key \"%.100s\" stands twice in the front matter; leave one out", key);
  }
  done = done && (json_object_set(table, key, value) == 0 || refuse(toml, "a text is no UTF-8"));
  json_decref(value);
  free(key);
  return done;
}

static bool read_list(struct toml *toml, int depth, json_t **list) {
  *list = json_array();
  toml->at++;
  for (skip_space(toml); peek(toml) != ']'; skip_space(toml)) {
    json_t *value = NULL;
    bool done = read_value(toml, depth + 1, &value) && (json_array_append(*list, value) == 0 || error_memory(toml->err));
    json_decref(value);
    if (!done) {
      return false;
    }
    skip_space(toml);
    if (peek(toml) == ',') {
      toml->at++;
    } else if (peek(toml) != ']') {
      return refuse(toml, "a list has no end");
    }
  }
  toml->at++;
  return true;
}

static bool read_inline_table(struct toml *toml, int depth, json_t **table) {
  *table = json_object();
  toml->at++;
  for (skip_space(toml); peek(toml) != '}'; skip_space(toml)) {
    if (!read_pair(toml, NULL, *table, depth)) {
      return false;
    }
    skip_space(toml);
    if (peek(toml) == ',') {
      toml->at++;
    } else if (peek(toml) != '}') {
      return refuse(toml, "a table has no end");
    }
  }
  toml->at++;
  return true;
}

/* A whole number in one of TOML's four bases, or one with a point or an exponent; NULL: it is none. */
static json_t *number_of(const char *text) {
  static const struct {
    const char *prefix;
    int base;
  } bases[] = {{"0x", 16}, {"0o", 8}, {"0b", 2}, {"", 10}};
  char *end;
  size_t i = 0;
  while (strncmp(text, bases[i].prefix, strlen(bases[i].prefix)) != 0) {
    i++;
  }
  errno = 0;
  long long whole = strtoll(text + strlen(bases[i].prefix), &end, bases[i].base);
  if (*end == '\0' && errno == 0 && end != text) {
    return json_integer(whole);
  }
  double real = strtod(text, &end);
  return *end == '\0' && end != text && isfinite(real) && strpbrk(text, "xXnNpP") == NULL ? json_real(real) : NULL;
}

/* A number, a truth value, a date or a time. */
static bool read_word(struct toml *toml, json_t **value) {
  size_t begin = toml->at;
  while (is_key_byte(peek(toml)) || peek(toml) == '+' || peek(toml) == '.' || peek(toml) == ':') {
    toml->at++;
  }
  bool has_time = toml->at - begin == strlen("YYYY-MM-DD") && peek(toml) == ' ' && toml->at + 1 < toml->text.len &&
                  text_is_digit(toml->text.ptr[toml->at + 1]);
  for (toml->at += has_time; has_time && toml->at < toml->text.len && strchr(":.+-Zz0123456789", peek(toml)) != NULL;) {
    toml->at++;
  }
  struct str word = str_slice(toml->text, begin, toml->at);
  char number[NUMBER_BYTES_MAX] = "";
  size_t length = 0;
  for (size_t i = 0; i < word.len && length + 1 < sizeof number; i++) {
    number[length] = word.ptr[i];
    length += word.ptr[i] != '_';
  }
  number[length] = '\0';
  bool is_time = word.len >= 8 && text_is_digit(word.ptr[0]) && (word.ptr[4] == '-' || word.ptr[2] == ':');
  if (str_equal(word, STR("true")) || str_equal(word, STR("false"))) {
    *value = json_boolean(word.ptr[0] == 't');
  } else {
    *value = is_time ? json_stringn(word.ptr, word.len) : number_of(number);
  }
  return *value != NULL || refuse(toml, "a value is neither text in quotes nor number, truth value or date");
}

static bool read_value(struct toml *toml, int depth, json_t **value) {
  skip_blanks(toml);
  if (depth > TOML_DEPTH_MAX) {
    return refuse(toml, "it is nested too deep");
  }
  if (peek(toml) == '"' || peek(toml) == '\'') {
    if (!read_text(toml)) {
      return false;
    }
    *value = json_stringn(toml->scratch.len > 0 ? toml->scratch.ptr : "", toml->scratch.len);
    return *value != NULL || refuse(toml, "a text is no UTF-8");
  }
  return peek(toml) == '['   ? read_list(toml, depth, value)
         : peek(toml) == '{' ? read_inline_table(toml, depth, value)
                             : read_word(toml, value);
}

/* Reads [name] or [[name]]: *table becomes that table. */
static bool read_header(struct toml *toml, json_t *root, json_t **table) {
  bool is_list = begins(toml, "[[");
  toml->at += is_list ? 2 : 1;
  *table = root;
  if (!read_keys(toml, root, table)) {
    return false;
  }
  if (is_list) {
    json_t *list = json_object_get(*table, toml->scratch.ptr), *last = json_object();
    if (list == NULL) {
      list = json_array();
      (void)json_object_set_new(*table, toml->scratch.ptr, list);
    }
    /* It takes the table whether or not it can. */
    *table = json_array_append_new(list, last) == 0 ? last : NULL;
  } else {
    *table = enter_table(*table, toml->scratch.ptr);
  }
  if (*table == NULL) {
    return refuse(toml, "a table has the name of a value");
  }
  if (!begins(toml, is_list ? "]]" : "]")) {
    return refuse(toml, "the name of a table has no end");
  }
  toml->at += is_list ? 2 : 1;
  return true;
}

bool toml_read(struct str text, json_t **object, json_t *lines, size_t *line, struct error *err) {
  struct toml toml = {.text = text, .line = 1, .lines = lines, .err = err};
  json_t *root = json_object(), *table = root;
  bool done = root != NULL || error_memory(err);
  buf_init(&toml.scratch, text.len + 16);
  skip_space(&toml);
  while (done && toml.at < text.len) {
    done = (peek(&toml) == '[' ? read_header(&toml, root, &table) : read_pair(&toml, root, table, 0)) && end_line(&toml);
    if (done) {
      skip_space(&toml);
    }
  }
  *line = toml.line;
  buf_free(&toml.scratch);
  *object = root;
  return done;
}
