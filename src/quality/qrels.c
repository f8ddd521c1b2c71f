#include "set.h"

static bool read_queries(const char *path, struct set_maker *maker, struct error *err) {
  struct tsv tsv;
  if (!tsv_open(path, maker->arena, &tsv, err)) {
    return false;
  }
  while (tsv_next(&tsv)) {
    size_t tab = str_find(tsv.line, '\t', 0);
    struct quality_query query = {.id = str_trim(str_slice(tsv.line, 0, tab)),
                                  .text = str_trim(str_slice(tsv.line, tab + 1, tsv.line.len)),
                                  .line = tsv.number};
    if (query.id.len == 0 || query.text.len == 0) {
      return tsv_error(&tsv, err, "a line is the query's id, a tab, and the query; here is %s",
                       tab == tsv.line.len ? "no tab" : "one of them empty");
    }
    if (!set_add_query(maker, &tsv, &query, err)) {
      return false;
    }
  }
  return maker->set->count > 0 || error_set(err, "%s: is empty; it takes a line a query: its id, a tab, and the query", path);
}

/* A judgment as written. */
struct entry {
  struct str query, article, grade;
};

/* "query<TAB>article<TAB>grade", the TREC form with a field more, or either with other white space. */
static bool split(struct str line, struct entry *entry) {
  enum { TSV = 3, TREC = 4 };
  struct str fields[TREC] = {{0}};
  size_t count = tsv_fields(line, fields, TREC);
  if (count != TSV && count != TREC) {
    count = tsv_words(line, fields, TREC);
  }
  *entry = (struct entry){fields[0], fields[count == TSV ? 1 : 2], fields[count == TSV ? 2 : 3]};
  return (count == TSV || count == TREC) && entry->query.len > 0 && entry->article.len > 0;
}

/* Grades below 0 mark what nobody should want (spam, other languages). */
static bool read_grade(struct str text, uint32_t *grade) {
  bool negative = text.len > 0 && text.ptr[0] == '-';
  uint64_t number = 0;
  if (!str_to_number(str_slice(text, negative ? 1 : 0, text.len), QUALITY_GRADE_MAX, &number)) {
    return false;
  }
  *grade = negative ? 0 : (uint32_t)number;
  return true;
}

/* Some collections begin with a line of column names. */
static bool is_header(const struct tsv *tsv, struct str grade) {
  return tsv->number == 1 && (str_equal(grade, STR("grade")) || str_equal(grade, STR("score")));
}

static bool add_line(const struct tsv *tsv, struct set_maker *maker, struct error *err) {
  struct entry entry;
  struct quality_judgment judgment = {.line = tsv->number};
  if (!split(tsv->line, &entry)) {
    return tsv_error(tsv, err, "a line is query, article and grade with tabs between, or \"query 0 article grade\"");
  }
  if (is_header(tsv, entry.grade)) {
    return true;
  }
  if (!read_grade(entry.grade, &judgment.grade)) {
    return tsv_error(tsv, err, "a grade is a whole number up to %d, 0 for not relevant, not \"%.*s\"", QUALITY_GRADE_MAX,
                     STR_ARG(str_slice(entry.grade, 0, 100)));
  }
  const struct lookup_entry *name = lookup_find(&maker->by_id, entry.query);
  if (name == NULL) {
    maker->set->other_queries++;
    return true;
  }
  judgment.article = entry.article;
  return set_add_judgment(maker, &maker->set->queries[name->number], judgment, err);
}

bool quality_read_queries(const char *queries, const char *qrels, struct arena *arena, struct quality_set *set,
                          struct error *err) {
  struct set_maker maker = set_begin(arena, qrels, set);
  struct tsv tsv;
  if (!read_queries(queries, &maker, err) || !tsv_open(qrels, arena, &tsv, err)) {
    return false;
  }
  while (tsv_next(&tsv)) {
    if (!add_line(&tsv, &maker, err)) {
      return false;
    }
  }
  if (tsv.number == 0) {
    return error_set(err, "%s: is empty; it takes a line a judgment: query, article and grade", qrels);
  }
  return set_sort(&maker, err);
}
