"""Every route by every means of HTTP: methods, parameters, bytes, versions, bodies and forms of targets."""

import json
import re
import unittest

import serving

CLOSE = "Connection: close"
TOPICS = {"topics.yaml": "topics:\n  - id: anatomy\n    tags: [anatomy]\n    title: Anatomy\n",
          "site.md": "---\ntitle: Elsewhere\nurl: /site/page.html\n---\nA page that stands elsewhere.\n"}
ROUTES = [
    "/", "/search", "/articles/knee", "/topics/anatomy", "/site/page.html", "/feed.xml", "/sitemap.xml", "/opensearch.xml", "/robots.txt",
    "/api/v1/search", "/api/v1/suggest", "/api/v1/facets", "/api/v1/explain?q=knee&doc=knee", "/api/v1/articles/knee",
    "/api/v1/articles/knee/related", "/openapi.json", "/healthz", "/readyz", "/style.css", "/marrow.js",
]
NEVER_KEPT = ["/healthz", "/readyz"]
ALLOW = "GET, HEAD, OPTIONS"


def with_query(route, query):
    return route + ("&" if "?" in route else "?") + query


class ProtocolTest(serving.ServedTest):
    articles = {**serving.ARTICLES, **TOPICS}

    def tell(self, *lines):
        """All answers to a request of these lines, as (status, header, body)."""
        return self.split(self.server.exchange("\r\n".join([*lines, "", ""]).encode()))

    def split(self, received):
        answers = []
        while received:
            header, _, rest = received.partition(b"\r\n\r\n")
            length = int(re.search(rb"\r\nContent-Length: (\d+)", header)[1]) if b"Content-Length" in header else 0
            answers.append((int(header.split()[1]), header.decode(), rest[:length]))
            received = rest[length:]
        return answers

    def test_all_routes_are_here(self):
        """A route of the API that is added is added here, too."""
        paths = json.loads(self.server.ask("/openapi.json").text)["paths"]
        known = {route.split("?")[0] for route in ROUTES}
        self.assertEqual({path.replace("{id}", "knee") for path in paths} - known, set())

    def test_methods(self):
        for route in ROUTES:
            full = self.server.ask(route)
            self.assertEqual(full.status, 200, route)
            head = self.server.ask(route, "HEAD")
            for answer in (full, head):
                answer.headers.pop("date")
            self.assertEqual((head.status, head.headers, head.body), (200, full.headers, b""), route)
            options = self.server.ask(route, "OPTIONS")
            self.assertEqual((options.status, options.headers["allow"], options.body), (204, ALLOW, b""), route)
            self.assertNotIn("etag", options.headers)
            for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW", "get", "Head"]:
                with self.subTest(f"{method} {route}"):
                    answer = self.server.ask(route, method)
                    self.assertEqual((answer.status, answer.headers["allow"]), (405, ALLOW))
                    self.assertEqual((answer.headers["cache-control"], answer.headers.get("etag")), ("no-store", None))
                    self.assertEqual(json.loads(answer.text)["status"], 405)
        (status, header, body), = self.tell("OPTIONS * HTTP/1.1", "Host: a", CLOSE)
        self.assertEqual((status, body), (204, b""))
        self.assertIn("\r\nAllow: " + ALLOW, header)
        self.assertEqual(self.server.ask("*").status, 404)

    def test_parameters_nobody_knows(self):
        for route in ROUTES:
            plain = self.server.ask(route)
            for query in ["utm_source=x", "x", "=", "&&", "x=%00", "x=%ff", "x=%", "%00=1", "x=" + "a" * 10000, "<script>=1"]:
                with self.subTest(route + " " + query[:20]):
                    answer = self.server.ask(with_query(route, query))
                    self.assertEqual((answer.status, answer.body), (200, plain.body))
                    self.assertEqual(answer.headers.get("etag"), plain.headers.get("etag"))

    def test_parameters_given_twice(self):
        for route, first, second in [
            ("/search", "q=knee", "q=hip"), ("/api/v1/search", "q=knee", "q=hip"), ("/api/v1/suggest", "q=kn", "q=hi"),
            ("/api/v1/search?q=knee", "limit=1", "limit=x"), ("/api/v1/search?q=knee", "lang=en", "lang=%ff"),
            ("/api/v1/facets", "q=knee", "q=hip"), ("/api/v1/explain?q=knee", "doc=knee", "doc=hip"),
            ("/", "lang=de", "lang=en"), ("/feed.xml", "lang=de", "lang=en"), ("/topics/anatomy", "lang=en", "lang=de"),
        ]:
            with self.subTest(route):
                once = self.server.ask(with_query(route, first))
                self.assertEqual(once.status, 200)
                self.assertEqual(self.server.ask(with_query(route, first + "&" + second)).body, once.body)

    def test_bytes(self):
        for route in ROUTES:
            path = route.split("?")[0]
            for rest in ["%00", "%ff", "%c0%af", "%ed%a0%80", "%", "%zz"]:
                with self.subTest(path + rest):
                    answer = self.server.ask(path + rest)
                    self.assertEqual(answer.status, 400)
                    self.assertEqual(answer.headers["cache-control"], "no-store")
            with self.subTest(path + " long"):
                self.assertEqual(self.server.ask(with_query(route, "x=" + "a" * 100_000)).status, 414)

    def test_ranges_are_not_served(self):
        for route in ROUTES:
            answer = self.server.ask(route, headers={"Range": "bytes=0-9", "If-Range": '"x"'})
            self.assertEqual((answer.status, answer.body), (200, self.server.ask(route).body), route)
            self.assertNotIn("content-range", answer.headers)

    def test_conditions(self):
        """What is not If-None-Match has no say: dates are not sent, and nothing is written."""
        for route in ROUTES:
            answer = self.server.ask(route, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", "If-Match": '"x"'})
            self.assertEqual(answer.status, 200, route)
            self.assertEqual("etag" in answer.headers, route not in NEVER_KEPT, route)
            self.assertEqual(answer.headers["cache-control"] == "no-store", route in NEVER_KEPT, route)

    def test_bodies(self):
        for route in ROUTES:
            lines = [f"GET {route} HTTP/1.1", "Host: a"]
            plain, = self.tell(*lines, CLOSE)
            for head, body in [
                (["Transfer-Encoding: chunked"], b"5\r\nhello\r\n0\r\n\r\n"),
                (["Transfer-Encoding: Chunked"], b"5;x=y\r\nhello\r\n0\r\nTrailer: x\r\n\r\n"),
                (["Content-Length: 5"], b"hello"),
            ]:
                with self.subTest(route):
                    request = "\r\n".join([*lines, *head, "", ""]).encode() + body
                    answers = self.split(self.server.exchange(request + serving.get("/nope", CLOSE)))
                    self.assertEqual([answer[0] for answer in answers], [200, 404])
                    self.assertEqual(answers[0][2], plain[2])
            answers = self.split(self.server.exchange(
                "\r\n".join([*lines, "Expect: 100-continue", "Content-Length: 5", CLOSE, "", ""]).encode() + b"hello"))
            self.assertEqual([answer[0] for answer in answers], [100, 200], route)

    def test_versions(self):
        for route in ROUTES:
            with self.subTest(route):
                plain, = self.tell(f"GET {route} HTTP/1.1", "Host: a", CLOSE)
                old, = self.tell(f"GET {route} HTTP/1.0", "Host: a")
                self.assertEqual((old[0], old[2]), (200, plain[2]))
                kept = self.tell(f"GET {route} HTTP/1.0", "Host: a", "Connection: keep-alive", "", "GET /healthz HTTP/1.0")
                self.assertEqual([answer[0] for answer in kept], [200, 200])
                self.assertEqual(self.tell(f"GET {route} HTTP/2.0", "Host: a")[0][0], 505)
                self.assertIn(b"HTTP/1.1 400 ", self.server.exchange(f"GET {route} HTTP/1.1\r\n{CLOSE}\r\n\r\n".encode())[:20])
                upgraded = self.tell(f"GET {route} HTTP/1.1", "Host: a", "Connection: Upgrade, close", "Upgrade: h2c, websocket")
                self.assertEqual([answer[0] for answer in upgraded], [200])

    def test_pipelining(self):
        requests = b"".join(serving.get(route) for route in ROUTES) + serving.get("/nope", CLOSE)
        answers = self.split(self.server.exchange(requests))
        self.assertEqual([answer[0] for answer in answers], [200] * len(ROUTES) + [404])
        for route, answer in zip(ROUTES, answers):
            alone, = self.tell(f"GET {route} HTTP/1.1", "Host: localhost", CLOSE)
            self.assertEqual(answer[2], alone[2], route)

    def test_whole_addresses(self):
        for route in ROUTES:
            plain, = self.tell(f"GET {route} HTTP/1.1", "Host: a.example", CLOSE)
            for target in ["http://a.example" + route, "HTTP://a.example" + route]:
                whole, = self.tell(f"GET {target} HTTP/1.1", "Host: b.example", CLOSE)
                self.assertEqual((whole[0], whole[2]), (200, plain[2]), route)


if __name__ == "__main__":
    unittest.main()
