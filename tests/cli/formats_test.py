"""Which files of a folder become articles, and where their pages are."""

import datetime
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).parent
MARROW = os.environ.get("MARROW", str(HERE.parent.parent / "build/dev/marrow"))


class FolderTest(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.addCleanup(self.holder.cleanup)
        self.folder = Path(self.holder.name) / "content"
        self.folder.mkdir()
        self.index = Path(self.holder.name) / "site.index"

    def write(self, files: dict):
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def run_index(self):
        command = [MARROW, "index", self.folder, "-o", self.index]
        return subprocess.run(command, capture_output=True, text=True)

    def addresses(self, query="knee"):
        """The articles that a query finds, and their addresses."""
        command = [MARROW, "search", "--index", self.index, "--json", "--limit", "50", query]
        answer = subprocess.run(command, capture_output=True, text=True)
        return {hit["id"]: hit["url"] for hit in json.loads(answer.stdout)["hits"]}

    def assert_indexed(self, expected: dict):
        run = self.run_index()
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(self.addresses(), expected)

    def test_pages_of_a_built_site(self):
        self.write(
            {
                "index.html": "<main><h1>Home</h1><p>All of the knee.</main>",
                "guides/knee/index.html": "<nav>Hip</nav><main><h1>Knee</h1></main>",
                "guides/Knee Pain.HTM": "<title>Knee pain | Site</title><p>Text.",
                "old/index.html": '<meta http-equiv="refresh" content="0; url=/guides/knee/">knee',
                "away.html": "<body data-pagefind-ignore>knee",
                "here.html": '<link rel="canonical" href="https://site.example/knee">knee',
                "notes.md": "# Knee notes",
                "knee.css": "knee",
            }
        )
        self.assert_indexed(
            {
                "index.html": "/",
                "guides/knee/index.html": "/guides/knee/",
                "guides/Knee Pain.HTM": "/guides/Knee%20Pain.HTM",
                "here.html": "https://site.example/knee",
                "notes.md": "/articles/notes",
            }
        )

    def show(self, name: str):
        command = [MARROW, "show", "--json", "--index", self.index, "--", name]
        return subprocess.run(command, capture_output=True, text=True)

    def test_every_format(self):
        names = ["a.md", "b.markdown", "c.mdx", "d.rst", "e.adoc", "f.asciidoc", "g.txt", "h.html", "i.htm", "j.xhtml", "k.RST"]
        others = ["robots.txt", "x/requirements.txt", "x/404.html", "README.rst", "synonyms.txt", "mine.txt", "l.tex", "m"]
        self.write({name: "knee" for name in names + others})
        self.write({"synonyms.txt": "[en]\nknee, patella\n", "mine.txt": "", "marrow.yaml": "pins: mine.txt\n"})
        run = self.run_index()
        self.assertEqual(run.stderr, "")
        self.assertEqual(sorted(self.addresses()), names)
        for name in names:
            with self.subTest(name):
                shown = self.show(name.rpartition(".")[0])
                self.assertEqual((json.loads(shown.stdout)["id"], shown.stderr), (name, ""))

    def test_a_name_without_its_ending_is_that_of_one(self):
        self.write({"a.rst": "knee", "a.txt": "knee", "a.b.md": "knee", "b.md": "knee", "b": "", "c.html": "<p>knee", "c.html.md": "knee"})
        self.write({"marrow.yaml": "addresses:\n  '*.txt': /texts/*\n"})
        self.assertEqual(self.run_index().stderr, "")
        both = self.show("a")
        self.assertEqual((both.returncode, both.stdout), (1, ""))
        self.assertEqual(both.stderr, 'marrow: "a" can be a.rst or a.txt; write its ending, too\n')
        for name, found in (("a.rst", "a.rst"), ("a.b", "a.b.md"), ("b", "b.md"), ("c", "c.html"), ("c.html", "c.html")):
            with self.subTest(name):
                self.assertEqual(json.loads(self.show(name).stdout)["id"], found)

    def test_drafts_are_left_out(self):
        self.write(
            {
                "a.md": "+++\ndraft = true\n+++\nknee",
                "b.md": "---\npublished: false\n---\nknee",
                "c.md": '{"draft": true}\nknee',
                "d.md": "---\ndraft: false\n---\nknee",
            }
        )
        self.assert_indexed({"d.md": "/articles/d"})

    def test_what_authors_keep_out_of_search_is_left_out(self):
        kept_out = ["unlisted: true", "headless: true", "search: false", "pagefind: false", "search_exclude: true",
                    "exclude_search: true", "bookSearchExclude: true", "search:\n  exclude: true"]
        self.write({f"out{i}.md": f"---\n{line}\n---\nknee" for i, line in enumerate(kept_out)})
        self.write({f"in{i}.md": f"---\n{line}\n---\nknee" for i, line in enumerate(
            ["unlisted: false", "search: true", "search:\n  boost: 2", "search: words", "pagefind: [x]", "exclude_search: no"])})
        self.assert_indexed({f"in{i}.md": f"/articles/in{i}" for i in range(6)})

    def test_pages_that_hugo_makes_on_other_days(self):
        """Hugo 0.111 leaves out the same; a run on a day that changes this notices, though no file is another."""
        today = datetime.datetime.now(datetime.timezone.utc).date()
        day = {name: str(today + datetime.timedelta(days)) for name, days in (("past", -9), ("now", 0), ("soon", 2), ("later", 400))}
        page = lambda facts: f"---\ntitle: x\n{facts}\n---\nknee"
        self.write(
            {
                "marrow.yaml": "generator: hugo\naddresses: {'*.md': /*/}\n",
                "plain.md": page("") + " hip" * 5000,  # so that only what changed is read again
                "now.md": page(f"date: {day['now']}"),
                "soon.md": page(f"date: {day['soon']}T08:00:00Z"),
                "published.md": page(f"date: {day['later']}\npublishDate: {day['past']}"),
                "unpublished.md": page(f"date: {day['past']}\npublishDate: {day['later']}"),
                "over.md": page(f"expiryDate: {day['past']}"),
                "ends.md": page(f"expiryDate: {day['soon']}"),
            }
        )
        built = {name: f"/{name[:-3]}/" for name in ("plain.md", "now.md", "published.md", "ends.md")}
        clock = Path(self.holder.name) / "clock.so"
        code = (
            "#include <stdlib.h>\n#include <time.h>\ntime_t time(time_t *now) { struct timespec s; (void)now; clock_gettime(CLOCK_REALTIME, &s);"
            ' return s.tv_sec + 86400 * atoi(getenv("DAYS_ON")); }\n'
        )
        cc = subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", clock], input=code.encode(), capture_output=True)
        if cc.returncode != 0:
            self.skipTest("no compiler makes another day")

        def run_on(days):  # a library that is loaded is part of the program: the cache is believed where all runs have it
            command = [MARROW, "index", self.folder, "-o", self.index]
            env = {**os.environ, "LD_PRELOAD": str(clock), "DAYS_ON": str(days), "ASAN_OPTIONS": "verify_asan_link_order=0"}
            run = subprocess.run(command, capture_output=True, text=True, env=env)
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            return run.stdout

        run_on(0)
        self.assertEqual(self.addresses(), built)
        self.assertTrue(run_on(0).startswith("Nothing changed"))
        said = run_on(3)
        self.assertTrue(said.startswith("1 article added, 1 removed"), said)
        built["soon.md"] = "/soon/"
        del built["ends.md"]
        self.assertEqual(self.addresses(), built)
        self.write({"marrow.yaml": ""})
        self.assertEqual(self.run_index().returncode, 0)
        self.assertEqual(len(self.addresses()), 7)

    def test_bad_pages_are_named_and_left_out(self):
        self.write({"good.html": "<p>knee", "bad.html": b"<meta charset=utf-8>\n<p>kn\xe9e"})
        run = self.run_index()
        self.assertEqual(run.returncode, 1)
        self.assertEqual(
            run.stderr,
            f"marrow: {self.folder}/bad.html:2: is not UTF-8 at byte 6 of line 2; save it as UTF-8 text\n",
        )
        self.assertEqual(self.addresses(), {"good.html": "/good.html"})

    def test_patterns_exclude(self):
        """As git does with the same patterns in .gitignore."""
        self.write(
            {
                ".marrowignore": "# a remark\n\ndrafts/\n*.tmp.md\n!keep.tmp.md\n/only-here.md\na/**/z.md\n\\#1.md\n[0-9]?.md\nlog/*\n!log/yes.md\n",
                "guides/.marrowignore": "secret.md\n/top.md \n",
                "knee.md": "knee",
                "drafts/a.md": "knee",
                "guides/drafts/b.md": "knee",
                "drafts.md": "knee",
                "x.tmp.md": "knee",
                "keep.tmp.md": "knee",
                "only-here.md": "knee",
                "guides/only-here.md": "knee",
                "a/z.md": "knee",
                "a/b/c/z.md": "knee",
                "a/y.md": "knee",
                "#1.md": "knee",
                "1a.md": "knee",
                "guides/secret.md": "knee",
                "secret.md": "knee",
                "guides/top.md": "knee",
                "guides/x/top.md": "knee",
                "log/no.md": "knee",
                "log/yes.md": "knee",
                "node_modules/m.md": "knee",
                ".hidden/h.md": "knee",
                "README.md": "knee",
                "guides/README.md": "knee",
            }
        )
        run = self.run_index()
        self.assertEqual(run.stderr, "")
        self.assertEqual(
            sorted(self.addresses()),
            [
                "a/y.md",
                "drafts.md",
                "guides/README.md",
                "guides/only-here.md",
                "guides/x/top.md",
                "keep.tmp.md",
                "knee.md",
                "log/yes.md",
                "secret.md",
            ],
        )

    def test_settings_name_folders_and_exclude(self):
        self.write(
            {
                "marrow.yaml": "content: [docs, blog/posts]\nexcludes: ['*.tmp.md', /docs/old]\n",
                "blog/.marrowignore": "off.md",
                "docs/a.md": "knee",
                "docs/a.tmp.md": "knee",
                "docs/old/b.md": "knee",
                "blog/posts/c.md": "knee",
                "blog/posts/off.md": "knee",
                "blog/d.md": "knee",
                "e.md": "knee",
            }
        )
        self.assert_indexed({"docs/a.md": "/articles/docs/a", "blog/posts/c.md": "/articles/blog/posts/c"})

    def test_addresses_by_rules(self):
        self.write(
            {
                "marrow.yaml": "addresses:\n"
                '  "_posts/*-*-*-*.md": /*/*/*/*.html\n'
                "  docs/*.md: /guide/*/\n"
                "  public/*: https://site.example/*\n"
                "  faq.md: /questions\n",
                "_posts/2026-01-02-sore-knee.md": "knee",
                "docs/index.md": "knee",
                "docs/hip/Hip joint.md": "knee",
                "docs/hip/README.md": "knee",
                "docs/own.md": "---\nurl: /mine\n---\nknee",
                "docs/slug.md": "---\nslug: knie\n---\nknee",
                "docs/whole.md": "---\nslug: /a/b\n---\nknee",
                "public/x/index.html": '<p>knee',
                "faq.md": "knee",
                "other.md": "knee",
            }
        )
        self.assert_indexed(
            {
                "_posts/2026-01-02-sore-knee.md": "/2026/01/02/sore-knee.html",
                "docs/index.md": "/guide/",
                "docs/hip/Hip joint.md": "/guide/hip/Hip%20joint/",
                "docs/hip/README.md": "/guide/hip/",
                "docs/own.md": "/mine",
                "docs/slug.md": "/guide/knie/",
                "docs/whole.md": "/guide/a/b",
                "public/x/index.html": "https://site.example/x/",
                "faq.md": "/questions",
                "other.md": "/articles/other",
            }
        )

    def test_pages_that_mark_nothing_can_be_left_out(self):
        self.write({"a.html": "<p data-pagefind-body>knee", "b.html": "<p>knee", "c.md": "knee", "marrow.yaml": "marked_only: true"})
        self.assert_indexed({"a.html": "/a.html", "c.md": "/articles/c"})

    def test_settings_that_cannot_be(self):
        (self.folder / "out").symlink_to("/usr")
        for text, sentence in (
            ("content: ../other", "1: content takes folders below this one, as in content: [docs, blog]"),
            ("content: [docs, /etc]", "1: content takes folders below this one, as in content: [docs, blog]"),
            ("content: a//b", "1: content takes folders below this one, as in content: [docs, blog]"),
            ("content: nowhere", "1: content: there is no folder nowhere; correct it, or leave it out"),
            ("content: out", "1: content: out is a link that leads out of the folder; put a copy in its place"),
            ("publish: {latency: 50}", "1: publish: latency is that of the queries below smoke; name some there"),
            ("excludes: {a: b}", "1: excludes takes patterns as in .gitignore, as in excludes: [drafts/, '*.tmp.md']"),
            ("marked_only: maybe", "1: marked_only takes true or false"),
            (
                "addresses:\n  a.md: b",
                "2: addresses takes paths with the addresses of their pages, which begin with / or https://, "
                "as in addresses: {docs/*.md: /docs/*/}",
            ),
            (
                "addresses: {'*.md': '/*/*'}",
                "1: addresses takes paths with the addresses of their pages, which begin with / or https://, "
                "as in addresses: {docs/*.md: /docs/*/}",
            ),
        ):
            with self.subTest(text):
                self.write({"marrow.yaml": text, "a.md": "knee"})
                run = self.run_index()
                self.assertEqual(run.returncode, 3)
                self.assertEqual(run.stderr, f"marrow: {self.folder}/marrow.yaml:{sentence}\n")

    def test_links_between_folders(self):
        """A link to a folder is followed, one that leads up is not, and each folder is read once."""
        self.write({"a/knee.md": "knee", "Übung/Knie weh.md": "knee"})
        (self.folder / "b").symlink_to("a")
        (self.folder / "a" / "up").symlink_to("..")
        (self.folder / "c.md").symlink_to("a/knee.md")
        self.assert_indexed(
            {
                "a/knee.md": "/articles/a/knee",
                "c.md": "/articles/c",
                "Übung/Knie weh.md": "/articles/%C3%9Cbung/Knie%20weh",
            }
        )

    def test_links_that_lead_out(self):
        elsewhere = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (elsewhere / "secret.md").write_text("knee")
        self.write({"a.md": "knee"})
        (self.folder / "b").symlink_to(elsewhere)
        (self.folder / "c.md").symlink_to(elsewhere / "secret.md")
        run = self.run_index()
        reason = "is a link that leads out of the folder; put a copy in its place, or index the folder around both"
        self.assertEqual(run.stderr, f"marrow: {self.folder}/b: {reason}\nmarrow: {self.folder}/c.md: {reason}\n")
        self.assertEqual(run.returncode, 1)
        self.assertIn("Nothing changed: 1 article, 2 complaints: ", self.run_index().stdout)
        (self.folder / ".marrowignore").write_text("\ufeffb/\nc.md\n")
        self.assert_indexed({"a.md": "/articles/a"})

    def test_settings_under_another_name(self):
        self.write({"marrow.yml": "language: de", "a.md": "knee"})
        run = self.run_index()
        self.assertEqual((run.returncode, run.stderr), (3, f"marrow: {self.folder}/marrow.yml: is not read; call it marrow.yaml\n"))

    def test_content_with_a_slash(self):
        self.write({"marrow.yaml": "content: [docs/]", "docs/a.md": "knee", "b.md": "knee"})
        self.assert_indexed({"docs/a.md": "/articles/docs/a"})


if __name__ == "__main__":
    unittest.main()
