"""prometheus: promtool accepts the pages that orderflow and paper print, and the alert rules."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from report import ROOT, Finding, finish, run

BINARIES = ".build/release"
# A pace brings the metrics that only a paced run has.
RUNS = {
    "Sources/Telemetry/MarketMetrics.swift": ["orderflow", "--duration", "1s", "--speed", "1000x", "--metrics"],
    "Sources/Commands/paper/SessionMetrics.swift": [
        "paper", "--trace", "--duration", "1s", "--speed", "1000x", "--metrics"],
}
RULES = "docs/alerts.yml"
METRIC = re.compile(r"\b(?:truetape|process)_\w+")
SUFFIXES = ("_bucket", "_sum", "_count")


def page(printed: str) -> str:
    """From the first `# HELP` to the line before the trace hash."""
    start = printed.find("# HELP ")
    return printed[start:printed.rstrip("\n").rfind("\n") + 1] if start >= 0 else ""


def families(text: str) -> set[str]:
    return {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE ")}


def judge_page(text: str, verdict: subprocess.CompletedProcess, source: str = "") -> list[Finding]:
    if not text:
        return [_page("empty", "--metrics prints no page", source)]
    if verdict.returncode == 0 and not verdict.stdout.strip() and not verdict.stderr.strip():
        return []
    return [_page("metrics", line, source) for line in (verdict.stdout + verdict.stderr).strip().splitlines()]


def judge_rules(rules: str, known: set[str]) -> list[Finding]:
    """An alert on a metric that nobody writes never fires."""
    findings = []
    for number, line in enumerate(rules.splitlines(), 1):
        if not line.strip().startswith("expr:"):
            continue
        for name in METRIC.findall(line):
            stem = next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)
            if not {name, stem} & known:
                findings.append(Finding(RULES, number, "prometheus/unknown-metric", f"no page has {name}",
                                        "name a metric of orderflow or paper --metrics --speed 1000x"))
    return findings


def _page(rule: str, message: str, source: str) -> Finding:
    return Finding(source, 1, f"prometheus/{rule}", message,
                   "see promtool check metrics, and the naming guide of Prometheus")


def judge(root: Path) -> list[Finding]:
    findings, known = [], set()
    for source, command in RUNS.items():
        text = page(run([str(root / BINARIES / command[0]), *command[1:]], root).stdout)
        checked = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        findings += judge_page(text, checked, source)
        known |= families(text)
    rules = run(["promtool", "check", "rules", RULES], root)
    if rules.returncode != 0:
        findings.append(Finding(RULES, 1, "prometheus/rules", rules.stderr.strip() or rules.stdout.strip(),
                                "see promtool check rules"))
    return findings + judge_rules((root / RULES).read_text(), known)


def main() -> int:
    if shutil.which("promtool") is None:
        print("prometheus: skipped, promtool is not installed (Debian: prometheus)")
        return 0
    return finish("prometheus", judge(ROOT), "page and alert rules")


if __name__ == "__main__":
    sys.exit(main())
