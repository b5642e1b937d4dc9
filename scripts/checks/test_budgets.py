"""Planted costs, and what is said of them."""

import json
import tempfile
import unittest
from pathlib import Path

import budgets
from budgets import Budget

BUDGET = Budget("book.mixed", "1.500000", "96.000000", 200.0, 3)


def document(allocations: float, size: float = 96.0) -> dict:
    return {"benchmarks": [{"name": "book.mixed", "allocs_per_op": allocations, "bytes_per_op": size}]}


class Allocations(unittest.TestCase):
    def judge(self, found: dict):
        findings, notes = budgets.judge_allocations([BUDGET], found)
        return {finding.rule for finding in findings}, len(notes)

    def test_what_is_in_the_budget_passes(self):
        self.assertEqual(self.judge(document(1.5)), (set(), 0))

    def test_one_allocation_more_in_fifty_thousand_operations_is_found(self):
        self.assertEqual(self.judge(document(1.5 + 1 / 50_000)), ({"budgets/allocations"}, 0))

    def test_one_byte_more_is_found(self):
        self.assertEqual(self.judge(document(1.5, 97.0)), ({"budgets/bytes"}, 0))

    def test_fewer_are_a_note(self):
        self.assertEqual(self.judge(document(1.0, 64.0)), (set(), 2))

    def test_a_benchmark_that_is_gone_is_found(self):
        self.assertEqual(self.judge({"benchmarks": []}), ({"budgets/gone"}, 0))


class Instructions(unittest.TestCase):
    def test_two_percent_are_allowed_either_way(self):
        for found, findings, notes in ((203.9, 0, 0), (204.1, 1, 0), (196.1, 0, 0), (195.9, 0, 1)):
            self.assertEqual(tuple(map(len, budgets.judge_instructions(BUDGET, found))), (findings, notes), found)

    def test_watching_costs_less_than_three_percent(self):
        self.assertEqual(budgets.judge_overhead(1000, 1029)[0], [])
        self.assertEqual(budgets.judge_overhead(1000, 1030)[0][0].rule, "budgets/overhead")

    def test_a_run_that_nobody_watches_costs_what_the_market_costs(self):
        self.assertEqual(budgets.judge_unwatched(1000.0, 1005)[0], [])
        self.assertEqual(budgets.judge_unwatched(1000.0, 1006)[0][0].rule, "budgets/unwatched")


class File(unittest.TestCase):
    def test_a_line_that_cannot_be_read_is_found(self):
        for line in ("x 1 2", "x 1 2 3 4", "x 1 2 y", "x 1 -2 3"):
            self.assertEqual(len(budgets.parse("# c\n\n" + line + "\n")[1]), 1, line)

    def test_what_is_recorded_is_read_back_in_its_place(self):
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / budgets.FILE
            path.parent.mkdir(parents=True)
            path.write_text("# kept\nother 1 2 3\nbook.mixed 9 9 9\n")
            budgets.record(Path(place), [BUDGET])
            lines = path.read_text().splitlines()
            self.assertEqual(lines[:2], ["# kept", "other 1 2 3"])
            self.assertEqual(budgets.parse(path.read_text())[0][1], BUDGET)

    def test_the_file_of_the_project_can_be_read(self):
        found, findings = budgets.parse((budgets.ROOT / budgets.FILE).read_text())
        self.assertEqual(findings, [])
        self.assertGreater(len(found), 3)


if __name__ == "__main__":
    unittest.main()
