"""Pages speak the language of what they are about, else the site's, else the visitor's; and call the site as its owner does."""

import json
import re
import unittest
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote

import serving
from pages_test import parse

SITE = {
    "en/knee.md": "---\ntitle: Knee\nlang: en\ndate: 2024-05-01\ntags: [joint]\n---\nThe knee hurts.\n\n| a |\n|---|\n| 1 |\n",
    "en/hip.md": "---\ntitle: Hip\nlang: en\n---\nThe hip hurts.\n",
    "de/knie.md": "---\ntitle: Knie\nlang: de\ndate: 2024-05-01\ntags: [joint]\n---\nDas Knie schmerzt.\n",
    "zh/xi.md": "---\ntitle: 膝关节\nlang: zh\ndate: 2024-05-01\ntags: [joint]\n---\n膝关节很重要。\n",
    "zh/tw.md": "---\ntitle: 膝關節\nlang: zh_TW\ndate: 2024-05-01\n---\n膝關節很重要。\n",
    "nl.md": "---\ntitle: Gewricht\nlang: nl\nurl: /docs/nl.html\n---\nPijn.\n",
    "pl/kolano.md": "---\ntitle: Kolano\nlang: pl\n---\nKolano boli.\n",
    "topics.yaml": "topics:\n  - {id: joint, tags: [joint], title: {en: Joints, de: Gelenke}}\n",
}
NAMED = "site:\n  name: {en: Knee & clinic, de: Knie & Klinik}\n  description: {en: All <about> knees., de: Alles über Knie.}\n"
SEARCH = {"en": "Search", "de": "Suchen", "es": "Buscar", "fr": "Chercher", "zh": "搜索", "zh-Hant": "搜尋"}


class LanguagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = serving.Site({**SITE, "marrow.yaml": NAMED})
        cls.server = serving.Server(cls.site.index)
        cls.own = serving.Site({**SITE, "marrow.yaml": NAMED + "  language: fr\n"})
        cls.own_server = serving.Server(cls.own.index)

    @classmethod
    def tearDownClass(cls):
        for server, site in [(cls.server, cls.site), (cls.own_server, cls.own)]:
            status = server.stop()
            site.remove()
            assert status == 0, server.log()

    def ask(self, target, likes=None, server=None, **headers):
        likes = {} if likes is None else {"Accept-Language": likes}
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return (server or self.server).ask(target, headers={"Accept": "text/html", **likes, **headers})

    def assert_speaks(self, answer, lang):
        self.assertIn(f'<button type="submit">{SEARCH[lang]}</button>', answer.text)
        self.assertIn(f'<marrow-search lang="{lang}"', answer.text)

    def test_visitors_are_spoken_to_in_the_language_they_like(self):
        for likes, lang in [("de", "de"), ("fr-CH, de;q=0.9", "fr"), ("xx, zh-Hant-CN;q=0.3, es;q=0.2", "zh-Hant"), ("zh-TW", "zh-Hant"),
                            ("zh-HK, zh;q=0.9", "zh-Hant"), ("zh-mo", "zh-Hant"), ("zh", "zh"), ("zh-CN", "zh"), ("zh-Hans-TW", "zh"), ("de-TW", "de"), ("de;q=0, *", "en"), ("ES", "es"),
                            ("de;q=0.5, fr;q=0.5", "de"), ("", "en"), (None, "en"), ("pl", "en"), (",;q=,-,de-,\x7f", "de"), ("de" * 500, "en")]:
            for target in ["/search?q=knee", "/search?q=zzz", "/nope"]:
                with self.subTest(likes=likes, target=target):
                    answer = self.ask(target, likes)
                    self.assert_speaks(answer, lang)
                    self.assertIn("Accept-Language", answer.headers["vary"])

    def test_what_a_page_is_about_comes_first(self):
        for target, lang in [("/articles/de/knie", "de"), ("/articles/zh/tw", "zh-Hant"), ("/?lang=zh-TW", "zh-Hant"),
                             (f"/search?q={quote('膝')}&lang=zh-Hans", "zh"), ("/?lang=de", "de"), ("/topics/joint?lang=de", "de"),
                             ("/search?q=knie&lang=de", "de"), ("/search?q=knie&lang=de-AT", "de")]:
            for server in [self.server, self.own_server]:
                with self.subTest(target):
                    answer = self.ask(target, "es", server)
                    self.assert_speaks(answer, lang)
                    self.assertNotIn("Accept-Language", answer.headers["vary"])
        polish = self.ask("/articles/pl/kolano", "es")
        self.assert_speaks(polish, "es")
        self.assertIn('<html lang="pl">', polish.text)
        self.assertIn('<header class="top" lang="es">', polish.text)
        self.assertIn("Accept-Language", polish.headers["vary"])

    def test_a_site_may_have_a_language(self):
        for target in ["/search?q=knee", "/articles/pl/kolano", "/nope"]:
            with self.subTest(target):
                answer = self.ask(target, "de", self.own_server)
                self.assert_speaks(answer, "fr")
                self.assertNotIn("Accept-Language", answer.headers["vary"])

    def test_the_start_page_is_about_articles_the_visitor_can_read(self):
        for likes, lang, title in [("de", "de", "Gelenke"), ("en", "en", "Joints"), ("es", "en", "Joints")]:
            with self.subTest(likes):
                answer = self.ask("/", likes)
                self.assertIn(f'<html lang="{lang}">', answer.text)
                self.assert_speaks(answer, lang)
                self.assertIn(title, answer.text)
                self.assertIn("Accept-Language", answer.headers["vary"])
                self.assertIn(title, self.ask("/topics/joint", likes).text)

    def test_chinese_is_written_as_the_visitor_writes_it(self):
        """Where nothing says which characters an article has."""
        for likes, lang in [("zh-TW", "zh-Hant"), ("zh-Hant-HK, en;q=0.5", "zh-Hant"), ("zh-CN", "zh"), ("es", "zh"), (None, "zh")]:
            for target in ["/articles/zh/xi", "/?lang=zh", "/topics/joint?lang=zh", f"/search?q={quote('膝')}&lang=zh"]:
                answer = self.ask(target, likes)
                self.assert_speaks(answer, lang)
                self.assertIn("Accept-Language", answer.headers["vary"])
            self.assertIn('<html lang="zh">', self.ask("/articles/zh/xi", likes).text)
            self.assertIn('<html lang="zh-TW">', self.ask("/articles/zh/tw", likes).text)
        for likes in ["zh-CN", "zh-TW"]:
            start = self.ask("/", likes)
            self.assertIn('<html lang="zh">', start.text)
            self.assertIn('aria-current="page" lang="zh"', start.text)

    def test_the_start_page_says_how_to_ask(self):
        """Polish articles have no page texts: these are in the visitor's language."""
        for lang in SEARCH:
            page = self.ask("/?lang=pl", lang).text
            help = re.search(f'<section class="help" lang="{lang}".*?</section>', page, re.S)[0]
            ways = re.findall(r"<dt><code>(.+?)</code></dt><dd>(.+?)</dd>", help)
            self.assertEqual([way.split(":")[0] for way, _ in ways if ":" in way], ["title", "tag", "code"], lang)
            self.assertEqual(len(ways), 7)

    def test_caches_tell_languages_apart(self):
        for target in ["/search?q=knee", "/", "/articles/pl/kolano", "/docs/nl.html", "/feed.xml", "/opensearch.xml"]:
            tags = {}
            for _ in range(2):
                for lang in SEARCH:
                    answer = self.ask(target, lang, Accept_Encoding="br")
                    tags[lang] = answer.headers["etag"]
                    self.assertEqual(self.ask(target, lang, If_None_Match=answer.headers["etag"], Accept_Encoding="br").status, 304)
                    if "html" in answer.headers["content-type"] and "content-encoding" not in answer.headers:
                        self.assert_speaks(answer, lang)
            self.assertEqual(self.ask(target, "es", If_None_Match=tags["de"], Accept_Encoding="br").status, 200)
            self.assertEqual(len(set(tags.values())), len(SEARCH) if target != "/" else len(set(tags.values())), target)
        self.assertEqual(self.ask("/api/v1/search?q=knee", "de").headers["etag"], self.ask("/api/v1/search?q=knee", "es").headers["etag"])
        self.assertNotIn("Accept-Language", self.ask("/api/v1/search?q=knee", "de").headers["vary"])

    def test_no_sentence_of_another_language_is_left(self):
        english = re.compile(r"\b(Search|Nothing|Order|Narrow|Best|Newest|Topic|Language|Also|Related|Skip|Remove|every)\b")
        for lang in ["de", "es", "fr", "zh", "zh-Hant"]:
            for target in ["/search?q=knie", "/search?q=xyz+knie", "/search?q=zzz", "/search?q=&tag=joint&sort=date", "/search?q=schmerzt&limit=1",
                           "/nope", "/search?q=knie&since=2020&tag=joint"]:
                with self.subTest(lang=lang, target=target):
                    page = self.ask(target, lang).text
                    parse(page)
                    text = re.sub(r"<[^>]*>", " ", page.split("<body")[1])
                    self.assertNotRegex(text, english)

    def test_the_site_is_called_as_its_owner_does(self):
        page = self.ask("/articles/en/knee").text
        self.assertIn("<title>Knee – Knee &amp; clinic</title>", page)
        self.assertIn('<p class="name" dir="auto"><a href="/?lang=en">Knee &amp; clinic</a></p>', page)
        self.assertIn("<title>Knie &amp; Klinik</title>", self.ask("/?lang=de").text)
        self.assertIn('<meta name="description" content="All &lt;about&gt; knees.">', self.ask("/?lang=en").text)
        data = json.loads(re.search(r'ld\+json">(.*)</script>', self.ask("/?lang=de").text).group(1))["@graph"][0]
        self.assertEqual((data["name"], data["description"]), ("Knie & Klinik", "Alles über Knie."))
        for target in ["/nope", "/search?limit=0", "/%zz"]:
            self.assertIn("Knie &amp; Klinik</title>", self.ask(target, "de").text, target)

    def test_other_programs_are_told_the_name(self):
        feed = ElementTree.fromstring(self.ask("/feed.xml?lang=de").body)
        name = "{http://www.w3.org/2005/Atom}"
        self.assertEqual((feed.findtext(name + "title"), feed.findtext(name + "subtitle")), ("Knie & Klinik", "Alles über Knie."))
        search = ElementTree.fromstring(self.ask("/opensearch.xml", "de").body)
        name = "{http://a9.com/-/spec/opensearch/1.1/}"
        self.assertEqual((search.findtext(name + "ShortName"), search.findtext(name + "Description")), ("Knie & Klinik", "Alles über Knie."))

    def test_long_and_hostile_names(self):
        evil = "</title><script>x()</script>\u2028\u202e\"'&"
        long = "ä" * 49
        for named in [evil, long]:
            text = json.dumps(named)
            site = serving.Site({**SITE, "marrow.yaml": f"site: {{name: {text}, description: {text}}}\n"})
            server = serving.Server(site.index)
            try:
                for target in ["/", "/search?q=knee", "/articles/en/knee", "/topics/joint", "/nope", "/search?limit=0"]:
                    page = self.ask(target, server=server).text
                    self.assertNotIn("<script>x()", page)
                    self.assertNotIn("\u2028", page)
                    for block in re.findall(r'ld\+json">(.*?)</script>', page):
                        json.loads(block)
                for target in ["/feed.xml", "/opensearch.xml"]:
                    ElementTree.fromstring(self.ask(target, server=server).body)
                search = ElementTree.fromstring(self.ask("/opensearch.xml", server=server).body)
                self.assertLessEqual(len(search.findtext("{http://a9.com/-/spec/opensearch/1.1/}ShortName")), 16)
                self.assertLessEqual(len(search.findtext("{http://a9.com/-/spec/opensearch/1.1/}LongName")), 48)
            finally:
                server.stop()
                site.remove()


if __name__ == "__main__":
    unittest.main()
