"""What every check shares: findings with a place and a remedy, named exceptions, the file list."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXCEPTIONS = "scripts/checks/exceptions.txt"


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    rule: str
    message: str
    remedy: str
    subject: str = ""  # what an exception names; the path when empty

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}\n    remedy: {self.remedy}"


@dataclass
class NamedException:
    line: int
    rule: str
    subject: str
    reason: str
    used: bool = False

    def covers(self, finding: Finding) -> bool:
        subject = finding.subject or finding.path
        inside = self.subject.endswith("/") and subject.startswith(self.subject)
        return self.rule == finding.rule and (subject == self.subject or inside)


def read_exceptions(root: Path, family: str) -> tuple[list[NamedException], list[Finding]]:
    """The exceptions of one family of rules, and what is wrong with the file itself."""
    path = root / EXCEPTIONS
    entries, findings = [], []
    lines = path.read_text().splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        words, _, reason = line.partition(" -- ")
        parts = words.split()
        if len(parts) != 2 or not reason.strip():
            findings.append(Finding(
                EXCEPTIONS, number, "exceptions/form", f"cannot read {line!r}",
                "write: <family/rule> <file, folder/ or module> -- <reason>"))
        elif parts[0].startswith(family + "/"):
            entries.append(NamedException(number, parts[0], parts[1], reason.strip()))
    return entries, findings


def apply_exceptions(root: Path, family: str, findings: list[Finding]) -> list[Finding]:
    """Drops what a named exception covers; adds a finding for an exception that covers nothing."""
    entries, kept = read_exceptions(root, family)
    for finding in findings:
        covering = [entry for entry in entries if entry.covers(finding)]
        for entry in covering:
            entry.used = True
        if not covering:
            kept.append(finding)
    for entry in entries:
        if not entry.used:
            kept.append(Finding(
                EXCEPTIONS, entry.line, "exceptions/stale",
                f"{entry.rule} {entry.subject} covers nothing any more", "delete the line"))
    return kept


def finish(name: str, findings: list[Finding], summary: str) -> int:
    """Prints the findings in a fixed order; the exit code of the check."""
    for finding in sorted(set(findings), key=lambda f: (f.path, f.line, f.rule, f.message)):
        print(finding)
    if findings:
        print(f"{name}: {len(set(findings))} finding(s)")
        return 1
    print(f"{name}: ok ({summary})")
    return 0


def project_files(root: Path, untracked: bool = True) -> list[str]:
    """Every file of the project, relative: what git knows or would add; without git, every file."""
    others = ["--others", "--exclude-standard"] if untracked else []
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", *others],
            capture_output=True, text=True, check=True).stdout.split("\0")
        return sorted({name for name in listed if name and (root / name).is_file()})
    hidden = {".build", ".git", "__pycache__"}
    return sorted(
        str(path.relative_to(root)) for path in root.rglob("*")
        if path.is_file() and not hidden & set(path.relative_to(root).parts))


def first_line_with(root: Path, path: str, needle: str) -> int:
    """The first line of `path` that contains `needle`; 1 when none does."""
    file = root / path
    lines = file.read_text(errors="replace").splitlines() if file.exists() else []
    for number, line in enumerate(lines, 1):
        if needle in line:
            return number
    return 1


def run(command: list[str], root: Path, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, **options)


def fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
