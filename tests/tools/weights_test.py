"""docs/ranking.md names every weight of the program, with its usual value and what it is."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class WeightsTest(unittest.TestCase):
    def test_the_table_is_that_of_the_program(self):
        source = (ROOT / "src/search/weights.c").read_text()
        rows = re.findall(r'\{"([a-z0-9-]+)", ([0-9.]+), [0-9.]+, [0-9.]+, "([^"]+)"\}', source)
        page = (ROOT / "docs/ranking.md").read_text()
        told = re.findall(r"^\| `([a-z0-9-]+)` \| ([0-9.]+) \| (.+) \|$", page, re.MULTILINE)
        self.assertGreater(len(rows), 20)
        self.assertEqual(source.count("[WEIGHT_") - source.count("[WEIGHT_COUNT]"), len(rows))
        self.assertEqual([(name, float(value), reason) for name, value, reason in rows],
                         [(name, float(value), reason) for name, value, reason in told])


if __name__ == "__main__":
    unittest.main()
