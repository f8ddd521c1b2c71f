#include "html.h"
#include "render.h"
#include "sentence.h"

static void add_welcome(struct buf *out, const void *subject) {
  const struct store_facts *facts = subject;
  buf_add(out, STR("<h1>Search "));
  sentence_count(out, facts->articles, "article");
  buf_add(out, STR("</h1>\n"));
}

static void add_help(struct buf *out, const void *subject) {
  (void)subject;
  static const struct {
    const char *write, *find;
  } ways[] = {
      {"&quot;two words&quot;", "both, side by side and in this order"},
      {"one -other", "the first without the second"},
      {"one OR other", "either of them"},
      {"title:word", "articles with it in the title"},
      {"tag:word", "articles with that tag"},
      {"begin*", "every word that begins so"},
  };
  buf_add(out, STR("<section class=\"help\" aria-labelledby=\"page.help\">\n"
                   "<h2 id=\"page.help\">Plain words are enough. To say more:</h2>\n<dl>\n"));
  for (size_t i = 0; i < COUNT_OF(ways); i++) {
    buf_format(out, "<div><dt><code>%s</code></dt><dd>%s</dd></div>\n", ways[i].write, ways[i].find);
  }
  buf_add(out, STR("</dl>\n</section>\n"));
}

void render_start_page(const struct store_facts *facts, struct buf *out) {
  struct page page = {
      .kind = "start",
      .found_by_engines = true,
      .intro = add_welcome,
      .main = add_help,
      .subject = facts,
  };
  html_page(out, &page);
}

struct problem {
  unsigned status;
  struct str title, detail;
};

static void add_problem(struct buf *out, const void *subject) {
  const struct problem *problem = subject;
  buf_add(out, STR("<div class=\"problem\">\n<h1>"));
  html_text(out, problem->title);
  buf_add(out, STR("</h1>\n<p>"));
  html_text(out, problem->detail);
  buf_format(out, "</p>\n<p class=\"place\">Status %u</p>\n<p><a href=\"/\">Start a new search</a></p>\n</div>\n",
             problem->status);
}

void render_problem_page(unsigned status, struct str title, struct str detail, struct buf *out) {
  struct problem problem = {status, title, detail};
  struct page page = {.kind = "trouble", .title = title, .main = add_problem, .subject = &problem};
  html_page(out, &page);
}
