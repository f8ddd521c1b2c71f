"""Where articles stand: every address that an answer names leads somewhere, whatever the authors wrote."""

import json
import re
import subprocess
import unittest

import serving

PAGE = ("<!doctype html><html lang=en><head><title>{0}</title></head><body><main><h1>{0}</h1><p>Gaskets of {0}.</p>"
        '<h2 id="two">Second</h2><p>More gaskets.</p></main></body></html>')
BUILT = {name: PAGE.format(name) for name in [
    "index.html", "about.html", "docs/index.html", "docs/guide/install.html", "docs/a b/gr\u00f6\u00dfe.html", "old.htm", "x.xhtml",
    "search.html", "articles/deep/index.html", "style.css.html",
]}
WRITTEN = {
    "there.md": "---\ntitle: There\nurl: //kb.example/there\n---\nGaskets.\n",
    "slash.md": "---\ntitle: Slash\nurl: /elsewhere/slash/\n---\nGaskets.\n",
    "rootless.md": "---\ntitle: Rootless\nurl: guides/rootless\n---\nGaskets.\n",
    "question.md": "---\ntitle: Question\nurl: '?page=question'\n---\nGaskets.\n",
    "whole.md": "---\ntitle: Whole\nurl: https://kb.example/whole\n---\nGaskets.\n",
    "plain.md": "---\ntitle: Plain\ntags: [t]\n---\nGaskets.\n",
    "notes/both.md": "---\ntitle: Both\nurl: /both\n---\nGaskets.\n",
    "notes/both2.md": "---\ntitle: Both with a slash\nurl: /both/\n---\nGaskets.\n",
    "guide.rst": "Guide\n=====\n\nGaskets.\n",
    "topics.yaml": "topics:\n  - id: t\n    tags: [t]\n    title: T\n",
}
URLS = {"there.md": "https://kb.example/there", "slash.md": "/elsewhere/slash/", "rootless.md": "/guides/rootless",
        "question.md": "/?page=question", "whole.md": "https://kb.example/whole", "plain.md": "/articles/plain"}


class LinksTest(unittest.TestCase):
    """Links on the pages of articles lead to articles, however authors wrote them."""

    def test_links_lead_on(self):
        links = ["b/two.md", "../three/", "./", "b/two", "/b/two.md#x", "tube.jpg", "gone.md", "#own", "https://example.org/x"]
        site = serving.Site({
            "marrow.yaml": "generator: hugo\naddresses:\n  '*.md': /kb/*/\n",
            "one.md": "---\ntitle: One\nslug: uno\ntranslations: {de: b/two.md}\n---\n" + " ".join(f"[x]({link})" for link in links),
            "b/two.md": "---\ntitle: Two\nslug: dos\nlang: de\n---\nTwo.\n",
            "three.md": "---\ntitle: Three\n---\nThree.\n",
        })
        self.addCleanup(site.remove)
        server = serving.Server(site.index)
        self.addCleanup(server.stop)
        page = server.ask("/kb/uno/").text
        body = page[page.index("<article") : page.index("</article>")]
        found = [re.search(r'href="([^"]*)"', link)[1] for link in re.findall(r"<a [^>]*>x</a>", body)]
        self.assertEqual(found, ["/kb/b/dos/", "/kb/three/", "/kb/uno/", "/kb/b/dos/", "/kb/b/dos/#x", "/kb/uno/tube.jpg", "/articles/gone",
                                 "#own", "https://example.org/x"])
        self.assertIn('hreflang="de" href="/kb/b/dos/"', page)
        self.assertEqual(json.loads(server.ask("/api/v1/articles/one").text)["translations"], {"de": "/kb/b/dos/"})


