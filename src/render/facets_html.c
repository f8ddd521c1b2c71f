#include "facets_html.h"
#include "address.h"
#include "html.h"

/* How the answer that a link leads to differs from this one; it always begins with its first page. */
struct change {
  const struct search_filter *added;   /* NULL: none */
  const struct search_filter *removed; /* one of the answer's own; NULL: none */
  const char *cleared;                 /* a parameter: "lang", "since", "until"; NULL: none */
  bool by_date;
};

void facets_add_filter(struct buf *out, const struct search_filter *filter) {
  if (str_equal(filter->name, STR("tag"))) {
    buf_add(out, STR("&amp;tag="));
  } else {
    buf_add(out, STR("&amp;filter="));
    address_add_parameter(out, filter->name);
    buf_byte(out, ':');
  }
  address_add_parameter(out, filter->value);
}

static void add_parameters(struct buf *out, const struct search_answer *answer, const struct change *change) {
  const struct {
    const char *name;
    struct str value;
  } simple[] = {{"lang", answer->lang}, {"since", answer->since}, {"until", answer->until}};
  for (size_t i = 0; i < COUNT_OF(simple); i++) {
    bool cleared = change->cleared != NULL && strcmp(change->cleared, simple[i].name) == 0;
    if (simple[i].value.len > 0 && !cleared) {
      buf_format(out, "&amp;%s=", simple[i].name);
      address_add_parameter(out, simple[i].value);
    }
  }
  for (size_t i = 0; i < answer->filter_count; i++) {
    if (&answer->filters[i] != change->removed) {
      facets_add_filter(out, &answer->filters[i]);
    }
  }
  if (change->added != NULL) {
    facets_add_filter(out, change->added);
  }
}

/* Opens a link; its text and its end are the caller's. */
static void open_link(struct buf *out, const struct search_answer *answer, const struct change *change) {
  buf_add(out, STR("<a rel=\"nofollow\" href=\"/search?q="));
  address_add_parameter(out, answer->query);
  if (answer->limit != SEARCH_LIMIT_DEFAULT) {
    buf_format(out, "&amp;limit=%zu", answer->limit);
  }
  add_parameters(out, answer, change);
  buf_add(out, answer->exact ? STR("&amp;exact=1") : STR(""));
  buf_add(out, change->by_date ? STR("&amp;sort=date\">") : STR("\">"));
}

/* One that holds: the link says what it takes off. */
static void add_chosen(struct buf *out, const struct search_answer *answer, const struct change *change, struct str name,
                       struct str value) {
  buf_add(out, STR("<li>"));
  open_link(out, answer, change);
  buf_add(out, STR("<span class=\"unseen\">Remove </span>"));
  html_text(out, name);
  buf_add(out, STR(": "));
  html_text(out, value);
  buf_add(out, STR(" <span aria-hidden=\"true\">×</span></a></li>"));
}

static void add_all_chosen(struct buf *out, const struct search_answer *answer) {
  const struct {
    const char *name;
    struct str value;
  } simple[] = {{"lang", answer->lang}, {"since", answer->since}, {"until", answer->until}};
  if (answer->filter_count + answer->lang.len + answer->since.len + answer->until.len == 0) {
    return;
  }
  buf_add(out, STR("<ul class=\"chosen\" aria-label=\"Filters\">"));
  for (size_t i = 0; i < COUNT_OF(simple); i++) {
    if (simple[i].value.len > 0) {
      add_chosen(out, answer, &(struct change){.cleared = simple[i].name, .by_date = answer->by_date}, str_of(simple[i].name),
                 simple[i].value);
    }
  }
  for (size_t i = 0; i < answer->filter_count; i++) {
    const struct search_filter *filter = &answer->filters[i];
    add_chosen(out, answer, &(struct change){.removed = filter, .by_date = answer->by_date}, filter->name, filter->value);
  }
  buf_add(out, STR("</ul>\n"));
}

/* Without words there is but one order. */
static void add_order(struct buf *out, const struct search_answer *answer) {
  if (answer->browsed || answer->total < 2) {
    return;
  }
  buf_add(out, answer->by_date ? STR("<p class=\"order\">Newest first. ") : STR("<p class=\"order\">Best first. "));
  open_link(out, answer, &(struct change){.by_date = !answer->by_date});
  buf_add(out, answer->by_date ? STR("Best first</a></p>\n") : STR("Newest first</a></p>\n"));
}

/* Values that would change what is found. */
static size_t choices(const struct search_facet *facet) {
  size_t count = 0;
  for (size_t i = 0; i < facet->count; i++) {
    count += !facet->counts[i].chosen;
  }
  return facet->count > 1 ? count : 0;
}

static void add_facet(struct buf *out, const struct search_answer *answer, const struct search_facet *facet) {
  buf_add(out, STR("<li><span class=\"facet\">"));
  html_text(out, facet->name);
  buf_add(out, STR("</span> <ul>"));
  for (size_t i = 0; i < facet->count; i++) {
    struct search_filter filter = {facet->name, facet->counts[i].value};
    if (facet->counts[i].chosen) {
      continue;
    }
    buf_add(out, STR("<li>"));
    open_link(out, answer, &(struct change){.added = &filter, .by_date = answer->by_date});
    html_text(out, filter.value);
    buf_format(out, "</a> <span class=\"count\">%u</span></li>", (unsigned)facet->counts[i].articles);
  }
  if (facet->more > 0) {
    buf_format(out, "<li class=\"count\">%llu more</li>", (unsigned long long)facet->more);
  }
  buf_add(out, STR("</ul></li>\n"));
}

void facets_html(struct buf *out, const struct search_answer *answer) {
  size_t shown = 0;
  if (answer->facet_count == 0) {
    return;
  }
  buf_add(out, STR("<div class=\"narrow\" lang=\"en\">\n"));
  add_all_chosen(out, answer);
  add_order(out, answer);
  for (size_t i = 0; i < answer->facet_count; i++) {
    if (choices(&answer->facets[i]) > 0) {
      buf_add(out, shown++ == 0 ? STR("<details><summary>Narrow down</summary>\n<ul class=\"facets\">\n") : STR(""));
      add_facet(out, answer, &answer->facets[i]);
    }
  }
  buf_add(out, shown > 0 ? STR("</ul></details>\n</div>\n") : STR("</div>\n"));
}
