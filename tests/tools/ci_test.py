"""tools/ci on a scratch repository: an article is changed, reindexed from the kept index, gated, reported, published, taken back.

The recipes for GitHub, GitLab, pre-commit and containers are read, and what they run is run.
"""

import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "tools" / "ci"
MARROW = os.environ["MARROW"]

ARTICLES = {
    "marrow.yaml": "language: en\n",
    "knee.md": "---\ntitle: Knee pain\n---\nA knee can hurt; so can [hips](hip.md).\n",
    "hip.md": "---\ntitle: Hip dysplasia\n---\nThe socket is too shallow.\n",
    "gout.md": "---\ntitle: Gout\n---\nCrystals of uric acid in a toe.\n",
}
JUDGMENTS = "query\tanswers\tmust\nuric acid\tgout.md\t1\n"


def run(*words, folder, env=None):
    environment = {"PATH": os.environ["PATH"], "MARROW": MARROW, "HOME": str(folder), **(env or {})}
    return subprocess.run([str(word) for word in words], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


class Scratch(unittest.TestCase):
    """A git repository of articles."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.root = Path(holder.name) / "repository"
        self.root.mkdir()
        self.write({f"docs/{name}": text for name, text in ARTICLES.items()})
        self.write({"judgments.tsv": JUDGMENTS})
        self.git("init", "-q", "-b", "main")
        self.commit("Articles")

    def write(self, files):
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def git(self, *words):
        settings = ["-c", "user.name=Author", "-c", "user.email=author@example.org"]
        subprocess.run(["git", *settings, *words], cwd=self.root, check=True, capture_output=True)

    def commit(self, message):
        self.git("add", "docs", "judgments.tsv")
        self.git("commit", "-q", "-m", message)

    def reindex(self, *options, exit=0):
        words = ["--cache", "kept", "--report", "report.md", "--judgments", "judgments.tsv", "--smoke", "hip", *options]
        done = run("dash" if shutil.which("dash") else "sh", CI / "reindex.sh", *words, "--", "docs", "kb.index", folder=self.root)
        self.assertEqual(done.returncode, exit, done.stdout + done.stderr)
        report = self.root / "report.md"
        return done, report.read_text() if report.exists() else ""

    def titles(self, query):
        done = run(MARROW, "search", "--index", "kb.index", query, folder=self.root)
        return done.stdout

    def digest(self):
        return run(MARROW, "stats", "--json", "--index", "kb.index", folder=self.root).stdout

    def files(self):
        return {path.name for path in self.root.iterdir()} - {".git", "docs", "judgments.tsv", "report.md"}


class ReindexTest(Scratch):
    def test_the_whole_way(self):
        done, report = self.reindex()
        self.assertIn("published kb.index", done.stderr)
        self.assertIn("0 errors and 0 warnings in 3 articles", report)
        self.assertNotIn("What changes for searchers", report)  # there was nothing before
        self.assertEqual(self.files(), {"kb.index", "kb.index.cache", "kept"})
        before = self.digest()

        # Nothing changes: no generation is lost, and no file is read again, though a checkout gives all of them new times.
        for path in (self.root / "docs").iterdir():
            path.touch()
        self.reindex()
        self.assertEqual(self.digest(), before)
        self.assertEqual(self.files(), {"kb.index", "kb.index.cache", "kept"})
        self.assertRegex(run(MARROW, "index", "docs", "-o", "kb.index", folder=self.root).stdout, "^Nothing changed")

        # A change, on another machine: only the repository and what CI kept are there.
        (self.root / "kb.index").unlink()
        (self.root / "kb.index.cache").unlink()
        self.write({"docs/hip.md": ARTICLES["hip.md"] + "\nBabies are examined for it.\n"})
        self.commit("Babies")
        done, report = self.reindex()
        self.assertIn("3 articles, 3 before: 1 changed.", report)
        self.assertIn("- changed `hip.md` Hip dysplasia", report)
        self.assertIn("1 judged query: 0 won, 0 lost, 1 as before.", report)
        self.assertIn("Hip dysplasia", self.titles("babies"))
        self.assertNotEqual(self.digest(), before)
        self.assertEqual(self.files(), {"kb.index", "kb.index.cache", "kept"})  # there was no index here that could be kept

        done, _ = self.reindex()
        self.assertIn("nothing has changed", done.stderr)
        self.assertEqual(self.files(), {"kb.index", "kb.index.cache", "kept"})

        # And one more, which is taken back.
        changed = self.digest()
        self.write({"docs/hip.md": ARTICLES["hip.md"] + "\nThe old are examined for it.\n"})
        self.commit("The old")
        self.reindex()
        self.assertEqual(self.files(), {"kb.index", "kb.index.cache", "kb.index.previous", "kept"})
        self.assertNotIn("Hip dysplasia", self.titles("babies"))
        done = run(MARROW, "rollback", "kb.index", folder=self.root)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.digest(), changed)
        self.assertIn("Hip dysplasia", self.titles("babies"))

    def refused(self, files, objection, *options):
        self.reindex()
        before = (self.root / "kb.index").read_bytes()
        self.write(files)
        done, report = self.reindex(*options, exit=1)
        self.assertTrue(report.startswith("## The index is not published\n"), report)
        self.assertIn(objection, report.split("\n\n")[0] + report.split("\n\n")[1])
        self.assertEqual((self.root / "kb.index").read_bytes(), before)
        self.assertEqual((self.root / "kept/marrow.index").read_bytes(), before)
        self.assertEqual(self.files(), {"kb.index", "kb.index.cache", "kept"})
        return report

    def test_a_broken_link_stops_it(self):
        report = self.refused({"docs/knee.md": "---\ntitle: Knee pain\n---\nSee [elbows](elbow.md).\n"}, "marrow check found")
        self.assertIn("| `docs/knee.md:4` |", report)

    def test_an_article_that_cannot_be_read_stops_it(self):
        report = self.refused({"docs/new.md": "---\ntitle: [\n---\n"}, "marrow index complained")
        self.assertIn("    marrow: docs/new.md:3:", report)

    def test_an_answer_that_was_lost_stops_it(self):
        gout = "---\ntitle: Gout\n---\nA swollen toe.\n"
        other = "---\ntitle: Uric acid\n---\nUric acid, and more uric acid.\n"
        report = self.refused({"docs/gout.md": gout, "docs/acid.md": other}, "the gate failed: 1 of 1 queries")
        self.assertIn("| uric acid | 1.0000 | 0.0000 | **lost** |", report)

    def test_warnings_stop_it_only_where_that_is_wanted(self):
        wrong_order = {"docs/hip.md": ARTICLES["hip.md"] + "\n#### Babies\n\nExamined.\n"}
        self.refused(wrong_order, "marrow check found", "--strict")
        self.reindex()

    def test_a_pull_request_is_only_told(self):
        self.reindex()
        before = (self.root / "kb.index").read_bytes()
        self.write({"docs/hip.md": ARTICLES["hip.md"] + "\nBabies are examined for it.\n"})
        _, report = self.reindex("--no-publish")
        self.assertIn("1 changed", report)
        self.assertEqual((self.root / "kb.index").read_bytes(), before)
        self.assertEqual(self.files(), {"kb.index", "kb.index.cache", "kept"})

    def test_an_index_that_finds_nothing_stops_it(self):
        pelvis = "---\ntitle: Pelvis\n---\nA bone.\n"
        self.refused({"docs/hip.md": pelvis}, "finds nothing for \"dysplasia\"", "--smoke", "dysplasia")

    def test_an_index_of_another_version_is_replaced(self):
        self.reindex()
        for name in ("kb.index", "kept/marrow.index"):
            with sqlite3.connect(self.root / name) as index:
                index.execute("PRAGMA user_version = 1")
        done, report = self.reindex()
        self.assertIn("kb.index: cannot be read by this version", done.stderr)
        self.assertIn("Check of the articles", report)
        self.assertIn("Hip dysplasia", self.titles("hip"))

    def test_the_same_content_in_other_bytes_changes_nothing(self):
        self.reindex()
        self.write({"docs/hip.md": ARTICLES["hip.md"] + "\nBabies are examined for it.\n"})
        self.reindex()
        (self.root / "kb.index.cache").unlink()
        (self.root / "kept/marrow.index.cache").unlink()
        before = (self.root / "kb.index.previous").read_bytes()
        self.assertIn("nothing has changed", self.reindex()[0].stderr)
        self.assertEqual((self.root / "kb.index.previous").read_bytes(), before)

    def test_runs_at_the_same_time(self):
        words = ["sh", str(CI / "reindex.sh"), "docs", "kb.index"]
        runs = [subprocess.Popen(words, cwd=self.root, env={"PATH": os.environ["PATH"], "MARROW": MARROW}, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, text=True) for _ in range(4)]
        for process in runs:
            _, complaints = process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0, complaints)
        self.assertIn("Hip dysplasia", self.titles("hip"))
        self.assertEqual(self.files() - {"kb.index.previous"}, {"kb.index", "kb.index.cache"})

    def test_trouble_leaves_no_report_of_an_earlier_run(self):
        self.reindex()
        _, report = self.reindex("--queries", "nowhere", exit=3)
        self.assertEqual(report, "")

    def test_wrong_usage_and_trouble(self):
        for words, status in [([], 2), (["docs"], 2), (["--cache"], 2), (["--nothing", "docs", "kb.index"], 2),
                              (["nowhere", "kb.index"], 3),
                              (["--judgments", "nowhere", "docs", "kb.index"], 3)]:
            done = run("sh", CI / "reindex.sh", *words, folder=self.root)
            self.assertEqual(done.returncode, status, (words, done.stderr))
            self.assertTrue(done.stderr)
            self.assertEqual(self.files(), set(), words)

    def test_help(self):
        done = run("sh", CI / "reindex.sh", "--help", folder=self.root)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.startswith("  reindex.sh [OPTION]... CONTENT INDEX\n"), done.stdout)
        self.assertTrue(done.stdout.endswith("docs/reindexing.md tells more.\n"), done.stdout)

    def test_hostile_names(self):
        strange = "a b'$(touch spoilt);\"c"
        (self.root / "docs").rename(self.root / strange)
        done = run("sh", CI / "reindex.sh", "--", strange, f"{strange}.index", folder=self.root)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.files(), {strange, f"{strange}.index", f"{strange}.index.cache"})


class ActionTest(Scratch):
    """The steps of the composite action, run as a runner does: inputs come in through the environment."""

    def setUp(self):
        super().setUp()
        self.action = yaml.safe_load((CI / "action.yml").read_text())
        self.env = {"GITHUB_ACTION_PATH": str(CI), "RUNNER_TEMP": str(self.root / "temp")}
        for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
            self.env[name] = str(self.root / "temp" / name)
        (self.root / "temp").mkdir()

    def runs(self, **inputs):
        values = {name: str(row["default"]) for name, row in self.action["inputs"].items()}
        values.update({"publish": "true", **inputs})
        outputs = {"steps.reindex.outputs.report": str(self.root / "temp/marrow-report.md")}
        done = []
        for step in self.action["runs"]["steps"]:
            if "run" not in step or "the program" in step["name"]:
                continue
            self.assertNotIn("${{", step["run"], "inputs must not become part of a script")
            env = {name: re.sub(r"\$\{\{ (.+?) \}\}", lambda m: {f"inputs.{k}": v for k, v in values.items()}.get(m[1], outputs.get(m[1])), value)
                   for name, value in step.get("env", {}).items()}
            done.append(run("bash", "-eo", "pipefail", "-c", step["run"], folder=self.root, env={**self.env, **env}))
        return done

    def test_inputs_are_used_and_described(self):
        text = (CI / "action.yml").read_text()
        self.assertEqual(self.action["runs"]["using"], "composite")
        for name, row in self.action["inputs"].items():
            self.assertTrue(row["description"])
            self.assertIn(f"inputs.{name}", text)
        for step in self.action["runs"]["steps"]:
            self.assertTrue(("run" in step) != ("uses" in step) and ("run" not in step or step["shell"] == "bash"), step)
        self.assertEqual(set(re.findall(r"inputs\.([a-z]+)", text)), {*self.action["inputs"]})

    def test_it_publishes(self):
        done = self.runs(content="docs", index="kb.index", judgments="judgments.tsv", smoke="hip", program=MARROW)
        self.assertEqual([step.returncode for step in done], [0, 0, 0], [step.stderr for step in done])
        self.assertIn("Hip dysplasia", self.titles("hip"))
        self.assertTrue((self.root / ".marrow-cache/marrow.index").exists())
        self.assertIn("Check of the articles", Path(self.env["GITHUB_STEP_SUMMARY"]).read_text())
        self.assertEqual(Path(self.env["GITHUB_OUTPUT"]).read_text(), f"report={self.root}/temp/marrow-report.md\n")

    def test_it_annotates_and_refuses(self):
        self.write({"docs/knee.md": "---\ntitle: Knee pain\n---\nSee [elbows](elbow.md).\n"})
        notes, reindex, _ = self.runs(content="docs", index="kb.index", program=MARROW, strict="true")
        self.assertEqual((notes.returncode, reindex.returncode), (0, 1))
        self.assertTrue(notes.stdout.startswith("::error file=docs/knee.md,line=4,"), notes.stdout)
        self.assertFalse((self.root / "kb.index").exists())

    def test_a_pull_request_publishes_nothing(self):
        done = self.runs(content="docs", index="kb.index", program=MARROW, publish="false")
        self.assertEqual([step.returncode for step in done], [0, 0, 0])
        self.assertFalse((self.root / "kb.index").exists())


class RecipesTest(unittest.TestCase):
    """What recipes and the page about them name is there."""

    def test_commands_and_their_options(self):
        texts = [path.read_text() for path in CI.iterdir()] + [(ROOT / name).read_text() for name in (".pre-commit-hooks.yaml", "docs/reindexing.md")]
        used = set()
        for text in texts:
            for command, rest in re.findall(r"(?:marrow|\$marrow\"|marrow\}?\"|release/marrow\}\") (index|search|show|stats|serve|eval|check|diff|rollback|explain|help)\b(.*)", text):
                used.add((command, tuple(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", re.split("[|#`]", rest)[0]))))
        self.assertGreaterEqual({command for command, _ in used}, {"index", "check", "eval", "diff", "search", "serve"})
        for command, options in used:
            done = subprocess.run([MARROW, command, "--help"], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, command)
            for option in options:
                self.assertRegex(done.stdout, rf"(?m)(^|\s){option}\b", (command, option))

    def test_options_of_the_script(self):
        script = (CI / "reindex.sh").read_text()
        known = set(re.findall(r"^#   (--[a-z-]+)", script, re.MULTILINE))
        self.assertEqual(known, set(re.findall(r"--[a-z-]+", script.split("while [ $# -gt 0 ]")[1].split("esac\n  shift\ndone")[0])))
        for name in ("action.yml", "gitlab.yml"):
            text = (CI / name).read_text()
            for line in re.findall(r"(?:marrow-reindex|set -- ).*", text):
                for option in re.findall(r"(?<!\S)--[a-z-]+", line):
                    self.assertIn(option, known, line)

    def test_gitlab(self):
        template = yaml.safe_load((CI / "gitlab.yml").read_text())
        for job in ("marrow-check", "marrow-publish"):
            self.assertEqual(template[job]["extends"], ".marrow")
            [line] = template[job]["script"]
            words = shlex.split(line.replace("$MARROW_OPTIONS", "--strict"))
            self.assertEqual(words[0], "marrow-reindex")
            self.assertEqual(words[-3:], ["--", "$MARROW_CONTENT", "$MARROW_OUTPUT"])
        for name in re.findall(r"\$(MARROW_[A-Z]+)", str(template)):
            self.assertIn(name, template["variables"])

    def test_pre_commit(self):
        [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
        self.assertEqual((hook["id"], hook["language"], hook["pass_filenames"]), ("marrow-check", "system", False))
        words = shlex.split(hook["entry"])
        done = subprocess.run([MARROW, *words[1:], "--help"], capture_output=True, timeout=60)
        self.assertEqual((words[0], done.returncode), ("marrow", 0))
        self.assertTrue(hook["always_run"])
        self.assertNotIn("files", hook)

    def test_container(self):
        text = (CI / "Containerfile").read_text()
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
            for source in line.split()[:-1]:
                self.assertTrue((ROOT / source).exists(), source)
        self.assertIn('ENTRYPOINT ["marrow"]', text)
        self.assertIn("COPY tools/ci/reindex.sh /usr/local/bin/marrow-reindex", text)

    def test_container_builds_with_what_bootstrap_installs(self):
        """One list of packages: the first stage has no other than tools/bootstrap build, before which nothing of it is needed."""
        first, last = re.split(r"^FROM .*$", (CI / "Containerfile").read_text(), flags=re.MULTILINE)[1:]
        commands = re.findall(r"^(RUN|COPY) (.+)$", first, re.MULTILINE)
        self.assertEqual(commands[:2], [("COPY", "tools/bootstrap tools/bootstrap"), ("RUN", "tools/bootstrap build")])
        self.assertNotIn("apt-get", first)
        copied = [source for verb, words in commands if verb == "COPY" for source in words.split()[:-1]]
        with tempfile.TemporaryDirectory() as folder:
            for source in copied:
                target = Path(folder) / source
                target.parent.mkdir(parents=True, exist_ok=True)
                (shutil.copytree if (ROOT / source).is_dir() else shutil.copy)(ROOT / source, target)
            done = run("cmake", "--preset", "release", "-DMARROW_TESTS=OFF", folder=folder)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_container_is_no_root_and_writes_to_its_volume_alone(self):
        last = (CI / "Containerfile").read_text().split("FROM ")[-1]
        self.assertRegex(last, r"(?m)^USER [1-9][0-9]+$")
        self.assertIn(f"--uid {re.search(r'^USER (.+)$', last, re.MULTILINE)[1]} ", last)
        self.assertRegex(last, r"mkdir /site /index && chown marrow /index\n")
        self.assertRegex(last, r"(?m)^VOLUME /index\nENV MARROW_INDEX=/index/")

    @unittest.skipUnless(shutil.which("bash"), "needs bash")
    def test_container_asks_for_its_health(self):
        last = (CI / "Containerfile").read_text().split("FROM ")[-1]
        health = json.loads(re.search(r"^HEALTHCHECK .*CMD (\[.+\])$", last, re.MULTILINE)[1])
        words = json.loads(re.search(r"^CMD (\[.+\])$", last, re.MULTILINE)[1])
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "a.md").write_text("A knee.\n")
            self.assertEqual(run(MARROW, "index", ".", "-o", "site.index", folder=folder).returncode, 0)
            environment = {**os.environ, "MARROW_INDEX": f"{folder}/site.index"}
            with subprocess.Popen([MARROW, *words, "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True) as server:
                port = re.search(r":([0-9]+)/", server.stdout.readline())[1]
                asked = [word.replace("/8080 ", f"/{port} ") for word in health]
                self.assertNotEqual(asked, health)
                self.assertEqual(subprocess.run(asked, timeout=60).returncode, 0)
                missing = [word.replace("/readyz", "/nothing") for word in asked]
                self.assertNotEqual(subprocess.run(missing, timeout=60).returncode, 0)
                server.terminate()
            self.assertNotEqual(subprocess.run(asked, timeout=60, stderr=subprocess.DEVNULL).returncode, 0)

    @unittest.skipUnless(shutil.which("ldd") and shutil.which("dpkg-query"), "needs Debian")
    def test_container_has_the_libraries(self):
        """Each library that the release needs comes with libc or with the packages of the last stage and what these need."""
        release = ROOT / "build/release/marrow"
        if not release.exists():
            self.skipTest("the release is not built")
        last = (CI / "Containerfile").read_text().split("FROM ")[-1]
        [line] = re.findall(r"apt-get install -y --no-install-recommends (.+?) &&", last)
        have, waiting = set(), ["libc6", "libgcc-s1", *line.split()]
        while waiting:
            package = waiting.pop()
            if package not in have:
                have.add(package)
                needs = subprocess.run(["dpkg-query", "-W", "-f", "${Depends}", package], capture_output=True, text=True).stdout
                waiting += re.findall(r"(?:^|, )([a-z0-9.+-]+)", needs)
        libraries = subprocess.run(["ldd", release], capture_output=True, text=True, check=True).stdout
        for library in re.findall(r"=> (/\S+)", libraries):
            paths = [library, os.path.realpath(library), library.removeprefix("/usr"), os.path.realpath(library).removeprefix("/usr")]
            owners = {subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True).stdout.split(":")[0] for path in paths}
            self.assertTrue(owners & have, f"{library} of {owners} is not in the image")


if __name__ == "__main__":
    unittest.main()
