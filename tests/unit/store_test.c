#include "scratch.h"

#include <fcntl.h>
#include <sys/stat.h>

static struct scratch scratch;

static const char *const three[] = {
    "{\"id\":\"knee\",\"title\":\"Knee injection\",\"text\":\"An injection into the knee.\\n## After it\\nRest the "
    "knee.\",\"tags\":[\"Cell therapy\",\"knee\"],\"lang\":\"en\",\"date\":\"2026-01-02\"}",
    "{\"id\":\"hip\",\"title\":\"Hip pain\",\"text\":\"Pain in the groin.\",\"aliases\":[\"sore hip\",\"knee no\"],"
    "\"translations\":{\"de\":\"huefte\",\"fr\":\"hanche\"},\"source\":\"x\"}",
    "{\"id\":\"gelenk\",\"title\":\"Gelenke\",\"text\":\"Die Gelenke im Knie.\",\"lang\":\"de\",\"boost\":2}",
    NULL,
};

static void facts_count_what_was_added(void **state) {
  (void)state;
  struct store_facts facts = scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  assert_int_equal(facts.articles, 3);
  assert_int_equal(facts.sections, 4);
  /* titles 2+2+1, aliases 4, headings 2, bodies 5+3+4+4, tags 3 */
  assert_int_equal(facts.words, 30);
  assert_int_equal(store_facts(store)->words, facts.words);
  assert_string_equal(store_facts(store)->digest, facts.digest);
  assert_int_equal(store_length(store, 1, FIELD_BODY), 8);
  assert_int_equal(store_length(store, 2, FIELD_ALIASES), 4);
  assert_true(store_facts(store)->mean_length[FIELD_BODY] > 5.3 && store_facts(store)->mean_length[FIELD_BODY] < 5.4);
  assert_true(store_boost(store, 1) == 1 && store_boost(store, 3) == 2);
  size_t count;
  const struct language *const *languages = store_languages(store, &count);
  assert_int_equal(count, 2);
  assert_string_equal(languages[0]->code, "en");
  assert_string_equal(languages[1]->code, "de");
  assert_int_equal(store_language_articles(store, 0), 2);
  assert_int_equal(store_language_articles(store, 1), 1);
  store_close(store);
}

static void articles_come_back_as_they_were(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  for (uint32_t number = 1; number <= 3; number++) {
    struct arena arena;
    struct article given, kept;
    struct error err;
    arena_init(&arena, 1 << 24);
    assert_true(article_from_json(&arena, str_of(three[number - 1]), &given, &err));
    assert_true(store_article(store, number, &arena, &kept, NULL, &err));
    assert_true(str_equal(given.id, kept.id) && str_equal(given.url, kept.url) && str_equal(given.title, kept.title));
    assert_true(str_equal(given.text, kept.text) && str_equal(given.lang, kept.lang) && str_equal(given.date, kept.date));
    struct article facts;
    assert_true(store_article_facts(store, number, &arena, &facts, &err));
    assert_true(str_equal(given.id, facts.id) && str_equal(given.title, facts.title) && facts.text.len == 0);
    assert_int_equal(given.tag_count, facts.tag_count);
    assert_int_equal(given.section_count, kept.section_count);
    assert_int_equal(given.mark_count, kept.mark_count);
    assert_int_equal(given.tag_count, kept.tag_count);
    assert_int_equal(given.alias_count, kept.alias_count);
    assert_int_equal(given.translation_count, kept.translation_count);
    for (size_t i = 0; i < given.translation_count; i++) {
      assert_true(str_equal(given.translations[i].lang, kept.translations[i].lang));
      assert_true(str_equal(given.translations[i].link, kept.translations[i].link));
    }
    for (size_t i = 0; i < given.tag_count; i++) {
      assert_true(str_equal(given.tags[i], kept.tags[i]));
    }
    arena_free(&arena);
  }
  store_close(store);
}

static uint32_t find(struct store *store, const char *name) {
  uint32_t number;
  struct error err;
  assert_true(store_find(store, str_of(name), &number, &err));
  return number;
}

static void articles_are_found_by_id_and_address(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  assert_int_equal(find(store, "hip"), 2);
  assert_int_equal(find(store, "/articles/gelenk"), 3);
  assert_int_equal(find(store, "nowhere"), 0);
  assert_int_equal(find(store, ""), 0);
  store_close(store);
}

