"""An author writes, `marrow index --watch` follows, and the server follows that."""

import json
import os
import shutil
import signal
import subprocess
import threading
import time
import unittest

import serving

WITHIN = 20  # seconds until a change must be answered from


class WatchTest(unittest.TestCase):
    def setUp(self):
        self.site = serving.Site()
        self.server = serving.Server(self.site.index)
        self.said = {"stdout": [], "stderr": []}
        self.start()

    def start(self, *options, **how):
        self.watch = subprocess.Popen([serving.MARROW, "index", "--watch", *options, self.site.articles, "-o", self.site.index],
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)
        for name in self.said:
            threading.Thread(target=self.listen, args=(name, getattr(self.watch, name)), daemon=True).start()
        self.wait_for(lambda: self.said["stdout"])

    def listen(self, name, stream):
        with stream:
            for line in stream:
                self.said[name].append(line)

    def tearDown(self):
        self.watch.send_signal(signal.SIGTERM)
        self.assertEqual(0, self.watch.wait(timeout=serving.SECONDS))
        self.server.stop()
        self.site.remove()

    def wait_for(self, condition):
        end = time.monotonic() + WITHIN
        while not condition():
            self.assertLess(time.monotonic(), end, self.said)
            time.sleep(0.02)

    def finds(self, query):
        return [hit["id"] for hit in json.loads(self.server.ask(f"/api/v1/search?exact=1&q={query}").text)["hits"]]

    def test_the_served_page_follows(self):
        self.site.write("knee.md", "# Knee\n\nA quokka.\n")
        self.wait_for(lambda: self.finds("quokka") == ["knee.md"])
        self.site.write("new/deep/er.md", "# Deep\n\nA numbat.\n")
        self.wait_for(lambda: self.finds("numbat") == ["new/deep/er.md"])
        self.site.write("new/deep/second.md", "# Deep\n\nA bilby.\n")
        self.wait_for(lambda: self.finds("bilby") == ["new/deep/second.md"])
        os.rename(os.path.join(self.site.articles, "new"), os.path.join(self.site.articles, "old"))
        self.wait_for(lambda: self.finds("numbat") == ["old/deep/er.md"])
        os.remove(os.path.join(self.site.articles, "knee.md"))
        self.wait_for(lambda: self.finds("quokka") == [])

    def test_a_folder_that_is_made_anew(self):
        shutil.rmtree(self.site.articles)
        self.wait_for(lambda: any("cannot be opened" in line for line in self.said["stderr"]))
        self.site.write("emu.md", "# Emu\n\nAn emu.\n")
        self.wait_for(lambda: self.finds("emu") == ["emu.md"])
        self.site.write("emu.md", "# Emu\n\nA potoroo.\n")
        self.wait_for(lambda: self.finds("potoroo") == ["emu.md"])

    def test_names_that_begin_as_that_of_the_index(self):
        self.site.write(os.path.basename(self.site.index) + ".md", "# Emu\n\nAn emu.\n")
        self.wait_for(lambda: len(self.finds("emu")) == 1)

    def test_files_that_are_left_out_from_now_on(self):
        self.site.write("emu.md", "# Emu\n\nAn emu.\n")
        self.wait_for(lambda: self.finds("emu") == ["emu.md"])
        self.site.write(".marrowignore", "emu.md\n")
        self.wait_for(lambda: self.finds("emu") == [])

    def test_mistakes_are_told_and_not_fatal(self):
        self.site.write("marrow.yaml", "langage: de\n")
        self.wait_for(lambda: any("did you mean language?" in line for line in self.said["stderr"]))
        self.assertIn("knee.md", self.finds("knee"))
        self.site.write("marrow.yaml", "language: de\n")
        self.site.write("bad.md", "---\ntitle: [\n---\n")
        self.wait_for(lambda: any("bad.md" in line for line in self.said["stderr"]))
        self.site.write("bad.md", "# A wombat\n")
        self.wait_for(lambda: self.finds("wombat") == ["bad.md"])

    def test_what_is_no_change_says_nothing(self):
        runs = len(self.said["stdout"])
        self.site.write(".hidden.md", "# Hidden\n")
        self.site.write("knee.md~", "# Backup\n")
        os.utime(os.path.join(self.site.articles, "knee.md"))
        self.site.write("knee.md", "# Knee\n\nA quoll.\n")
        self.wait_for(lambda: self.finds("quoll") == ["knee.md"])
        time.sleep(0.5)
        self.assertEqual(runs + 1, len(self.said["stdout"]), self.said)


if __name__ == "__main__":
    unittest.main()
