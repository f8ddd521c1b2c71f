"""Pages are valid HTML, lead to one another, and stay what their authors wrote: text, whatever stands in it."""

import json
import re
import unittest
import warnings
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, urljoin

import html5lib
import serving

SITE = {
    "knee.md": serving.ARTICLES["knee.md"] + "\n## Bones\n\nThree.\n\n## Nerves\n\nMany.\n\n### Deep\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "hip.md": serving.ARTICLES["hip.md"],
    "knee-injection.md": "---\ntitle: Knee injection\ndate: 2024-05-31\ntags: [treatment, knee]\nsummary: What is injected.\n"
    "translations: {de: de/spritze.md}\n---\nAn injection into the knee.\n",
    "de/spritze.md": "---\ntitle: Spritze ins Knie\nlang: de\ndate: 2024-06-01\ntags: [treatment]\n---\nEine Spritze ins Knie.\n",
    "ar/rukba.md": "---\ntitle: الركبة\nlang: ar\ntags: [knee]\n---\nالركبة مفصل.\n",
    "zh/xi.md": "---\ntitle: 膝关节\nlang: zh\ntags: [knee]\n---\n膝关节很重要。\n",
    "away.md": "---\ntitle: Elsewhere\nurl: https://example.org/away\ndate: 2020-01-01\n---\nThe knee, elsewhere.\n",
    "folder/index.md": "# A folder\n\nIts page.\n",
    "folder/page.md": "# A page\n\nIn the folder, the knee.\n",
    "topics.yaml": "start:\n  en: {title: Joints & more, text: All about <joints>., try: [knee pain]}\n  de: {title: Gelenke}\n"
    "topics:\n  - id: knee\n    tags: [knee]\n    title: {en: The knee, de: Das Knie}\n    text: {en: Bones & more.}\n"
    "  - id: cure\n    tags: [treatment]\n    title: {en: Treatment, de: Behandlung}\n",
}

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)></title></textarea><!--]]>&lt;b&gt;${1}{{main}}\u202e\u2028javascript:"


def evil_site():
    """The same string in every place where an author may write."""
    text = json.dumps(EVIL)
    front = f"title: {text}\nsummary: {text}\nlang: en\ntags: [{text}, evil]\naliases: [{text}]\nextra: {text}\ndate: 2024-01-01\n"
    body = f"\n\nThe evil knee {EVIL}\n\n# {EVIL}\n\n[a](javascript:alert(1)) [b](data:text/html,x) <{EVIL}>\n\n`{EVIL}`\n\n```{EVIL}\n{EVIL}\n```\n"
    return {
        "evil.md": f"---\n{front}---\n{body}\n## {EVIL}\n\n" + "## More evil\n\nEvil.\n\n" * 3,
        "e\"v'i<l>&.md": f"---\n{front}---\n{body}",
        "<img src=x onerror=alert(1)>/a.md": f"---\n{front}---\n{body}",
        "other.md": f"---\ntitle: Evil\nurl: {json.dumps('/articles/<x>' + chr(34) + 'b')}\ntranslations: {{de: {json.dumps(EVIL)}}}\n---\n{body}",
        "topics.yaml": f"start:\n  en: {{title: {text}, text: {text}, try: [{text}]}}\ntopics:\n  - id: evil\n    tags: [evil]\n    title: {text}\n    text: {text}\n",
        "marrow.yaml": f"site:\n  name: {json.dumps(EVIL[:80])}\n  description: {text}\nfilters: [extra]\n",
    }