static uint32_t follow_at(struct store *store, const char *from, const char *url, const char *link) {
  uint32_t number;
  const struct article article = {.id = str_of(from), .url = str_of(url)};
  struct error err;
  assert_true(store_follow(store, &article, str_of(link), &number, &err));
  return number;
}

/* From an article whose address is made of its file. */
static uint32_t follow(struct store *store, const char *from, const char *link) {
  char url[100];
  struct str stem = article_stem(str_of(from));
  (void)snprintf(url, sizeof url, "/articles/%.*s", STR_ARG(stem));
  return follow_at(store, from, url, link);
}

static void links_lead_to_articles(void **state) {
  (void)state;
  static const char *const lines[] = {
      "{\"id\":\"guides/knee.md\",\"title\":\"K\",\"text\":\"K\",\"url\":\"/articles/guides/knee\"}",
      "{\"id\":\"hip pain.md\",\"title\":\"H\",\"text\":\"H\",\"url\":\"/help/hip/\"}", NULL};
  (void)scratch_publish(scratch.index, lines);
  struct store *store = scratch_open(scratch.index);
  assert_int_equal(follow(store, "guides/x.md", "knee.md#pain"), 1);
  assert_int_equal(follow(store, "guides/x.md", "../guides/./knee.md?a=b"), 1);
  assert_int_equal(follow(store, "guides/x.md", "knee/"), 1);
  assert_int_equal(follow(store, "guides/x.md", "../hip%20pain.md"), 2); /* by its file, though its address is another */
  assert_int_equal(follow(store, "x.md", "hip pain"), 2);
  assert_int_equal(follow(store, "x.md", "/help/hip"), 2);
  assert_int_equal(follow(store, "x.md", "/help/hip/#pain"), 2);
  assert_int_equal(follow(store, "x.md", "knee.md"), 0);
  assert_int_equal(follow(store, "guides/knee.md", "#pain"), 0);
  assert_int_equal(follow(store, "x.md", "https://example.org/articles/guides/knee"), 0);
  assert_int_equal(follow(store, "x.md", "bad%zz.md"), 0);
  assert_int_equal(follow_at(store, "c/x.md", "/help/x/", "../hip/"), 2); /* as a browser goes */
  assert_int_equal(follow_at(store, "c/x.md", "https://a.b/help/x/", "../hip/"), 0);
  assert_int_equal(follow_at(store, "guides/x.md", "/help/x/", "./knee.md"), 1);
  assert_int_equal(follow_at(store, "guides/x.md", "/help/x/", "/knee.md"), 1); /* a folder lower than all */
  assert_int_equal(follow_at(store, "guides/x.md", "/help/x/", "knee"), 1);
  store_close(store);
}

struct tally {
  size_t count;
  uint32_t articles[8];
  uint32_t title, body, aliases;
};

static bool tally_match(void *context, const struct match *match) {
  struct tally *tally = context;
  tally->articles[tally->count++ % COUNT_OF(tally->articles)] = match->article;
  tally->title += match->frequency[FIELD_TITLE];
  tally->body += match->frequency[FIELD_BODY];
  tally->aliases += match->frequency[FIELD_ALIASES];
  return true;
}

static struct tally match_all(struct store *store, const char *expression, size_t phrases) {
  struct tally tally = {0};
  struct error err = {""};
  if (!store_match(store, &(struct wanted){.expression = str_of(expression), .phrases = phrases}, tally_match, &tally, &err)) {
    fail_msg("%s", err.text);
  }
  return tally;
}

static void matches_tell_how_often_and_where(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  struct tally knee = match_all(store, "\"=knee\"", 1);
  assert_int_equal(knee.count, 2);
  assert_int_equal(knee.title, 1);
  assert_int_equal(knee.body, 2);
  assert_int_equal(knee.aliases, 1);
  assert_int_equal(match_all(store, "\"injection\"", 1).count, 1);
  assert_int_equal(match_all(store, "\"=inject =into\"", 1).count, 1);
  assert_int_equal(match_all(store, "\"inj\" *", 1).count, 1);
  assert_int_equal(match_all(store, "\"=gelenk\"", 1).body, 1);
  store_close(store);
}

