"""corpus/ has no fault, and each fault planted in a copy of it is found."""
import os
import pathlib
import shutil
import tempfile
import unittest

import check

MARROW = os.environ["MARROW"]
CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"

KNEE = "knee-injection.md"
GERMAN = "de/injektion-ins-knie.md"
SOURCE = "https://nysora.com/pain-management/ultrasound-guided-knee-injections"

# In which file, what is put in the place of what (its first occurrence), and the fault that must be found.
FAULTS = [
    (KNEE, "title: Knee injection step by step\n", "", "knee-injection.md: no title"),
    (KNEE, "updated: 2026-11-22\n", "", "knee-injection.md: no updated"),
    (KNEE, "updated: 2026-11-22", "updated: last week", "knee-injection.md: updated is no date"),
    (KNEE, "updated: 2026-11-22", "updatet: 2026-11-22", "knee-injection.md: unknown key updatet"),
    (KNEE, "tags: [injection]", "tags: [injections]", "knee-injection.md: unknown tag injections"),
    (KNEE, "aliases: [", "aliases: [knee injection STEP by step, ", "knee-injection.md: an alias stands twice or is the title"),
    (KNEE, "who should wait.", "who should wait. And more.", "knee-injection.md: the summary is not one sentence"),
    (KNEE, "summary: ", "summary: " + "very " * 30, "knee-injection.md: the summary has"),
    (KNEE, "---\ntitle: Knee injection step by step\n", "---\nlang: en\ntitle: Knee injection step by step\n", "the keys are not in the usual order"),
    (KNEE, "lang: en\n", "lang: de\n", "knee-injection.md: written in de but kept in the folder of en"),
    (KNEE, "lang: en\n", "lang: it\n", "knee-injection.md: unknown language it"),
    (KNEE, "## Afterwards", "Afterwards:\n\n" + "and so on " * 300 + "\n\n## Afterwards", "words, wanted are 300 to 900"),
    (KNEE, "## Before the injection", "# Before the injection", "knee-injection.md: a level-1 heading"),
    (KNEE, "*This is general information, not medical advice.*", "Get well soon.", "does not close by saying"),
    (KNEE, "](hyaluronic-acid-injection.md)", "](hyaluronic.md)", "knee-injection.md: a link leads nowhere: hyaluronic.md"),
    (KNEE, "](hyaluronic-acid-injection.md)", "](hyaluronic-acid-injection.md#nowhere)", "leads to an anchor that is not there"),
    (KNEE, SOURCE, "https://example.org/a", "an address that sources.txt does not have: https://example.org/a"),
    (KNEE, f"  - {SOURCE}\n", "", f"knee-injection.md: cited but not among the sources: {SOURCE}"),
    (KNEE, "  - https", f"  - {SOURCE}\n  - https", "knee-injection.md: a source stands twice"),
    (KNEE, f"  - {SOURCE}\n", f"  - {SOURCE}\n  - https://cdc.gov/arthritis/prevention\n", "a source that is not cited: https://cdc.gov"),
    (KNEE, "---\ntitle:", "--\ntitle:", "knee-injection.md: no title"),
    (KNEE, "title: Knee injection step by step", "title: Knee replacement", "knee-injection.md and knee-replacement.md: the same title"),
    (KNEE, "  de: de/injektion-ins-knie.md\n", "", "the en edition does not lead back: ../knee-injection.md"),
    (KNEE, "  de: de/injektion-ins-knie.md\n", "", "knee-injection.md: no de edition is named"),
    (KNEE, "de/injektion-ins-knie.md", "de/injektion.md", "knee-injection.md: the de edition is not there: de/injektion.md"),
    (KNEE, "de/injektion-ins-knie.md", "fr/l-infiltration-du-genou.md", "the de edition is written in fr"),
    (KNEE, "updated: 2026-11-22", "date: 2026-31-22", "knee-injection.md:6: "),
    (GERMAN, "tags: [injection]", "tags: [surgery]", "knee-injection.md: the de edition has other tags"),
    (GERMAN, f"  - {SOURCE}\n", "", "knee-injection.md: the de edition has other sources"),
    ("judgments.tsv", "knee injection\twords", "running\twords", "running stands twice"),
    ("judgments.tsv", "knee injection\twords", "knee injection\tsome", "unknown kind some"),
    ("judgments.tsv", "nsaids-tablets-and-gels.md", "nsaids.md", "no such article: nsaids.md"),
    ("judgments.tsv", "gout\tnone\t", "gout\tword\t", "each query has an answer"),
    ("judgments.tsv", "gout\tnone\t\t\t\t", "gout\tnone\t\t\t\tgoat", "nothing else, names its correct form"),
    ("judgments.tsv", "\tknee replacement\n", "\tnew knees\n", "the correct form is not judged: new knees"),
    ("judgments.tsv", "\t1\t\n", "\tfirst\t\n", "must is the last rank"),
    ("judgments.tsv", "Invossa\tword\tcell-products-for-cartilage.md", "Invossa\tword\tknee-anatomy.md knee-anatomy.md", "graded twice"),
    ("synonyms.txt", "[en]\n", "", "synonyms.txt: no language is said before: OA, osteoarthritis"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP => => plasma", "synonyms.txt: not understood: PRP => => plasma"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP, platelet-rich plasma\nPRP, platelet-rich plasma", "synonyms.txt: stands twice"),
    ("word-families.txt", "bone, bony", "bone", "word-families.txt: not understood: bone"),
    ("stem-exceptions.txt", "lateral ", "lateral, later ", "stem-exceptions.txt: not understood: lateral, later"),
    ("topics.yaml", "[cells, evidence, safety, law]", "[cells, evidence, law]", "are-stem-cell-injections-safe.md: unknown tag safety"),
    ("topics.yaml", "[cells, evidence, safety, law]", "[cells, evidence, safety, law, money]", "topics.yaml: no article has the tag money"),
    ("topics.yaml", "[cells, evidence, safety, law]", "[cells, evidence, safety, law, oa]", "topics.yaml: the tag oa belongs to two topics"),
    ("topics.yaml", "fr: Thérapie cellulaire, ", "", "topics.yaml: cells: title is not there in every language"),
    ("sources.txt", SOURCE, "", "knee-injection.md: an address that sources.txt does not have"),
]


