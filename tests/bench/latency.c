#include "bench.h"

#include "search/search.h"
#include "token/token.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What visitors wait for: the questions that come with the collection, and words out of these. Every
 * query is asked in turn of both sides; the least of its times counts, and of a kind of query the time
 * that 95 of 100 do not exceed.
 */
enum { ROUNDS = 7, TOP = 10, ASKED_MAX = 512, TEXT_SIZE = 1024, LETTERS_MOST = 4 };

struct asked {
  char ours[TEXT_SIZE], stock[TEXT_SIZE]; /* a query, a MATCH expression */
  bool typing;
};

struct kind {
  const char *figure;
  double share; /* of stock's time that ours may take */
  struct asked *asked;
  size_t count;
};

enum { TWO_WORDS, THREE_WORDS, QUESTIONS, BEGUN, KIND_COUNT };

/* The words of a question, as it has them, and which of them say something about a topic. */
struct question {
  struct str text, words[64];
  bool topical[64];
  size_t count;
};

static bool keep_word(void *context, const struct token *token) {
  struct question *question = context;
  if (token->kind != TOKEN_WORD) {
    return true;
  }
  question->topical[question->count] = !language_is_function_word(language_find(STR("en")), token->surface);
  question->words[question->count++] = str_slice(question->text, token->bytes.begin, token->bytes.end);
  return question->count < COUNT_OF(question->words);
}

static struct asked *add_asked(struct kind *kind) {
  return kind->count < ASKED_MAX ? &kind->asked[kind->count++] : NULL;
}

/* The first topical words of a question, which all must be there. */
static void add_first_words(struct kind *kind, const struct question *question, size_t wanted) {
  size_t found = 0;
  char words[TEXT_SIZE] = "";
  for (size_t i = 0; i < question->count && found < wanted; i++) {
    if (question->topical[i]) {
      size_t length = strlen(words);
      (void)snprintf(words + length, sizeof words - length, "%s%.*s", found > 0 ? " " : "", STR_ARG(question->words[i]));
      found++;
    }
  }
  struct asked *asked = found == wanted ? add_asked(kind) : NULL;
  if (asked != NULL) {
    memcpy(asked->ours, words, sizeof words);
    match_text(words, asked->stock, sizeof asked->stock);
  }
}

/* A whole question, of which any word may be there. */
static void add_question(struct kind *kind, const struct question *question) {
  enum { QUESTION_WORDS_LEAST = 8, QUESTION_WORDS_MOST = 40 };
  struct asked *asked =
      question->count >= QUESTION_WORDS_LEAST && question->count <= QUESTION_WORDS_MOST ? add_asked(kind) : NULL;
  if (asked == NULL) {
    return;
  }
  (void)snprintf(asked->ours, sizeof asked->ours, "%.*s", STR_ARG(question->text));
  for (size_t i = 0, length = 0; i < question->count && length < sizeof asked->stock; i++) {
    length += (size_t)snprintf(asked->stock + length, sizeof asked->stock - length, "%s\"%.*s\"", i > 0 ? " OR " : "",
                               STR_ARG(question->words[i]));
  }
}

/* Two topical words, of the second of which one to four letters have been typed. */
static void add_begun(struct kind *kind, const struct question *question) {
  struct str first = {0};
  for (size_t i = 0; i < question->count; i++) {
    struct str word = question->words[i];
    if (question->topical[i] && first.len > 0) {
      for (size_t letters = 1; letters <= LETTERS_MOST && letters < word.len; letters++) {
        struct asked *asked = add_asked(kind);
        if (asked != NULL) {
          asked->typing = true;
          (void)snprintf(asked->ours, sizeof asked->ours, "%.*s %.*s", STR_ARG(first), (int)letters, word.ptr);
          (void)snprintf(asked->stock, sizeof asked->stock, "\"%.*s\" \"%.*s\"*", STR_ARG(first), (int)letters, word.ptr);
        }
      }
      return;
    }
    first = question->topical[i] ? word : first;
  }
}

static bool read_questions(const char *path, struct kind kinds[KIND_COUNT], struct error *err) {
  struct tokenizer *tokenizer = tokenizer_new();
  FILE *file = fopen(path, "re");
  if (tokenizer == NULL || file == NULL) {
    tokenizer_free(tokenizer);
    return file == NULL ? error_set(err, "%s: cannot be opened", path) : error_memory(err);
  }
  char *line = NULL;
  size_t size = 0;
  for (ssize_t length; (length = getline(&line, &size, file)) > 0;) {
    struct str text = {line, (size_t)length};
    text = str_slice(text, str_find(text, '\t', 0) + 1, text.ptr[text.len - 1] == '\n' ? text.len - 1 : text.len);
    struct question question = {.text = text};
    (void)token_walk(tokenizer, NULL, text, keep_word, &question);
    add_first_words(&kinds[TWO_WORDS], &question, 2);
    add_first_words(&kinds[THREE_WORDS], &question, 3);
    add_question(&kinds[QUESTIONS], &question);
    add_begun(&kinds[BEGUN], &question);
  }
  free(line);
  (void)fclose(file);
  tokenizer_free(tokenizer);
  return true;
}

