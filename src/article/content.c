#include "article/content.h"

#include "article/text.h"

/* The largest share of its <main> that an article may leave out and still be the content. */
enum { LEFT_OUT_SHARE = 3 };

static bool is_of(struct str word, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if ((list[i][0] | 0x20) == (word.ptr[0] | 0x20) && markup_same_name(word, str_of(list[i]))) {
      return true;
    }
  }
  return false;
}

static bool is_word_of(struct str words, const char *const *list, size_t count) {
  for (size_t at = 0; at < words.len;) {
    size_t end = at;
    while (end < words.len && !text_is_space(words.ptr[end])) {
      end++;
    }
    if (end > at && is_of(str_slice(words, at, end), list, count)) {
      return true;
    }
    at = end + 1;
  }
  return false;
}

/* Parts of a page that WAI-ARIA names and that are not its content. */
static bool has_outer_role(const struct page *page, size_t node) {
  static const char *const roles[] = {"navigation", "banner", "contentinfo", "search",      "menu", "menubar",
                                      "toolbar",    "dialog", "alert",       "alertdialog", "form", "switch"};
  return (page->nodes[node].has & HAS_ROLE) != 0 && is_word_of(page_attribute(page, node, "role"), roles, COUNT_OF(roles));
}

/* What generators of sites call such parts where HTML does not. */
static bool has_outer_class(const struct page *page, size_t node) {
  static const char *const classes[] = {
      "headerlink",
      "header-anchor",
      "hash-link",
      "navheader",
      "navfooter",
      "nav-panel",
      "sphinxsidebar",
      "related",
      "breadcrumb",
      "breadcrumbs",
      "pagination",
      "page-nav",
      "md-sidebar",
      "table-of-contents",
      "toc",
      "td-sidebar",
      "td-sidebar-toc",
      "td-page-meta",
      "skip-link",
      "skip-to-main",
      "sr-only",
      "site-header",
      "site-footer",
      "visually-hidden",
      "heading-anchor",
      "anchorjs-link",
      "lineno",
      "linenos",
      "gutter",
      "td-heading-self-link",
      "copybtn",
      "boring",
      "edit-this-page",
      "theme-edit-this-page",
      "theme-last-updated",
      "theme-doc-version-badge",
      "navigation",
      "footer",
      "srclink",
      "out-of-band",
      "rightside",
      "sub-logo-container",
      "notable-traits",
      "catlinks",
      "printfooter",
      "mw-editsection",
      "editsection",
      "t-navbar",
      "nosearch",
  };
  return (page->nodes[node].has & HAS_CLASS) != 0 && is_word_of(page_attribute(page, node, "class"), classes, COUNT_OF(classes));
}

/* The same by ids, which stand on whole parts of a page alone. */
static bool has_outer_id(const struct page *page, size_t node) {
  static const char *const ids[] = {"footer", "siteSub", "contentSub", "jump-to-nav", "mw-navigation", "nav-path"};
  const struct page_node *element = &page->nodes[node];
  bool is_part = (element->has & HAS_ID) != 0 && (element->tag->flags & TAG_WORD) == 0;
  return is_part && is_word_of(page_attribute(page, node, "id"), ids, COUNT_OF(ids));
}

static bool is_hidden(const struct page *page, size_t node) {
  if ((page->nodes[node].has & HAS_HIDDEN) == 0) {
    return false;
  }
  struct str hidden = page_attribute(page, node, "hidden");
  bool found_by_browsers = page_has_word(hidden, STR("until-found"));
  return (hidden.ptr != NULL && !found_by_browsers) || page_has_word(page_attribute(page, node, "aria-hidden"), STR("true"));
}

static bool weighs_nothing(const struct page *page, size_t node) {
  struct str weight = page_own_attribute(page, node, "weight");
  return str_equal(str_trim(weight), STR("0")) || str_starts_with(str_trim(weight), STR("0.0"));
}

bool content_leaves_out(const struct page *page, const struct content *content, size_t node) {
  const struct tag *tag = page->nodes[node].tag;
  unsigned flags = TAG_GONE | (content->is_whole ? TAG_AROUND : 0u);
  if ((tag->flags & flags) != 0 || (tag->group == GROUP_FORM && !page->nodes[node].holds_blocks)) {
    return true;
  }
  return page->nodes[node].has != 0 &&
         (is_hidden(page, node) || has_outer_role(page, node) || has_outer_class(page, node) || has_outer_id(page, node) ||
          page_own_attribute(page, node, "ignore").ptr != NULL || weighs_nothing(page, node));
}

/* Bytes of text that an element holds. */
static size_t weigh(const struct page *page, size_t node) {
  size_t bytes = 0;
  for (size_t i = node + 1; i < page->nodes[node].end; i++) {
    bytes += page->nodes[i].tag == NULL ? str_trim(page->nodes[i].raw).len : 0;
  }
  return bytes;
}

/* Whether an element could be the content, were it the only one. */
typedef bool candidate(const struct page *page, size_t node);

static bool is_marked(const struct page *page, size_t node) {
  return page_own_attribute(page, node, "body").ptr != NULL;
}

static bool is_main(const struct page *page, size_t node) {
  const struct page_node *element = &page->nodes[node];
  bool has_role = (element->has & HAS_ROLE) != 0 && page_has_word(page_attribute(page, node, "role"), STR("main"));
  return (element->tag->group == GROUP_MAIN || has_role) && !is_hidden(page, node);
}

static bool is_article(const struct page *page, size_t node) {
  return page->nodes[node].tag->group == GROUP_ARTICLE;
}

static bool is_body(const struct page *page, size_t node) {
  return page->nodes[node].tag->group == GROUP_BODY;
}

/* Notes the outermost candidates within an element and answers how many there are in all. */
static size_t find_all(const struct page *page, size_t within, candidate *fits, struct content *content) {
  size_t count = 0;
  for (size_t i = within + 1; i < page->nodes[within].end;) {
    const struct page_node *node = &page->nodes[i];
    bool found = node->tag != NULL && fits(page, i);
    if (found && count < CONTENT_ROOTS_MAX) {
      content->roots[count] = i;
      content->count = count + 1;
    }
    count += found;
    i = found ? node->end : i + 1;
  }
  return count;
}

static size_t heaviest(const struct page *page, const struct content *content) {
  size_t best = content->roots[0], most = 0;
  for (size_t i = 0; i < content->count; i++) {
    size_t bytes = weigh(page, content->roots[i]);
    best = bytes > most ? content->roots[i] : best;
    most = bytes > most ? bytes : most;
  }
  return best;
}

/* A blog's front page has many articles, each a part; a page with one has little beside it. */
static void narrow(const struct page *page, size_t main, struct content *content) {
  bool is_one = find_all(page, main, is_article, content) == 1;
  is_one = is_one && weigh(page, content->roots[0]) >= weigh(page, main) - weigh(page, main) / LEFT_OUT_SHARE;
  content->roots[0] = is_one ? content->roots[0] : main;
  content->count = 1;
}

void content_find(const struct page *page, struct content *content) {
  *content = (struct content){.count = 0};
  if (find_all(page, 0, is_marked, content) > 0) {
    content->is_marked = true;
  } else if (find_all(page, 0, is_main, content) > 0) {
    narrow(page, heaviest(page, content), content);
  } else if (find_all(page, 0, is_article, content) != 1) {
    content->is_whole = true;
    content->count = 1;
    content->roots[0] = find_all(page, 0, is_body, content) > 0 ? content->roots[0] : 0;
    content->count = 1;
  }
}
