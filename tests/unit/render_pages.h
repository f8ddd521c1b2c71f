/* The pages, for render_test.c. Included behind cmocka. */
#ifndef MARROW_TESTS_RENDER_PAGES_H
#define MARROW_TESTS_RENDER_PAGES_H

#include "render_samples.h"

static int begin(void **state) {
  static struct buf out;
  buf_init(&out, 1 << 20);
  *state = &out;
  return 0;
}

static int end(void **state) {
  buf_free(*state);
  return 0;
}

static void expect(struct buf *out, const char *wanted) {
  assert_false(buf_failed(out));
  assert_string_equal(out->ptr, wanted);
  buf_clear(out);
}

static void has(const struct buf *out, const char *wanted) {
  if (strstr(out->ptr, wanted) == NULL) {
    fail_msg("no %s in %s", wanted, out->ptr);
  }
}

static void lacks(const struct buf *out, const char *unwanted) {
  if (strstr(out->ptr, unwanted) != NULL) {
    fail_msg("%s stands in %s", unwanted, out->ptr);
  }
}

static void marks_in_html(void **state) {
  struct buf *out = *state;
  struct making making;
  make_all_marks(&making);
  struct article article = make_article(&making, "guides/knee.md");
  render_article_page(&(struct render_reading){.site = &sample_site, .article = &article}, out);
  has(out,
      "<div class=\"text\">\n<p>Intro</p>\n\n\n<h2 id=\"risks\">Risks</h2>\n\n\n"
      "<ul>\n<li>one\n<ol start=\"3\">\n<li>three</li>\n<li><strong><em>both</em></strong></li>\n</ol>\n</li>\n<li></li>\n</ul>\n"
      "\n\n<blockquote>\n<p><a href=\"https://example.org/a%20b?c&amp;d\" rel=\"noopener\">far</a><br>\n\n"
      "<a href=\"/articles/hip#pain\"><span>a hip</span></a></p>\n</blockquote>\n\n\n"
      "<pre tabindex=\"0\"><code class=\"language-c\">if (a &lt; b)\n\treturn;</code></pre>\n<hr>\n\n\n"
      "<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n"
      "<tr><th scope=\"col\">Part</th><th scope=\"col\">Material</th></tr>\n"
      "<tr><td></td><td><code>steel</code></td></tr>\n</table></div>\n</div>\n");
}

static void start_page(void **state) {
  struct buf *out = *state;
  render_start_page(
      &(struct render_start){.site = &sample_site, .facts = &sample_facts, .topics = &(struct search_topics){.count = 0}}, out);
  has(out, "<!doctype html>\n<html lang=\"en\">");
  has(out, "<title>Marrow</title>");
  has(out, "<h1>Search 1,234,567 articles</h1>");
  has(out, "<form role=\"search\" action=\"/search\" method=\"get\">");
  has(out, "autocomplete=\"off\" autofocus>");
  has(out, "</html>\n");
  lacks(out, "noindex");
  lacks(out, "{{");
}

static void search_page(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  sample.hits[0].lang = STR("de");
  sample.hits[0].date = STR("2026-11-22");
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<meta name=\"robots\" content=\"noindex, follow\">\n<title>knee &quot;injection&quot; – Marrow</title>");
  has(out, " value=\"knee &quot;injection&quot;\" ");
  lacks(out, "autofocus");
  has(out, "<h1>1 article for “knee &quot;injection&quot;”</h1>\n<ol class=\"hits\" start=\"1\">\n"
           "<li><article dir=\"auto\" lang=\"de\">\n"
           "<h2><a href=\"https://example.org/knee\" rel=\"noopener\"><mark>Knee</mark> &amp; hip</a></h2>\n"
           "<p class=\"place\" lang=\"en\"><span class=\"address\" dir=\"ltr\">https://example.org/knee</span>"
           " <span class=\"date\" dir=\"auto\"><time datetime=\"2026-11-22\">22 November 2026</time></span></p>\n"
           "<p class=\"passage\"><a class=\"section\" "
           "href=\"https://example.org/knee#risks:~:text=A-,co%2Dop%2C%20R%26D%20%C2%B5,the%20knee,-ends\" rel=\"noopener\">"
           "Before &amp; after › Risks</a> "
           "… An 🦵 <mark>injected</mark> · the <mark>knee</mark><br>ends &#39;well&#39; …</p>\n"
           "<div class=\"also\"><span lang=\"en\">Also in</span> <ul><li>"
           "<a href=\"https://example.org/knee\" rel=\"noopener\" lang=\"en\">the beginning</a></li></ul></div>\n"
           "<p class=\"reason\">jab = injection &amp; more</p>\n"
           "<ul class=\"tags\" aria-label=\"Keywords\"><li><a "
           "href=\"/search?q=knee%20%22injection%22&amp;tag=surgery\">surgery</a></li>"
           "<li><a href=\"/search?q=knee%20%22injection%22&amp;tag=joint%20disease\">joint disease</a></li></ul>\n"
           "</article></li>\n</ol>\n</div>\n</main>");
  lacks(out, "class=\"pages\"");
  lacks(out, "class=\"crumbs\"");
  buf_clear(out);
  sample.hits[0].crumbs = crumbs;
  sample.hits[0].crumb_count = COUNT_OF(crumbs);
  sample.answer.query = STR("tag:surgery");
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<p class=\"crumbs\"><a dir=\"auto\" href=\"/topics/t-1?lang=de\">T &amp; &lt;t&gt;</a> › <a dir=\"auto\" "
           "href=\"/articles/home\">home</a></p>\n<h2>");
  has(out, "<li>surgery</li>");
}

