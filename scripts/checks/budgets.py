"""budgets: what an operation may cost, counted, so that no load on the machine blurs it.

`allocations` compares a smoke run of the benchmarks with budgets.txt, exactly; `instructions` counts
by callgrind and allows 2 %; `overhead` counts what watching a run costs, and what being able to
costs a run that nobody watches. RECORD=1 rewrites the file's
figures instead; review the diff.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from report import ROOT, Finding, finish, run

FILE = "scripts/checks/budgets.txt"
BENCH = ".build/release/bench"
ORDERFLOW = ".build/release/orderflow"
TOLERANCE = 0.02
WATCHING_PERCENT = 3
UNWATCHED_PERCENT = 0.6
RECORDED = "find what grew; if it is meant, RECORD=1 scripts/check {} and review the diff"
WATCHED = ["--metrics", "--log", "/dev/null", "--spans", "/dev/null"]


@dataclass(frozen=True)
class Budget:
    name: str
    allocations: str
    bytes: str
    instructions: float
    line: int = 1

    @property
    def text(self) -> str:
        return f"{self.name:<24}{self.allocations:>14}{self.bytes:>16}{self.instructions:>16.1f}"


def parse(text: str) -> tuple[list[Budget], list[Finding]]:
    budgets, findings = [], []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        figures = [re.fullmatch(r"\d+(?:\.\d+)?", word) for word in words[1:]]
        if len(words) == 4 and all(figures):
            budgets.append(Budget(words[0], words[1], words[2], float(words[3]), number))
        else:
            findings.append(Finding(FILE, number, "budgets/form", f"cannot read {line!r}",
                                    "write: name allocations bytes instructions, each for one operation"))
    return budgets, findings


def judge_allocations(budgets: list[Budget], document: dict) -> tuple[list[Finding], list[str]]:
    """More of either is a finding, fewer a note: a budget that is too wide hides the next one."""
    measured = {row["name"]: row for row in document["benchmarks"]}
    findings, notes = [], []
    for budget in budgets:
        row = measured.get(budget.name)
        if row is None or "allocs_per_op" not in row:
            findings.append(_finding(budget, "gone", "is not measured any more", "delete its line"))
            continue
        for what, found, allowed in (
            ("allocations", row["allocs_per_op"], float(budget.allocations)),
            ("bytes", row["bytes_per_op"], float(budget.bytes)),
        ):
            if found > allowed:
                findings.append(_finding(
                    budget, what, f"asks for {found:.6f} {what} an operation, {allowed:.6f} are allowed",
                    RECORDED.format("allocations")))
            elif found < allowed:
                notes.append(f"note: {budget.name} asks for fewer {what} than its budget: "
                             f"{found:.6f}, not {allowed:.6f}; RECORD=1 scripts/check allocations")
    return findings, notes


def judge_instructions(budget: Budget, found: float) -> tuple[list[Finding], list[str]]:
    if found > budget.instructions * (1 + TOLERANCE):
        return [_finding(
            budget, "instructions",
            f"takes {found:.1f} instructions an operation, {budget.instructions:.1f} are allowed",
            RECORDED.format("instructions"))], []
    if found < budget.instructions * (1 - TOLERANCE):
        return [], [f"note: {budget.name} takes fewer instructions than its budget: {found:.1f}, "
                    f"not {budget.instructions:.1f}; RECORD=1 scripts/check instructions"]
    return [], []


def judge_overhead(plain: int, watched: int) -> tuple[list[Finding], str]:
    share = watched / plain - 1
    text = (f"{plain:,} instructions unwatched, {watched:,} with {' '.join(WATCHED)}: "
            f"{share * 100:+.2f} %, below {WATCHING_PERCENT} % is allowed")
    if (watched - plain) * 100 < plain * WATCHING_PERCENT:
        return [], text
    return [Finding("Sources/Telemetry/MarketTelemetry.swift", 1, "budgets/overhead", text,
                    "do less for each event: count on the path, render at the end")], text


def judge_unwatched(alone: float, unwatched: int) -> tuple[list[Finding], str]:
    text = (f"{alone:,.0f} instructions of the simulator alone, {unwatched:,} in a run that nobody watches: "
            f"{(unwatched / alone - 1) * 100:+.2f} %, below {UNWATCHED_PERCENT} % is allowed")
    if (unwatched - alone) * 100 < alone * UNWATCHED_PERCENT:
        return [], text
    return [Finding("Sources/Telemetry/MarketTelemetry.swift", 1, "budgets/unwatched", text,
                    "what was not asked for may cost a comparison a batch, nothing an event")], text


def _finding(budget: Budget, rule: str, message: str, remedy: str) -> Finding:
    return Finding(FILE, budget.line, f"budgets/{rule}", f"{budget.name} {message}", remedy)


def smoke_run(budgets: list[Budget], root: Path) -> dict:
    names = "|".join(re.escape(budget.name) for budget in budgets)
    done = run([str(root / BENCH), "--smoke", "--json", "--filter", f"^({names})$"], root)
    if done.returncode != 0:
        sys.exit(f"budgets: {BENCH} failed: {done.stderr.strip()}")
    return json.loads(done.stdout)


def counted(command: list[str], root: Path) -> tuple[int, str]:
    """Instructions of a whole process, and what it printed.

    Of a copy without debugging text: valgrind 3.19 gives up on what this compiler writes there.
    """
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / Path(command[0]).name
        if run(["strip", "--strip-debug", "-o", str(program), command[0]], root).returncode != 0:
            sys.exit(f"budgets: cannot strip {command[0]}; is binutils installed?")
        counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        done = run([*counting, str(program), *command[1:]], root)
    total = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not total:
        sys.exit(f"budgets: {' '.join(command)} failed: {done.stderr.strip()[-400:]}")
    return int(total[1]), done.stdout


def one_pass(name: str, root: Path, *options: str) -> tuple[float, int]:
    """Instructions of a pass and its operations: three passes less one, so that nothing else counts."""
    command = [str(root / BENCH), *options, "--filter", f"^{re.escape(name)}$", "--passes"]
    (one, printed), (three, _) = (counted(command + [times], root) for times in ("1", "3"))
    return (three - one) / 2, int(printed.split()[1])


def instructions(name: str, root: Path) -> float:
    total, operations = one_pass(name, root, "--smoke")
    return total / operations


def record(root: Path, budgets: list[Budget]):
    path = root / FILE
    lines = path.read_text().splitlines()
    for budget in budgets:
        lines[budget.line - 1] = budget.text
    path.write_text("\n".join(lines) + "\n")
    print(f"budgets: wrote {FILE}; review the diff")


def check_allocations(root: Path, budgets: list[Budget]) -> tuple[list[Finding], str]:
    document = smoke_run(budgets, root)
    if os.environ.get("RECORD") == "1":
        rows = {row["name"]: row for row in document["benchmarks"]}
        record(root, [
            replace(budget, allocations=f"{rows[budget.name]['allocs_per_op']:.6f}",
                    bytes=f"{rows[budget.name]['bytes_per_op']:.6f}") for budget in budgets])
        return [], "recorded"
    findings, notes = judge_allocations(budgets, document)
    print("\n".join(notes), end="\n" if notes else "")
    return findings, f"{len(budgets)} benchmarks, exact"


def check_instructions(root: Path, budgets: list[Budget]) -> tuple[list[Finding], str]:
    found = {budget.name: instructions(budget.name, root) for budget in budgets}
    if os.environ.get("RECORD") == "1":
        record(root, [replace(budget, instructions=found[budget.name]) for budget in budgets])
        return [], "recorded"
    findings = []
    for budget in budgets:
        more, notes = judge_instructions(budget, found[budget.name])
        findings += more
        print("\n".join(notes), end="\n" if notes else "")
    return findings, f"{len(budgets)} benchmarks within {TOLERANCE * 100:.0f} %"


def check_overhead(root: Path) -> tuple[list[Finding], str]:
    # A minute of the market, the one of `sim.events`; what a process does once is not the subject.
    def market(duration: str, *options: str) -> int:
        command = [str(root / ORDERFLOW), "--seed", "42", "--duration", duration]
        return counted([*command, *options], root)[0]

    unwatched = market("60s")
    watching, text = judge_overhead(unwatched, market("60s", *WATCHED))
    able, more = judge_unwatched(one_pass("sim.events", root)[0], unwatched - market("1ms"))
    return watching + able, f"{text}; {more}"


def main(step: str) -> int:
    budgets, findings = parse((ROOT / FILE).read_text())
    if findings:
        return finish(step, findings, "")
    if step != "allocations" and shutil.which("valgrind") is None:
        print(f"{step}: skipped, valgrind is not installed (Debian: valgrind)")
        return 0
    if step == "overhead":
        return finish(step, *check_overhead(ROOT))
    check = {"allocations": check_allocations, "instructions": check_instructions}[step]
    return finish(step, *check(ROOT, budgets))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
