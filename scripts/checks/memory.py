"""memory: what reads or writes a tape holds the same few megabytes however long the tape is.

Makes a tape of EVENTS events (ten million unless told otherwise) and measures the largest resident
set of each program that touches it. `orderflow` and `verify` keep every order ever sent, since a late
fill may still come; what they may keep of one is part of their limit. A backtest over a market of levels
is measured twice, with five times the rows the second time.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from report import ROOT, Finding, finish

LIMIT_MB = 64
GROWTH_MB = 4  # for five times the rows
BYTES_AN_ORDER = 160  # a finished order's 60, its slot in a map, and room to double both
PLACE = "scripts/checks/memory.py"


@dataclass(frozen=True)
class Usage:
    status: int
    peak_mb: float
    output: str


def measure(command: list[str], input_from=None, folder: Path = ROOT) -> Usage:
    """Runs a command to its end; `input_from` yields the bytes of its standard input.

    The figure is never below the 15 MB of this checker, which a process inherits until it is its own.
    """
    with tempfile.TemporaryFile() as captured:
        process = subprocess.Popen(
            command, cwd=folder, stdout=captured,
            stdin=subprocess.PIPE if input_from else subprocess.DEVNULL)
        try:
            for piece in input_from or ():
                process.stdin.write(piece)
            if input_from:
                process.stdin.close()
        except BrokenPipeError:
            pass  # its status says why it stopped reading
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        captured.seek(0)
        return Usage(process.returncode, usage.ru_maxrss / 1024, captured.read().decode(errors="replace"))


def judge(name: str, usage: Usage, limit_mb: float) -> list[Finding]:
    print(f"{name}: {usage.peak_mb:.1f} MB at most, {limit_mb:.0f} MB allowed")
    findings = []
    if usage.status != 0:
        findings.append(Finding(PLACE, 1, "memory/status", f"{name} exits {usage.status}: {usage.output[-200:]}",
                                "run the command alone"))
    if usage.peak_mb > limit_mb:
        findings.append(Finding(PLACE, 1, "memory/limit", f"{name} takes {usage.peak_mb:.1f} MB, {limit_mb:.0f} are allowed",
                                "look for what grows with the tape"))
    return findings


def judge_growth(name: str, shorter: Usage, longer: Usage) -> list[Finding]:
    if longer.peak_mb <= shorter.peak_mb + GROWTH_MB:
        return []
    return [Finding(PLACE, 1, "memory/growth", f"{name} takes {shorter.peak_mb:.1f} MB, then {longer.peak_mb:.1f}",
                    "look for what grows with the tape")]


def with_orders(orders: int) -> float:
    return LIMIT_MB + orders * BYTES_AN_ORDER / 2**20


def lobster_rows(count: int):
    """A message file of orders that come and go, a few kilobytes at a time."""
    for start in range(0, count // 2, 500):
        yield "".join(
            f"{34200 + index * 0.0004:.9f},1,{index + 1},100,{1000000 + index % 50 * 100},1\n"
            f"{34200 + index * 0.0004:.9f},3,{index + 1},100,{1000000 + index % 50 * 100},1\n"
            for index in range(start, start + 500)).encode()


def check(events: int, binaries: Path, folder: Path) -> list[Finding]:
    def run(program: str, *words: str, input_from=None) -> Usage:
        return measure([str(binaries / program), *words], input_from, folder)

    made = run("orderflow", "--seed", "42", "--duration", "1000h", "--events", str(events), "--out", "long.rpl")
    size = (folder / "long.rpl").stat().st_size
    summary = run("tapeview", "long.rpl", "--summary-only", "--json")
    orders = json.loads(summary.output)["total"]["orders"] if summary.status == 0 else 0
    print(f"the tape: {events} events, {orders} orders, {size / 1e6:.0f} MB")
    findings = judge("orderflow --out", made, with_orders(orders))
    findings += judge("tapeview --summary-only", summary, LIMIT_MB)
    findings += judge("tapeview diff", run("tapeview", "diff", "long.rpl", "long.rpl"), LIMIT_MB)
    findings += judge("tapeview verify", run("tapeview", "verify", "long.rpl"), with_orders(orders))
    rows = events // 5
    imported = run("tapeview", "import", "lobster", "--messages", "-", "--symbol", "FLAT", "--date", "2012-06-21",
                   "--out", "made.rpl", input_from=lobster_rows(rows))
    findings += judge(f"tapeview import of {rows} rows from a pipe", imported, LIMIT_MB)
    return findings + check_backtest(events, run)


def check_backtest(events: int, run) -> list[Finding]:
    """The same strategy, which trades for one second, over a tape and one five times as long."""
    findings, usages = [], []
    for rows in (events // 10, events // 2):
        run("bench", "--write-market", "levels.rpl", "--rows", str(rows))
        usages.append(run("backtest", "--tape", "levels.rpl", "--strategy", "twap", "--set", "twap.duration=1s",
                          "--set", "mark-interval=10s"))
        findings += judge(f"backtest --tape of {rows} rows", usages[-1], LIMIT_MB)
    return findings + judge_growth("backtest --tape", *usages)


def main() -> int:
    events = int(os.environ.get("EVENTS", "10000000"))
    with tempfile.TemporaryDirectory(dir=ROOT / ".build") as folder:
        findings = check(events, ROOT / ".build/release", Path(folder))
    return finish("memory", findings, f"{events} events")


if __name__ == "__main__":
    sys.exit(main())
