#include "quality/quality.h"
#include "scratch.h"
#include "search/search.h"

#include <math.h>

static struct scratch scratch;
static struct arena arena;

/* 1 / log2(i + 1) for i = 1, 2, 3: what a grade of 1 earns at the first ranks. */
static const double FIRST = 1.0, SECOND = 0.63092975357, THIRD = 0.5;

static void near(double value, double wanted, double tolerance, const char *what) {
  if (!(fabs(value - wanted) <= tolerance)) {
    fail_msg("%s is %.9f, not %.9f", what, value, wanted);
  }
}

/* ---- metrics ---- */

struct figures {
  double ndcg, mrr, recall, precision, success, judged_ndcg, unjudged;
};

static void measure(const int *grades, size_t count, const int *judged, size_t judged_count, struct figures wanted) {
  double values[QUALITY_METRICS];
  const double list[QUALITY_METRICS] = {wanted.ndcg,    wanted.mrr,         wanted.recall,  wanted.precision,
                                        wanted.success, wanted.judged_ndcg, wanted.unjudged};
  quality_measure(grades, count, judged, judged_count, values);
  for (size_t i = 0; i < QUALITY_METRICS; i++) {
    near(values[i], list[i], 1e-9, quality_metric_name((enum quality_metric)i));
  }
}

#define MEASURE(grades, judged, ...) measure(grades, COUNT_OF(grades), judged, COUNT_OF(judged), (struct figures){__VA_ARGS__})

static void grades_and_ranks_count(void **state) {
  (void)state;
  /* Gain 2/1 + 0 + 1/2 = 2.5; the best order 2, 1, 1 has 2/1 + 1/log2(3) + 1/2 = 3.1309. Two of three are found. */
  const int grades[] = {2, 0, 1}, judged[] = {2, 1, 1};
  double ndcg = 2.5 / (2 * FIRST + SECOND + THIRD);
  MEASURE(grades, judged, .ndcg = ndcg, .mrr = 1, .recall = 2.0 / 3, .precision = 0.2, .success = 1, .judged_ndcg = ndcg);
  near(ndcg, 0.798485, 1e-6, "2.5 / 3.1309");
}

static void the_best_order_earns_all(void **state) {
  (void)state;
  const int grades[] = {3, 2, 1, 0}, judged[] = {3, 2, 1, 0, 0};
  MEASURE(grades, judged, .ndcg = 1, .mrr = 1, .recall = 1, .precision = 0.3, .success = 1, .judged_ndcg = 1);
}

static void unjudged_answers_are_wrong_or_taken_out(void **state) {
  (void)state;
  /* As it stands: 1/log2(4) = 1/2 of 1. Without the first: relevant at rank 2. One of three is unjudged. */
  const int grades[] = {QUALITY_GRADE_UNJUDGED, 0, 1}, judged[] = {1, 0};
  MEASURE(grades, judged, .ndcg = THIRD, .mrr = 1.0 / 3, .recall = 1, .precision = 0.1, .judged_ndcg = SECOND,
          .unjudged = 1.0 / 3);
}

static void judged_answers_come_up_from_below_ten(void **state) {
  (void)state;
  /* Ten unjudged and then the relevant one: nothing among ten, everything once they are taken out. */
  int grades[11] = {0};
  const int judged[] = {1};
  for (size_t i = 0; i < 10; i++) {
    grades[i] = QUALITY_GRADE_UNJUDGED;
  }
  grades[10] = 1;
  MEASURE(grades, judged, .recall = 1, .judged_ndcg = 1, .unjudged = 1);
}

static void nothing_found_earns_nothing(void **state) {
  (void)state;
  const int grades[] = {0}, judged[] = {2};
  measure(grades, 0, judged, 1, (struct figures){0});
}

static void ranks_end_at_ten_and_at_a_hundred(void **state) {
  (void)state;
  int grades[101] = {0};
  const int judged[] = {1, 1, 1};
  grades[10] = grades[99] = grades[100] = 1; /* ranks 11, 100 and 101 */
  MEASURE(grades, judged, .recall = 2.0 / 3);
}

