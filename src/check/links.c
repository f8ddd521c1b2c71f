#include "links.h"
#include "anchors.h"

enum { BRANCH_BYTES_MAX = 256 };

/* ---- what there is ---- */

/* /help/ of /help/hip; empty where an address has no such part. */
static struct str branch_of(struct str address) {
  size_t end = str_find(address, '/', 1);
  return address.len > 1 && address.ptr[0] == '/' && end < address.len ? str_slice(address, 0, end + 1) : STR("");
}

/* Whose addresses are walked. */
struct learning {
  struct checker *checker;
  struct links *links;
};

static void learn_branch(void *context, struct str id, struct str url) {
  const struct learning *learning = context;
  struct str branch = branch_of(url);
  (void)id;
  if (branch.len > 0) {
    hashes_add(learning->checker, &learning->links->branches, digest_hash(branch));
  }
}

bool links_learn(struct checker *checker, struct links *links, struct error *err) {
  *links = (struct links){.count = 0};
  bool done = store_ids(checker->store, learn_branch, &(struct learning){checker, links}, err);
  hashes_sort(&links->branches);
  return done;
}

static uint64_t anchor_hash(uint32_t number, struct str anchor) {
  return digest_hash(anchor) ^ ((uint64_t)number * 0x9e3779b97f4a7c15U);
}

/* Whose anchors are noted. */
struct noting {
  struct checker *checker;
  struct links *links;
  uint32_t number;
};

static void note_anchor(void *context, struct str anchor) {
  const struct noting *noting = context;
  hashes_add(noting->checker, &noting->links->anchors, anchor_hash(noting->number, anchor));
}

static void note_anchors(struct checker *checker, struct links *links, const struct page *page) {
  struct noting noting = {checker, links, page->number};
  for (size_t i = 0; i < page->article.section_count; i++) {
    note_anchor(&noting, page->article.sections[i].anchor);
  }
  anchors_visit(page->said.text, note_anchor, &noting);
}

/* ---- links ---- */

/* Whether the last part of an address is the name of a file that is no page: guide.pdf. */
static bool names_file(struct str address) {
  static const char *const pages[] = {".md", ".markdown", ".html", ".htm"};
  size_t slash = 0, dot = address.len;
  for (size_t at = 0; at < address.len; at++) {
    slash = address.ptr[at] == '/' ? at + 1 : slash;
    dot = address.ptr[at] == '.' ? at : dot;
  }
  for (size_t i = 0; i < COUNT_OF(pages); i++) {
    if (str_ends_with(address, str_of(pages[i]))) {
      return false;
    }
  }
  return dot > slash && dot + 1 < address.len;
}

/* Whether a link that leads to no article is meant to lead to one. */
static bool is_broken(struct checker *checker, const struct links *links, struct str id, struct str link) {
  size_t mark = str_find(link, '#', 0), query = str_find(link, '?', 0);
  struct str path = str_slice(link, 0, mark < query ? mark : query);
  if (path.len == 0 || article_address_scheme(link).len > 0 || str_starts_with(link, STR("//"))) {
    return false;
  }
  if (path.ptr[0] == '/' && hashes_count(&links->branches, digest_hash(branch_of(path))) == 0) {
    return false; /* another part of the site */
  }
  if (!names_file(path)) {
    return true;
  }
  return checker->source.path != NULL && !checker->source.lines && path.ptr[0] != '/' &&
         !source_has_file(&checker->source, id, link, &checker->scratch);
}

/* Where a link stands: every place of it in turn. */
static size_t link_line(const struct page *page, struct source_finder *finder, struct str link) {
  static const char *const signs[] = {"](", "](<", "]: ", "href=\"", "", NULL};
  size_t line = source_next_behind(finder, signs, link);
  return line > 0 ? line : page->said.line;
}

