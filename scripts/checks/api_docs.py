"""api: every public symbol of every library says what it is, and docc takes it without a remark.

`swift-symbolgraph-extract` lists the public symbols of the modules that a debug build has made; `docc convert`
makes each library's pages in .build/api/MODULE.doccarchive, which any web server shows. MODULES=DIR takes
modules that are built already.
"""

import json
import os
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


def modules() -> tuple[str, str]:
    """Where the compiled modules lie, and for which machine they are."""
    target = json.loads(run(["swift", "-print-target-info"], ROOT).stdout)["target"]["unversionedTriple"]
    if "MODULES" in os.environ:
        return os.environ["MODULES"], target
    build = run(["swift", "build", "--quiet"], ROOT)
    if build.returncode != 0:
        sys.exit(f"api: the build fails: {build.stderr[-2000:]}")
    return run(["swift", "build", "--show-bin-path"], ROOT).stdout.strip() + "/Modules", target


def judge_module(module: str, place: str, target: str) -> tuple[list[Finding], int]:
    graphs = HOME / "graphs" / module
    graphs.mkdir(parents=True)
    done = run(["swift-symbolgraph-extract", "-module-name", module, "-target", target, "-I", place,
                "-minimum-access-level", "public", "-output-dir", str(graphs)], ROOT)
    graph = graphs / f"{module}.symbols.json"
    if done.returncode != 0 or not graph.exists():
        return [Finding(f"Sources/{module}", 1, "api/absent", "no symbol graph", "it must be built: swift build")], 0
    findings, count = judge_graph(module, json.loads(graph.read_text()))
    return findings + judge_page(module, graphs), count


def main() -> int:
    libraries = [row.name for row in import_table.load(ROOT)[0] if row.is_library]
    place, target = modules()
    shutil.rmtree(HOME, ignore_errors=True)
    findings, total = [], 0
    for module in libraries:
        more, count = judge_module(module, place, target)
        findings, total = findings + more, total + count
    silent = sum(finding.rule == "api/undocumented" for finding in findings)
    print(f"{total - silent} of {total} public symbols of {len(libraries)} libraries are documented")
    return finish("api", findings, f"{len(libraries)} libraries through docc")


if __name__ == "__main__":
    sys.exit(main())
