"""Planted pages and rules that Prometheus, or an operator, would stumble over."""

import subprocess
import unittest

import prometheus

PAGE = "# HELP truetape_x X.\n# TYPE truetape_x counter\ntruetape_x 1\n"


def verdict(code: int = 0, stdout: str = "", stderr: str = "") -> subprocess.CompletedProcess:
    return subprocess.CompletedProcess([], code, stdout, stderr)


class Page(unittest.TestCase):
    def test_the_page_lies_between_summary_and_hash(self):
        self.assertEqual(prometheus.page(f"summary\n\n{PAGE}trace-hash: 00\n"), PAGE)
        self.assertEqual(prometheus.page("summary\ntrace-hash: 00\n"), "")

    def test_each_complaint_is_a_finding(self):
        self.assertEqual(prometheus.judge_page(PAGE, verdict()), [])
        found = prometheus.judge_page(PAGE, verdict(3, "", "truetape_x counter should end in _total\nand more\n"))
        self.assertEqual([one.rule for one in found], ["prometheus/metrics"] * 2)
        self.assertEqual([one.rule for one in prometheus.judge_page("", verdict())], ["prometheus/empty"])

    def test_an_alert_on_a_metric_that_nobody_writes_is_found(self):
        known = prometheus.families(PAGE + "# TYPE truetape_y_seconds histogram\n")
        rules = "  - alert: A\n    expr: rate(truetape_x[1m]) > truetape_y_seconds_count\n    expr: truetape_z == 0\n"
        self.assertEqual([(one.rule, one.line) for one in prometheus.judge_rules(rules, known)],
                         [("prometheus/unknown-metric", 3)])


if __name__ == "__main__":
    unittest.main()
