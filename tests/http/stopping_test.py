"""Start and stop: what cannot be served is said, and a request under way is answered before the end."""

import os
import signal
import subprocess
import threading
import unittest

import serving


class StoppingTest(unittest.TestCase):
    def setUp(self):
        self.site = serving.Site()

    def tearDown(self):
        self.site.remove()

    def serve(self, *arguments):
        return subprocess.run(
            [serving.MARROW, "serve", *arguments], capture_output=True, text=True, timeout=serving.SECONDS
        )

    def test_idle_server_stops_at_once(self):
        server = serving.Server(self.site.index)
        with server.connect():
            self.assertEqual(server.ask("/healthz").status, 200)
            self.assertEqual(server.stop(), 0)
        self.assertEqual(server.log(), "")

    def test_request_under_way_is_answered(self):
        server = serving.Server(self.site.index)
        with server.connect() as connection, connection.makefile("rb") as file:
            connection.sendall(serving.get("/healthz"))
            self.assertEqual(serving.read_answer(file).status, 200)
            request = serving.get("/api/v1/search?q=knee")
            connection.sendall(request[:-2])
            server.signal()
            self.assert_takes_no_more(server)
            self.assertIsNone(server.process.poll())
            connection.sendall(request[-2:])
            answer = serving.read_answer(file)
            self.assertEqual((answer.status, answer.headers["connection"]), (200, "close"))
            self.assertIn("Knee joint", answer.text)
            self.assertEqual(file.read(), b"")
        self.assertEqual(server.wait(), 0, server.log())

    def assert_takes_no_more(self, server):
        """Until the server has noticed the signal it takes new connections: ask until it does not."""
        for _ in range(10000):
            try:
                with server.connect() as connection, connection.makefile("rb") as file:
                    connection.sendall(serving.get("/healthz"))
                    if serving.read_answer(file) is None:
                        return
            except (ConnectionError, EOFError):
                return
        self.fail("new connections are still taken")

    def test_health_says_that_it_stops(self):
        server = serving.Server(self.site.index)
        with server.connect() as connection, connection.makefile("rb") as file:
            connection.sendall(serving.get("/healthz"))
            self.assertEqual(serving.read_answer(file).status, 200)
            connection.sendall(serving.get("/healthz")[:-2])
            server.signal()
            self.assert_takes_no_more(server)
            connection.sendall(b"\r\n")
            answer = serving.read_answer(file)
            self.assertEqual(answer.status, 503)
            self.assertTrue(answer.text.startswith("stopping\n"))
        self.assertEqual(server.wait(), 0, server.log())

    def test_requests_nobody_has_read_yet_are_answered(self):
        """A server that did not look for them would lose them in every other round."""
        for _ in range(8):
            self.stop_with_unread_requests()

    def stop_with_unread_requests(self):
        server = serving.Server(self.site.index, "--threads", "1")
        connections = [server.connect() for _ in range(50)]
        files = [connection.makefile("rb") for connection in connections]
        for connection, file in zip(connections, files):
            connection.sendall(serving.get("/healthz"))
            self.assertEqual(serving.read_answer(file).status, 200)
        server.signal(signal.SIGSTOP)
        for connection in connections:
            connection.sendall(serving.get("/search?q=knee"))
        server.signal()
        server.signal(signal.SIGCONT)
        answers = [serving.read_answer(file) for file in files]
        self.assertEqual([answer and answer.status for answer in answers], [200] * len(answers))
        for opened in files + connections:
            opened.close()
        self.assertEqual(server.wait(), 0, server.log())

    def test_no_answer_is_cut_under_load(self):
        server = serving.Server(self.site.index)
        answered, cut = [], []
        started = threading.Barrier(9)

        def ask():
            with server.connect() as connection, connection.makefile("rb") as file:
                connection.sendall(serving.get("/search?q=knee"))
                answered.append(serving.read_answer(file).status)
                started.wait()
                try:
                    while True:
                        connection.sendall(serving.get("/search?q=knee"))
                        answer = serving.read_answer(file)
                        if answer is None:
                            return
                        answered.append(answer.status)
                except EOFError as failure:
                    cut.append(str(failure))
                except OSError:
                    return

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        started.wait()
        self.assertEqual(server.stop(), 0, server.log())
        for thread in threads:
            thread.join()
        self.assertEqual(cut, [])
        self.assertEqual(set(answered), {200})

    def test_missing_index(self):
        missing = os.path.join(self.site.folder, "none.index")
        run = self.serve("--index", missing, "--port", "0")
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        self.assertIn("none.index", run.stderr)

    def test_taken_port(self):
        server = serving.Server(self.site.index)
        try:
            run = self.serve("--index", self.site.index, "--port", str(server.port))
            self.assertEqual((run.returncode, run.stdout), (3, ""))
            self.assertIn(str(server.port), run.stderr)
            self.assertIn("choose another port", run.stderr)
        finally:
            self.assertEqual(server.stop(), 0)

    def test_bad_address(self):
        run = self.serve("--index", self.site.index, "--port", "0", "--address", "999.1.1.1")
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        self.assertIn("999.1.1.1", run.stderr)

    def test_port_is_free_again_at_once(self):
        server = serving.Server(self.site.index)
        with server.connect() as connection:
            connection.sendall(serving.get("/healthz", "Connection: close"))
            while connection.recv(4096):
                pass
        self.assertEqual(server.stop(), 0)
        again = serving.Server(self.site.index, "--port", str(server.port))
        self.assertEqual(again.port, server.port)
        self.assertEqual(again.stop(), 0)

    def test_one_thread_is_enough(self):
        server = serving.Server(self.site.index, "--threads", "1")
        connections = [server.connect() for _ in range(20)]
        for connection in connections:
            connection.sendall(serving.get("/search?q=knee"))
        for connection in connections:
            with connection, connection.makefile("rb") as file:
                self.assertEqual(serving.read_answer(file).status, 200)
        self.assertEqual(server.stop(), 0, server.log())


if __name__ == "__main__":
    unittest.main()
