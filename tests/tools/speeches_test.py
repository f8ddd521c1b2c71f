"""Each language of src/render/speech_*.c has every sentence of the first one, with the same slots and as many forms as its rule gives."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FORMS = {"one_or_many": 2, "none_or_one_or_many": 2, None: 1}


def read():
    source = "".join(path.read_text() for path in sorted((ROOT / "src/render").glob("speech*.c")))
    says = {}
    for array, block in re.findall(r"\*const (\w+)\[SAY_COUNT\] = \{\n(.*?)\n\};", source, re.S):
        rows = re.findall(r'\[(SAY_\w+)\] =\s*((?:"(?:[^"\\]|\\.)*"\s*)+)', block)
        says[array] = {name: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)) for name, text in rows}
    table = re.findall(r'\{"([\w-]+)", (\w+), (speech_\w+)\}', source)
    return {lang: (None if rule == "NULL" else rule, says[array]) for lang, rule, array in table}


class Speeches(unittest.TestCase):
    def test_no_language_lacks_a_sentence(self):
        header = (ROOT / "src/render/speech.h").read_text()
        names = set(re.findall(r"^  (SAY_\w+),", header, re.M))
        speeches = read()
        self.assertGreaterEqual(len(speeches), 5)
        self.assertEqual(next(iter(speeches)), "en")
        for lang, (_, says) in speeches.items():
            self.assertEqual(set(says), names, lang)
            for name, text in says.items():
                self.assertTrue(text or name == "SAY_MONTHS", (lang, name))

    def test_slots_and_forms(self):
        speeches = read()
        english = speeches["en"][1]
        for lang, (rule, says) in speeches.items():
            for name, text in says.items():
                if name == "SAY_MONTHS":
                    self.assertIn(text.count("|"), [11] if text else [0], lang)
                    continue
                forms = text.split("|")
                self.assertIn(len(forms), [1, FORMS[rule]], (lang, name))
                for form in forms:
                    self.assertEqual(set(re.findall(r"\{.\}", form)), set(re.findall(r"\{.\}", english[name].split("|")[0])), (lang, name))


if __name__ == "__main__":
    unittest.main()
