"""A temporary tree in which the tests plant their faults."""

import subprocess
import tempfile
import unittest
from pathlib import Path

TABLE = """| module | floor | holds | may import |
|---|---|---|---|
| `Core` | 0 words | words | – |
| `OrderBook` | 1 facts | the book | `Core` |
| `HostIO` | edge | the system | `Core` |
| `orderflow` | program | simulates | `Core`, `HostIO`, `OrderBook` |
"""


class Planted(unittest.TestCase):
    """Each test has a fresh root; `plant` writes a file under it."""

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.root = Path(place.name)
        self.plant("docs/modules/README.md", TABLE)

    def plant(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def git(self, *arguments: str):
        subprocess.run(["git", "-C", str(self.root), *arguments], check=True, capture_output=True)

    def assert_rules(self, findings, expected: list[tuple[str, int]] | set[str]):
        """Exactly these rules, as a set of names or as (rule, line) pairs; each with its remedy."""
        for finding in findings:
            self.assertTrue(finding.path and finding.line >= 1 and finding.message and finding.remedy, finding)
        if isinstance(expected, set):
            self.assertEqual({finding.rule for finding in findings}, expected)
        else:
            self.assertEqual(sorted((finding.rule, finding.line) for finding in findings), sorted(expected))
