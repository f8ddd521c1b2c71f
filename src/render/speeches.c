/*
 * The languages that pages speak. To add one: copy the file of another (speech_de.c), translate it, name it in speeches.h, and
 * give it here the rule by which its words follow numbers (Unicode CLDR, language plural rules). Spaces before a colon or a
 * quotation mark, and between thousands, do not break.
 */
#include "speeches.h"

/* English, German, Spanish: 1 article, 0 and 2 articles. */
static unsigned one_or_many(uint64_t number) {
  return number != 1;
}

/* French: 0 and 1 article, 2 articles. */
static unsigned none_or_one_or_many(uint64_t number) {
  return number > 1;
}

const struct speech speech_table[] = {
    {"en", one_or_many, speech_english},        {"de", one_or_many, speech_german}, {"es", one_or_many, speech_spanish},
    {"fr", none_or_one_or_many, speech_french}, {"zh", NULL, speech_chinese},       {"zh-Hant", NULL, speech_chinese_traditional},
};

const size_t speech_count = COUNT_OF(speech_table);
