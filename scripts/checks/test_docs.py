"""Planted faults of the pages: links, invariants, README commands."""

import os
from unittest import mock

import docs
import readme
from planting import Planted


class Links(Planted):
    def judge(self, text: str):
        self.plant("docs/page.md", text)
        return docs.judge_page(self.root, "docs/page.md")

    def test_links_that_lead_nowhere(self):
        for text in ["[a](absent.md)", "[a](#absent)", "[a](modules/README.md#absent)", "[a]: absent.md",
                     "[a](../../../etc/hosts)", "[`a`](absent.md)", "[![a](b.png)](modules/README.md)"]:
            with self.subTest(text=text):
                self.assert_rules(self.judge("# Page\n" + text + "\n"), [("docs/link", 2)])

    def test_links_that_resolve_and_text_that_is_no_link(self):
        self.plant("docs/modules/README.md", "# The `Core` module: words!\n## Twice\n## Twice\n")
        self.assert_rules(self.judge(
            "# A page\n[a](modules/README.md) [b](#a-page) [c](https://x.y/z) [d](modules/README.md#the-core-module-words)\n"
            "[e](modules/README.md#twice-1) [f](modules) `[g](absent.md)`\n```\n[h](absent.md)\n```\n"), set())


class Invariants(Planted):
    def judge(self):
        paths = [str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()]
        return docs.judge_invariants(self.root, paths)

    def test_an_invariant_needs_a_test_of_its_name(self):
        self.plant("INVARIANTS.md", "# Invariants\n- INV-BOOK-1: never crossed\n- INV-TAPE-1: dense\n")
        self.plant("Tests/BookTests/A.swift", "@Test func `INV-BOOK-1: never crossed`() {}\n// INV-TAPE-1 is not here\n")
        self.assert_rules(self.judge(), [("docs/untested-invariant", 3)])

    def test_an_id_that_no_page_declares(self):
        self.plant("INVARIANTS.md", "# Invariants\n")
        self.plant("Tests/BookTests/A.swift", "\n@Test func `INV-BOOK-9: a thing`() {}\n")
        self.assert_rules(self.judge(), [("docs/unknown-invariant", 2)])

    def test_the_page_must_exist(self):
        self.assert_rules(self.judge(), {"docs/invariants"})


class ModulePages(Planted):
    PAGE = "# Module\n```\nin --> out\n```\n## Invariants\n"

    def test_a_module_without_page_diagram_or_invariants(self):
        for name in ("Core", "OrderBook", "HostIO"):
            self.plant(f"docs/modules/{name}.md", self.PAGE)
        self.assert_rules(docs.judge_modules(self.root), set())
        for text in (self.PAGE.replace("```", "---"), self.PAGE.replace("## Inv", "## Var")):
            self.plant("docs/modules/Core.md", text)
            self.assert_rules(docs.judge_modules(self.root), [("docs/module-page", 1)])
        (self.root / "docs/modules/HostIO.md").unlink()
        self.plant("docs/modules/Core.md", self.PAGE)
        self.assertEqual({one.path for one in docs.judge_modules(self.root)}, {"docs/modules/HostIO.md"})


class ReadmeCommands(Planted):
    PAGE = "# T\n```console\n$ echo one; echo two\none\ntwo\n$ seq 9\n1\n…\n9\n```\n```console skip\n$ false\n```\n"

    def setUp(self):
        super().setUp()
        self.plant(".gitignore", "/trace.rpl\n")
        self.git("init", "-q")

    def judge(self, page: str, **environment: str):
        self.plant("README.md", page)
        self.git("add", "-A")
        with mock.patch.dict(os.environ, {"RECORD": "", **environment}), mock.patch("builtins.print"):
            return readme.judge(self.root)[0]

    def test_a_page_that_tells_the_truth(self):
        self.assert_rules(self.judge(self.PAGE), set())

    def test_wrong_missing_extra_output_and_exit_codes(self):
        for said in ["$ echo one\ntwo", "$ echo one", "$ true\none", "$ seq 9\n1\n…\n8", "$ echo one; exit 3\none"]:
            with self.subTest(said=said):
                self.assert_rules(self.judge(f"```console\n{said}\n```\n"), [("readme/output", 2)])
        self.assert_rules(self.judge("```console\n$ echo one; exit 3\none\n[exit 3]\n```\n"), set())

    def test_recording_rewrites_what_no_longer_matches(self):
        wrong = self.PAGE.replace("two\n$", "three\nfour\n$")
        self.assertNotEqual(wrong, self.PAGE)
        self.assert_rules(self.judge(wrong, RECORD="1"), set())
        self.assertEqual((self.root / "README.md").read_text(), self.PAGE)

    def test_guide_pages_are_held_to_what_they_print_too(self):
        self.plant("docs/guide/tapes.md", "# A guide\n```console\n$ echo one\ntwo\n```\n")
        found = self.judge(self.PAGE)
        self.assert_rules(found, [("readme/output", 3)])
        self.assertEqual(found[0].path, "docs/guide/tapes.md")

    def test_files_left_behind_and_a_page_without_commands(self):
        self.assert_rules(self.judge("```console\n$ echo > left.txt\n```\n"), {"readme/left-behind"})
        (self.root / "left.txt").unlink()
        self.assert_rules(self.judge("```console\n$ echo > trace.rpl\n```\n"), set())
        self.assertFalse((self.root / "trace.rpl").exists())
        self.assert_rules(self.judge("# no commands\n"), {"readme/absent"})
