#include "telling.h"
#include "tokens.h"

#include <math.h>
#include <stdlib.h>

enum {
  READ_MAX = 10000,     /* words of an article that are read: some 20 pages */
  DIFFERENT_MAX = 4096, /* different ones of them */
  SLOTS = 2 * DIFFERENT_MAX,
  COUNTED_MAX = 400,   /* of these, the most frequent: the index is asked how many articles have them */
  POSTINGS_MAX = 5000, /* of the words taken: commoner ones are passed over */
};

/* The words of an article being counted. */
struct counting {
  struct arena *arena;
  const struct language *language;
  enum field field;
  size_t left; /* words still to be read */
  struct telling_word *words;
  size_t count, capacity;
  uint16_t *slots; /* by hash: a word's place + 1 */
};

static struct telling_word *add_word(struct counting *counting, struct str term) {
  struct telling_word *grown =
      arena_grow(counting->arena, counting->words, counting->count, &counting->capacity, sizeof *counting->words);
  if (grown == NULL) {
    return NULL;
  }
  counting->words = grown;
  grown[counting->count] = (struct telling_word){.term = term};
  return &grown[counting->count++];
}

static void count_stem(struct counting *counting, struct str stem) {
  size_t slot = token_hash(stem) % SLOTS;
  for (; counting->slots[slot] != 0; slot = (slot + 1) % SLOTS) {
    struct telling_word *word = &counting->words[counting->slots[slot] - 1];
    if (str_equal(str_slice(word->term, 1, word->term.len), stem)) {
      word->counts[counting->field]++;
      return;
    }
  }
  struct telling_word *word =
      counting->count < DIFFERENT_MAX ? add_word(counting, arena_format(counting->arena, "=%.*s", STR_ARG(stem))) : NULL;
  if (word != NULL) {
    word->counts[counting->field] = 1;
    counting->slots[slot] = (uint16_t)counting->count;
  }
}

/* Numbers and single letters are in any article. Of scripts without spaces, pairs of characters speak for the single ones. */
static bool is_slight(struct str stem) {
  size_t letters = 0;
  bool number = true;
  for (size_t at = 0; at < stem.len; letters++) {
    number = unicode_class(utf8_next(stem, &at)) == UNICODE_DIGIT && number;
  }
  return letters < 2 || number;
}

static bool count_token(void *context, const struct token *token) {
  struct counting *counting = context;
  bool word = token->kind == TOKEN_WORD;
  bool spoken_for = token->again || token->kind == TOKEN_PART;
  if (!spoken_for && !is_slight(token->stem) && !(word && language_is_function_word(counting->language, token->surface))) {
    count_stem(counting, token->stem);
  }
  counting->left -= word && counting->left > 0;
  return counting->left > 0;
}

static void count_part(struct counting *counting, struct tokenizer *tokenizer, enum field field, const struct token_text *text) {
  counting->field = field;
  if (counting->left > 0) {
    (void)token_walk_around(tokenizer, counting->language, text, count_token, counting);
  }
}

static void count_text(struct counting *counting, struct tokenizer *tokenizer, enum field field, struct str text) {
  count_part(counting, tokenizer, field, &(struct token_text){.whole = text, .part = {0, (uint32_t)text.len}});
}

static void count_tags(struct counting *counting, const struct article *article) {
  struct buf term;
  buf_init(&term, 1 << 14);
  for (size_t i = 0; i < article->tag_count; i++) {
    buf_clear(&term);
    store_tag_term(article->tags[i], &term);
    struct telling_word *word = add_word(counting, arena_copy(counting->arena, buf_str(&term)));
    if (word != NULL) {
      word->counts[FIELD_TAGS] = 1;
    }
  }
  buf_free(&term);
}

