"""source: rules of the libraries that no symbol shows. Comments and string contents do not count."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import graph
import import_table
import swift_text
from report import ROOT, Finding, apply_exceptions, finish, project_files

MONEY_MODULES = {"OrderBook", "OrderState", "Risk", "OMS", "Ledger", "WAL"}
UNSAFE_FOLDERS = ("Sources/Core/Containers/", "Sources/OrderBook/Storage/", "Sources/Handoff/")
OPEN_SET = "open set:"
SAFETY = "SAFETY:"
ANYTHING = r"(?:_|(?:let|var)\s+\w+)"
CATCH_ALL = "|".join(rf"\bcase\s+{pattern}\s*:" for pattern in (
    ANYTHING, rf"\(\s*{ANYTHING}(?:\s*,\s*{ANYTHING})*\s*\)", r"(?:let|var)\s*\([\w\s,]+\)"))
HIDES = "an arm that takes every case hides the one that is added next"
DEFAULT_REMEDY = f"list the cases; over integers or characters, write `default:  // {OPEN_SET} <why>`"


@dataclass(frozen=True)
class Pattern:
    rule: str
    regex: re.Pattern
    message: str
    remedy: str


def _pattern(rule: str, regex: str, message: str, remedy: str) -> Pattern:
    return Pattern("source/" + rule, re.compile(regex), message, remedy)


PATTERNS = [
    _pattern("random", r"\b(?:random(?=\s*\()|shuffled?\b(?=\s*\()|randomElement\b|SystemRandomNumberGenerator\b)",
             "the standard library's randomness is not ours to replay",
             "draw from Core's generator, with our own bounded draws"),
    _pattern("inlined-everywhere", r"@_alwaysEmitIntoClient\b|@_silgen_name\b|@_extern\b|@_cdecl\b",
             "code that escapes the symbols of this module", "write a plain or @inlinable function"),
    _pattern("clock", r"\b(?:Continuous|Suspending|UTC)?Clock\b", "a library reads no clock",
             "take `at now: Timestamp` as an argument"),
    _pattern("force-unwrap", r"(?<=[\w)\]}>?\"])(?<!\btry)(?<!\bas)!(?!=)", "force unwrap",
             "bind with `guard let`, or make the absence a value"),
    _pattern("force-try", r"\btry!", "`try!`", "handle the error, or let it through typed"),
    _pattern("force-cast", r"\bas!", "`as!`", "use a concrete type or `as?`"),
    _pattern("trap", r"\b(?:fatalError|precondition(?:Failure)?|assert(?:ionFailure)?)\b(?=\s*\()",
             "a library does not trap", "make it an outcome, a typed throw or an invariant that leaves as a value"),
    _pattern("hash-value", r"\bhashValue\b", "hashes are seeded per process", "use the trace hash or a key of your own"),
    _pattern("print", r"(?<![\w.])(?:Swift\s*\.\s*)?(?:print|debugPrint|dump|readLine)(?=\s*\()",
             "a library does not talk", "return bytes or text to the caller"),
]
FLOATING = _pattern("floating-money", r"\b(?:Double|Float(?:16|32|64|80)?)\b", "floating point in a money module",
                    "use Price, Quantity, Money; Double belongs to strategies and statistics")


def judge_file(path: str, raw: str, row: import_table.Row) -> list[Finding]:
    text = swift_text.read(raw)
    findings = []
    patterns = PATTERNS + ([FLOATING] if row.name in MONEY_MODULES else [])
    for pattern in patterns:
        for match in pattern.regex.finditer(text.code):
            findings.append(Finding(path, text.line_of(match.start()), pattern.rule, pattern.message, pattern.remedy))
    return findings + _imports(path, text, row) + _defaults(path, text) + unsafe(path, text, UNSAFE_FOLDERS)


def _imports(path: str, text: swift_text.SwiftText, row: import_table.Row) -> list[Finding]:
    return [
        Finding(path, text.line_of(offset), "source/import", f"{row.name} imports {module}",
                f"a library imports only what its row in {import_table.PAGE} names")
        for offset, module in graph.imports(text.code) if module not in row.imports]


def _defaults(path: str, text: swift_text.SwiftText) -> list[Finding]:
    findings = []
    for match in re.finditer(r"(@unknown\s+)?(?<![\w.])default\s*:", text.code):
        if swift_text.enclosing_bracket(text.code, match.start()) != "{":
            continue
        line = text.line_of(match.end() - 1)
        if match[1] or not re.search(OPEN_SET + r"\s*\S", text.comments.get(line, "")):
            findings.append(Finding(path, line, "source/default", HIDES, DEFAULT_REMEDY))
    for match in re.finditer(CATCH_ALL, text.code):  # the same arm under another name
        findings.append(Finding(path, text.line_of(match.start()), "source/default", HIDES, DEFAULT_REMEDY))
    return findings


def unsafe(path: str, text: swift_text.SwiftText, folders: tuple[str, ...] | None) -> list[Finding]:
    """`unsafe` lives in named folders only, and carries its proof. None: any folder."""
    findings = []
    for match in re.finditer(r"\bunsafe\b", text.code):
        line = text.line_of(match.start())
        if folders is not None and not path.startswith(folders):
            findings.append(Finding(
                path, line, "source/unsafe", "`unsafe` outside the folders that may hold it",
                "use a container of Core, or Span; allowed: " + ", ".join(folders)))
        if not _has_proof(text, line):
            findings.append(Finding(
                path, line, "source/safety", "`unsafe` without its proof",
                f"write a `// {SAFETY} <why it holds>` line above, in the same paragraph"))
    return findings


def _has_proof(text: swift_text.SwiftText, line: int) -> bool:
    while line > 0 and text.raw_line(line).strip():
        if re.search(SAFETY + r"\s*\S", text.comments.get(line, "")):
            return True
        line -= 1
    return False


def judge(root: Path) -> tuple[list[Finding], int]:
    rows, findings = import_table.load(root)
    files = [path for path in project_files(root) if path.endswith(".swift")]
    count = 0
    for row in rows:
        for path in files:
            if row.is_library and path.startswith(f"Sources/{row.name}/"):
                findings += judge_file(path, (root / path).read_text(), row)
                count += 1
    for path in files:
        if path.startswith(("Sources/HostIO/", "Benchmarks/")):
            findings += unsafe(path, swift_text.read((root / path).read_text()), None)
    return apply_exceptions(root, "source", findings), count


def main() -> int:
    findings, count = judge(ROOT)
    return finish("source", findings, f"{count} library files")


if __name__ == "__main__":
    sys.exit(main())
