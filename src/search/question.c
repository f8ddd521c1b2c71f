#include "question.h"

#include <stdio.h>

/* Words are folded, with spaces around each. */
struct grammar {
  const char *code;
  const char *kinds[QUESTION_KINDS];
  const char *articles, *verbs, *defining, *openings;
  const char *turning;
  const char *comparing;
};

static const struct grammar grammars[] = {
    {.code = "de",
     .kinds = {[QUESTION_WHAT] = " was welche welcher welches welchen welchem ",
               [QUESTION_HOW] = " wie wieviel wieviele ",
               [QUESTION_WHY] = " warum wieso weshalb ",
               [QUESTION_WHEN] = " wann ",
               [QUESTION_WHERE] = " wo woher wohin ",
               [QUESTION_WHO] = " wer wem wen wessen ",
               [QUESTION_WHETHER] =
                   " ist sind kann konnen darf durfen soll sollte sollen muss hilft helfen wird werden hat gibt "},
     .articles = " der die das den dem des ein eine einer ",
     .verbs = " ist sind bedeutet bezeichnet heisst meint ",
     .defining = " bedeutet bezeichnet heisst meint ",
     .openings = " ein eine einer eines der die das jede jeder jedes ",
     .turning = " vor nach ohne nicht kein keine ",
     .comparing = " unterschied unterschiede unterscheidet unterscheiden zwischen vergleich vergleiche vergleichen verglichen "
                  "gegenuber versus vs besser beste "},
    {.code = "en",
     .kinds = {[QUESTION_WHAT] = " what which whats ",
               [QUESTION_HOW] = " how ",
               [QUESTION_WHY] = " why ",
               [QUESTION_WHEN] = " when ",
               [QUESTION_WHERE] = " where ",
               [QUESTION_WHO] = " who whose whom ",
               [QUESTION_WHETHER] =
                   " can could do does did is are was were shall should will would may might must has have had "},
     .articles = " a an the ",
     .verbs = " is are means refers describes ",
     .defining = " means refers describes ",
     .openings = " a an the one any another ",
     .turning = "",
     .comparing = " difference differences different differ differs between compare compared compares comparing comparison "
                  "better best "},
    {.code = "es",
     .kinds = {[QUESTION_WHAT] = " que cual cuales ",
               [QUESTION_HOW] = " como cuanto cuanta cuantos cuantas ",
               [QUESTION_WHEN] = " cuando ",
               [QUESTION_WHERE] = " donde adonde ",
               [QUESTION_WHO] = " quien quienes ",
               [QUESTION_WHETHER] = " es son puede pueden puedo debo debe deben tiene tienen hay esta estan sirve sirven "},
     .articles = " el la los las un una ",
     .verbs = " es son significa designa consiste ",
     .defining = " significa designa consiste ",
     .openings = " un una el la los las cualquier ",
     .turning = " sin no ",
     .comparing = " diferencia diferencias diferencian diferente diferentes distingue entre comparar comparado comparada "
                  "comparacion frente versus vs mejor "},
    {.code = "fr",
     .kinds = {[QUESTION_WHAT] = " que qu quel quelle quels quelles quoi ",
               [QUESTION_HOW] = " comment combien ",
               [QUESTION_WHY] = " pourquoi ",
               [QUESTION_WHEN] = " quand ",
               [QUESTION_WHERE] = " ou ",
               [QUESTION_WHO] = " qui ",
               [QUESTION_WHETHER] = " est sont peut peuvent puis doit doivent dois faut a ont "},
     .articles = " le la les l un une ",
     .verbs = " est sont signifie designe ",
     .defining = " signifie designe ",
     .openings = " un une le la les l tout toute ",
     .turning = " sans pas ",
     .comparing = " difference differences differencie different differente entre comparer compare comparee comparaison "
                  "rapport versus vs meilleur mieux "},
};

const struct grammar *grammar_find(const struct language *language) {
  for (size_t i = 0; language != NULL && i < COUNT_OF(grammars); i++) {
    if (strcmp(grammars[i].code, language->code) == 0) {
      return &grammars[i];
    }
  }
  return NULL;
}

/* Where a word stands in a list; NULL where it does not. */
static const char *find_word(const char *list, struct str word) {
  char spaced[24];
  if (list == NULL || word.len == 0 || word.len + 3 > sizeof spaced) {
    return NULL;
  }
  (void)snprintf(spaced, sizeof spaced, " %.*s ", STR_ARG(word));
  return strstr(list, spaced);
}

enum question_kind question_kind(const struct grammar *grammar, struct str first, struct str second) {
  bool spanish = grammar != NULL && strcmp(grammar->code, "es") == 0;
  if (spanish && str_equal(first, STR("por")) && str_equal(second, STR("que"))) {
    return QUESTION_WHY;
  }
  for (int kind = QUESTION_WHAT; grammar != NULL && kind < QUESTION_KINDS; kind++) {
    if (find_word(grammar->kinds[kind], first) != NULL) {
      return (enum question_kind)kind;
    }
  }
  return QUESTION_NONE;
}

bool grammar_is_article(const struct grammar *grammar, struct str word) {
  return find_word(grammar->articles, word) != NULL;
}

bool grammar_is_verb(const struct grammar *grammar, struct str word) {
  return find_word(grammar->verbs, word) != NULL;
}

bool grammar_is_opening(const struct grammar *grammar, struct str word) {
  return find_word(grammar->openings, word) != NULL;
}

bool grammar_defines(const struct grammar *grammar, struct str verb) {
  return find_word(grammar->defining, verb) != NULL;
}

unsigned grammar_turning(const struct grammar *grammar, struct str word) {
  const char *at = grammar != NULL ? find_word(grammar->turning, word) : NULL;
  unsigned number = at != NULL;
  for (const char *before = grammar != NULL ? grammar->turning : NULL; at != NULL && before < at; before++) {
    number += *before == ' ';
  }
  return number;
}

bool grammar_compares(const struct grammar *grammar, struct str word) {
  return grammar != NULL && find_word(grammar->comparing, word) != NULL;
}