static void what_was_left_out_is_said(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  sample.answer.hit_count = 2;
  sample.answer.total = 2;
  sample.hits[1] = sample.hits[0];
  sample.hits[1].missing = sample.missing;
  sample.hits[1].missing_count = 1;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "</ol>\n<p class=\"note\">1 article has every word. These have fewer.</p>\n<ol class=\"hits\" start=\"2\">");
  has(out, "<p class=\"missing\"><span lang=\"en\">Missing:</span> <s>after</s></p>");
  buf_clear(out);
  sample.hits[0] = sample.hits[1];
  sample.answer.complete = 0;
  sample.answer.left_out = sample.left_out;
  sample.answer.left_out_count = 1;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "”</h1>\n<p class=\"note\">No article has every word; these have some of them. Left out: “after”.</p>\n<ol ");
}

static void pages_of_results_are_linked(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  sample.answer.query = STR("a&b");
  sample.answer.total = 31;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<nav class=\"pages\" aria-label=\"Pages\">\n"
           "<a href=\"/search?q=a%26b&amp;offset=10\" rel=\"next\">Next page</a>\n</nav>");
  buf_clear(out);
  sample.answer.offset = sample.answer.limit = 15;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<a href=\"/search?q=a%26b&amp;limit=15\" rel=\"prev\">Previous page</a>\n"
           "<a href=\"/search?q=a%26b&amp;limit=15&amp;offset=30\" rel=\"next\">Next page</a>\n</nav>");
  buf_clear(out);
  sample.answer.offset = 30;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "offset=15\" rel=\"prev\"");
  lacks(out, "rel=\"next\"");
  buf_clear(out);
  sample.answer.offset = SEARCH_OFFSET_MAX;
  sample.answer.total = 1000000;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  lacks(out, "rel=\"next\"");
}

