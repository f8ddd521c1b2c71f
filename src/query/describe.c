#include "query/query.h"

void query_describe_item(const struct query_item *item, struct buf *out) {
  static const char *const prefixes[] = {
      [QUERY_ANYWHERE] = "", [QUERY_TITLE] = "title:", [QUERY_TAG] = "tag:", [QUERY_CODE] = "code:"};
  buf_add(out, str_of(prefixes[item->field]));
  buf_add(out, item->kind == QUERY_PHRASE ? STR("\"") : STR(""));
  bool reserved = item->kind == QUERY_WORD && (str_equal(item->text, STR("OR")) || str_equal(item->text, STR("NOT")));
  if (reserved) {
    unicode_lower(item->text, out); /* of a query in capitals: in small letters it stays a word */
  } else {
    buf_add(out, item->text);
  }
  buf_add(out, item->kind == QUERY_PHRASE ? STR("\"") : item->kind == QUERY_PREFIX ? STR("*") : item->begun ? STR("…") : STR(""));
}

void query_describe(const struct query *query, struct buf *out) {
  const char *separator = "";
  for (size_t i = 0; i < query->clause_count; i++) {
    for (size_t k = 0; k < query->clauses[i].item_count; k++) {
      buf_add(out, str_of(k > 0 ? " OR " : separator));
      query_describe_item(&query->clauses[i].items[k], out);
      separator = " ";
    }
  }
  for (size_t i = 0; i < query->excluded_count; i++) {
    buf_add(out, str_of(separator));
    buf_byte(out, '-');
    query_describe_item(&query->excluded[i], out);
    separator = " ";
  }
}
