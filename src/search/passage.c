#include "passage.h"
#include "stops.h"
#include "token/token.h"
#include "weights.h"

/* A matched word as bytes of the text. */
struct mark_at {
  struct span bytes;
  uint32_t term;
  bool linked;
};

struct marking {
  const struct passage_match *matches;
  size_t match_count, next;
  struct mark_at *marks;
  size_t count;
  uint32_t letters, position; /* of the last mark */
};

static uint32_t distance(uint32_t a, uint32_t b) {
  return a > b ? a - b : b - a;
}

/* A word was met at the beginning of a compound: the compound is marked where that is nearer to what was typed. */
static void widen_mark(struct marking *marking, const struct token *compound) {
  struct mark_at *last = marking->count > 0 ? &marking->marks[marking->count - 1] : NULL;
  if (last == NULL || marking->letters == 0 || marking->position != compound->position) {
    return;
  }
  uint32_t whole = compound->bytes.end - compound->bytes.begin - (compound->words - 1),
           first = last->bytes.end - last->bytes.begin;
  if (distance(marking->letters, whole) < distance(marking->letters, first)) {
    last->bytes = compound->bytes;
  }
}

static bool mark_word(void *context, const struct token *token) {
  struct marking *marking = context;
  if (token->kind == TOKEN_WHOLE) {
    widen_mark(marking, token);
    return true;
  }
  while (marking->next < marking->match_count && marking->matches[marking->next].position < token->position) {
    marking->next++;
  }
  if (marking->next < marking->match_count && marking->matches[marking->next].position == token->position) {
    const struct passage_match *match = &marking->matches[marking->next++];
    if (marking->count > 0 && marking->marks[marking->count - 1].bytes.end > token->bytes.begin) {
      return true; /* within a marked compound */
    }
    marking->marks[marking->count++] = (struct mark_at){token->bytes, match->term, false};
    marking->letters = match->letters;
    marking->position = token->position;
  } else if (marking->next >= marking->match_count) {
    return false;
  }
  return true;
}

/* Turns positions into bytes. One mark a position: of two terms at one place the first counts. */
static struct marking find_marks(struct arena *arena, struct str text, const struct passage_match *matches, size_t count) {
  struct marking marking = {.matches = matches, .match_count = count};
  marking.marks = arena_array(arena, count, sizeof *marking.marks);
  if (marking.marks != NULL && count > 0) {
    (void)token_walk_bytes(text, mark_word, &marking);
  }
  return marking;
}

/* Says of each mark whether it stands in a link: both are in order. */
static void note_links(struct marking *marking, const struct span *links, size_t count) {
  size_t link = 0;
  for (size_t i = 0; i < marking->count; i++) {
    struct mark_at *mark = &marking->marks[i];
    while (link < count && links[link].end <= mark->bytes.begin) {
      link++;
    }
    mark->linked = link < count && links[link].begin <= mark->bytes.begin;
  }
}

/* The end of the sentence that begins at `begin`, or `limit` where it is longer. */
static size_t sentence_end(struct str text, size_t begin, size_t limit) {
  return stops_next(text, begin, limit < text.len ? limit : text.len);
}

/* A stretch of sentences, and what it shows. */
struct window {
  size_t begin, end; /* bytes */
  size_t first_mark, mark_count;
  double worth;
};

static double window_worth(const struct marking *marking, const struct window *window, const double *worth, uint32_t *seen,
                           uint32_t turn) {
  double sum = 0;
  for (size_t i = window->first_mark; i < window->first_mark + window->mark_count; i++) {
    uint32_t term = marking->marks[i].term;
    double points = marking->marks[i].linked ? worth[term] * weight_link : worth[term];
    sum += seen[term] == turn ? points * weight_repeat : points;
    seen[term] = turn;
  }
  return sum;
}