class Corpus(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.copy = pathlib.Path(scratch.name) / "corpus"
        shutil.copytree(CORPUS, self.copy)

    def test_has_no_fault(self):
        self.assertEqual(check.faults(MARROW, CORPUS), [])

    def plant(self, file, old, new):
        text = (CORPUS / file).read_text(encoding="utf-8")
        if old not in text:
            self.fail(f"{file} does not have {old!r}")
        (self.copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def test_each_planted_fault_is_found(self):
        for file, old, new, fault in FAULTS:
            with self.subTest(fault=fault):
                self.plant(file, old, new)
                found = check.faults(MARROW, self.copy)
                self.assertTrue(any(fault in line for line in found), found)
            shutil.copy(CORPUS / file, self.copy / file)

    def test_an_article_that_nothing_leads_to_is_found(self):
        text = (self.copy / KNEE).read_text(encoding="utf-8").replace("translations:", "x:").replace("title: Knee", "title: My knee")
        (self.copy / "lonely.md").write_text(text, encoding="utf-8")
        found = check.faults(MARROW, self.copy)
        self.assertIn("lonely.md: no other article leads to it", found)
        self.assertIn("judgments.tsv: no query is answered by lonely.md", found)

    def test_an_edition_that_is_taken_away_is_missed(self):
        (self.copy / GERMAN).unlink()
        self.assertIn("knee-injection.md: the de edition is not there: de/injektion-ins-knie.md", check.faults(MARROW, self.copy))

    def test_an_edition_of_nothing_is_found(self):
        text = (self.copy / GERMAN).read_text(encoding="utf-8")
        begin, end = text.index("translations:"), text.index("sources:")
        (self.copy / GERMAN).write_text(text[:begin] + text[end:], encoding="utf-8")
        self.assertIn("de/injektion-ins-knie.md: an edition without translations", check.faults(MARROW, self.copy))

    def test_too_few_queries_are_found(self):
        rows = (self.copy / "judgments.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
        (self.copy / "judgments.tsv").write_text("".join(rows[:100]), encoding="utf-8")
        self.assertIn("judgments.tsv: 99 queries, wanted are 120", check.faults(MARROW, self.copy))


if __name__ == "__main__":
    unittest.main()
