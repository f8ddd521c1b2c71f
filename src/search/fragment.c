#include "fragment.h"

enum {
  WHOLE_BYTES = 80,    /* up to here a sentence is named whole, else by its first and its last words */
  HEAD_BYTES = 30,     /* of these at least so many */
  TAIL_BYTES = 20,     /* and so many */
  CONTEXT_WORDS = 6,   /* before or behind it, to tell it from an earlier one */
  CONTEXT_BYTES = 160, /* of these together at most */
  PLACES_MAX = 256,    /* where the same words stand earlier: more are not told apart */
};

/* Where one block of a page may end and another begin. */
static bool is_gap(char byte) {
  return byte == '\n' || byte == '\t';
}

/* Ideographic and full-width punctuation, before and behind which words end without a blank. */
static bool is_wide_sign(struct str text, size_t at) {
  if (at >= text.len || (unsigned char)text.ptr[at] < 0x80) {
    return false;
  }
  uint32_t character = utf8_next(text, &at);
  return ((character >= 0x3000 && character < 0x3040) || (character > 0xFF00 && character < 0xFF66)) &&
         unicode_class(character) == UNICODE_OTHER;
}

/* Whether words surely end before byte `at`: browsers know more such places, in "first-aid" or between Han. */
static bool is_border(struct str text, size_t at) {
  return at == 0 || at >= text.len || byte_is_blank(text.ptr[at - 1]) || byte_is_blank(text.ptr[at]) || is_wide_sign(text, at) ||
         (at >= 3 && is_wide_sign(text, at - 3));
}

/* ---- the stretch that is named ---- */

/* Cuts a stretch to what lies with `match` between two images, whose descriptions a page does not show as text. */
static struct span between_images(const struct article *article, struct span stretch, struct span match) {
  for (size_t i = 0; i < article->mark_count && article->marks[i].range.begin < stretch.end; i++) {
    struct span image = article->marks[i].range;
    if (article->marks[i].kind != MARK_IMAGE || image.end <= stretch.begin) {
      continue;
    }
    if (image.end <= match.begin) {
      stretch.begin = image.end;
    } else {
      stretch.end = image.begin > match.begin ? image.begin : stretch.begin; /* a match in it is not to be found */
    }
  }
  return stretch;
}

/* What lies within one block around `match`, whole words. Empty where there is no such thing. */
static struct span find_stretch(const struct article *article, struct span sentence, struct span match) {
  struct str text = article->text;
  struct span stretch = match;
  while (stretch.begin > sentence.begin && !is_gap(text.ptr[stretch.begin - 1])) {
    stretch.begin--;
  }
  while (stretch.end < sentence.end && !is_gap(text.ptr[stretch.end])) {
    stretch.end++;
  }
  stretch = between_images(article, stretch, match);
  while (stretch.begin < stretch.end && (byte_is_blank(text.ptr[stretch.begin]) || !is_border(text, stretch.begin))) {
    stretch.begin++;
  }
  while (stretch.end > stretch.begin && (byte_is_blank(text.ptr[stretch.end - 1]) || !is_border(text, stretch.end))) {
    stretch.end--;
  }
  return stretch;
}

/* ---- whether it is the first of its kind ---- */

