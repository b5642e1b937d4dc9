"""docs: Markdown links resolve, every invariant has a test that carries its id, every module its page."""

import re
import sys
from pathlib import Path
from urllib.parse import unquote

import import_table
from report import ROOT, Finding, finish, project_files

INVARIANTS = "INVARIANTS.md"
IDENTIFIER = re.compile(r"\bINV-[A-Z][A-Z0-9]*-\d+\b")
TEST_NAME = re.compile(r"\bfunc\s+`(INV-[A-Z][A-Z0-9]*-\d+)\b|@Test\(\s*\"(INV-[A-Z][A-Z0-9]*-\d+)\b")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
DEFINITION = re.compile(r"^\s{0,3}\[[^\]^]+\]:\s*<?(\S+?)>?\s*$")


def prose(text: str) -> list[str]:
    """The lines of a page with fenced blocks and code spans blanked."""
    lines, fence = [], ""
    for line in text.split("\n"):
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) and not line.strip(" `~") else fence
            lines.append("")
        elif mark:
            fence = mark[1]
            lines.append("")
        else:
            lines.append(re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", lambda m: " " * len(m[0]), line))
    return lines


def anchors(text: str) -> set[str]:
    """The anchors of a page, as GitHub makes them: lower case, punctuation gone, blanks to hyphens."""
    found, seen = set(re.findall(r"<a\s+(?:id|name)=\"([^\"]+)\"", text)), {}
    raw = text.split("\n")
    for number, line in enumerate(prose(text)):
        if not re.match(r"#{1,6}\s", line):
            continue
        heading = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", raw[number].lstrip("#").strip().rstrip("#").strip())
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found.add(slug if count == 0 else f"{slug}-{count}")
    return found


def judge_page(root: Path, path: str) -> list[Finding]:
    findings = []
    for number, line in enumerate(prose((root / path).read_text()), 1):
        targets = [match[1] for match in LINK.finditer(line)]
        targets += [match[1] for match in [DEFINITION.match(line)] if match]
        for target in targets:
            if problem := _broken(root, path, target):
                findings.append(Finding(path, number, "docs/link", problem, "name a file or heading that exists"))
    return findings


def _broken(root: Path, path: str, target: str) -> str | None:
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    name, _, anchor = unquote(target).partition("#")
    page = (root / path).parent / name if name else root / path
    if not page.exists():
        return f"{target} leads nowhere"
    if not page.resolve().is_relative_to(root.resolve()):
        return f"{target} leads out of the project"
    if anchor and page.suffix == ".md" and anchor not in anchors(page.read_text()):
        return f"{target}: the page has no such heading"
    return None


def judge_invariants(root: Path, paths: list[str]) -> list[Finding]:
    findings, declared, tested = [], {}, set()
    page = root / INVARIANTS
    if not page.exists():
        findings.append(Finding(INVARIANTS, 1, "docs/invariants", "the page is missing",
                                "list the invariants with their ids there"))
    for number, line in enumerate(page.read_text().split("\n") if page.exists() else [], 1):
        for identifier in IDENTIFIER.findall(line):
            declared.setdefault(identifier, number)
    for path in paths:
        if not path.startswith(("Sources/", "Tests/", "Benchmarks/")) or not path.endswith(".swift"):
            continue
        raw = (root / path).read_text()
        if path.startswith("Tests/"):
            tested |= {first or second for first, second in TEST_NAME.findall(raw)}
        for number, line in enumerate(raw.split("\n"), 1):
            for identifier in IDENTIFIER.findall(line):
                if identifier not in declared:
                    findings.append(Finding(path, number, "docs/unknown-invariant",
                                            f"{identifier} is not in {INVARIANTS}", "add it there, or correct the id"))
    for identifier, number in declared.items():
        if identifier not in tested:
            findings.append(Finding(INVARIANTS, number, "docs/untested-invariant", f"no test is named after {identifier}",
                                    f"write @Test func `{identifier}: <sentence>`()"))
    return findings


def judge_modules(root: Path) -> list[Finding]:
    """Each library, and the edge, has a page with a diagram and its invariants."""
    findings = []
    for row in import_table.load(root)[0]:
        if not row.is_library and row.floor != "edge":
            continue
        path = f"docs/modules/{row.name}.md"
        text = (root / path).read_text() if (root / path).exists() else ""
        wanted = {"diagram (a fenced block)": "\n```", "heading `## Invariants`": "\n## Invariants\n"}
        for what in [what for what, mark in wanted.items() if mark not in text]:
            findings.append(Finding(path, 1, "docs/module-page", f"the page of {row.name} lacks a {what}",
                                    "say what the module is, how it hangs together and what always holds"))
    return findings


def main() -> int:
    paths = project_files(ROOT)
    pages = [path for path in paths if path.endswith(".md")]
    findings = judge_invariants(ROOT, paths) + judge_modules(ROOT)
    for path in pages:
        findings += judge_page(ROOT, path)
    return finish("docs", findings, f"{len(pages)} pages")


if __name__ == "__main__":
    sys.exit(main())
