"""readme: the commands of README.md and docs/guide, run as a reader would, print what the pages say.

A block fenced as ```console holds `$ command` lines, each followed by the stdout it must print.
A line `…` alone stands for any lines; a command that exits N ≠ 0 ends with a line `[exit N]`.
The commands of a page run in order in the root; files they make (git-ignored ones only) are removed after.
```console skip is shown but not run. RECORD=1 writes what was printed into the page.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from report import ROOT, Finding, finish, run

PAGE = "README.md"
GUIDES = "docs/guide"
ANY = "…"
LIMIT_SECONDS = 300


@dataclass
class Command:
    line: int
    text: str
    expected: list[str] = field(default_factory=list)


def parse(page: str) -> list[Command]:
    commands, open_block, skipped = [], False, False
    for number, line in enumerate(page.split("\n"), 1):
        if not open_block and (opening := re.fullmatch(r"```console(\s+skip)?\s*", line)):
            open_block, skipped, in_command = True, bool(opening[1]), False
        elif open_block and line.startswith("```"):
            open_block = False
        elif open_block and not skipped:
            if line.startswith("$ "):
                commands.append(Command(number, line[2:]))
                in_command = True
            elif in_command:
                commands[-1].expected.append(line)
    return commands


def matches(expected: list[str], actual: list[str]) -> bool:
    """Whether `actual` is `expected`, where a line `…` stands for any run of lines."""
    reachable = {0}
    for line in expected:
        if line == ANY:
            reachable = set(range(min(reachable, default=len(actual) + 1), len(actual) + 1))
        else:
            reachable = {at + 1 for at in reachable if at < len(actual) and actual[at] == line}
    return len(actual) in reachable


def first_difference(expected: list[str], actual: list[str]) -> str:
    for index in range(max(len(expected), len(actual))):
        wanted = expected[index] if index < len(expected) else "(nothing)"
        got = actual[index] if index < len(actual) else "(nothing)"
        if wanted == ANY:
            return f"after `{ANY}` nothing matches to the end"
        if wanted != got:
            return f"output line {index + 1} is {got!r}, the page says {wanted!r}"
    return "no difference"


def perform(command: str, root: Path) -> list[str]:
    environment = {**os.environ, "NO_COLOR": "1"}
    try:
        done = subprocess.run(["bash", "-c", command], cwd=root, stdin=subprocess.DEVNULL, env=environment,
                              stdout=subprocess.PIPE, timeout=LIMIT_SECONDS, stderr=subprocess.PIPE)
    except subprocess.TimeoutExpired:
        return [f"[longer than {LIMIT_SECONDS} s]"]
    lines = done.stdout.decode(errors="replace").split("\n")
    if lines[-1] == "":
        lines.pop()
    if done.returncode != 0:
        sys.stderr.write(done.stderr.decode(errors="replace"))
        lines.append(f"[exit {done.returncode}]")
    return lines


def record(page: str, outputs: list[tuple[Command, list[str]]]) -> str:
    """The page with each output that no longer matches replaced by what was printed."""
    lines = page.split("\n")
    for command, actual in reversed(outputs):
        if not matches(command.expected, actual):
            lines[command.line: command.line + len(command.expected)] = actual
    return "\n".join(lines)


def visible(root: Path) -> set[str]:
    """What git would add or has changed, by path."""
    listed = run(["git", "status", "--porcelain", "-z", "--untracked-files=all"], root).stdout
    return set(listed.split("\0"))


def ignored(root: Path) -> set[str]:
    listed = run(["git", "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"], root)
    return {name for name in listed.stdout.split("\0") if name and not name.endswith("/")}


def pages(root: Path) -> list[str]:
    guides = sorted((root / GUIDES).glob("*.md"))
    return [PAGE] + [str(guide.relative_to(root)) for guide in guides]


def judge_page(root: Path, page: str) -> tuple[list[Finding], int]:
    path = root / page
    commands = parse(path.read_text()) if path.exists() else []
    if not commands and page == PAGE:
        return [Finding(PAGE, 1, "readme/absent", "no console block with a command",
                        "show the commands in blocks fenced as ```console")], 0
    for name in ignored(root):
        if name.endswith(".rpl"):
            (root / name).unlink()
    before, files, findings, outputs = visible(root), ignored(root), [], []
    for command in commands:
        print(f"{page}: $ {command.text}", flush=True)
        actual = perform(command.text, root)
        outputs.append((command, actual))
        if not matches(command.expected, actual):
            findings.append(Finding(
                page, command.line, "readme/output", f"`{command.text}`: {first_difference(command.expected, actual)}",
                "correct the program, or record with RECORD=1 scripts/check readme and review the diff"))
    for name in sorted(visible(root) - before):
        findings.append(Finding(page, 1, "readme/left-behind", f"the commands leave {name!r} in the tree",
                                "write to a git-ignored file such as trace.rpl"))
    for name in ignored(root) - files:
        (root / name).unlink()
    if os.environ.get("RECORD") == "1" and commands:
        path.write_text(record(path.read_text(), outputs))
        findings = [finding for finding in findings if finding.rule != "readme/output"]
    return findings, len(commands)


def judge(root: Path) -> tuple[list[Finding], int]:
    findings, count = [], 0
    for page in pages(root):
        more, commands = judge_page(root, page)
        findings, count = findings + more, count + commands
    return findings, count


def main() -> int:
    findings, count = judge(ROOT)
    return finish("readme", findings, f"{count} commands")


if __name__ == "__main__":
    sys.exit(main())
