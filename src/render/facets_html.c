#include "facets_html.h"
#include "address.h"
#include "html.h"
#include "language.h"
#include "settings/settings.h"

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

/* What a key of filters is called: the owner's keys as they are. */
static struct str name_of(const struct speech *speech, struct str key) {
  static const struct {
    struct str key;
    enum say say;
  } names[] = {{STR("topic"), SAY_TOPIC},
               {STR("tag"), SAY_TAG},
               {STR("lang"), SAY_LANGUAGE},
               {STR("since"), SAY_SINCE},
               {STR("until"), SAY_UNTIL}};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    if (str_equal(names[i].key, key)) {
      return speech_text(speech, names[i].say);
    }
  }
  return key;
}

/* The titles of a topic, by its id; NULL where it is none. */
static const struct topics_texts *titles_of(const struct search_answer *answer, struct search_filter filter) {
  for (size_t i = 0; i < answer->facet_count; i++) {
    const struct search_facet *facet = &answer->facets[i];
    for (size_t k = 0; k < facet->count && str_equal(facet->name, filter.name); k++) {
      if (str_equal(facet->counts[k].value, filter.value)) {
        return facet->counts[k].titles;
      }
    }
  }
  return NULL;
}

/* Languages are called as those who speak them do: "Deutsch", "Deutsch (AT)"; topics as readers of the page know them. */
static void add_value(struct buf *out, const struct speech *speech, const struct search_answer *answer,
                      struct search_filter filter) {
  const struct topics_texts *titles = titles_of(answer, filter);
  if (titles != NULL) {
    buf_add(out, topics_text_in(titles, str_of(speech->lang)));
  } else if (str_equal(filter.name, STR("lang"))) {
    language_add(out, filter.value);
  } else {
    buf_add(out, filter.value);
  }
}

static void add_value_text(struct buf *out, const struct speech *speech, const struct search_answer *answer,
                           struct search_filter filter) {
  struct buf shown;
  buf_init(&shown, out->ceiling);
  add_value(&shown, speech, answer, filter);
  buf_add(out, STR("<bdi>")); /* a number behind it would go to the other side of what is written from right to left */
  html_text(out, buf_str(&shown));
  buf_add(out, STR("</bdi>"));
  out->failed |= buf_failed(&shown);
  buf_free(&shown);
}

static void add_filter(struct buf *out, const struct speech *speech, const struct search_answer *answer,
                       struct search_filter filter) {
  struct buf shown;
  buf_init(&shown, out->ceiling);
  add_value(&shown, speech, answer, filter);
  html_named(out, speech, name_of(speech, filter.name), buf_str(&shown));
  out->failed |= buf_failed(&shown);
  buf_free(&shown);
}

/* One that holds: the link says what it takes off, which only those who do not see the × are told in words. */
static void add_chosen(struct buf *out, const struct speech *speech, const struct search_answer *answer,
                       const struct change *change, struct search_filter filter) {
  struct str sentence = speech_text(speech, SAY_REMOVE), text;
  buf_add(out, STR("<li>"));
  open_link(out, answer, change);
  for (char slot = ' '; slot != '\0';) {
    slot = speech_next(&sentence, &text);
    if (text.len > 0) {
      buf_add(out, STR("<span class=\"unseen\">"));
      html_text(out, text);
      buf_add(out, STR("</span>"));
    }
    if (slot != '\0') {
      add_filter(out, speech, answer, filter);
    }
  }
  buf_add(out, STR(" <span aria-hidden=\"true\">×</span></a></li>"));
}

