"""Checks a knowledge base that follows corpus/README.md: `check.py MARROW FOLDER` prints each fault as `file: what`.

Marrow reads the articles and says what anchors they have; the rules are this folder's own.
"""
import csv
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

import yaml

KEYS = ["title", "summary", "tags", "aliases", "updated", "lang", "translations", "sources"]
CLOSING = {
    "en": "*This is general information, not medical advice.*",
    "de": "*Dies ist eine allgemeine Information und kein medizinischer Rat.*",
    "es": "*Esta es información general, no un consejo médico.*",
    "fr": "*Ceci est une information générale et non un avis médical.*",
    "zh": "*本文仅供一般参考，不构成医疗建议。*",
}
WORDS = (300, 900)
CHARACTERS = (600, 1800)  # of Chinese, which writes no spaces
KINDS = {"word", "words", "question", "abbreviation", "synonym", "misspelling", "prefix", "language", "none"}
LINK = re.compile(r"\]\((?:<([^>]*)>|((?:[^()\s]|\((?:[^()\s]|\([^()\s]*\))*\))*))\)")
QUERIES_MIN = 120
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one, where it was built


class Article:
    def __init__(self, folder, path):
        self.id = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8")
        head, _, self.body = text.removeprefix("---\n").partition("\n---\n")
        try:
            facts = yaml.load(head, LOADER) if text.startswith("---\n") else None
        except (yaml.YAMLError, ValueError):  # what is wrong with it, Marrow says
            facts = None
        self.facts = facts if isinstance(facts, dict) else {}
        self.links = [angled or plain for angled, plain in LINK.findall(self.body)]

    def listed(self, key):
        value = self.facts.get(key)
        return value if isinstance(value, list) else []

    def translations(self):
        value = self.facts.get("translations")
        return value if isinstance(value, dict) else {}

    def resolve(self, target):
        """The id that a relative path in this article leads to."""
        parts = []
        for part in (self.id.rpartition("/")[0] + "/" + urllib.parse.unquote(target)).split("/"):
            if part == "..":
                parts = parts[:-1] if parts else [".."]
            elif part not in ("", "."):
                parts.append(part)
        return "/".join(parts)


def lines_of(path):
    """What the lines of a list file say: a # that begins a line or follows a space begins a remark."""
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def front_matter(article, tags):
    facts = article.facts
    required = [key for key in KEYS if key != "translations"]
    for key in required:
        if not facts.get(key):
            yield f"no {key}"
    for key in facts:
        if key not in KEYS:
            yield f"unknown key {key}"
    if [key for key in facts if key in KEYS] != [key for key in KEYS if key in facts]:
        yield "the keys are not in the usual order"
    summary = str(facts.get("summary") or "")
    if len(summary) >= 200:
        yield f"the summary has {len(summary)} characters, 199 are the most"
    if summary and (summary[-1] not in ".?。？" or re.search(r"[.?!] [A-Z]|[。？！].", summary)):
        yield "the summary is not one sentence"
    for tag in article.listed("tags"):
        if tag not in tags:
            yield f"unknown tag {tag}"
    aliases = article.listed("aliases")
    if not 3 <= len(aliases) <= 8:
        yield f"{len(aliases)} aliases, wanted are 3 to 8"
    if len({str(alias).casefold() for alias in [*aliases, facts.get("title")]}) != len(aliases) + 1:
        yield "an alias stands twice or is the title"
    if not isinstance(facts.get("updated"), datetime.date):
        yield "updated is no date"
    folder = article.id.rpartition("/")[0]
    if facts.get("lang") not in CLOSING:
        yield f"unknown language {facts.get('lang')}"
    elif facts["lang"] != (folder or "en"):
        yield f"written in {facts['lang']} but kept in the folder of {folder or 'en'}"


