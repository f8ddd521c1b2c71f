#include "inversion_table.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* The terms of all runs, and of what is still in memory, as one sequence. */

enum {
  WINDOW_BYTES = 1 << 16, /* of a run, in memory */
  NUMBER_BYTES_MAX = 10,
  STEMS_MAX = 256, /* of a surface; there are fewer */
};

/* A place in a run, or among the terms in memory. */
struct cursor {
  struct str term;
  struct buf kept;    /* the term's bytes, of a run */
  struct buf window;  /* what was read ahead; of a term in memory all that is known of it */
  size_t at;          /* in it */
  uint64_t next, end; /* of the run: what was not read yet */
  bool in_file, over;
  uint64_t left;    /* bytes of the list at hand */
  uint32_t article; /* the last one */
  uint32_t place;   /* in `sorted` */
};

struct merge {
  const struct inversion *inversion;
  struct sorted *sorted;
  struct cursor *cursors, **here; /* in order of articles; those that have the term at hand */
  size_t cursor_count, here_count, here_at;
  struct arena arena; /* of the term at hand */
  struct word_stem stems[STEMS_MAX];
  struct writings writings;
  bool damaged, stopped;
};

/* Reads on in a run until so many bytes in a row are there; NULL where there are fewer. */
static const char *read_on(struct merge *merge, struct cursor *cursor, size_t bytes) {
  size_t there = cursor->window.len - cursor->at;
  uint64_t unread = cursor->in_file ? cursor->end - cursor->next : 0;
  if (unread < bytes - there) {
    merge->damaged = true;
    return NULL;
  }
  if (there > 0) {
    memmove(cursor->window.ptr, cursor->window.ptr + cursor->at, there);
  }
  cursor->window.len = there;
  cursor->at = 0;
  size_t most = bytes > WINDOW_BYTES ? bytes : WINDOW_BYTES, wanted = unread < most ? (size_t)unread : most;
  char *room = buf_reserve(&cursor->window, wanted);
  while (room != NULL && wanted > 0) {
    ssize_t count = pread(merge->inversion->file, room, wanted, (off_t)cursor->next);
    if (count == 0 || (count < 0 && errno != EINTR)) {
      break;
    }
    size_t got = count < 0 ? 0 : (size_t)count;
    room += got;
    wanted -= got;
    cursor->window.len += got;
    cursor->next += got;
  }
  merge->damaged = merge->damaged || room == NULL || wanted > 0;
  return merge->damaged ? NULL : cursor->window.ptr + cursor->at;
}

/* Bytes in a row that were not taken yet; NULL where there are fewer. */
static inline const char *need(struct merge *merge, struct cursor *cursor, size_t bytes) {
  return cursor->window.len - cursor->at >= bytes ? cursor->window.ptr + cursor->at : read_on(merge, cursor, bytes);
}

static uint64_t large_number(struct merge *merge, struct cursor *cursor) {
  if (cursor->at + NUMBER_BYTES_MAX > cursor->window.len && cursor->in_file && cursor->next < cursor->end) {
    uint64_t rest = cursor->window.len - cursor->at + (cursor->end - cursor->next);
    (void)need(merge, cursor, rest < NUMBER_BYTES_MAX ? (size_t)rest : NUMBER_BYTES_MAX);
  }
  uint64_t number = 0;
  for (unsigned shift = 0; cursor->at < cursor->window.len && shift < 64; shift += 7) {
    unsigned char byte = (unsigned char)cursor->window.ptr[cursor->at++];
    number |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) {
      return number;
    }
  }
  merge->damaged = true;
  return 0;
}

/* The next number; 0 where there is none. */
static inline uint64_t next_number(struct merge *merge, struct cursor *cursor) {
  if (cursor->at < cursor->window.len && (unsigned char)cursor->window.ptr[cursor->at] < 0x80) {
    return (unsigned char)cursor->window.ptr[cursor->at++]; /* nearly all of them */
  }
  return large_number(merge, cursor);
}