static unsigned char lower(char byte) {
  return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

static size_t skip_blanks(struct str text, size_t at) {
  while (at < text.len && byte_is_blank(text.ptr[at])) {
    at++;
  }
  return at;
}

/* Whether `words` stand at `at`; *end is then the end of them. White space is as good as any other. */
static bool stands_at(struct str text, size_t at, struct str words, size_t *end) {
  size_t i = 0;
  while (i < words.len && at < text.len) {
    bool blank = byte_is_blank(words.ptr[i]);
    if (blank != byte_is_blank(text.ptr[at]) || (!blank && lower(words.ptr[i]) != lower(text.ptr[at]))) {
      return false;
    }
    i = blank ? skip_blanks(words, i) : i + 1;
    at = blank ? skip_blanks(text, at) : at + 1;
  }
  *end = at;
  return i == words.len;
}

/* Whether `words` end before `at`, or before the blanks before it. */
static bool stands_before(struct str text, size_t at, struct str words) {
  size_t i = words.len;
  while (at > 0 && byte_is_blank(text.ptr[at - 1])) {
    at--;
  }
  while (i > 0 && at > 0) {
    bool blank = byte_is_blank(words.ptr[i - 1]);
    if (blank != byte_is_blank(text.ptr[at - 1]) || (!blank && lower(words.ptr[i - 1]) != lower(text.ptr[at - 1]))) {
      return false;
    }
    for (i--, at--; blank && i > 0 && byte_is_blank(words.ptr[i - 1]);) {
      i--;
    }
    while (blank && at > 0 && byte_is_blank(text.ptr[at - 1])) {
      at--;
    }
  }
  return i == 0;
}

static bool is_word_byte(char byte) {
  return (unsigned char)byte >= 0x80 || (byte >= '0' && byte <= '9') || (lower(byte) >= 'a' && lower(byte) <= 'z');
}

/* Whether an ASCII letter or digit follows another one. */
static bool is_inside_word(struct str text, size_t at) {
  return at > 0 && (unsigned char)text.ptr[at] < 0x80 && is_word_byte(text.ptr[at]) && is_word_byte(text.ptr[at - 1]);
}

/* The first place of `words` from byte `from` on and before `limit`, or `limit`. Browsers take whole words only. */
static size_t find_words(struct str text, struct str words, size_t from, size_t limit, size_t *end) {
  unsigned char first = lower(words.ptr[0]);
  while (from < limit && (lower(text.ptr[from]) != first || is_inside_word(text, from) || !stands_at(text, from, words, end))) {
    from++;
  }
  return from;
}

/* ---- what stands beside it ---- */

/* The words that stand before or behind a stretch, in one block: [0] is the nearest one, [1] the nearest two, ... */
struct context {
  struct str words[CONTEXT_WORDS];
  size_t count;
};

static struct context context_before(const struct article *article, size_t at) {
  struct context context = {.count = 0};
  struct str text = article->text;
  while (at > 0 && byte_is_blank(text.ptr[at - 1])) {
    at--;
  }
  if (at == 0) {
    return context;
  }
  struct span last = {(uint32_t)at - 1, (uint32_t)at};
  size_t floor = find_stretch(article, (struct span){0, last.end}, last).begin;
  for (size_t begin = at; begin > floor && context.count < CONTEXT_WORDS;) {
    while (begin > floor && byte_is_blank(text.ptr[begin - 1])) {
      begin--;
    }
    do {
      begin--;
    } while (begin > floor && !is_border(text, begin));
    if (at - begin > CONTEXT_BYTES) {
      break;
    }
    context.words[context.count++] = str_slice(text, begin, at);
  }
  return context;
}

static struct context context_behind(const struct article *article, size_t at) {
  struct context context = {.count = 0};
  struct str text = article->text;
  at = skip_blanks(text, at);
  if (at == text.len) {
    return context;
  }
  struct span first = {(uint32_t)at, (uint32_t)at + 1};
  size_t ceiling = find_stretch(article, (struct span){first.begin, (uint32_t)text.len}, first).end;
  for (size_t end = at; end < ceiling && context.count < CONTEXT_WORDS;) {
    end = skip_blanks(text, end);
    do {
      end++;
    } while (end < ceiling && !is_border(text, end));
    if (end - at > CONTEXT_BYTES) {
      break;
    }
    context.words[context.count++] = str_slice(text, at, end);
  }
  return context;
}

/* How many words of context tell a place of the text from this one that begins or ends at `at`, `known` at least. */
static size_t words_needed(struct str text, size_t at, const struct context *context, bool before, size_t known) {
  size_t end;
  while (known > 0 && known <= context->count &&
         (before ? stands_before(text, at, context->words[known - 1])
                 : stands_at(text, skip_blanks(text, at), context->words[known - 1], &end))) {
    known++;
  }
  return known;
}

/* Gives a fragment the context that tells it from what stands before byte `begin` and in the title; false: none does. */
static bool make_unique(const struct article *article, size_t begin, struct fragment *fragment) {
  struct str text = article->text;
  bool own_summary = !str_starts_with(str_trim(text), article->summary); /* else pages need not show it */
  struct str titles[] = {article->title, own_summary ? article->summary : STR("")};
  struct context before = context_before(article, begin),
                 behind = context_behind(article, (size_t)(fragment->start.ptr + fragment->start.len - text.ptr));
  size_t need_before = 0, need_behind = 0, end = 0, places = 0;
  for (size_t i = 0; i < COUNT_OF(titles); i++) {
    bool stands = find_words(titles[i], fragment->start, 0, titles[i].len, &end) < titles[i].len;
    need_before = need_behind = stands ? 1 : need_before;
  }
  for (size_t at = 0; (at = find_words(text, fragment->start, at, begin, &end)) < begin; at++) {
    if (++places > PLACES_MAX) {
      return false;
    }
    need_before = words_needed(text, at, &before, true, need_before > 0 ? need_before : 1);
    need_behind = words_needed(text, end, &behind, false, need_behind > 0 ? need_behind : 1);
  }
  if (need_before == 0) {
    return true;
  }
  if (need_before <= before.count) {
    fragment->prefix = before.words[need_before - 1];
  } else if (fragment->end.len == 0 && need_behind <= behind.count) {
    fragment->suffix = behind.words[need_behind - 1];
  } else {
    return false;
  }
  return true;
}

/* ---- the words ---- */

static struct fragment name_stretch(struct str text, struct span stretch) {
  struct fragment fragment = {.start = str_slice(text, stretch.begin, stretch.end)};
  if (fragment.start.len <= WHOLE_BYTES) {
    return fragment;
  }
  size_t head = stretch.begin + HEAD_BYTES, tail = stretch.end - TAIL_BYTES, end;
  while (head < tail && (!is_border(text, head) || byte_is_blank(text.ptr[head - 1]))) {
    head++;
  }
  while (tail > head && (!is_border(text, tail) || byte_is_blank(text.ptr[tail]))) {
    tail--;
  }
  struct str last = str_slice(text, tail, stretch.end);
  if (tail > head && find_words(text, last, head, tail, &end) == tail) {
    fragment = (struct fragment){.start = str_slice(text, stretch.begin, head), .end = last};
  }
  return fragment;
}

struct fragment fragment_make(const struct article *article, const struct passage *passage) {
  const struct fragment none = {.start = {"", 0}};
  uint32_t base = (uint32_t)(passage->text.ptr - article->text.ptr);
  for (size_t i = 0; i < passage->match_count; i++) {
    struct span match = passage->matches[i];
    if (match.begin < passage->sentence.begin) {
      continue;
    }
    struct span sentence = {base + passage->sentence.begin, base + passage->sentence.end};
    struct span stretch = find_stretch(article, sentence, (struct span){base + match.begin, base + match.end});
    struct fragment fragment = stretch.end > stretch.begin ? name_stretch(article->text, stretch) : none;
    return fragment.start.len > 0 && make_unique(article, stretch.begin, &fragment) ? fragment : none;
  }
  return none;
}
