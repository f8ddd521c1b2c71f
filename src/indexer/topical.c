#include "topical.h"

enum { TOPICS_ARENA_MAX = 64 * 1024 * 1024 };

/* Complains of a sentence that begins with the name of the file. */
static void complain(const struct topical *topical, struct error *sentence) {
  (void)error_prefix(sentence, "%s/", topical->folder);
  topical->complain(topical->context, sentence->text);
}

static void check_tags(const struct topical *topical, const struct topics *topics) {
  for (size_t i = 0; i < topics->count; i++) {
    const struct topic *topic = &topics->list[i];
    bool met = false;
    for (size_t k = 0; k < topic->tag_count && !met; k++) {
      met = store_writer_has_tag(topical->writer, topic->tags[k]);
    }
    if (!met) {
      struct error sentence;
      (void)error_set(&sentence, TOPICS_FILE ":%zu: no article has a tag of the topic \"%s\"; correct its tags, or leave it out",
                      topic->line, topic->id.ptr);
      complain(topical, &sentence);
    }
  }
}

bool topical_keep(const struct topical *topical, struct error *err) {
  struct buf bytes;
  struct arena arena;
  struct topics topics;
  struct error trouble;
  bool there, done = true;
  buf_init(&bytes, TOPICS_BYTES_MAX);
  arena_init(&arena, TOPICS_ARENA_MAX);
  if (!site_file(topical->folder, TOPICS_FILE, TOPICS_BYTES_MAX, &bytes, &there, &trouble)) {
    (void)error_prefix(&trouble, TOPICS_FILE ": ");
    complain(topical, &trouble);
  } else if (there && !topics_read(&arena, buf_str(&bytes), &topics, &trouble)) {
    complain(topical, &trouble);
  } else if (there) {
    check_tags(topical, &topics);
    done = store_writer_resource(topical->writer, STR(TOPICS_FILE), buf_str(&bytes), err);
  }
  arena_free(&arena);
  buf_free(&bytes);
  return done;
}
