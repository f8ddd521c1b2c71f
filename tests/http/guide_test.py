"""The examples of docs/operations.md work as they stand there, and systemd takes the units."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import serving

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "docs" / "operations.md"

# What a reader's shell has: marrow on the PATH. curl waits for a server that was started a line before.
BEGIN = """
set -euo pipefail
trap 'kill $(jobs -p) 2>/dev/null || true; wait || true' EXIT
curl() { command curl --retry 40 --retry-delay 1 --retry-connrefused --retry-all-errors "$@"; }
"""


class GuideTest(unittest.TestCase):
    def test_examples(self):
        blocks = re.findall(r"^```sh\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
        self.assertGreater(len(blocks), 5)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(Path(__file__).parent.parent / "fixtures" / "site", f"{folder}/articles")
            os.symlink(serving.MARROW, f"{folder}/marrow")
            environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
            for block in blocks:
                with self.subTest(block):
                    script = BEGIN + block.replace("8080", serving.free_port()).replace("9100", serving.free_port())
                    run = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, capture_output=True, timeout=120)
                    self.assertEqual(run.returncode, 0, run.stderr.decode())

    def test_every_option_is_told_of(self):
        """In the guide or in the manual; and what the guide names, there is."""
        page = subprocess.run([serving.MARROW, "help", "serve"], capture_output=True, text=True, check=True).stdout
        options = set(re.findall(r"--[a-z-]+", page))
        named = set(re.findall(r"`(--[a-z-]+)", GUIDE.read_text(encoding="utf-8")))
        self.assertEqual(named - options, set())
        self.assertEqual({each for each in options - named} - {"--address", "--port", "--help", "--index", "--socket", "--config",
                                                               "--tls-cert", "--tls-key"}, set())

    @unittest.skipUnless(shutil.which("systemd-analyze"), "there is no systemd")
    def test_units(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ["marrow.socket", "marrow.service"]:
                text = (ROOT / "tools" / name).read_text(encoding="utf-8").replace("/usr/local/bin/marrow", serving.MARROW)
                Path(folder, name).write_text(text, encoding="utf-8")
            command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", f"{folder}/marrow.service", f"{folder}/marrow.socket"]
            run = subprocess.run(command, capture_output=True, text=True, timeout=60)
            self.assertNotIn("marrow", run.stderr.replace(folder, ""))
            rated = ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", f"{folder}/marrow.service"]
            run = subprocess.run(rated, capture_output=True, text=True, timeout=60)
            self.assertEqual(run.returncode, 0, run.stdout[-300:] + run.stderr)


if __name__ == "__main__":
    unittest.main()
