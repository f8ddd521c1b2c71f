/*
 * html: escaped text, addresses, marked passages, and the skeleton that all pages share. Private to
 * render. Whatever a stranger wrote goes through html_text() or html_address(), never through buf_add().
 */
#ifndef MARROW_RENDER_HTML_H
#define MARROW_RENDER_HTML_H

#include "render.h"
#include "search/search.h"
#include "speech.h"

/*
 * Appends text for an element or for an attribute in double quotes. Harmful characters become spaces,
 * bytes that are not UTF-8 become U+FFFD.
 */
void html_text(struct buf *out, struct str text);

/* Appends an address for an attribute in double quotes; "#" where its scheme is none a page may have. */
void html_address(struct buf *out, struct str address);

/* Appends ` href="..."`, and rel="noopener" where the address leads away. */
void html_href(struct buf *out, struct str address);

/* Appends a language tag as HTML and XML have it: zh-Hant of zh_Hant. */
void html_language(struct buf *out, struct str lang);

/* Appends ` lang="..."`; nothing where the language is not known. */
void html_lang(struct buf *out, struct str lang);

/* Appends a link with its text, which is in a language that may be empty. */
void html_link(struct buf *out, struct str lang, struct str address, struct str text);

/* Appends the text with <mark> around its matches. */
void html_passage(struct buf *out, const struct passage *passage);

/* Appends a plain text with <mark> around its matches, for readers that bring a page of their own. */
void html_marked(struct buf *out, struct str text, const struct span *matches, size_t count);

/* Appends an address as a whole one, below `base` unless it is that already. For attributes, elements and XML. */
void html_absolute(struct buf *out, struct str base, struct str address);

/* Appends a JSON text as a block of data, which no browser runs and nothing in it ends. */
void html_data(struct buf *out, struct str json);

/* Appends <time>. */
void html_date(struct buf *out, const struct speech *speech, struct str date);

/* Appends a list of links that search for each tag; with `query`, for the query narrowed to the tag. */
void html_tags(struct buf *out, const struct speech *speech, struct str query, const struct str *tags, size_t count);

/* Appends the way to an article; a topic leads to its page in that language. Nothing where there are no steps. */
void html_crumbs(struct buf *out, const struct search_crumb *crumbs, size_t count, struct str lang);

/* Appends the address of a topic's page: "/topics/knee?lang=de". */
void html_topic_href(struct buf *out, struct str id, struct str lang);

/* Writes one of the sentences of sentence.h escaped. */
typedef void html_sentence(struct buf *out, const struct speech *speech, const struct search_answer *answer);
void html_say(struct buf *out, html_sentence *sentence, const struct speech *speech, const struct search_answer *answer);

/* Appends what a page says escaped: a sentence without slots; one that counts; one with a value in its slot. */
void html_text_of(struct buf *out, const struct speech *speech, enum say say);
void html_counted(struct buf *out, const struct speech *speech, enum say say, uint64_t number);
void html_named(struct buf *out, const struct speech *speech, struct str name, struct str value);

/*
 * Writes a sentence whose slots a function fills; the second as a paragraph of that class, which says its language.
 */
typedef void html_slot(struct buf *out, const struct speech *speech, char slot, const void *subject);
void html_fill(struct buf *out, const struct speech *speech, enum say say, html_slot *fill, const void *subject);
void html_paragraph(struct buf *out, const struct speech *speech, const char *kind, enum say say, html_slot *fill,
                    const void *subject);

/* Appends an element of the page's own words, <span> or <h2>, which says their language. */
void html_words(struct buf *out, const struct speech *speech, const char *element, const char *attributes, enum say say);

/* Appends the language that a page speaks, for elements among those of another language. */
void html_speech(struct buf *out, const struct speech *speech);

/* A page: what fills the slots of web/page.html. */
struct page {
  const char *kind; /* class of the body */
  const struct render_site *site;
  const struct speech *speech; /* of the site */
  struct str lang;             /* of what the page is about; empty: that of the speech */
  struct str home;             /* language in which the start page is linked to; empty: as the visitor likes */
  struct str title, query, description;
  struct str canonical; /* address of the original, below site->base where it is no whole one; empty: none */
  bool found_by_engines, is_article;
  void (*head)(struct buf *out, const void *subject);  /* more of the head; NULL: nothing */
  void (*intro)(struct buf *out, const void *subject); /* NULL: nothing above the search form */
  void (*main)(struct buf *out, const void *subject);
  const void *subject;
};

void html_page(struct buf *out, const struct page *page);

#endif
