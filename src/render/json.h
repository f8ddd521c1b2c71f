/*
 * json: pushes JSON text into a buffer. Commas are kept here; that brackets match is the caller's
 * business. Whatever the bytes of a text are, what is written is valid JSON. Private to render.
 */
#ifndef MARROW_RENDER_JSON_H
#define MARROW_RENDER_JSON_H

#include "base/base.h"

struct json {
  struct buf *out;
  bool comma;             /* whether a comma must stand before the next key or value */
  size_t depth;           /* brackets that are open */
  const struct str *only; /* members that are wanted of objects at only_depth; NULL: all */
  size_t only_count, only_depth;
  bool unwanted; /* the member that is being written is to be taken back to where it began: */
  size_t kept_length;
  bool kept_comma;
};

/* Of objects that are opened inside the array or value that stands open now, only these members are kept; 0: all. */
void json_choose(struct json *json, const struct str *only, size_t count);

void json_open(struct json *json, char bracket);
void json_close(struct json *json, char bracket);

void json_key(struct json *json, struct str key);

/*
 * A string. Bytes that are not UTF-8 become U+FFFD each; control characters and the line separators
 * U+2028 and U+2029 are escaped, so that the line is safe in a terminal and inside a script.
 */
void json_text(struct json *json, struct str text);

void json_number(struct json *json, uint64_t number);
void json_truth(struct json *json, bool truth);

/* A decimal number with four digits behind the point, or with as many as it needs; 0 for what is no number. */
void json_points(struct json *json, double number);
void json_decimal(struct json *json, double number);

/* A key and its value; the optional one only where the text is not empty. */
void json_member(struct json *json, struct str key, struct str text);
void json_optional_member(struct json *json, struct str key, struct str text);
void json_number_member(struct json *json, struct str key, uint64_t number);

/* A value that is JSON text already. */
void json_raw(struct json *json, struct str value);

/* An array of texts. */
void json_texts(struct json *json, const struct str *texts, size_t count);

/* Ranges of bytes of `text` as [[begin,end],...] in UTF-16 code units, which is how JavaScript counts. */
void json_spans(struct json *json, struct str text, const struct span *spans, size_t count);

#endif
