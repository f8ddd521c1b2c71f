/*
 * article: the bytes of one source -> one article: its facts, its plain text, its sections, and the
 * marks that say how the text was set (headings, lists, tables, links). Plain text is what is indexed
 * and quoted; marks let an article be shown again without the source and without any raw HTML.
 */
#ifndef MARROW_ARTICLE_H
#define MARROW_ARTICLE_H

#include "base/base.h"

/* How a stretch of an article's text is set. Numbers are stored in index files: only append. */
enum mark_kind {
  MARK_PARAGRAPH,
  MARK_HEADING, /* number: level 2-6; value: anchor */
  MARK_LIST,    /* number: 0 bullets, else 1 + the first number of an ordered list */
  MARK_ITEM,
  MARK_QUOTE,
  MARK_CODE_BLOCK, /* value: language, may be empty */
  MARK_RULE,
  MARK_TABLE,
  MARK_ROW,
  MARK_HEADER_CELL,
  MARK_CELL,
  MARK_EMPHASIS,
  MARK_STRONG,
  MARK_CODE,
  MARK_LINK,  /* value: address as written, already checked to be relative, http(s) or mailto */
  MARK_IMAGE, /* value: address, checked likewise; the marked text is its description */
  MARK_BREAK, /* empty range: a line ends here */
  MARK_KIND_COUNT
};

/*
 * Marks come in the order they open; a mark lies inside the nearest one before it of smaller depth, and
 * marks beside one another do not overlap. The ranges of blocks that hold blocks may have line ends and
 * tabs between and behind these. Short items hold text without a paragraph.
 */
struct mark {
  uint8_t kind;  /* enum mark_kind */
  uint8_t depth; /* 0 for outermost */
  uint32_t number;
  struct span range; /* bytes of article.text */
  struct str value;
};

/*
 * A section runs from its heading to the next heading of any level. The first section of an article
 * has no heading (level 0, empty heading and anchor) and holds what stands before the first one; it
 * is there even where it is empty.
 */
struct section {
  uint32_t level;      /* 0, or 2-6 */
  struct span heading; /* bytes of article.text */
  struct span body;    /* bytes of article.text behind the heading */
  struct str anchor;   /* unique in the article; letters, digits, - and _ of any script; . and : where an author gave it */
};

/* The same article in another language. */
struct translation {
  struct str lang; /* as written */
  struct str link; /* as a link in the text would lead there, already checked as those are */
};

/* A front-matter key that Marrow gives no meaning to: kept as it was. */
struct extra {
  struct str key;
  struct str value; /* JSON text */
};

struct article {
  struct str id;            /* path in the content folder with '/', or the id of its JSON line */
  struct str title;         /* never empty */
  bool title_is_text;       /* none was given, so it is how the text begins */
  bool title_is_name;       /* none was given, so it is made of the file's name */
  struct str summary;       /* may be empty, as all below but url */
  struct str lang;          /* as written: "en", "pt-BR" */
  struct str date;          /* YYYY-MM-DD */
  struct str url;           /* as given, or made of the id */
  bool url_is_made;         /* none was given */
  struct str slug;          /* what its author wants the last part of that to be, or from a '/' on all of it; may be empty */
  struct str superseded_by; /* the id or the address of the article that has taken its place, or a link to it; may be empty */
  struct str review_by;     /* YYYY-MM-DD: until then its author stands by it; may be empty */
  double boost;             /* 1 unless the author says otherwise; above 0, at most 100 */
  struct str *tags;
  size_t tag_count;
  struct str *aliases;
  size_t alias_count;
  struct str *old_urls; /* addresses that its page had before: they lead to it; as written, or whole after article_use_rules() */
  size_t old_url_count;
  struct translation *translations; /* each in another language, none in the article's own */
  size_t translation_count;
  struct extra *extras;
  size_t extra_count;
  struct str text; /* UTF-8 without NUL */
  struct section *sections;
  size_t section_count; /* at least 1 */
  struct mark *marks;
  size_t mark_count;
  bool is_away;     /* it is not to be found: a page that only leads to another, or says that it is no part of the site */
  bool is_unmarked; /* a page of HTML that does not mark its content by data-marrow-body or data-pagefind-body */
};

