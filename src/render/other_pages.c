#include "html.h"
#include "render.h"

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

/* ---- nothing there ---- */

struct missing {
  struct str detail;
  const struct search_answer *answer;
};

static void add_missing(struct buf *out, const void *subject) {
  const struct missing *missing = subject;
  size_t count = missing->answer == NULL ? 0 : missing->answer->hit_count;
  buf_add(out, STR("<div class=\"problem\">\n<h1>Not found</h1>\n<p>"));
  html_text(out, missing->detail);
  buf_add(out, STR("</p>\n"));
  if (count > 0) {
    buf_add(out,
            STR("<nav class=\"meant\" aria-labelledby=\"page.meant\">\n<h2 id=\"page.meant\">Perhaps you meant</h2>\n<ul>\n"));
    for (size_t i = 0; i < count; i++) {
      const struct search_hit *hit = &missing->answer->hits[i];
      buf_add(out, STR("<li><a"));
      html_lang(out, hit->lang);
      html_href(out, hit->url);
      buf_byte(out, '>');
      html_text(out, hit->title.text);
      buf_add(out, STR("</a></li>\n"));
    }
    buf_add(out, STR("</ul>\n</nav>\n"));
  }
  buf_add(out, STR("<p class=\"place\">Status 404</p>\n<p><a href=\"/\">Start a new search</a></p>\n</div>\n"));
}

void render_missing_page(struct str detail, const struct search_answer *answer, struct buf *out) {
  const struct missing missing = {detail, answer};
  struct page page = {.kind = "trouble", .title = STR("Not found"), .main = add_missing, .subject = &missing};
  html_page(out, &page);
}
