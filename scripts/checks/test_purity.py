"""Planted faults of the purity check: small modules, compiled both ways, that reach out."""

import subprocess
import tempfile
import unittest
from pathlib import Path

import purity
from planting import Planted

FAULTS = """
import Glibc
public func file() -> Int32 { open("x", 0) }
public func seconds() -> Int { time(nil) }
public func curve(_ x: Double) -> Double { sin(x) }
public func steps(_ n: Double) -> Double { stride(from: n, through: 1, by: -2).reduce(0, +) }
public func draw() -> Int { Int.random(in: 0..<5) }
public func generator() -> UInt64 { var g = SystemRandomNumberGenerator(); return g.next() }
public func talk() { print("x") }
public func listen() -> String? { readLine() }
public func arguments() -> [String] { CommandLine.arguments }
public func now() -> ContinuousClock.Instant { ContinuousClock().now }
public func table(_ keys: [String]) -> [String: Int] {
  var counts: [String: Int] = [:]
  for key in keys { counts[key, default: 0] += 1 }
  return counts
}
public func distinct(_ list: [Int]) -> Int { Set(list).count }
public func hash() -> Int { var h = Hasher(); h.combine(1); return h.finalize() }
public func search(_ text: String) -> Bool { text.contains("ab") }
public func later() async -> Int { await Task { 1 }.value }
"""
# What each configuration must show: the rule and the thing asked for.
CAUGHT = {
    ("module", "Glibc.open"), ("clock", "Swift.ContinuousClock"), ("print", "Swift.print"),
    ("print", "Swift.readLine"), ("environment", "Swift.CommandLine"), ("hasher", "$ss6HasherVABycfC"),
    ("module", "_StringProcessing.contains"),
}
CAUGHT_EITHER = {
    ("symbol", "time"), ("libm", "sin"), ("libm", "fma"), ("random", "Swift.random"), ("random", "swift_stdlib_random"),
    ("random", "Swift.SystemRandomNumberGenerator"), ("hashed-storage", "Swift.Dictionary"),
    ("hashed-storage", "Swift._DictionaryStorage"), ("hashed-storage", "Swift._SetStorage"),
}
PURE = """
public struct Line: Hashable, Sendable, Codable, CustomStringConvertible {
  public var text: String
  public var wide: Int128
  public var description: String { "\\(text) \\(wide) \\(1.5)" }
}
public enum Trouble: Error { case column(Int) }
public func sorted(_ list: [Int64]) throws(Trouble) -> [Int64] {
  guard list.count < 10 else { throw .column(list.count) }
  return list.sorted { $0 > $1 }
}
public struct Slab: ~Copyable {
  var storage: UnsafeMutablePointer<Int64>
  public init(count: Int) { storage = .allocate(capacity: count) }
  deinit { storage.deallocate() }
}
public func parse(_ text: Substring) -> Int? { Int(text.split(separator: ",").first ?? "") }
public func pick(_ any: any Sendable) -> Line? { any as? Line }
public func ratio(_ x: Double, _ bytes: Span<UInt8>) -> Double { x * Double(Int128(bytes[0]) / 3) }
"""


def compile_module(folder: Path, name: str, text: str, mode: str) -> Path:
    source, target = folder / f"{name}.swift", folder / f"{name}{mode}.o"
    source.write_text(text)
    subprocess.run(["swiftc", mode, "-parse-as-library", "-swift-version", "6", "-module-name", name,
                    "-c", str(source), "-o", str(target)], check=True, capture_output=True, cwd=folder)
    return target


class Purity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.folder = Path(place.name)
        cls.allowed = purity.load_allowed()

    def refused(self, name: str, text: str, mode: str, modules: set[str]):
        target = compile_module(self.folder, name, text, mode)
        judged = purity.judge_symbols(purity.undefined_symbols(target), modules, self.allowed)
        return {(rule, what) for _, rule, what in judged}, purity.autolink_entries(target) - purity.AUTOLINK

    def test_every_reach_is_refused_in_debug_and_release(self):
        seen = set()
        for mode in ("-Onone", "-O"):
            refused, linked = self.refused("Faults", FAULTS, mode, {"Faults"})
            self.assertLessEqual(CAUGHT, refused, mode)
            self.assertTrue(any(what.startswith("_Concurrency") or what.startswith("swift_task")
                                for _, what in refused), refused)
            self.assertIn("-lswiftGlibc", linked)
            seen |= refused
        self.assertLessEqual(CAUGHT_EITHER, seen)

    def test_ordinary_swift_passes(self):
        for mode in ("-Onone", "-O"):
            self.assertEqual(self.refused("Pure", PURE, mode, {"Pure"}), (set(), set()), mode)

    def test_a_symbol_of_a_module_the_row_does_not_name(self):
        symbols = {"$s9OrderBook0B0VMa", "$sSS10FoundationE4pathSSvg"}
        judged = purity.judge_symbols(symbols, {"Core"}, self.allowed)
        self.assertEqual({what.split(".")[0] for _, _, what in judged}, {"OrderBook", "Foundation"})
        self.assertEqual(purity.judge_symbols({"$s9OrderBook0B0VMa"}, {"OrderBook"}, self.allowed), [])

    def test_the_allowlist_names_no_door(self):
        doors = {"open", "read", "write", "time", "clock_gettime", "getenv", "arc4random", "getrandom",
                 "pthread_create", "sin", "pow", "swift_task_create", "swift_job_run", "swift_stdlib_random", "$sNonsense"}
        judged = purity.judge_symbols(doors, set(), self.allowed)
        self.assertEqual({symbol for symbol, _, _ in judged}, doors)


class ObjectsAndPlaces(Planted):
    def test_a_finding_names_the_line_and_a_missing_object_fails(self):
        self.plant("Sources/Core/File.swift", "// open\nimport Glibc\npublic func file() -> Int32 { open(\"x\", 0) }\n")
        target = compile_module(self.root, "Core", (self.root / "Sources/Core/File.swift").read_text(), "-O")
        findings = purity.judge_object(target, "Sources/Core/File.swift", "Core", {"Core"},
                                       purity.load_allowed(), self.root, "release")
        self.assert_rules(findings, {"purity/module", "purity/autolink"})
        self.assertIn(("purity/module", 3), [(finding.rule, finding.line) for finding in findings])
        _, missing = purity.objects(self.root, "Core", [self.root / "Sources/Core/File.swift"])
        self.assert_rules(missing, {"purity/no-object"})
