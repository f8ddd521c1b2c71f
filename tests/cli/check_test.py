"""`marrow check`: each rule finds the one fault that is planted for it, in its place, and nothing in a sound site."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARROW = os.environ.get("MARROW", str(ROOT / "build/release/marrow"))

WORDS = "cartilage covers the ends of the bones where they meet and lets them glide with hardly any friction at all"

SITE = {
    "marrow.yaml": "tags: [knee, hip, shoulder]\n",
    "knee.md": "---\ntitle: Knee pain\nlang: en\ntags: [knee]\naliases: [gonalgia]\nreview_by: 2999-01-01\n"
    "translations:\n  de: de/knie.md\n---\nA knee can hurt; [hips too](hip.md#signs).\n\n## Meniscus tears\n\nOf the meniscus.\n\n"
    "### Surgery\n\nSeldom. See the [leaflet](leaflet.pdf) and [above](#meniscus-tears).\n",
    "hip.md": "---\ntitle: Hip dysplasia\nlang: en\ntags: [hip]\n---\nA socket too shallow; see [knees](./knee.md).\n\n## Signs\n\nA limp.\n",
    "shoulder.md": "---\ntitle: Frozen shoulder\nlang: en\ntags: [Shoulder]\n---\nStiff for months.\n",
    "de/knie.md": "---\ntitle: Knieschmerzen\nlang: de\ntranslations:\n  en: ../knee.md\n---\nDas Knie schmerzt.\n",
    "leaflet.pdf": "%PDF",
    "synonyms.txt": "[en]\nkneecap, knee\nstiff joint => shoulder\n",
    "pins.txt": "[en]\nwhere to begin = knee.md, hip.md\n",
}


def article(title, text, facts=""):
    return f"---\ntitle: {title}\nlang: en\n{facts}---\n{text}\n"


# Rule: what is changed in the site, and where the finding stands.
FAULTS = {
    "not-indexed": ({"bad.md": "---\ntitle: [\n---\nText\n"}, "bad.md", 3),
    "address-twice": ({"new.md": article("New wrist page", "Wrists.", "url: /articles/hip\n")}, "new.md", None),
    "title-missing": ({"wrist.md": "---\nlang: en\n---\nWrists bend.\n"}, "wrist.md", None),
    "title-twice": ({"tea.md": article("Hip Dysplasia", "Other words about a socket.")}, "tea.md", None),
    "language-missing": ({"wrist.md": "# Wrist\n\nWrists bend.\n"}, "wrist.md", None),
    "tag-unknown": ({"wrist.md": article("Wrist", "Wrists bend.", "tags: [wrist]\n")}, "wrist.md", 4),
    "review-expired": ({"wrist.md": article("Wrist", "Wrists bend.", "review_by: 2020-01-01\n")}, "wrist.md", 4),
    "heading-order": ({"wrist.md": article("Wrist", "Wrists bend.\n\n## Carpal bones\n\nEight.\n\n#### Lunate\n\nOne.")}, "wrist.md", 11),
    "section-long": ({"wrist.md": article("Wrist", "Bend.\n\n## Carpal bones\n\n" + "bone " * 1001)}, "wrist.md", 7),
    "link-broken": ({"wrist.md": article("Wrist", "[Hip](hip.md) or [elbow](elbow.md).")}, "wrist.md", 5),
    "anchor-broken": ({"wrist.md": article("Wrist", "Bend.\n\n[Hip](hip.md#cure) or [signs](hip.md#signs).")}, "wrist.md", 7),
    "translation-broken": ({"wrist.md": article("Wrist", "Bend.", "translations:\n  fr: fr/poignet.md\n")}, "wrist.md", 5),
    "translation-language": ({"wrist.md": article("Wrist", "Bend.", "translations:\n  fr: de/knie.md\n")}, "wrist.md", 5),
    "successor-broken": ({"wrist.md": article("Wrist", "Bend.", "superseded_by: hand.md\n")}, "wrist.md", 4),
    "near-duplicate": (
        {"m.md": article("Cartilage", f"{WORDS}, {WORDS[::-1]}"), "n.md": article("Gristle", f"Thus {WORDS}, {WORDS[::-1]}")},
        "n.md",
        None,
    ),
    "synonym-unmatched": ({"synonyms.txt": "[en]\nkneecap, knee\n\ngout, podagra\n"}, "synonyms.txt", 4),
    "synonym-same": ({"synonyms.txt": "[en]\nkneecap, knee\nshoulder, shoulders\n"}, "synonyms.txt", 3),
    "pin-broken": ({"pins.txt": "[en]\nwhere to begin = knee.md, elbow.md\n"}, "pins.txt", 2),
    "pin-twice": ({"pins.txt": "[en]\nwhere to begin = knee.md\nbeginning = hip.md\n"}, "pins.txt", 3),
    "findable-title": ({"wrist.md": article("Shoulder -girdle", "Bones.")}, "wrist.md", 2),
    "findable-alias": ({"wrist.md": article("Wrist", "Bend.", "aliases: [hip -wrist]\n")}, "wrist.md", 4),
    "findable-heading": ({"wrist.md": article("Wrist", "Bend.\n\n## Hip -joint\n\nEight.")}, "wrist.md", 7),
}


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def marrow(*arguments, folder=None, check=None):
    done = subprocess.run([MARROW, *map(str, arguments)], capture_output=True, text=True, timeout=60, cwd=folder)
    if check is not None and done.returncode != check:
        raise AssertionError(f"{arguments}: {done.returncode}, not {check}: {done.stdout}{done.stderr}")
    return done


class CheckTest(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory()
        self.addCleanup(self.holder.cleanup)
        self.folder = Path(self.holder.name)
        self.site = self.folder / "site"
        write(self.site, SITE)

    def check(self, *arguments, exit):
        return marrow("check", *arguments, folder=self.folder, check=exit)

    def findings(self, *arguments, exit):
        report = json.loads(self.check("--json", *arguments, exit=exit).stdout)
        return [(finding["rule"], finding["file"], finding.get("line")) for finding in report["findings"]], report

    def test_a_sound_site_has_no_finding(self):
        found, report = self.findings("site", "--strict", exit=0)
        self.assertEqual(found, [])
        self.assertEqual((report["articles"], report["errors"], report["warnings"]), (4, 0, 0))
        self.assertGreater(report["queries"], 7)

    def test_every_rule_finds_its_fault_and_no_other_does(self):
        for rule, (files, file, line) in FAULTS.items():
            with self.subTest(rule), tempfile.TemporaryDirectory() as folder:
                self.folder = Path(folder)
                write(self.folder / "site", {**SITE, **files})
                found, report = self.findings("site", "--strict", exit=1)
                self.assertEqual(found, [(rule, f"site/{file}", line)], report["findings"])

    def test_every_rule_is_tried_and_told_of(self):
        sarif = json.loads(self.check("site", "--format", "sarif", exit=0).stdout)
        rules = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}
        self.assertEqual({*rules}, {*FAULTS})
        page = (ROOT / "docs/checking.md").read_text()
        self.assertEqual(dict(re.findall(r"^\| `([a-z-]+)` \| (error|warning) \|", page, re.MULTILINE)), rules)

    def test_a_rule_can_be_off_or_another_level(self):
        write(self.site, FAULTS["link-broken"][0])
        for level, exit, strict in [("off", 0, 0), ("warning", 0, 1), ("error", 1, 1)]:
            write(self.site, {"marrow.yaml": SITE["marrow.yaml"] + f"check:\n  link-broken: {level}\n"})
            found, report = self.findings("site", exit=exit)
            self.assertEqual([report["errors"], report["warnings"]], [level == "error", level == "warning"])
            self.findings("site", "--strict", exit=strict)

    def test_an_index_alone_is_checked_without_lines(self):
        write(self.site, FAULTS["link-broken"][0])
        marrow("index", "site", "-o", "kb", folder=self.folder, check=0)
        found, _ = self.findings("--index", "kb", exit=1)
        self.assertEqual(found, [("link-broken", "wrist.md", None)])
        found, _ = self.findings("site", "--index", "kb", exit=1)
        self.assertEqual(found, [("link-broken", "site/wrist.md", 5)])

    def test_the_current_folder_and_its_paths(self):
        write(self.site, FAULTS["link-broken"][0])
        for arguments in [(), ("./",), (".",)]:
            done = marrow("check", "--json", *arguments, folder=self.site, check=1)
            self.assertEqual(json.loads(done.stdout)["findings"][0]["file"], "wrist.md", arguments)

    def test_json_lines_are_checked_with_their_lines(self):
        lines = [
            {"id": "a", "title": "Wrist", "text": "Wrists bend.", "lang": "en"},
            {"id": "b", "text": "Elbows bend, too.", "lang": "en"},
            {"id": "a", "title": "Wrist again", "text": "Wrists bend.", "lang": "en"},
            {"id": "c", "title": "Ankle", "text": "An ankle.", "lang": "en", "superseded_by": "nowhere"},
        ]
        (self.folder / "kb.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "{\n")
        found, _ = self.findings("kb.jsonl", exit=1)
        expected = [("title-missing", 2), ("address-twice", 3), ("successor-broken", 4), ("not-indexed", 5)]
        self.assertEqual(found, [(rule, "kb.jsonl", line) for rule, line in expected])

    def test_links_that_are_no_fault(self):
        text = (
            "[a](https://example.org/hip.md) [b](mailto:a@example.org) [c](/about/) [d](/articles/hip) [e](knee.md?x=1#surgery)\n"
            "[f](//example.org/x) [g](#top) [h](hip.md#:~:text=limp) [i](/logo.png) [j](#own) <span id=\"own\">x</span>\n"
            "[k](my%20page.md) [l](<my page.md>)\n"
        )
        write(self.site, {"wrist.md": article("Wrist", text), "my page.md": article("Elbow", "Bends.")})
        self.assertEqual(self.findings("site", "--strict", exit=0)[0], [])
        write(self.site, {"wrist.md": article("Wrist", "[a](/articles/elbow) [b](leaflets.pdf) [c](#nowhere) [a](/articles/elbow)")})
        found, report = self.findings("site", exit=1)
        self.assertEqual([rule for rule, _, _ in found], ["link-broken"] * 3 + ["anchor-broken"], report)

    def test_places_that_articles_name(self):
        names = ["<p id=one>x</p>", "<p class=x\nid='one'>x</p>", '<span ID = "one">x</span>', "<a name='one'></a>", "x\n{: #one}", "Pain {#one .x}"]
        sources = {f"m{i}.md": article(f"Malady {i}", name) for i, name in enumerate(names)}
        sources["a.adoc"] = "= Anatomy\n:lang: en\n\n[[one]]\nA bone.\n\n[#two]\nAnother. anchor:three[]\n"
        sources["r.rst"] = "Ribs\n====\n\n.. _one:\n\nTwelve of them.\n"
        links = [f"{name}#one" for name in sources] + ["a.adoc#two", "a.adoc#three", "m0.md#two"]
        write(self.site, {**sources, "wrist.md": article("Wrist", " ".join(f"[x]({link})" for link in links))})
        _, report = self.findings("site", exit=1)
        broken = [finding["message"].split('"')[1] for finding in report["findings"] if finding["rule"] == "anchor-broken"]
        self.assertEqual(broken, ["m0.md#two"])

    def test_places_that_never_end_are_read_in_time(self):
        for sign in ("[[", "{#", ".. _", "anchor:", ' id="x\' '):
            with self.subTest(sign):
                write(self.site, {"signs.md": article("Signs", sign * (400_000 // len(sign)))})
                self.check(exit=None)  # 60 seconds are an error

    def test_images_that_are_not_there(self):
        (self.site / "knee.png").write_bytes(b"x")
        write(self.site, {"wrist.md": article("Wrist", "![knee](knee.png) ![elbow](elbow.png)")})
        found, _ = self.findings("site", exit=1)
        self.assertEqual(found, [("link-broken", "site/wrist.md", 5)])

    # What leads somewhere in these sites does so in what Hugo 0.111 built of them.
    HUGO = {
        "marrow.yaml": "generator: hugo\ncontent: [content]\naddresses:\n  content/*.md: BASE/*/\n",
        "content/guides/chain.md": article("Chain", "Oil it.\n\n## Wear\n\nA gauge."),
        "content/guides/pads.md": article("Brake pads", "Pins.", "slug: new-pads\n"),
        "content/guides/flat/index.md": article("Flat tyre", "Levers."),
        "content/guides/flat/tube.jpg": "",
        "content/guides/plain.jpg": "",
        "content/über/straße.md": article("Street", "Ride.", "aliases: [/old-street/]\n"),
        "static/leaflet.html": "",
        "static/a/sheet.pdf": "",
    }

    def check_hugo(self, base, links):
        """The links that are told of, as they are written, each with its line."""
        site = {**self.HUGO, "marrow.yaml": self.HUGO["marrow.yaml"].replace("BASE", base)}
        text = "\n".join(f"[x]({link})" for link in links)
        write(self.folder / "hugo", {**site, "content/guides/links.md": article("Links", text)})
        found, report = self.findings("hugo", exit=None)
        told = [(finding["line"] - 5, finding["message"].split('"')[1]) for finding in report["findings"] if finding["rule"].startswith(("link", "anchor"))]
        self.assertEqual([links[line] for line, _ in told], [link for _, link in told])
        return [link for _, link in told]

    def test_links_as_authors_of_hugo_write_them(self):
        links = [
            "pads.md", "./pads.md", "/guides/pads.md", "../new-pads/", "../new-pads", "../chain/#wear", "chain.md#wear", "../flat/", "../flat/tube.jpg",
            "flat/tube.jpg", "plain.jpg", "../", "./", "#", "../../über/straße/", "/help/%C3%BCber/stra%C3%9Fe/", "/help/old-street/", "/help/tags/brakes/",
            "../../tags/brakes/", "/help/tags/", "/help/guides/", "/help/leaflet.html", "../../a/sheet.pdf", "/elsewhere/", "https://example.org/help/no/",
        ]
        broken = ["nowhere.md", "/guides/nowhere.md", "../pads/", "/help/guides/no/", "../no/", "/help/no/", "../flat/no.jpg", "../chain/#no", "flat/#no"]
        for base in ("/help", "https://x.example/help"):
            with self.subTest(base):
                own = [link.replace("/help/", base + "/") if link.startswith("/help/") else link for link in links + broken]
                expected = sorted(link.replace("/help/", base + "/") if link.startswith("/help/") else link for link in broken)
                self.assertEqual(sorted(self.check_hugo(base, own)), expected)

    def test_links_to_old_addresses_are_no_fault(self):
        links = "[One](/articles/old-knee), [two](/articles/ache.html#signs), [three](/articles/gone/)."
        write(self.site, {
            "knee.md": SITE["knee.md"].replace("aliases: [gonalgia]", "aliases: [gonalgia, /articles/old-knee/]\nredirect_from: articles/ache.html"),
            "wrist.md": article("Wrist", links),
        })
        found, report = self.findings("site", exit=1)
        self.assertEqual([(finding["rule"], finding["message"].split('"')[1]) for finding in report["findings"]],
                         [("link-broken", "/articles/gone/"), ("anchor-broken", "/articles/ache.html#signs")])

    def test_tags_are_taken_from_topics_as_well(self):
        write(self.site, {**FAULTS["tag-unknown"][0], "topics.yaml": "topics:\n  - id: a\n    title: A\n    tags: [wrist, hand]\n"})
        self.findings("site", exit=0)
        write(self.site, {"topics.yaml": "topics: [\n"})
        self.assertIn("not-indexed", [rule for rule, _, _ in self.findings("site", exit=1)[0]])

    def test_near_duplicates_are_told_once_each(self):
        copies = {f"copy{i}.md": article(f"Copy number {i} of cartilage", f"{WORDS}, {WORDS[::-1]}") for i in range(5)}
        write(self.site, copies)
        found, report = self.findings("site", exit=0)
        self.assertEqual(found, [("near-duplicate", f"site/copy{i}.md", None) for i in range(1, 5)])
        self.assertIn("as copy0.md (about 100 %", report["findings"][0]["message"])

    def test_nothing_is_left_behind(self):
        scratch = self.folder / "tmp"
        scratch.mkdir()
        subprocess.run([MARROW, "check", "site"], cwd=self.folder, env={**os.environ, "TMPDIR": str(scratch)}, check=True,
                       capture_output=True)
        self.assertEqual([*scratch.iterdir()], [])
        self.assertEqual({path.name for path in self.folder.iterdir()}, {"site", "tmp"})

    def test_wrong_usage_and_trouble(self):
        self.assertIn("did you mean sarif?", self.check("site", "--format", "sarrif", exit=2).stderr)
        self.assertIn("nowhere: cannot be opened", self.check("nowhere", exit=3).stderr)
        self.assertIn("nowhere", self.check("--index", "nowhere", exit=3).stderr)
        write(self.site, {"marrow.yaml": "check: {link-brokn: off}\n"})
        self.assertIn("did you mean link-broken?", self.check("site", exit=3).stderr)


class FormatTest(unittest.TestCase):
    """A finding whose texts mean something to each format."""

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.holder.name)
        link = "a,b%0A|`*@you.md"
        write(cls.folder, {"site/50%, a:b.md": article("Wrist", f"[x](<{link}>)"), "site/hip.md": article("Wrist", "Hip joints.")})

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def show(self, name):
        return marrow("check", "site", "--format", name, folder=self.folder, check=1).stdout

    def test_terminal(self):
        lines = self.show("terminal").splitlines()
        self.assertRegex(lines[0], r"^site/50%, a:b\.md:5: error: the link \"a,b%0A\|`\*@you\.md\" .+ \[link-broken\]$")
        self.assertRegex(lines[-1], r"^1 error and 1 warning in 2 articles, searched for by \d+ of their titles, aliases and headings\.$")

    def test_github(self):
        line = self.show("github").splitlines()[0]
        self.assertTrue(line.startswith("::error file=site/50%25%2C a%3Ab.md,line=5,title=link-broken::the link \"a,b%250A|"), line)

    def test_markdown(self):
        rows = [line for line in self.show("markdown").splitlines() if line.startswith("| `")]
        self.assertEqual(len(rows), 2)
        place, what, rule = re.split(r"(?<!\\)\|", rows[0])[1:-1]
        self.assertEqual((place, rule), (" `site/50%, a:b.md:5` ", " **link-broken** "))
        self.assertIn(r"a,b%0A\|\`\*@<!-- -->you.md", what)

    def test_sarif(self):
        log = json.loads(self.show("sarif"))
        self.assertEqual(log["version"], "2.1.0")
        self.assertTrue(log["$schema"].endswith("sarif-2.1.0.json"))
        [run] = log["runs"]
        driver = run["tool"]["driver"]
        self.assertEqual(driver["name"], "marrow")
        for rule in driver["rules"]:
            self.assertTrue(rule["id"] and rule["shortDescription"]["text"])
            self.assertIn(rule["defaultConfiguration"]["level"], ["error", "warning"])
        self.assertEqual(len(run["results"]), 2)
        for result in run["results"]:
            self.assertEqual(driver["rules"][result["ruleIndex"]]["id"], result["ruleId"])
            self.assertIn(result["level"], ["error", "warning"])
            self.assertTrue(result["message"]["text"])
        place = run["results"][0]["locations"][0]["physicalLocation"]
        self.assertEqual(place, {"artifactLocation": {"uri": "site/50%25%2C%20a%3Ab.md"}, "region": {"startLine": 5}})


class CorpusTest(unittest.TestCase):
    def test_the_demonstration_passes(self):
        report = json.loads(marrow("check", "--json", ROOT / "corpus", check=0).stdout)
        self.assertEqual({*(finding["rule"] for finding in report["findings"])} - {"findable-alias", "findable-heading"}, set())
        self.assertGreater(report["queries"], 1000)


if __name__ == "__main__":
    unittest.main()