/* Counts the marks before byte `end`, from the window's first one on. */
static void count_marks(const struct marking *marking, struct window *window) {
  while (window->first_mark < marking->count && marking->marks[window->first_mark].bytes.begin < window->begin) {
    window->first_mark++;
  }
  window->mark_count = 0;
  while (window->first_mark + window->mark_count < marking->count &&
         marking->marks[window->first_mark + window->mark_count].bytes.begin < window->end) {
    window->mark_count++;
  }
}

/* Whether a paragraph ends before `at`. */
static bool is_paragraph_end(struct str text, size_t at) {
  return at >= 2 && text.ptr[at - 1] == '\n' && text.ptr[at - 2] == '\n';
}

/* Lets a window of one sentence grow by the sentences behind it while there is room, and into the next
 * paragraph only where it is still short. */
static void grow_window(struct str text, struct window *window) {
  while (window->end < text.len) {
    if (is_paragraph_end(text, window->end) && window->end - window->begin >= PASSAGE_BYTES / 2) {
      return;
    }
    size_t end = sentence_end(text, window->end, window->begin + PASSAGE_BYTES + 1);
    if (end - window->begin > PASSAGE_BYTES) {
      return;
    }
    window->end = end;
  }
}

/* The window that opens with the sentence of a mark; nothing before byte `floor`. *end is the sentence's end. */
static struct window open_window(struct str text, const struct marking *marking, size_t mark, size_t floor, size_t *end) {
  size_t at = marking->marks[mark].bytes.begin;
  struct window window = {.begin = stops_last(text, at, floor), .first_mark = mark};
  *end = sentence_end(text, at, text.len);
  window.end = *end;
  grow_window(text, &window);
  count_marks(marking, &window);
  return window;
}

/*
 * The best window: every sentence with a match opens one. No mark lies in more windows than sentences fit
 * into PASSAGE_BYTES. Without a match it is the text's beginning.
 */
static struct window find_window(struct arena *arena, struct str text, const struct marking *marking, const double *worth,
                                 size_t term_count) {
  struct window best = {.worth = -1};
  uint32_t *seen = arena_array(arena, term_count + 1, sizeof *seen);
  size_t end = 0;
  uint32_t turn = 0;
  for (size_t i = 0; seen != NULL && i < marking->count; i++) {
    if (marking->marks[i].bytes.begin >= end) {
      struct window window = open_window(text, marking, i, end, &end);
      window.worth = window_worth(marking, &window, worth, seen, ++turn);
      best = window.worth > best.worth ? window : best;
    }
  }
  if (best.worth < 0 && text.len > 0) {
    best.end = sentence_end(text, 0, text.len);
    grow_window(text, &best);
  }
  return best;
}

/* The start of the character or word at or before `at`, not before `floor`. */
static size_t word_start(struct str text, size_t at, size_t floor) {
  size_t back = at;
  while (back > floor && at - back < 40 && !byte_is_blank(text.ptr[back - 1])) {
    back--;
  }
  if (back > floor && !byte_is_blank(text.ptr[back - 1])) {
    for (back = at; back > floor && ((unsigned char)text.ptr[back] & 0xC0) == 0x80;) {
      back--;
    }
  }
  return back;
}

/* Cuts a sentence that is too long around its first mark. */
static void shorten(struct str text, const struct marking *marking, struct window *window) {
  if (window->end - window->begin <= 2 * (size_t)PASSAGE_BYTES) {
    return;
  }
  size_t floor = window->begin, end = window->end;
  size_t first = window->mark_count > 0 ? marking->marks[window->first_mark].bytes.begin : floor;
  if (first > floor + PASSAGE_BYTES / 4) {
    window->begin = word_start(text, first - PASSAGE_BYTES / 4, floor);
  }
  if (end - window->begin > PASSAGE_BYTES) {
    window->end = word_start(text, window->begin + PASSAGE_BYTES, first > window->begin ? first : window->begin);
  }
  if (window->end <= first) {
    window->end = end;
  }
  count_marks(marking, window);
}