/* A link to a section waits until all sections are known. */
static void note_anchored(struct checker *checker, struct links *links, const struct page *page, uint32_t number,
                          struct str target, struct str link, size_t line) {
  size_t mark = str_find(link, '#', 0);
  struct str anchor = str_slice(link, mark + 1, link.len), plain;
  if (anchor.len == 0 || str_equal(anchor, STR("top")) || str_starts_with(anchor, STR(":~:"))) {
    return;
  }
  const char *fragment = memmem(anchor.ptr, anchor.len, ":~:", 3);
  anchor.len = fragment != NULL ? (size_t)(fragment - anchor.ptr) : anchor.len;
  (void)decode_percent(&checker->scratch, anchor, false, &plain);
  struct anchored *grown = arena_grow(checker->arena, links->anchored, links->count, &links->capacity, sizeof *grown);
  if (grown != NULL && plain.ptr != NULL) {
    links->anchored = grown;
    links->anchored[links->count++] = (struct anchored){.hash = anchor_hash(number, plain),
                                                        .file = arena_copy(checker->arena, page->file),
                                                        .link = arena_copy(checker->arena, checker_quote(checker, link)),
                                                        .target = arena_copy(checker->arena, target),
                                                        .line = line};
  }
}

static bool check_link(struct checker *checker, struct links *links, const struct page *page, struct source_finder *finder,
                       struct str link, struct error *err) {
  uint32_t number = page->number;
  struct str target = page->article.id;
  bool own = link.ptr[0] == '#';
  if (!own && !store_follow(checker->store, page->article.id, link, &number, err)) {
    return false;
  }
  if (number == 0 && is_broken(checker, links, page->article.id, link)) {
    checker_note(checker, RULE_LINK_BROKEN, page->file, link_line(page, finder, link),
                 "the link \"%.*s\" leads to no article and no file; correct it, or take it out",
                 STR_ARG(checker_quote(checker, link)));
  }
  if (number == 0 || str_find(link, '#', 0) == link.len) {
    return true;
  }
  if (!own && !checker_id(checker, number, &target, err)) {
    return false;
  }
  note_anchored(checker, links, page, number, target, link, link_line(page, finder, link));
  return true;
}

static bool check_translation(struct checker *checker, const struct page *page, const struct translation *translation,
                              struct error *err) {
  uint32_t number;
  struct article other;
  if (!store_follow(checker->store, page->article.id, translation->link, &number, err)) {
    return false;
  }
  size_t line = source_first(page->said.text, translation->link);
  line = line > 0 ? line : page->said.line;
  if (number == 0) {
    if (article_address_scheme(translation->link).len == 0) {
      checker_note(checker, RULE_TRANSLATION_BROKEN, page->file, line,
                   "the translation \"%.*s\" leads to no article; correct it, or take it out",
                   STR_ARG(checker_quote(checker, translation->link)));
    }
    return true;
  }
  if (!store_article_facts(checker->store, number, &checker->scratch, &other, err)) {
    return false;
  }
  if (store_article_language(other.lang) != store_article_language(translation->lang)) {
    checker_note(checker, RULE_TRANSLATION_LANGUAGE, page->file, line,
                 "the translation \"%.*s\" is named as %.*s, but is in %.*s; correct one of them",
                 STR_ARG(checker_quote(checker, translation->link)), STR_ARG(translation->lang), STR_ARG(other.lang));
  }
  return true;
}

bool links_check(struct checker *checker, struct links *links, const struct page *page, struct error *err) {
  struct source_finder finder = {.text = page->said.text};
  note_anchors(checker, links, page);
  for (size_t i = 0; i < page->article.mark_count; i++) {
    const struct mark *mark = &page->article.marks[i];
    bool leads = mark->kind == MARK_LINK || mark->kind == MARK_IMAGE;
    if (leads && mark->value.len > 0 && !check_link(checker, links, page, &finder, mark->value, err)) {
      return false;
    }
  }
  for (size_t i = 0; i < page->article.translation_count; i++) {
    if (!check_translation(checker, page, &page->article.translations[i], err)) {
      return false;
    }
  }
  return true;
}

void links_settle(struct checker *checker, struct links *links) {
  hashes_sort(&links->anchors);
  for (size_t i = 0; i < links->count; i++) {
    const struct anchored *anchored = &links->anchored[i];
    if (hashes_count(&links->anchors, anchored->hash) == 0) {
      checker_note(checker, RULE_ANCHOR_BROKEN, anchored->file, anchored->line,
                   "the link \"%.*s\" leads to a section that %.*s does not have; correct it, or name the article alone",
                   STR_ARG(anchored->link), STR_ARG(anchored->target));
    }
  }
}
