/* What answers a query by itself, for render_test.c. Included behind render_pages.h. */
#ifndef MARROW_TESTS_RENDER_PAGES_ANSWER_H
#define MARROW_TESTS_RENDER_PAGES_ANSWER_H

static const struct terminal answer_pipe = {.columns = 40};

/* An announcement and a list with a link. */
static struct search_direct sample_direct(struct making *making) {
  *making = (struct making){.length = 0};
  make_mark(making, MARK_PARAGRAPH, "", "Look 🦵 for:");
  make_text(making, "\n\n");
  make_open(making, MARK_LIST, 0, "");
  make_mark(making, MARK_ITEM, "", "heat < 40");
  make_text(making, "\n");
  make_open(making, MARK_ITEM, 0, "");
  make_mark(making, MARK_LINK, "flare.md", "a flare");
  make_close(making);
  make_close(making);
  return (struct search_direct){.id = STR("guides/knee.md"),
                                .title = STR("Knee & hip"),
                                .url = STR("/articles/guides/knee"),
                                .lang = STR("en"),
                                .heading = STR("Signs"),
                                .anchor = STR("signs"),
                                .text = {making->text, making->length},
                                .marks = making->marks,
                                .mark_count = making->count,
                                .score = 0.85};
}

static void an_answer_stands_above_the_results(void **state) {
  struct buf *out = *state;
  struct making making;
  struct sample sample;
  sample_init(&sample);
  render_search_page(&sample_site, &sample.answer, NULL, out);
  lacks(out, "class=\"answer\"");
  buf_clear(out);
  struct search_direct direct = sample_direct(&making);
  sample.answer.direct = &direct;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out,
      "</h1>\n<section class=\"answer\" dir=\"auto\" aria-label=\"Answer\" lang=\"en\">\n<div class=\"text\">\n"
      "<p>Look 🦵 for:</p>\n\n\n<ul>\n<li>heat &lt; 40</li>\n<li><a href=\"/articles/guides/flare\">a flare</a></li>\n</ul>\n"
      "</div>\n<p class=\"source\" lang=\"en\">From <span lang=\"en\"><a href=\"/articles/guides/knee\">Knee &amp; hip</a> › "
      "<a href=\"/articles/guides/knee#signs\">Signs</a></span></p>\n</section>\n<ol class=\"hits\"");
  buf_clear(out);
  direct.heading = direct.anchor = STR("");
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<a href=\"/articles/guides/knee\">Knee &amp; hip</a></span></p>\n</section>");
}

static void an_answer_in_json(void **state) {
  struct buf *out = *state;
  struct making making;
  struct sample sample;
  sample_init(&sample);
  render_search_json(&sample.answer, &sample_facts, out);
  has(out, "\"answer\":null,\"hits\":[");
  buf_clear(out);
  struct search_direct direct = sample_direct(&making);
  sample.answer.direct = &direct;
  render_search_json(&sample.answer, &sample_facts, out);
  /* The leg takes two units. */
  has(out, "\"answer\":{\"id\":\"guides/knee.md\",\"title\":\"Knee & hip\",\"url\":\"/articles/guides/knee\",\"lang\":\"en\","
           "\"section\":{\"heading\":\"Signs\",\"anchor\":\"signs\",\"url\":\"/articles/guides/knee#signs\"},"
           "\"text\":\"Look 🦵 for:\\n\\nheat < 40\\na flare\",\"items\":[[14,23],[24,31]],\"cut\":false,\"score\":0.8500},");
}

static void an_answer_in_a_terminal(void **state) {
  struct buf *out = *state;
  struct making making;
  struct sample sample;
  sample_init(&sample);
  struct search_direct direct = sample_direct(&making);
  sample.answer.direct = &direct;
  render_search_terminal(&sample.answer, &answer_pipe, out);
  has(out, "”\n\n│ Look 🦵 for:\n│\n│ • heat < 40\n│ • a flare\n│ from Knee & hip\n│ "
           "/articles/guides/knee#signs\n\n1. "
           "Knee");
}

static void hostile_answers_do_no_harm(void **state) {
  struct buf *out = *state;
  struct making making;
  struct sample sample;
  sample_init(&sample);
  struct search_direct direct = sample_direct(&making);
  direct.title = direct.heading = direct.text = STR(HOSTILE);
  direct.mark_count = 0;
  direct.url = STR("javascript:alert(1)");
  direct.anchor = STR("\"><script>");
  sample.answer.direct = &direct;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  lacks(out, "<script>");
  lacks(out, "javascript:");
  lacks(out, "\x1b");
  buf_clear(out);
  render_search_terminal(&sample.answer, &answer_pipe, out);
  lacks(out, "\x1b");
  buf_clear(out);
  render_search_json(&sample.answer, &sample_facts, out);
  lacks(out, "\x1b");
}

#endif
