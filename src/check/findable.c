#include "findable.h"
#include "rivals.h"
#include "search/search.h"

enum {
  DEPTH = 10,         /* how far down an article is looked for, to tell its rank */
  HEADINGS_MAX = 200, /* of an article that are asked for */
};

void findable_add(struct checker *checker, struct findable *findable, const struct page *page) {
  const struct article *article = &page->article;
  hashes_add(checker, &findable->titles, checker_fold(checker, article->lang, article->title));
  for (size_t i = 0; i < article->alias_count; i++) {
    hashes_add(checker, &findable->aliases, checker_fold(checker, article->lang, article->aliases[i]));
  }
  for (size_t i = 0; i < article->section_count && i < HEADINGS_MAX; i++) {
    struct span heading = article->sections[i].heading;
    if (heading.begin < heading.end) {
      hashes_add(checker, &findable->headings,
                 checker_fold(checker, article->lang, str_slice(article->text, heading.begin, heading.end)));
    }
  }
}

/* ---- asking ---- */

/* An article that is asked for. */
struct asking {
  struct checker *checker;
  const struct findable *findable;
  struct searcher *searcher;
  const struct page *page;
};

/* A name of it. */
struct asked {
  enum rule rule;
  const char *noun;
  struct str query;
  size_t line;
  const struct named *named; /* of a heading: what others may be called as well; else NULL */
};

/* Which articles stand before it: "a.md, b.md and c.md". */
static bool name_others(struct checker *checker, const struct search_rank *ranks, size_t count, struct buf *out,
                        struct error *err) {
  for (size_t i = 0; i < count; i++) {
    struct str id;
    if (!checker_id(checker, ranks[i].article, &id, err)) {
      return false;
    }
    buf_format(out, "%s%.*s", i == 0 ? "" : i + 1 < count ? ", " : " and ", STR_ARG(checker_quote(checker, id)));
  }
  return true;
}

static bool note_unfound(const struct asking *asking, const struct asked *asked, size_t rank, const struct search_rank *ranks,
                         size_t count, struct error *err) {
  struct checker *checker = asking->checker;
  struct str query = checker_quote(checker, asked->query);
  struct buf others;
  buf_init(&others, 1 << 12);
  bool done = name_others(checker, ranks, count < CHECK_FINDABLE ? count : CHECK_FINDABLE, &others, err);
  struct str names = buf_str(&others);
  if (done && count == 0) {
    checker_note(checker, asked->rule, asking->page->file, asked->line,
                 "the search for its %s \"%.*s\" finds nothing; use words that can be searched for", asked->noun, STR_ARG(query));
  } else if (done && rank > 0) {
    checker_note(checker, asked->rule, asking->page->file, asked->line,
                 "the search for its %s \"%.*s\" has it at rank %zu, behind %.*s; say in it what sets the article apart",
                 asked->noun, STR_ARG(query), rank, STR_ARG(names));
  } else if (done) {
    checker_note(
        checker, asked->rule, asking->page->file, asked->line,
        "the search for its %s \"%.*s\" does not have it among the first %d, but %.*s; say in it what sets the article apart",
        asked->noun, STR_ARG(query), DEPTH, STR_ARG(names));
  }
  buf_free(&others);
  return done;
}

/* Whether those before it are called so, too, and may well stand there. */
static bool is_outdone(const struct asking *asking, const struct asked *asked, const struct search_rank *ranks, size_t count,
                       bool *outdone, struct error *err) {
  uint32_t articles[CHECK_FINDABLE];
  *outdone = false;
  if (asked->named == NULL || count < CHECK_FINDABLE) {
    return true;
  }
  for (size_t i = 0; i < CHECK_FINDABLE; i++) {
    articles[i] = ranks[i].article;
  }
  return named_all_by(asking->checker, asked->named, articles, CHECK_FINDABLE, outdone, err);
}