class AddressesTest(serving.ServedTest):
    articles = {**BUILT, **WRITTEN}
    options = ("--metrics", "127.0.0.1:0")

    def hits(self):
        return json.loads(self.server.ask("/api/v1/search?q=gaskets&limit=100").text)["hits"]

    def test_every_result_leads_to_its_article(self):
        hits = self.hits()
        self.assertEqual(len(hits), len(BUILT) + len(WRITTEN) - 1)
        for hit in hits:
            if not hit["url"].startswith("https://"):
                with self.subTest(hit["url"]):
                    answer = self.server.ask(hit["url"])
                    self.assertEqual(answer.status, 200)
                    is_start = hit["url"].split("?")[0] == "/"  # the server's own page stands there
                    self.assertIn("<form" if is_start else f"<title>{hit['title'].replace('&', '&amp;')}", answer.text)
                    for section in hit["sections"]:
                        anchor = section["anchor"]
                        self.assertTrue(is_start or not anchor or f'id="{anchor}"' in answer.text)

    def test_every_link_and_place_leads_somewhere(self):
        targets = set(re.findall(r'href="(/[^"#]*)', self.server.ask("/search?q=gaskets&limit=100").text))
        targets |= set(re.findall(r"<loc>http://127\.0\.0\.1:\d+([^<]*)</loc>", self.server.ask("/sitemap.xml").text))
        self.assertIn("/docs/guide/install.html", targets)
        for target in sorted(targets):
            with self.subTest(target):
                self.assertEqual(self.server.ask(target.replace("&amp;", "&")).status, 200)

    def test_an_address_is_the_same_everywhere(self):
        hits = {hit["id"]: hit["url"] for hit in self.hits()}
        page = self.server.ask("/search?q=gaskets&limit=100").text
        places = re.findall(r"<loc>(.*?)</loc>", self.server.ask("/sitemap.xml").text)
        base = f"http://127.0.0.1:{self.server.port}"
        for name, url in URLS.items():
            with self.subTest(name):
                self.assertEqual(hits[name], url)
                self.assertEqual(json.loads(self.server.ask("/api/v1/articles/" + name).text)["url"], url)
                self.assertIn(f'<a href="{url}', page)
                self.assertEqual(places.count(base + url), 0 if url.startswith("https://") else 1)
                canonical = re.search('<link rel="canonical" href="([^"]*)"', self.server.ask("/articles/" + name).text)[1]
                self.assertEqual(canonical, url if url.startswith("https://") else base + url)
        self.assertEqual(len(places), len(set(places)))
        self.assertFalse([place for place in places if "//" in place.removeprefix("http://")])
        self.assertNotIn('"//', page)

    def test_rules_lead_to_no_other_host(self):
        site = serving.Site({"a/-x.md": "# X\n\nGaskets.\n", "marrow.yaml": 'addresses:\n  "a/*-*.md": /*/*\n'})
        self.addCleanup(site.remove)
        answer = subprocess.run([serving.MARROW, "search", "--index", site.index, "--json", "gaskets"], capture_output=True, check=True)
        self.assertEqual([hit["url"] for hit in json.loads(answer.stdout)["hits"]], ["/x"])
        site.write("marrow.yaml", "addresses:\n  a/*.md: //kb.example/*\n")
        run = subprocess.run([serving.MARROW, "index", site.articles, "-o", site.index], capture_output=True, text=True)
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("marrow.yaml", run.stderr)

    def test_old_addresses_lead_to_the_page(self):
        """As Hugo 0.111 builds its aliases; an address that an article has now is not another's old one."""
        page = "---\ntitle: {}\n{}---\nGaskets.\n"
        site = serving.Site({
            "marrow.yaml": 'generator: hugo\naddresses:\n  "content/*.md": /kb/*/\n',
            "content/g/deep/new.md": page.format("New", "aliases: [/old/place/, ../up/two, here/, /Case/Old/, /old/file.html, /gr\u00f6\u00dfe/, /kb/twice/]\n"),
            "content/g/z/index.md": page.format("Bundle", "slug: named\naliases: [../beside, /old/place/, /g/deep/new]\n"),
            "content/g/away.md": page.format("Away", "url: https://else.example/away?a=1\nredirect_from: /away\n"),
        })
        self.addCleanup(site.remove)
        server = serving.Server(site.index)
        self.addCleanup(server.stop)
        for target, location in [
            ("/kb/old/place/", "/kb/g/deep/new/"),
            ("/kb/old/place", "/kb/g/deep/new/"),
            ("/kb/old/place/index.html?a=b", "/kb/g/deep/new/?a=b"),
            ("/kb/g/up/two/", "/kb/g/deep/new/"),
            ("/kb/g/deep/here", "/kb/g/deep/new/"),
            ("/kb/Case/Old/", "/kb/g/deep/new/"),
            ("/kb/old/file.html", "/kb/g/deep/new/"),
            ("/kb/gr%C3%B6%C3%9Fe/", "/kb/g/deep/new/"),
            ("/kb/gr%c3%b6%C3%9Fe", "/kb/g/deep/new/"),
            ("/kb/kb/twice/", "/kb/g/deep/new/"),
            ("/kb/beside/", "/kb/g/named/"),
            ("/kb/away?x=%0d%0aa", "https://else.example/away?a=1&x=%0d%0aa"),
        ]:
            for method in ["GET", "HEAD"]:
                with self.subTest(target):
                    answer = server.ask(target, method)
                    self.assertEqual((answer.status, answer.headers.get("location"), answer.body), (308, location, b""))
                    self.assertEqual((answer.headers["cache-control"], answer.headers.get("etag")), ("no-cache", None))
        self.assertIn("<title>New", server.ask("/kb/g/deep/new/").text)
        for target in ["/kb/old", "/kb/case/old/", "/old/place/", "/kb/", "/twice/"]:
            self.assertEqual(server.ask(target).status, 404, target)

    def test_endings_may_be_left_out(self):
        for name, title in [("about", "about.html"), ("old", "old.htm"), ("x", "x.xhtml"), ("guide", "Guide"), ("plain", "Plain")]:
            self.assertIn(f"<title>{title}", self.server.ask("/articles/" + name).text)
            self.assertEqual(json.loads(self.server.ask("/api/v1/articles/" + name).text)["title"], title)
            shown = subprocess.run([serving.MARROW, "show", "--index", self.site.index, "--json", name], capture_output=True, check=True)
            self.assertEqual(json.loads(shown.stdout)["title"], title)

    def test_slashes(self):
        """An address with a slash too much or too few leads to the one that is meant, with its query."""
        for target, location in [
            ("/articles/plain/", "/articles/plain"),
            ("/articles/plain.md/?a=%41&b", "/articles/plain.md?a=%41&b"),
            ("/articles/pl%61in/", "/articles/plain"),
            ("/docs", "/docs/"),
            ("/docs?x=1", "/docs/?x=1"),
            ("/docs/a%20b/gr%C3%B6%C3%9Fe.html/", "/docs/a%20b/gr%C3%B6%C3%9Fe.html"),
            ("/about.html/?%0d%0aX:%20y", "/about.html?%0d%0aX:%20y"),
            ("/elsewhere/slash", "/elsewhere/slash/"),
            ("/search/?q=knee", "/search?q=knee"),
            ("/topics/t/?lang=en", "/topics/t?lang=en"),
        ]:
            for method in ["GET", "HEAD"]:
                with self.subTest(target):
                    answer = self.server.ask(target, method)
                    self.assertEqual((answer.status, answer.headers.get("location"), answer.body), (308, location, b""))
                    self.assertEqual((answer.headers["cache-control"], answer.headers.get("etag")), ("no-cache", None))
                    self.assertEqual(self.server.ask(location).status, 200)
        for target in ["/both", "/both/"]:
            self.assertEqual(self.server.ask(target).status, 200)
        for target in ["/nope/", "//", "///", "//about.html/", "/style.css/", "/about.html//", "/topics/none/", "/api/v1/search/", "/articles/plain//"]:
            self.assertEqual(self.server.ask(target).status, 404, target)

    def test_bytes_of_the_query_are_escaped(self):
        answer = self.server.exchange(b"GET /docs?q=\xff<>\"# HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        self.assertIn(b"\r\nLocation: /docs/?q=%FF%3C%3E%22%23\r\n", answer)

    def test_pages_elsewhere_are_pages_like_all(self):
        page = self.server.ask("/about.html")
        self.assertEqual(page.headers["cache-control"], "no-cache")
        self.assertEqual(self.server.ask("/about.html", headers={"If-None-Match": page.headers["etag"]}).status, 304)
        for method in ["POST", "DELETE", "BREW"]:
            answer = self.server.ask("/about.html", method)
            self.assertEqual((answer.status, answer.headers["allow"]), (405, "GET, HEAD, OPTIONS"))
        self.assertEqual(self.server.ask("/about.html", "OPTIONS").status, 204)
        self.assertEqual(self.server.ask("/nope", "POST").status, 404)
        hits = self.server.metric("marrow_cache_hits_total")
        self.assertEqual(self.server.ask("/about.html").text, page.text)
        self.assertEqual(self.server.metric("marrow_cache_hits_total"), hits + 1)
        self.assertGreaterEqual(self.server.metric('marrow_requests_total{route="page",status="2xx"}'), 3)
        before = self.server.metric('marrow_requests_total{route="none",status="4xx"}')
        self.assertEqual(self.server.ask("/none.html").status, 404)
        self.assertEqual(self.server.metric('marrow_requests_total{route="none",status="4xx"}'), before + 1)


if __name__ == "__main__":
    unittest.main()