static void trim_window(struct str text, struct window *window) {
  while (window->begin < window->end && byte_is_blank(text.ptr[window->begin])) {
    window->begin++;
  }
  while (window->end > window->begin && byte_is_blank(text.ptr[window->end - 1])) {
    window->end--;
  }
}

/* The sentence of a window that shows most, as far as it lies in the window; the earliest among equals. */
static bool find_sentence(struct arena *arena, struct str text, const struct marking *marking, const struct window *window,
                          const double *worth, size_t term_count, struct passage *passage) {
  uint32_t *seen = arena_array(arena, term_count + 1, sizeof *seen);
  struct window best = {.begin = window->begin, .end = window->begin};
  size_t end = window->begin;
  for (size_t i = 0; seen != NULL && i < window->mark_count; i++) {
    size_t mark = window->first_mark + i, at = marking->marks[mark].bytes.begin;
    if (at >= end && at < window->end) {
      end = sentence_end(text, at, window->end);
      struct window sentence = {.begin = stops_last(text, at, window->begin), .end = end, .first_mark = mark};
      count_marks(marking, &sentence);
      sentence.worth = window_worth(marking, &sentence, worth, seen, (uint32_t)i + 1);
      best = sentence.worth > best.worth ? sentence : best;
    }
  }
  trim_window(text, &best);
  passage->sentence = (struct span){(uint32_t)(best.begin - window->begin), (uint32_t)(best.end - window->begin)};
  return seen != NULL;
}

static bool fill(struct arena *arena, struct str text, const struct marking *marking, const struct window *window,
                 struct passage *passage) {
  *passage = (struct passage){.text = str_slice(text, window->begin, window->end)};
  passage->matches = arena_array(arena, window->mark_count, sizeof *passage->matches);
  if (passage->matches == NULL) {
    return false;
  }
  for (size_t i = 0; i < window->mark_count; i++) {
    struct span bytes = marking->marks[window->first_mark + i].bytes;
    if (bytes.begin >= window->begin && bytes.end <= window->end) {
      uint32_t base = (uint32_t)window->begin;
      passage->matches[passage->match_count++] = (struct span){bytes.begin - base, bytes.end - base};
    }
  }
  return true;
}

bool passage_cut(struct arena *arena, struct str text, const struct passage_match *matches, size_t match_count,
                 const struct passage_choice *choice, struct passage *passage) {
  struct marking marking = find_marks(arena, text, matches, match_count);
  if (marking.marks == NULL) {
    return false;
  }
  note_links(&marking, choice->links, choice->link_count);
  struct window window = find_window(arena, text, &marking, choice->worth, choice->term_count);
  shorten(text, &marking, &window);
  trim_window(text, &window);
  if (!fill(arena, text, &marking, &window, passage) ||
      !find_sentence(arena, text, &marking, &window, choice->worth, choice->term_count, passage)) {
    return false;
  }
  passage->cut_before = str_trim(str_slice(text, 0, window.begin)).len > 0;
  passage->cut_after = str_trim(str_slice(text, window.end, text.len)).len > 0;
  return true;
}

bool passage_whole(struct arena *arena, struct str text, const struct passage_match *matches, size_t match_count,
                   struct passage *passage) {
  struct marking marking = find_marks(arena, text, matches, match_count);
  struct window window = {.end = text.len, .mark_count = marking.count};
  return marking.marks != NULL && fill(arena, text, &marking, &window, passage);
}

struct str passage_heading(struct str heading) {
  if (heading.len <= PASSAGE_BYTES) {
    return heading;
  }
  size_t end = PASSAGE_BYTES;
  while (end > PASSAGE_BYTES / 2 && heading.ptr[end] != ' ') {
    end--;
  }
  while (end > 0 && ((unsigned char)heading.ptr[end] & 0xC0) == 0x80) {
    end--;
  }
  return str_slice(heading, 0, end);
}
