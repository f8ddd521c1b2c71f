#include "lexicon_acronym.h"
#include "lexicon_guess.h"
#include "lexicon_pins.h"
#include "lexicon_spelling.h"
#include "lexicon_synonyms.h"

static struct corpus shared;

static int read_corpus(void **state) {
  struct tokenizer *tokenizer = tokenizer_new();
  corpus_read(&shared, tokenizer);
  tokenizer_free(tokenizer);
  *state = &shared;
  return 0;
}

static int free_corpus(void **state) {
  (void)state;
  corpus_free(&shared);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spelling_rules_hold),
      cmocka_unit_test(openings_are_found),
      cmocka_unit_test(misspellings_are_told),
      cmocka_unit_test(right_words_are_left_alone),
      cmocka_unit_test(candidates_are_those_of_the_definition),
      cmocka_unit_test(a_large_vocabulary_keeps_its_common_words),
      cmocka_unit_test(strange_words_are_harmless),
      cmocka_unit_test(synonyms_rules_hold),
      cmocka_unit_test(prepared_acronyms_say_the_same),
      cmocka_unit_test(the_list_of_the_corpus_is_read),
      cmocka_unit_test(faults_are_told_with_their_line),
      cmocka_unit_test(sizes_are_limited),
      cmocka_unit_test(long_queries_are_cut),
      cmocka_unit_test(languages_are_guessed),
      cmocka_unit_test(the_articles_are_in_their_languages),
      cmocka_unit_test(any_bytes_are_in_some_language_or_none),
      cmocka_unit_test(queries_find_their_pins),
      cmocka_unit_test(faults_of_pins_are_told_with_their_line),
      cmocka_unit_test(pins_are_limited),
      cmocka_unit_test(acronym_rules_hold),
      cmocka_unit_test(pairs_are_counted_over_articles),
      cmocka_unit_test(everyday_words_are_no_acronyms),
      cmocka_unit_test(any_bytes_are_read_for_acronyms),
      cmocka_unit_test(the_articles_define_their_acronyms),
      cmocka_unit_test(an_article_is_counted_anew),
  };
  return cmocka_run_group_tests(tests, read_corpus, free_corpus);
}
