#include "links.h"
#include "anchors.h"

enum { BRANCH_BYTES_MAX = 256 };

/* ---- what there is ---- */

/* /help/ of /help/hip, behind the host where one is named; empty where an address has no such part. */
static struct str branch_of(struct str address) {
  size_t root = article_address_host(address).len;
  size_t end = str_find(address, '/', root + 1);
  return address.len > root + 1 && address.ptr[root] == '/' && end < address.len ? str_slice(address, 0, end + 1) : STR("");
}

/* Whose addresses are walked. */
struct learning {
  struct checker *checker;
  struct links *links;
};

static void learn_address(void *context, struct str id, struct str url) {
  const struct learning *learning = context;
  struct str branch = branch_of(url);
  size_t root = article_address_host(url).len;
  (void)id;
  if (branch.len > 0) {
    hashes_add(learning->checker, &learning->links->branches, digest_hash(branch));
  }
  for (size_t end = root; end < url.len; end++) {
    if (url.ptr[end] == '/') {
      hashes_add(learning->checker, &learning->links->folders, digest_hash(str_slice(url, 0, end + 1)));
    }
  }
}

bool links_learn(struct checker *checker, struct links *links, struct error *err) {
  *links = (struct links){.count = 0};
  bool done = store_ids(checker->store, learn_address, &(struct learning){checker, links}, err);
  hashes_sort(&links->branches);
  hashes_sort(&links->folders);
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

/* The folder of an address, "/help/" of /help/tags/; its last part without slashes is *name. */
static struct str folder_of(struct str address, struct str *name) {
  size_t end = address.len - str_ends_with(address, STR("/")), begin = end;
  while (begin > 0 && address.ptr[begin - 1] != '/') {
    begin--;
  }
  *name = str_slice(address, begin, end);
  return str_slice(address, 0, begin);
}

/* Whether the generator of the site may have put something at an address by itself: a list of pages, or a file as it was given.
 */
static bool may_be_generated(struct checker *checker, const struct links *links, struct str address) {
  static const char *const lists[] = {"tags", "categories", "series", "authors", "archives", "search", "page"};
  struct str name, folder = folder_of(address, &name);
  struct str whole = arena_format(&checker->scratch, "%.*s%.*s/", STR_ARG(folder), STR_ARG(name));
  bool may = hashes_count(&links->folders, digest_hash(whole)) > 0 || hashes_count(&links->folders, digest_hash(folder)) == 0;
  for (size_t i = 0; i < COUNT_OF(lists) && !may; i++) {
    may = str_equal(name, str_of(lists[i]));
  }
  return may || source_has_static(&checker->source, address, &checker->scratch);
}

/* Whether a file that is no page lies in the folder: beside the article, or where the generator takes files from. */
static bool has_file(struct checker *checker, const struct page *page, struct str link, struct str address, struct error *err,
                     bool *has) {
  struct article other;
  struct str name, folder = folder_of(address, &name);
  uint32_t number = 0;
  *has = checker->source.path == NULL || checker->source.lines ||
         source_has_file(&checker->source, page->article.id, link, &checker->scratch) ||
         source_has_static(&checker->source, address, &checker->scratch);
  if (*has || checker->settings.addresses.generator == GENERATOR_NONE) {
    return true;
  }
  if (!store_find(checker->store, folder, &number, err) ||
      (number != 0 && !store_article_facts(checker->store, number, &checker->scratch, &other, err))) {
    return false;
  }
  *has = number != 0 && source_has_file(&checker->source, other.id, name, &checker->scratch);
  return true;
}

/* Whether a path is that of a file whose page a generator makes. */
static bool is_source(struct str path) {
  return article_is_source(path) && !str_ends_with(path, STR(".html")) && !str_ends_with(path, STR(".htm"));
}

/* Whether a link that leads to no article is meant to lead to one. */
static bool is_broken(struct checker *checker, const struct links *links, const struct page *page, struct str link, bool *broken,
                      struct error *err) {
  size_t mark = str_find(link, '#', 0), query = str_find(link, '?', 0);
  struct str path = str_slice(link, 0, mark < query ? mark : query);
  struct str address = article_link_address(&checker->scratch, page->article.url, path);
  bool relative = article_address_scheme(path).len == 0 && path.len > 0 && path.ptr[0] != '/';
  *broken = false;
  bool generated = checker->settings.addresses.generator != GENERATOR_NONE;
  bool is_file = article_address_scheme(path).len == 0 && is_source(path);
  if (path.len == 0 ||
      (!relative && !(generated && is_file) && hashes_count(&links->branches, digest_hash(branch_of(address))) == 0)) {
    return true; /* the page itself, or another part of the web */
  }
  if (names_file(path)) {
    bool has = true;
    bool done = !relative || has_file(checker, page, path, address, err, &has);
    *broken = !has;
    return done;
  }
  *broken = !generated || is_file || !may_be_generated(checker, links, address);
  return true;
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
  if (!own && !store_follow(checker->store, &page->article, link, &number, err)) {
    return false;
  }
  bool broken = false;
  if (number == 0 && !is_broken(checker, links, page, link, &broken, err)) {
    return false;
  }
  if (broken) {
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
  if (!store_follow(checker->store, &page->article, translation->link, &number, err)) {
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
