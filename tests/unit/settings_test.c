#include "settings/settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MEMORY = 64 * 1024 * 1024 };

static const struct settings_known known = {
    .weights = {{"title", 0, 100}, {"closeness", 0, 10}},
    .weight_count = 2,
    .metrics = {{"ndcg@10", 0, 1}},
    .metric_count = 1,
    .rules = {"link-broken", "section-long"},
    .rule_count = 2,
};

static void every_key_is_read(void **state) {
  (void)state;
  struct arena arena;
  struct settings settings;
  struct error err;
  arena_init(&arena, MEMORY);
  assert_true(settings_read(&arena,
                            STR("language: pt-BR\nfilters: [audience,\n  'status']\nweights: {closeness: 0.5, title: 4}\n"
                                "floors:\n  ndcg@10: 1\npins: lists/pins.txt\nfreshness: {half-life: 30, strength: 0.5}\n"
                                "site: {name: {en: Knee clinic, de: Knieklinik}, description: ' All. ', language: de-AT}\n"
                                "tags: [knee, hip]\ncheck: {section-long: off, link-broken: warning}\n"),
                            &known, &settings, &err));
  assert_string_equal(settings.language.text.ptr, "pt-BR");
  assert_int_equal(settings.filter_count, 2);
  assert_string_equal(settings.filters[1].text.ptr, "status");
  assert_int_equal(settings.filters[1].line, 3);
  assert_int_equal(settings.weight_count, 2);
  assert_string_equal(settings.weights[0].name.ptr, "closeness");
  assert_true(settings.weights[0].value == 0.5 && settings.weights[1].value == 4);
  assert_string_equal(settings.pins.text.ptr, "lists/pins.txt");
  assert_true(settings.half_life == 30 && settings.strength == 0.5);
  assert_int_equal(settings.floor_count, 1);
  assert_true(settings.floors[0].value == 1);
  assert_int_equal(settings.site.name.count, 2);
  assert_string_equal(topics_text_in(&settings.site.name, STR("de")).ptr, "Knieklinik");
  assert_true(str_equal(topics_text_in(&settings.site.description, STR("fr")), STR("All.")));
  assert_string_equal(settings.site.language.ptr, "de-AT");
  assert_int_equal(settings.tag_count, 2);
  assert_string_equal(settings.tags[1].text.ptr, "hip");
  assert_int_equal(settings.rule_count, 2);
  assert_string_equal(settings.rules[1].name.ptr, "link-broken");
  assert_int_equal(settings.rules[0].level, SETTINGS_OFF);
  assert_int_equal(settings.rules[1].level, SETTINGS_WARNING);
  arena_free(&arena);
}

static void nothing_set_is_nothing_changed(void **state) {
  (void)state;
  static const char *const texts[] = {"", "# remark\n", "language:\nfilters: ~\nweights:\nfloors: null\n",
                                      "filters: []\nweights: {}\n"};
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    struct arena arena;
    struct settings settings;
    struct error err;
    arena_init(&arena, MEMORY);
    assert_true(settings_read(&arena, str_of(texts[i]), &known, &settings, &err));
    assert_int_equal(settings.language.text.len + settings.filter_count + settings.weight_count + settings.floor_count, 0);
    arena_free(&arena);
  }
}

static void an_index_may_have_other_names(void **state) {
  (void)state;
  struct arena arena;
  struct settings settings;
  struct error err;
  arena_init(&arena, MEMORY);
  assert_true(
      settings_read(&arena, STR("weights: {of-old: 1000}\nfloors: {other@5: 2}\ncheck: {of-old: off}\n"), NULL, &settings, &err));
  assert_string_equal(settings.weights[0].name.ptr, "of-old");
  assert_false(settings_read(&arena, STR("weights: {of-old: x}\n"), NULL, &settings, &err));
  arena_free(&arena);
}

