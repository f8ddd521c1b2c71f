#include "set.h"

enum column { COLUMN_QUERY, COLUMN_KIND, COLUMN_ANSWERS, COLUMN_RELATED, COLUMN_MUST, COLUMN_CORRECT, COLUMN_COUNT };

static const char *const column_names[COLUMN_COUNT] = {"query", "kind", "answers", "related", "must", "correct"};

enum { GRADE_RELATED = 1, GRADE_ANSWER = 2, FIELDS_MAX = 32 };

struct reader {
  struct tsv tsv;
  struct set_maker maker;
  size_t places[COLUMN_COUNT]; /* where a column stands, from 1; 0: it does not */
  size_t columns;              /* in the header */
  struct str *correct;         /* of each query, as written */
  size_t correct_room;
};

static bool read_header(struct reader *reader, struct error *err) {
  struct str fields[FIELDS_MAX];
  if (!tsv_next(&reader->tsv)) {
    return error_set(err, "%s: is empty; it takes a line of column names (query, answers, ...) and a line a query",
                     reader->tsv.path);
  }
  reader->columns = tsv_fields(reader->tsv.line, fields, FIELDS_MAX);
  for (size_t i = 0; i < reader->columns && i < FIELDS_MAX; i++) {
    size_t column = 0;
    while (column < COLUMN_COUNT && !str_equal(fields[i], str_of(column_names[column]))) {
      column++;
    }
    if (column == COLUMN_COUNT || reader->places[column] > 0) {
      return tsv_error(&reader->tsv, err, "%s column \"%.*s\"; there are query, kind, answers, related, must and correct",
                       column == COLUMN_COUNT ? "unknown" : "second", STR_ARG(str_slice(fields[i], 0, 100)));
    }
    reader->places[column] = i + 1;
  }
  if (reader->places[COLUMN_QUERY] == 0 || reader->places[COLUMN_ANSWERS] == 0) {
    return tsv_error(&reader->tsv, err, "the first line names the columns, query and answers among them, with tabs between");
  }
  return true;
}

/* The text in white space's place is '_', so that the id can stand in a run file. */
static struct str make_id(struct arena *arena, struct str text) {
  char *id = arena_alloc(arena, text.len + 1);
  for (size_t i = 0; id != NULL && i < text.len; i++) {
    bool space = text.ptr[i] == ' ' || (text.ptr[i] >= '\t' && text.ptr[i] <= '\r');
    id[i] = space ? '_' : text.ptr[i];
  }
  return (struct str){id, id == NULL ? 0 : text.len};
}

static bool add_articles(struct reader *reader, struct quality_query *query, struct str articles, uint32_t grade,
                         struct error *err) {
  for (struct str article; tsv_word(&articles, &article);) {
    for (size_t i = 0; i < query->judgment_count; i++) {
      if (str_equal(query->judgments[i].article, article)) {
        return tsv_error(&reader->tsv, err, "the article \"%.*s\" is named twice; leave one of them out",
                         STR_ARG(str_slice(article, 0, 200)));
      }
    }
    struct quality_judgment judgment = {.article = article, .grade = grade, .line = query->line};
    if (!set_add_judgment(&reader->maker, query, judgment, err)) {
      return false;
    }
  }
  return true;
}

static bool read_must(struct reader *reader, struct str text, struct quality_query *query, struct error *err) {
  if (text.len > 0 && (!str_to_number(text, QUALITY_DEPTH, &query->must) || query->must == 0)) {
    return tsv_error(&reader->tsv, err, "must is a rank from 1 to %d, not \"%.*s\"", QUALITY_DEPTH,
                     STR_ARG(str_slice(text, 0, 100)));
  }
  return true;
}

static struct str field(const struct reader *reader, const struct str *fields, enum column column) {
  size_t place = reader->places[column];
  return place == 0 ? STR("") : fields[place - 1];
}