def text(article):
    body = article.body.strip()
    chinese = article.facts.get("lang") == "zh"
    plain = LINK.sub("", body)
    size = len(re.findall(r"[\u3400-\u9fff]", plain)) if chinese else len(re.findall(r"[^\W_]+(?:[-'’.,][^\W_]+)*", plain))
    least, most = CHARACTERS if chinese else WORDS
    if not least <= size <= most:
        yield f"{size} {'characters' if chinese else 'words'}, wanted are {least} to {most}"
    sections = len(re.findall(r"^## ", body, re.M))
    if not 3 <= sections <= 6:
        yield f"{sections} sections, wanted are 3 to 6"
    if re.search(r"^# ", body, re.M):
        yield "a level-1 heading: the title is in the front matter"
    if body.splitlines()[-1:] != [CLOSING.get(article.facts.get("lang"))]:
        yield "does not close by saying that it is no medical advice"


def links(article, articles, allowed, index):
    cited = []
    for target in article.links:
        if re.match(r"https?:", target):
            cited.append(target)
            continue
        path, _, anchor = target.partition("#")
        leads_to = article.resolve(path) if path else article.id
        if leads_to not in articles:
            yield f"a link leads nowhere: {target}"
        elif anchor and not index.has_anchor(leads_to, urllib.parse.unquote(anchor)):
            yield f"a link leads to an anchor that is not there: {target}"
    sources = article.listed("sources")
    for address in sorted({*cited, *sources}):
        if address not in allowed:
            yield f"an address that sources.txt does not have: {address}"
    for address in sorted({*cited} - {*sources}):
        yield f"cited but not among the sources: {address}"
    for address in sorted({*sources} - {*cited}):
        yield f"a source that is not cited: {address}"
    if len(sources) != len({*sources}):
        yield "a source stands twice"


def editions(article, articles):
    group = article.translations()
    if not group:
        if article.facts.get("lang") != "en":
            yield "an edition without translations"
        return
    everyone = {article.facts.get("lang"): article.id}
    for lang, path in group.items():
        other = articles.get(article.resolve(str(path)))
        if not other or other is article:
            yield f"the {lang} edition is not there: {path}"
            continue
        everyone[lang] = other.id
        if other.facts.get("lang") != lang:
            yield f"the {lang} edition is written in {other.facts.get('lang')}: {path}"
        if article.id not in {other.resolve(str(back)) for back in other.translations().values()}:
            yield f"the {lang} edition does not lead back: {path}"
        if other.listed("tags") != article.listed("tags"):
            yield f"the {lang} edition has other tags: {path}"
        if {*other.listed("sources")} != {*article.listed("sources")}:
            yield f"the {lang} edition has other sources: {path}"
    for lang in CLOSING:
        if lang not in everyone:
            yield f"no {lang} edition is named"