static void a_mistake_is_told_with_its_line(void **state) {
  (void)state;
  static const struct {
    const char *text, *sentence;
  } rows[] = {
      {"a: 1", "marrow.yaml:1: there is no setting \"a\"; docs/configuration.md lists all"},
      {"\nlangauge: en", "marrow.yaml:2: there is no setting \"langauge\"; did you mean language?"},
      {"Language: en", "marrow.yaml:1: there is no setting \"Language\"; did you mean language?"},
      {"language: 'not a tag'", "marrow.yaml:1: language takes a language tag, as in language: en"},
      {"language: ''", "marrow.yaml:1: language takes a language tag, as in language: en"},
      {"language: {en: 1}", "marrow.yaml:1: language takes a language tag, as in language: en"},
      {"filters:\n- a\n- [b]", "marrow.yaml:3: filters takes a list of front-matter keys, as in filters: [audience, evidence]"},
      {"filters:\n- a\n-", "marrow.yaml:3: filters takes a list of front-matter keys, as in filters: [audience, evidence]"},
      {"filters: {a: 1}", "marrow.yaml:1: filters takes a list of front-matter keys, as in filters: [audience, evidence]"},
      {"filters:\n- date",
       "marrow.yaml:2: filters: \"date\" is a key that Marrow gives a meaning to; tags and languages are filters already"},
      {"filters:\n- a\n- a", "marrow.yaml:3: filters: \"a\" stands twice; leave one out"},
      {"filters: [a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q]", "marrow.yaml:1: filters: has 17 keys; name at most 16"},
      {"freshness: 30",
       "marrow.yaml:1: freshness takes half-life (days) and strength (0 to 1), as in freshness: {half-life: 365, "
       "strength: 0.1}"},
      {"freshness: {half-life: 0}", "marrow.yaml:1: the freshness setting half-life can be from 1 to 36500, not 0"},
      {"freshness:\n  strength: 2", "marrow.yaml:2: the freshness setting strength can be from 0 to 1, not 2"},
      {"freshness: {halflife: 3}", "marrow.yaml:1: there is no freshness setting \"halflife\"; did you mean half-life?"},
      {"pins: [a]", "marrow.yaml:1: pins takes a file of the folder, as in pins: pins.txt"},
      {"pins: /etc/passwd", "marrow.yaml:1: pins takes a file of the folder, as in pins: pins.txt"},
      {"pins: ../pins.txt", "marrow.yaml:1: pins takes a file of the folder, as in pins: pins.txt"},
      {"pins: a/../../b", "marrow.yaml:1: pins takes a file of the folder, as in pins: pins.txt"},
      {"pins: ''", "marrow.yaml:1: pins takes a file of the folder, as in pins: pins.txt"},
      {"weights: 1", "marrow.yaml:1: weights takes names of weights with numbers, as in weights: {closeness: 0.5}"},
      {"weights:\n  title: '4'", "marrow.yaml:2: weights takes names of weights with numbers, as in weights: {closeness: 0.5}"},
      {"weights:\n  title: .nan", "marrow.yaml:2: weights takes names of weights with numbers, as in weights: {closeness: 0.5}"},
      {"weights:\n  title: -1", "marrow.yaml:2: the weight title can be from 0 to 100, not -1"},
      {"weights:\n  titel: 1", "marrow.yaml:2: there is no weight \"titel\"; did you mean title?"},
      {"floors: {ndcg@10: 1.01}", "marrow.yaml:1: the metric ndcg@10 can be from 0 to 1, not 1.01"},
      {"floors: {ndcg@01: 1}", "marrow.yaml:1: there is no metric \"ndcg@01\"; did you mean ndcg@10?"},
      {"tags: knee", "marrow.yaml:1: tags takes a list of tags, as in tags: [knee, hip]"},
      {"tags: [knee, [hip]]", "marrow.yaml:1: tags takes a list of tags, as in tags: [knee, hip]"},
      {"tags: [knee,\n  hip, knee]", "marrow.yaml:2: tags: \"knee\" stands twice; leave one out"},
      {"check: {link-brokn: off}", "marrow.yaml:1: there is no rule \"link-brokn\"; did you mean link-broken?"},
      {"check: {link-broken: no}",
       "marrow.yaml:1: check takes names of rules with off, warning or error, as in check: {section-long: off}"},
      {"check: off", "marrow.yaml:1: check takes names of rules with off, warning or error, as in check: {section-long: off}"},
      {"language: en\nlanguage: de", "marrow.yaml:2: the key \"language\" stands twice in the file; leave one out"},
      {"site: Knee clinic", "marrow.yaml:1: site takes what the site is called, as in site: {name: Knee clinic, description: All "
                            "about knees., language: en}"},
      {"site:\n  nmae: x", "marrow.yaml:2: there is no setting below site \"nmae\"; did you mean name?"},
      {"site:\n  name: [x]", "marrow.yaml:2: name takes a text of at most 100 bytes, or texts by language, as in name: {en: Knee "
                             "clinic, de: Knieklinik}"},
      {"site:\n  name: ''", "marrow.yaml:2: name takes a text of at most 100 bytes, or texts by language, as in name: {en: Knee "
                            "clinic, de: Knieklinik}"},
      {"site:\n  name:\n    'a b': x", "marrow.yaml:3: \"a b\" is no language tag, as en is; correct it"},
      {"site:\n  language: a b", "marrow.yaml:2: language takes a language tag, as in language: en"},
      {"just words", "marrow.yaml:1: the file is not made of keys and values; write lines of KEY: VALUE"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct arena arena;
    struct settings settings;
    struct error err;
    arena_init(&arena, MEMORY);
    assert_false(settings_read(&arena, str_of(rows[i].text), &known, &settings, &err));
    assert_string_equal(err.text, rows[i].sentence);
    arena_free(&arena);
  }
}

/* Whatever is cut off, changed or long: a sentence or settings, never more. */
static void any_bytes_are_read_or_refused(void **state) {
  (void)state;
  static const char text[] =
      "language: en\nfilters: [a, b]\nweights: {title: 1}\nfloors: {ndcg@10: .5}\ntags: [a]\ncheck: {link-broken: off}\n";
  for (size_t i = 0; i < sizeof text; i++) {
    for (unsigned byte = 0; byte < 256; byte += 5) {
      char changed[sizeof text];
      struct arena arena;
      struct settings settings;
      struct error err = {""};
      memcpy(changed, text, sizeof text);
      changed[i] = (char)byte;
      arena_init(&arena, MEMORY);
      bool read = settings_read(&arena, (struct str){changed, i + 1}, &known, &settings, &err);
      assert_true(read || strncmp(err.text, "marrow.yaml:", strlen("marrow.yaml:")) == 0);
      arena_free(&arena);
    }
  }
}

#include "settings_topics.h"

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(topics_are_read),
      cmocka_unit_test(topics_are_called_in_the_language_of_their_readers),
      cmocka_unit_test(a_mistake_in_topics_is_told_with_its_line),
      cmocka_unit_test(any_bytes_are_topics_or_refused),
      cmocka_unit_test(every_key_is_read),
      cmocka_unit_test(nothing_set_is_nothing_changed),
      cmocka_unit_test(an_index_may_have_other_names),
      cmocka_unit_test(a_mistake_is_told_with_its_line),
      cmocka_unit_test(any_bytes_are_read_or_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