static void phrases_do_not_run_across_sections_or_list_entries(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  assert_int_equal(match_all(store, "\"the knee\"", 1).count, 1);
  assert_int_equal(match_all(store, "\"knee rest\"", 1).count, 0); /* end of one section, start of the next */
  assert_int_equal(match_all(store, "\"hip knee\"", 1).count, 0);  /* two aliases */
  store_close(store);
}

static void filters_are_terms(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  struct buf term;
  buf_init(&term, 100);
  store_tag_term(STR("cell THERAPY "), &term);
  assert_string_equal(term.ptr, "#cell-therapy");
  assert_int_equal(match_all(store, "tags : \"#cell-therapy\"", 1).articles[0], 1);
  buf_clear(&term);
  store_lang_term(STR("de-AT"), &term);
  assert_string_equal(term.ptr, "@de");
  assert_int_equal(match_all(store, "tags : \"@de\"", 1).articles[0], 3);
  buf_free(&term);
  store_close(store);
}

static void document_frequencies_are_right_and_stay_so(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  static const struct {
    const char *expression;
    uint64_t articles;
  } cases[] = {{"\"=knee\"", 2}, {"\"=nothing\"", 0}, {"\"the knee\"", 1}, {"\"kne\" *", 2}, {"title : \"=hip\"", 1}};
  for (int round = 0; round < 2; round++) {
    uint64_t articles;
    struct error err;
    assert_true(store_term_articles(store, STR("=knee"), &articles, &err) && articles == 2);
    assert_true(store_term_articles(store, STR("=nothing"), &articles, &err) && articles == 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
      assert_true(store_document_frequency(store, str_of(cases[i].expression), &articles, &err));
      assert_int_equal(articles, cases[i].articles);
    }
  }
  store_close(store);
}

static void occurrences_tell_their_section(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  struct arena arena;
  struct article article;
  struct section_start *starts;
  struct occurrence *occurrences;
  size_t count;
  struct error err;
  arena_init(&arena, 1 << 24);
  assert_true(store_article(store, 1, &arena, &article, &starts, &err));
  assert_true(store_occurrences(store, &(struct wanted){.expression = STR("\"=rest\" OR \"=after\""), .phrases = 2}, 1, 100,
                                &arena, &occurrences, &count, &err));
  assert_int_equal(count, 2);
  assert_int_equal(occurrences[0].field, FIELD_BODY);
  assert_int_equal(occurrences[0].position, starts[1].body);
  assert_int_equal(occurrences[1].field, FIELD_HEADINGS);
  assert_int_equal(occurrences[1].position, starts[1].heading);
  assert_true(store_occurrences(store, &(struct wanted){.expression = STR("\"=knee\""), .phrases = 1}, 1, 2, &arena, &occurrences,
                                &count, &err));
  assert_int_equal(count, 2); /* no more than asked for */
  arena_free(&arena);
  store_close(store);
}

static void read_whole(const char *path, struct buf *bytes) {
  struct error err;
  buf_init(bytes, 1 << 24);
  if (!file_read(path, 1 << 24, bytes, &err)) {
    fail_msg("%s: %s", path, err.text);
  }
}

static void the_same_content_gives_the_same_bytes(void **state) {
  (void)state;
  struct buf first, second;
  struct store_facts a = scratch_publish(scratch.index, three);
  read_whole(scratch.index, &first);
  struct store_facts b = scratch_publish(scratch.index, three);
  read_whole(scratch.index, &second);
  assert_string_equal(a.digest, b.digest);
  assert_true(str_equal(buf_str(&first), buf_str(&second)));
  const char *const changed[] = {three[0], three[1], NULL};
  assert_string_not_equal(scratch_publish(scratch.index, changed).digest, a.digest);
  buf_free(&first);
  buf_free(&second);
}

/* The digest names what a visitor gets: a label moved from one list to another is another content. */
static void other_labels_give_another_digest(void **state) {
  (void)state;
  static const char *const tagged[] = {"{\"id\":\"a\",\"title\":\"A\",\"text\":\"x\",\"tags\":[\"p\",\"q\"]}", NULL};
  static const char *const aliased[] = {"{\"id\":\"a\",\"title\":\"A\",\"text\":\"x\",\"tags\":[\"p\"],\"aliases\":[\"q\"]}",
                                        NULL};
  struct store_facts one = scratch_publish(scratch.index, tagged);
  assert_string_not_equal(scratch_publish(scratch.index, aliased).digest, one.digest);
}

