"""The index is replaced while it is served: no request fails, and each answer is of one generation."""

import json
import os
import threading
import time
import unittest

import serving

MOVES_WITHIN = 10  # seconds until a new generation must be answered from


def articles(version):
    return {
        f"{name}.md": f"---\ntitle: Knee {name}\nsummary: edition{version}\n---\nThe knee, edition{version}.\n"
        for name in ["one", "two", "three"]
    }


class GenerationsTest(unittest.TestCase):
    def setUp(self):
        self.site = serving.Site(articles(0))
        self.server = serving.Server(self.site.index)

    def tearDown(self):
        status = self.server.stop()
        self.site.remove()
        self.assertEqual(status, 0, self.server.log())

    def publish(self, version):
        for name, text in articles(version).items():
            self.site.write(name, text)
        self.site.publish()

    def generation(self):
        return json.loads(self.server.ask("/api/v1/search?q=knee").text)["generation"]

    def wait_for(self, condition):
        """Asks the condition, which asks the server, until it is true."""
        end = time.monotonic() + MOVES_WITHIN
        while not condition():
            self.assertLess(time.monotonic(), end, self.server.log())
            time.sleep(0.01)

    def ask_until(self, done, seen, failures):
        """Asks over one connection; records (generation, tag, editions) of each answer."""
        with self.server.connect() as connection, connection.makefile("rb") as file:
            while not done.is_set():
                try:
                    connection.sendall(serving.get("/api/v1/search?q=knee"))
                    answer = serving.read_answer(file)
                    found = json.loads(answer.text)
                    editions = {hit["summary"] for hit in found["hits"]}
                    seen.append((found["generation"], answer.headers["etag"], tuple(sorted(editions)), len(found["hits"])))
                except Exception as failure:  # whatever it is, it is reported below
                    failures.append(repr(failure))
                    return

    def test_replaced_under_load(self):
        done, failures = threading.Event(), []
        seen = [[] for _ in range(4)]
        threads = [threading.Thread(target=self.ask_until, args=[done, each, failures]) for each in seen]
        for thread in threads:
            thread.start()
        generations = [self.generation()]
        for version in range(1, 21):
            self.publish(version)
            self.wait_for(lambda: self.generation() != generations[-1])
            generations.append(self.generation())
        done.set()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        edition = {generation: f"edition{version}" for version, generation in enumerate(generations)}
        self.assertEqual(len(edition), 21)
        tags = {}
        for answers in seen:
            self.assertTrue(answers)
            order = []
            for generation, tag, editions, hits in answers:
                self.assertEqual((editions, hits), ((edition[generation],), 3))
                self.assertEqual(tags.setdefault(generation, tag), tag)
                order.append(generations.index(generation))
            self.assertGreater(len(set(order)), 1)
        self.assertEqual(len(set(tags.values())), len(tags))

    def test_new_generation_has_a_new_tag(self):
        tag = self.server.ask("/search?q=knee").headers["etag"]
        self.assertEqual(self.server.ask("/search?q=knee", headers={"If-None-Match": tag}).status, 304)
        self.publish(1)
        self.wait_for(lambda: self.server.ask("/search?q=knee", headers={"If-None-Match": tag}).status == 200)
        self.assertIn("edition1", self.server.ask("/articles/one").text)

    def damage(self, content):
        """Puts a bad file in the index's place, as a publication would."""
        aside = self.site.index + ".bad"
        with open(aside, "wb") as file:
            file.write(content)
        os.replace(aside, self.site.index)

    def complaints(self):
        return self.server.log().count("the new index cannot be served, the old one still is")

    def test_damaged_new_index(self):
        with open(self.site.index, "rb") as file:
            whole = file.read()
        for version, content in enumerate([b"", b"no index at all" * 1000, whole[: len(whole) // 2]], 1):
            before = self.generation()
            self.damage(content)
            self.wait_for(lambda: self.generation() == before and self.complaints() == version)
            os.remove(self.site.index)  # a file that is no index is not overwritten
            self.publish(version)
            self.wait_for(lambda: self.generation() != before)

    def test_trouble_is_said_once(self):
        before = self.generation()
        self.damage(b"no index at all" * 1000)
        self.wait_for(lambda: self.generation() == before and self.complaints() > 0)
        end = time.monotonic() + 1.5  # long enough for the server to look again
        while time.monotonic() < end:
            self.assertEqual(self.generation(), before)
        self.assertEqual(self.complaints(), 1, self.server.log())

    def test_missing_index(self):
        before = self.generation()
        os.remove(self.site.index)
        for _ in range(100):
            self.assertEqual(self.generation(), before)
        self.publish(1)
        self.wait_for(lambda: self.generation() != before)

    def test_same_content_again(self):
        before = self.generation()
        for _ in range(3):
            self.site.publish()
            self.assertEqual(self.generation(), before)

    def test_no_files_are_left_open(self):
        def open_files():
            folder = f"/proc/{self.server.process.pid}/fd"
            names = [os.path.join(folder, number) for number in os.listdir(folder)]
            return [os.readlink(name) for name in names if os.path.lexists(name)]

        count = len(open_files())
        for version in range(1, 6):
            before = self.generation()
            self.publish(version)
            self.wait_for(lambda: self.generation() != before)
        self.assertFalse([name for name in open_files() if name.endswith("(deleted)") and "site.index" in name])
        self.assertLessEqual(len(open_files()), count + 1)


if __name__ == "__main__":
    unittest.main()
