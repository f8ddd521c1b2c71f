#include "json.h"

#include <math.h>

static void before_value(struct json *json) {
  if (json->comma) {
    buf_byte(json->out, ',');
  }
  json->comma = true;
}

void json_choose(struct json *json, const struct str *only, size_t count) {
  json->only = count > 0 ? only : NULL;
  json->only_count = count;
  json->only_depth = json->depth + 1;
}

/* Takes back the last member where it is not wanted. */
static void take_back(struct json *json) {
  if (json->unwanted && json->depth == json->only_depth) {
    json->out->len = json->kept_length;
    json->comma = json->kept_comma;
    json->unwanted = false;
  }
}

static bool is_wanted(const struct json *json, struct str key) {
  for (size_t i = 0; i < json->only_count; i++) {
    if (str_equal(json->only[i], key)) {
      return true;
    }
  }
  return false;
}

void json_open(struct json *json, char bracket) {
  before_value(json);
  buf_byte(json->out, bracket);
  json->comma = false;
  json->depth++;
}

void json_close(struct json *json, char bracket) {
  take_back(json);
  buf_byte(json->out, bracket);
  json->comma = true;
  json->depth--;
}

/* What must not stand in the line as it is; U+FFFD is written anew because malformed bytes read as it. */
static bool needs_care(uint32_t character) {
  return character < 0x20 || character == '"' || character == '\\' || (character >= 0x7F && character <= 0x9F) ||
         character == 0x2028 || character == 0x2029 || character == 0xFFFD;
}

static void add_escaped(struct buf *out, uint32_t character) {
  if (character == '"' || character == '\\') {
    buf_byte(out, '\\');
    buf_byte(out, (char)character);
  } else if (character == '\n') {
    buf_add(out, STR("\\n"));
  } else if (character == '\t') {
    buf_add(out, STR("\\t"));
  } else if (character == 0xFFFD) {
    utf8_add(out, character);
  } else {
    buf_format(out, "\\u%04x", (unsigned)character);
  }
}

/* Most bytes are letters and need no second look. */
static bool is_plain(unsigned char byte) {
  return byte >= ' ' && byte < 0x7F && byte != '"' && byte != '\\';
}

static void add_string(struct buf *out, struct str text) {
  size_t written = 0;
  buf_byte(out, '"');
  for (size_t at = 0; at < text.len;) {
    if (is_plain((unsigned char)text.ptr[at])) {
      at++;
      continue;
    }
    size_t begin = at;
    uint32_t character = utf8_next(text, &at);
    if (needs_care(character)) {
      buf_add(out, str_slice(text, written, begin));
      add_escaped(out, character);
      written = at;
    }
  }
  buf_add(out, str_slice(text, written, text.len));
  buf_byte(out, '"');
}

void json_key(struct json *json, struct str key) {
  take_back(json);
  if (json->only != NULL && json->depth == json->only_depth && !is_wanted(json, key)) {
    json->unwanted = true;
    json->kept_length = json->out->len;
    json->kept_comma = json->comma;
  }
  before_value(json);
  add_string(json->out, key);
  buf_byte(json->out, ':');
  json->comma = false;
}

void json_text(struct json *json, struct str text) {
  before_value(json);
  add_string(json->out, text);
}

void json_number(struct json *json, uint64_t number) {
  before_value(json);
  char digits[20];
  size_t begin = sizeof digits;
  do {
    digits[--begin] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  buf_add(json->out, (struct str){digits + begin, sizeof digits - begin});
}

void json_truth(struct json *json, bool truth) {
  json_raw(json, truth ? STR("true") : STR("false"));
}

void json_points(struct json *json, double number) {
  before_value(json);
  buf_format(json->out, "%.4f", isfinite(number) ? number : 0.0);
}

void json_decimal(struct json *json, double number) {
  before_value(json);
  buf_format(json->out, "%.15g", isfinite(number) ? number : 0.0);
}

void json_raw(struct json *json, struct str value) {
  before_value(json);
  buf_add(json->out, value);
}

void json_member(struct json *json, struct str key, struct str text) {
  json_key(json, key);
  json_text(json, text);
}

void json_optional_member(struct json *json, struct str key, struct str text) {
  if (text.len > 0) {
    json_member(json, key, text);
  }
}

void json_number_member(struct json *json, struct str key, uint64_t number) {
  json_key(json, key);
  json_number(json, number);
}

void json_texts(struct json *json, const struct str *texts, size_t count) {
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) {
    json_text(json, texts[i]);
  }
  json_close(json, ']');
}

/* A place in a text, counted in bytes and in UTF-16 code units. */
struct place {
  size_t byte, unit;
};

static size_t units_until(struct place *place, struct str text, size_t byte) {
  while (place->byte < byte && place->byte < text.len) {
    place->unit += utf8_next(text, &place->byte) > 0xFFFF ? 2 : 1;
  }
  return place->unit;
}

void json_spans(struct json *json, struct str text, const struct span *spans, size_t count) {
  struct place place = {0, 0};
  json_open(json, '[');
  for (size_t i = 0; i < count; i++) {
    json_open(json, '[');
    json_number(json, units_until(&place, text, spans[i].begin));
    json_number(json, units_until(&place, text, spans[i].end));
    json_close(json, ']');
  }
  json_close(json, ']');
}
