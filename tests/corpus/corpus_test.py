"""corpus/ has no fault, and each fault planted in a copy of it is found."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import check

MARROW = os.environ["MARROW"]
CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"

KNEE = "knee-injection.md"
GERMAN = "de/injektion-ins-knie.md"
FIRST = "http://viejo.medwave.cl/link.cgi/English/Updates/Epistemonikos/6600.act?tab=ingles"
SECOND = "https://rheumatology.medicinematters.com/osteoarthritis-/hyaluronic-acid-injection/meta-analysis-does-not-support-viscosupplementation-knee-oa/23294226"
SOURCE = "https://nysora.com/pain-management/ultrasound-guided-knee-injections"

# In which file, what is put in the place of what (its first occurrence), and the fault that must be found.
FAULTS = [
    (KNEE, "title: Knee injection step by step\n", "", "knee-injection.md: no title"),
    (KNEE, "updated: 2026-11-22\n", "", "knee-injection.md: no updated"),
    (KNEE, "summary: ", "x: ", "knee-injection.md: no summary"),
    (KNEE, "updated: 2026-11-22", "updated: last week", "knee-injection.md: updated is no date"),
    (KNEE, "updated: 2026-11-22", "updated: 2026-02-30", "knee-injection.md: the front matter cannot be read: day is out of range"),
    (KNEE, "tags: [injection]", "tags: injection", "knee-injection.md: tags is no list"),
    (KNEE, "title: Knee injection step by step", "title: 7", "knee-injection.md: title is no text"),
    (KNEE, "lang: en\n", "lang: [en]\n", "knee-injection.md: lang is no text"),
    (KNEE, "tags: [injection]", "tags: [[injection]]", "knee-injection.md: tags has an entry that is no text, put it in quotes: ['injection']"),
    (KNEE, ": de/injektion-ins-knie.md", ": [de/injektion-ins-knie.md]", "knee-injection.md: translations does not lead from languages"),
    (KNEE, "  de: de/injektion-ins-knie.md", "  - de/injektion-ins-knie.md", "knee-injection.md: the front matter cannot be read: while parsing"),
    (KNEE, "translations:\n", "translations: de\nx:\n", "knee-injection.md: translations does not lead from languages"),
    (KNEE, "updated: 2026-11-22", "updated: 2026-11-22 10:00:00", "knee-injection.md: updated is no date"),
    (KNEE, "tags: [injection]", "tags: [injection, injection]", "knee-injection.md: a tag stands twice"),
    (KNEE, "aliases: [", "aliases: [knee jab, needle]\nx: [", "knee-injection.md: 2 aliases, wanted are 3 to 8"),
    (KNEE, "aliases: [", "aliases: [a, b, c, d, e, f, g, h, i]\nx: [", "knee-injection.md: 9 aliases, wanted are 3 to 8"),
    (KNEE, "updated: 2026-11-22", "updatet: 2026-11-22", "knee-injection.md: unknown key updatet"),
    (KNEE, "tags: [injection]", "tags: [injections]", "knee-injection.md: unknown tag injections"),
    (KNEE, "aliases: [", "aliases: [knee injection STEP by step, ", "knee-injection.md: an alias stands twice or is the title"),
    (KNEE, "who should wait.", "who should wait", "the summary does not end in a full stop"),
    (KNEE, "who should wait.", "who should wait. And more.", "knee-injection.md: the summary is not one sentence"),
    (KNEE, "summary: ", "summary: " + "very " * 30, "knee-injection.md: the summary has"),
    (KNEE, "---\ntitle: Knee injection step by step\n", "---\nlang: en\ntitle: Knee injection step by step\n", "the keys are not in the usual order"),
    (KNEE, "lang: en\n", "lang: de\n", "knee-injection.md: written in de but kept in the folder of en"),
    (KNEE, "lang: en\n", "lang: it\n", "knee-injection.md: unknown language it"),
    (KNEE, "## Afterwards", "Afterwards:\n\n" + "and so on " * 300 + "\n\n## Afterwards", "words, wanted are 300 to 900"),
    (KNEE, "## Before the injection", "# Before the injection", "knee-injection.md: a level-1 heading"),
    (KNEE, "\n---\n", "\n---\n## First\n\n", "knee-injection.md: begins with a heading"),
    (KNEE, "## Before the injection", "Before the injection\n---", "knee-injection.md: a heading that is underlined"),
    (KNEE, "## Before the injection", "Before the injection\n  ===", "knee-injection.md: a heading that is underlined"),
    (KNEE, "## Before the injection", "## A\n\n## Before the injection", "knee-injection.md: 7 sections, wanted are 3 to 6"),
    (KNEE, "*This is general information, not medical advice.*", "Get well soon.", "does not close with the line *This is general"),
    (KNEE, "## Afterwards", "[x](knee-anatomy.md \"Title\")\n\n## Afterwards", "neither plain text nor a link"),
    (KNEE, "## Afterwards", "[x][y]\n\n## Afterwards", "neither plain text nor a link like [words](knee.md): ][y]"),
    (KNEE, "## Afterwards", "https://example.org/\n\n## Afterwards", "neither plain text nor a link"),
    (KNEE, "## Afterwards", "<b>x</b>\n\n## Afterwards", "neither plain text nor a link"),
    (KNEE, "](hyaluronic-acid-injection.md)", "](hyaluronic.md)", "knee-injection.md: a link leads nowhere: hyaluronic.md"),
    (KNEE, "](hyaluronic-acid-injection.md)", "](hyaluronic-acid-injection.md#nowhere)", "leads to an anchor that is not there"),
    (KNEE, SOURCE, "https://example.org/a", "an address that sources.txt does not have: https://example.org/a"),
    (KNEE, f"  - {SOURCE}\n", "", f"knee-injection.md: cited but not among the sources: {SOURCE}"),
    (KNEE, "  - https", f"  - {SOURCE}\n  - https", "knee-injection.md: a source stands twice"),
    (KNEE, f"  - {SOURCE}\n", f"  - {SOURCE}\n  - https://cdc.gov/arthritis/prevention\n", "a source that is not cited: https://cdc.gov"),
    (KNEE, f"  - {FIRST}\n  - {SECOND}\n", f"  - {SECOND}\n  - {FIRST}\n", "the sources are not in order of first use"),
    (KNEE, "---\ntitle:", "--\ntitle:", "knee-injection.md: does not begin with front matter"),
    (KNEE, "title: Knee injection step by step", "title: Knee replacement", "knee-injection.md and knee-replacement.md: the same title"),
    (KNEE, "  de: de/injektion-ins-knie.md\n", "", "the en edition does not lead back: ../knee-injection.md"),
    (KNEE, "  de: de/injektion-ins-knie.md\n", "", "knee-injection.md: no de edition is named"),
    (KNEE, "de/injektion-ins-knie.md", "de/injektion.md", "knee-injection.md: the de edition is not there: de/injektion.md"),
    (KNEE, "de/injektion-ins-knie.md", "fr/l-infiltration-du-genou.md", "the de edition is written in fr"),
    (KNEE, "de/injektion-ins-knie.md", "knee-injection.md", "the de edition is not there: knee-injection.md"),
    (GERMAN, "lang: de\n", "lang: it\n", "knee-injection.md: the de edition is written in it"),
    (KNEE, "updated: 2026-11-22", "date: 2026-31-22", "knee-injection.md:6: "),
    (GERMAN, "tags: [injection]", "tags: [surgery]", "knee-injection.md: the de edition has other tags"),
    (GERMAN, f"  - {SOURCE}\n", "", "knee-injection.md: the de edition has other sources"),
    (GERMAN, "2,1", "21", "knee-injection.md: the de edition lacks the number 2.1: de/injektion-ins-knie.md"),
    (GERMAN, "2,1", "21", "knee-injection.md: the de edition has the number 21, which this one lacks: de/injektion-ins-knie.md"),
    ("zh/what-is-osteoarthritis.md", "5.28 亿", "5.28 万", "what-is-osteoarthritis.md: the zh edition has the number 52800, which this one"),
    ("judgments.tsv", "query\tkind", "query\tsort", "judgments.tsv: line 1: the columns are not named query, kind"),
    ("judgments.tsv", "cartilage\tword", " \tword", "judgments.tsv: line 2: an empty query"),
    ("judgments.tsv", "cartilage\tword", " Arthritis \tword", "judgments.tsv: line 2:  Arthritis  stands twice"),
    ("judgments.tsv", "\nknee injection\twords", "\nknee jab now\twords", "judgments.tsv: knee injection does not have must 1"),
    ("judgments.tsv", "cartilage\tword\t", "cartilage\twords\t", "line 2: of kind words, but a single one: cartilage"),
    ("judgments.tsv", "cartilage\tword\t", "cartilage of knees\tword\t", "line 2: of kind word, but several: cartilage of knees"),
    ("judgments.tsv", "gout\tnone\t\t\t", "gout\tnone\t\tknee-anatomy.md\t", "nothing is related to a query of kind none"),
    ("judgments.tsv", "\tmisspelling\t\t\t", "\tmisspelling\t\tknee-anatomy.md\t", "nothing is related to a query of kind none"),
    ("judgments.tsv", "\tmisspelling\t\t", "\tmisspelling\tknee-anatomy.md\t", "each query has an answer, but for those"),
    ("judgments.tsv", "\tknee replacement\n", "\tgout\n", "the correct form is not judged, or has no answer: gout"),
    ("judgments.tsv", "\t1\t\n", "\t0\t\n", "must is the last rank"),
    ("judgments.tsv", "\t1\t\n", "\t11\t\n", "must is the last rank"),
    ("judgments.tsv", "gout\tnone\t\t\t\t", "gout\tnone\t\t\t1\t", "must is the last rank"),
    ("judgments.tsv", "running\tword", "knee replacement\twords", "knee replacement stands twice"),
    ("judgments.tsv", "knee injection\twords", "knee injection\tsome", "unknown kind some"),
    ("judgments.tsv", "nsaids-tablets-and-gels.md", "nsaids.md", "no such article: nsaids.md"),
    ("judgments.tsv", "gout\tnone\t", "gout none ", "the columns are query, kind"),
    ("judgments.tsv", "gout\tnone\t", "gout\tword\t", "each query has an answer"),
    ("judgments.tsv", "gout\tnone\t\t\t\t", "gout\tnone\t\t\t\tgoat", "nothing else, names its correct form"),
    ("judgments.tsv", "\tknee replacement\n", "\tnew knees\n", "the correct form is not judged, or has no answer: new knees"),
    ("judgments.tsv", "\t1\t\n", "\tfirst\t\n", "must is the last rank"),
    ("judgments.tsv", "Invossa\tword\tcell-products-for-cartilage.md", "Invossa\tword\tknee-anatomy.md knee-anatomy.md", "graded twice"),
    ("synonyms.txt", "[en]\n", "", "synonyms.txt: no language is said before: OA, osteoarthritis"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP => => plasma", "synonyms.txt: not understood: PRP => => plasma"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP, platelet-rich plasma\nPRP, platelet-rich plasma", "synonyms.txt: stands twice"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP, platelet-rich plasma\nPlatelet-rich plasma, prp", "synonyms.txt: stands twice: Platelet-rich"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP = platelet-rich plasma, plasma", "synonyms.txt: not understood: PRP = platelet"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP, platelet-rich plasma, prp", "synonyms.txt: a term stands twice in: PRP"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP => plasma, prp", "synonyms.txt: a term stands twice in: PRP"),
    ("synonyms.txt", "PRP, platelet-rich plasma", "PRP, Own", "synonyms.txt: an everyday word with many meanings in: PRP, Own"),
    ("word-families.txt", "bone, bony", "bone, bony, Bóne", "word-families.txt: a term stands twice in: bone"),
    ("word-families.txt", "bone, bony", "bone", "word-families.txt: not understood: bone"),
    ("pins.txt", "emergency,", "Knee injection,", "pins.txt: a judged query: Knee injection"),
    ("pins.txt", "= what-is-osteoarthritis.md", "= where.md", 'pins.txt:6: there is no article "where.md"'),
    ("marrow.yaml", "floors:", "flors:", 'marrow.yaml:17: there is no setting "flors"; did you mean floors?'),
    ("stem-exceptions.txt", "lateral ", "lateral, later ", "stem-exceptions.txt: not understood: lateral, later"),
    ("topics.yaml", "[cells, evidence, safety, law]", "[cells, evidence, law]", "are-stem-cell-injections-safe.md: unknown tag safety"),
    ("topics.yaml", "[cells, evidence, safety, law]", "[cells, evidence, safety, law, money]", "topics.yaml: no article has the tag money"),
    ("topics.yaml", "[cells, evidence, safety, law]", "[cells, evidence, safety, law, oa]", "topics.yaml: the tag oa belongs to two topics"),
    ("topics.yaml", "fr: Thérapie cellulaire, ", "", "topics.yaml: cells: title is not there in every language"),
    ("topics.yaml", "      fr: \"Ce que sont les cellules", "      it: \"Ce que sont les cellules", "topics.yaml: cells: text is not there in every"),
    ("topics.yaml", "- id: causes", "- id: cells", "topics.yaml: cells: the id stands twice"),
    ("topics.yaml", "title: Osteoarthritis, cartilage and cell therapy", "titel: x", "topics.yaml: start: no title in en"),
    ("topics.yaml", "try: [knee injection,", "try: [Knee Injection , a new knee for me,", "topics.yaml: start: a query to try in en that judgments.tsv does not have: a new knee for me"),
    ("topics.yaml", "\n  zh:\n", "\n  it:\n", "topics.yaml: start is not there in every language"),
    ("sources.txt", SOURCE, SOURCE + "\n" + SOURCE, f"sources.txt: stands twice: {SOURCE}"),
    ("sources.txt", SOURCE, SOURCE + "\nhttps://example.org/a", "sources.txt: no article cites https://example.org/a"),
    ("sources.txt", SOURCE, "", "knee-injection.md: an address that sources.txt does not have"),
]

# The same for what one replacement cannot do: what becomes of the file's text.
CHANGES = [
    (KNEE, lambda text: re.sub("(?m)^## ", "### ", text, count=4), "knee-injection.md: 2 sections, wanted are 3 to 6"),
    (KNEE, lambda text: without_paragraphs(text), "words, wanted are 300 to 900"),
    ("zh/knee-injection.md", lambda text: without_paragraphs(text), "characters, wanted are 600 to 1800"),
    ("zh/knee-injection.md", lambda text: text.replace("\n## ", "\n" + "注射" * 300 + "\n\n## "), "characters, wanted are 600 to 1800"),
]


def without_paragraphs(text):
    """Its front matter, headings and last line."""
    head, body = text.split("\n---\n", 1)
    return head + "\n---\n" + re.sub(r"(?m)^(?![#*]).*", "", body)


class Corpus(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.copy = pathlib.Path(scratch.name) / "corpus"
        shutil.copytree(CORPUS, self.copy)

    def test_has_no_fault(self):
        self.assertEqual(check.faults(MARROW, CORPUS), [])

    def expect(self, file, change, fault):
        text = (CORPUS / file).read_text(encoding="utf-8")
        with self.subTest(fault=fault):
            self.assertNotEqual(change(text), text, f"{file} does not have what is to be changed")
            (self.copy / file).write_text(change(text), encoding="utf-8")
            found = check.faults(MARROW, self.copy)
            self.assertTrue(any(fault in line for line in found), found)
        shutil.copy(CORPUS / file, self.copy / file)

    def test_each_planted_fault_is_found(self):
        for file, old, new, fault in FAULTS:
            self.expect(file, lambda text, old=old, new=new: text.replace(old, new, 1), fault)

    def test_each_change_for_the_worse_is_found(self):
        for file, change, fault in CHANGES:
            self.expect(file, change, fault)

    def test_an_article_that_nothing_leads_to_is_found(self):
        text = (self.copy / KNEE).read_text(encoding="utf-8").replace("translations:", "x:").replace("title: Knee", "title: My knee")
        (self.copy / "Lonely.md").write_text(text, encoding="utf-8")
        german = (self.copy / GERMAN).read_text(encoding="utf-8")
        (self.copy / GERMAN).write_text(german.replace("en: ../knee-injection.md", "en: ../Lonely.md"), encoding="utf-8")
        found = check.faults(MARROW, self.copy)
        self.assertIn("Lonely.md: the name is not of small letters, digits and hyphens", found)
        self.assertIn("Lonely.md: no other article leads to it", found)
        self.assertIn("judgments.tsv: no query is answered by Lonely.md: add what visitors would type to find it", found)

    def test_links_to_anchors_that_are_there_are_no_fault(self):
        text = (self.copy / KNEE).read_text(encoding="utf-8")
        links = "[here](#afterwards) and [there](hip-osteoarthritis.md#afterwards)"
        (self.copy / KNEE).write_text(text.replace("\n## Afterwards", f"\n{links}\n\n## Afterwards"), encoding="utf-8")
        hip = (self.copy / "hip-osteoarthritis.md").read_text(encoding="utf-8")
        (self.copy / "hip-osteoarthritis.md").write_text(re.sub("(?m)^## .*", "## Afterwards", hip, count=1), encoding="utf-8")
        self.assertEqual(check.faults(MARROW, self.copy), [])

    def test_everyday_words_may_lead_one_way_and_have_families(self):
        for file, line in [("synonyms.txt", "[en]\ntap => aspiration\n"), ("word-families.txt", "[en]\nfat, fatty\n")]:
            with open(self.copy / file, "a", encoding="utf-8") as lines:
                lines.write(line)
        self.assertEqual(check.faults(MARROW, self.copy), [])

    def test_an_edition_that_is_taken_away_is_missed(self):
        (self.copy / GERMAN).unlink()
        self.assertIn("knee-injection.md: the de edition is not there: de/injektion-ins-knie.md", check.faults(MARROW, self.copy))

    def test_an_edition_of_nothing_is_found(self):
        text = (self.copy / GERMAN).read_text(encoding="utf-8")
        begin, end = text.index("translations:"), text.index("sources:")
        (self.copy / GERMAN).write_text(text[:begin] + text[end:], encoding="utf-8")
        self.assertIn("de/injektion-ins-knie.md: an edition without translations", check.faults(MARROW, self.copy))

    def test_a_file_that_does_not_belong_there_is_found(self):
        (self.copy / "de" / "notes.txt").write_text("x", encoding="utf-8")
        self.assertIn("de/notes.txt: neither an article nor one of the files that README.md names", check.faults(MARROW, self.copy))

    def run_program(self):
        program = [sys.executable, "-B", pathlib.Path(check.__file__), MARROW, self.copy]
        run = subprocess.run(program, capture_output=True, text=True, check=False)
        self.assertEqual(run.stderr, "")
        return run.returncode, run.stdout

    def test_the_program_tells_of_faults_and_of_lists_it_cannot_read(self):
        self.assertEqual(self.run_program(), (0, "no fault found\n"))
        (self.copy / "stray").write_text("x", encoding="utf-8")
        self.assertEqual(self.run_program(), (1, "stray: neither an article nor one of the files that README.md names\n"))
        (self.copy / "topics.yaml").write_text("[", encoding="utf-8")
        status, said = self.run_program()
        self.assertEqual((status, said.splitlines()[0]), (1, "a list file cannot be read: ParserError: while parsing a flow node"))

    def test_too_few_queries_are_found(self):
        rows = (self.copy / "judgments.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
        (self.copy / "judgments.tsv").write_text("".join(rows[:100]), encoding="utf-8")
        self.assertIn("judgments.tsv: 99 queries, wanted are 120", check.faults(MARROW, self.copy))


if __name__ == "__main__":
    unittest.main()
