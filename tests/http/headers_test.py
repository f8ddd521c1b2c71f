"""What stands before a body: codings by negotiation, tags of each representation, what other origins may read."""

import gzip
import json
import re
import unittest

import brotli
import serving

LONG = {f"bone-{i}.md": f"---\ntitle: Bone {i}\n---\nA bone of the body, the {i}th. Bones carry the body.\n" for i in range(30)}
TARGETS = ["/search?q=bone", "/articles/bone-3", "/api/v1/search?q=bone&limit=30", "/style.css"]
METHODS = "GET, HEAD, OPTIONS"
TAG, TAG_PATTERN = '"a tag"', r'"[0-9a-f]{32}(-br|-gzip)?"'
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                               "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
CLOSE = "Connection: close"
CODINGS = {"br": brotli.decompress, "gzip": gzip.decompress}


class HeadersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = serving.Site({**LONG, **serving.ARTICLES})
        cls.server = serving.Server(cls.site.index)
        cls.open = serving.Server(cls.site.index, "--cors", "*")
        cls.known = serving.Server(cls.site.index, "--cors", "https://a.example", "--cors", "http://b.example:81")

    @classmethod
    def tearDownClass(cls):
        status = [server.stop() for server in (cls.server, cls.open, cls.known)]
        cls.site.remove()
        assert status == [0, 0, 0]

    def ask(self, target, **headers):
        return self.server.ask(target, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def test_bodies_are_compressed_as_asked_for(self):
        for target in TARGETS:
            plain = self.ask(target)
            self.assertNotIn("content-encoding", plain.headers)
            for accepted, coding in [
                ("br", "br"),
                ("gzip", "gzip"),
                ("GZIP", "gzip"),
                ("gzip, deflate, br, zstd", "br"),
                ("gzip;q=1.0, br;q=0.5", "gzip"),
                ("br;q=0, gzip;q=0.1", "gzip"),
                ("*", "br"),
                ("*;q=0.3, br;q=0", "gzip"),
                ("br ; q=0.8 , gzip ; q=0.8", "br"),
                ("br;q=0", None),
                ("identity", None),
                ("zstd, deflate", None),
                ("*;q=0", None),
                ("brx, xgzip", None),
                (";,;q=,", None),
            ]:
                with self.subTest(target + " " + accepted):
                    answer = self.ask(target, Accept_Encoding=accepted)
                    self.assertEqual(answer.status, 200)
                    self.assertEqual(answer.headers.get("content-encoding"), coding)
                    self.assertIn("Accept-Encoding", answer.headers["vary"])
                    body = CODINGS[coding](answer.body) if coding else answer.body
                    self.assertEqual(body, plain.body)
                    if coding:
                        self.assertLess(len(answer.body), len(plain.body) * 0.8)

    def test_small_bodies_are_sent_as_they_are(self):
        for target in ["/healthz", "/favicon.svg", "/api/v1/suggest?q=zzzz"]:
            with self.subTest(target):
                answer = self.ask(target, Accept_Encoding="br, gzip")
                self.assertLess(len(answer.body), 1024)
                self.assertNotIn("content-encoding", answer.headers)

    def test_each_representation_has_a_tag_of_its_own(self):
        for target in TARGETS:
            tags = {coding: self.ask(target, Accept_Encoding=coding).headers["etag"] for coding in ["br", "gzip", "identity"]}
            self.assertEqual(len(set(tags.values())), 3, target)
            for coding, tag in tags.items():
                for asked in tags:
                    with self.subTest(f"{target} {coding} {asked}"):
                        again = self.ask(target, Accept_Encoding=asked, If_None_Match=tag)
                        self.assertEqual(again.status, 304 if asked == coding else 200)
                        if again.status == 304:
                            self.assertEqual((again.body, again.headers["etag"]), (b"", tag))
                            self.assertIn("cache-control", again.headers)
                            self.assertIn("Accept-Encoding", again.headers["vary"])

    def test_tags_of_several_lines(self):
        """A list may stand on several lines (RFC 9110, 5.3)."""
        tag = self.ask("/api/v1/search?q=bone").headers["etag"]
        for lines in [['"x"', tag], [tag, '"x"'], ['"x"', '"y"', "W/" + tag + ', "z"']]:
            with self.subTest(lines):
                answer = self.server.exchange(serving.get("/api/v1/search?q=bone", *["If-None-Match: " + line for line in lines], CLOSE))
                self.assertIn(b"HTTP/1.1 304 ", answer)
        answer = self.server.exchange(serving.get("/api/v1/search?q=bone", "Accept-Encoding: br;q=0", "Accept-Encoding: gzip", CLOSE))
        self.assertIn(b"\r\nContent-Encoding: gzip\r\n", answer)
        many = self.server.exchange(serving.get("/api/v1/search?q=bone", *["If-None-Match: a"] * 200, CLOSE))
        self.assertIn(b"HTTP/1.1 200 ", many)

    def test_the_headers_of_each_kind_of_answer(self):
        """All that docs/http-api.md promises, and nothing else."""
        limited = serving.Server(self.site.index, "--rate", "1", "--burst", "1", "--cors", "https://a.example")
        self.addCleanup(limited.stop)
        limited.ask("/search?q=bone")
        known = {"Origin": "https://a.example"}
        tag = self.ask("/search?q=bone").headers["etag"]
        page, json_type, problem = "text/html; charset=utf-8", "application/json", "application/problem+json"
        encoded, both, by_accept = "Accept-Encoding", "Accept-Encoding, Origin", "Accept-Encoding, Accept"
        shared = {"access-control-allow-origin": "https://a.example", "access-control-expose-headers": "ETag, Retry-After",
                  "cross-origin-resource-policy": "cross-origin", "vary": both}
        found = {"cache-control": "no-cache", "etag": TAG, "vary": encoded}
        spoken = {**found, "vary": "Accept-Encoding, Accept-Language"}
        refused = {"cache-control": "no-store", "content-type": problem, "vary": by_accept}
        for server, method, target, sent, status, expected in [
            (self.server, "GET", "/search?q=bone", {}, 200, {**spoken, "content-type": page}),
            (self.server, "HEAD", "/search?q=bone", {}, 200, {**spoken, "content-type": page}),
            (self.server, "GET", "/search?q=bone", {"Accept-Encoding": "br"}, 200, {**spoken, "content-type": page, "content-encoding": "br"}),
            (self.server, "GET", "/search?q=bone", {"If-None-Match": tag}, 304, {**spoken, "content-type": page}),
            (self.server, "GET", "/", {}, 200, {**spoken, "content-type": page}),
            (self.server, "GET", "/articles/knee", {}, 200, {**found, "content-type": page}),
            (self.server, "GET", "/articles/knee/?a=1", {}, 308, {"cache-control": "no-cache", "location": "/articles/knee?a=1", "vary": encoded}),
            (self.server, "GET", "/sitemap.xml", {}, 200, {**found, "content-type": "application/xml; charset=utf-8"}),
            (self.server, "GET", "/feed.xml", {}, 200, {**spoken, "content-type": "application/atom+xml; charset=utf-8"}),
            (self.server, "GET", "/opensearch.xml", {}, 200, {**spoken, "content-type": "application/opensearchdescription+xml; charset=utf-8"}),
            (self.server, "GET", "/robots.txt", {}, 200, {**found, "content-type": "text/plain; charset=utf-8"}),
            (self.server, "GET", "/api/v1/search?q=bone", known, 200, {**found, "content-type": json_type}),
            (self.server, "GET", "/openapi.json", {}, 200, {**found, "content-type": json_type}),
            (self.server, "GET", "/style.css", {}, 200, {**found, "cache-control": "public, max-age=3600", "content-type": "text/css; charset=utf-8"}),
            (self.server, "GET", "/healthz", {}, 200, {"cache-control": "no-store", "content-type": "text/plain; charset=utf-8", "vary": encoded}),
            (self.server, "GET", "/readyz", {}, 200, {"cache-control": "no-store", "content-type": "text/plain; charset=utf-8", "vary": encoded}),
            (self.server, "OPTIONS", "/search", {}, 204, {"cache-control": "no-store", "allow": METHODS, "vary": encoded}),
            (self.server, "POST", "/search", {}, 405, {**refused, "allow": METHODS}),
            (self.server, "GET", "/nope", {}, 404, refused),
            (self.server, "GET", "/nope", {"Accept": "text/html"}, 404,
             {**refused, "content-type": page, "vary": by_accept + ", Accept-Language"}),
            (self.server, "GET", "/search?limit=0", {}, 400, refused),
            (self.server, "GET", "/api/v1/search?limit=0", {"Accept": "text/html"}, 400, {**refused, "vary": encoded}),
            (self.server, "GET", "/search", {"Host": "a b"}, 400, refused),
            (self.server, "GET", "/" + "a" * 13000, {}, 414, refused),
            (self.server, "GET", "/search", {"X": "a" * 15000}, 431, refused),
            (self.server, "GET", "/search", {"Transfer-Encoding": "gzip"}, 501, {**refused, "connection": "close"}),
            (limited, "GET", "/search?q=bone", {}, 429, {**refused, "retry-after": "1"}),
            (limited, "GET", "/api/v1/search?q=bone", known, 429, {**refused, **shared, "retry-after": "1"}),
            (self.known, "GET", "/api/v1/search?q=bone", known, 200, {**found, **shared, "content-type": json_type}),
            (self.known, "GET", "/api/v1/search?q=bone", {}, 200, {**found, "content-type": json_type, "vary": both,
                                                                    "cross-origin-resource-policy": "cross-origin"}),
            (self.known, "GET", "/marrow.js", known, 200, {**found, **shared, "cache-control": "public, max-age=3600",
                                                          "content-type": "text/javascript; charset=utf-8"}),
            (self.known, "GET", "/search?q=bone", known, 200, {**spoken, "content-type": page}),
            (self.known, "OPTIONS", "/api/v1/search", known, 204, {
                "cache-control": "no-store", "allow": METHODS, "vary": both, "cross-origin-resource-policy": "cross-origin",
                "access-control-allow-origin": "https://a.example", "access-control-allow-methods": METHODS,
                "access-control-allow-headers": "If-None-Match", "access-control-max-age": "86400"}),
        ]:
            with self.subTest(f"{method} {target[:40]} {status}"):
                answer = server.ask(target, method, sent)
                self.assertEqual(answer.status, status)
                headers = {name: re.sub(rf"^{TAG_PATTERN}$", TAG, value) for name, value in answer.headers.items()}
                self.assertRegex(headers.pop("date"), r"^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$")
                length = headers.pop("content-length", None)
                self.assertTrue(length is None if status == 204 else int(length) >= len(answer.body))
                self.assertEqual(headers, {**ALWAYS, **expected})

    def test_what_may_be_kept(self):
        for target, kept in [
            ("/", "no-cache"),
            ("/search?q=bone", "no-cache"),
            ("/articles/knee", "no-cache"),
            ("/api/v1/search?q=bone", "no-cache"),
            ("/api/v1/suggest?q=bone", "no-cache"),
            ("/api/v1/articles/knee", "no-cache"),
            ("/style.css", "public, max-age=3600"),
            ("/healthz", "no-store"),
            ("/api/v1/search?limit=0", "no-store"),
            ("/search?limit=0", "no-store"),
            ("/nope", "no-store"),
        ]:
            with self.subTest(target):
                self.assertEqual(self.ask(target).headers["cache-control"], kept)

    def test_head_has_the_headers_of_get(self):
        for target in [*TARGETS, "/", "/healthz", "/nope", "/api/v1/articles/none", "/api/v1/suggest?q=bo"]:
            for accepted in ["br", "identity"]:
                with self.subTest(target + " " + accepted):
                    full = self.server.ask(target, headers={"Accept-Encoding": accepted})
                    head = self.server.ask(target, "HEAD", {"Accept-Encoding": accepted})
                    del full.headers["date"], head.headers["date"]
                    self.assertEqual((head.status, head.headers, head.body), (full.status, full.headers, b""))

    def test_options(self):
        for target in [*TARGETS, "/", "/healthz"]:
            answer = self.server.ask(target, "OPTIONS")
            self.assertEqual((answer.status, answer.headers["allow"], answer.body), (204, "GET, HEAD, OPTIONS", b""))
        self.assertEqual(self.server.ask("/nope", "OPTIONS").status, 404)

    def test_other_origins_read_nothing_unless_it_is_set(self):
        answer = self.ask("/api/v1/search?q=bone", Origin="https://a.example")
        self.assertFalse([name for name in answer.headers if name.startswith("access-control-")])
        self.assertEqual(answer.headers["cross-origin-resource-policy"], "same-origin")

    def test_all_origins_may_read_the_api_and_files(self):
        for target in ["/api/v1/search?q=bone", "/api/v1/suggest?q=bo", "/style.css", "/api/v1/search?limit=0", "/api/nope"]:
            with self.subTest(target):
                answer = self.open.ask(target, headers={"Origin": "https://anybody.example"})
                self.assertEqual(answer.headers["access-control-allow-origin"], "*")
                self.assertIn("ETag", answer.headers["access-control-expose-headers"])
                self.assertEqual(answer.headers["cross-origin-resource-policy"], "cross-origin")
                self.assertNotIn("Origin", answer.headers["vary"])
        for target in ["/", "/search?q=bone", "/articles/knee", "/healthz", "/nope"]:
            with self.subTest(target):
                answer = self.open.ask(target, headers={"Origin": "https://anybody.example"})
                self.assertNotIn("access-control-allow-origin", answer.headers)
                self.assertEqual(answer.headers["cross-origin-resource-policy"], "same-origin")

    def test_known_origins(self):
        for origin, known in [
            ("https://a.example", True),
            ("http://b.example:81", True),
            ("http://a.example", False),
            ("https://a.example.evil.example", False),
            ("http://b.example", False),
            ("null", False),
            ("*", False),
            ("", False),
        ]:
            for method in ["GET", "OPTIONS"]:
                with self.subTest(f"{method} {origin}"):
                    answer = self.known.ask("/api/v1/search?q=bone", method, {"Origin": origin})
                    self.assertEqual(answer.headers.get("access-control-allow-origin"), origin if known else None)
                    self.assertIn("Origin", answer.headers["vary"])
                    self.assertNotIn("access-control-allow-credentials", answer.headers)

    def test_preflight(self):
        asks = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
        answer = self.known.ask("/api/v1/search", "OPTIONS", asks)
        self.assertEqual((answer.status, answer.body), (204, b""))
        self.assertEqual(answer.headers["access-control-allow-methods"], "GET, HEAD, OPTIONS")
        self.assertEqual(answer.headers["access-control-allow-headers"], "If-None-Match")
        self.assertEqual(answer.headers["access-control-max-age"], "86400")

    def test_what_is_no_origin_is_refused(self):
        for origin in ["a.example", "https://a.example/", "https://", "https://A.example", "null", "https://*.example", "://a"]:
            with self.subTest(origin):
                with self.assertRaisesRegex(AssertionError, "is no origin; give one like https://clinic.example"):
                    serving.Server(self.site.index, "--cors", origin).stop()

    def test_problems_are_compressed_and_vary(self):
        answer = self.ask("/nope?" + "a" * 900, Accept="text/html", Accept_Encoding="gzip")
        self.assertEqual((answer.status, answer.headers["vary"]), (404, "Accept-Encoding, Accept, Accept-Language"))
        self.assertIn(b"nothing at this address", gzip.decompress(answer.body))
        self.assertEqual(json.loads(self.ask("/nope").text)["type"], "about:blank")


if __name__ == "__main__":
    unittest.main()
