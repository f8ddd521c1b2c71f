"""What the HTTP tests share: a small site, its index, and a server of it on a free port."""

import errno
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

MARROW = os.environ["MARROW"]
SECONDS = 20  # the longest that any single step may take

ARTICLES = {
    "knee.md": (
        "---\ntitle: Knee joint\nsummary: Bones and cartilage of the knee.\nlang: en\ntags: [anatomy, knee]\n---\n"
        "The knee joins three bones.\n\n## Cartilage\n\nSmooth cartilage covers the bone ends.\n"
    ),
    "hip.md": "---\ntitle: Hip joint\nlang: en\ntags: [anatomy]\n---\nThe hip is a ball joint with cartilage.\n",
    "treatment/injection.md": "---\ntitle: Injections\nlang: en\n---\nAn injection into the knee.\n",
    "knie.md": "---\ntitle: Kniegelenk\nlang: de\n---\nDas Knie verbindet drei Knochen. Knorpel, cartilage.\n",
    "plain.md": "---\ntitle: Plain address\nurl: /articles/naïve\n---\nAn address as people write it.\n",
    "escaped.md": "---\ntitle: Escaped address\nurl: /articles/to%2dday\n---\nAn address with needless escapes.\n",
    "größe & maß.md": "---\ntitle: Size matters\n---\nA name with spaces & umlauts.\n",
}


class Site:
    """A folder of articles and the index made of it."""

    def __init__(self, articles=ARTICLES):
        self.folder = tempfile.mkdtemp(prefix="marrow-http-")
        self.index = os.path.join(self.folder, "site.index")
        self.articles = os.path.join(self.folder, "articles")
        for name, text in articles.items():
            self.write(name, text)
        self.publish()

    def write(self, name, text):
        path = os.path.join(self.articles, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def publish(self):
        subprocess.run(
            [MARROW, "index", self.articles, "-o", self.index], check=True, capture_output=True, timeout=SECONDS
        )

    def remove(self):
        shutil.rmtree(self.folder)


class Answer:
    """A whole answer: its status, its headers by lower-case name, its body."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8")


class Server:
    """`marrow serve` as a process of its own."""

    def __init__(self, index, *options, port=True, files=None):
        """Where `port` is False it listens where the options say; `files` is how many it may have open."""
        self.errors = tempfile.TemporaryFile()
        self.last_log = None
        self.process = subprocess.Popen(
            [*(["prlimit", f"--nofile={files}"] if files else []), MARROW, "serve", "--index", index,
             *(["--port", "0"] if port else []), *options],
            stdout=subprocess.PIPE,
            stderr=self.errors,
        )
        self.first_line = self.next_line()
        found = re.search(r"https?://127\.0\.0\.1:(\d+)/", self.first_line)
        if not self.first_line or (port and found is None):
            self.wait()
            raise AssertionError(f"no address in {self.first_line!r}; standard error: {self.log()}")
        self.port = int(found[1]) if found else None

    def next_line(self):
        """Of standard output."""
        return self.process.stdout.readline().decode()

    def connect(self, source="127.0.0.1"):
        return socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS, source_address=(source, 0))

    def ask(self, target, method="GET", headers=None, body=None, source="127.0.0.1"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS, source_address=(source, 0))
        try:
            connection.request(method, target, body=body, headers=headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def exchange(self, request, ends=False):
        """
        Sends bytes, and nothing after them where `ends`; answers all that comes back until the server
        closes. A connection that it resets is closed, too.
        """
        received = b""
        with self.connect() as connection:
            try:
                connection.sendall(request)
                if ends:
                    connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(65536):
                    received += piece
            except OSError as failure:
                if failure.errno not in (errno.ECONNRESET, errno.EPIPE, errno.ENOTCONN):
                    raise
        return received

    def metrics(self, target="/metrics"):
        """What the address of --metrics answers."""
        place = re.search(r"metrics on http://127\.0\.0\.1:(\d+)/metrics", self.first_line)
        connection = http.client.HTTPConnection("127.0.0.1", int(place[1]), timeout=SECONDS)
        try:
            connection.request("GET", target)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def metric(self, name):
        """One value of them."""
        return float(re.search(rf"^{re.escape(name)} (\S+)$", self.metrics().text, re.MULTILINE)[1])

    def signal(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def wait(self):
        status = self.process.wait(SECONDS)
        if self.last_log is not None:
            return status
        self.last_log = self.log()
        self.errors.close()
        self.process.stdout.close()
        return status

    def stop(self):
        if self.process.poll() is None:
            self.signal()
        return self.wait()

    def log(self):
        """What it wrote to standard error."""
        if self.last_log is not None:
            return self.last_log
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")


class ServedTest(unittest.TestCase):
    """Tests that share a server of a small site; it must end well."""

    articles = ARTICLES
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.site = Site(cls.articles)
        cls.server = Server(cls.site.index, *cls.options)

    @classmethod
    def tearDownClass(cls):
        status = cls.server.stop()
        cls.site.remove()
        assert status == 0, cls.server.log()


def free_port():
    """For a program that takes no 0: below those that the system gives to others, which could take it meanwhile."""
    while True:
        port = random.randrange(10000, 32000)
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
        return str(port)


def read_answer(file):
    """Reads one answer to a GET from a connection's file; None where the connection has ended before it."""
    first = file.readline()
    if not first:
        return None
    status = int(first.split()[1])
    headers = []
    while (line := file.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode("latin-1").partition(":")
        headers.append((name, value.strip()))
    if line == b"":
        raise EOFError("the answer ends in its header")
    length = int(dict((name.lower(), value) for name, value in headers)["content-length"])
    body = file.read(length)
    if len(body) != length:
        raise EOFError(f"the answer has {len(body)} of {length} bytes")
    return Answer(status, headers, body)


def get(target, *headers):
    """The bytes of a request."""
    lines = [f"GET {target} HTTP/1.1", "Host: localhost", *headers, "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


def json_until(server, target, good):
    """Asks until the answer is good, for the time a server may take to notice a new index."""
    end = time.monotonic() + SECONDS
    while True:
        answer = json.loads(server.ask(target).text)
        if good(answer) or time.monotonic() > end:
            return answer


class SiteCase(unittest.TestCase):
    """Tests of one site, each with servers of its own."""

    @classmethod
    def setUpClass(cls):
        cls.site = Site()

    @classmethod
    def tearDownClass(cls):
        cls.site.remove()

    def serve(self, *options, **how):
        server = Server(self.site.index, *options, **how)
        self.addCleanup(server.stop)
        return server