static void only_an_index_is_replaced(void **state) {
  (void)state;
  struct store_writer *writer;
  struct error err;
  FILE *notes = fopen(scratch.index, "w");
  assert_true(notes != NULL && fputs("my notes", notes) >= 0 && fclose(notes) == 0);
  assert_false(store_writer_open(scratch.index, &writer, &err));
  assert_non_null(strstr(err.text, "is another file and not an index"));
  assert_int_equal(truncate(scratch.index, 0), 0);
  (void)scratch_publish(scratch.index, three);
  (void)scratch_publish(scratch.index, three);
}

/* A letter that folds to four words must not move the sections behind it. */
static void sections_start_where_their_words_do(void **state) {
  (void)state;
  static const char *const lines[] = {
      "{\"id\":\"a\",\"title\":\"A\",\"text\":\"## One\\n\\ufdfa \\ufdfa said\\n## Two\\nzebra\\n## Three\\nend\"}", NULL};
  (void)scratch_publish(scratch.index, lines);
  struct store *store = scratch_open(scratch.index);
  struct arena arena;
  struct article article;
  struct section_start *starts;
  struct occurrence *occurrences;
  size_t count;
  struct error err;
  arena_init(&arena, 1 << 24);
  assert_true(store_article(store, 1, &arena, &article, &starts, &err));
  struct wanted zebra = {.expression = STR("\"=zebra\""), .phrases = 1};
  assert_true(store_occurrences(store, &zebra, 1, 100, &arena, &occurrences, &count, &err));
  assert_int_equal(count, 1);
  assert_int_equal(occurrences[0].position, starts[2].body);
  arena_free(&arena);
  store_close(store);
}

static void giving_up_leaves_the_old_index(void **state) {
  (void)state;
  struct store_facts facts = scratch_publish(scratch.index, three);
  struct store_writer *writer;
  struct error err;
  assert_true(store_writer_open(scratch.index, &writer, &err));
  scratch_add(writer, three[0]);
  store_writer_abandon(writer);
  struct store *store = scratch_open(scratch.index);
  assert_string_equal(store_facts(store)->digest, facts.digest);
  assert_false(store_is_superseded(store));
  char new_path[128];
  (void)snprintf(new_path, sizeof new_path, "%s.new", scratch.index);
  assert_int_not_equal(access(new_path, F_OK), 0);
  (void)scratch_publish(scratch.index, three);
  assert_true(store_is_superseded(store));
  assert_int_equal(find(store, "hip"), 2); /* the old generation still answers */
  store_close(store);
}

static void two_runs_are_kept_apart(void **state) {
  (void)state;
  struct store_writer *one, *other;
  struct error err;
  assert_true(store_writer_open(scratch.index, &one, &err));
  assert_false(store_writer_open(scratch.index, &other, &err));
  assert_non_null(strstr(err.text, "another run"));
  scratch_add(one, three[0]);
  struct store_facts facts;
  assert_true(store_writer_publish(one, &facts, &err));
  assert_true(store_writer_open(scratch.index, &other, &err));
  store_writer_abandon(other);
}

static void an_id_or_address_is_taken_once(void **state) {
  (void)state;
  struct store_writer *writer;
  struct error err;
  struct arena arena;
  struct article article;
  const char *clash;
  arena_init(&arena, 1 << 20);
  assert_true(store_writer_open(scratch.index, &writer, &err));
  scratch_add(writer, three[0]);
  assert_true(article_from_json(&arena, str_of(three[0]), &article, &err));
  assert_true(scratch_take(writer, &article, false, &clash, &err));
  assert_string_equal(clash, "knee");
  article.id = STR("other");
  assert_true(scratch_take(writer, &article, true, &clash, &err));
  assert_string_equal(clash, "knee");
  assert_true(scratch_take(writer, &article, false, &clash, &err));
  assert_null(clash);
  store_writer_abandon(writer);
  arena_free(&arena);
}

static void write_file(const char *path, struct str bytes) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
  assert_int_equal(fclose(file), 0);
}

