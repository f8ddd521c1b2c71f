"""Where the site stands, as its answers name it: by the Host of a request, by its target, by proxies, by --url."""

import re
import unittest

import serving

CLOSE = "Connection: close"
WHOLE = ["/sitemap.xml", "/feed.xml", "/opensearch.xml", "/robots.txt"]  # what other programs read
NAMING = ["/search?q=knee", *WHOLE, "/", "/articles/knee", "/topics/anatomy"]
TOPICS = {"topics.yaml": "topics:\n  - id: anatomy\n    tags: [anatomy]\n    title: Anatomy\n"}


class PlacesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = serving.Site({**serving.ARTICLES, **TOPICS})
        cls.server = serving.Server(cls.site.index)
        cls.trusting = serving.Server(cls.site.index, "--trust-proxy", "127.0.0.0/8")
        cls.placed = serving.Server(cls.site.index, "--url", "https://clinic.example")

    @classmethod
    def tearDownClass(cls):
        status = [server.stop() for server in (cls.server, cls.trusting, cls.placed)]
        cls.site.remove()
        assert status == [0, 0, 0]

    def exchange(self, server, *lines):
        """The status and the whole of an answer to a request of these lines."""
        answer = server.exchange("\r\n".join([*lines, CLOSE, "", ""]).encode())
        return int(answer.split()[1]), answer.decode()

    # ---- answers of one place are no answers of another ----

    def test_the_tag_changes_with_the_place(self):
        for target in NAMING:
            with self.subTest(target):
                asked = [self.server.ask(target, headers={"Host": host}) for host in ["a.example", "b.example", "a.example"]]
                asked.append(self.placed.ask(target, headers={"Host": "a.example"}))
                asked.append(self.trusting.ask(target, headers={"Host": "a.example", "X-Forwarded-Proto": "https"}))
                self.assertEqual([answer.status for answer in asked], [200] * 5)
                first, second, third, fourth, fifth = [answer.headers["etag"] for answer in asked]
                self.assertEqual(first, third)
                self.assertEqual(len({first, second, fourth, fifth}), 4)
                again = self.server.ask(target, headers={"Host": "b.example", "If-None-Match": first})
                self.assertEqual((again.status, again.headers["etag"]), (200, second))
                self.assertNotIn("a.example", again.text)
        tags = {self.server.ask("/api/v1/search?q=knee", headers={"Host": host}).headers["etag"] for host in ["a.example", "b.example"]}
        self.assertEqual(len(tags), 1)

    # ---- who says where ----

    def base(self, server, *lines, target="/robots.txt"):
        status, answer = self.exchange(server, f"GET {target} HTTP/1.1", *lines)
        self.assertEqual(status, 200, answer)
        return re.search(r"^Sitemap: (.*)/sitemap.xml$", answer, re.MULTILINE)[1]

    def test_hosts(self):
        for host in ["clinic.example", "clinic.example:8080", "127.0.0.1:1", "[::1]", "[2001:db8::1]:443", "my_search", "a.b-c.d."]:
            self.assertEqual(self.base(self.server, "Host: " + host), "http://" + host)
        self.assertEqual(self.base(self.placed, "Host: other.example"), "https://clinic.example")

    def test_a_whole_address_goes_before_the_host(self):
        for target, base in [
            ("http://b.example/robots.txt", "http://b.example"),
            ("HTTP://b.example:81/robots.txt?x", "http://b.example:81"),
            ("https://b.example/robots.txt", "http://b.example"),  # we know how we are asked
        ]:
            self.assertEqual(self.base(self.server, "Host: a.example", target=target), base)
        for target in ["http://b.example", "http://b.example?lang=en", "http://b.example/?"]:
            status, answer = self.exchange(self.server, f"GET {target} HTTP/1.1", "Host: a.example")
            self.assertEqual(status, 200)
            self.assertIn('"http://b.example/"', answer)

    def test_what_names_no_host_is_refused(self):
        for host in ["a b", "<script>", "a/b", "a.example/", "user@a.example", "a:b", "a:99999", "a::1", "[::1", "[::1]x", "::1", "[]",
                     "[a.example]", "[127.0.0.1]", ":80", "a.example, b.example", "a" * 300, "\u00fc.example", "a\tb", '"']:
            for target in ["/sitemap.xml", "/", "/api/v1/search?q=knee", "/healthz"]:
                with self.subTest(host + " " + target):
                    status, answer = self.exchange(self.server, f"GET {target} HTTP/1.1", "Host: " + host)
                    self.assertEqual(status, 400)
                    self.assertNotIn("<loc>", answer)
                    self.assertIn("no-store", answer)
            if " " not in host and "\t" not in host and "/" not in host:
                self.assertEqual(self.exchange(self.server, f"GET http://{host}/ HTTP/1.1", "Host: a.example")[0], 400)

    def test_two_hosts_are_refused(self):
        for hosts in [["a.example", "b.example"], ["a.example", "a.example"]]:
            status, answer = self.exchange(self.server, "GET / HTTP/1.1", *["Host: " + host for host in hosts])
            self.assertEqual(status, 400)
            self.assertIn("must name the host once", answer)

    def test_nobody_names_a_host(self):
        """HTTP/1.0 need not; a whole address then begins with nothing that could be known."""
        for target in WHOLE[:3]:
            status, answer = self.exchange(self.server, f"GET {target} HTTP/1.0")
            self.assertEqual(status, 400)
            self.assertIn("send a Host header", answer)
            self.assertEqual(self.exchange(self.placed, f"GET {target} HTTP/1.0")[0], 200)
        status, answer = self.exchange(self.server, "GET /robots.txt HTTP/1.0")
        self.assertEqual((status, "Sitemap" in answer), (200, False))
        for target in ["/", "/articles/knee", "/search?q=knee"]:
            self.assertEqual(self.exchange(self.server, f"GET {target} HTTP/1.0")[0], 200)

    # ---- what proxies say ----

    def test_schemes_of_proxies(self):
        for line, scheme in [
            ("X-Forwarded-Proto: https", "https"),
            ("X-Forwarded-Proto: HTTPS", "https"),
            ("X-Forwarded-Proto: http", "http"),
            ("X-Forwarded-Proto: httpsx", "http"),
            ("X-Forwarded-Proto: http, https", "https"),
            ("X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http", "http"),
            ("X-Forwarded-Proto: http\r\nForwarded: proto=https", "http"),
            ("Forwarded: for=192.0.2.1;proto=https", "https"),
            ('Forwarded: for=192.0.2.1;Proto="HTTPS"', "https"),
            ("Forwarded: proto=https, for=192.0.2.1;proto=http", "http"),
            ("Forwarded: for=192.0.2.1", "http"),
        ]:
            with self.subTest(line):
                self.assertEqual(self.base(self.trusting, "Host: a.example", line), scheme + "://a.example")
                self.assertEqual(self.base(self.server, "Host: a.example", line), "http://a.example")

    def test_clients_of_proxies(self):
        server = serving.Server(self.site.index, "--trust-proxy", "127.0.0.0/8", "--log", "json")
        self.addCleanup(server.stop)
        for line, client in [
            ('Forwarded: for=192.0.2.1;by="a, b"', "192.0.2.1"),
            ('Forwarded: for=6.6.6.6, for=192.0.2.2;host="a,b;for=6.6.6.6";proto=http', "192.0.2.2"),
            ('Forwarded: by="x;for=6.6.6.6";for="192.0.2.3:80"', "192.0.2.3"),
            ('Forwarded: for=6.6.6.6;x="open, for=192.0.2.4', "192.0.2.4"),
            ('Forwarded: by="a\\", for=6.6.6.6";for=192.0.2.5', "192.0.2.5"),
            ('X-Forwarded-For: "6.6.6.6, 192.0.2.6', "192.0.2.6"),
            ('Forwarded: For="[2001:db8::7]:4711"', "2001:db8::7"),
            ("Forwarded: for=_hidden", "127.0.0.1"),
            ("Forwarded: for=unknown", "127.0.0.1"),
        ]:
            with self.subTest(line):
                self.exchange(server, "GET /healthz HTTP/1.1", "Host: a", line)
                self.assertIn(f'"client":"{client}"', server.next_line().replace(" ", ""))


if __name__ == "__main__":
    unittest.main()
