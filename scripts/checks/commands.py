"""commands: the five commands that must always work, run verbatim as far as they exist.

Each finishes within five seconds in a debug build; debug, release and a second process print the
same bytes; a run ends with its trace hash; a missing tape's error names the command that makes it.
"""

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from report import ROOT, Finding, finish, run

LIMIT_SECONDS = 5.0
TRACE = "trace.rpl"
HASH_LINE = re.compile(rb"trace-hash: [0-9a-f]{16}")


@dataclass(frozen=True)
class Step:
    product: str
    arguments: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(("swift", "run", self.product) + self.arguments)


STEPS = [
    Step("orderflow", ("--seed", "42")),
    Step("orderflow", ("--seed", "42", "--out", TRACE)),
    Step("tapeview", (TRACE, "--filter", "Fill")),
    Step("backtest", ()),
    Step("paper", ("--trace",)),
]


@dataclass
class Outcome:
    status: int
    stdout: bytes
    stderr: bytes
    seconds: float


def perform(command: list[str], root: Path) -> Outcome:
    started = time.monotonic()
    try:
        done = subprocess.run(command, cwd=root, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return Outcome(-1, b"", b"stopped after 120 s", time.monotonic() - started)
    return Outcome(done.returncode, done.stdout, done.stderr, time.monotonic() - started)


def judge_run(text: str, outcome: Outcome) -> list[Finding]:
    place = f"`{text}`"
    product = text.split()[2]
    if outcome.status != 0:
        last = outcome.stderr.decode(errors="replace").strip().split("\n")[-1]
        return [_finding(product, "exit", f"{place} exits {outcome.status}: {last}", "the five commands always work")]
    findings = []
    if outcome.seconds > LIMIT_SECONDS:
        findings.append(_finding(product, "seconds", f"{place} takes {outcome.seconds:.1f} s of a debug build's {LIMIT_SECONDS:.0f}",
                                 "lower the default size, or make the debug path cheaper"))
    lines = outcome.stdout.rstrip(b"\n").split(b"\n")
    if not HASH_LINE.fullmatch(lines[-1]):
        findings.append(_finding(product, "trace-hash", f"{place} ends with {lines[-1][:60]!r}",
                                 "the last stdout line is `trace-hash: <16 hex digits>`"))
    return findings


def judge_same(product: str, text: str, outputs: dict[str, bytes]) -> list[Finding]:
    """The first output is the measure; every other must equal it byte for byte."""
    (first, measure), *others = outputs.items()
    findings = []
    for name, output in others:
        if output != measure:
            pairs = zip(measure.split(b"\n"), output.split(b"\n"))
            line = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), "the end")
            findings.append(_finding(product, "same-bytes", f"`{text}`: {name} differs from {first} at line {line}",
                                     "find what depends on process, build or time: hashing, addresses, a clock"))
    return findings


def judge_missing(outcome: Outcome) -> list[Finding]:
    complaint = outcome.stderr.decode(errors="replace")
    if outcome.status == 2 and "swift run orderflow" in complaint and f"--out {TRACE}" in complaint:
        return []
    return [_finding("tapeview", "missing-tape", f"without {TRACE}, tapeview exits {outcome.status} and says {complaint.strip()[-120:]!r}",
                     f"exit 2, and name `swift run orderflow --seed 42 --out {TRACE}` on stderr")]


def judge_ignored(root: Path) -> list[Finding]:
    if run(["git", "check-ignore", "-q", TRACE], root).returncode == 0:
        return []
    return [Finding(".gitignore", 1, "commands/ignored", f"{TRACE} is not ignored by git", f"add /{TRACE}")]


def _finding(product: str, rule: str, message: str, remedy: str) -> Finding:
    return Finding(f"Sources/Commands/{product}/main.swift", 1, "commands/" + rule, message, remedy)


def products(root: Path) -> set[str]:
    described = run(["swift", "package", "dump-package"], root)
    return {product["name"] for product in json.loads(described.stdout)["products"] if "executable" in product["type"]}


def judge(root: Path) -> tuple[list[Finding], int]:
    existing, findings, count = products(root), judge_ignored(root), 0
    tape = root / TRACE
    tape.unlink(missing_ok=True)
    debug, release = root / ".build/debug", root / ".build/release"
    if "tapeview" in existing:
        findings += judge_missing(perform([str(debug / "tapeview"), TRACE, "--filter", "Fill"], root))
    tapes: dict[str, bytes] = {}
    for step in STEPS:
        if step.product not in existing:
            print(f"not yet: {step.product}")
            continue
        count += 1
        outcome = perform(["swift", "run", step.product, *step.arguments], root)
        print(f"{outcome.seconds:5.1f} s  {step.text}", flush=True)
        findings += judge_run(step.text, outcome)
        outputs = {"debug": outcome.stdout}
        for name, folder in (("a second process", debug), ("release", release)):
            if TRACE in step.arguments and step.product == "orderflow" and tape.exists():
                tapes.setdefault("debug", tape.read_bytes())
            outputs[name] = perform([str(folder / step.product), *step.arguments], root).stdout
            if TRACE in step.arguments and step.product == "orderflow" and tape.exists():
                tapes[name] = tape.read_bytes()
        findings += judge_same(step.product, step.text, outputs)
    if tapes:
        findings += judge_same("orderflow", f"the file {TRACE} of orderflow", tapes)
    tape.unlink(missing_ok=True)
    return findings, count


def main() -> int:
    findings, count = judge(ROOT)
    return finish("commands", findings, f"{count} of {len(STEPS)} runs exist")


if __name__ == "__main__":
    sys.exit(main())