static void more_than_ten_relevant(void **state) {
  (void)state;
  /* The best possible ten are all that nDCG@10 asks for. */
  const int grades[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, judged[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  MEASURE(grades, judged, .ndcg = 1, .mrr = 1, .recall = 10.0 / 12, .precision = 1, .success = 1, .judged_ndcg = 1);
}

/* ---- significance ---- */

static struct quality_difference compare(const double *a, const double *b, size_t count) {
  struct quality_difference difference;
  struct error err = {""};
  assert_true(quality_compare(a, b, count, &arena, &difference, &err));
  return difference;
}

static void equal_rankings_differ_by_nothing(void **state) {
  (void)state;
  const double a[] = {0.5, 1, 0};
  struct quality_difference difference = compare(a, a, 3);
  assert_true(difference.p == 1 && difference.low == 0 && difference.high == 0);
  assert_int_equal(difference.equal, 3);
}

static void p_is_the_share_of_sign_flips(void **state) {
  (void)state;
  /* Four differences of 0.5: of 16 patterns of signs only + + + + and - - - - reach a sum of 2: 2/16. */
  const double all[] = {1, 1, 1, 1}, half[] = {0.5, 0.5, 0.5, 0.5};
  struct quality_difference difference = compare(all, half, 4);
  near(difference.p, 0.125, 0.01, "p of four");
  near(difference.a - difference.b, 0.5, 1e-12, "the difference");
  assert_true(difference.low == 0.5 && difference.high == 0.5);
  assert_int_equal(difference.higher, 4);
  assert_true(compare(half, all, 4).p == difference.p);
  /* 0.4, 0.4, -0.2 have a sum of 0.6. Sums of all patterns: 1.0, 0.6, twice 0.2, and these below 0: 4 of 8 reach it. */
  const double a[] = {0.4, 0.4, 0.1}, b[] = {0, 0, 0.3};
  difference = compare(a, b, 3);
  near(difference.p, 0.5, 0.015, "p of three");
  assert_int_equal(difference.higher, 2);
  assert_int_equal(difference.lower, 1);
  /* One query proves nothing: both signs are as far from 0. */
  assert_true(compare(all, half, 1).p == 1);
}

static void the_interval_is_that_of_resamples(void **state) {
  (void)state;
  /* One of ten differs by 1. A resample holds it k times, k binomial (10, 0.1): P(k <= 2) = 0.930, P(k <= 3) = 0.987. */
  const double a[10] = {[7] = 1}, b[10] = {0};
  struct quality_difference difference = compare(a, b, 10);
  near(difference.low, 0, 1e-12, "the lower end");
  near(difference.high, 0.3, 1e-12, "the upper end");
  struct quality_difference again = compare(a, b, 10);
  assert_memory_equal(&again, &difference, sizeof again);
  difference = compare(b, a, 10);
  near(difference.low, -0.3, 1e-12, "the lower end of the opposite");
  near(difference.high, 0, 1e-12, "the upper end of the opposite");
}

/* ---- reading ---- */

static const char *path_of(const char *name) {
  return arena_format(&arena, "%s/%s", scratch.folder, name).ptr;
}

static const char *write_file(const char *name, const char *text) {
  const char *path = path_of(name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
  return path;
}

/* The sentence must end in `wanted`, behind the path. */
static void expect_sentence(bool done, const struct error *err, const char *wanted) {
  assert_false(done);
  if (!str_ends_with(str_of(err->text), str_of(wanted))) {
    fail_msg("<%s> does not end in <%s>", err->text, wanted);
  }
}

#define HEADER "query\tkind\tanswers\trelated\tmust\tcorrect\n"

static struct quality_set judgments(const char *text) {
  struct quality_set set;
  struct error err = {""};
  if (!quality_read_judgments(write_file("judgments.tsv", text), &arena, &set, &err)) {
    fail_msg("%s", err.text);
  }
  return set;
}

static void bad_judgments(const char *text, const char *sentence) {
  struct quality_set set;
  struct error err = {""};
  bool done = quality_read_judgments(write_file("judgments.tsv", text), &arena, &set, &err);
  expect_sentence(done, &err, sentence);
}

static void judgments_are_read(void **state) {
  (void)state;
  struct quality_set set =
      judgments("\xEF\xBB\xBF" HEADER "knee pain\twords\tb a\tc\t3\r\n\r\nkne pain\tmisspelling\t\t\t1\tknee pain\r\n"
                "gout\tnone\n");
  assert_int_equal(set.count, 3);
  const struct quality_query *query = &set.queries[0];
  assert_true(str_equal(query->id, STR("knee_pain")) && str_equal(query->kind, STR("words")));
  assert_int_equal(query->must, 3);
  assert_int_equal(query->judgment_count, 3);
  assert_true(str_equal(query->judgments[0].article, STR("a")) && query->judgments[0].grade == 2);
  assert_true(str_equal(query->judgments[2].article, STR("c")) && query->judgments[2].grade == 1);
  assert_ptr_equal(set.queries[1].correct, query);
  assert_ptr_equal(set.queries[1].judgments, query->judgments);
  assert_int_equal(set.queries[2].judgment_count, 0);
  assert_int_equal(set.queries[2].line, 5);
  assert_int_equal(judgments("answers\tquery\na\tknee\n").count, 1);
}

static void bad_judgments_are_told(void **state) {
  (void)state;
  bad_judgments("", "/judgments.tsv: is empty; it takes a line of column names (query, answers, ...) and a line a query");
  bad_judgments(HEADER, "/judgments.tsv: no query stands behind the column names; add a line a query");
  bad_judgments("query\tkind\n", ".tsv:1: the first line names the columns, query and answers among them, with tabs between");
  bad_judgments("query\tanswer\n",
                ".tsv:1: unknown column \"answer\"; there are query, kind, answers, related, must and correct");
  bad_judgments("query\tquery\n", ".tsv:1: second column \"query\"; there are query, kind, answers, related, must and correct");
  bad_judgments(HEADER "knee\n", ".tsv:2: a line has the columns of the first line with tabs between; here is no tab");
  bad_judgments("query\tanswers\nknee\ta\tb\n", ".tsv:2: 3 columns, but the first line names 2; take a tab out");
  bad_judgments(HEADER "\tword\ta\n", ".tsv:2: the query is empty; write what is typed, or take the line out");
  bad_judgments(HEADER "knee\tword\ta\nhip\tword\tb\nknee\tword\tc\n",
                ".tsv:4: the query \"knee\" stands in line 2 already; leave one of them out");
  bad_judgments(HEADER "knee\tword\ta\ta\n", ".tsv:2: the article \"a\" is named twice; leave one of them out");
  bad_judgments(HEADER "knee\tword\ta\t\t0\n", ".tsv:2: must is a rank from 1 to 100, not \"0\"");
  bad_judgments(HEADER "knee\tword\ta\t\tfirst\n", ".tsv:2: must is a rank from 1 to 100, not \"first\"");
  bad_judgments(HEADER "knee\tword\t\ta\t1\n",
                ".tsv:2: must needs an answer that could stand there; name one in the column answers");
  bad_judgments(HEADER "knee\tnone\ta\n",
                ".tsv:2: kind none says that no article answers it; leave the articles out or say another kind");
  bad_judgments(HEADER "kne\tmisspelling\n", ".tsv:2: a misspelling names its correct form in the column correct");
  bad_judgments(HEADER "kne\tmisspelling\t\t\t\tknee\n", ".tsv:2: the correct form \"knee\" is not judged; add a line for it");
  bad_judgments(HEADER "kne\tmisspelling\ta\t\t\tknee\n",
                ".tsv:2: a query has either articles or a correct form, whose articles it shares");
}

static bool read_queries(const char *queries, const char *qrels, struct quality_set *set, struct error *err) {
  return quality_read_queries(write_file("queries.tsv", queries), write_file("qrels.tsv", qrels), &arena, set, err);
}

static struct quality_set queries(const char *texts, const char *qrels) {
  struct quality_set set;
  struct error err = {""};
  if (!read_queries(texts, qrels, &set, &err)) {
    fail_msg("%s", err.text);
  }
  return set;
}

static void expect_grade(const struct quality_query *query, size_t number, const char *article, uint32_t grade) {
  assert_true(number < query->judgment_count);
  assert_true(str_equal(query->judgments[number].article, str_of(article)));
  assert_int_equal(query->judgments[number].grade, grade);
}

static void both_forms_of_qrels_are_read(void **state) {
  (void)state;
  static const char texts[] = "q1\tknee pain\r\nq2\thip\twith a tab\n";
  struct quality_set set = queries(texts, "query\tdocument\tscore\nq1\tb c\t2\r\nq1\ta\t0\nq1\ta\t0\nq9\ta\t1\n");
  assert_int_equal(set.count, 2);
  assert_true(str_equal(set.queries[1].text, STR("hip\twith a tab")));
  assert_int_equal(set.queries[0].judgment_count, 2);
  expect_grade(&set.queries[0], 0, "a", 0);
  expect_grade(&set.queries[0], 1, "b c", 2);
  assert_int_equal(set.other_queries, 1);
  set = queries(texts, "\xEF\xBB\xBFq1 0  a 1\nq2\t0\tb\t3\nq2 0\t c -2\n");
  expect_grade(&set.queries[0], 0, "a", 1);
  expect_grade(&set.queries[1], 0, "b", 3);
  expect_grade(&set.queries[1], 1, "c", 0);
}

static void bad_qrels(const char *texts, const char *qrels, const char *sentence) {
  struct quality_set set;
  struct error err = {""};
  bool done = read_queries(texts, qrels, &set, &err);
  expect_sentence(done, &err, sentence);
}

static void bad_queries_and_qrels_are_told(void **state) {
  (void)state;
  bad_qrels("", "q\ta\t1\n", "/queries.tsv: is empty; it takes a line a query: its id, a tab, and the query");
  bad_qrels("q knee\n", "q\ta\t1\n", ".tsv:1: a line is the query's id, a tab, and the query; here is no tab");
  bad_qrels("q\t \n", "q\ta\t1\n", ".tsv:1: a line is the query's id, a tab, and the query; here is one of them empty");
  bad_qrels("q\tknee\nq\thip\n", "q\ta\t1\n", ".tsv:2: the query \"q\" stands in line 1 already; leave one of them out");
  bad_qrels("q\tknee\n", "", "/qrels.tsv: is empty; it takes a line a judgment: query, article and grade");
  bad_qrels("q\tknee\n", "q\ta\n",
            "/qrels.tsv:1: a line is query, article and grade with tabs between, or \"query 0 article grade\"");
  bad_qrels("q\tknee\n", "q\ta\tgood\n", "/qrels.tsv:1: a grade is a whole number up to 1000, 0 for not relevant, not \"good\"");
  bad_qrels("q\tknee\n", "q\ta\t1001\n", "/qrels.tsv:1: a grade is a whole number up to 1000, 0 for not relevant, not \"1001\"");
  bad_qrels("q\tknee\n", "q\ta\t1\nq\tb\t1\nq\ta\t0\n",
            "/qrels.tsv:3: \"a\" has another grade for the query \"q\" in line 1; leave one of them out");
}

static void the_demonstration_judgments_are_read(void **state) {
  (void)state;
  struct quality_set set;
  struct error err = {""};
  if (!quality_read_judgments(TESTS_DIR "/../corpus/judgments.tsv", &arena, &set, &err)) {
    fail_msg("%s", err.text);
  }
  size_t none = 0, misspelt = 0, must = 0;
  for (size_t i = 0; i < set.count; i++) {
    none += str_equal(set.queries[i].kind, STR("none"));
    misspelt += set.queries[i].correct != NULL;
    must += set.queries[i].must > 0;
    assert_int_equal(set.queries[i].line, i + 2);
    assert_true(set.queries[i].judgment_count > 0 || str_equal(set.queries[i].kind, STR("none")));
  }
  assert_true(set.count >= 200 && none > 0 && misspelt > 0 && must > 0);
}

/* ---- runs ---- */

static struct quality_run run_file(const struct quality_set *set, const char *name, const char *text) {
  struct quality_run run;
  struct error err = {""};
  if (!quality_read_run(write_file(name, text), set, &arena, &run, &err)) {
    fail_msg("%s", err.text);
  }
  return run;
}

static void bad_run(const struct quality_set *set, const char *text, const char *sentence) {
  struct quality_run run;
  struct error err = {""};
  bool done = quality_read_run(write_file("bad.run", text), set, &arena, &run, &err);
  expect_sentence(done, &err, sentence);
}

static void runs_are_read_and_written(void **state) {
  (void)state;
  struct quality_set set = queries("q1\tknee\nq2\thip\n", "q1\ta\t1\n");
  /* The score decides; where it is equal, the rank. */
  struct quality_run run = run_file(
      &set, "a.run", "q1 Q0 b 1 0.5 tag\nq1 Q0 c 3 2.5 tag\nq1 Q0 d 2 2.5 tag\nq7 Q0 a 1 1 tag\nq2\tQ0\twith space\t1\t1e3\tx\n");
  assert_int_equal(run.other_queries, 1);
  struct buf out;
  buf_init(&out, 1 << 16);
  quality_write_run(&set, &run, &out);
  assert_string_equal(out.ptr, "q1\tQ0\td\t1\t2.5\tmarrow\nq1\tQ0\tc\t2\t2.5\tmarrow\nq1\tQ0\tb\t3\t0.5\tmarrow\n"
                               "q2\tQ0\twith space\t1\t1000\tmarrow\n");
  buf_free(&out);
}

static void bad_runs_are_told(void **state) {
  (void)state;
  struct quality_set set = queries("q1\tknee\n", "q1\ta\t1\n");
  bad_run(&set, "q1 Q0 a 1 0.5\n", "/bad.run:1: a line is \"query Q0 article rank score tag\"");
  bad_run(&set, "q1 Q0 a 1 high tag\n", "/bad.run:1: rank and score are numbers, not \"1\" and \"high\"");
  bad_run(&set, "q1 Q0 a 1 nan tag\n", "/bad.run:1: rank and score are numbers, not \"1\" and \"nan\"");
  bad_run(&set, "q1 Q0 a -1 1 tag\n", "/bad.run:1: rank and score are numbers, not \"-1\" and \"1\"");
  bad_run(&set, "q1 Q0 a 1 2 tag\nq1 Q0 a 2 1 tag\n",
          "/bad.run: the article \"a\" is ranked twice for the query \"q1\"; leave one line out");
  bad_run(&set, "q2 Q0 a 1 2 tag\n", "/qrels.tsv; check that both are of one collection");
}

/* ---- the whole ---- */

#define LINE(id, title) "{\"id\":\"" id "\",\"title\":\"" title "\",\"text\":\"" title "\"}"

static const char *const clinic[] = {LINE("knee", "Knee"), LINE("hip", "Hip"), LINE("shoe", "Shoe of leather"), NULL};

static struct quality_report assess(const struct quality_set *set, const struct quality_run *run,
                                    const struct quality_run *against, struct quality_floor floor) {
  struct quality_task task = {.set = set, .run = run, .against = against, .floors = &floor, .floor_count = 1};
  struct quality_report report;
  struct error err = {""};
  if (!quality_assess(&task, &arena, &report, &err)) {
    fail_msg("%s", err.text);
  }
  return report;
}

/* Weights are set by name; a name or a value that cannot be is told. */
static void weights_are_set_by_name(void **state) {
  (void)state;
  struct search_weights weights;
  struct error err = {""};
  search_weights_default(&weights);
  size_t count;
  const struct search_weight_row *rows = search_weight_table(&count);
  for (size_t i = 0; i < count; i++) {
    near(weights.values[i], rows[i].usual, 0, rows[i].name);
    assert_true(rows[i].usual >= rows[i].least && rows[i].usual <= rows[i].most);
  }
  assert_true(search_weights_set(&weights, STR("closeness"), 2, &err));
  assert_false(search_weights_set(&weights, STR("closness"), 2, &err));
  assert_string_equal(err.text, "there is no weight \"closness\"; did you mean closeness?");
  assert_false(search_weights_set(&weights, STR("k1"), 0, &err));
  assert_string_equal(err.text, "the weight k1 can be from 0.01 to 100, not 0");
  assert_false(search_weights_set(&weights, STR("k1"), (double)NAN, &err));
}

static void judged_queries_are_searched(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, clinic);
  struct store *store = scratch_open(scratch.index);
  struct error err = {""};
  struct quality_run run;
  struct quality_set set = judgments(HEADER "knee\tword\tknee\t\t1\nnke\tmisspelling\t\t\t\tknee\nhip\tword\tknee\thip\t1\n"
                                            "leather shoe\tnone\nleather gout\tnone\nfoot\tword\n");
  assert_true(quality_check_articles(store, &set, &err));
  assert_true(quality_search(store, &(struct quality_setting){.name = "clinic"}, &set, &arena, &run, &err));
  struct quality_report report = assess(&set, &run, NULL, (struct quality_floor){QUALITY_SUCCESS, 0.67});
  /* knee earns 1, nke (too short to be corrected) finds nothing, hip finds the related one of 2 + 1: 1 / (2 + 0.6309) = 0.3801.
   */
  assert_int_equal(report.row_count, 3);
  near(report.means[QUALITY_NDCG], (1 + 0 + 1 / (2 + SECOND)) / 3, 1e-9, "the mean");
  near(report.rows[0].values[QUALITY_NDCG], 0, 0, "the worst");
  near(report.rows[1].values[QUALITY_NDCG], 0.380094, 1e-6, "the second");
  near(report.misspelt_ndcg, 0, 0, "misspelt");
  near(report.correct_ndcg, 1, 1e-9, "correct");
  assert_int_equal(report.misspellings, 1);
  assert_int_equal(report.kind_count, 2);
  near(report.kinds[0].means[QUALITY_NDCG], (1 + 1 / (2 + SECOND)) / 2, 1e-9, "the mean of words");
  assert_int_equal(report.without_relevant, 1);
  assert_int_equal(report.none, 2);
  assert_int_equal(report.none_answered, 1); /* no article has gout */
  assert_int_equal(report.must_count, 2);
  assert_int_equal(report.must_failure_count, 1);
  assert_true(str_equal(report.must_failures[0].first->id, STR("hip")));
  assert_int_equal(report.must_failures[0].rank, 0);
  assert_int_equal(report.floor_missed_count, 1); /* two of three is 0.6667 */
  store_close(store);
}

/* Answers above the results are counted by the grade of their article. */
static void answers_above_the_results_are_counted(void **state) {
  (void)state;
  static const char *const lines[] = {"{\"id\":\"gout\",\"title\":\"What is gout?\",\"text\":\"Gout is a kind of arthritis.\"}",
                                      "{\"id\":\"cramp\",\"title\":\"What is cramp?\",\"text\":\"Cramp is a pain.\"}",
                                      "{\"id\":\"colds\",\"title\":\"What causes colds?\",\"text\":\"A virus.\"}", NULL};
  (void)scratch_publish(scratch.index, lines);
  struct store *store = scratch_open(scratch.index);
  const struct quality_setting setting = {.name = "clinic"};
  const struct quality_floor floor = {QUALITY_SUCCESS, 0};
  struct error err = {""};
  struct quality_run run;
  struct quality_set set = judgments(HEADER "what is gout\tquestion\tgout\nwhat is cramp\tquestion\tgout\ngout\tword\tgout\n"
                                            "arthritis\tword\tgout\nwhat causes colds\tnone\n");
  assert_true(quality_search(store, &setting, &set, &arena, &run, &err));
  struct quality_direct direct = assess(&set, &run, NULL, floor).direct;
  assert_int_equal(direct.shown, 4);
  assert_int_equal(direct.relevant, 2);
  assert_int_equal(direct.unjudged, 0);
  assert_int_equal(direct.wrong_count, 2);
  assert_true(str_equal(direct.wrong[0].query->text, STR("what is cramp")) && str_equal(direct.wrong[0].article, STR("cramp")));
  assert_true(str_equal(direct.wrong[1].query->text, STR("what causes colds")));
  /* Of a collection, what is not listed is not judged. */
  set = queries("1\twhat is gout\n2\twhat is cramp\n", "1\tgout\t1\n2\tgout\t1\n");
  assert_true(quality_search(store, &setting, &set, &arena, &run, &err));
  direct = assess(&set, &run, NULL, floor).direct;
  assert_int_equal(direct.shown, 2);
  assert_int_equal(direct.relevant, 1);
  assert_int_equal(direct.unjudged, 1);
  assert_int_equal(direct.wrong_count, 0);
  store_close(store);
}

static void unknown_articles_are_counted_or_refused(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, clinic);
  struct store *store = scratch_open(scratch.index);
  struct error err = {""};
  struct quality_set set = queries("q1\tknee\n", "q1\tknee\t1\nq1\tnose\t1\nq1\tear\t0\n");
  assert_true(quality_check_articles(store, &set, &err));
  assert_int_equal(set.unknown_articles, 2);
  set = judgments(HEADER "knee\tword\tknee\nnose\tword\tnose\n");
  expect_sentence(quality_check_articles(store, &set, &err), &err,
                  "/judgments.tsv:3: there is no article \"nose\" in the index; correct the id or index the article");
  store_close(store);
}

static void two_runs_are_compared(void **state) {
  (void)state;
  struct quality_set set = queries("q1\tknee\nq2\thip\nq3\ttoe\nq4\tear\n", "q1\ta\t1\nq2\tb\t1\nq3\tc\t1\nq4\td\t0\n");
  struct quality_run a = run_file(&set, "a.run", "q1 Q0 a 1 9 x\nq2 Q0 z 1 9 x\nq2 Q0 b 2 8 x\nq3 Q0 c 1 9 x\n");
  struct quality_run b = run_file(&set, "b.run", "q1 Q0 z 1 9 x\nq1 Q0 a 2 8 x\nq2 Q0 b 1 9 x\n");
  struct quality_report report = assess(&set, &a, &b, (struct quality_floor){QUALITY_SUCCESS, 2.0 / 3});
  /* A: 1, 0.6309, 1. B: 0.6309, 1, 0. q4 has no relevant article. */
  assert_int_equal(report.row_count, 3);
  assert_int_equal(report.without_relevant, 1);
  assert_int_equal(report.floor_missed_count, 0);
  const struct quality_difference *ndcg = &report.against->metrics[QUALITY_NDCG];
  near(ndcg->a, (2 + SECOND) / 3, 1e-9, "A");
  near(ndcg->b, (1 + SECOND) / 3, 1e-9, "B");
  assert_true(ndcg->higher == 2 && ndcg->lower == 1 && ndcg->equal == 0);
  assert_int_equal(report.against->change_count, 3);
  assert_true(str_equal(report.against->changes[0].query->id, STR("q3")));
  assert_true(str_equal(report.against->changes[1].query->id, STR("q1")));
  /* Judged documents only: both found a and b first. */
  near(report.against->metrics[QUALITY_JUDGED_NDCG].a, 1, 1e-9, "A of judged");
  near(report.against->metrics[QUALITY_JUDGED_NDCG].b, 2.0 / 3, 1e-9, "B of judged");
}

static void by_hand_all_is_judged(void **state) {
  (void)state;
  struct quality_set set = judgments(HEADER "knee\tword\tb\n");
  struct quality_run run = run_file(&set, "a.run", "knee Q0 a 1 9 x\nknee Q0 b 2 8 x\n");
  struct quality_report report = assess(&set, &run, NULL, (struct quality_floor){QUALITY_SUCCESS, 0});
  near(report.means[QUALITY_JUDGED_NDCG], SECOND, 1e-9, "judged nDCG");
  near(report.means[QUALITY_UNJUDGED], 0, 0, "unjudged");
  assert_int_equal(report.metric_count, QUALITY_JUDGED_NDCG);
}

static void nothing_relevant_is_told(void **state) {
  (void)state;
  struct quality_set set = queries("q1\tknee\n", "q1\ta\t0\n");
  struct quality_run run = run_file(&set, "a.run", "q1 Q0 a 1 9 x\n");
  struct quality_task task = {.set = &set, .run = &run};
  struct quality_report report;
  struct error err = {""};
  expect_sentence(
      quality_assess(&task, &arena, &report, &err), &err,
      "/qrels.tsv: no query has a relevant article, so nothing can be measured; check that its ids are those of the queries");
}

static int begin(void **state) {
  (void)state;
  scratch_make(&scratch);
  arena_init(&arena, 1 << 28);
  return 0;
}

static int end(void **state) {
  (void)state;
  arena_free(&arena);
  scratch_remove(&scratch);
  return 0;
}

/* ---- two rankings ---- */

/* A ranking of ids of one letter each. */
static struct quality_ranking ranking_of(const char *letters) {
  struct quality_ranking ranking = {.count = strlen(letters)};
  ranking.answers = arena_array(&arena, ranking.count + 1, sizeof *ranking.answers);
  for (size_t i = 0; i < ranking.count; i++) {
    ranking.answers[i].id = (struct str){letters + i, 1};
  }
  return ranking;
}

static void rankings_are_as_alike_as_their_tops(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    double overlap, rank_biased;
  } rows[] = {
      {"", "", 1, 1},
      {"abc", "", 0, 0},
      {"abc", "abc", 1, 1},
      {"abc", "xyz", 0, 0},
      {"ab", "ba", 1, 0.9},                   /* 1/9 * 0.81 * 2/2 + 0.81 */
      {"a", "ab", 0.5, 1},                    /* what is there agrees: extrapolated, all does */
      {"ab", "ac", 0.5, 0.55},                /* 1/9 * (0.9 * 1 + 0.81 * 1/2) + 0.81 * 1/2 */
      {"ba", "ca", 0.5, 0.45},                /* 1/9 * (0 + 0.81 * 1/2) + 0.81 * 1/2: the same further down counts less */
      {"abcdefghijk", "abcdefghijx", 1, 0.0}, /* beyond ten only the second measure sees it */
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct quality_ranking a = ranking_of(rows[i].a), b = ranking_of(rows[i].b);
    near(quality_overlap(&a, &b), rows[i].overlap, 1e-9, rows[i].a);
    near(quality_overlap(&b, &a), rows[i].overlap, 1e-9, rows[i].a);
    double value = quality_rank_biased_overlap(&a, &b);
    near(quality_rank_biased_overlap(&b, &a), value, 1e-12, rows[i].a);
    if (a.count <= 10) {
      near(value, rows[i].rank_biased, 1e-9, rows[i].a);
    } else {
      assert_true(value > 0.95 && value < 1);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grades_and_ranks_count),
      cmocka_unit_test(the_best_order_earns_all),
      cmocka_unit_test(unjudged_answers_are_wrong_or_taken_out),
      cmocka_unit_test(judged_answers_come_up_from_below_ten),
      cmocka_unit_test(nothing_found_earns_nothing),
      cmocka_unit_test(ranks_end_at_ten_and_at_a_hundred),
      cmocka_unit_test(more_than_ten_relevant),
      cmocka_unit_test(rankings_are_as_alike_as_their_tops),
      cmocka_unit_test(equal_rankings_differ_by_nothing),
      cmocka_unit_test(p_is_the_share_of_sign_flips),
      cmocka_unit_test(the_interval_is_that_of_resamples),
      cmocka_unit_test(judgments_are_read),
      cmocka_unit_test(bad_judgments_are_told),
      cmocka_unit_test(both_forms_of_qrels_are_read),
      cmocka_unit_test(bad_queries_and_qrels_are_told),
      cmocka_unit_test(the_demonstration_judgments_are_read),
      cmocka_unit_test(runs_are_read_and_written),
      cmocka_unit_test(bad_runs_are_told),
      cmocka_unit_test(weights_are_set_by_name),
      cmocka_unit_test(judged_queries_are_searched),
      cmocka_unit_test(answers_above_the_results_are_counted),
      cmocka_unit_test(unknown_articles_are_counted_or_refused),
      cmocka_unit_test(two_runs_are_compared),
      cmocka_unit_test(by_hand_all_is_judged),
      cmocka_unit_test(nothing_relevant_is_told),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
