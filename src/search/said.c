#include "said.h"
#include "tokens.h"

enum { LEADING_WORDS = 3, LEADING_BYTES = 24, SUBJECT_WORDS_MAX = 16, BRACKETS_MAX = 8 };

struct said_word {
  uint64_t terms; /* bits */
  uint32_t stem;  /* its hash */
  bool topical, met;
  bool article, verb, defines, opening; /* what it can be in a definition */
  bool apart;                           /* a stop or a line's end stands before it */
  uint8_t bracket;                      /* that it stands in, from 1; 0: none */
  unsigned turning;
};

/* A text being read: a word a position. */
struct reading {
  const struct said_query *query;
  struct str text;
  size_t at; /* signs before it were seen */
  uint8_t brackets, bracket;
  bool apart, overflowed;
  uint32_t met_until; /* a pair or a compound that was met takes the positions before it */
  struct said_word words[SAID_WORDS_MAX];
  size_t count;
  char leading[LEADING_WORDS][LEADING_BYTES];
};

static uint64_t terms_of(const struct plan *plan, const struct token *token) {
  uint64_t terms = 0;
  for (size_t i = 0; i < plan->term_count; i++) {
    const struct term *term = &plan->terms[i];
    bool met = token->kind == TOKEN_WORD && term->surface.len > 0 && str_equal(term->surface, token->surface);
    for (size_t k = term->first_phrase; !met && k < term->first_phrase + term->phrase_count; k++) {
      struct str wanted = plan->phrases[k].term;
      met = wanted.len > 1 && wanted.ptr[0] == '=' && str_equal(str_slice(wanted, 1, wanted.len), token->stem);
    }
    terms |= met ? (uint64_t)1 << i : 0;
  }
  return terms;
}

static void see_signs(struct reading *reading, size_t end) {
  for (; reading->at < end; reading->at++) {
    char sign = reading->text.ptr[reading->at];
    if (sign == '(' || sign == '[') {
      reading->brackets += reading->brackets < BRACKETS_MAX;
      reading->bracket = reading->brackets;
    } else if (sign == ')' || sign == ']') {
      reading->bracket = 0;
    }
    reading->apart = reading->apart || sign == '.' || sign == '!' || sign == '?' || sign == ';' || sign == ':' || sign == '\n';
  }
}

static void open_word(struct reading *reading, const struct token *token) {
  const struct grammar *grammar = reading->query->grammar;
  struct str surface = token->surface;
  see_signs(reading, token->bytes.begin);
  reading->at = token->bytes.end;
  if (reading->count < LEADING_WORDS && surface.len < LEADING_BYTES) {
    memcpy(reading->leading[reading->count], surface.ptr, surface.len);
  }
  reading->words[reading->count++] = (struct said_word){
      .stem = token_hash(token->stem),
      .topical = !language_is_function_word(reading->query->language, surface),
      .met = token->position < reading->met_until,
      .article = grammar != NULL && grammar_is_article(grammar, surface),
      .verb = grammar != NULL && grammar_is_verb(grammar, surface),
      .defines = grammar != NULL && grammar_defines(grammar, surface),
      .opening = grammar != NULL && grammar_is_opening(grammar, surface),
      .apart = reading->apart,
      .bracket = reading->bracket,
      .turning = grammar_turning(grammar, surface),
  };
  reading->apart = false;
}

static bool read_token(void *context, const struct token *token) {
  struct reading *reading = context;
  if (token->kind == TOKEN_PART) {
    return true;
  }
  if (token->kind == TOKEN_WORD) {
    if (reading->count == SAID_WORDS_MAX) {
      reading->overflowed = true;
      return false;
    }
    open_word(reading, token);
  }
  struct said_word *word = &reading->words[reading->count - 1];
  uint64_t terms = terms_of(reading->query->plan, token);
  word->terms |= terms;
  word->met = word->met || terms != 0;
  if (terms != 0 && token->position + token->words > reading->met_until) {
    reading->met_until = token->position + token->words;
  }
  return true;
}

/* Whether the words from `at` on are those of a phrase of stems ("=platelet =rich =plasma"), and how many these are. */
static bool stand_from(const struct reading *reading, size_t at, struct str phrase, size_t *count) {
  *count = 0;
  for (size_t begin = 0, end; begin < phrase.len; begin = end + 1) {
    end = str_find(phrase, ' ', begin);
    struct str stem = str_slice(phrase, begin, end);
    if (stem.len < 2 || stem.ptr[0] != '=' || at + *count >= reading->count ||
        reading->words[at + *count].stem != token_hash(str_slice(stem, 1, stem.len))) {
      return false;
    }
    ++*count;
  }
  return *count > 0;
}

/* Meets a synonym of several words. One that has the very word is something narrower: hyaline cartilage, for cartilage. */
static void meet_in_a_row(struct reading *reading, struct str phrase, uint64_t term) {
  for (size_t i = 0, count; i < reading->count; i++) {
    bool met = stand_from(reading, i, phrase, &count);
    for (size_t k = i; met && k < i + count; k++) {
      met = (reading->words[k].terms & term) == 0;
    }
    for (size_t k = i; met && k < i + count; k++) {
      reading->words[k].terms |= term;
      reading->words[k].met = true;
    }
  }
}