static void refuse(const char *path, const char *part) {
  struct store *store;
  struct error err = {""};
  assert_false(store_open(path, &store, &err));
  if (strstr(err.text, part) == NULL) {
    fail_msg("<%s> does not say <%s>", err.text, part);
  }
}

static void files_that_are_no_index_are_named_as_what_they_are(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct buf bytes;
  char path[128];
  read_whole(scratch.index, &bytes);
  (void)snprintf(path, sizeof path, "%s/other", scratch.folder);
  refuse(path, "there is no index; make it with marrow index");
  write_file(path, STR(""));
  refuse(path, "is not a Marrow index");
  write_file(path, STR("# Some notes, longer than a header of a hundred bytes, that somebody gave in place of an index file.\n"));
  refuse(path, "is not a Marrow index");
  refuse(scratch.folder, "is not a Marrow index");
  write_file(path, str_slice(buf_str(&bytes), 0, bytes.len / 2));
  refuse(path, "is damaged");
  write_file(path, str_slice(buf_str(&bytes), 0, bytes.len - 1));
  refuse(path, "is damaged");
  bytes.ptr[63]++; /* low byte of the format */
  write_file(path, buf_str(&bytes));
  char formats[96];
  (void)snprintf(formats, sizeof formats, "format %d and this program reads format %d; run marrow index again", STORE_FORMAT + 1,
                 STORE_FORMAT);
  refuse(path, formats);
  bytes.ptr[63]--;
  bytes.ptr[70]++; /* in the application's number */
  write_file(path, buf_str(&bytes));
  refuse(path, "is not a Marrow index");
  buf_free(&bytes);
}

/* Uses every road into a file; only that nothing crashes and nothing hangs is wanted here. */
static void use_damaged(const char *path) {
  struct store *store = NULL;
  struct error err;
  if (!store_open(path, &store, &err)) {
    return;
  }
  struct tally tally = {0};
  struct arena arena;
  struct article article;
  struct section_start *starts;
  uint32_t number;
  uint64_t articles;
  arena_init(&arena, 1 << 24);
  bool answers =
      store_match(store, &(struct wanted){.expression = STR("\"=knee\" OR \"gel\" *"), .phrases = 2}, tally_match, &tally, &err);
  answers = store_document_frequency(store, STR("\"=knee\""), &articles, &err) || answers;
  struct word words[] = {{STR("=knee"), WORD_OF_CLAUSE, 0, NULL, {NULL, 0}},
                         {STR("=gelenk"), WORD_OF_CLAUSE, 1, NULL, {NULL, 0}}};
  struct wanted by_words = {STR(""), 2, words, false, NULL, NULL};
  tally.count = 0;
  answers = store_match(store, &by_words, tally_match, &tally, &err) || answers;
  answers = store_find(store, STR("hip"), &number, &err) || answers;
  for (uint32_t i = 1; i <= 3; i++) {
    answers = store_article(store, i, &arena, &article, &starts, &err) || answers;
  }
  (void)answers;
  arena_free(&arena);
  store_close(store);
}

static void damage_anywhere_is_survived(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct buf bytes;
  char path[128];
  read_whole(scratch.index, &bytes);
  (void)snprintf(path, sizeof path, "%s/damaged", scratch.folder);
  uint32_t seed = 11;
  for (int round = 0; round < 400; round++) {
    seed = seed * 1664525u + 1013904223u;
    size_t at = 100 + (seed >> 3) % (bytes.len - 100);
    /* Most of a page is empty: look for a byte that means something. */
    for (size_t tries = 0; bytes.ptr[at] == 0 && tries < bytes.len; tries++) {
      at = at + 1 < bytes.len ? at + 1 : 100;
    }
    char kept = bytes.ptr[at];
    bytes.ptr[at] = (char)(kept ^ (1 << round % 8));
    write_file(path, buf_str(&bytes));
    use_damaged(path);
    bytes.ptr[at] = kept;
  }
  buf_free(&bytes);
}

