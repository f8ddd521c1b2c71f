#include "matches.h"

#include "html.h"

void matches_json(struct json *json, bool marked, struct str ranges, struct str html, struct str text, const struct span *spans,
                  size_t count) {
  if (!marked) {
    json_key(json, ranges);
    json_spans(json, text, spans, count);
    return;
  }
  struct buf written;
  buf_init(&written, json->out->ceiling);
  html_marked(&written, text, spans, count);
  json_member(json, html, buf_str(&written));
  json->out->failed |= buf_failed(&written);
  buf_free(&written);
}