/* The next text; valid until more is read. */
static struct str next_text(struct merge *merge, struct cursor *cursor) {
  size_t length = (size_t)next_number(merge, cursor);
  const char *bytes = need(merge, cursor, length);
  cursor->at += bytes == NULL ? 0 : length;
  return (struct str){bytes, bytes == NULL ? 0 : length};
}

/* To the next term. */
static void step(struct merge *merge, struct cursor *cursor) {
  const struct inversion *inversion = merge->inversion;
  if (cursor->in_file) {
    cursor->over = cursor->at == cursor->window.len && cursor->next == cursor->end;
    buf_clear(&cursor->kept);
    if (!cursor->over) {
      buf_add(&cursor->kept, next_text(merge, cursor));
    }
    cursor->term = buf_str(&cursor->kept);
    return;
  }
  cursor->over = cursor->place == inversion->count;
  if (!cursor->over) {
    const struct entry *entry = inversion_at(inversion, merge->sorted[cursor->place++].entry);
    cursor->term = entry_name(entry);
    buf_clear(&cursor->window);
    cursor->at = 0;
    entry_pack(inversion, entry, &cursor->window);
  }
}

/* A text that lasts as long as the term is at hand. */
static struct str keep(struct merge *merge, const struct cursor *cursor, struct str text) {
  return cursor->in_file ? arena_copy(&merge->arena, text) : text;
}

static void add_stem(struct merge *merge, struct inverted *inverted, struct cursor *cursor) {
  size_t count;
  uint32_t articles = (uint32_t)next_number(merge, cursor), number = (uint32_t)next_number(merge, cursor);
  struct str stem = next_text(merge, cursor);
  const struct language *languages = language_list(&count),
                        *language = number == 0 || number > count ? NULL : &languages[number - 1];
  for (size_t i = 0; i < inverted->stem_count; i++) {
    if (merge->stems[i].language == language && str_equal(merge->stems[i].stem, stem)) {
      merge->stems[i].articles += articles;
      return;
    }
  }
  if (inverted->stem_count < STEMS_MAX) {
    merge->stems[inverted->stem_count++] = (struct word_stem){language, keep(merge, cursor, stem), articles};
  }
}

static void add_writing(struct merge *merge, struct cursor *cursor) {
  struct writings *writings = &merge->writings;
  struct writing_count way = {.articles = (uint32_t)next_number(merge, cursor)};
  way.dressed = (uint32_t)next_number(merge, cursor);
  way.text = next_text(merge, cursor);
  for (size_t i = 0; i < writings->count; i++) {
    if (str_equal(writings->list[i].text, way.text)) {
      writings->list[i].articles += way.articles;
      writings->list[i].dressed += way.dressed;
      return;
    }
  }
  way.text = keep(merge, cursor, way.text);
  merge->damaged = merge->damaged || !writings_add(writings, &way);
}

/* Takes what a cursor knows of the term at hand, up to its list. */
static void gather(struct merge *merge, struct inverted *inverted, struct cursor *cursor) {
  inverted->articles += (uint32_t)next_number(merge, cursor);
  for (uint64_t left = next_number(merge, cursor); left > 0 && !merge->damaged; left--) {
    add_stem(merge, inverted, cursor);
  }
  for (uint64_t left = next_number(merge, cursor); left > 0 && !merge->damaged; left--) {
    add_writing(merge, cursor);
  }
  cursor->left = next_number(merge, cursor);
  cursor->article = 0;
}

