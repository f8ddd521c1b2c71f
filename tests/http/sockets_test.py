"""Where the server listens: Unix sockets, the socket that systemd holds, and behind nginx as the guide says."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

import serving

# As systemd starts it: the socket is open before the server is, as the third file; LISTEN_PID is the server's own.
ACTIVATE = 'exec 3<&"$1"; export LISTEN_FDS=1 LISTEN_PID=$$; shift; exec "$@"'

GUIDE = pathlib.Path(__file__).parent.parent.parent / "docs" / "operations.md"

# One process that writes nothing outside the folder.
NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    server {{
        listen 127.0.0.1:{port};
        {block}
    }}
}}
"""


class SocketsTest(serving.SiteCase):
    def ask_unix(self, path, target):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(serving.SECONDS)
            connection.connect(path)
            connection.sendall(serving.get(target, "Connection: close"))
            with connection.makefile("rb") as file:
                return serving.read_answer(file)

    def test_unix_socket(self):
        path = os.path.join(self.site.folder, "marrow.sock")
        with socket.socket(socket.AF_UNIX) as left_over:  # as a server leaves it that was killed
            left_over.bind(path)
        server = self.serve("--socket", path, port=False)
        self.assertEqual(server.first_line, f"Serving {self.site.index} on unix:{path}\n")
        self.assertEqual(self.ask_unix(path, "/search?q=knee").status, 200)
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o660)
        with self.assertRaisesRegex(AssertionError, "cannot be listened on"):
            serving.Server(self.site.index, "--socket", path, port=False).stop()
        self.assertEqual(self.ask_unix(path, "/healthz").status, 200)
        self.assertEqual(server.stop(), 0)
        self.assertFalse(os.path.exists(path))

    def test_a_file_is_no_socket(self):
        """What stands in the place of the socket stays as it is."""
        path = pathlib.Path(self.site.folder) / "kept"
        path.write_text("kept")
        with self.assertRaisesRegex(AssertionError, "cannot be listened on"):
            serving.Server(self.site.index, "--socket", str(path), port=False).stop()
        self.assertEqual(path.read_text(), "kept")

    def test_clients_behind_a_socket(self):
        path = os.path.join(self.site.folder, "limited.sock")
        server = self.serve("--socket", path, "--log", "json", "--trust-proxy", "unix", port=False)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(path)
            connection.sendall(serving.get("/healthz", "X-Forwarded-For: 192.0.2.1", "Connection: close"))
            connection.recv(4096)
        self.ask_unix(path, "/healthz")
        self.assertEqual([json.loads(server.next_line())["client"] for _ in range(2)], ["192.0.2.1", "-"])

    def test_what_has_taken_the_sockets_place_stays(self):
        path = os.path.join(self.site.folder, "taken.sock")
        first = self.serve("--socket", path, port=False)
        os.unlink(path)
        self.serve("--socket", path, port=False)
        self.assertEqual(first.stop(), 0)
        self.assertEqual(self.ask_unix(path, "/healthz").status, 200)

    # ---- systemd's ----

    @contextlib.contextmanager
    def activated(self, listener, ends=True):
        """A server on a socket that somebody else holds; its process and its first line. Without `ends` it is told to stop meanwhile."""
        command = ["sh", "-c", ACTIVATE, "sh", str(listener.fileno()), serving.MARROW, "serve", "--index", self.site.index]
        with subprocess.Popen(command, pass_fds=[listener.fileno()], stdout=subprocess.PIPE) as process:
            try:
                yield process, process.stdout.readline().decode()
            finally:
                if ends:
                    process.terminate()
                self.assertEqual(process.wait(serving.SECONDS), 0)

    def listeners(self):
        """Sockets as systemd opens them, how to connect, and what a server says of them."""
        path = os.path.join(tempfile.mkdtemp(dir=self.site.folder), "held.sock")
        for family, place in [(socket.AF_INET, ("127.0.0.1", 0)), (socket.AF_UNIX, path)]:
            with socket.socket(family) as listener, self.subTest(family):
                listener.bind(place)
                listener.listen()
                place = listener.getsockname()

                def connect():
                    client = socket.socket(family)
                    client.settimeout(serving.SECONDS)
                    client.connect(place)
                    return client

                yield listener, connect, f"unix:{place}" if family == socket.AF_UNIX else f"http://127.0.0.1:{place[1]}/"

    def read_status(self, client):
        with client.makefile("rb") as file:
            answer = serving.read_answer(file)
            return answer and answer.status

    def test_who_connects_between_two_servers_waits_for_the_second(self):
        request = serving.get("/healthz", "Connection: close")
        for listener, connect, place in self.listeners():
            with self.activated(listener) as (_, line), connect() as client:
                self.assertIn(f" on {place}\n", line)
                client.sendall(request)
                self.assertEqual(self.read_status(client), 200)
            with connect() as waiting:
                waiting.sendall(request)
                with self.activated(listener) as (_, line), connect() as client:
                    self.assertIn(f" on {place}\n", line)
                    self.assertEqual(self.read_status(waiting), 200)
                    client.sendall(request)
                    self.assertEqual(self.read_status(client), 200)

    def test_who_connects_while_a_server_stops_waits_for_the_next(self):
        """The first one has a request under way, and so does not end before that was sent whole."""
        request = serving.get("/healthz", "Connection: close")
        for listener, connect, _ in self.listeners():
            with contextlib.ExitStack() as held:
                with self.activated(listener, ends=False) as (process, _), connect() as slow:
                    slow.sendall(request[:-2])
                    with connect() as other:  # by whose answer the slow one is known to have come
                        other.sendall(request)
                        self.assertEqual(self.read_status(other), 200)
                    process.terminate()
                    waiting = self.connect_until_nobody_answers(connect, request)
                    held.enter_context(waiting)
                    self.assertIsNone(process.poll())
                    slow.sendall(request[-2:])
                    self.assertEqual(self.read_status(slow), 503)
                with self.activated(listener):
                    self.assertEqual(self.read_status(waiting), 200)

    def connect_until_nobody_answers(self, connect, request):
        """Until the server has noticed the signal it answers: the first connection that it leaves alone."""
        while True:
            client = connect()
            client.sendall(request)
            if not select.select([client], [], [], 0.3)[0]:
                return client
            self.assertIn(self.read_status(client), [200, 503])
            client.close()

    def test_what_takes_no_connections_is_refused(self):
        for kind, prepare, says in [
            (socket.SOCK_DGRAM, lambda opened: opened.bind(("127.0.0.1", 0)), "no stream socket"),
            (socket.SOCK_STREAM, lambda opened: opened.bind(("127.0.0.1", 0)), "takes no connections"),
        ]:
            with self.subTest(says), socket.socket(socket.AF_INET, kind) as opened:
                prepare(opened)
                command = ["sh", "-c", ACTIVATE, "sh", str(opened.fileno()), serving.MARROW, "serve", "--index", self.site.index]
                run = subprocess.run(command, pass_fds=[opened.fileno()], capture_output=True, text=True, timeout=serving.SECONDS)
                self.assertEqual((run.returncode, run.stdout), (3, ""))
                self.assertIn(says, run.stderr)

    # ---- behind nginx ----

    @unittest.skipUnless(shutil.which("nginx"), "there is no nginx")
    def test_behind_nginx(self):
        """With the block of the guide as it stands there."""
        folder = pathlib.Path(self.site.folder)
        place = os.path.join(folder, "proxied.sock")
        server = self.serve("--socket", place, "--trust-proxy", "unix", "--rate", "1", "--burst", "2", "--log", "json", port=False)
        port = serving.free_port()
        block = re.search(r"^```nginx\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.M | re.S)[1]
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, block=block.replace("/run/marrow.sock", place)))
        nginx = ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
        checked = subprocess.run([*nginx, "-t"], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        with subprocess.Popen(nginx, stderr=subprocess.DEVNULL) as proxy:
            try:
                statuses = {}
                for source in ["127.0.0.2", "127.0.0.3"]:
                    answers = [self.ask_proxy(port, source) for _ in range(4)]
                    statuses[source] = [answer.status for answer in answers]
                    self.assertIn(f"<loc>http://clinic.example:{port}/</loc>", answers[0].read().decode())
                    self.assertEqual(json.loads(server.next_line())["client"], source)
                    for _ in range(3):
                        server.next_line()
                # Each visitor has a measure of its own.
                self.assertEqual({source: statuses[source][:2] for source in statuses}, dict.fromkeys(statuses, [200, 200]))
                self.assertIn(429, statuses["127.0.0.2"])
            finally:
                proxy.terminate()

    def ask_proxy(self, port, source):
        end = time.monotonic() + serving.SECONDS
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=serving.SECONDS, source_address=(source, 0))
            self.addCleanup(connection.close)
            try:
                connection.request("GET", "/sitemap.xml", headers={"Host": f"clinic.example:{port}", "X-Forwarded-For": "192.0.2.9"})
                return connection.getresponse()
            except ConnectionRefusedError:
                self.assertLess(time.monotonic(), end, "nginx does not listen")
                time.sleep(0.01)


if __name__ == "__main__":
    unittest.main()