/* What a match tells, as text: "2:0,0,0,0,3,0 " for each phrase. */
static bool write_match(void *context, const struct match *match) {
  struct buf *out = context;
  buf_format(out, "%u", match->article);
  for (int i = 0; i < 3 * FIELD_COUNT; i++) {
    buf_format(out, "%c%u", i % FIELD_COUNT == 0 ? ' ' : ',', match->frequency[i]);
  }
  buf_byte(out, '\n');
  return true;
}

/* Articles of few words, so that every combination happens often. */
static void publish_random(void) {
  static const char *const vocabulary[] = {"knee", "hip", "pain", "cells", "rest", "bone"};
  struct store_writer *writer;
  struct store_facts facts;
  struct error err;
  uint32_t seed = 17;
  assert_true(store_writer_open(scratch.index, &writer, &err));
  for (int number = 0; number < 600; number++) {
    char line[2048];
    int length = snprintf(line, sizeof line, "{\"id\":\"%d\",\"title\":\"", number);
    for (int part = 0; part < 2; part++) {
      int words = part == 0 ? 1 : (int)(seed >> 28) * (int)(seed >> 28);
      for (int i = 0; i < words; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t pick = (seed >> 16) % 12;
        const char *word = vocabulary[pick < 6 ? pick : pick < 10 ? 0 : 1];
        length += snprintf(line + length, sizeof line - (size_t)length, "%s ", word);
      }
      length += snprintf(line + length, sizeof line - (size_t)length, part == 0 ? "\",\"text\":\". " : "\",\"tags\":[\"%s\"]}",
                         vocabulary[number % 3]);
    }
    scratch_add(writer, line);
  }
  assert_true(store_writer_publish(writer, &facts, &err));
}

/* Both roads to an answer must tell the same: FTS5 by expression, and the postings by words. */
static void words_and_expressions_match_alike(void **state) {
  (void)state;
  publish_random();
  struct store *store = scratch_open(scratch.index);
  static const struct {
    const char *expression;
    struct word words[3];
    bool all;
  } cases[] = {
#define WORDS(a, b, c)                                                                                                           \
  {{{"=" a, sizeof a}, 0, 0, NULL, {NULL, 0}},                                                                                   \
   {{"=" b, sizeof b}, 0, 1, NULL, {NULL, 0}},                                                                                   \
   {{"=" c, sizeof c}, 0, 2, NULL, {NULL, 0}}}
      {"\"=knee\" AND \"=hip\" AND \"=pain\"", WORDS("knee", "hip", "pain"), true},
      {"\"=knee\" OR \"=hip\" OR \"=bone\"", WORDS("knee", "hip", "bone"), false},
      {"\"=cell\" AND \"=rest\" AND \"=zzz\"", WORDS("cell", "rest", "zzz"), true},
      {"\"=cell\" OR \"=rest\" OR \"=zzz\"", WORDS("cell", "rest", "zzz"), false},
      {"(\"=cell\" OR \"=rest\") AND \"=bone\"",
       {{STR("=cell"), 0, 0, NULL, {NULL, 0}}, {STR("=rest"), 0, 0, NULL, {NULL, 0}}, {STR("=bone"), 0, 1, NULL, {NULL, 0}}},
       true},
      {"\"=cell\" AND \"=bone\" AND tags : \"#hip\"",
       {{STR("=cell"), 0, 0, NULL, {NULL, 0}},
        {STR("=bone"), 0, 1, NULL, {NULL, 0}},
        {STR("#hip"), WORD_FILTER, 0, NULL, {NULL, 0}}},
       true},
      {"(\"=cell\" OR \"=bone\") AND tags : \"#hip\"",
       {{STR("=cell"), 0, 0, NULL, {NULL, 0}},
        {STR("=bone"), 0, 1, NULL, {NULL, 0}},
        {STR("#hip"), WORD_FILTER, 0, NULL, {NULL, 0}}},
       false},
      {"(\"=cell\" OR \"=bone\") NOT \"=pain\"",
       {{STR("=cell"), 0, 0, NULL, {NULL, 0}},
        {STR("=bone"), 0, 0, NULL, {NULL, 0}},
        {STR("=pain"), WORD_EXCLUDED, 0, NULL, {NULL, 0}}},
       true},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct buf one, other;
    struct error err = {""};
    buf_init(&one, 1 << 22);
    buf_init(&other, 1 << 22);
    struct wanted by_words = {str_of(cases[i].expression), 3, cases[i].words, cases[i].all, NULL, NULL};
    struct wanted by_expression = {str_of(cases[i].expression), 3, NULL, false, NULL, NULL};
    assert_true(store_match(store, &by_words, write_match, &one, &err));
    assert_true(store_match(store, &by_expression, write_match, &other, &err));
    bool filtered = cases[i].words[2].role != WORD_OF_CLAUSE;
    if (!filtered) {
      assert_true(str_equal(buf_str(&one), buf_str(&other)));
    } else {
      /* The phrases of filters and exclusions are not counted by words: compare the lines without them. */
      struct str rest = buf_str(&one), second = buf_str(&other), a, b;
      while (str_next_line(&rest, &a)) {
        assert_true(str_next_line(&second, &b));
        size_t third = a.len - 2 * FIELD_COUNT;
        assert_true(str_equal(str_slice(a, 0, third), str_slice(b, 0, third)));
      }
      assert_int_equal(second.len, 0);
    }
    assert_true(i == 2 || one.len > 0);
    buf_free(&one);
    buf_free(&other);
  }
  store_close(store);
}