static void article_page(void **state) {
  struct buf *out = *state;
  struct making making = {.length = 0};
  struct section sections[] = {{0, {0, 0}, {0, 0}, STR("")},
                               {2, {0, 3}, {3, 3}, STR("one")},
                               {3, {3, 6}, {6, 6}, STR("two")},
                               {2, {6, 9}, {9, 9}, STR("drei-ü")}};
  struct str tags[] = {STR("a&b")};
  make_text(&making, "OneTwo<3>");
  struct article article = make_article(&making, "a.md");
  article.url = STR("https://example.org/?a=\"b\"&c");
  article.lang = STR("de");
  article.summary = STR("In short");
  article.sections = sections;
  article.section_count = 4;
  article.translations = (struct translation[]){{STR("zh-Hans"), STR("zh/a b.md#c")}, {STR("zh_Hant"), STR("b")}};
  article.translation_count = 2;
  article.tags = tags;
  article.tag_count = 1;
  const struct search_related related[] = {{STR("a"), STR("<A>"), STR("/articles/a b"), STR("short"), 0.5},
                                           {STR("b"), STR("B"), STR("https://example.org/b"), STR(""), 0.2}};
  render_article_page(
      &(struct render_reading){.site = &sample_site, .article = &article, .related = related, .related_count = COUNT_OF(related)},
      out);
  has(out, "<html lang=\"de\">");
  has(out,
      "<meta name=\"description\" content=\"In short\">\n<link rel=\"canonical\" href=\"https://example.org/?a=%22b%22&amp;c\">\n"
      "<meta property=\"og:type\" content=\"article\">\n<meta property=\"og:site_name\" content=\"Marrow\">\n"
      "<meta property=\"og:title\" content=\"Title\">\n<meta property=\"og:description\" content=\"In short\">\n"
      "<meta property=\"og:url\" content=\"https://example.org/?a=%22b%22&amp;c\">\n"
      "<link rel=\"alternate\" hreflang=\"zh-Hans\" href=\"/articles/zh/a%20b#c\">\n"
      "<link rel=\"alternate\" hreflang=\"zh-Hant\" href=\"/articles/b\">\n"
      "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"Article\","
      "\"headline\":\"Title\",\"url\":\"https://example.org/?a=%22b%22\\u0026c\",\"description\":\"In short\","
      "\"inLanguage\":\"de\",\"keywords\":[\"a\\u0026b\"],\"isPartOf\":{\"@type\":\"WebSite\",\"name\":\"Marrow\",\"url\":\"/"
      "\"}}]}</script>\n"
      "<title>Title – Marrow</title>");
  has(out, "<ol>\n<li class=\"level-2\"><a href=\"#one\">One</a></li>\n<li class=\"level-3\"><a href=\"#two\">Two</a></li>\n"
           "<li class=\"level-2\"><a href=\"#drei-ü\">&lt;3&gt;</a></li>\n</ol>\n</nav>");
  has(out, "<p class=\"summary\">In short</p>");
  has(out, "<span class=\"language\" dir=\"auto\">Language: <span lang=\"de\">Deutsch</span></span>");
  has(out, "<nav class=\"translations\" aria-labelledby=\"page.translations\"><span id=\"page.translations\" lang=\"en\">Also "
           "in</span>"
           " <a lang=\"zh-Hans\" hreflang=\"zh-Hans\" href=\"/articles/zh/a%20b#c\">简体中文</a>"
           " <a lang=\"zh-Hant\" hreflang=\"zh-Hant\" href=\"/articles/b\">繁體中文</a></nav>");
  has(out, "<a href=\"/search?q=&amp;tag=a%26b\">a&amp;b</a>");
  has(out, ">Source: <a href=\"https://example.org/?a=%22b%22&amp;c\" rel=\"noopener\">");
  has(out, "<nav class=\"related\" aria-labelledby=\"page.related\">\n<h2 id=\"page.related\" lang=\"en\">Related</h2>\n<ul>\n"
           "<li><a href=\"/articles/a%20b\">&lt;A&gt;</a></li>\n"
           "<li><a href=\"https://example.org/b\" rel=\"noopener\">B</a></li>\n</ul>\n</nav>\n</article>");
  buf_clear(out);
  article.translation_count = 0;
  article.section_count = 3;
  article.url = STR("/articles/a");
  article.summary = STR("OneTwo");
  render_article_page(&(struct render_reading){.site = &sample_site, .article = &article}, out);
  lacks(out, "class=\"contents\"");
  lacks(out, "Source:");
  lacks(out, "Related");
  lacks(out, "class=\"summary\"");
}

static void languages_are_called_by_their_own_names(void **state) {
  struct buf *out = *state;
  static const char *const names[][2] = {
      {"de", ">Deutsch</span></span>"},
      {"DE", ">Deutsch</span></span>"},
      {"pt-BR", ">Português (BR)</span></span>"},
      {"PT_br", ">Português (br)</span></span>"},
      {"sr-Cyrl-RS", ">Српски (Cyrl-RS)</span></span>"},
      {"xx", ">xx</span></span>"},
      {"xx-AT", ">xx-AT</span></span>"},
      {"deu", ">deu</span></span>"},
      {"deu-AT", ">deu-AT</span></span>"},
      {"d", ">d</span></span>"},
      {"de-", ">Deutsch</span></span>"},
      {"de-<b>", ">Deutsch (&lt;b&gt;)</span></span>"},
  };
  struct making making = {.length = 0};
  struct article article = make_article(&making, "a.md");
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    article.lang = str_of(names[i][0]);
    render_article_page(&(struct render_reading){.site = &sample_site, .article = &article}, out);
    has(out, names[i][1]);
    buf_clear(out);
  }
}

