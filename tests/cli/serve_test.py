"""How `marrow serve` starts, says where it listens, and stops. What it answers is tested under http/."""

import os
import re
import signal
import socket
import subprocess
import tempfile
import unittest
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
SITE = HERE.parent / "fixtures" / "site"
MARROW = os.environ.get("MARROW", str(HERE.parent.parent / "build/dev/marrow"))


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as tried:
            tried.bind(("::1", 0))
        return True
    except OSError:
        return False


class ServeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = cls.holder.name
        subprocess.run([MARROW, "index", SITE], check=True, capture_output=True, cwd=cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def start(self, *arguments, **how):
        process = subprocess.Popen([MARROW, "serve", "--threads", "1", *arguments], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **how)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def address(self, process) -> str:
        line = process.stdout.readline()
        self.assertRegex(line, r"\AServing marrow\.index on http://[^ ]+/\n\Z")
        return line.split()[-1]

    def answers(self, address: str) -> bool:
        try:
            with urllib.request.urlopen(address + "healthz", timeout=30) as answer:
                return answer.status == 200
        except OSError:
            return False

    def test_says_where_and_answers_there(self):
        hosts = [("127.0.0.1", "127.0.0.1")] + [("::1", "[::1]")] * has_ipv6()
        for name, host in hosts:
            with self.subTest(address=name):
                process = self.start("--port", "0", "--address", name)
                address = self.address(process)
                self.assertRegex(address, rf"\Ahttp://{re.escape(host)}:[1-9]\d*/\Z")
                with urllib.request.urlopen(address + "healthz", timeout=30) as answer:
                    self.assertEqual(200, answer.status)

    def test_stops(self):
        ignored = lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)
        for wanted, before in ((signal.SIGTERM, None), (signal.SIGINT, None), (signal.SIGINT, ignored)):
            with self.subTest(signal=wanted, ignored=before is not None):
                process = self.start("--port=0", preexec_fn=before)
                self.address(process)
                process.send_signal(wanted)
                self.assertEqual(0, process.wait(30))
                self.assertEqual("", process.stdout.read())

    def test_second_signal_does_not_wait(self):
        process = self.start("--port", "0")
        address = self.address(process)
        host, port = address.removeprefix("http://").strip("/").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as slow:
            request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
            slow.sendall(request)
            self.assertTrue(slow.recv(4096))  # the server has this connection now
            slow.sendall(request[:-2])  # and the end of this request never comes
            process.send_signal(signal.SIGTERM)
            # The first signal was read once nobody new is answered; before that the two would count as one.
            while self.answers(address):
                pass
            process.send_signal(signal.SIGTERM)
            self.assertEqual(-signal.SIGTERM, process.wait(5))

    def test_port_taken(self):
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            holder.listen()
            port = str(holder.getsockname()[1])
            done = subprocess.run([MARROW, "serve", "--port", port], cwd=self.folder, capture_output=True, text=True,
                                  timeout=30)
        self.assertEqual((3, ""), (done.returncode, done.stdout))
        self.assertRegex(done.stderr, rf"\Amarrow: [^\n]*{port}[^\n]*\n\Z")


if __name__ == "__main__":
    unittest.main()