static bool ask(const struct asking *asking, const struct asked *asked, struct error *err) {
  const struct page *page = asking->page;
  struct search_rank ranks[DEPTH];
  struct search_request request = {.query = asked->query, .limit = DEPTH, .lang = page->article.lang};
  size_t count, rank = 0;
  if (!checker_asks(asking->checker, asked->rule)) {
    return true;
  }
  if (!search_rank(asking->searcher, asking->checker->store, &request, ranks, &count, err)) {
    return false;
  }
  asking->checker->report->queries++;
  for (size_t i = 0; i < count && rank == 0; i++) {
    rank = ranks[i].article == page->number ? i + 1 : 0;
  }
  bool outdone;
  if (rank > 0 && rank <= CHECK_FINDABLE) {
    return true;
  }
  return is_outdone(asking, asked, ranks, count, &outdone, err) &&
         (outdone || note_unfound(asking, asked, rank, ranks, count, err));
}

/* Whether so many articles have a name that it cannot lead to each. */
static bool is_common(const struct asking *asking, const struct hashes *names, struct str name) {
  return hashes_count(names, checker_fold(asking->checker, asking->page->article.lang, name)) > CHECK_FINDABLE;
}

/* A name, behind the title where it is common. */
static struct str query_of(const struct asking *asking, const struct hashes *names, struct str name) {
  return is_common(asking, names, name)
             ? arena_format(&asking->checker->scratch, "%.*s %.*s", STR_ARG(asking->page->article.title), STR_ARG(name))
             : name;
}

static size_t line_or_page(const struct page *page, size_t line) {
  return line > 0 ? line : page->said.line;
}

static bool ask_headings(const struct asking *asking, struct error *err) {
  const struct page *page = asking->page;
  const struct article *article = &page->article;
  struct source_finder finder = {.text = page->said.text};
  for (size_t i = 0, asked = 0; i < article->section_count && asked < HEADINGS_MAX; i++) {
    struct str heading = str_slice(article->text, article->sections[i].heading.begin, article->sections[i].heading.end);
    if (heading.len == 0) {
      continue;
    }
    asked++;
    struct named named;
    named_read(asking->checker, article->lang, heading, &named);
    if (named.count == 0) {
      continue;
    }
    struct asked name = {.rule = RULE_FINDABLE_HEADING,
                         .noun = "heading",
                         .query = query_of(asking, &asking->findable->headings, heading),
                         .line = line_or_page(page, source_next(&finder, heading)),
                         .named = &named};
    if (!ask(asking, &name, err)) {
      return false;
    }
  }
  return true;
}

static bool ask_all(const struct asking *asking, struct error *err) {
  const struct page *page = asking->page;
  const struct article *article = &page->article;
  struct asked title = {.rule = RULE_FINDABLE_TITLE,
                        .noun = "title",
                        .query = article->title,
                        .line = line_or_page(page, source_first(page->said.text, article->title))};
  if (!is_common(asking, &asking->findable->titles, article->title) && !ask(asking, &title, err)) {
    return false;
  }
  for (size_t i = 0; i < article->alias_count; i++) {
    struct asked alias = {.rule = RULE_FINDABLE_ALIAS,
                          .noun = "alias",
                          .query = query_of(asking, &asking->findable->aliases, article->aliases[i]),
                          .line = line_or_page(page, source_first(page->said.text, article->aliases[i]))};
    if (!ask(asking, &alias, err)) {
      return false;
    }
  }
  return ask_headings(asking, err);
}

bool findable_check(struct checker *checker, struct findable *findable, struct error *err) {
  struct page page;
  struct asking asking = {.checker = checker, .findable = findable, .searcher = searcher_new(), .page = &page};
  bool done = asking.searcher != NULL || error_memory(err);
  hashes_sort(&findable->titles);
  hashes_sort(&findable->aliases);
  hashes_sort(&findable->headings);
  for (uint32_t number = 1; done && number <= checker->report->articles; number++) {
    if (store_successor(checker->store, number) == 0) {
      done = checker_read(checker, number, &page, err) && ask_all(&asking, err);
    }
  }
  searcher_free(asking.searcher);
  return done;
}