/* The largest source of one article (a file or a JSON line), and the most sections, marks, tags. */
enum {
  ARTICLE_BYTES_MAX = 16 * 1024 * 1024,
  ARTICLE_TEXT_MAX = 2 * ARTICLE_BYTES_MAX, /* of its plain text: tabs and references can make it longer than its source */
  ARTICLE_SECTIONS_MAX = 10000,
  ARTICLE_MARKS_MAX = 1000000,
  ARTICLE_LABELS_MAX = 256, /* tags, and again aliases, and again translations */
  ARTICLE_TITLE_BYTES_MAX = 1000,
};

/*
 * Markdown (CommonMark with tables) with YAML front matter. `id` is the path in the content folder.
 * All that `article` points to lives in `arena` (or is a literal); `bytes` may go afterwards.
 * An error reads "ID:LINE: what, what to do", or "ID: what, what to do" where no line is at fault.
 * What becomes of each piece of Markdown is in tests/spec/markdown.md.
 */
bool article_from_markdown(struct arena *arena, struct str id, struct str bytes, struct article *article,
                           struct error *err) MUST_USE;

/*
 * A page of HTML, as a generator of sites builds it: likewise. What becomes of each piece of it is in tests/spec/html.md.
 * A page in another encoding that its bytes declare becomes UTF-8; one that declares none and is no UTF-8 is read as
 * windows-1252.
 */
bool article_from_html(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) MUST_USE;

/*
 * The same for reStructuredText, AsciiDoc and plain text: headings, lists, code and links are read, other marks taken away. What
 * becomes of each piece is in tests/spec/prose.md.
 */
bool article_from_rst(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) MUST_USE;
bool article_from_asciidoc(struct arena *arena, struct str id, struct str bytes, struct article *article,
                           struct error *err) MUST_USE;
bool article_from_text(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) MUST_USE;

/* `id` without the ending that tells its format: "guides/knee" of guides/knee.html. */
struct str article_stem(struct str id);

/* Whether a file of that name can be an article. */
bool article_is_source(struct str name);

/* The article of a file, in the format that its name tells. */
bool article_from_file(struct arena *arena, struct str id, struct str bytes, struct article *article, struct error *err) MUST_USE;

/*
 * One JSON line: {"id", "title", "text", optional "url", "lang", "tags", "date", "summary", "aliases",
 * "boost"}; other keys are kept. The text is plain: an empty line or a line end separates paragraphs, and
 * a line "## Heading" (two to six #) begins a section. Without a title, the first line serves as one.
 * An error reads "what, what to do", without a place: the caller knows file and line.
 */
bool article_from_json(struct arena *arena, struct str line, struct article *article, struct error *err) MUST_USE;

/*
 * An extra's value as texts: of a text, a number or a truth value one, of a list one for each of these in
 * it, at most ARTICLE_LABELS_MAX; of anything else, and of empty texts, none. False where memory ends.
 */
bool article_extra_texts(struct arena *arena, struct str json, struct str **texts, size_t *count) MUST_USE;

/* Whether a text is a language tag, as in "en" or "pt-BR". */
bool article_language_is_tag(struct str text);

/* Makes `lang` the language of an article that does not say its own. */
void article_default_language(struct article *article, struct str lang);

/* A setting of another program: its key behind those of the tables it stands in, in small letters ("languages.de.title"). */
struct article_setting {
  struct str key, value; /* a list is several settings; empty where it is no text, number or truth value */
};

/*
 * Reads a configuration in TOML, YAML or JSON, as the `name` of its file tells; `outer` stands before all keys. False, with no
 * settings, where it cannot be read.
 */
