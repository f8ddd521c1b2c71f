"""Checks a knowledge base that follows corpus/README.md: `check.py MARROW FOLDER` prints each fault as `file: what`.

Marrow reads the articles and says what anchors they have; the rules are this folder's own.
"""
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

import yaml

import figures
import lists
from article import CLOSING, LINK, Article

KEYS = ["title", "summary", "tags", "aliases", "updated", "lang", "translations", "sources"]
WORDS = (300, 900)
CHARACTERS = (600, 1800)  # of Chinese, which writes no spaces


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
    summary = facts.get("summary") or ""
    if len(summary) >= 200:
        yield f"the summary has {len(summary)} characters, 199 are the most"
    if summary and summary[-1] not in ".?。？":
        yield "the summary does not end in a full stop"
    if re.search(r"[.?!] [A-Z]|[。？！].", summary):
        yield "the summary is not one sentence"
    for tag in article.listed("tags"):
        if tag not in tags:
            yield f"unknown tag {tag}: topics.yaml names all there are"
    if len({*article.listed("tags")}) != len(article.listed("tags")):
        yield "a tag stands twice"
    aliases = article.listed("aliases")
    if not 3 <= len(aliases) <= 8:
        yield f"{len(aliases)} aliases, wanted are 3 to 8"
    if len({alias.casefold() for alias in [*aliases, facts.get("title") or ""]}) != len(aliases) + 1:
        yield "an alias stands twice or is the title"
    if not isinstance(facts.get("updated"), datetime.date) or isinstance(facts["updated"], datetime.datetime):
        yield "updated is no date: write YYYY-MM-DD"
    if not re.fullmatch(r"([a-z]{2}/)?[a-z0-9]+(-[a-z0-9]+)*\.md", article.id):
        yield "the name is not of small letters, digits and hyphens"
    folder = article.id.rpartition("/")[0]
    if article.lang not in CLOSING:
        yield f"unknown language {article.lang}"
    elif article.lang != (folder or "en"):
        yield f"written in {article.lang} but kept in the folder of {folder or 'en'}"


def text(article):
    body = article.body.strip()
    chinese = article.lang == "zh"
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
    if body.startswith("#"):
        yield "begins with a heading: a short paragraph comes first"
    if re.search(r"\S[ \t]*\n {0,3}(=+|-+) *$", body, re.M):
        yield "a heading that is underlined: write ## before it"
    closing = CLOSING.get(article.lang)
    if closing and body.splitlines()[-1:] != [closing]:
        yield f"does not close with the line {closing}"
    rest = LINK.sub("", re.sub(r"`[^`]*`", "", body))
    for strange in re.findall(r"\]\s?\([^)]*\)?|\]\[[^\]]*\]|^\[[^\]]*\]:.*|<[a-z/!][^>]*>|(?:https?://|www\.|mailto:)\S+", rest, re.M):
        yield f"neither plain text nor a link like [words](knee.md): {strange}"


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
    elif {*cited} == {*sources} and sources != list(dict.fromkeys(cited)):
        yield "the sources are not in order of first use"


def editions(article, articles):
    group = article.translations()
    if not group:
        if article.lang != "en":
            yield "an edition without translations"
        return
    everyone = {article.lang: article.id}
    for lang, path in group.items():
        other = articles.get(article.resolve(path))
        if not other or other is article:
            yield f"the {lang} edition is not there: {path}"
            continue
        everyone[lang] = other.id
        if other.lang != lang:
            yield f"the {lang} edition is written in {other.lang}: {path}"
        if article.id not in {other.resolve(back) for back in other.translations().values()}:
            yield f"the {lang} edition does not lead back: {path}"
        if other.listed("tags") != article.listed("tags"):
            yield f"the {lang} edition has other tags: {path}"
        if {*other.listed("sources")} != {*article.listed("sources")}:
            yield f"the {lang} edition has other sources: {path}"
        if article.lang == "en" and other.lang in CLOSING:
            missing, strange = figures.difference(article, other)
            for number in missing:
                yield f"the {lang} edition lacks the number {number}: {path}"
            for number in strange:
                yield f"the {lang} edition has the number {number}, which this one lacks: {path}"
    for lang in CLOSING:
        if lang not in everyone:
            yield f"no {lang} edition is named"


class Index:
    """The folder's index, which must come about without a complaint."""

    def __init__(self, marrow, folder, path):
        self.marrow, self.path, self.anchors = marrow, path, {}
        run = subprocess.run([marrow, "index", folder, "-o", path], capture_output=True, text=True, check=False)
        self.complaints = [line for line in run.stderr.splitlines() if line]

    def anchors_of(self, name):
        show = [self.marrow, "show", "--index", self.path, "--json", "--", name]
        run = subprocess.run(show, capture_output=True, text=True, check=False)
        return {section["anchor"] for section in json.loads(run.stdout)["sections"]} if run.returncode == 0 else set()

    def has_anchor(self, name, anchor):
        if name not in self.anchors:
            self.anchors[name] = self.anchors_of(name)
        return anchor in self.anchors[name]


def each_article(articles, tags, allowed, index):
    for article in articles.values():
        checks = front_matter(article, tags), text(article), links(article, articles, allowed, index), editions(article, articles)
        for fault in [article.trouble] if article.trouble else [fault for check in checks for fault in check]:
            yield f"{article.id}: {fault}"


def all_articles(articles):
    titles = {}
    reached = {name for article in articles.values() for name in article.leads_to()}
    named = {article.resolve(path) for article in articles.values() for path in article.translations().values()}
    for article in articles.values():
        titles.setdefault((article.lang, article.facts.get("title")), []).append(article.id)
        if article.id not in (reached if article.lang == "en" else reached | named):
            yield f"{article.id}: no other article leads to it"
    for names in titles.values():
        if len(names) > 1:
            yield f"{' and '.join(names)}: the same title"


def faults(marrow, folder):
    """Every fault in the folder, as `file: what`."""
    folder = pathlib.Path(folder)
    paths = sorted(path for path in folder.rglob("*.md") if path != folder / "README.md")
    articles = {article.id: article for article in (Article(folder, path) for path in paths)}
    allowed, topics, rows = lists.lines_of(folder / "sources.txt"), lists.read_topics(folder), [*lists.read_judgments(folder)]
    queries = {lists.same_query(row["query"]) for _, row in rows}
    with tempfile.TemporaryDirectory() as scratch:
        index = Index(marrow, folder, pathlib.Path(scratch) / "corpus.index")
        found = index.complaints + [*each_article(articles, {*lists.tags_of(topics)}, {*allowed}, index)]
    found += all_articles(articles)
    found += [f"judgments.tsv: {fault}" for fault in lists.judgments(rows, articles)]
    found += lists.word_lists(folder)
    found += lists.pins(folder, rows)
    found += [f"topics.yaml: {fault}" for fault in lists.topics_file(topics, articles, queries)]
    found += [f"sources.txt: {fault}" for fault in lists.sources(allowed, articles)]
    found += lists.strays(folder)
    return found


if __name__ == "__main__":
    try:
        complaints = faults(*sys.argv[1:])
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError) as error:
        complaints = [f"a list file cannot be read: {type(error).__name__}: {error}"]
    print("\n".join(complaints) or "no fault found")
    sys.exit(1 if complaints else 0)
