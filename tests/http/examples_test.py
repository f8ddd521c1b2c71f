"""The examples of docs/http-api.md are what the demonstration articles answer."""

import json
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import serving

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "docs" / "http-api.md"


def shown(text):
    """What an example shows, as a value: … in a place of its own is taken out, at the end of a text it stays."""
    text = re.sub(r",?\s*…(?=\s*[\]}])", "", text)
    return json.loads(text)


def lacks(wanted, got, place="answer"):
    """Where an answer is other than an example shows: members may be more, lists longer, texts go on at …; None: nowhere."""
    if isinstance(wanted, str) and wanted.endswith("…") and isinstance(got, str):
        return None if got.startswith(wanted[:-1]) else f"{place}: {got!r}"
    if isinstance(wanted, dict) and isinstance(got, dict):
        rows = [(key, value, got.get(key)) for key, value in wanted.items()]
    elif isinstance(wanted, list) and isinstance(got, list) and len(wanted) <= len(got) and (wanted or not got):
        rows = [(i, value, got[i]) for i, value in enumerate(wanted)]
    else:
        return None if wanted == got else f"{place}: {got!r}"
    return next((found for key, value, other in rows if (found := lacks(value, other, f"{place}.{key}"))), None)


class ExamplesTest(unittest.TestCase):
    def test_examples(self):
        guide = GUIDE.read_text(encoding="utf-8")
        blocks = re.findall(r"^```http\nGET (\S+)\n\n(\d+) (\S+)\n(.*?)^```", guide, re.M | re.S)
        self.assertEqual(len(blocks), guide.count("```http"))
        routes = {target.split("?")[0] for target, *_ in blocks}
        with tempfile.TemporaryDirectory() as folder:
            index = f"{folder}/corpus.index"
            subprocess.run([serving.MARROW, "index", ROOT / "corpus", "-o", index], check=True, capture_output=True, timeout=60)
            server = serving.Server(index)
            self.addCleanup(server.stop)
            for route in json.loads(server.ask("/openapi.json").text)["paths"]:
                pattern = re.sub(r"\{\w+\}", "[^/]+", route)
                self.assertTrue(not route.startswith("/api/") or any(re.fullmatch(pattern, each) for each in routes), route)
            for target, status, kind, text in blocks:
                with self.subTest(target):
                    answer = server.ask(target)
                    self.assertEqual((str(answer.status), answer.headers["content-type"]), (status, kind))
                    self.assertIsNone(lacks(shown(text), json.loads(answer.text)))


if __name__ == "__main__":
    unittest.main()