static void read_text(const struct said_query *query, struct str text, struct reading *reading) {
  *reading = (struct reading){.query = query, .text = text};
  (void)token_walk(query->tokenizer, query->language, text, read_token, reading);
  for (size_t i = 0; i < query->plan->term_count; i++) {
    const struct term *term = &query->plan->terms[i];
    for (size_t k = term->first_phrase; k < term->first_phrase + term->phrase_count; k++) {
      if (query->plan->sizes[k].words > 1) {
        meet_in_a_row(reading, query->plan->phrases[k].term, (uint64_t)1 << i);
      }
    }
  }
}

/* The question that a text begins with, perhaps behind a preposition: at what age, in which cases. */
static enum question_kind kind_of(const struct reading *reading) {
  const struct grammar *grammar = reading->query->grammar;
  enum question_kind kind = question_kind(grammar, str_of(reading->leading[0]), str_of(reading->leading[1]));
  if (kind == QUESTION_NONE && reading->count > 1 && !reading->words[0].topical && !reading->words[0].article) {
    kind = question_kind(grammar, str_of(reading->leading[1]), str_of(reading->leading[2]));
    kind = kind == QUESTION_WHETHER ? QUESTION_NONE : kind;
  }
  /* "What is a knee", "what a knee is" */
  bool is = reading->count > 1 && (reading->words[1].verb || reading->words[reading->count - 1].verb);
  return kind == QUESTION_WHAT && is ? QUESTION_WHAT_IS : kind;
}

void said_use(struct said_query *query, const struct language *language) {
  query->language = language;
  query->grammar = grammar_find(language);
  query->idle = 0;
  for (size_t i = 0; i < query->plan->term_count; i++) {
    query->idle |= language_is_function_word(language, query->plan->terms[i].surface) ? (uint64_t)1 << i : 0;
  }
}

void said_read(const struct said_query *query, struct str text, struct said *said) {
  struct reading reading;
  read_text(query, text, &reading);
  *said = (struct said){.kind = kind_of(&reading), .whole = !reading.overflowed};
  for (size_t i = 0; i < reading.count; i++) {
    const struct said_word *word = &reading.words[i];
    said->terms |= word->terms;
    said->turning |= 1U << word->turning & ~1U;
    if (word->topical && (word->bracket == 0 || word->met)) {
      said->words++;
      said->met += word->met;
    }
  }
  if (reading.count > 0 && reading.words[reading.count - 1].article) {
    said->turning |= 1U << SAID_NAME; /* hemophilia A */
  }
}

/* A synonym that was met stands for the terms in whose place it is. */
static uint64_t with_replaced(const struct plan *plan, uint64_t terms) {
  for (size_t i = 0; i < plan->term_count; i++) {
    size_t replaces = plan->terms[i].kind == PIECE_OTHER && (terms >> i & 1) != 0 ? plan->terms[i].replaces : 0;
    for (size_t k = i - replaces; k < i; k++) {
      terms |= (uint64_t)1 << k;
    }
  }
  return terms;
}

size_t said_items(const struct said_query *query, uint64_t met_terms) {
  const struct plan *plan = query->plan;
  uint64_t terms = with_replaced(plan, met_terms);
  size_t items = 0;
  for (size_t i = 0, next; i < plan->term_count; i = next) {
    bool whole = false, parts = true;
    size_t part_count = 0;
    for (next = i; next < plan->term_count && plan->terms[next].item == plan->terms[i].item; next++) {
      bool met = (terms >> next & 1) != 0;
      if (plan->terms[next].kind == PIECE_WHOLE) {
        whole = whole || met;
      } else if ((query->idle >> next & 1) == 0 && plan->terms[next].kind != PIECE_OTHER) {
        parts = parts && met;
        part_count++;
      }
    }
    items += whole || (parts && part_count > 0);
  }
  return items;
}

/* What stands before the verb of a definition: outside of brackets (0), and in each of them. */
struct subject {
  uint64_t terms[BRACKETS_MAX + 1];
  bool foreign[BRACKETS_MAX + 1]; /* it has topical words that the query has not */
};

/* Reads the subject; answers the place of the verb behind it, or 0 where there is none. */
static size_t read_subject(const struct reading *reading, struct subject *subject) {
  size_t begin = 0;
  *subject = (struct subject){{0}, {false}};
  while (begin < reading->count && reading->words[begin].article) {
    begin++;
  }
  for (size_t i = begin; i < reading->count && i <= begin + SUBJECT_WORDS_MAX; i++) {
    const struct said_word *word = &reading->words[i];
    if (i > begin && word->apart) {
      return 0;
    }
    if (i > begin && word->verb && word->bracket == 0) {
      return i;
    }
    subject->terms[word->bracket] |= word->terms;
    subject->foreign[word->bracket] |= word->topical && !word->met;
  }
  return 0;
}

bool said_defines(const struct said_query *query, struct str text) {
  struct reading reading;
  struct subject subject;
  if (query->grammar == NULL) {
    return false;
  }
  read_text(query, text, &reading);
  size_t verb = read_subject(&reading, &subject);
  if (verb == 0 || verb + 1 >= reading.count) {
    return false;
  }
  const struct said_word *behind = &reading.words[verb + 1];
  if (behind->apart || !(behind->opening || (reading.words[verb].defines && behind->topical))) {
    return false;
  }
  size_t items = said_items(query, UINT64_MAX);
  for (size_t i = 0; i <= reading.brackets; i++) {
    if (!subject.foreign[i] && said_items(query, subject.terms[i]) == items) {
      return true;
    }
  }
  return false;
}
