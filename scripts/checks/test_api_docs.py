"""api: planted faults and their innocent neighbours."""

import unittest

import api_docs


def symbol(name: str, comment: str | None, precise: str = "s:4Core5PriceV", located: bool = True) -> dict:
    found: dict = {"identifier": {"precise": precise}, "pathComponents": ["Price", name]}
    if comment is not None:
        found["docComment"] = {"lines": [{"text": comment}] if comment else []}
    if located:
        found["location"] = {"uri": "file:///somewhere/Sources/Core/Price.swift", "position": {"line": 6}}
    return found


class ApiTest(unittest.TestCase):
    def test_a_symbol_without_a_comment_is_named_with_its_place(self):
        for comment in (None, ""):
            with self.subTest(comment=comment):
                findings, count = api_docs.judge_graph("Core", {"symbols": [symbol("tick", comment)]})
                self.assertEqual(count, 1)
                self.assertEqual((findings[0].path, findings[0].line), ("Sources/Core/Price.swift", 7))
                self.assertIn("Price.tick", findings[0].message)

    def test_documented_synthesized_and_unwritten_symbols_pass(self):
        graph = {"symbols": [
            symbol("tick", "Smallest step."), symbol("==", None, "s:4Core5PriceV::SYNTHESIZED::s:x"),
            symbol("hash(into:)", None, located=False)]}
        self.assertEqual(api_docs.judge_graph("Core", graph), ([], 1))