def judgments(folder, articles):
    with open(folder / "judgments.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    queries = [row["query"] for row in rows]
    if len(rows) < QUERIES_MIN:
        yield f"{len(rows)} queries, wanted are {QUERIES_MIN}"
    found = set()
    for number, row in enumerate(rows, start=2):
        where = f"line {number}: "
        answers, related = row["answers"].split(), row["related"].split()
        found |= {*answers}
        if queries.count(row["query"]) > 1:
            yield where + f"{row['query']} stands twice"
        if row["kind"] not in KINDS:
            yield where + f"unknown kind {row['kind']}"
        if bool(row["correct"]) != (row["kind"] == "misspelling"):
            yield where + "a misspelling, and nothing else, names its correct form"
        elif row["correct"] and row["correct"] not in queries:
            yield where + f"the correct form is not judged: {row['correct']}"
        if bool(answers) == (row["kind"] in ("none", "misspelling")):
            yield where + "each query has an answer, but for those of kind none and misspelling"
        if row["must"] and not (row["must"].isdigit() and int(row["must"]) and answers):
            yield where + "must is the last rank at which an answer may stand"
        for name in answers + related:
            if name not in articles:
                yield where + f"no such article: {name}"
            if (answers + related).count(name) > 1:
                yield where + f"graded twice: {name}"
    for name in sorted(articles.keys() - found):
        yield f"no query is answered by {name}"


def word_lists(folder):
    for name, is_line in [
        ("synonyms.txt", lambda line: re.fullmatch(r"[^,>]+(, [^,>]+)*( => [^,>]+(, [^,>]+)*|, [^,>]+)", line)),
        ("word-families.txt", lambda line: re.fullmatch(r"\w+(, \w+)+", line)),
        ("stem-exceptions.txt", lambda line: re.fullmatch(r"\w+", line)),
    ]:
        lang, seen = None, set()
        for line in lines_of(folder / name):
            section = re.fullmatch(r"\[(\*|[a-z]{2})\]", line)
            if section:
                lang = section[1]
            elif not lang:
                yield f"{name}: no language is said before: {line}"
            elif not is_line(line):
                yield f"{name}: not understood: {line}"
            elif (lang, line) in seen:
                yield f"{name}: stands twice: {line}"
            seen.add((lang, line))


def topics(folder, articles):
    file = yaml.safe_load((folder / "topics.yaml").read_text(encoding="utf-8"))
    for topic in [*file["start"].values(), *file["topics"]]:
        if not topic.get("title") or not topic.get("text"):
            yield "a topic without title or text"
    for topic in file["topics"]:
        for part in ("title", "text"):
            if set(topic[part]) != set(CLOSING):
                yield f"{topic['id']}: {part} is not there in every language"
    if set(file["start"]) != set(CLOSING):
        yield "start is not there in every language"
    used = {tag for article in articles.values() for tag in article.listed("tags")}
    tags = [tag for topic in file["topics"] for tag in topic["tags"]]
    for tag in tags:
        if tag not in used:
            yield f"no article has the tag {tag}"
        if tags.count(tag) > 1:
            yield f"the tag {tag} belongs to two topics"


class Index:
    """The folder's index, which must come about without a complaint."""

    def __init__(self, marrow, folder, path):
        self.marrow, self.path = marrow, path
        run = subprocess.run([marrow, "index", folder, "-o", path], capture_output=True, text=True, check=False)
        self.complaints = [line for line in run.stderr.splitlines() if line]

    def has_anchor(self, name, anchor):
        show = [self.marrow, "show", "--index", self.path, "--json", "--", name]
        run = subprocess.run(show, capture_output=True, text=True, check=False)
        return run.returncode == 0 and anchor in (section["anchor"] for section in json.loads(run.stdout)["sections"])


def faults(marrow, folder):
    """Every fault in the folder, as `file: what`."""
    folder = pathlib.Path(folder)
    paths = sorted(path for path in folder.rglob("*.md") if path != folder / "README.md")
    articles = {article.id: article for article in (Article(folder, path) for path in paths)}
    allowed = set(lines_of(folder / "sources.txt"))
    tags = {tag for topic in yaml.safe_load((folder / "topics.yaml").read_text(encoding="utf-8"))["topics"] for tag in topic["tags"]}
    found, reached, titles = [], set(), {}
    with tempfile.TemporaryDirectory() as scratch:
        index = Index(marrow, folder, pathlib.Path(scratch) / "corpus.index")
        found += index.complaints
        for article in articles.values():
            checks = front_matter(article, tags), text(article), links(article, articles, allowed, index), editions(article, articles)
            found += [f"{article.id}: {fault}" for check in checks for fault in check]
            reached |= {article.resolve(target.partition("#")[0]) for target in article.links} - {article.id}
            reached |= {article.resolve(str(path)) for path in article.translations().values()}
            titles.setdefault((article.facts.get("lang"), article.facts.get("title")), []).append(article.id)
    found += [f"{name}: no other article leads to it" for name in articles if name not in reached]
    found += [f"{' and '.join(names)}: the same title" for names in titles.values() if len(names) > 1]
    found += [f"judgments.tsv: {fault}" for fault in judgments(folder, articles)]
    found += word_lists(folder)
    found += [f"topics.yaml: {fault}" for fault in topics(folder, articles)]
    return found


if __name__ == "__main__":
    complaints = faults(*sys.argv[1:])
    print("\n".join(complaints) or "no fault found")
    sys.exit(1 if complaints else 0)
