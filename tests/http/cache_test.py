"""Answers that are kept: the same as new ones, never old, and no more than there is room for."""

import datetime
import json
import os
import re
import shutil
import subprocess
import threading
import unittest
import urllib.request
from unittest import mock

import serving


CLOCK = """
#include <time.h>
#include <unistd.h>

time_t time(time_t *told) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  now.tv_sec += access(LATER, F_OK) == 0 ? 2 * 86400 : 0;
  if (told != NULL) {
    *told = now.tv_sec;
  }
  return now.tv_sec;
}
"""


class CacheTest(unittest.TestCase):
    def setUp(self):
        self.site = serving.Site({**serving.ARTICLES, **{f"bone-{i}.md": f"# Bone {i}\n\nA bone. {'Long. ' * 200}\n" for i in range(40)}})
        self.addCleanup(self.site.remove)

    def serve(self, *options):
        server = serving.Server(self.site.index, "--metrics", "127.0.0.1:0", "--url", "https://site.example", *options)
        self.addCleanup(server.stop)
        return server

    def facts(self, server):
        place = re.search(r"metrics on (\S+)", server.first_line)[1]
        with urllib.request.urlopen(place, timeout=serving.SECONDS) as answer:
            return {name: int(value) for name, value in re.findall(r"^marrow_cache_(\w+) (\d+)$", answer.read().decode(), re.M)}

    def test_kept_answers_are_the_same(self):
        kept, fresh = self.serve(), self.serve("--cache", "0")
        for target in ["/", "/search?q=knee", "/articles/knee", "/api/v1/search?q=knee", "/api/v1/suggest?q=kn", "/api/v1/facets",
                       "/api/v1/articles/knee", "/api/v1/articles/knee/related"]:
            for coding in ["br", "gzip", "identity"]:
                with self.subTest(target + " " + coding):
                    answers = [server.ask(target, headers={"Accept-Encoding": coding}) for server in (fresh, kept, kept)]
                    for answer in answers:
                        del answer.headers["date"]
                    self.assertEqual(answers[0].headers, answers[1].headers)
                    self.assertEqual(answers[1].headers, answers[2].headers)
                    self.assertEqual(answers[0].body, answers[1].body)
                    self.assertEqual(answers[1].body, answers[2].body)
                    tag = answers[2].headers["etag"]
                    self.assertEqual(kept.ask(target, headers={"Accept-Encoding": coding, "If-None-Match": tag}).status, 304)
        self.assertGreaterEqual(self.facts(kept)["hits_total"], 8 * 3)
        self.assertEqual(self.facts(fresh)["hits_total"], 0)
        self.assertEqual(self.facts(fresh)["answers"], 0)

    def test_a_kept_answer_tells_each_who_may_read_it(self):
        for cors in [[], ["--cors", "https://a.example", "--cors", "https://b.example"], ["--cors", "*"]]:
            kept, fresh = self.serve(*cors), self.serve("--cache", "0", *cors)
            for turn in range(2):
                for origin in [None, "https://a.example", "https://b.example", "https://c.example", None]:
                    for target in ["/api/v1/search?q=knee", "/search?q=knee"]:
                        with self.subTest(cors=cors, turn=turn, origin=origin, target=target):
                            headers = {"Origin": origin} if origin else {}
                            answers = [server.ask(target, headers=headers) for server in (fresh, kept)]
                            for answer in answers:
                                del answer.headers["date"]
                            self.assertEqual(answers[0].headers, answers[1].headers)
                            again = kept.ask(target, headers={**headers, "If-None-Match": answers[1].headers["etag"]})
                            self.assertEqual(again.status, 304)
                            self.assertEqual(again.headers.get("access-control-allow-origin"),
                                             answers[0].headers.get("access-control-allow-origin"))

    def test_what_asks_the_same_shares_an_answer(self):
        server = self.serve()
        for target in ["q=knee", "q=%6Bnee", "q=knee&limit=10", "limit=10&q=knee", "q=knee&utm_source=x", "q=knee&sort=score&q=hip"]:
            server.ask("/api/v1/search?" + target)
        self.assertEqual(self.facts(server), {"hits_total": 5, "misses_total": 1, "answers": 1, "bytes": self.facts(server)["bytes"]})
        for target in ["q=Knee", "q=knee&limit=11", "q=knee&tag=anatomy", "q=knee&filter=tag:anatomy&tag=knee", "q=knee&lang=en", "q=knee&fields=id"]:
            server.ask("/api/v1/search?" + target)
        self.assertEqual(self.facts(server)["hits_total"], 5)

    def test_problems_are_not_kept(self):
        server = self.serve()
        for _ in range(3):
            self.assertEqual(server.ask("/api/v1/search?limit=0").status, 400)
            self.assertEqual(server.ask("/articles/none").status, 404)
            self.assertEqual(server.ask("/healthz").status, 200)
        facts = self.facts(server)
        self.assertEqual((facts["answers"], facts["hits_total"]), (0, 0))

    def test_a_new_index_finds_no_old_answer(self):
        server = self.serve()
        for turn in range(10):
            self.site.write("turn.md", f"# Turn {turn}\n\nThe turn of the knee.\n")
            self.site.publish()
            for _ in range(2):
                answer = serving.json_until(server, "/api/v1/search?q=turn+knee", lambda found: found["hits"][0]["title"] == f"Turn {turn}")
                self.assertEqual(answer["hits"][0]["title"], f"Turn {turn}")

    @unittest.skipUnless(shutil.which("cc"), "there is no compiler to make a clock with")
    def test_a_new_day_finds_no_old_answer(self):
        """The server's clock is ours: it goes two days ahead once there is a file."""
        clock, source, later = (os.path.join(self.site.folder, name) for name in ["clock.so", "clock.c", "later"])
        with open(source, "w", encoding="utf-8") as file:
            file.write(CLOCK)
        subprocess.run(["cc", "-shared", "-fPIC", f'-DLATER="{later}"', "-o", clock, source], check=True)
        tomorrow = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).date()
        self.site.write("due.md", f"---\ntitle: Due\nreview_by: {tomorrow}\n---\nGout.\n")
        self.site.publish()
        sanitized = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        with mock.patch.dict(os.environ, {"LD_PRELOAD": clock, "ASAN_OPTIONS": sanitized}):
            server = self.serve()
        overdue = lambda: json.loads(server.ask("/api/v1/search?q=gout").text)["hits"][0].get("overdue")
        self.assertEqual([overdue(), overdue()], [None, None])
        open(later, "w", encoding="utf-8").close()
        self.assertEqual([overdue(), overdue()], [True, True])
        facts = self.facts(server)
        self.assertEqual((facts["hits_total"], facts["misses_total"]), (2, 2))

    def test_room(self):
        server = self.serve("--cache", "1")
        for i in range(300):
            server.ask(f"/search?q=bone&limit=40&offset={i % 3}&tag={'x' * (i % 7)}&since={1000 + i}")
            server.ask(f"/articles/bone-{i % 40}")
            server.ask(f"/api/v1/search?limit=40&q=bone+{i}")
        facts = self.facts(server)
        self.assertLessEqual(facts["bytes"], 1 << 20)
        self.assertGreater(facts["bytes"], 1 << 19)
        self.assertLess(facts["answers"], 700)

    def test_many_threads(self):
        """Few answers, little room, many who ask: each gets the answer to its own question."""
        server = self.serve("--cache", "1", "--threads", "4")
        wrong = []

        def ask(seed):
            for i in range(60):
                word = ["knee", "hip", "cartilage", f"bone {(seed * i) % 40}", "injection"][i % 5]
                answer = json.loads(server.ask(f"/api/v1/search?limit=40&q={word.replace(' ', '+')}").text)
                if answer["query"] != word:
                    wrong.append((word, answer["query"]))

        threads = [threading.Thread(target=ask, args=[seed]) for seed in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main()