static void what_was_meant_is_said(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  sample.answer.corrected = STR("knee & injection");
  struct search_filter filter = {STR("tag"), STR("a b")};
  sample.answer.filters = &filter;
  sample.answer.filter_count = 1;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "Showing results for <strong>knee &amp; injection</strong>. Search instead for "
           "<a href=\"/search?q=knee%20%22injection%22&amp;tag=a%20b&amp;exact=1\">knee &quot;injection&quot;</a>");
  lacks(out, "Did you mean");
  buf_clear(out);
  sample.answer.corrected = STR("");
  sample.answer.suggestion = STR("hip");
  sample.answer.synonyms = &STR("jab & shot");
  sample.answer.synonym_count = 1;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "Did you mean <a href=\"/search?q=hip&amp;tag=a%20b\">hip</a>?");
  has(out, "Also looked for: jab &amp; shot");
  buf_clear(out);
  sample.answer.exact = true;
  sample.answer.total = 1200;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "&amp;exact=1\" rel=\"next\">");
}

static void results_are_narrowed_by_links(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  struct search_filter filters[] = {{STR("tag"), STR("a b")}, {STR("audience"), STR(HOSTILE)}};
  struct search_count counts[] = {{STR("\"<x>"), 12, false, NULL}, {STR("a b"), 3, true, NULL}};
  struct search_facet facets[] = {{STR("tag"), counts, 2, 4, false}, {STR("lang"), counts, 1, 0, false}};
  sample.answer.filters = filters;
  sample.answer.filter_count = 2;
  sample.answer.facets = facets;
  sample.answer.facet_count = 2;
  sample.answer.since = STR("2024");
  sample.answer.limit = 5;
  sample.answer.total = 20;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "&amp;tag=a%20b&amp;filter=audience:");
  has(out, "&amp;tag=%22%3Cx%3E\"><bdi>&quot;&lt;x&gt;</bdi></a> <span class=\"count\">12</span>");
  has(out, "<li class=\"count\">4 more</li>");
  has(out, "&amp;limit=5");
  has(out, "Remove </span>Since: 2024");
  has(out, "&amp;sort=date\">Newest first</a>");
  lacks(out, "<script>");
  lacks(out, "<span class=\"facet\">Language"); /* one value narrows nothing */
  buf_clear(out);
  sample.answer.by_date = true;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, ">Best first</a>");
  has(out, "&amp;sort=date\" rel=\"next\">");
}

static void links_lead_to_pages(void **state) {
  struct buf *out = *state;
  static const char *const links[][2] = {
      {"hip.md", "/articles/guides/leg/hip"},
      {"./hip.md#a-b", "/articles/guides/leg/hip#a-b"},
      {"../hip.markdown?x=1", "/articles/guides/hip?x=1"},
      {"../../../../hip.md", "/articles/hip"},
      {"knee pain.md", "/articles/guides/leg/knee%20pain"},
      {"knie%20schmerz-ü.md", "/articles/guides/leg/knie%20schmerz-%C3%BC"},
      {"picture.png", "/articles/guides/leg/picture.png"},
      {"#pain", "#pain"},
      {"/about", "/about"},
      {"/\\evil.example", "/%5Cevil.example"},
      {"mailto:a@b.c", "mailto:a@b.c"},
      {"HTTPS://b.c/d.md", "HTTPS://b.c/d.md\" rel=\"noopener"},
      {"//b.c/d", "//b.c/d\" rel=\"noopener"},
      {"javascript:alert(1)", "#"},
      {"data:text/html,x", "#"},
      {":x", "/articles/guides/leg/:x"},
  };
  for (size_t i = 0; i < COUNT_OF(links); i++) {
    struct making making = {.length = 0};
    make_mark(&making, MARK_LINK, links[i][0], "here");
    struct article article = make_article(&making, "guides/leg/knee.md");
    char wanted[256];
    (void)snprintf(wanted, sizeof wanted, "<a href=\"%s\">here</a>", links[i][1]);
    render_article_page(&(struct render_reading){.site = &sample_site, .article = &article}, out);
    has(out, wanted);
    buf_clear(out);
  }
}