static void add_all_chosen(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  const struct {
    const char *name;
    struct str value;
  } simple[] = {{"lang", answer->lang}, {"since", answer->since}, {"until", answer->until}};
  if (answer->filter_count + answer->lang.len + answer->since.len + answer->until.len == 0) {
    return;
  }
  buf_add(out, STR("<ul class=\"chosen\" aria-label=\""));
  html_text_of(out, speech, SAY_FILTERS);
  buf_add(out, STR("\">"));
  for (size_t i = 0; i < COUNT_OF(simple); i++) {
    if (simple[i].value.len > 0) {
      add_chosen(out, speech, answer, &(struct change){.cleared = simple[i].name, .by_date = answer->by_date},
                 (struct search_filter){str_of(simple[i].name), simple[i].value});
    }
  }
  for (size_t i = 0; i < answer->filter_count; i++) {
    const struct search_filter *filter = &answer->filters[i];
    add_chosen(out, speech, answer, &(struct change){.removed = filter, .by_date = answer->by_date}, *filter);
  }
  buf_add(out, STR("</ul>\n"));
}

/* Without words there is but one order. */
static void add_order(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  if (answer->browsed || answer->total < 2) {
    return;
  }
  buf_add(out, STR("<ul class=\"order\" aria-label=\""));
  html_text_of(out, speech, SAY_ORDER);
  buf_add(out, STR("\">"));
  for (int by_date = 0; by_date < 2; by_date++) {
    bool holds = answer->by_date == by_date;
    buf_add(out, STR("<li>"));
    if (holds) {
      buf_add(out, STR("<strong>"));
    } else {
      open_link(out, answer, &(struct change){.by_date = by_date});
    }
    html_text_of(out, speech, by_date ? SAY_NEWEST_FIRST : SAY_BEST_FIRST);
    buf_add(out, holds ? STR("</strong></li>") : STR("</a></li>"));
  }
  buf_add(out, STR("</ul>\n"));
}

/* Values that would change what is found. */
static size_t choices(const struct search_facet *facet) {
  size_t count = 0;
  for (size_t i = 0; i < facet->count; i++) {
    count += !facet->counts[i].chosen;
  }
  return facet->count > 1 && !facet->repeats ? count : 0;
}

static void add_facet(struct buf *out, const struct speech *speech, const struct search_answer *answer,
                      const struct search_facet *facet) {
  buf_add(out, STR("<li><span class=\"facet\">"));
  html_text(out, name_of(speech, facet->name));
  buf_add(out, STR("</span> <ul>"));
  for (size_t i = 0; i < facet->count; i++) {
    struct search_filter filter = {facet->name, facet->counts[i].value};
    if (facet->counts[i].chosen) {
      continue;
    }
    buf_add(out, STR("<li>"));
    open_link(out, answer, &(struct change){.added = &filter, .by_date = answer->by_date});
    add_value_text(out, speech, answer, filter);
    buf_add(out, STR("</a> <span class=\"count\">"));
    speech_number(out, speech, facet->counts[i].articles);
    buf_add(out, STR("</span></li>"));
  }
  if (facet->more > 0) {
    buf_add(out, STR("<li class=\"count\">"));
    html_counted(out, speech, SAY_MORE, facet->more);
    buf_add(out, STR("</li>"));
  }
  buf_add(out, STR("</ul></li>\n"));
}

void facets_html(struct buf *out, const struct speech *speech, const struct search_answer *answer) {
  size_t shown = 0;
  if (answer->facet_count == 0) {
    return;
  }
  buf_add(out, STR("<div class=\"narrow\">\n"));
  add_all_chosen(out, speech, answer);
  add_order(out, speech, answer);
  for (size_t i = 0; i < answer->facet_count; i++) {
    if (choices(&answer->facets[i]) > 0) {
      if (shown++ == 0) {
        buf_add(out, STR("<details><summary>"));
        html_text_of(out, speech, SAY_NARROW);
        buf_add(out, STR("</summary>\n<ul class=\"facets\">\n"));
      }
      add_facet(out, speech, answer, &answer->facets[i]);
    }
  }
  buf_add(out, shown > 0 ? STR("</ul></details>\n</div>\n") : STR("</div>\n"));
}
