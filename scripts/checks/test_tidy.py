"""Planted faults of tidy and of swift format."""

import subprocess

import tidy
from planting import Planted
from report import ROOT


class Tidy(Planted):
    def judge(self):
        return tidy.judge(self.root)[0]

    def test_a_long_file(self):
        self.plant("Sources/Core/Long.swift", "let a = 1\n" * 600)
        self.assert_rules(self.judge(), set())
        self.assertEqual(len(tidy.judge(self.root)[1]), 1)
        self.plant("Sources/Core/Long.swift", "let a = 1\n" * 601)
        self.assert_rules(self.judge(), [("tidy/file-length", 600)])

    def test_a_long_function(self):
        body = "  a()\n" * 68
        self.plant("Sources/Core/Long.swift", "\nfunc b() {\n" + body + "}\n")
        self.assert_rules(self.judge(), set())
        self.plant("Sources/Core/Long.swift", "\nfunc b() {\n" + body + "  a()\n}\n")
        self.assert_rules(self.judge(), [("tidy/function-length", 2)])
        self.plant("Sources/Core/Long.swift", "")
        self.plant("scripts/long.py", "def a():\n" + "    b()\n" * 70)
        self.assert_rules(self.judge(), [("tidy/function-length", 1)])

    def test_a_long_program_and_a_long_main(self):
        self.plant("Sources/Commands/orderflow/main.swift", "a()\n" * (tidy.MAIN_WALL + 1))
        self.assert_rules(self.judge(), [("tidy/main-size", tidy.MAIN_WALL)])
        self.plant("Sources/Commands/orderflow/main.swift", "a()\n" * tidy.MAIN_WALL)
        left, part = tidy.PROGRAM_WALL - tidy.MAIN_WALL, 0
        while left > tidy.FILE_SEAM:  # in files that are each below their own wall
            self.plant(f"Sources/Commands/orderflow/Part{part}.swift", "a()\n" * tidy.FILE_SEAM)
            left, part = left - tidy.FILE_SEAM, part + 1
        self.plant("Sources/Commands/orderflow/Run.swift", "a()\n" * left)
        self.assert_rules(self.judge(), set())
        self.plant("Sources/Commands/orderflow/Run.swift", "a()\n" * (left + 1))
        self.assert_rules(self.judge(), {"tidy/program-size"})

    def test_names_that_say_nothing(self):
        for path, text in [("Sources/Core/StringUtils.swift", ""), ("Sources/Core/A.swift", "struct OrderManager {}\n"),
                           ("Sources/Core/A.swift", "extension Core.ParsingHelper {}\n"), ("scripts/MiscThings.py", "")]:
            with self.subTest(path=path):
                self.setUp()
                self.plant(path, text)
                self.assert_rules(self.judge(), [("tidy/empty-name", 1)])

    def test_names_that_only_resemble_them(self):
        self.plant("Sources/Core/Utility.swift", "struct Miscellany {}\n// the Manager of old\n")
        self.assert_rules(self.judge(), set())

    def test_undone_work_and_workplaces(self):
        for text, rule in [("// TO" "DO: later", "undone"), ("FIX" "ME", "undone"),
                           ("see /wo" "rk/main/x", "workplace"), ("`/ro" "ot/x`", "workplace")]:
            with self.subTest(text=text):
                self.plant("docs/page.md", "first\n" + text + "\n")
                self.assert_rules(self.judge(), [("tidy/" + rule, 2)])
        self.plant("docs/page.md", "docs/work/main and net/root/x\n")
        self.assert_rules(self.judge(), set())

    def test_a_stranger_at_the_top(self):
        self.plant("notes.md", "")
        self.plant(".swift-format", "{}")
        self.assert_rules(self.judge(), {"tidy/top-level"})


class Format(Planted):
    def lint(self, text: str) -> int:
        self.plant(".swift-format", (ROOT / ".swift-format").read_text())
        self.plant("Sources/Core/File.swift", text)
        return subprocess.run(["swift", "format", "lint", "--strict", "--recursive", "Sources"], cwd=self.root,
                              capture_output=True).returncode

    def test_a_badly_formatted_file_and_an_undocumented_symbol(self):
        self.assertEqual(self.lint("/// One.\npublic let a = 1\n"), 0)
        self.assertNotEqual(self.lint("/// One.\npublic   let a = 1\n"), 0)
        self.assertNotEqual(self.lint("public let a = 1\n"), 0)
