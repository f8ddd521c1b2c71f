"""Each route: what it answers, how it fails, and the headers that all answers have."""

import gzip
import json
import re
import subprocess
import unittest

import brotli
import serving


class RoutesTest(serving.ServedTest):
    def ask_json(self, target, status=200):
        answer = self.server.ask(target)
        self.assertEqual(answer.status, status, answer.body)
        return json.loads(answer.text)

    def assert_problem(self, target, status, says, method="GET"):
        """A problem says what is wrong: in a page to browsers outside /api/, as problem details to all others."""
        for accept in ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", None]:
            answer = self.server.ask(target, method, {"Accept": accept} if accept else {})
            self.assertEqual(answer.status, status, (target, answer.body))
            self.assertEqual(answer.headers["cache-control"], "no-store", target)
            self.assertNotIn("etag", answer.headers, target)
            self.assertIn(says, answer.text)
            if accept and "html" in accept and not target.startswith("/api/"):
                self.assertEqual(answer.headers["content-type"], "text/html; charset=utf-8")
                self.assertIn("Accept", answer.headers["vary"].split(", "))
            else:
                self.assertEqual(answer.headers["content-type"], "application/problem+json")
                problem = json.loads(answer.text)
                self.assertEqual(problem["status"], status)
                self.assertIn(says, problem["detail"])
        return answer

    def test_pages(self):
        for target, says in [
            ("/", "<form"),
            ("/search", "<form"),
            ("/search?q=", "<form"),
            ("/search?q=knee", "/articles/knee"),
            ("/search?q=knee&limit=1&offset=1&lang=en&tag=anatomy", "<form"),
            ("/articles/knee", "Smooth cartilage"),
            ("/articles/knee.md", "Smooth cartilage"),
            ("/articles/treatment/injection", "into the knee"),
            ("/articles/treatment%2Finjection.md", "into the knee"),
            ("/articles/gr%C3%B6%C3%9Fe%20%26%20ma%C3%9F", "umlauts"),
            ("/articles/gr%c3%b6%c3%9fe%20&%20ma%c3%9f", "umlauts"),
            ("/articles/na%C3%AFve", "as people write it"),
            ("/articles/to%2dday", "needless escapes"),
            ("/articles/%6Bnee?from=elsewhere", "Smooth cartilage"),
        ]:
            with self.subTest(target):
                answer = self.server.ask(target)
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.headers["content-type"], "text/html; charset=utf-8")
                self.assertEqual(answer.headers["cache-control"], "no-cache")
                self.assertIn(says, answer.text)

    def test_search(self):
        found = self.ask_json("/api/v1/search?q=cartilage")
        self.assertEqual(found["query"], "cartilage")
        self.assertEqual(found["total"], 3)
        self.assertEqual({hit["id"] for hit in found["hits"]}, {"knee.md", "hip.md", "knie.md"})

    def test_answer(self):
        answer = self.ask_json("/api/v1/search?q=what+is+the+hip+joint%3F&limit=1")["answer"]
        self.assertEqual(answer["text"], "The hip is a ball joint with cartilage.")
        self.assertEqual((answer["id"], answer["url"], answer["items"]), ("hip.md", "/articles/hip", []))
        section = self.ask_json("/api/v1/search?q=cartilage+of+the+knee+joint")["answer"]["section"]
        self.assertEqual(section, {"heading": "Cartilage", "anchor": "cartilage", "url": "/articles/knee#cartilage"})
        for abstains in ["q=joint", "q=what+is+the+hipp+joint", "q=hip+joint&offset=1", "q=hip+joint&sort=date", "q=hip+joint&typing=1"]:
            with self.subTest(abstains):
                self.assertIsNone(self.ask_json("/api/v1/search?" + abstains)["answer"])
        page = self.server.ask("/search?q=hip+joint").text
        self.assertIn('aria-label="Answer" lang="en">\n<div class="text">\n<p>The hip is a ball joint with cartilage.</p>', page)
        self.assertNotIn('class="answer"', self.server.ask("/search?q=joint").text)

    def test_search_parameters(self):
        ids = lambda target: [hit["id"] for hit in self.ask_json(target)["hits"]]
        everything = ids("/api/v1/search?q=cartilage")
        self.assertEqual(ids("/api/v1/search?q=cartilage&limit=1"), everything[:1])
        self.assertEqual(ids("/api/v1/search?q=cartilage&limit=1&offset=1"), everything[1:2])
        self.assertEqual(ids("/api/v1/search?q=cartilage&offset=10000"), [])
        self.assertEqual(ids("/api/v1/search?q=cartilage&lang=de"), ["knie.md"])
        self.assertEqual(set(ids("/api/v1/search?q=cartilage&tag=anatomy")), {"knee.md", "hip.md"})
        self.assertEqual(ids("/api/v1/search?limit=100&q=cartilage&utm_source=x"), everything)

    def test_explain(self):
        plain = self.ask_json("/api/v1/search?q=knee&explain=0")
        self.assertNotIn("explain", plain["hits"][0])
        self.assertTrue(self.ask_json("/api/v1/search?q=knee&explain=1")["hits"][0]["explain"])

    def test_filters(self):
        everything = self.ask_json("/api/v1/search?limit=100&q=the&facets=tag,lang")
        counts = {each["value"]: each["count"] for each in everything["facets"]["tag"]}
        self.assertTrue(counts)
        for tag, count in counts.items():
            found = self.ask_json(f"/api/v1/search?limit=100&q=&sort=date&filter=tag:{tag}")
            self.assertGreaterEqual(found["total"], count)
            self.assertTrue(all(tag in hit["tags"] for hit in found["hits"]))
            dates = [hit.get("date", "") for hit in found["hits"]]
            self.assertEqual(dates, sorted(dates, reverse=True))
        self.assertEqual(self.ask_json("/api/v1/search?q=knee&filter=tag:nowhere")["total"], 0)
        self.assertNotIn("facets", self.ask_json("/api/v1/search?q=knee"))

    def test_empty_query_finds_nothing(self):
        for target in ["/api/v1/search", "/api/v1/search?q=", "/api/v1/search?q=++", "/api/v1/search?other=knee"]:
            with self.subTest(target):
                found = self.ask_json(target)
                self.assertEqual((found["total"], found["hits"]), (0, []))

    def test_query_escapes(self):
        for escaped, typed in [
            ("knee+joint", "knee joint"),
            ("knee%20joint", "knee joint"),
            ("a%2Bb", "a+b"),
            ("%c3%a4%C3%84", "äÄ"),
            ("100%", "100%"),
            ("5%zz%4", "5%zz%4"),
            ("a=b", "a=b"),
            ("%26%3D%3f", "&=?"),
            ("?", "?"),
        ]:
            with self.subTest(escaped):
                self.assertEqual(self.ask_json("/api/v1/search?q=" + escaped)["query"], typed)

    def test_any_bytes_are_a_query(self):
        for escaped in ["%ff%fe", "knee%00joint", "%c3", "%ed%a0%80", "%00", "%f4%90%80%80", '%22', "((((", "-", "*"]:
            with self.subTest(escaped):
                self.ask_json("/api/v1/search?q=" + escaped)
                page = self.server.ask("/search?q=" + escaped)
                self.assertEqual(page.status, 200)
                page.body.decode("utf-8")

    def test_explain_is_what_the_terminal_prints(self):
        doc = self.ask_json("/api/v1/search?q=knee+injection")["hits"][1]["id"]
        for target, arguments in [
            (f"q=knee+injection&doc={doc}", ["knee injection", "--doc", doc]),
            (f"q=knee+inj&typing=1&exact=1&doc={doc.rsplit('.', 1)[0]}", ["--typing", "--exact", "knee inj", "--doc", doc]),
            (f"q=knee&lang=de&tag=none&doc={doc}", ["--lang", "de", "--tag", "none", "knee", "--doc", doc]),
        ]:
            with self.subTest(target):
                printed = subprocess.run(
                    [serving.MARROW, "explain", "--index", self.site.index, "--json", *arguments],
                    capture_output=True, text=True, timeout=serving.SECONDS,
                ).stdout
                self.assertTrue(printed)
                answer = self.server.ask("/api/v1/explain?" + target)
                self.assertEqual((answer.status, answer.text), (200, printed))
                self.assertIn("etag", answer.headers)
        self.assertIsNone(self.ask_json(f"/api/v1/explain?q=zzzz&doc={doc}")["article"]["position"])

    def test_explain_needs_an_article(self):
        self.assert_problem("/api/v1/explain?q=knee", 400, "doc must be given")
        self.assert_problem("/api/v1/explain?q=knee&doc=none", 404, "No article has the id or address")
        self.assert_problem("/api/v1/explain?q=knee&doc=%ff", 400, "doc must be UTF-8")
        self.assert_problem("/api/v1/explain?q=knee&doc=none&filter=colour:red", 400, "colour")

    def test_suggest(self):
        answer = self.ask_json("/api/v1/suggest?q=kne")
        self.assertEqual((answer["query"], answer["limit"]), ("kne", 8))
        first = answer["suggestions"][0]
        self.assertEqual((first["kind"], first["matches"][0][0]), ("title", 0))
        self.assertEqual(self.server.ask(first["url"]).status, 200)
        texts = [each["text"].casefold() for each in answer["suggestions"] if each["kind"] != "heading"]
        self.assertEqual(len(texts), len(set(texts)))
        self.assertEqual(self.ask_json("/api/v1/suggest?q=kne&limit=1")["suggestions"], [first])
        languages = {each["lang"] for each in self.ask_json("/api/v1/suggest?q=kn&lang=de")["suggestions"] if "lang" in each}
        self.assertEqual(languages, {"de"})

    def test_suggest_for_nothing_and_for_any_bytes(self):
        for query in ["", "?q=", "?q=++", "?q=zzzz"]:
            with self.subTest(query):
                self.assertEqual(self.ask_json("/api/v1/suggest" + query)["suggestions"], [])
        for escaped in ["%ff%fe", "knee%00joint", "%c3", "%ed%a0%80", "%22kne", "((((", "-", "100%", "kne" * 400]:
            with self.subTest(escaped):
                self.ask_json("/api/v1/suggest?q=" + escaped)

    def test_article(self):
        article = self.ask_json("/api/v1/articles/treatment/injection.md")
        self.assertEqual(article["title"], "Injections")
        self.assertEqual(self.ask_json("/api/v1/articles/treatment%2finjection.md"), article)

    def test_related(self):
        related = self.ask_json("/api/v1/articles/knee.md/related")
        self.assertEqual((related["id"], related["title"]), ("knee.md", "Knee joint"))
        self.assertEqual([other["id"] for other in related["related"]], ["hip.md"])
        self.assertEqual(self.ask_json("/api/v1/articles/knee/related"), related)
        self.assertEqual(self.ask_json("/api/v1/articles/knie/related")["related"], [])
        page = self.server.ask("/articles/knee").text
        self.assertIn('<li><a href="/articles/hip">Hip joint</a></li>', page)
        self.assertNotIn("Related", self.server.ask("/articles/knie").text)
        self.assert_problem("/api/v1/articles/none/related", 404, "No article")
        self.assert_problem("/api/v1/articles/related", 404, "No article")
        self.assert_problem("/api/v1/articles//related", 404, "No article")

    def test_an_article_may_be_called_related(self):
        site = serving.Site({"knee.md": serving.ARTICLES["knee.md"], "knee/related.md": "# Of the knee\n\nIts own text.\n"})
        server = serving.Server(site.index)
        try:
            for target in ["/api/v1/articles/knee/related", "/api/v1/articles/knee/related.md"]:
                self.assertEqual(json.loads(server.ask(target).text)["title"], "Of the knee")
            self.assertEqual(json.loads(server.ask("/api/v1/articles/knee.md/related").text)["id"], "knee.md")
        finally:
            server.stop()
            site.remove()

    def test_every_hit_leads_to_its_article(self):
        for query in ["cartilage", "injections", "umlauts", "address"]:
            for hit in self.ask_json("/api/v1/search?q=" + query)["hits"]:
                with self.subTest(hit["url"]):
                    path = hit["url"].split("#")[0]
                    escaped = "".join(c if ord(c) < 128 and c != " " else _escape(c) for c in path)
                    answer = self.server.ask(escaped)
                    self.assertEqual(answer.status, 200, escaped)
                    self.assertIn(hit["title"], answer.text)
        self.assertEqual(self.ask_json("/api/v1/articles/gr%C3%B6%C3%9Fe%20&%20ma%C3%9F.md")["title"], "Size matters")

    def test_health(self):
        answer = self.server.ask("/healthz")
        self.assertEqual((answer.status, answer.headers["cache-control"]), (200, "no-store"))
        generation = self.ask_json("/api/v1/search")["generation"]
        self.assertEqual(answer.text, f"ok\ngeneration {generation}\n")

    def test_web_files(self):
        answer = self.server.ask("/style.css")
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.headers["content-type"].startswith("text/css"))
        self.assertIn("max-age", answer.headers["cache-control"])
        again = self.server.ask("/style.css", headers={"If-None-Match": answer.headers["etag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        self.assert_problem("/page.html", 404, "nothing at this address")

    def test_the_box(self):
        answer = self.server.ask("/marrow.js")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["content-type"], "text/javascript; charset=utf-8")
        self.assertEqual(self.server.ask("/marrow.js", headers={"If-None-Match": answer.headers["etag"]}).status, 304)
        self.assertNotRegex(answer.text, r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b")
        self.assertEqual(re.findall(r"\bimport\b[^.].*", answer.text), ["import(`./marrow-${lang}.js`)).default;"])
        for target in ["/", "/search?q=knee", "/articles/knee", "/nope"]:
            page = self.server.ask(target, headers={"Accept": "text/html"}).text
            self.assertEqual(page.count("<script") - page.count('<script type="application/ld+json">'), 1)
            self.assertIn('<script type="module" src="/marrow.js"></script>', page)
            self.assertLess(page.index("<marrow-search"), page.index('<form role="search" action="/search"'))
            self.assertLess(page.index("</form>"), page.index("</marrow-search>"))

    def test_the_box_is_small(self):
        """As it is served, with the one language that a visitor needs beside."""
        box = self.server.ask("/marrow.js").body
        languages = re.findall(r'"(\w\w(?:-\w+)?)"', re.search(r"LANGUAGES = new Set\((.*?)\)", box.decode())[1])
        texts = {lang: self.server.ask(f"/marrow-{lang}.js").body for lang in languages}
        self.assertEqual(len(texts), 5)
        for coding, most in [("gzip", 12000), ("br", 11000)]:
            sizes = {}
            for name in ["", *("-" + lang for lang in languages)]:
                served = self.server.ask(f"/marrow{name}.js", headers={"Accept-Encoding": coding})
                again = self.server.ask(f"/marrow{name}.js", headers={"Accept-Encoding": coding})
                self.assertEqual((served.headers["content-encoding"], served.headers["etag"]), (coding, again.headers["etag"]))
                self.assertEqual(served.body, again.body)
                decode = gzip.decompress if coding == "gzip" else brotli.decompress
                self.assertEqual(decode(served.body), texts.get(name[1:], box))
                sizes[name] = len(served.body)
            self.assertLessEqual(sizes.pop("") + max(sizes.values()), most)

    def test_a_language_of_the_box_has_all_texts(self):
        names = lambda text: set(re.findall(r'(\w+): "', text))
        box = self.server.ask("/marrow.js").text
        english = names(box[box.index("en: {") : box.index("};")])
        self.assertIn("offline", english)
        self.assertIn("topic", english)
        for lang in ["de", "es", "fr", "zh", "zh-Hant"]:
            self.assertEqual(names(self.server.ask(f"/marrow-{lang}.js").text), english, lang)

    def test_not_found(self):
        for target, says in [
            ("/nope", "nothing at this address"),
            ("/searching", "nothing at this address"),
            ("/searching/", "nothing at this address"),
            ("/articles//", "nothing at this address"),
            ("//articles/knee/", "nothing at this address"),
            ("/articles/", "nothing at this address"),
            ("/articles/none", "nothing at this address"),
            ("/articles/../style.css", "nothing at this address"),
            ("//", "nothing at this address"),
            ("/api/", "nothing at this address"),
            ("/api/v1/nope", "nothing at this address"),
            ("/api/v1/articles/", "nothing at this address"),
            ("/api/v1/articles/none.md", "No article"),
        ]:
            with self.subTest(target):
                self.assert_problem(target, 404, says)

    def test_pages_are_for_those_who_like_them_as_much_as_json(self):
        for accept, page in [("text/html", True), ("text/html,application/xhtml+xml,*/*;q=0.8", True), ("application/json, text/html;q=0.1", False),
                             ("text/html;q=0.5, application/problem+json;q=0.6", False), ("text/html, application/json", True),
                             ("text/html;q=0, application/json;q=0", False), ("*/*", False), ("TEXT/HTML;q=0.2, Application/JSON;q=0.1", True)]:
            kind = self.server.ask("/nope", headers={"Accept": accept}).headers["content-type"]
            self.assertEqual(kind.startswith("text/html"), page, accept)

    def test_bad_parameters(self):
        for route in ["/search?q=knee&", "/api/v1/search?q=knee&"]:
            for parameter, says in [
                ("limit=0", "limit must be a whole number from 1 to 100"),
                ("limit=101", "limit must be a whole number from 1 to 100"),
                ("limit=", "limit must be"),
                ("limit", "limit must be"),
                ("limit=-1", "limit must be"),
                ("limit=1e1", "limit must be"),
                ("limit=99999999999999999999", "limit must be"),
                ("limit=1%", "limit must be"),
                ("limit=0&limit=5", "limit must be"),
                ("offset=10001", "offset must be a whole number from 0 to 10000"),
                ("offset=x", "offset must be"),
                ("lang=%zz", "lang must be UTF-8 text"),
                ("lang=%ff", "lang must be UTF-8 text"),
                ("tag=a%00b", "tag must be UTF-8 text"),
                ("tag=%e2%82", "tag must be UTF-8 text"),
                ("filter=tag:%ff", "filter must be UTF-8 text"),
                ("filter=tag", "filter must be NAME:VALUE"),
                ("filter=:x", "filter must be NAME:VALUE"),
                ("&".join(["tag=x"] * 17), "at most 16 times"),
                ("filter=tagg:x", "did you mean tag?"),
                ("since=2024-13", "since must be a date"),
                ("until=x", "until must be a date"),
                ("sort=size", "sort must be score or date"),
            ]:
                with self.subTest(route + parameter):
                    self.assert_problem(route + parameter, 400, says)
        for parameter, says in [
            ("limit=0", "limit must be a whole number from 1 to 20"),
            ("limit=21", "limit must be a whole number from 1 to 20"),
            ("limit=x", "limit must be"),
            ("lang=%ff", "lang must be UTF-8 text"),
        ]:
            with self.subTest(parameter):
                self.assert_problem("/api/v1/suggest?q=knee&" + parameter, 400, says)
        self.assert_problem("/api/v1/search?explain=yes", 400, "explain must be")
        self.assert_problem("/api/v1/search?facets=tag,__proto__", 400, "there is no filter")

    def test_bad_paths(self):
        for route in ["/articles/", "/api/v1/articles/", "/"]:
            for rest in ["%", "%4", "%zz", "%00", "a%00b", "%ff", "%c0%af", "%ed%a0%80"]:
                with self.subTest(route + rest):
                    answer = self.server.ask(route + rest)
                    self.assertEqual(answer.status, 400)
                    self.assertIn("The path must be", answer.text)
                    self.assertEqual(answer.headers["cache-control"], "no-store")

    def test_methods(self):
        for method in ["POST", "PUT", "DELETE", "PATCH", "BREW", "get"]:
            for target in ["/", "/search?q=knee", "/api/v1/search", "/healthz", "/style.css"]:
                with self.subTest(method + " " + target):
                    answer = self.assert_problem(target, 405, "use GET or HEAD", method)
                    self.assertEqual(answer.headers["allow"], "GET, HEAD, OPTIONS")
        self.assert_problem("/nope", 404, "nothing at this address", "POST")

    def test_head(self):
        for target in ["/", "/search?q=knee", "/articles/knee", "/api/v1/search?q=knee", "/healthz", "/style.css", "/nope"]:
            with self.subTest(target):
                full = self.server.ask(target)
                received = self.server.exchange(
                    f"HEAD {target} HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nConnection: close\r\n\r\n".encode()
                )
                header, _, body = received.partition(b"\r\n\r\n")
                self.assertEqual(body, b"")
                self.assertIn(f"HTTP/1.1 {full.status} ".encode(), header)
                self.assertIn(f"\r\nContent-Length: {len(full.body)}".encode(), header)

    def test_headers_of_every_answer(self):
        for target in ["/", "/search?q=knee", "/articles/knee", "/nope", "/articles/%zz", "/style.css", "/api/v1/search", "/api/x"]:
            with self.subTest(target):
                headers = self.server.ask(target).headers
                self.assertEqual(headers["x-content-type-options"], "nosniff")
                self.assertEqual(headers["referrer-policy"], "same-origin")
                policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
                self.assertEqual(policy["default-src"], "'none'")
                self.assertEqual(policy["base-uri"], "'none'")
                self.assertEqual(policy["frame-ancestors"], "'none'")
                self.assertEqual(policy["form-action"], "'self'")
                self.assertNotIn("unsafe", headers["content-security-policy"])
                self.assertEqual(policy["script-src"], "'self'")
                self.assertEqual(headers["cross-origin-opener-policy"], "same-origin")
                self.assertEqual(headers["cross-origin-resource-policy"], "same-origin")
                self.assertEqual(policy["connect-src"], "'self'")

    def test_entity_tags(self):
        for target in ["/", "/search?q=knee", "/articles/knee", "/api/v1/search?q=knee", "/api/v1/articles/hip.md"]:
            with self.subTest(target):
                tag = self.server.ask(target).headers["etag"]
                self.assertRegex(tag, r'^"[0-9a-f]{32}"$')
                for header in [tag, "W/" + tag, f'"other", {tag}', "*"]:
                    answer = self.server.ask(target, headers={"If-None-Match": header})
                    self.assertEqual((answer.status, answer.body), (304, b""), header)
                    self.assertEqual(answer.headers["etag"], tag)
                self.assertEqual(self.server.ask(target, headers={"If-None-Match": '"other"'}).status, 200)
        self.assertEqual(self.server.ask("/articles/none", headers={"If-None-Match": "*"}).status, 404)

    def test_what_is_new_tomorrow_is_tagged_with_its_day(self):
        site = serving.Site({"a.md": "---\ntitle: A\ndate: 9999-01-01\n---\nGout.\n"})
        server = serving.Server(site.index)
        try:
            self.assertRegex(server.ask("/api/v1/search?q=gout").headers["etag"], r'^"[0-9a-f]{32}-20[0-9]{6}"$')
        finally:
            server.stop()
            site.remove()

    def test_what_may_be_overdue_is_tagged_with_its_day(self):
        site = serving.Site({
            "old.md": "---\ntitle: Old\nsuperseded_by: new.md\nreview_by: 2001-01-01\n---\nGout.\n",
            "new.md": "---\ntitle: New <one>\n---\nGout and more.\n",
        })
        server = serving.Server(site.index)
        try:
            answer = server.ask("/api/v1/search?q=gout")
            self.assertRegex(answer.headers["etag"], r'^"[0-9a-f]{32}-20[0-9]{6}"$')
            hits = {hit["id"]: hit for hit in json.loads(answer.text)["hits"]}
            self.assertEqual(hits["old.md"]["superseded_by"], {"title": "New <one>", "url": "/articles/new"})
            self.assertEqual((hits["old.md"]["review_by"], hits["old.md"]["overdue"]), ("2001-01-01", True))
            self.assertNotIn("overdue", hits["new.md"])
            page = server.ask("/search?q=gout")
            self.assertIn('Superseded by <a href="/articles/new">New &lt;one&gt;</a>', page.text)
            self.assertIn('Its review was due on <time datetime="2001-01-01">', page.text)
            again = server.ask("/search?q=gout", headers={"If-None-Match": page.headers["etag"]})
            self.assertEqual(again.status, 304)
            self.assertRegex(server.ask("/search?q=more").headers["etag"], r'^"[0-9a-f]{32}"$')
        finally:
            server.stop()
            site.remove()

    def test_typed_markup_stays_text(self):
        for probe in ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg onload=alert(1)>", "</title><b>", "a&b"]:
            escaped = "".join(_escape(c) for c in probe)
            for target in ["/search?q=" + escaped, "/search?limit=" + escaped, "/nope" + escaped, "/articles/" + escaped]:
                with self.subTest(target):
                    page = self.server.ask(target, headers={"Accept": "text/html"}).text
                    self.assertNotIn(probe, page)
                    self.assertNotRegex(page, r"<script>|<img src=x|<svg onload|<b>")
            self.assertEqual(self.ask_json("/api/v1/search?q=" + escaped)["query"], probe)

    def test_pages_show_what_was_typed(self):
        self.assertIn("&lt;kn&amp;ee&gt;", self.server.ask("/search?q=%3Ckn%26ee%3E").text)


def _escape(character):
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8"))


if __name__ == "__main__":
    unittest.main()