/* As the index counts them; what says most first, for an article may be long. */
static void count_article(struct counting *counting, struct tokenizer *tokenizer, bool own_title, const struct article *article) {
  count_text(counting, tokenizer, FIELD_TITLE, own_title ? article->title : STR(""));
  for (size_t i = 0; i < article->alias_count; i++) {
    count_text(counting, tokenizer, FIELD_ALIASES, article->aliases[i]);
  }
  count_text(counting, tokenizer, FIELD_SUMMARY, article->summary);
  struct token_text text = {.whole = article->text};
  text.holes = article_code(counting->arena, article, &text.hole_count);
  text.hole_count = text.holes == NULL ? 0 : text.hole_count;
  for (size_t i = 0; i < article->section_count; i++) {
    text.part = article->sections[i].heading;
    count_part(counting, tokenizer, FIELD_HEADINGS, &text);
    text.part = article->sections[i].body;
    count_part(counting, tokenizer, FIELD_BODY, &text);
  }
  for (size_t i = 0; i < text.hole_count; i++) {
    count_part(counting, tokenizer, FIELD_CODE, &(struct token_text){.whole = article->text, .part = text.holes[i]});
  }
  count_tags(counting, article);
}

double telling_weight(const struct scale *scale, const struct telling_word *word, uint32_t article,
                      const double counts[FIELD_COUNT]) {
  return word->idf * log1p(score_frequency(scale, article, counts));
}

static int compare_words(const void *a, const void *b) {
  const struct telling_word *left = a, *right = b;
  return left->weight != right->weight ? (left->weight > right->weight ? -1 : 1) : str_compare(left->term, right->term);
}

static void sort_words(struct telling_word *words, size_t count) {
  if (count > 1) {
    qsort(words, count, sizeof *words, compare_words);
  }
}

/* How many articles there are in a language. */
static uint64_t articles_in(const struct store *store, const struct language *language) {
  size_t count;
  const struct language *const *languages = store_languages(store, &count);
  for (size_t i = 0; i < count; i++) {
    if (languages[i] == language) {
      return store_language_articles(store, i);
    }
  }
  return 0;
}

/* Weighs the words that other articles have, too; their idf is 0 where none has. */
static bool weigh(struct counting *counting, const struct scale *scale, struct store *store, uint32_t number, double all,
                  struct error *err) {
  for (size_t i = 0; i < counting->count; i++) {
    counting->words[i].weight = score_frequency(scale, number, counting->words[i].counts);
  }
  sort_words(counting->words, counting->count);
  counting->count = counting->count < COUNTED_MAX ? counting->count : COUNTED_MAX;
  for (size_t i = 0; i < counting->count; i++) {
    struct telling_word *word = &counting->words[i];
    if (!store_term_articles(store, word->term, &word->articles, err)) {
      return false;
    }
    double having = (double)word->articles < all ? (double)word->articles : all; /* other languages may have it, too */
    word->idf = having < 2 ? 0 : log1p((all - having + 0.5) / (having + 0.5));
    word->weight = telling_weight(scale, word, number, word->counts);
  }
  sort_words(counting->words, counting->count);
  return true;
}

bool telling_find(const struct scale *scale, struct tokenizer *tokenizer, struct store *store, uint32_t number,
                  const struct article *article, struct arena *arena, struct telling *telling, struct error *err) {
  struct counting counting = {.arena = arena, .language = store_article_language(article->lang), .left = READ_MAX};
  *telling = (struct telling){.count = 0};
  counting.slots = arena_array(arena, SLOTS, sizeof *counting.slots);
  if (counting.slots == NULL) {
    return error_memory(err);
  }
  count_article(&counting, tokenizer, store_length(store, number, FIELD_TITLE) > 0, article);
  if (arena_failed(arena)) {
    return error_memory(err);
  }
  double all = (double)articles_in(store, counting.language);
  telling->chance = log(fmax(all, 1));
  if (!weigh(&counting, scale, store, number, all, err)) {
    return false;
  }
  uint64_t postings = 0;
  for (size_t i = 0; i < counting.count && telling->count < TELLING_MAX && counting.words[i].weight > 0; i++) {
    const struct telling_word *word = &counting.words[i];
    if (postings + word->articles <= POSTINGS_MAX) {
      postings += word->articles;
      telling->words[telling->count++] = *word;
      telling->all += word->weight * word->weight;
    }
  }
  return true;
}
