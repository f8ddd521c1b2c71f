"""Clients that are many, slow, huge or wrong: they are answered or closed, and nobody else notices."""

import threading
import time
import unittest

import serving

CLOSE = "Connection: close"


class HostileTest(serving.ServedTest):
    def tearDown(self):
        self.assertEqual(self.server.ask("/healthz").status, 200)

    def assert_status(self, request, *statuses):
        """One of these statuses; b"" stands for a connection closed without an answer."""
        answer = self.server.exchange(request)
        status = int(answer.split()[1]) if answer else b""
        self.assertIn(status, statuses, answer[:200])
        return answer

    def test_huge_requests(self):
        huge = "a" * 1_000_000
        self.assert_status(serving.get("/", "X: " + huge, CLOSE), 431, b"")
        self.assert_status(serving.get("/" + huge, CLOSE), 414, 431, b"")
        self.assert_status(serving.get("/search?q=" + huge, CLOSE), 414, 431, b"")
        self.assert_status(serving.get("/", *[f"X-{i}: {i}" for i in range(20000)], CLOSE), 431, b"")

    def test_long_requests_within_the_limit(self):
        answer = self.assert_status(serving.get("/api/v1/search?q=" + "knee+" * 2000, CLOSE), 200)
        self.assertIn(b'"cut":true', answer)
        self.assert_status(serving.get("/" + "a" * 10000, CLOSE), 404)
        self.assert_status(serving.get("/", "X: " + "a" * 10000, CLOSE), 200)

    def test_requests_beyond_the_limit_get_problem_details(self):
        for request, status in [
            (serving.get("/api/v1/search?q=" + "a" * 13000, CLOSE), 414),
            (serving.get("/" + "a" * 13000, CLOSE), 414),
            (serving.get("/", "X: " + "a" * 15000, CLOSE), 431),
        ]:
            with self.subTest(status):
                answer = self.assert_status(request, status)
                self.assertIn(b"\r\nContent-Type: application/problem+json\r\n", answer)
                self.assertIn(b'"status":%d' % status, answer)

    def test_many_parameters_are_answered_at_once(self):
        began = time.monotonic()
        self.assert_status(serving.get("/api/v1/search?" + "a&" * 6000 + "q=knee", CLOSE), 200)
        self.assertLess(time.monotonic() - began, 5)

    def test_malformed_requests(self):
        for request in [
            b"GET\r\n\r\n",
            b"GET /\r\n\r\n",
            b"GET  HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",  # no Host
            b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
            b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
            b"GET /\0 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ]:
            with self.subTest(request):
                self.server.exchange(request, ends=True)
                self.assertEqual(self.server.ask("/healthz").status, 200)

    def test_target_forms(self):
        self.assert_status(serving.get("http://localhost/healthz", CLOSE), 200)
        self.assert_status(serving.get("http://localhost", CLOSE), 200)
        self.assert_status(serving.get("https://localhost/nope/healthz", CLOSE), 404)
        self.assert_status(serving.get("*", CLOSE), 404)
        self.assert_status(serving.get("healthz", CLOSE), 404)

    def test_bodies_are_ignored(self):
        self.assertEqual(self.server.ask("/healthz", body=b"x" * 60000).status, 200)
        self.assertEqual(self.server.ask("/healthz", "POST", body=b"x" * 60000).status, 405)
        chunks = b"5\r\nhello\r\n0\r\n\r\n"
        self.assert_status(serving.get("/healthz", "Transfer-Encoding: chunked", CLOSE) + chunks, 200)

    def test_body_does_not_spill_into_the_next_request(self):
        inner = serving.get("/nope")
        requests = serving.get("/healthz", f"Content-Length: {len(inner)}") + inner + serving.get("/healthz", CLOSE)
        answers = self.server.exchange(requests)
        self.assertEqual(answers.count(b"HTTP/1.1 200 "), 2)
        self.assertNotIn(b" 404 ", answers)

    def test_nothing_is_smuggled_in_a_body(self):
        """Where a proxy and the server could see another end of a request, it is the connection's last (RFC 9112, 6.3)."""
        inner = serving.get("/nope", CLOSE)
        chunked = b"0\r\n\r\n" + inner
        for lines, body, status in [
            (["Content-Length: 5", "Transfer-Encoding: chunked"], chunked, 400),
            (["Transfer-Encoding: chunked", "Content-Length: 5"], chunked, 400),
            (["Content-Length: 0", f"Content-Length: {len(inner)}"], inner, 400),
            ([f"Content-Length: {len(inner)}", "Content-Length: 0"], inner, 400),
            (["Content-Length: 0", "content-length: 00"], inner, 400),
            (["Transfer-Encoding: gzip, chunked"], chunked, 501),
            (["Transfer-Encoding: chunked", "Transfer-Encoding: gzip"], chunked, 501),
            (["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], chunked, 501),
            (["Transfer-Encoding: identity"], inner, 501),
            (["Transfer-Encoding: xchunked"], chunked, 501),
        ]:
            for target in ["/healthz", "/api/v1/search?q=knee", "/nope"]:
                with self.subTest(lines):
                    answers = self.assert_status(serving.get(target, *lines) + body, status)
                    self.assertEqual(answers.count(b"HTTP/1.1 "), 1)
                    self.assertIn(b"\r\nConnection: close\r\n", answers)
                    self.assertIn(b"application/problem+json", answers)
        same = self.server.exchange(serving.get("/healthz", "Content-Length: 2", "Content-Length: 2") + b"ab" + serving.get("/healthz", CLOSE))
        self.assertEqual(same.count(b"HTTP/1.1 200 "), 2)

    def test_endless_bodies_end(self):
        began = time.monotonic()
        self.assert_status(serving.get("/healthz", "Content-Length: 999999999999"), 200)
        chunk = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
        self.assert_status(serving.get("/healthz", "Transfer-Encoding: chunked") + chunk * 100, b"")
        self.assertLess(time.monotonic() - began, 5)

    def test_many_connections_at_once(self):
        connections = [self.server.connect() for _ in range(200)]
        for connection in connections:
            connection.sendall(serving.get("/api/v1/search?q=knee"))
        for connection in connections:
            with connection, connection.makefile("rb") as file:
                answer = serving.read_answer(file)
                self.assertEqual(answer.status, 200)
                self.assertIn('"hits":[{', answer.text.replace(" ", ""))

    def test_requests_in_one_connection(self):
        with self.server.connect() as connection, connection.makefile("rb") as file:
            for _ in range(20):
                connection.sendall(serving.get("/api/v1/search?q=knee"))
                self.assertEqual(serving.read_answer(file).status, 200)
            pipelined = [("/healthz", 200), ("/nope", 404), ("/search?limit=0", 400), ("/api/v1/search?q=hip", 200)]
            connection.sendall(b"".join(serving.get(target) for target, _ in pipelined))
            for _, status in pipelined:
                self.assertEqual(serving.read_answer(file).status, status)

    def test_clients_that_vanish(self):
        for _ in range(50):
            with self.server.connect() as connection:
                connection.sendall(serving.get("/search?q=knee"))
        for _ in range(50):
            with self.server.connect() as connection:
                connection.sendall(b"GET /search?q=kn")

    def test_slow_clients_are_closed_and_starve_nobody(self):
        slow = [self.server.connect() for _ in range(20)]
        line = serving.get("/", "X: " + "a" * 1000)
        ends = []

        def dribble(connection):
            began = time.monotonic()
            connection.settimeout(0.5)
            for byte in line:
                try:
                    connection.sendall(bytes([byte]))
                    if connection.recv(1) == b"":
                        break
                except TimeoutError:
                    continue
                except OSError:
                    break
            ends.append(time.monotonic() - began)
            connection.close()

        threads = [threading.Thread(target=dribble, args=[connection]) for connection in slow]
        for thread in threads:
            thread.start()
        longest = 0
        while any(thread.is_alive() for thread in threads):
            began = time.monotonic()
            self.assertEqual(self.server.ask("/search?q=knee").status, 200)
            longest = max(longest, time.monotonic() - began)
            threads[0].join(0.05)
        self.assertLess(longest, 2)
        self.assertEqual(len(ends), len(slow))
        self.assertGreater(min(ends), 5)
        self.assertLess(max(ends), 15)


if __name__ == "__main__":
    unittest.main()