/* "inject en 2|..." of a word. */
static void expect_stems(struct store *store, const char *word, const char *wanted) {
  struct arena arena;
  struct buf found;
  struct word_stem *stems;
  size_t count;
  struct error err = {""};
  arena_init(&arena, 1 << 16);
  buf_init(&found, 1 << 12);
  assert_true(store_word_stems(store, str_of(word), &arena, &stems, &count, &err));
  for (size_t i = 0; i < count; i++) {
    buf_format(&found, "%s%.*s %s %u", i > 0 ? "|" : "", STR_ARG(stems[i].stem),
               stems[i].language == NULL ? "-" : stems[i].language->code, (unsigned)stems[i].articles);
  }
  if (!str_equal(buf_str(&found), str_of(wanted))) {
    fail_msg("%s has the stems <%.*s>, not <%s>", word, STR_ARG(buf_str(&found)), wanted);
  }
  buf_free(&found);
  arena_free(&arena);
}

static void words_know_their_stems(void **state) {
  static const char *const lines[] = {
      "{\"id\":\"a\",\"title\":\"Injections\",\"text\":\"The resumé of a resume. Injections and x-rays.\",\"lang\":\"en\"}",
      "{\"id\":\"b\",\"title\":\"Injections\",\"text\":\"Knie.\",\"lang\":\"en\"}",
      "{\"id\":\"c\",\"title\":\"Les injections\",\"text\":\"Rien.\",\"lang\":\"fr\"}",
      "{\"id\":\"d\",\"title\":\"Injections\",\"text\":\"Io.\",\"lang\":\"eo\"}",
      NULL,
  };
  (void)state;
  (void)scratch_publish(scratch.index, lines);
  struct store *store = scratch_open(scratch.index);
  expect_stems(store, "injections", "inject en 2|injections - 1|inject fr 1");
  expect_stems(store, "resume", "resum en 1|resume en 1");
  expect_stems(store, "xrays", "xray en 1");
  expect_stems(store, "none", "");
  expect_stems(store, "=inject", "");
  expect_stems(store, "", "");
  store_close(store);
}

static void an_expression_of_other_phrases_is_refused(void **state) {
  (void)state;
  (void)scratch_publish(scratch.index, three);
  struct store *store = scratch_open(scratch.index);
  struct tally tally = {0};
  struct error err;
  assert_false(store_match(store, &(struct wanted){.expression = STR("\"=knee\""), .phrases = 2}, tally_match, &tally, &err));
  assert_false(store_match(store, &(struct wanted){.expression = STR("\"unclosed"), .phrases = 1}, tally_match, &tally, &err));
  store_close(store);
}

static void paths_with_signs_of_addresses_work(void **state) {
  (void)state;
  char path[128];
  (void)snprintf(path, sizeof path, "%s/a?b#c%%20d é.index", scratch.folder);
  (void)scratch_publish(path, three);
  struct store *store = scratch_open(path);
  assert_int_equal(store_facts(store)->articles, 3);
  store_close(store);
  assert_int_equal(access(path, F_OK), 0);
}

#include "store_lists.h"
#include "store_words.h"

static int make(void **state) {
  (void)state;
  scratch_make(&scratch);
  return 0;
}

