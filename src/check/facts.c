#include "pages.h"

/* ---- tags ---- */

static void know_tag(struct checker *checker, struct tags *tags, struct str tag) {
  struct buf folded;
  buf_init(&folded, 8 * tag.len + 64);
  store_facet_fold(tag, &folded);
  struct str kept = arena_copy(checker->arena, buf_str(&folded));
  if (kept.ptr != NULL && kept.len > 0) {
    (void)lookup_add(&tags->known, kept, 0);
  }
  tags->listed = true;
  buf_free(&folded);
}

/* The tags of the owner's topics, where the index has any. */
static bool know_topics(struct checker *checker, struct tags *tags, struct error *err) {
  struct str text;
  struct topics topics;
  if (!store_resource(checker->store, STR(TOPICS_FILE), checker->arena, &text, err) ||
      (text.len > 0 && !topics_read(checker->arena, text, &topics, err))) {
    return false;
  }
  for (size_t i = 0; text.len > 0 && i < topics.count; i++) {
    for (size_t k = 0; k < topics.list[i].tag_count; k++) {
      know_tag(checker, tags, topics.list[i].tags[k]);
    }
  }
  return true;
}

bool tags_learn(struct checker *checker, struct tags *tags, struct error *err) {
  *tags = (struct tags){.known = {.arena = checker->arena}};
  for (size_t i = 0; i < checker->settings.tag_count; i++) {
    know_tag(checker, tags, checker->settings.tags[i].text);
  }
  return know_topics(checker, tags, err) && (!arena_failed(checker->arena) || error_memory(err));
}

static bool tag_is_known(struct checker *checker, const struct tags *tags, struct str tag) {
  struct buf folded;
  buf_init(&folded, 8 * tag.len + 64);
  store_facet_fold(tag, &folded);
  bool known = lookup_find(&tags->known, buf_str(&folded)) != NULL;
  checker->scratch.failed |= buf_failed(&folded);
  buf_free(&folded);
  return known;
}

static void check_tags(struct checker *checker, const struct tags *tags, const struct page *page) {
  for (size_t i = 0; tags->listed && i < page->article.tag_count; i++) {
    struct str tag = page->article.tags[i];
    if (!tag_is_known(checker, tags, tag)) {
      size_t line = source_first(page->said.text, tag);
      checker_note(checker, RULE_TAG_UNKNOWN, page->file, line > 0 ? line : page->said.line,
                   "\"%.*s\" is none of the tags there are; correct it, or add it to them", STR_ARG(checker_quote(checker, tag)));
    }
  }
}

/* ---- the other facts ---- */

static void check_review(struct checker *checker, const struct page *page) {
  uint32_t due = store_review(checker->store, page->number);
  if (due != 0 && due < checker->task->today) {
    size_t line = source_first(page->said.text, STR("review_by"));
    checker_note(checker, RULE_REVIEW_EXPIRED, page->file, line > 0 ? line : page->said.line,
                 "was to be reviewed by %.*s; review it, and move the day", STR_ARG(page->article.review_by));
  }
}

static void check_successor(struct checker *checker, const struct page *page) {
  struct str by = page->article.superseded_by;
  if (by.len > 0 && store_successor(checker->store, page->number) == 0) {
    size_t line = source_first(page->said.text, STR("superseded_by"));
    checker_note(checker, RULE_SUCCESSOR_BROKEN, page->file, line > 0 ? line : page->said.line,
                 "superseded_by: \"%.*s\" is no other article, or leads back to this one; write its path, or its address",
                 STR_ARG(checker_quote(checker, by)));
  }
}

void page_check_facts(struct checker *checker, const struct tags *tags, const struct page *page) {
  if (page->said.no_title) {
    checker_note(checker, RULE_TITLE_MISSING, page->file, page->said.line, "has no title and is shown as \"%.*s\"; give it one",
                 STR_ARG(checker_quote(checker, page->article.title)));
  }
  if (page->said.no_language && checker->settings.language.text.len == 0) {
    checker_note(checker, RULE_LANGUAGE_MISSING, page->file, page->said.line,
                 "does not say its language; write lang: into it, or language: into " SETTINGS_FILE);
  }
  check_tags(checker, tags, page);
  check_review(checker, page);
  check_successor(checker, page);
}
