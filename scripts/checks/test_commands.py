"""Planted faults of the five commands, the outside package and the menu itself."""

import contextlib
import io
import os
import subprocess

import commands
import outside
from planting import Planted
from report import ROOT

GOOD = commands.Outcome(0, b"fills 3\ntrace-hash: 0123456789abcdef\n", b"", 1.0)


def outcome(**changes) -> commands.Outcome:
    return commands.Outcome(**{**vars(GOOD), **changes})


class Commands(Planted):
    def test_one_run(self):
        text = "swift run orderflow --seed 42"
        self.assert_rules(commands.judge_run(text, GOOD), set())
        for bad, rule in [
            (outcome(status=1), "exit"), (outcome(seconds=5.1), "seconds"),
            (outcome(stdout=b"trace-hash: 0123456789abcdef\nfills 3\n"), "trace-hash"),
            (outcome(stdout=b"trace-hash: 0123\n"), "trace-hash"), (outcome(stdout=b""), "trace-hash"),
        ]:
            with self.subTest(rule=rule):
                self.assert_rules(commands.judge_run(text, bad), {"commands/" + rule})

    def test_outputs_that_differ(self):
        same = {"debug": b"a\nb\n", "release": b"a\nb\n"}
        self.assert_rules(commands.judge_same("orderflow", "x", same), set())
        findings = commands.judge_same("orderflow", "x", {**same, "release": b"a\nc\n"})
        self.assert_rules(findings, {"commands/same-bytes"})
        self.assertIn("line 2", findings[0].message)

    def test_a_missing_tape(self):
        told = b"error: no trace.rpl; make it: swift run orderflow --seed 42 --out trace.rpl\n"
        self.assert_rules(commands.judge_missing(outcome(status=2, stderr=told)), set())
        self.assert_rules(commands.judge_missing(outcome(status=1, stderr=told)), {"commands/missing-tape"})
        self.assert_rules(commands.judge_missing(outcome(status=2, stderr=b"no file")), {"commands/missing-tape"})

    def test_a_tape_that_git_would_add(self):
        self.git("init", "-q")
        self.assert_rules(commands.judge_ignored(self.root), {"commands/ignored"})
        self.plant(".gitignore", "/trace.rpl\n")
        self.assert_rules(commands.judge_ignored(self.root), set())


class Outside(Planted):
    def test_a_library_that_is_no_product(self):
        self.plant("Package.swift", "// swift-tools-version: 6.3\nimport PackageDescription\n"
                   'let package = Package(name: "TrueTape", products: [.library(name: "Core", targets: ["Core"])],\n'
                   'targets: [.target(name: "Core"), .target(name: "Wire")])\n')
        self.plant("Sources/Core/A.swift", "public let a = 1\n")
        self.plant("Sources/Wire/A.swift", "public let a = 1\n")
        with contextlib.redirect_stdout(io.StringIO()):
            self.assert_rules(outside.judge(self.root, ["Core", "Wire"]), {"outside/use"})


class Menu(Planted):
    def check(self, *steps: str, **environment: str):
        menu = self.plant("scripts/check", (ROOT / "scripts/check").read_text())
        outside = {name: value for name, value in os.environ.items() if name != "KEEP_GOING"}
        return subprocess.run(["bash", str(menu), *steps], capture_output=True, text=True,
                              env={**outside, **environment})

    def test_it_stops_at_the_first_failing_step_and_says_which(self):
        self.plant("scripts/checks/tidy.py", "print('tidy ran')\n")
        self.plant("scripts/checks/docs.py", "raise SystemExit(1)\n")
        self.plant("scripts/checks/source.py", "print('source ran')\n")
        done = self.check("tidy", "docs", "source")
        self.assertEqual(done.returncode, 1)
        self.assertIn("check: FAILED at docs", done.stdout)
        self.assertIn("tidy ran", done.stdout)
        self.assertNotIn("source ran", done.stdout)
        self.assertIn("source ran", self.check("tidy", "docs", "source", KEEP_GOING="1").stdout)
        self.assertEqual(self.check("tidy").returncode, 0)

    def test_an_unknown_step_fails_and_no_step_lists_them(self):
        self.assertEqual(self.check("nonsense").returncode, 1)
        self.assertIn("purity", self.check().stdout)

    def test_the_tests_step_is_the_command_of_the_readme(self):
        self.assertIn("\n    tests) swift test ;;\n", (ROOT / "scripts/check").read_text())
