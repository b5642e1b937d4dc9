"""api: every public symbol of every library says what it is, and docc takes it without a remark.

`swift package dump-symbol-graph` lists the public symbols as the compiler sees them; `docc convert` makes each
library's pages in .build/api/MODULE.doccarchive (`docc preview` and any web server show them).
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import import_table
from report import ROOT, Finding, finish, run

HOME = ROOT / ".build/api"
SILENT = re.compile(r"::SYNTHESIZED::")


def undocumented(graph: dict) -> tuple[list[dict], int]:
    """The symbols of a graph without a comment, and how many have to have one.

    What the compiler writes itself (`==` of an enum, `hash(into:)`) has no place in a source, and what is
    inherited is documented where it is declared.
    """
    own = [symbol for symbol in graph["symbols"]
           if not SILENT.search(symbol["identifier"]["precise"]) and "location" in symbol]
    return [symbol for symbol in own if not symbol.get("docComment", {}).get("lines")], len(own)


def judge_graph(module: str, graph: dict) -> tuple[list[Finding], int]:
    silent, count = undocumented(graph)
    findings = []
    for symbol in silent:
        place = symbol["location"]
        path = place["uri"].removeprefix("file://")
        path = "Sources" + path.partition("/Sources")[2] if "/Sources" in path else path
        findings.append(Finding(
            path, place["position"]["line"] + 1, "api/undocumented",
            f"{module}: {'.'.join(symbol['pathComponents'])} says nothing of itself",
            "one sentence that does not repeat the name"))
    return findings, count


def judge_page(module: str, graphs: Path) -> list[Finding]:
    done = run(["docc", "convert", "--additional-symbol-graph-dir", str(graphs),
                "--fallback-display-name", module, "--fallback-bundle-identifier", f"truetape.{module}",
                "--output-dir", str(HOME / f"{module}.doccarchive")], ROOT)
    remarks = [line for line in (done.stdout + done.stderr).splitlines()
               if re.match(r"(?:warning|error|note):", line)]
    if done.returncode != 0 and not remarks:
        remarks = [f"docc ends with status {done.returncode}"]
    return [Finding(f"Sources/{module}", 1, "api/docc", remark, "mend the comment it names") for remark in remarks]


def main() -> int:
    table = import_table.load(ROOT)[0]
    libraries = [row.name for row in table if row.is_library]
    shutil.rmtree(HOME, ignore_errors=True)
    dump = run(["swift", "package", "dump-symbol-graph", "--minimum-access-level", "public"], ROOT)
    places = re.findall(r"^Files written to (.+)$", dump.stdout, re.M)
    if dump.returncode != 0 or not places:
        print(dump.stderr[-2000:], file=sys.stderr)
        return 1
    findings, total = [], 0
    for module in libraries:
        graphs = HOME / "graphs" / module
        graphs.mkdir(parents=True)
        for file in Path(places[0]).glob(f"{module}*.symbols.json"):
            if file.name.split(".")[0].split("@")[0] == module:
                shutil.copy(file, graphs)
        own = graphs / f"{module}.symbols.json"
        if not own.exists():
            findings.append(Finding(f"Sources/{module}", 1, "api/absent", "no symbol graph", "does it build?"))
            continue
        more, count = judge_graph(module, json.loads(own.read_text()))
        findings += more + judge_page(module, graphs)
        total += count
    silent = sum(finding.rule == "api/undocumented" for finding in findings)
    print(f"{total - silent} of {total} public symbols of {len(libraries)} libraries are documented")
    return finish("api", findings, f"{len(libraries)} libraries through docc")


if __name__ == "__main__":
    sys.exit(main())
