/* Where the sentences of passages begin and end. For search_test.c. */
#ifndef MARROW_TESTS_SEARCH_SENTENCES_H
#define MARROW_TESTS_SEARCH_SENTENCES_H

/* The passage that a word opens begins with its sentence. */
static void sentences_end_where_readers_say(void **state) {
  (void)state;
  static const char *const lines[] = {
      LINE("a", "One", "Rest first. Ask Dr. Smith about it.", ""),
      LINE("b", "Two", "Rest first. Use a splint, e.g. Velcro, at night.", ""),
      LINE("c", "Three", "Erst ruhen. Hilfe bringt z. B. Kamille am Abend.", ""),
      LINE("d", "Four", "This is hepatitis B. Yellow skin is a sign.", ""),
      LINE("e", "Five", "He said \\\"rest.\\\" Walking came later. (It hurt.) Running never came.", ""),
      LINE("f", "Six", "It is 2.5 cm wide. Measure it.", ""),
      NULL,
  };
  static const char *const cases[][2] = {
      {"smith", "Ask Dr. Smith about it."},
      {"velcro", "Use a splint, e.g. Velcro, at night."},
      {"kamille", "Hilfe bringt z. B. Kamille am Abend."},
      {"yellow", "Yellow skin is a sign."},
      {"walking", "Walking came later. (It hurt.) Running never came."},
      {"running", "Running never came."},
      {"wide", "It is 2.5 cm wide. Measure it."},
  };
  open_index(lines);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct str text = ask(cases[i][0]).hits[0].sections[0].passage.text;
    if (!str_equal(text, str_of(cases[i][1]))) {
      fail_msg("%s: <%.*s>", cases[i][0], STR_ARG(text));
    }
  }
}

#endif
