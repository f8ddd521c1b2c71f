#include "html.h"
#include "render.h"

/* ---- the request, or the server ---- */

struct problem {
  const struct speech *speech;
  unsigned status;
  struct str detail;
};

static enum say title_of(unsigned status) {
  return status == 404 ? SAY_MISSING : status == 429 ? SAY_TOO_MANY : status >= 500 ? SAY_TROUBLE : SAY_REFUSED;
}

/* Why, and what to do: of a request that is wrong in the words of whoever noticed, else in the visitor's. */
static void add_why(struct buf *out, const struct problem *problem) {
  if (problem->status == 429 || problem->status >= 500) {
    buf_add(out, STR("<p>"));
    html_text_of(out, problem->speech, problem->status == 429 ? SAY_TOO_MANY_WHY : SAY_TROUBLE_WHY);
  } else {
    buf_add(out, STR("<p lang=\"en\">"));
    html_text(out, problem->detail);
  }
  buf_add(out, STR("</p>\n"));
}

static void add_end(struct buf *out, const struct speech *speech, unsigned status) {
  buf_add(out, STR("<p class=\"place\">"));
  html_counted(out, speech, SAY_STATUS, status);
  buf_add(out, STR("</p>\n<p><a href=\"/\">"));
  html_text_of(out, speech, SAY_START_AGAIN);
  buf_add(out, STR("</a></p>\n</div>\n"));
}

static void add_problem(struct buf *out, const void *subject) {
  const struct problem *problem = subject;
  buf_add(out, STR("<div class=\"problem\">\n<h1>"));
  html_text_of(out, problem->speech, title_of(problem->status));
  buf_add(out, STR("</h1>\n"));
  add_why(out, problem);
  add_end(out, problem->speech, problem->status);
}

void render_problem_page(const struct render_site *site, unsigned status, struct str detail, struct buf *out) {
  struct problem problem = {speech_of(site->lang), status, detail};
  struct page page = {.kind = "trouble",
                      .site = site,
                      .speech = problem.speech,
                      .title = speech_text(problem.speech, title_of(status)),
                      .main = add_problem,
                      .subject = &problem};
  html_page(out, &page);
}

/* ---- nothing there ---- */

struct missing {
  const struct speech *speech;
  const struct search_answer *answer;
};

static void add_meant(struct buf *out, const struct missing *missing) {
  buf_add(out, STR("<nav class=\"meant\" aria-labelledby=\"page.meant\">\n<h2 id=\"page.meant\">"));
  html_text_of(out, missing->speech, SAY_PERHAPS);
  buf_add(out, STR("</h2>\n<ul>\n"));
  for (size_t i = 0; i < missing->answer->hit_count; i++) {
    const struct search_hit *hit = &missing->answer->hits[i];
    buf_add(out, STR("<li dir=\"auto\"><a"));
    html_lang(out, hit->lang);
    html_href(out, hit->url);
    buf_byte(out, '>');
    html_text(out, hit->title.text);
    buf_add(out, STR("</a></li>\n"));
  }
  buf_add(out, STR("</ul>\n</nav>\n"));
}

static void add_missing(struct buf *out, const void *subject) {
  const struct missing *missing = subject;
  buf_add(out, STR("<div class=\"problem\">\n<h1>"));
  html_text_of(out, missing->speech, SAY_MISSING);
  buf_add(out, STR("</h1>\n<p>"));
  html_text_of(out, missing->speech, SAY_MISSING_WHY);
  buf_add(out, STR("</p>\n"));
  if (missing->answer != NULL && missing->answer->hit_count > 0) {
    add_meant(out, missing);
  }
  add_end(out, missing->speech, 404);
}

void render_missing_page(const struct render_site *site, const struct search_answer *answer, struct buf *out) {
  const struct missing missing = {speech_of(site->lang), answer};
  struct page page = {.kind = "trouble",
                      .site = site,
                      .speech = missing.speech,
                      .title = speech_text(missing.speech, SAY_MISSING),
                      .main = add_missing,
                      .subject = &missing};
  html_page(out, &page);
}