bool inverted_next(const struct inverted *inverted, uint32_t *article, struct str *places) {
  struct merge *merge = inverted->rest;
  while (merge->here_at < merge->here_count && merge->here[merge->here_at]->left == 0) {
    merge->here_at++;
  }
  if (merge->here_at == merge->here_count || merge->damaged) {
    return false;
  }
  struct cursor *cursor = merge->here[merge->here_at];
  uint64_t before = cursor->next - (cursor->window.len - cursor->at);
  cursor->article += (uint32_t)next_number(merge, cursor);
  *places = next_text(merge, cursor);
  *article = cursor->article;
  uint64_t used = cursor->next - (cursor->window.len - cursor->at) - before;
  merge->damaged = merge->damaged || used > cursor->left;
  cursor->left -= merge->damaged ? cursor->left : used;
  return !merge->damaged;
}

/* The least term of all; NULL behind the last one. */
static const struct cursor *least(const struct merge *merge) {
  const struct cursor *least = NULL;
  for (size_t i = 0; i < merge->cursor_count; i++) {
    const struct cursor *cursor = &merge->cursors[i];
    if (!cursor->over && (least == NULL || str_compare(cursor->term, least->term) < 0)) {
      least = cursor;
    }
  }
  return least;
}

static bool visit_terms(struct merge *merge, inverted_visitor *visit, void *context) {
  const struct cursor *first;
  while (!merge->stopped && !merge->damaged && (first = least(merge)) != NULL) {
    struct inverted inverted = {.term = first->term, .stems = merge->stems, .rest = merge};
    merge->here_count = merge->here_at = 0;
    merge->writings.surface = first->term;
    merge->writings.count = 0;
    arena_reset(&merge->arena);
    for (size_t i = 0; i < merge->cursor_count; i++) {
      struct cursor *cursor = &merge->cursors[i];
      if (!cursor->over && (cursor == first || str_equal(cursor->term, first->term))) {
        merge->here[merge->here_count++] = cursor;
        gather(merge, &inverted, cursor);
      }
    }
    inverted.writings = merge->writings;
    merge->stopped = !merge->damaged && !visit(context, &inverted);
    for (size_t i = 0; !merge->stopped && i < merge->here_count; i++) {
      step(merge, merge->here[i]);
    }
  }
  return !merge->stopped && !merge->damaged && !arena_failed(&merge->arena);
}

static bool open_cursors(struct merge *merge) {
  const struct inversion *inversion = merge->inversion;
  size_t count = inversion->run_count + (size_t)1;
  merge->cursors = calloc(count, sizeof *merge->cursors);
  merge->here = calloc(count, sizeof *merge->here);
  merge->sorted = inversion_sort(inversion);
  if (merge->cursors == NULL || merge->here == NULL || merge->sorted == NULL) {
    return false;
  }
  merge->cursor_count = count;
  for (size_t i = 0; i < count; i++) {
    struct cursor *cursor = &merge->cursors[i];
    buf_init(&cursor->kept, 1 << 20);
    buf_init(&cursor->window, (size_t)1 << 33);
    cursor->in_file = i < inversion->run_count;
    if (cursor->in_file) {
      cursor->next = inversion->runs[i].begin;
      cursor->end = inversion->runs[i].end;
    }
    step(merge, cursor);
  }
  return !merge->damaged;
}

bool inversion_walk(struct inversion *inversion, inverted_visitor *visit, void *context, struct error *err) {
  struct merge *merge = calloc(1, sizeof *merge);
  if (merge == NULL) {
    return error_memory(err);
  }
  merge->inversion = inversion;
  arena_init(&merge->arena, 1 << 30);
  bool done = open_cursors(merge) && visit_terms(merge, visit, context);
  for (size_t i = 0; i < merge->cursor_count; i++) {
    buf_free(&merge->cursors[i].kept);
    buf_free(&merge->cursors[i].window);
  }
  bool damaged = merge->damaged && inversion->run_count > 0, stopped = merge->stopped;
  arena_free(&merge->arena);
  writings_free(&merge->writings);
  free(merge->cursors);
  free(merge->here);
  free(merge->sorted);
  free(merge);
  if (done || stopped) {
    return done;
  }
  return (damaged ? error_set(err, "%s: what was set aside in a file beside it cannot be read; check the disk", inversion->path)
                  : error_memory(err));
}
