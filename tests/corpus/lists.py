"""The files beside the articles: judgments, word lists, topics, sources, and files that do not belong there."""
import collections
import re
import unicodedata

from article import CLOSING, read_yaml

LISTS = {
    "LICENSE",
    "README.md",
    "judgments.tsv",
    "marrow.yaml",
    "pins.txt",
    ".marrowignore",
    "sources.txt",
    "stem-exceptions.txt",
    "synonyms.txt",
    "topics.yaml",
    "word-families.txt",
}
COLUMNS = ["query", "kind", "answers", "related", "must", "correct"]
KINDS = {"word", "words", "question", "abbreviation", "synonym", "misspelling", "prefix", "language", "none"}
QUERIES_MIN = 120
RANKS = 10  # on the first page of results
PLEDGE = "knee injection"
EVERYDAY = {"fat", "own", "donor", "tap", "swelling"}  # with many meanings: synonyms for nothing


def lines_of(path):
    """What the lines of a list file say: a # that begins a line or follows a space begins a remark."""
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def folded(text):
    """Case and accents do not matter."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))


def same_query(query):
    return query.strip().casefold()


def strays(folder):
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix != ".md" and name not in LISTS:
            yield f"{name}: neither an article nor one of the files that README.md names"


def read_judgments(folder):
    """Each row with its line number; a row of another number of columns has none of them but the query."""
    lines = (folder / "judgments.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        yield number, dict(zip(COLUMNS, cells)) if len(cells) == len(COLUMNS) else {"query": cells[0]}


def judgments(rows, articles):
    (_, head), *rows = rows
    if list(head.values()) != COLUMNS:
        yield "line 1: the columns are not named " + ", ".join(COLUMNS)
    if len(rows) < QUERIES_MIN:
        yield f"{len(rows)} queries, wanted are {QUERIES_MIN}"
    known = {same_query(row["query"]): row for _, row in rows}
    count = collections.Counter(same_query(row["query"]) for _, row in rows)
    if known.get(PLEDGE, {}).get("must") != "1":
        yield f"{PLEDGE} does not have must 1: the best known article must come first"
    for number, row in rows:
        where = f"line {number}: "
        if "kind" not in row:
            yield where + f"the columns are {', '.join(COLUMNS)}, with tabs between them"
            continue
        if not row["query"].strip():
            yield where + "an empty query"
        if count[same_query(row["query"])] > 1:
            yield where + f"{row['query']} stands twice"
        for check in kind_of_query(row), correct_form(row, known), grades(row, articles):
            yield from (where + fault for fault in check)
    found = {name for _, row in rows for name in row.get("answers", "").split()}
    for name in sorted(articles.keys() - found):
        yield f"no query is answered by {name}: add what visitors would type to find it"


def kind_of_query(row):
    words = len(row["query"].split())
    if row["kind"] not in KINDS:
        yield f"unknown kind {row['kind']}"
    if row["kind"] == "word" and words > 1:
        yield f"of kind word, but several: {row['query']}"
    if row["kind"] == "words" and words < 2:
        yield f"of kind words, but a single one: {row['query']}"


def correct_form(row, known):
    if bool(row["correct"]) != (row["kind"] == "misspelling"):
        yield "a misspelling, and nothing else, names its correct form"
    elif row["correct"] and not known.get(same_query(row["correct"]), {}).get("answers"):
        yield f"the correct form is not judged, or has no answer: {row['correct']}"


def grades(row, articles):
    answers, related = row["answers"].split(), row["related"].split()
    without = row["kind"] in ("none", "misspelling")
    if bool(answers) == without:
        yield "each query has an answer, but for those of kind none and misspelling"
    if related and without:
        yield "nothing is related to a query of kind none, and a misspelling has the grades of its correct form"
    if row["must"] and not (answers and re.fullmatch("[0-9]+", row["must"]) and 1 <= int(row["must"]) <= RANKS):
        yield f"must is the last rank at which an answer may stand, 1 to {RANKS}"
    for name in answers + related:
        if name not in articles:
            yield f"no such article: {name}"
        if (answers + related).count(name) > 1:
            yield f"graded twice: {name}"


def terms_of(line):
    """The terms on both sides of a line; the right side is empty where the line goes both ways."""
    left, _, right = line.partition(" => ")
    return [[folded(term) for term in side.split(", ")] if side else [] for side in (left, right)]


def pins(folder, rows):
    """Pins may not buy what the judgments measure: neither a query nor one with the same words."""
    judged = {frozenset(folded(row["query"]).split()) for _, row in rows}
    for line in lines_of(folder / "pins.txt"):
        for query in line.partition("=")[0].split(","):
            if "=" in line and frozenset(folded(query).split()) in judged:
                yield f"pins.txt: a judged query: {query.strip()}"


def word_lists(folder):
    for name, pattern in [
        ("synonyms.txt", r"[^,=>]+(, [^,=>]+)*( => [^,=>]+(, [^,=>]+)*|, [^,=>]+)"),
        ("word-families.txt", r"\w+(, \w+)+"),
        ("stem-exceptions.txt", r"\w+"),
    ]:
        lang, seen = None, set()
        for line in lines_of(folder / name):
            section = re.fullmatch(r"\[(\*|" + "|".join(CLOSING) + r")\]", line)
            if section:
                lang = section[1]
                continue
            left, right = terms_of(line)
            said = lang, frozenset(left), frozenset(right)
            if not lang:
                yield f"{name}: no language is said before: {line}"
            elif not re.fullmatch(pattern, line):
                yield f"{name}: not understood: {line}"
            elif said in seen:
                yield f"{name}: stands twice: {line}"
            elif len({*left, *right}) != len(left + right):
                yield f"{name}: a term stands twice in: {line}"
            elif name == "synonyms.txt" and not right and EVERYDAY & {*left}:
                yield f"{name}: an everyday word with many meanings in: {line}"
            seen.add(said)


def read_topics(folder):
    return read_yaml((folder / "topics.yaml").read_text(encoding="utf-8"))


def tags_of(topics):
    return [tag for topic in topics["topics"] for tag in topic["tags"]]


def in_every_language(texts):
    return {lang for lang, text in (texts or {}).items() if text} == {*CLOSING}


def start_page(start, queries):
    if {*start} != {*CLOSING}:
        yield "start is not there in every language"
    for lang, page in start.items():
        for part in ("title", "text", "try"):
            if not page.get(part):
                yield f"start: no {part} in {lang}"
        for query in page.get("try") or []:
            if same_query(query) not in queries:
                yield f"start: a query to try in {lang} that judgments.tsv does not have: {query}"


def topics_file(topics, articles, queries):
    yield from start_page(topics["start"], queries)
    ids = [topic["id"] for topic in topics["topics"]]
    for topic in topics["topics"]:
        if ids.count(topic["id"]) > 1:
            yield f"{topic['id']}: the id stands twice"
        for part in ("title", "text"):
            if not in_every_language(topic.get(part)):
                yield f"{topic['id']}: {part} is not there in every language"
    used = {tag for article in articles.values() for tag in article.listed("tags")}
    tags = tags_of(topics)
    for tag in tags:
        if tag not in used:
            yield f"no article has the tag {tag}"
        if tags.count(tag) > 1:
            yield f"the tag {tag} belongs to two topics"


def sources(allowed, articles):
    used = {address for article in articles.values() for address in [*article.links, *article.listed("sources")]}
    for address, times in collections.Counter(allowed).items():
        if times > 1:
            yield f"stands twice: {address}"
        if address not in used:
            yield f"no article cites {address}"
