"""Clients that hold connections: one address has its share, and while there is little room, those who wait make some."""

import os
import signal
import socket
import time
import unittest

import serving

FILES = 400  # which the server may have open
MOST = FILES - 128  # connections it takes
ALL = MOST + 100


def is_open(connection):
    """Whether the server has kept it; what it has to say is read."""
    connection.settimeout(0)
    try:
        while piece := connection.recv(4096):
            pass
        return piece != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


class CrowdTest(serving.SiteCase):
    @classmethod
    def setUpClass(cls):
        cls.site = serving.Site({**serving.ARTICLES, "long.md": "# Long\n\n" + "A line of it.\n" * 100000})

    def serve(self, *options, **how):
        return super().serve(*options, files=FILES, **how)

    def open(self, server, count, source="127.0.0.1", first=b""):
        """Opens connections and sends the beginning of a request in each."""
        opened = []
        for _ in range(count):
            connection = server.connect(source)
            self.addCleanup(connection.close)
            try:
                connection.sendall(first)
            except OSError:
                pass  # it is refused
            opened.append(connection)
        return opened

    def count_open(self, connections, expected):
        """How many stay open; a refused one is closed once the server gets to it."""
        end = time.monotonic() + 5
        while (count := sum(map(is_open, connections))) != expected and time.monotonic() < end:
            time.sleep(0.01)
        return count

    def assert_served(self, server, source):
        for target in ["/healthz", "/readyz", "/search?q=knee"]:
            self.assertEqual(server.ask(target, source=source).status, 200)

    def test_one_address_has_its_share(self):
        """Without one it holds all there are, silent or slow, and nobody else is answered."""
        for first in [b"", b"GET /search?q=kn", b"GET / HTTP/1.1\r\nHost: a\r\nX: "]:
            with self.subTest(first):
                server = self.serve()
                held = self.open(server, ALL, first=first)
                self.assert_served(server, "127.0.0.2")
                self.assertEqual(self.count_open(held, MOST // 2), MOST // 2)
                self.assert_served(server, "127.0.0.2")

    def wait_until_none_is_open(self, server):
        while server.metric("marrow_connections") > 0:
            time.sleep(0.01)

    def test_connections_as_set(self):
        path = os.path.join(self.site.folder, "options")
        for count in [3, 5]:  # the second is read while it runs
            with open(path, "w", encoding="utf-8") as file:
                file.write(f"--connections {count}\n")
            if count == 3:
                server = self.serve("--config", path, "--metrics", "127.0.0.1:0")
            else:
                server.signal(signal.SIGHUP)
                while "read again" not in server.log():
                    time.sleep(0.01)
            held = self.open(server, 20)
            self.assertEqual(self.count_open(held, count), count)
            self.assert_served(server, "127.0.0.2")
            for connection in held:
                connection.close()
            self.wait_until_none_is_open(server)
            self.assert_served(server, "127.0.0.1")
            self.wait_until_none_is_open(server)
        self.assertEqual(server.metric("marrow_refused_connections_total"), 17 + 15)

    def test_any_number(self):
        server = self.serve("--connections", "0")
        self.assertEqual(self.count_open(self.open(server, MOST * 3 // 4), MOST * 3 // 4), MOST * 3 // 4)

    def test_trusted_proxies_have_no_share(self):
        server = self.serve("--connections", "3", "--trust-proxy", "127.0.0.1")
        self.assertEqual(self.count_open(self.open(server, 50), 50), 50)
        self.assertEqual(self.count_open(self.open(server, 20, "127.0.0.2"), 3), 3)

    def test_sockets_have_no_share(self):
        path = os.path.join(self.site.folder, "crowd.sock")
        self.serve("--connections", "3", "--socket", path, port=False)
        held = []
        for _ in range(20):
            connection = socket.socket(socket.AF_UNIX)
            self.addCleanup(connection.close)
            connection.connect(path)
            connection.sendall(serving.get("/healthz"))
            connection.settimeout(serving.SECONDS)
            self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 200 "))
            held.append(connection)
        self.assertEqual(self.count_open(held, 20), 20)

    def test_households_share(self):
        """IPv6 clients are counted by their network; the machine has but one address of its own."""
        try:
            server = serving.Server(self.site.index, "--address", "::1", "--port", "0", "--connections", "3", port=False)
        except AssertionError:
            self.skipTest("no IPv6 here")
        self.addCleanup(server.stop)
        port = int(server.first_line.rsplit(":", 1)[1].strip("/\n"))
        held = [socket.create_connection(("::1", port), timeout=serving.SECONDS) for _ in range(10)]
        for connection in held:
            self.addCleanup(connection.close)
        self.assertEqual(self.count_open(held, 3), 3)

    def test_those_who_wait_make_room(self):
        """Several addresses together would hold all there are: their own connections go, and nobody else's."""
        for first in [b"", b"GET /search?q=kn", b"GET / HTTP/1.1\r\nHost: a\r\nX: "]:
            with self.subTest(first):
                server = self.serve("--metrics", "127.0.0.1:0")
                with server.connect("127.0.0.2") as visitor:
                    held = []
                    for _ in range(2):
                        for i in range(10, 14):  # in all more than there are
                            held += self.open(server, MOST // 4, f"127.0.0.{i}", first)
                        visitor.sendall(serving.get("/healthz"))
                        self.assertTrue(visitor.recv(4096).startswith(b"HTTP/1.1 200 "))
                    self.assert_served(server, "127.0.0.3")
                self.assertGreater(server.metric("marrow_displaced_connections_total"), MOST)
                self.assertEqual(server.metric("marrow_refused_connections_total"), 0)

    def test_those_who_read_slowly_make_room(self):
        server = self.serve("--metrics", "127.0.0.1:0")
        held = []
        for i in range(MOST + 20):
            connection = socket.socket()
            self.addCleanup(connection.close)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.bind((f"127.0.0.{10 + i % 8}", 0))
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(serving.get("/api/v1/articles/long"))
            held.append(connection)
        self.assert_served(server, "127.0.0.3")
        self.assertGreater(server.metric("marrow_displaced_connections_total"), 0)
        self.assertLess(server.metric("marrow_connections"), MOST)


if __name__ == "__main__":
    unittest.main()
