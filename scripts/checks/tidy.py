"""tidy: files, functions and programs stay small; names say something; the top of the tree is fixed."""

import ast
import re
import sys
from pathlib import Path

import swift_text
from report import ROOT, Finding, finish, project_files

FILE_WALL, FILE_SEAM = 600, 400
FUNCTION_WALL = 70
PROGRAM_WALL, MAIN_WALL = 1_400, 60
TOP_LEVEL = {
    "Package.swift", "Sources", "Tests", "Benchmarks", "Fixtures", "docs", "scripts", "README.md",
    "DESIGN.md", "BENCH.md", "EVAL.md", "RUNBOOK.md", "INVARIANTS.md", "DECISIONS.md", "SLOs.md", "LICENSE",
}
CODE = (".swift", ".py", ".c", ".h", ".sh")
TEXT = CODE + (".md", ".txt", ".json", ".yml", ".yaml", ".toml", "")
EMPTY_NAME = re.compile(r"(?:Util|Helper|Manager|Misc)s?(?![a-z])")
# Spelled in pieces, so that this file does not find itself.
UNDONE = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
WORKPLACE = re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|ho" r"me)/|/tmp/" r"wt\b")


def swift_functions(raw: str):
    """Yields (first line, number of lines) of each function, initialiser, subscript, computed property."""
    text = swift_text.read(raw)
    for begin, end in swift_text.functions(text.code):
        first = text.line_of(begin)
        yield first, text.line_of(end) - first + 1


def python_functions(raw: str):
    for node in ast.walk(ast.parse(raw)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1


def judge_lengths(path: str, raw: str) -> tuple[list[Finding], list[str]]:
    lines, findings, notes = raw.count("\n"), [], []
    if lines > FILE_WALL:
        findings.append(Finding(path, FILE_WALL, "tidy/file-length", f"{lines} lines, the wall is {FILE_WALL}",
                                "split it at its seam: one type a file, capabilities in Type+Capability.swift"))
    elif lines > FILE_SEAM:
        notes.append(f"note: {path} has {lines} lines; past {FILE_SEAM}, look for the seam")
    functions = {".swift": swift_functions, ".py": python_functions}.get(Path(path).suffix)
    for first, length in functions(raw) if functions else ():
        if length > FUNCTION_WALL:
            findings.append(Finding(path, first, "tidy/function-length",
                                    f"{length} lines, the wall is {FUNCTION_WALL}",
                                    "parents branch, leaves compute: take the leaves out"))
    return findings, notes


def judge_words(path: str, raw: str) -> list[Finding]:
    findings = []
    for number, line in enumerate(raw.split("\n"), 1):
        if undone := UNDONE.search(line):
            findings.append(Finding(path, number, "tidy/undone", f"`{undone[0]}` in the tree",
                                    "do it, or write an issue"))
        if place := WORKPLACE.search(line):
            findings.append(Finding(path, number, "tidy/workplace", f"names a place on one machine: {place[0]}",
                                    "use a path relative to the package, or an environment variable"))
    return findings


def judge_names(path: str, raw: str) -> list[Finding]:
    findings = []
    remedy = "name the thing of the domain that it is"
    if EMPTY_NAME.search(Path(path).stem):
        findings.append(Finding(path, 1, "tidy/empty-name", f"file name {Path(path).name}", remedy))
    if path.endswith(".swift"):
        text = swift_text.read(raw)
        declaration = r"\b(?:struct|class|enum|actor|protocol|typealias|extension)\s+([\w.]+)"
        for match in re.finditer(declaration, text.code):
            if EMPTY_NAME.search(match[1]):
                line = text.line_of(match.start())
                findings.append(Finding(path, line, "tidy/empty-name", f"type name {match[1]}", remedy))
    return findings


def judge_programs(sizes: dict[str, int]) -> list[Finding]:
    """Programs are thin: parse arguments, wire, run the loop."""
    findings, totals = [], {}
    for path, lines in sizes.items():
        match = re.match(r"Sources/Commands/([^/]+)/", path)
        if not match or not path.endswith(".swift"):
            continue
        totals[match[1]] = totals.get(match[1], 0) + lines
        if path.endswith("/main.swift") and lines > MAIN_WALL:
            findings.append(Finding(path, MAIN_WALL, "tidy/main-size", f"{lines} lines, the wall is {MAIN_WALL}",
                                    "main.swift wires; give parsing and printing files of their own"))
    for name, total in totals.items():
        if total > PROGRAM_WALL:
            findings.append(Finding(f"Sources/Commands/{name}/main.swift", 1, "tidy/program-size",
                                    f"program {name} has {total} lines, the wall is {PROGRAM_WALL}",
                                    "move what is not arguments, wiring or the loop into a library"))
    return findings


def judge_top_level(paths: list[str]) -> list[Finding]:
    tops = sorted({path.split("/")[0] for path in paths})
    return [
        Finding(top, 1, "tidy/top-level", f"{top} does not belong at the top of the tree",
                "move it under one of: " + ", ".join(sorted(TOP_LEVEL)))
        for top in tops if top not in TOP_LEVEL and not top.startswith(".")]


def judge(root: Path) -> tuple[list[Finding], list[str], int]:
    paths = project_files(root)
    findings, notes, sizes = judge_top_level(project_files(root, untracked=False)), [], {}
    for path in paths:
        if Path(path).suffix not in TEXT or path == "LICENSE" or path.startswith("Fixtures/"):
            continue
        raw = (root / path).read_text(errors="replace")
        findings += judge_words(path, raw)
        if path.endswith(CODE):
            sizes[path] = raw.count("\n")
            more, remarks = judge_lengths(path, raw)
            findings += more + judge_names(path, raw)
            notes += remarks
    return findings + judge_programs(sizes), notes, len(paths)


def main() -> int:
    findings, notes, count = judge(ROOT)
    for note in notes:
        print(note)
    return finish("tidy", findings, f"{count} files")


if __name__ == "__main__":
    sys.exit(main())