struct sides {
  struct stock *stock;
  struct store *store;
  struct searcher *searcher;
  struct arena arena; /* of the cards at hand */
};

static bool ask_both(const struct sides *sides, const struct asked *asked, double *ours, double *stock, struct error *err) {
  struct search_request request = {.query = str_of(asked->ours), .limit = TOP, .typing = asked->typing};
  struct search_rank ranks[TOP];
  size_t count;
  double start = seconds_now();
  if (!search_rank(sides->searcher, sides->store, &request, ranks, &count, err)) {
    return false;
  }
  double middle = seconds_now();
  if (!stock_match(sides->stock, asked->stock, &count, err)) {
    return false;
  }
  *ours = fmin(*ours, middle - start);
  *stock = fmin(*stock, seconds_now() - middle);
  return true;
}

static bool time_kind(const struct sides *sides, const struct kind *kind, struct error *err) {
  double ours[ASKED_MAX], stock[ASKED_MAX];
  for (size_t i = 0; i < kind->count; i++) {
    ours[i] = stock[i] = INFINITY;
  }
  for (size_t round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < kind->count; i++) {
      if (!ask_both(sides, &kind->asked[i], &ours[i], &stock[i], err)) {
        return false;
      }
    }
  }
  double most = quantile(ours, kind->count, .95), other = quantile(stock, kind->count, .95);
  table_row((struct row){kind->figure, 1e6 * most, 1e6 * other, most / other, AT_MOST, kind->share});
  double half = median(ours, kind->count), other_half = median(stock, kind->count);
  table_note("%zu queries; half take at most %.0f, of stock %.0f: %.2f", kind->count, 1e6 * half, 1e6 * other_half,
             half / other_half);
  return true;
}

/* What ten cards cost beside their ranks. */
static bool time_cards(struct sides *sides, const struct kind *kind, struct error *err) {
  double cards[ASKED_MAX];
  for (size_t i = 0; i < kind->count; i++) {
    struct search_request request = {.query = str_of(kind->asked[i].ours), .limit = TOP};
    double whole = INFINITY, ranks = INFINITY;
    for (size_t round = 0; round < ROUNDS; round++) {
      struct search_rank best[TOP];
      struct search_answer answer;
      size_t count;
      double start = seconds_now();
      if (!search_rank(sides->searcher, sides->store, &request, best, &count, err)) {
        return false;
      }
      double middle = seconds_now();
      if (!search_run(sides->searcher, sides->store, &request, &sides->arena, &answer, err)) {
        return false;
      }
      ranks = fmin(ranks, middle - start);
      whole = fmin(whole, seconds_now() - middle);
      arena_reset(&sides->arena);
    }
    cards[i] = whole - ranks;
  }
  double most = 1e6 * quantile(cards, kind->count, .95);
  table_row((struct row){"ten cards for two words, p95", most, NAN, most, AT_MOST, 1000});
  return true;
}

bool measure_latency(const struct bench *bench, struct error *err) {
  struct kind kinds[KIND_COUNT] = {
      [TWO_WORDS] = {.figure = "two words, all, p95", .share = 1 / 3.0},
      [THREE_WORDS] = {.figure = "three words, all, p95", .share = 1 / 3.0},
      [QUESTIONS] = {.figure = "questions of 8 to 40 words, any, p95", .share = .2},
      [BEGUN] = {.figure = "a word and a beginning, p95", .share = .25},
  };
  struct sides sides = {.searcher = searcher_new()};
  arena_init(&sides.arena, 1 << 28);
  bool done = sides.searcher != NULL || error_memory(err);
  for (size_t i = 0; i < KIND_COUNT; i++) {
    kinds[i].asked = calloc(ASKED_MAX, sizeof *kinds[i].asked);
    done = done && (kinds[i].asked != NULL || error_memory(err));
  }
  done = done && read_questions(bench->questions, kinds, err) && stock_open(bench->stock, &sides.stock, err) &&
         store_open(bench->index, &sides.store, err);
  table_title("Real queries in process, ten best, µs", "stock bm25");
  for (size_t i = 0; done && i < KIND_COUNT; i++) {
    done = time_kind(&sides, &kinds[i], err);
  }
  done = done && time_cards(&sides, &kinds[TWO_WORDS], err);
  for (size_t i = 0; i < KIND_COUNT; i++) {
    free(kinds[i].asked);
  }
  if (sides.stock != NULL) {
    stock_close(sides.stock);
  }
  if (sides.store != NULL) {
    store_close(sides.store);
  }
  searcher_free(sides.searcher);
  arena_free(&sides.arena);
  return done;
}
