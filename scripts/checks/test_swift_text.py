"""The reader of Swift text: what is code and what is not."""

import unittest

import swift_text


class Masking(unittest.TestCase):
    def check_hidden(self, source: str):
        code = swift_text.mask(source)
        self.assertEqual(len(code), len(source))
        self.assertNotIn("HIDE", code, source)
        for word in ("KEEP1", "KEEP2"):
            if word in source:
                self.assertIn(word, code, source)

    def test_comments_and_strings_are_hidden_and_code_is_kept(self):
        for source in [
            "KEEP1 // HIDE\nKEEP2",
            "KEEP1 /* HIDE /* HIDE */ HIDE */ KEEP2",
            'KEEP1 "HIDE" KEEP2',
            'KEEP1 "HIDE \\" HIDE" KEEP2',
            'KEEP1 "" KEEP2 "HIDE"',
            'KEEP1 "// HIDE" KEEP2',
            'KEEP1 #"HIDE " \\ HIDE"# KEEP2',
            'KEEP1 ##"HIDE "# HIDE"## KEEP2',
            'KEEP1 """\nHIDE " HIDE\n"" HIDE\n""" KEEP2',
            'KEEP1 #"""\nHIDE """ HIDE \\( HIDE\n"""# KEEP2',
            'KEEP1 "HIDE \\(KEEP2) HIDE"',
            'KEEP1 "HIDE \\(f(")HIDE", (KEEP2))) HIDE"',
            'KEEP1 "\\("HIDE \\(KEEP2) HIDE") HIDE"',
            'KEEP1 #"HIDE \\(HIDE) \\#(KEEP2) HIDE"#',
            "KEEP1 `HIDE \" // HIDE`() KEEP2",
            "KEEP1 = #/HIDE \" /# + KEEP2",
            'let KEEP1 = /HIDE"/\nKEEP2',
            "KEEP1 / 2 / KEEP2",
        ]:
            with self.subTest(source=source):
                self.check_hidden(source)

    def test_comments_are_found_by_line(self):
        text = swift_text.read('let a = "// no"  // one\n/* two\nthree */ let b\n')
        self.assertEqual(text.comments, {1: "// one", 2: "/* two", 3: "three */"})

    def test_function_bodies_are_measured(self):
        source = "protocol P {\n  func a()\n  var b: Int { get }\n}\nfunc c(\n  _ f: () -> Void = {}\n) {\n  x()\n}\n" \
                 "init() {\n}\nlet z = self.init(1)\nsubscript(i: Int) -> Int {\n  1\n}\n"
        text = swift_text.read(source)
        spans = sorted((text.line_of(a), text.line_of(b)) for a, b in swift_text.functions(text.code))
        self.assertEqual(spans, [(3, 3), (5, 9), (10, 11), (13, 15)])


if __name__ == "__main__":
    unittest.main()
