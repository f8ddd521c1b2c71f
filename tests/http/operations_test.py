"""What whoever runs the server relies on: logs, metrics, limits, sockets, TLS, and options that are read again."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import ssl
import subprocess
import threading
import time
import unittest
import warnings

import serving


class OperationsTest(serving.SiteCase):
    def file(self, name, text=""):
        path = os.path.join(self.site.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def wait_for(self, what, seconds=serving.SECONDS):
        end = time.monotonic() + seconds
        while not (found := what()):
            self.assertLess(time.monotonic(), end, "it does not come")
            time.sleep(0.01)
        return found

    # ---- log ----

    def test_common_log(self):
        server = self.serve("--log", "common")
        answer = server.ask("/search?q=knee")
        server.exchange(serving.get("/nope\x1b]0;x\x07\"\\é", "Connection: close"))
        self.assertRegex(
            server.next_line(),
            r'^127\.0\.0\.1 - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET /search\?q=knee HTTP/1\.1" 200 '
            + str(len(answer.body)) + r"\n$",
        )
        self.assertRegex(server.next_line(), r'"GET /nope\\x1B\]0;x\\x07\\"\\\\\\xC3\\xA9 HTTP/1\.1" (404|400) \d+\n$')

    def test_json_log(self):
        server = self.serve("--log", "json")
        server.ask("/api/v1/search?q=kn%C3%A9e%22&limit=0")
        server.ask("/style.css", "HEAD")
        server.ask("/" + "a" * 5000)
        first, second, third = (json.loads(server.next_line()) for _ in range(3))
        self.assertEqual(set(first), {"time", "client", "method", "target", "status", "bytes", "seconds"})
        self.assertEqual((first["client"], first["method"], first["status"]), ("127.0.0.1", "GET", 400))
        self.assertEqual(first["target"], "/api/v1/search?q=kn%C3%A9e%22&limit=0")
        self.assertRegex(first["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertLess(first["seconds"], serving.SECONDS)
        self.assertEqual((second["method"], second["bytes"], second["status"]), ("HEAD", 0, 200))
        self.assertLess(len(third["target"]), 1000)

    def test_the_log_says_which_version_was_spoken(self):
        server = self.serve("--log", "common")
        server.exchange(b"GET /healthz HTTP/1.0\r\n\r\n")
        self.assertIn('"GET /healthz HTTP/1.0" 200 ', server.next_line())

    def test_nobody_writes_lines_of_their_own_into_the_log(self):
        hostile = 'x%0a%0d\x1b[2J\x7f"\\,"status":0,"\u2028\u00e9'.encode() + b"\xff\xc0"
        for log in ["common", "json"]:
            server = self.serve("--log", log, "--trust-proxy", "127.0.0.1")
            server.exchange(b"GET /" + hostile + b" HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6\x1b[2J\r\nConnection: close\r\n\r\n")
            server.exchange(b'G"ET\x1b[2J /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
            server.ask("/healthz")
            lines = []
            while not lines or "GET /healthz" not in lines[-1] and '"/healthz"' not in lines[-1] or 'G\\"ET' in lines[-1]:
                lines.append(server.next_line())
            self.assertLessEqual(len(lines), 3)
            for line in lines:
                self.assertRegex(line, r"^[ -~]+\n$" if log == "common" else "^[^\x00-\x1f\x7f]+\n$")
                if log == "json":
                    self.assertIn(json.loads(line)["status"], (200, 400, 404, 405))
                else:
                    self.assertRegex(line, r'^127\.0\.0\.1 - - \[[^]]*\] "([^"\\]|\\.)*" \d+ \d+\n$')

    def test_a_log_that_nobody_reads_holds_up_nobody(self):
        server = self.serve("--log", "common", "--metrics", "127.0.0.1:0")
        target = "/healthz?" + "x" * 500
        with server.connect() as connection, connection.makefile("rb") as file:
            for _ in range(1000):
                connection.sendall(serving.get(target))
                self.assertEqual(serving.read_answer(file).status, 200)
        lost = int(server.metric("marrow_log_lost_total"))
        self.assertGreater(lost, 0)
        for _ in range(1000 - lost):  # whole lines
            self.assertRegex(server.next_line(), r'^127\.0\.0\.1 - - .* "GET /healthz\?x+ HTTP/1\.1" 200 \d+\n$')
        server.ask("/readyz")
        self.assertIn("/readyz", server.next_line())
        self.assertEqual(server.metric("marrow_log_lost_total"), lost)

    def test_a_log_whose_reader_is_gone(self):
        server = self.serve("--log", "json")
        server.process.stdout.close()
        for _ in range(10):
            self.assertEqual(server.ask("/search?q=knee").status, 200)

    # ---- state ----

    def test_ready(self):
        server = self.serve()
        answer = server.ask("/readyz")
        generation = json.loads(server.ask("/api/v1/search").text)["generation"]
        self.assertEqual((answer.status, answer.text), (200, f"ready\ngeneration {generation}\n"))
        self.assertEqual(answer.headers["cache-control"], "no-store")

    # ---- metrics ----

    def metrics(self, server):
        answer = server.metrics()
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8")
        self.assertEqual(answer.headers["cache-control"], "no-store")
        self.assertEqual(server.metrics("/").status, 404)
        self.assertEqual(server.metrics("/metrics?" + "a&" * 1000).status, 200)
        text = answer.text
        values = {}
        for line in text.splitlines():
            if not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                self.assertRegex(name, r'^[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})?$')
                values[name] = float(value)
        for name in values:
            family = re.sub(r"_(bucket|sum|count)$", "", name.split("{")[0])
            self.assertIn(f"# TYPE {family} ", text)
        return values

    def test_metrics(self):
        server = self.serve("--metrics", "127.0.0.1:0")
        for target in ["/search?q=knee", "/search?q=hip", "/search?limit=0", "/style.css", "/nope"]:
            server.ask(target)
        self.assertEqual(server.ask("/metrics").status, 404)
        values = self.metrics(server)
        self.assertEqual(values['marrow_requests_total{route="search",status="2xx"}'], 2)
        self.assertEqual(values['marrow_requests_total{route="search",status="4xx"}'], 1)
        self.assertEqual(values['marrow_requests_total{route="file",status="2xx"}'], 1)
        self.assertEqual(values['marrow_requests_total{route="none",status="4xx"}'], 2)
        self.assertEqual(values['marrow_request_seconds_count{route="search"}'], 3)
        self.assertEqual(values['marrow_request_seconds_bucket{route="search",le="+Inf"}'], 3)
        counts = [value for name, value in values.items() if name.startswith('marrow_request_seconds_bucket{route="search"')]
        self.assertEqual(counts, sorted(counts))
        self.assertGreater(values['marrow_sent_bytes_total{route="file"}'], 1000)
        self.assertEqual(values["marrow_articles"], len(serving.ARTICLES))
        self.assertIn('marrow_request_seconds_bucket{route="search",le="0.0001"}', values)
        self.assertGreater(values["process_resident_memory_bytes"], 1 << 20)
        self.assertLess(values["process_open_fds"], values["process_max_fds"])
        self.assertGreater(values["process_open_fds"], 5)
        self.assertGreater(values["process_cpu_seconds_total"], 0)
        self.assertLess(abs(values["process_start_time_seconds"] - time.time()), 60)
        generation = json.loads(server.ask("/api/v1/search").text)["generation"]
        self.assertTrue(any(f'digest="{generation}"' in name for name in values))

    def test_metrics_address_must_be_one(self):
        for place in ["9100", "127.0.0.1", ":9100", "127.0.0.1:99999", "::1:9100", "127.0.0.1:x"]:
            with self.subTest(place), self.assertRaisesRegex(AssertionError, "give them as 127.0.0.1:9100"):
                serving.Server(self.site.index, "--metrics", place).stop()

    # ---- limits ----

    def test_rate(self):
        server = self.serve("--rate", "1", "--burst", "5", "--metrics", "127.0.0.1:0")
        statuses = [server.ask("/api/v1/search?q=knee").status for _ in range(20)]
        self.assertEqual(statuses[:5], [200] * 5)
        self.assertLess(statuses.count(200), 20)
        answer = server.ask("/api/v1/search?q=knee")
        self.assertEqual(answer.status, 429)
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        self.assertEqual(answer.headers["cache-control"], "no-store")
        self.assertRegex(answer.headers["retry-after"], r"^[1-9]\d*$")
        self.assertEqual(json.loads(answer.text)["status"], 429)
        for target in ["/healthz", "/readyz", "/style.css", "/openapi.json"]:
            self.assertEqual(server.ask(target).status, 200, target)
        self.assertGreater(self.metrics(server)["marrow_limited_total"], 0)
        self.wait_for(lambda: server.ask("/api/v1/search?q=knee").status == 200)

    def test_clients_behind_a_proxy_have_limits_of_their_own(self):
        server = self.serve("--rate", "1", "--burst", "1", "--trust-proxy", "127.0.0.0/8", "--trust-proxy", "10.0.0.1")
        ask = lambda name, value: server.ask("/search?q=knee", headers={name: value}).status
        for name, value in [
            ("X-Forwarded-For", "192.0.2.1"),
            ("X-Forwarded-For", "192.0.2.2, 10.0.0.1"),
            ("X-Forwarded-For", "6.6.6.6, 192.0.2.3"),
            ("X-Forwarded-For", "192.0.2.4:4711"),
            ("X-Forwarded-For", "2001:db8:0:1::1"),
            ("X-Forwarded-For", "[2001:db8:0:2::1]:80"),
            ("Forwarded", "for=192.0.2.5"),
            ("Forwarded", 'for=6.6.6.6, for="[2001:db8:0:3::1]:4711";proto=https;by=10.0.0.1'),
        ]:
            with self.subTest(value):
                self.assertEqual(ask(name, value), 200)
        for value in ["192.0.2.1", "6.6.6.7, 192.0.2.1", "192.0.2.1, 10.0.0.1", "2001:db8:0:1:ffff::2"]:
            with self.subTest(value):
                self.assertEqual(ask("X-Forwarded-For", value), 429)
        self.assertEqual(ask("X-Forwarded-For", "nonsense"), 200)  # the proxy's own bucket
        self.assertEqual(ask("X-Forwarded-For", "192.0.2.9, unknown"), 429)

    def test_the_last_line_of_a_header_is_the_proxys(self):
        """A proxy may add a line of its own behind the one that its client sent."""
        server = self.serve("--rate", "1", "--burst", "1", "--trust-proxy", "127.0.0.0/8")
        statuses = []
        for i in range(3):
            with server.connect() as connection:
                connection.sendall(f"GET /search?q=knee HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: 6.6.6.{i}\r\n"
                                   "X-Forwarded-For: 192.0.2.7\r\n\r\n".encode())
                statuses.append(connection.makefile("rb").readline().split()[1])
        self.assertEqual(statuses, [b"200", b"429", b"429"])

    def test_headers_of_strangers_are_not_believed(self):
        server = self.serve("--rate", "1", "--burst", "1", "--trust-proxy", "10.0.0.0/8")
        statuses = [server.ask("/search?q=knee", headers={"X-Forwarded-For": f"192.0.2.{i}"}).status for i in range(5)]
        self.assertIn(429, statuses)

    def test_wrong_networks_are_refused(self):
        for network in ["localhost", "10.0.0.0/33", "10.0.0", "10.0.0.0/", "::/129", "10.0.0.0/8/8"]:
            with self.subTest(network), self.assertRaisesRegex(AssertionError, "is no address or network"):
                serving.Server(self.site.index, "--trust-proxy", network).stop()

    # ---- options that are read again ----

    def test_options_are_read_again(self):
        path = self.file("options", "# what may change\n--log json\n--cors https://a.example\n\n")
        server = self.serve("--config", path)
        allowed = lambda origin: server.ask("/api/v1/search", headers={"Origin": origin}).headers.get("access-control-allow-origin")
        self.assertEqual(allowed("https://a.example"), "https://a.example")
        self.file("options", "--cors https://b.example\n--rate 1\n--burst 2\n")
        server.signal(signal.SIGHUP)
        self.wait_for(lambda: "read again" in server.log())
        self.assertIsNone(allowed("https://a.example"))
        self.assertEqual(allowed("https://b.example"), "https://b.example")
        self.assertIn(429, [server.ask("/search?q=knee").status for _ in range(10)])
        self.file("options", "--cors nonsense\n")
        server.signal(signal.SIGHUP)
        self.wait_for(lambda: "is no origin" in server.log())
        self.file("options", "--cros https://b.example\n")
        server.signal(signal.SIGHUP)
        self.wait_for(lambda: "did you mean --cors?" in server.log())
        self.file("options", "--cors https://b.example\n--threads 3\n")
        server.signal(signal.SIGHUP)
        self.wait_for(lambda: "needs a restart" in server.log())

    def test_the_command_line_goes_before_the_file(self):
        path = self.file("options", "--cors https://a.example\n--port 1\n")
        server = self.serve("--config", path, "--cors", "https://b.example")
        allowed = lambda origin: server.ask("/api/v1/search", headers={"Origin": origin}).headers.get("access-control-allow-origin")
        self.assertEqual((allowed("https://a.example"), allowed("https://b.example")), (None, "https://b.example"))

    def test_a_file_that_need_not_be_there(self):
        path = os.path.join(self.site.folder, "later.options")
        server = self.serve("--config", "-" + path)
        allowed = lambda: server.ask("/api/v1/search", headers={"Origin": "https://a.example"}).headers.get("access-control-allow-origin")
        self.assertIsNone(allowed())
        self.file("later.options", "--cors https://a.example\n")
        server.signal(signal.SIGHUP)
        self.wait_for(allowed)
        os.remove(path)
        server.signal(signal.SIGHUP)
        self.wait_for(lambda: allowed() is None)
        with self.assertRaisesRegex(AssertionError, "later.options: "):
            serving.Server(self.site.index, "--config", path).stop()
        self.file("later.options", "nonsense\n")
        with self.assertRaisesRegex(AssertionError, "later.options:1: an option"):
            serving.Server(self.site.index, "--config", "-" + path).stop()

    def test_the_service_starts_without_a_file_of_options(self):
        unit = pathlib.Path(__file__).parents[2] / "tools" / "marrow.service"
        self.assertRegex(unit.read_text(), r"(?m)^ExecStart=\S+/marrow serve .* --config -/etc/")

    def test_wrong_files_are_refused(self):
        for text, says in [
            ("cors https://a.example\n", "options:1: an option and its value stand on a line"),
            ("--rate\n", "options:1: --rate takes a value"),
            ("--rate 1\n--rate x\n", "options:2: --rate takes a whole number"),
            ("# How\n\n--log loud\n", "options:3: --log takes off, common or json"),
            ("--log off\n--url x/y\n", "options:2: x/y"),
            ("--cors x\n", "options:1: x"),
            ("--tls-cert a\n--trust-proxy x\n", "options:2: x"),
            ("--metrics 127.0.0.1\n", "options:1: 127.0.0.1: is no address and port"),
            ("--config x\n", "options:1: an option stands here, and no other --config"),
            ("--tls-cert a\n", "give --tls-cert and --tls-key"),
        ]:
            with self.subTest(text):
                run = self.fail_to_serve("--config", self.file("options", text))
                self.assertEqual((run.returncode, run.stdout), (2, ""))
                self.assertIn(says, run.stderr)
        self.assertEqual(self.fail_to_serve("--config", "none").returncode, 3)

    def fail_to_serve(self, *options):
        command = [serving.MARROW, "serve", "--index", self.site.index, "--port", "0", *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=serving.SECONDS)

    def test_wrong_values_are_wrong_usage(self):
        for options in [["--port", "99999"], ["--log", "loud"], ["--url", "x/y"], ["--cors", "x"], ["--trust-proxy", "x"],
                        ["--metrics", "127.0.0.1"], ["--tls-cert", "cert.pem"], ["--tls-key", "key.pem"], ["--rate", "-1"]]:
            run = self.fail_to_serve(*options)
            self.assertEqual((run.returncode, run.stdout), (2, ""), options)
            self.assertIn(options[1] if options[0] not in ["--tls-cert", "--tls-key"] else "give --tls-cert", run.stderr)

    def test_requests_under_way_survive_many_reloads(self):
        path = self.file("options", "--rate 100000\n--burst 100000\n")
        server = self.serve("--config", path)
        statuses, done = [], threading.Event()

        def ask():
            while not done.is_set():
                statuses.append(server.ask("/api/v1/search?q=knee").status)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(50):
            server.signal(signal.SIGHUP)
            time.sleep(0.005)
        done.set()
        for thread in threads:
            thread.join()
        self.assertEqual(set(statuses), {200})

    # ---- TLS ----

    def make_certificate(self):
        key, cert = os.path.join(self.site.folder, "key.pem"), os.path.join(self.site.folder, "cert.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
             "-out", cert, "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
            check=True, capture_output=True,
        )
        return cert, key

    def test_tls(self):
        cert, key = self.make_certificate()
        server = self.serve("--tls-cert", cert, "--tls-key", key)
        self.assertIn("on https://127.0.0.1:", server.first_line)
        context = ssl.create_default_context(cafile=cert)
        with server.connect() as plain, context.wrap_socket(plain, server_hostname="localhost") as secure:
            secure.sendall(serving.get("/api/v1/search?q=knee", "Connection: close"))
            with secure.makefile("rb") as file:
                answer = serving.read_answer(file)
        self.assertEqual(answer.status, 200)
        self.assertIn("Knee joint", answer.text)

    def test_old_versions_of_tls_are_refused(self):
        cert, key = self.make_certificate()
        server = self.serve("--tls-cert", cert, "--tls-key", key)
        for version, spoken in [("TLSv1", False), ("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)]:
            context = ssl.create_default_context(cafile=cert)
            context.set_ciphers("ALL:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
            with self.subTest(version), server.connect() as plain:
                with contextlib.nullcontext() if spoken else self.assertRaises((ssl.SSLError, ConnectionError)):
                    context.wrap_socket(plain, server_hostname="localhost").close()

    def test_tls_needs_both_files_and_good_ones(self):
        cert, key = self.make_certificate()
        for options, says in [
            (["--tls-cert", cert], "give --tls-cert and --tls-key"),
            (["--tls-cert", "none.pem", "--tls-key", key], "none.pem: "),
            (["--tls-cert", cert, "--tls-key", self.file("bad.pem", "nonsense")], "TLS cannot be started"),
        ]:
            with self.subTest(says), self.assertRaisesRegex(AssertionError, says):
                serving.Server(self.site.index, *options).stop()


if __name__ == "__main__":
    unittest.main()