static void problem_page(void **state) {
  struct buf *out = *state;
  const struct render_site site = {.name = STR("A <b>"), .lang = STR("de")};
  render_problem_page(&sample_site, 400, STR("Look & see."), out);
  has(out, "<meta name=\"robots\" content=\"noindex, follow\">\n<title>This request cannot be answered – Marrow</title>");
  has(out, "<h1>This request cannot be answered</h1>\n<p lang=\"en\">Look &amp; see.</p>\n<p class=\"place\">Status 400</p>");
  buf_clear(out);
  render_problem_page(&site, 429, STR("Wait."), out);
  has(out, "<html lang=\"de\">");
  has(out, "<title>Zu viele Anfragen – A &lt;b&gt;</title>");
  lacks(out, "Wait.");
  buf_clear(out);
  render_missing_page(&site, NULL, out);
  has(out, "<h1>Nicht gefunden</h1>");
  lacks(out, "class=\"meant\"");
}

/* ---- languages ---- */

static void pages_speak_several_languages(void **state) {
  struct buf *out = *state;
  static const struct {
    const char *lang, *found, *one, *dated, *listed;
  } rows[] = {
      {"en", "<h1>1,200 articles for “knee &quot;injection&quot;”</h1>", "<h1>1 article for", ">22 November 2026<", "jab, shot"},
      {"de", "<h1>1.200 Artikel zu „knee &quot;injection&quot;“</h1>", "<h1>1 Artikel zu", ">22. November 2026<", "jab, shot"},
      {"es", "<h1>1\u202f200 artículos sobre «knee", "<h1>1 artículo sobre", ">22 de noviembre de 2026<", "jab, shot"},
      {"fr", "<h1>1\u202f200 articles pour «\u202fknee", "<h1>1 article pour", ">22 novembre 2026<", "jab, shot"},
      {"zh", "的文章 1,200 篇</h1>", "的文章 1 篇</h1>", ">2026年11月22日<", "jab、shot"},
      {"zh-Hant", "<h1>關於「knee &quot;injection&quot;」的文章 1,200 篇</h1>", "的文章 1 篇</h1>", ">2026年11月22日<",
       "jab、shot"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    const struct render_site site = {.lang = str_of(rows[i].lang)};
    struct str synonyms[] = {STR("jab"), STR("shot")};
    struct sample sample;
    sample_init(&sample);
    render_search_page(&site, &sample.answer, NULL, out);
    has(out, rows[i].one);
    buf_clear(out);
    sample.answer.total = sample.answer.complete = 1200;
    sample.answer.synonyms = synonyms;
    sample.answer.synonym_count = 2;
    sample.hits[0].date = STR("2026-11-22");
    sample.hits[0].lang = STR("ar");
    render_search_page(&site, &sample.answer, NULL, out);
    has(out, rows[i].found);
    has(out, rows[i].dated);
    has(out, rows[i].listed);
    buf_clear(out);
  }
  assert_true(str_equal(render_speaks(STR("de-AT")), STR("de")) && str_equal(render_speaks(STR("ZH_hans")), STR("zh")));
  assert_true(str_equal(render_speaks(STR("zh_tw")), STR("zh-Hant")) && str_equal(render_speaks(STR("zh-Hans-HK")), STR("zh")));
  assert_true(render_speaks(STR("deu")).len == 0 && render_speaks(STR("")).len == 0 && render_speaks(STR("-")).len == 0);
}

/* Nothing and the first of a month are where languages differ. */
static void numbers_and_dates_are_inflected(void **state) {
  struct buf *out = *state;
  static const char *const rows[][3] = {{"en", "Search 0 articles", "1 May 2026"},
                                        {"es", "Buscar en 0 artículos", "1 de mayo de 2026"},
                                        {"fr", "Chercher dans 0 article<", "1er mai 2026"},
                                        {"zh", "搜索 0 篇文章", "2026年5月1日"},
                                        {"zh-Hant", "搜尋 0 篇文章", "2026年5月1日"}};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    const struct render_site site = {.lang = str_of(rows[i][0])};
    const struct store_facts facts = {.articles = 0};
    struct making making = {.length = 0};
    struct article article = make_article(&making, "a.md");
    article.date = STR("2026-05-01");
    render_start_page(&(struct render_start){.site = &site, .facts = &facts, .topics = &(struct search_topics){.count = 0}}, out);
    has(out, rows[i][1]);
    render_article_page(&(struct render_reading){.site = &site, .article = &article}, out);
    has(out, rows[i][2]);
    buf_clear(out);
  }
}