static bool check_query(const struct reader *reader, const struct quality_query *query, struct str correct, struct error *err) {
  bool none = str_equal(query->kind, STR("none"));
  if (query->text.len == 0) {
    return tsv_error(&reader->tsv, err, "the query is empty; write what is typed, or take the line out");
  }
  if (correct.len > 0 && query->judgment_count > 0) {
    return tsv_error(&reader->tsv, err, "a query has either articles or a correct form, whose articles it shares");
  }
  if (none && (query->judgment_count > 0 || correct.len > 0)) {
    return tsv_error(&reader->tsv, err, "kind none says that no article answers it; leave the articles out or say another kind");
  }
  if (str_equal(query->kind, STR("misspelling")) && correct.len == 0) {
    return tsv_error(&reader->tsv, err, "a misspelling names its correct form in the column correct");
  }
  return true;
}

static bool read_query(struct reader *reader, struct error *err) {
  struct str fields[FIELDS_MAX] = {{0}};
  size_t count = tsv_fields(reader->tsv.line, fields, FIELDS_MAX);
  if (count < 2) {
    return tsv_error(&reader->tsv, err, "a line has the columns of the first line with tabs between; here is no tab");
  }
  if (count > reader->columns) {
    return tsv_error(&reader->tsv, err, "%zu columns, but the first line names %zu; take a tab out", count, reader->columns);
  }
  struct str text = field(reader, fields, COLUMN_QUERY), correct = field(reader, fields, COLUMN_CORRECT);
  struct quality_query query = {.id = make_id(reader->maker.arena, text),
                                .text = text,
                                .kind = field(reader, fields, COLUMN_KIND),
                                .line = reader->tsv.number};
  if (!add_articles(reader, &query, field(reader, fields, COLUMN_ANSWERS), GRADE_ANSWER, err) ||
      !add_articles(reader, &query, field(reader, fields, COLUMN_RELATED), GRADE_RELATED, err) ||
      !read_must(reader, field(reader, fields, COLUMN_MUST), &query, err) || !check_query(reader, &query, correct, err)) {
    return false;
  }
  size_t number = reader->maker.set->count;
  reader->correct = arena_grow(reader->maker.arena, reader->correct, number, &reader->correct_room, sizeof *reader->correct);
  if (reader->correct == NULL) {
    return error_memory(err);
  }
  reader->correct[number] = correct;
  return set_add_query(&reader->maker, &reader->tsv, &query, err);
}

/* Gives a misspelling the judgments of what it stands for. */
static bool share(struct reader *reader, size_t number, struct error *err) {
  struct quality_set *set = reader->maker.set;
  struct quality_query *query = &set->queries[number];
  struct str correct = reader->correct[number];
  reader->tsv.number = query->line;
  if (correct.len > 0) {
    const struct lookup_entry *name = lookup_find(&reader->maker.by_id, make_id(reader->maker.arena, correct));
    if (name == NULL || reader->correct[name->number].len > 0) {
      return tsv_error(&reader->tsv, err, "the correct form \"%.*s\" is not judged; add a line for it",
                       STR_ARG(str_slice(correct, 0, 200)));
    }
    query->correct = &set->queries[name->number];
    query->judgments = query->correct->judgments;
    query->judgment_count = query->correct->judgment_count;
  }
  bool answered = query->must == 0;
  for (size_t i = 0; i < query->judgment_count; i++) {
    answered = answered || query->judgments[i].grade >= GRADE_ANSWER;
  }
  return answered || tsv_error(&reader->tsv, err, "must needs an answer that could stand there; name one in the column answers");
}

bool quality_read_judgments(const char *path, struct arena *arena, struct quality_set *set, struct error *err) {
  struct reader reader = {.maker = set_begin(arena, path, set)};
  set->complete = true;
  if (!tsv_open(path, arena, &reader.tsv, err) || !read_header(&reader, err)) {
    return false;
  }
  while (tsv_next(&reader.tsv)) {
    if (!read_query(&reader, err)) {
      return false;
    }
  }
  if (set->count == 0) {
    return error_set(err, "%s: no query stands behind the column names; add a line a query", path);
  }
  if (!set_sort(&reader.maker, err)) {
    return false;
  }
  for (size_t i = 0; i < set->count; i++) {
    if (!share(&reader, i, err)) {
      return false;
    }
  }
  return !arena_failed(arena) || error_memory(err);
}
