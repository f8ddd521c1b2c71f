"""The articles of a knowledge base that follows corpus/README.md, read without judging them."""
import functools
import re
import urllib.parse

import yaml

CLOSING = {
    "en": "*This is general information, not medical advice.*",
    "de": "*Dies ist eine allgemeine Information und kein medizinischer Rat.*",
    "es": "*Esta es información general, no un consejo médico.*",
    "fr": "*Ceci est une information générale et non un avis médical.*",
    "zh": "*本文仅供一般参考，不构成医疗建议。*",
}
LINK = re.compile(r"\]\((?:<([^>]*)>|((?:[^()\s]|\((?:[^()\s]|\([^()\s]*\))*\))*))\)")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one, where it was built


def read_yaml(text):
    return yaml.load(text, LOADER)


def shape(facts):
    """What about the kinds of values keeps the rules from being tried; None where nothing does."""
    if not isinstance(facts, dict):
        return "does not begin with front matter between two lines of ---"
    for key in ("title", "summary", "lang"):
        if not isinstance(facts.get(key) or "", str):
            return f"{key} is no text: put it in quotes"
    for key in ("tags", "aliases", "sources"):
        value = facts.get(key) or []
        if not isinstance(value, list):
            return f"{key} is no list: write [one, two], or a line with - for each"
        for item in value:
            if not isinstance(item, str):
                return f"{key} has an entry that is no text, put it in quotes: {item}"
    group = facts.get("translations") or {}
    if not isinstance(group, dict) or not all(isinstance(text, str) for text in [*group, *group.values()]):
        return "translations does not lead from languages to articles: write de: de/name.md, a line for each"
    return None


@functools.cache  # of one text: tests read the same articles again and again
def front_matter_of(head):
    """The facts and None, or nothing and why there are none."""
    try:
        facts = read_yaml(head)
    except (yaml.YAMLError, ValueError) as error:
        return {}, f"the front matter cannot be read: {' '.join(str(error).split())}"
    trouble = shape(facts)
    return ({} if trouble else facts), trouble


class Article:
    """`facts` and `body`; `trouble` says why there are no facts."""

    def __init__(self, folder, path):
        self.id = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8", errors="replace")
        head, _, self.body = text.removeprefix("---\n").partition("\n---\n")
        self.facts, self.trouble = front_matter_of(head if text.startswith("---\n") else "")
        self.links = [angled or plain for angled, plain in LINK.findall(self.body)]

    @property
    def lang(self):
        return self.facts.get("lang")

    def listed(self, key):
        return self.facts.get(key) or []

    def translations(self):
        return self.facts.get("translations") or {}

    def resolve(self, target):
        """The id that a relative path in this article leads to."""
        parts = []
        for part in (self.id.rpartition("/")[0] + "/" + urllib.parse.unquote(target)).split("/"):
            if part == "..":
                parts = parts[:-1] if parts else [".."]
            elif part not in ("", "."):
                parts.append(part)
        return "/".join(parts)

    def leads_to(self):
        """The ids that links in the text lead to."""
        return {self.resolve(target.partition("#")[0]) for target in self.links} - {self.id}
