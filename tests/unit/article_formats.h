/* Sources of every format: random ones, large ones, in other encodings. For one test program; article_spec.h comes before it. */
#ifndef MARROW_TESTS_ARTICLE_FORMATS_H
#define MARROW_TESTS_ARTICLE_FORMATS_H

/* A generator of random numbers that is the same everywhere (Marsaglia 2003, xorshift). */
static uint32_t next_random(uint32_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

/* STR() where a constant must be. */
#define STR_INIT(literal)                                                                                                        \
  { (literal), sizeof(literal) - 1 }

/* What sources are made of. */
static const char *const bits[] = {
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=x>",
    "</a>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th>",
    "<caption>",
    "<ul>",
    "</ul>",
    "<li>",
    "<ol start=9>",
    "<pre>",
    "</pre>",
    "<code>",
    "<h1>",
    "<h2 id=a>",
    "</h2>",
    "<main>",
    "</main>",
    "<article>",
    "<br>",
    "<img alt=i src=s>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<blockquote>",
    "</blockquote>",
    "<div>",
    "</div>",
    "<hr>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<form>",
    "<svg>",
    "</svg>",
    "<body>",
    "</body>",
    "<head>",
    "<meta name=description content=",
    "<span data-pagefind-filter=a>",
    "<i data-marrow-body>",
    "data-pagefind-meta",
    "<",
    ">",
    "\"",
    "'",
    "=",
    "&amp;",
    "&#0;",
    "&",
    "\n",
    "\n\n",
    " ",
    "a",
    "Zwei ",
    "\xC3\xA4",
    "\xFF",
    "\0",
    "# ",
    "## ",
    "* ",
    "- ",
    "1. ",
    "> ",
    "```\n",
    "~~~\n",
    "    ",
    "[a](b)",
    "![a](b)",
    "| a | b |\n|---|---|\n",
    "---\n",
    "+++\n",
    "===\n",
    "title: a\n",
    "title = 'a'\n",
    "{\"a\": 1}\n",
    "`",
    "``",
    "*",
    "**",
    "_",
    "{{< a >}}",
    "{{% b %}}",
    "{% raw %}",
    "{{ c }}",
    ":::note\n",
    ":::\n",
    "!!! note\n",
    ".. note:: x\n",
    "::\n\n",
    "==\n",
    "= ",
    "----\n",
    "====\n",
    "....\n",
    "|===\n",
    "[source,c]\n",
    "image::a[b]\n",
    "link:a[b]",
    "`a <b>`_",
    ":a:`b`",
    ".. _a: b\n",
    "+---+\n",
    "import a from 'b'\n",
    "<A b={c}>\n",
    "\t",
    "\r\n",
};

static void any_bytes_of_any_format_are_an_article_or_a_sentence(void **state) {
  (void)state;
  static const char *const ids[] = {"a.md", "a.html", "a.mdx", "a.rst", "a.adoc", "a.txt"};
  struct buf source;
  buf_init(&source, 1 << 20);
  for (uint32_t seed = 1; seed <= 9000; seed++) {
    uint32_t random = seed * 2654435761u;
    struct arena arena;
    struct article article;
    struct error err = {""};
    buf_clear(&source);
    for (uint32_t i = next_random(&random) % 60; i > 0; i--) {
      const char *bit = bits[next_random(&random) % COUNT_OF(bits)];
      buf_add(&source, bit[0] == '\0' && next_random(&random) % 8 == 0 ? (struct str){bit, 1} : str_of(bit));
    }
    arena_init(&arena, MEMORY);
    const char *id = ids[seed % COUNT_OF(ids)];
    bool read = article_from_file(&arena, str_of(id), buf_str(&source), &article, &err);
    if (read ? !survives_packing(&article) || article.title.len == 0 : err.text[0] == '\0') {
      fail_msg("%s of seed %u: %.*s", id, seed, STR_ARG(buf_str(&source)));
    }
    arena_free(&arena);
  }
  buf_free(&source);
}

static void assert_page_text(struct str bytes, const char *text) {
  struct arena arena;
  struct article article;
  struct error err = {""};
  struct buf out;
  arena_init(&arena, MEMORY);
  buf_init(&out, SPEC_BYTES_MAX);
  if (article_from_file(&arena, STR("a.html"), bytes, &article, &err)) {
    print_text(&article, &out);
  } else {
    buf_add(&out, str_of(err.text));
  }
  assert_string_equal(out.len > 0 ? out.ptr : "", text);
  buf_free(&out);
  arena_free(&arena);
}

static void pages_become_utf8(void **state) {
  (void)state;
  assert_page_text(STR("\xEF\xBB\xBF<p>d\xC3\xA9j\xC3\xA0"), "déjà");
  assert_page_text(STR("<p>d\xE9j\xE0 \x80 \x93x\x94 \x81"), "déjà € “x” \xEF\xBF\xBD");
  assert_page_text(STR("<meta charset=iso-8859-1><p>d\xE9j\xE0 \x80"), "déjà €");
  assert_page_text(STR("<meta http-equiv=content-type content=\"text/html; charset=ISO-8859-2\"><p>\xB1\xBC"), "ąź");
  assert_page_text(STR("<meta charset='koi8-r'><p>\xC4\xC1"), "да");
  assert_page_text(STR("<meta charset=shift_jis><p>\x93\xFA\x96\x7B\xFF"), "日本\xEF\xBF\xBD");
  assert_page_text(STR("\xFF\xFE<\0p\0>\0\xE9\0\x3D\xD8\x00\xDE"), "é😀");
  assert_page_text(STR("\xFE\xFF\0<\0p\0>\0\xE9\xDC\x00\0a"), "é\xEF\xBF\xBD"
                                                              "a");
  assert_page_text(STR("<meta charset=utf-8><p>d\xE9j\xE0"),
                   "a.html:1: is not UTF-8 at byte 25 of line 1; save it as UTF-8 text");
  assert_page_text(STR("<meta charset=utf-16><p>d\xC3\xA9"), "dé");
  assert_page_text(STR("<meta charset=\"klingon\"><p>a"),
                   "a.html: is in the encoding \"klingon\", which cannot be read here; save it as UTF-8");
  assert_page_text(STR("<p>a\0b"), "a.html:1: contains a NUL byte at line 1; save it as UTF-8 text");
}

static void huge_pages_are_sentences(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t count;
    const char *sentence;
  } rows[] = {
      {"<h2>a</h2>", 1000000, "a.html: has more than 10000 sections; split the article"},
      {"<p>", 5000000, "a.html: has more than 4000000 elements and texts; split the page"},
      {"<p>a", 1100000, "a.html: has more than 1000000 paragraphs, cells, links and the like; split the article"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    size_t length = strlen(rows[i].text);
    char *page = malloc(length * rows[i].count);
    assert_non_null(page);
    for (size_t k = 0; k < rows[i].count; k++) {
      memcpy(page + k * length, rows[i].text, length);
    }
    assert_page_text((struct str){page, length * rows[i].count}, rows[i].sentence);
    free(page);
  }
}

static void little_memory_for_a_page_is_a_sentence(void **state) {
  (void)state;
  struct article article;
  struct error err;
  struct str page =
      STR("<html lang=en><meta name=keywords content='a, b'><link rel=alternate hreflang=de href=x><main><h1>T</h1><h2 id=b>A"
          "</h2><ul><li><a href=y>x</a> <img src=i alt='&amp;'></ul><table><tr><th>a<td>b</table><i data-marrow-filter=f>c");
  size_t failures = 0;
  for (size_t ceiling = 0; ceiling < 16384; ceiling += 16) {
    struct arena arena;
    arena_init(&arena, ceiling);
    if (!article_from_file(&arena, STR("a.html"), page, &article, &err)) {
      assert_non_null(strstr(err.text, "not enough memory"));
      failures++;
    }
    arena_free(&arena);
  }
  assert_in_range(failures, 100, 1023);
}

static void rules_lead_links_to_addresses(void **state) {
  (void)state;
  static const struct article_rule list[] = {{STR_INIT("docs/*.md"), STR_INIT("/guide/*/")},
                                             {STR_INIT("public/*"), STR_INIT("https://a.b/*")},
                                             {STR_INIT("faq.md"), STR_INIT("/q")}};
  static const struct {
    const char *id, *written, *leads_to;
  } rows[] = {
      {"docs/a.md", "b.md", "b.md"}, /* where it leads is told when all articles are known */
      {"public/b/c.html", "../d/", "https://a.b/d/"},
      {"public/b/c.html", "e.pdf", "https://a.b/b/e.pdf"},
      {"public/b/c.html", "/d/", "/d/"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    struct arena arena;
    struct article article;
    struct error err;
    arena_init(&arena, MEMORY);
    bool page = str_ends_with(str_of(rows[i].id), STR(".html"));
    struct str text = arena_format(&arena, page ? "<a href=\"%s\">x</a>" : "[x](%s)", rows[i].written);
    assert_true(article_from_file(&arena, str_of(rows[i].id), text, &article, &err));
    assert_true(article_use_rules(&arena, &(struct article_rules){.list = list, .count = COUNT_OF(list)}, &article));
    struct str link = arena_copy(&arena, article.marks[1].value);
    assert_string_equal(link.ptr, rows[i].leads_to);
    arena_free(&arena);
  }
}

static void names_tell_formats(void **state) {
  (void)state;
  assert_true(article_is_source(STR("a.md")) && article_is_source(STR("a.MARKDOWN")) && article_is_source(STR("x/a.html")));
  assert_true(article_is_source(STR("a.HTM")) && article_is_source(STR("a.xhtml")));
  assert_false(article_is_source(STR(".md")) || article_is_source(STR("a.jpg")) || article_is_source(STR("")));
}

#endif