def parse(page):
    """The page as a tree; anything a validator would complain of is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


class PagesTest(serving.ServedTest):
    articles = SITE
    options = ("--url", "https://site.example/")

    def page(self, target, status=200, server=None):
        answer = (server or self.server).ask(target, headers={"Accept": "text/html"})
        self.assertEqual(answer.status, status, target)
        self.assertEqual(answer.headers["content-type"], "text/html; charset=utf-8")
        return parse(answer.text)

    def xml(self, target, kind, server=None):
        answer = (server or self.server).ask(target)
        self.assertEqual((answer.status, answer.headers["content-type"]), (200, kind + "; charset=utf-8"))
        self.assertIn("etag", answer.headers)
        return ElementTree.fromstring(answer.body)

    def data(self, tree):
        (block,) = [each for each in tree.iter("script") if each.get("type") == "application/ld+json"]
        return json.loads(block.text)["@graph"]

    def link(self, tree, relation):
        return [each.get("href") for each in tree.iter("link") if each.get("rel") == relation]

    # ---- HTML ----

    def test_every_page_is_valid(self):
        seen, waiting = set(), ["/", "/?lang=de", "/?lang=xx", "/search", "/search?q=knee", "/search?q=knee&limit=1&offset=1", "/search?q=zzzz",
                                "/search?q=kneee", "/search?q=&tag=knee&sort=date", "/search?q=what+is+the+hip+joint"]
        while waiting:
            target = waiting.pop()
            if target in seen:
                continue
            seen.add(target)
            with self.subTest(target):
                tree = self.page(target)
                ids = [each.get("id") for each in tree.iter() if each.get("id")]
                self.assertEqual(len(ids), len(set(ids)))
                self.assertEqual(len(list(tree.iter("h1"))), 1)
                self.assertTrue(tree.get("lang"))
                for each in tree.iter("a"):
                    target_of = urljoin("http://x" + target, each.get("href"))
                    if target_of.startswith("http://x/") and len(seen) + len(waiting) < 150:
                        waiting.append(target_of.removeprefix("http://x").split("#")[0])
        self.assertGreater(len(seen), 30)
        for target, status in [("/nope", 404), ("/articles/none", 404), ("/topics/none", 404), ("/search?limit=0", 400), ("/%zz", 400)]:
            with self.subTest(target):
                self.page(target, status)

    def test_start_page(self):
        tree = self.page("/")
        text = "".join(tree.find(".//main").itertext())
        self.assertEqual("".join(tree.find(".//h1").itertext()), "Joints & more")
        for title in ["The knee", "Treatment", "Knee injection", "Knee joint"]:
            self.assertIn(title, text)
        self.assertNotIn("Spritze", text)
        links = [each.get("href") for each in tree.iter("a")]
        for link in ["/topics/knee?lang=en", "/search?q=knee%20pain", "/?lang=de", "/?lang=ar"]:
            self.assertIn(link, links)
        german = self.page("/?lang=de")
        self.assertEqual((german.get("lang"), "".join(german.find(".//h1").itertext())), ("de", "Gelenke"))
        self.assertIn("Spritze ins Knie", "".join(german.find(".//main").itertext()))
        (site,) = self.data(tree)
        self.assertEqual((site["@type"], site["url"]), ("WebSite", "https://site.example/"))
        self.assertEqual(site["potentialAction"]["target"], "https://site.example/search?q={search_term_string}")

    def test_topic_page(self):
        tree = self.page("/topics/knee?lang=en")
        self.assertEqual("".join(tree.find(".//h1").itertext()), "The knee")
        self.assertEqual({each.get("href") for each in tree.find(".//main").iter("a")}, {"/articles/knee", "/articles/knee-injection"})
        self.assertEqual(self.link(tree, "canonical"), ["https://site.example/topics/knee?lang=en"])
        self.assertEqual("".join(self.page("/topics/cure?lang=de").find(".//h1").itertext()), "Behandlung")
        self.assertEqual(self.server.ask("/topics/none").status, 404)

    def test_topics_narrow_results(self):
        """By the titles that the owner gives them, not by the tags they are made of."""
        tree = self.page("/search?q=knee")
        links = {"".join(each.itertext()): each.get("href") for each in tree.find(".//details").iter("a")}
        self.assertIn("filter=topic:cure", links["Treatment"])
        for lang, named in [("en", "Topic: The knee"), ("de", "Thema: Das Knie")]:
            tree = self.page(f"/search?q=knee&lang={lang}&filter=topic:knee")
            (chosen,) = [each for each in tree.iter("ul") if each.get("class") == "chosen"]
            self.assertIn(named, "".join(chosen.itertext()))
        found = json.loads(self.server.ask("/api/v1/search?q=knee&facets=topic").text)["facets"]["topic"]
        self.assertIn({"en": "The knee", "de": "Das Knie"}, [each["titles"] for each in found])
        self.assertEqual({each["value"] for each in found}, {"knee", "cure"})

    def test_long_topics_have_pages(self):
        site = serving.Site({**{f"a{i:03}.md": f"---\ntitle: Article {i}\ntags: [t]\n---\nText {i}.\n" for i in range(230)},
                             "topics.yaml": "topics:\n  - id: t\n    tags: [t]\n    title: T\n"})
        server = serving.Server(site.index)
        try:
            target, titles = "/topics/t", []
            while target:
                tree = self.page(target, server=server)
                titles += ["".join(each.itertext()).strip() for each in tree.iter("h2")]
                target = next((each.get("href") for each in tree.iter("a") if each.get("rel") == "next"), None)
            self.assertEqual(titles, [f"Article {i}" for i in range(230)])
            behind = self.page("/topics/t?offset=9999", server=server)  # the last page stands for it
            self.assertEqual(["".join(each.itertext()).strip() for each in behind.iter("h2")], titles[200:])
            self.assertEqual([each.get("href") for each in behind.iter("a") if each.get("rel") == "prev"], ["/topics/t?lang=en&offset=100"])
        finally:
            server.stop()
            site.remove()

    def test_article_page(self):
        tree = self.page("/articles/knee-injection")
        crumbs = [each for each in tree.iter("p") if each.get("class") == "crumbs"]
        self.assertEqual([each.get("href") for each in crumbs[0].iter("a")], ["/topics/cure?lang=en"])
        self.assertEqual(self.link(tree, "canonical"), ["https://site.example/articles/knee-injection"])
        self.assertIn("https://site.example/articles/de/spritze", self.link(tree, "alternate"))
        article, way = self.data(tree)
        self.assertEqual(
            (article["@type"], article["headline"], article["url"], article["dateModified"], article["keywords"]),
            ("Article", "Knee injection", "https://site.example/articles/knee-injection", "2024-05-31", ["treatment", "knee"]),
        )
        self.assertEqual(article["isPartOf"], {"@type": "WebSite", "name": "Marrow", "url": "https://site.example/"})
        previews = {each.get("property"): each.get("content") for each in tree.iter("meta") if each.get("property")}
        self.assertEqual(previews, {"og:type": "article", "og:site_name": "Marrow", "og:title": "Knee injection", "og:description": "What is injected.",
                                    "og:url": "https://site.example/articles/knee-injection"})
        self.assertEqual([each["name"] for each in way["itemListElement"]], ["Treatment", "Knee injection"])
        contents = [each for each in self.page("/articles/knee").iter("nav") if each.get("class") == "contents"]
        self.assertEqual([each.get("href") for each in contents[0].iter("a")], ["#cartilage", "#bones", "#nerves", "#deep"])
        folder = self.page("/articles/folder/page")
        self.assertIn("/articles/folder/", "".join(each.get("href", "") for each in folder.find(".//main").iter("a")))

    def test_right_to_left_and_chinese(self):
        arabic = self.page("/articles/ar/rukba")
        self.assertEqual((arabic.get("lang"), arabic.get("dir"), arabic.find(".//article").get("dir")), ("ar", "rtl", "auto"))
        self.assertEqual(self.page("/?lang=ar").get("dir"), "rtl")
        for target in ["/articles/knee", "/articles/zh/xi", "/search?q=knee&lang=ar"]:
            self.assertIsNone(self.page(target).get("dir"), target)
        self.assertEqual(self.page("/articles/zh/xi").get("lang"), "zh")

    def test_where_nothing_is_found_topics_are_offered(self):
        offered = lambda target: [each.get("href") for nav in self.page(target).iter("nav") if nav.get("class") == "meant" for each in nav.iter("a")]
        self.assertEqual(offered("/search?q=zzzz"), ["/topics/knee?lang=en", "/topics/cure?lang=en"])
        self.assertEqual(offered("/search?q=zzzz&lang=de"), ["/topics/cure?lang=de"])
        self.assertEqual(offered("/search?q=knee"), [])

    def test_where_nothing_is(self):
        for target in ["/articles/nee-injection.html", "/knee_injection", "/wiki/Knee-injection.php?x=y", "/articles/knee%20injection"]:
            with self.subTest(target):
                tree = self.page(target, 404)
                meant = [each for each in tree.iter("nav") if each.get("class") == "meant"]
                self.assertIn("/articles/knee-injection", [each.get("href") for each in meant[0].iter("a")])
        self.assertNotIn("class=\"meant\"", self.server.ask("/zzzzqqq", headers={"Accept": "text/html"}).text)

    # ---- for other programs ----

    def test_sitemap(self):
        tree = self.xml("/sitemap.xml", "application/xml")
        name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        places = {each.find(name + "loc").text: each.findtext(name + "lastmod") for each in tree}
        self.assertEqual(places["https://site.example/articles/knee-injection"], "2024-05-31")
        self.assertIn("https://site.example/", places)
        self.assertNotIn("https://example.org/away", "".join(places))
        topics = {place for place in places if "/topics/" in place}
        self.assertEqual(topics, {f"https://site.example/topics/{topic}" for topic in
                                  ["knee?lang=en", "knee?lang=ar", "knee?lang=zh", "cure?lang=en", "cure?lang=de"]})
        self.assertEqual(len(places), 9 + len(topics))
        for place in places:
            self.page(place.removeprefix("https://site.example"))

    def test_feed(self):
        tree = self.xml("/feed.xml", "application/atom+xml")
        name = "{http://www.w3.org/2005/Atom}"
        entries = [(each.findtext(name + "title"), each.find(name + "link").get("href"), each.findtext(name + "updated")) for each in tree.findall(name + "entry")]
        self.assertEqual(entries[0], ("Spritze ins Knie", "https://site.example/articles/de/spritze", "2024-06-01T00:00:00Z"))
        self.assertEqual([title for title, _, _ in entries], ["Spritze ins Knie", "Knee injection", "Elsewhere"])
        self.assertEqual((tree.findtext(name + "title"), tree.findtext(name + "updated")), ("Joints & more", "2024-06-01T00:00:00Z"))
        self.assertEqual(len(self.xml("/feed.xml?lang=de", "application/atom+xml").findall(name + "entry")), 1)

    def test_each_language_has_a_feed_of_its_own(self):
        name = "{http://www.w3.org/2005/Atom}"
        for target in ["/feed.xml", "/feed.xml?lang=de"]:
            feed = self.xml(target, "application/atom+xml")
            own = next(each.get("href") for each in feed.findall(name + "link") if each.get("rel") == "self")
            self.assertEqual((feed.findtext(name + "id"), own), ("https://site.example" + target,) * 2)
        for target, feed in [("/", "/feed.xml"), ("/?lang=de", "/feed.xml?lang=de"), ("/articles/de/spritze", "/feed.xml?lang=de")]:
            self.assertEqual([each for each in self.link(self.page(target), "alternate") if "feed" in each], [feed], target)

    def test_languages_that_no_article_is_in_are_as_none(self):
        for target in ["/", "/topics/knee", "/feed.xml"]:
            for lang in ["zz", "%22%3E%3Cscript%3E", "e"]:
                whole = self.server.ask(target)
                self.assertEqual(self.server.ask(f"{target}?lang={lang}").body, whole.body, (target, lang))
        self.assertEqual(self.server.ask("/?lang=DE").body, self.server.ask("/?lang=de").body)

    def test_opensearch(self):
        tree = self.xml("/opensearch.xml", "application/opensearchdescription+xml")
        name = "{http://a9.com/-/spec/opensearch/1.1/}"
        self.assertEqual(tree.find(name + "Url").get("template"), "https://site.example/search?q={searchTerms}")
        self.assertEqual(self.link(self.page("/"), "search"), ["/opensearch.xml"])

    def test_robots(self):
        text = self.server.ask("/robots.txt").text
        self.assertIn("Sitemap: https://site.example/sitemap.xml\n", text)
        barred = re.findall("Disallow: (.*)", text)
        for target, may in [("/search?q=knee", True), ("/search?q=knee&lang=de", True), ("/search?q=a&tag=b", False), ("/search?q=a&lang=de&offset=10", False),
                            ("/articles/knee", True), ("/api/v1/search?q=a", False)]:
            matches = any(re.match(re.escape(each).replace(r"\*", ".*"), target) for each in barred)
            self.assertEqual(not matches, may, target)

    def test_engines_may_show_whole_answers_alone(self):
        for target, canonical in [("/search?q=+KNEE++injection", "/search?q=knee%20injection"), ("/search?q=knie&lang=de", "/search?q=knie&lang=de"),
                                  ("/search?q=knee+viagra", None), ("/search?q=kneee", None), ("/search?q=zzzz", None), ("/search", None),
                                  ("/search?q=knee&tag=knee", None), ("/search?q=knee&offset=1", None), ("/search?q=knee&sort=date", None),
                                  ("/search?q=knee+-%22call+us%22", None), ("/search?q=knee+OR+casino", None), ("/search?q=%22knee+joint%22", None)]:
            with self.subTest(target):
                tree = self.page(target)
                robots = [each.get("content") for each in tree.iter("meta") if each.get("name") == "robots"]
                self.assertEqual(robots, [] if canonical else ["noindex, follow"])
                self.assertEqual(self.link(tree, "canonical"), ["https://site.example" + canonical] if canonical else [])

    def test_start_pages_name_their_other_languages(self):
        for target, canonical in [("/", "/"), ("/?lang=de", "/?lang=de")]:
            tree = self.page(target)
            self.assertEqual(self.link(tree, "canonical"), ["https://site.example" + canonical])
            others = {each.get("hreflang"): each.get("href") for each in tree.iter("link") if each.get("hreflang")}
            self.assertEqual(others, {"x-default": "https://site.example/", **{lang: f"https://site.example/?lang={lang}" for lang in ["ar", "de", "en", "zh"]}})

    def test_addresses_follow_the_host(self):
        server = serving.Server(self.site.index, "--trust-proxy", "127.0.0.1")
        try:
            ask = lambda **headers: self.link(parse(server.ask("/articles/knee", headers={n.replace("_", "-"): v for n, v in headers.items()}).text), "canonical")
            for _ in range(2):
                self.assertEqual(ask(Host="a.example"), ["http://a.example/articles/knee"])
                self.assertEqual(ask(Host="b.example:81", X_Forwarded_Proto="https"), ["https://b.example:81/articles/knee"])
                self.assertEqual(server.ask("/articles/knee", headers={"Host": "x\"><script>"}).status, 400)
        finally:
            server.stop()

    # ---- what strangers write ----

    def assert_harmless(self, tree, target):
        for each in tree.iter():
            if not isinstance(each.tag, str):
                continue
            self.assertNotIn(each.tag, ["img", "iframe", "object", "embed", "base", "style"], target)
            if each.tag == "script":
                kind = (each.get("type"), each.get("src"))
                self.assertIn(kind, [("module", "/marrow.js"), ("application/ld+json", None)], target)
                if kind[1] is None:
                    self.assertNotRegex(each.text, "[<>&\u2028\u2029\u202e]", target)
                    self.assertIsInstance(json.loads(each.text), dict)
            for name, value in each.attrib.items():
                self.assertFalse(name.startswith("on"), (target, name))
                self.assertNotEqual(name, "style", target)
                self.assertNotRegex(value, "[\u2028\u202e]", (target, name))
                if name in ("href", "src", "action"):
                    self.assertNotRegex(value.strip(), r"(?i)^(javascript|data|vbscript):", target)

    def test_hostile_texts_stay_texts(self):
        site = serving.Site(evil_site())
        server = serving.Server(site.index)
        try:
            found = json.loads(server.ask("/api/v1/search?q=evil&highlight=html").text)
            self.assertEqual(len(found["hits"]), 4)
            for hit in found["hits"]:
                for html in [hit["title_html"], *(section["passage"]["html"] for section in hit["sections"])]:
                    self.assertEqual(set(re.findall(r"<[^>]*>", html)) - {"<mark>", "</mark>"}, set())
            urls = [quote(hit["url"], safe="/%?=&") for hit in found["hits"]]
            targets = ["/", "/topics/evil", "/search?q=evil&filter=" + quote("extra:" + EVIL), "/search?q=evil+" + quote(EVIL) + "&exact=1", "/search?q=evil", "/search?q=" + quote(EVIL), "/search?q=evil&sort=date&tag=evil", "/?lang=" + quote(EVIL),
                       "/search?q=evil&tag=" + quote(EVIL), "/search?q=evil&filter=" + quote("lang:" + EVIL), "/search?q=x&since=2024&lang=" + quote("<b>"), *urls]
            for target in targets:
                with self.subTest(target):
                    self.assert_harmless(self.page(target, server=server), target)
            for target in ["/" + quote(EVIL), "/articles/" + quote(EVIL), "/topics/" + quote(EVIL, safe=""), "/nope?q=" + quote(EVIL)]:
                with self.subTest(target):
                    self.assert_harmless(self.page(target, 404, server), target)
            for target in ["/search?limit=" + quote(EVIL), "/search?filter=" + quote(EVIL + ":x"), "/search?since=" + quote(EVIL)]:
                with self.subTest(target):
                    self.assert_harmless(self.page(target, 400, server), target)
            for target, kind in [("/feed.xml", "application/atom+xml"), ("/sitemap.xml", "application/xml"), ("/opensearch.xml", "application/opensearchdescription+xml")]:
                with self.subTest(target):
                    tree = self.xml(target, kind, server)
                    self.assertFalse([each for each in tree.iter() if each.tag.rpartition("}")[2].lower() in ("script", "img")])
            for likes in [EVIL.encode("utf-8").decode("latin-1"), "de, " + "<script>", "\"><script>,fr"]:
                answer = server.ask("/search?q=evil", headers={"Accept": "text/html", "Accept-Language": likes})
                self.assert_harmless(parse(answer.text), likes)
                self.assertRegex(answer.headers["etag"], r'^"[0-9a-f-]+(-[a-z]{2})?"$')
        finally:
            server.stop()
            site.remove()


if __name__ == "__main__":
    unittest.main()
