"""The numbers in an article's text, so that those of its editions can be compared."""
import calendar
import collections
import decimal
import re

from article import LINK

MARKS = {"en": (",", "."), "de": (".", ","), "es": (".\u00a0\u202f", ","), "fr": ("\u00a0\u202f", ","), "zh": (",", ".")}
SMALL = "one two three four five six seven eight nine ten eleven twelve".split()


def scaled(value, unit):
    """Chinese counts in ten thousands and hundred millions; other languages say millions, which are left as words."""
    value *= {"万": 10**4, "亿": 10**8}.get(unit, 1)
    return value / 10**6 if unit and value >= 10**6 else value


def numbers(article):
    """How often each number stands in the text, but for addresses; names such as CD73 count once."""
    plain = LINK.sub("", article.body)
    thousands, point = MARKS[article.lang]
    number = rf"(?<![A-Za-z\d])(\d{{1,3}}(?:[{thousands}]\d{{3}})+(?!\d)|\d+)(?:[{point}](\d+))?(?: ?([万亿]))?"
    found = collections.Counter(set(re.findall(r"[A-Za-z]+\d[A-Za-z\d]*", plain)))
    for match in re.finditer(number, plain):
        value = decimal.Decimal(re.sub(r"\D", "", match[1]) + "." + (match[2] or "0"))
        found[f"{scaled(value, match[3]).normalize():f}"] += 1
    return found


def difference(english, edition):
    """The numbers that only the English text has, and those that only the edition has.

    A decade (the 50s) may be words or other numbers in the edition, and what English writes as a word
    (one in seven, July) may be digits.
    """
    plain = LINK.sub("", english.body)
    decades = re.findall(r"\b(\d+)s\b", plain)
    words = {*re.findall("[A-Za-z]+", plain)}
    may_be = {str(int(decade) + year) for decade in decades for year in range(10)}
    may_be |= {str(number) for number, word in enumerate(SMALL, start=1) if {word, word.capitalize()} & words}
    may_be |= {str(number) for number in range(1, 13) if calendar.month_name[number] in words}
    wanted, given = numbers(english), numbers(edition)
    only_english = wanted - given - collections.Counter(decades)
    only_edition = given - wanted
    return sorted(only_english.elements()), sorted(value for value in only_edition.elements() if value not in may_be)
