"""Planted faults of the source lint, and text that only looks like one."""

import source
from planting import Planted

HEAD = "import Core\n"


class SourceLint(Planted):
    def lint(self, body: str, path: str = "Sources/OrderBook/Book.swift"):
        self.plant(path, HEAD + body)
        return source.judge(self.root)[0]

    def test_each_planted_fault_is_caught_at_its_line(self):
        for body, rule in [
            ("let a = generator.random(in: 0..<5)", "random"),
            ("let a = list.shuffled()", "random"),
            ("list.shuffle()", "random"),
            ("let a = list.randomElement(using: &generator)", "random"),
            ("@_alwaysEmitIntoClient func a() {}", "inlined-everywhere"),
            ('@_silgen_name("time") func a()', "inlined-everywhere"),
            ("let a = ContinuousClock.now", "clock"),
            ("func a(_ clock: some Clock) {}", "clock"),
            ("let a = b!", "force-unwrap"),
            ("let a = b()!.c", "force-unwrap"),
            ("let a = b[0]![1]", "force-unwrap"),
            ("var a: Int!", "force-unwrap"),
            ('let a = "\\(b!)"', "force-unwrap"),
            ("let a = try! b()", "force-try"),
            ("let a = b as! Int", "force-cast"),
            ('fatalError("x")', "trap"),
            ("precondition(a > 0)", "trap"),
            ("preconditionFailure()", "trap"),
            ("assert(a > 0)", "trap"),
            ("let a = b.hashValue", "hash-value"),
            ("#if DEBUG\nprint(a)\n#endif", "print"),
            ("Swift.print(a)", "print"),
            ("debugPrint(a)", "print"),
            ("import Foundation", "import"),
            ("public import Glibc", "import"),
            ("@preconcurrency internal import Synchronization", "import"),
            ("import func Glibc.open", "import"),
            ("switch a {\ncase .b: c()\ndefault: d()\n}", "default"),
            ("switch a {\ncase .b: c()\n@unknown default: d()  // open set: no\n}", "default"),
            ("switch a {\ncase 1: c()\ndefault: d()  // open set:\n}", "default"),
            ("switch a {\ncase .b: c()\ncase _: d()\n}", "default"),
            ("switch (a, b) {\ncase (.c, .d): e()\ncase (_, _): f()\n}", "default"),
            ("switch a {\ncase .b: c()\ncase let other: d(other)\n}", "default"),
            ("switch (a, b) {\ncase (.c, .d): e()\ncase let (f, g): h(g)\n}", "default"),
            ("switch (a, b) {\ncase (.c, .d): e()\ncase (_, let f): g(f)\n}", "default"),
            ("let a: Double = 1", "floating-money"),
            ("func a() -> Float", "floating-money"),
        ]:
            with self.subTest(body=body):
                line = max(n for n, text in enumerate(body.split("\n"), 2)
                           if text not in ("#endif", "}"))
                self.assert_rules(self.lint(body), [("source/" + rule, line)])

    def test_what_only_looks_like_a_fault_passes(self):
        findings = self.lint("\n".join([
            "// b! try! fatalError( print( import Foundation",
            'let a = "b! try! as! default: print(1) unsafe Double"',
            "let c = !d && e != f && g !== h",
            "let i = table[j, default: 0]",
            "call(\n  default: 3)",
            "switch k {\ncase 1: l()\ndefault: m()  // open set: any other byte\n}",
            "switch n {\ncase let o?: p(o)\ncase .q(_), .r(let s), (.t, _): u()\ncase (true, false): v()\n}",
            "if case let w as Int = x {}\nfor case let y? in z {}",
            "func hash(into hasher: inout Hasher) {}",
            "struct SimulationClockwork {}",
            "writer.print(line)",
            "let `default` = assertion(n)",
        ]))
        self.assert_rules(findings, set())

    def test_unsafe_needs_its_folder_and_its_proof(self):
        proof = "// SAFETY: index < count, checked above.\nlet a = unsafe b[0]\n"
        self.assert_rules(self.lint(proof), [("source/unsafe", 3)])
        self.plant("Sources/OrderBook/Book.swift", HEAD)
        inside = "Sources/Core/Containers/Slab.swift"
        self.plant(inside, proof)
        self.assert_rules(source.judge(self.root)[0], set())
        self.plant(inside, "// SAFETY: it holds.\n\nlet a = unsafe b[0]\n")
        self.assert_rules(source.judge(self.root)[0], [("source/safety", 3)])
        self.plant(inside, "// SAFETY:\nlet a = unsafe b[0]\n")
        self.assert_rules(source.judge(self.root)[0], [("source/safety", 2)])

    def test_the_edge_needs_the_proof_too(self):
        self.plant("Sources/HostIO/File.swift", "import Glibc\nlet a = unsafe open(b, 0)\n")
        self.assert_rules(source.judge(self.root)[0], [("source/safety", 2)])

    def test_floating_point_is_free_outside_money(self):
        self.plant("Sources/Core/Logarithm.swift", "let a: Double = 1\n")
        self.assert_rules(source.judge(self.root)[0], set())

    def test_an_exception_covers_its_rule_and_file_only(self):
        listing = "scripts/checks/exceptions.txt"
        self.plant(listing, "source/hash-value Sources/OrderBook/Book.swift -- planted\n")
        self.assert_rules(self.lint("let a = b.hashValue"), set())
        self.assert_rules(self.lint("let a = b.hashValue\nlet c = d!"), [("source/force-unwrap", 3)])

    def test_a_stale_exception_and_one_without_reason_fail(self):
        listing = "scripts/checks/exceptions.txt"
        self.plant(listing, "# heading\nsource/clock Sources/OrderBook/Book.swift -- planted\n")
        self.assert_rules(self.lint("let a = 1"), [("exceptions/stale", 2)])
        self.plant(listing, "source/clock Sources/OrderBook/Book.swift\n")
        self.assert_rules(self.lint("let a = 1"), [("exceptions/form", 1)])