static int clean(void **state) {
  (void)state;
  scratch_remove(&scratch);
  return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, clean)

struct heard_titles {
  struct buf text;
};

static bool hear_title(void *context, struct str words, uint32_t article) {
  struct heard_titles *heard = context;
  buf_format(&heard->text, "%.*s %u;", STR_ARG(words), (unsigned)article);
  return article != 3;
}

static void titles_are_visited_by_their_beginnings(void **state) {
  (void)state;
  static const char *const lines[] = {"{\"id\":\"1\",\"title\":\"Knee pain\",\"text\":\"An X-Ray, an x-ray. The Öl, Öl.\"}",
                                      "{\"id\":\"2\",\"title\":\"KNEE: pain!\",\"text\":\"An x-ray.\"}",
                                      "{\"id\":\"3\",\"title\":\"Kneeling\",\"text\":\"Nothing.\"}",
                                      "{\"id\":\"4\",\"title\":\"Knees\",\"text\":\"The oil of the\\nOil.\"}",
                                      "{\"id\":\"5\",\"text\":\"Knee without a title\"}",
                                      NULL};
  struct error err = {""};
  struct heard_titles heard;
  struct arena arena;
  buf_init(&heard.text, 1 << 12);
  arena_init(&arena, 1 << 16);
  (void)scratch_publish(scratch.index, lines);
  struct store *store = scratch_open(scratch.index);
  assert_true(store_titles(store, STR("kne"), hear_title, &heard, &err));
  assert_string_equal(heard.text.ptr, "knee pain 1;knee pain 2;kneeling 3;");
  buf_clear(&heard.text);
  assert_true(store_titles(store, STR(""), hear_title, &heard, &err) && store_titles(store, STR("x"), hear_title, &heard, &err));
  assert_int_equal(heard.text.len, 0);
  struct store_name name;
  assert_true(store_name(store, 2, &arena, &name, &err));
  assert_true(str_equal(name.title, STR("KNEE: pain!")) && name.url.len > 0);
  struct completions completions;
  assert_true(store_completions(store, STR("xr"), &arena, &completions, &err));
  assert_true(completions.count == 1 && str_equal(completions.list[0].word, STR("x-ray")));
  assert_int_equal(completions.list[0].word_articles, 2);
  assert_true(store_completions(store, STR("ol"), &arena, &completions, &err));
  assert_true(completions.count == 1 && str_equal(completions.list[0].word, STR("Öl")));
  assert_true(store_completions(store, STR("oi"), &arena, &completions, &err));
  assert_true(completions.count == 1 && str_equal(completions.list[0].word, STR("oil"))); /* not as it opens a line */
  store_close(store);
  arena_free(&arena);
  buf_free(&heard.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(facts_count_what_was_added),
      TEST(articles_come_back_as_they_were),
      TEST(articles_are_found_by_id_and_address),
      TEST(links_lead_to_articles),
      TEST(matches_tell_how_often_and_where),
      TEST(phrases_do_not_run_across_sections_or_list_entries),
      TEST(filters_are_terms),
      TEST(document_frequencies_are_right_and_stay_so),
      TEST(occurrences_tell_their_section),
      TEST(the_same_content_gives_the_same_bytes),
      TEST(other_labels_give_another_digest),
      TEST(only_an_index_is_replaced),
      TEST(sections_start_where_their_words_do),
      TEST(giving_up_leaves_the_old_index),
      TEST(two_runs_are_kept_apart),
      TEST(an_id_or_address_is_taken_once),
      TEST(files_that_are_no_index_are_named_as_what_they_are),
      TEST(damage_anywhere_is_survived),
      TEST(words_and_expressions_match_alike),
      TEST(what_stands_beside_words_matches_alike),
      TEST(texts_beside_the_articles_are_kept),
      TEST(lists_of_word_forms_hold_for_an_index),
      TEST(words_know_their_stems),
      TEST(titles_are_visited_by_their_beginnings),
      TEST(an_expression_of_other_phrases_is_refused),
      TEST(paths_with_signs_of_addresses_work),
      TEST(words_set_aside_change_nothing),
      TEST(words_that_cannot_be_set_aside_are_told),
      TEST(pages_are_those_of_fts5),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