bool article_read_config(struct arena *arena, struct str name, struct str text, struct str outer, struct article_setting **list,
                         size_t *count) MUST_USE;

/* Whether a front-matter key has a meaning of its own ("title"): it is then no extra. */
bool article_key_is_known(struct str key);

/* Whether an address may stand in a page: relative, http, https or mailto; 1-2048 bytes, no control characters; no backslash at
 * its beginning, by which browsers find a host. */
bool article_address_is_safe(struct str address);

/* What stands before the ':' of an address; empty for a relative one. */
struct str article_address_scheme(struct str address);

/*
 * Appends where a link (of a mark or a translation) in the article `id` leads. A path relative to the article's file
 * becomes the address of a page: in guides/knee.md, ../hip.md#pain is /articles/hip#pain. Any other address stays.
 */
void article_resolve_link(struct str id, struct str link, struct buf *out);

/*
 * Where a browser leads from a page: ../hip/#pain on https://kb.example/guides/knee/ is https://kb.example/guides/hip/#pain. A
 * link within the page, and one that names a host or a scheme, stays as it is.
 */
struct str article_link_address(struct arena *arena, struct str url, struct str link);

/* What stands before the path of an address: "https://kb.example"; empty where it names no host. */
struct str article_address_host(struct str address);

/* Where the pages of files are: each * of `path` stands for any part of a path, and is what a * of `address` stands for. */
struct article_rule {
  struct str path, address;
};

/* The program that makes the site of the articles. Each has its own ways with names of files in addresses. */
enum article_generator {
  GENERATOR_NONE, /* names are taken as they are; index, _index and README stand for their folder */
  GENERATOR_HUGO,
  GENERATOR_JEKYLL,
  GENERATOR_MKDOCS,
  GENERATOR_DOCUSAURUS,
  GENERATOR_MDBOOK,
  GENERATOR_SPHINX,
};

/* By its name ("hugo", in any letters); false where it is not known. */
bool article_generator_find(struct str name, enum article_generator *generator);

/* The names; NULL behind the last. */
const char *article_generator_name(size_t place);

struct article_rules {
  const struct article_rule *list; /* the first that a path fits counts */
  size_t count;
  enum article_generator generator;
};

/*
 * Gives an article that has no address of its own the one that the rules make, with its slug. Where the generator puts addresses
 * of authors below that of the site, so is done here. False where memory ends.
 */
bool article_use_rules(struct arena *arena, const struct article_rules *rules, struct article *article) MUST_USE;

/* Whether the generator makes one page of the file's folder (index.md of Hugo), so that all others in and below it are no pages.
 */
bool article_is_bundle(const struct article_rules *rules, struct str id);

/*
 * Whether the generator of the site makes the page of an article on a day (20240131): Hugo not before its `publishDate` or `date`
 * and not from its `expiryDate` on, Jekyll no post before its date. *turns is the next day on which that may be otherwise, 0
 * where none will be.
 */
bool article_is_in_season(struct arena *arena, const struct article_rules *rules, const struct article *article, uint32_t today,
                          uint32_t *turns);

/* Appends the path in the content folder of the file that a link in the article `id` leads to. */
void article_resolve_source(struct str id, struct str link, struct buf *out);

/* The next block of code at or behind mark *at that is not empty; false where there is none. They are ascending and apart. */
bool article_next_code(const struct article *article, size_t *at, struct span *block);

/* All of them. NULL where memory ended. */
struct span *article_code(struct arena *arena, const struct article *article, size_t *count);

/*
 * Sections and marks as bytes for the index file, and back. Reading checks every number against
 * `text_length` and answers false for bytes that were not written by these functions.
 */
void article_pack(const struct article *article, struct buf *packed);
bool article_unpack(struct arena *arena, struct str packed, size_t text_length, struct article *article) MUST_USE;

#endif
