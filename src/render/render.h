/*
 * render: answers and articles as JSON, HTML and terminal text. It only writes: what to say was
 * decided before. Text is escaped first and marked after. buf_failed() tells when a ceiling was met.
 */
#ifndef MARROW_RENDER_H
#define MARROW_RENDER_H

#include "check/check.h"
#include "quality/quality.h"
#include "search/search.h"

/* What a terminal can show. */
struct terminal {
  bool colour, links; /* SGR colours; OSC 8 links */
  size_t columns;     /* width to wrap at */
};

/*
 * ---- JSON: what the HTTP API and --json print, byte for byte ----
 *
 * One line and its end, valid JSON whatever the texts hold. Matches are [begin, end] in UTF-16 code
 * units of the decoded text, because that is how JavaScript counts: text.slice(begin, end) is the match.
 */

void render_search_json(const struct search_answer *answer, const struct store_facts *facts, struct buf *out);
void render_suggest_json(const struct suggest_answer *answer, const struct store_facts *facts, struct buf *out);
void render_article_json(const struct article *article, struct buf *out);

/* What of an answer is wanted, and how matches are shown. Zeroed: all, as offsets. */
struct render_choice {
  const struct str *fields; /* members of each hit, or of the article */
  size_t field_count;       /* 0: all */
  bool marked;              /* matches as escaped HTML with <mark>, in the place of offsets */
};

/* The same as a reader of the API chooses. */
void render_search_json_chosen(const struct search_answer *answer, const struct store_facts *facts,
                               const struct render_choice *choice, struct buf *out);
void render_suggest_json_chosen(const struct suggest_answer *answer, const struct store_facts *facts,
                                const struct render_choice *choice, struct buf *out);
void render_article_json_chosen(const struct article *article, const struct render_choice *choice, struct buf *out);

/* How many of the articles found have which values: {"query":...,"total":...,"facets":{...},...}. */
void render_facets_json(const struct search_answer *answer, const struct store_facts *facts, struct buf *out);

/* The articles that are related to one: {"id":...,"title":...,"related":[{"id":...},...]}. */
void render_related_json(const struct article *article, const struct search_related *related, size_t count, struct buf *out);

void render_facts_json(const struct store_facts *facts, struct buf *out);

/* `per_query`: with the figures of every query, worst first. */
void render_quality_json(const struct quality_report *report, bool per_query, struct buf *out);

/* What changed for searchers. */
void render_diff_json(const struct quality_diff *diff, struct buf *out);

/* What authors should mend; the second as a SARIF 2.1.0 log, in which addresses are relative. */
void render_check_json(const struct check_report *report, struct buf *out);
void render_check_sarif(const struct check_report *report, struct buf *out);

void render_explanation_json(const struct search_explanation *explanation, const struct store_facts *facts, struct buf *out);

/* RFC 9457 problem details: {"type":"about:blank","title":...,"status":...,"detail":...}. */
void render_problem_json(unsigned status, struct str title, struct str detail, struct buf *out);

/* One request as a line of the server's log. */
struct render_access {
  const char *time, *client; /* ISO 8601; "-" where it is not known */
  struct str method, target;
  unsigned status;
  size_t bytes;
  uint64_t microseconds;
};
void render_access_json(const struct render_access *access, struct buf *out);

/* ---- the API's own description ---- */

enum { API_CHOICES_MAX = 2 };

struct api_parameter {
  struct str name, says;
  bool in_path, required, repeats;
  bool number; /* from `least` to `most`, `usual` where it is not given; else a text */
  uint64_t least, most, usual;
  const struct str *choices; /* NULL: any; the first one is taken where none is given */
};

struct api_operation {
  struct str name;   /* what clients may call it: "search" */
  struct str path;   /* "/api/v1/articles/{id}" */
  struct str says;   /* what it answers: a sentence */
  struct str schema; /* of its answer, a name of render_api_schema() */
  const struct api_parameter *parameters;
  size_t parameter_count;
};

/* An OpenAPI 3.1 document of these operations, and of the schemas of all that is answered. */
void render_openapi(const struct api_operation *operations, size_t count, struct buf *out);

/* Whether objects of a schema ("Hit", "Article") may have that member. */
bool render_api_has_member(struct str schema, struct str member);

/* ---- terminal ---- */

void render_search_terminal(const struct search_answer *answer, const struct terminal *terminal, struct buf *out);
void render_suggest_terminal(const struct suggest_answer *answer, const struct terminal *terminal, struct buf *out);
void render_article_terminal(const struct article *article, const struct terminal *terminal, struct buf *out);
void render_related_terminal(const struct article *article, const struct search_related *related, size_t count,
                             const struct terminal *terminal, struct buf *out);