/* Those with every word and those with some are told apart. */
static void partial_matches_are_counted_apart(void **state) {
  struct buf *out = *state;
  struct sample sample;
  sample_init(&sample);
  sample.answer.total = 23;
  sample.answer.complete = 3;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<h1>3 articles for “knee &quot;injection&quot;”, 20 more with some of the words</h1>");
  buf_clear(out);
  sample.answer.complete = 0;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<h1>23 articles with some of the words of “knee &quot;injection&quot;”</h1>");
  buf_clear(out);
  sample.answer.offset = 10;
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<h1>Articles 11 to 11 of 23 for “");
}

/* ---- what search engines may show ---- */

static void expect_canonical(struct buf *out, const struct search_answer *answer, const char *wanted) {
  render_search_page(&(struct render_site){.base = STR("https://a.example")}, answer, NULL, out);
  if (wanted == NULL) {
    has(out, "content=\"noindex, follow\"");
    lacks(out, "rel=\"canonical\"");
  } else {
    lacks(out, "noindex");
    has(out, wanted);
  }
  buf_clear(out);
}

static void whole_answers_may_be_shown_by_engines(void **state) {
  struct buf *out = *state;
  static const struct {
    const char *typed, *understood, *shown; /* NULL: not */
  } rows[] = {
      {"knee injection", "knee injection", "href=\"https://a.example/search?q=knee%20injection\""},
      {"  Knee\t  INJECTION ", "Knee INJECTION", "href=\"https://a.example/search?q=knee%20injection\""},
      {"What is a knee?", "What is a knee", "href=\"https://a.example/search?q=what%20is%20a%20knee\""},
      {"x-ray", "x-ray", "href=\"https://a.example/search?q=x-ray\""},
      {"knee's", "knee's", "q=knee%27s\""},
      {"膝关节", "膝关节", "q=%E8%86%9D%E5%85%B3%E8%8A%82\""},
      {"\"knee injection\"", "\"knee injection\"", NULL},
      {"knee -hip", "knee -hip", NULL},
      {"knee OR hip", "knee OR hip", NULL},
      {"title:knee", "title:knee", NULL},
      {"inject*", "inject*", NULL},
      {"knee call +1", "knee call 1", NULL},
      {"knee \u260e", "knee", NULL},
      {"knee https://spam.example", "knee https spam.example", NULL},
      {"knee buy", "knee", NULL},
      {"knee \xff", "knee", NULL},
  };
  struct sample sample;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    sample_init(&sample);
    sample.answer.query = str_of(rows[i].typed);
    sample.answer.understood = str_of(rows[i].understood);
    expect_canonical(out, &sample.answer, rows[i].shown);
  }
}

static void other_answers_may_not(void **state) {
  struct buf *out = *state;
  for (int kind = 0; kind < 14; kind++) {
    struct sample sample;
    sample_init(&sample);
    struct search_filter filter = {STR("tag"), STR("knee")};
    struct search_answer *answer = &sample.answer;
    answer->query = answer->understood = STR("knee");
    answer->offset = kind == 1 ? 10 : 0;
    answer->limit = kind == 2 ? 20 : SEARCH_LIMIT_DEFAULT;
    answer->by_date = kind == 3;
    answer->exact = kind == 4;
    answer->filters = &filter;
    answer->filter_count = kind == 5;
    answer->since = kind == 6 ? STR("2024") : STR("");
    answer->until = kind == 7 ? STR("2024") : STR("");
    answer->complete = kind == 8 ? 0 : 1;
    sample.hits[0].missing = &answer->query;
    sample.hits[0].missing_count = kind == 9;
    answer->corrected = kind == 10 ? STR("kneel") : STR("");
    answer->partial = kind == 11;
    answer->left_out = &answer->query;
    answer->left_out_count = kind == 12;
    answer->hit_count = kind == 13 ? 0 : 1;
    expect_canonical(out, answer, kind == 0 ? "search?q=knee\"" : NULL);
  }
  struct sample sample;
  sample_init(&sample);
  sample.answer.query = sample.answer.understood = STR("knee");
  sample.answer.lang = STR("de");
  expect_canonical(out, &sample.answer, "search?q=knee&amp;lang=de\"");
  render_search_page(&sample_site, &sample.answer, NULL, out);
  has(out, "<meta name=\"description\" content=\"1 article for “knee”: Knee &amp; hip\">");
}

#endif