void render_facts_terminal(const struct store_facts *facts, const char *path, struct buf *out);
void render_quality_terminal(const struct quality_report *report, bool per_query, const struct terminal *terminal,
                             struct buf *out);

void render_explanation_terminal(const struct search_explanation *explanation, const struct terminal *terminal, struct buf *out);

void render_diff_terminal(const struct quality_diff *diff, const struct terminal *terminal, struct buf *out);

/* A finding a line, "FILE:LINE: error: what [rule]", and a summary. */
void render_check_terminal(const struct check_report *report, const struct terminal *terminal, struct buf *out);

/* ---- for a pull request ---- */

/* Comments in Markdown, and commands of GitHub's workflows that put each finding beside its line. */
void render_diff_markdown(const struct quality_diff *diff, struct buf *out);
void render_check_markdown(const struct check_report *report, struct buf *out);
void render_check_github(const struct check_report *report, struct buf *out);

/* ---- HTML: whole pages, made from web/page.html ---- */

/* Some articles of a topic, by their facts. */
struct render_shelf {
  const struct search_topic *topic;
  const struct article *articles;
  size_t count;
};

/*
 * Of all pages: whose they are. `base` is where the site stands ("https://clinic.example", without a slash at the end); addresses
 * that other programs read are whole ones. `lang` is the language of their own texts, one of render_speaks(); in others they are
 * English. Name and description may be empty.
 */
struct render_site {
  struct str base, name, description, lang;
};

/* The language in which pages have texts for readers of a language, "de" for de-AT and "zh-Hant" for zh-TW; empty where they have
 * none. */
struct str render_speaks(struct str lang);

/* Whether they have texts for readers of a language in several kinds of writing, of which the tag names none: "zh". */
bool render_speaks_variously(struct str lang);

/* `lang`: of what the owner writes, and of the articles; empty: any. */
struct render_start {
  const struct render_site *site;
  struct str lang;
  bool chosen; /* the address says the language */
  const struct store_facts *facts;
  const struct search_topics *topics;
  const struct render_shelf *shelves; /* one a topic */
  const struct str *langs;            /* of articles, commonest first; links lead to the page in each */
  size_t lang_count;
};
void render_start_page(const struct render_start *start, struct buf *out);

enum { TOPIC_PAGE_ARTICLES = 100 };
struct render_topic {
  const struct render_site *site;
  struct str lang;
  struct render_shelf shelf; /* some of its articles: those from `offset` on */
  size_t offset;
};
void render_topic_page(const struct render_topic *topic, struct buf *out);

/* The address of a topic's page in a language: "/topics/knee?lang=en". Empty where memory ends. */
struct str render_topic_address(struct arena *arena, struct str id, struct str lang);

struct render_reading {
  const struct render_site *site;
  const struct article *article;
  const struct search_related *related;
  size_t related_count;
  const struct search_crumb *crumbs;
  size_t crumb_count;
};
void render_article_page(const struct render_reading *reading, struct buf *out);

/* `topics`: to go on with where nothing is found; may be NULL. */
void render_search_page(const struct render_site *site, const struct search_answer *answer, const struct search_topics *topics,
                        struct buf *out);

/* Nothing is at an address: articles that may have been meant, for the words in it (`answer` may be NULL). */
void render_missing_page(const struct render_site *site, const struct search_answer *answer, struct buf *out);

/* `detail`, which is English, is said where the request is what is wrong. */
void render_problem_page(const struct render_site *site, unsigned status, struct str detail, struct buf *out);

/* ---- XML: what other programs read of a site ---- */

/* OpenSearch 1.1: by which browsers offer to search the site. */
void render_opensearch(const struct render_site *site, struct buf *out);

/* One address of a sitemap; the date may be empty. */
struct render_place {
  struct str url, date;
};

/* Sitemap 0.9: at most SITEMAP_PLACES_MAX places; or an index of sitemaps where there are more, each from an offset on. */
enum { SITEMAP_PLACES_MAX = 20000 };
void render_sitemap(struct str base, const struct render_place *places, size_t count, struct buf *out);
void render_sitemap_index(struct str base, size_t places, struct buf *out);

/*
 * An Atom feed (RFC 4287) of what is newest in `lang`, empty: in any language; `title` where the site has no name. Each
 * language's is a feed of its own.
 */
void render_feed(const struct render_site *site, struct str lang, struct str title, const struct search_answer *newest,
                 struct buf *out);

/*
 * A file of web/ that is part of the program ("style.css") and is served under its name, which pages
 * link to as /style.css. page.html is not one of them.
 */
struct web_file {
  const char *name;
  const char *type; /* media type */
  struct str bytes;
};

/* NULL where there is no such file. */
const struct web_file *web_file_find(struct str name);

#endif
