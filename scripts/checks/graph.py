"""graph: the package is the house of docs/modules/README.md, and nobody imports through a wall.

Three looks: the manifest's edges against the table, each `import` in the sources against the
manifest, and the build with the explicit-import check. SwiftPM's own check lets an import pass
when the module is reached through another dependency, so the second look is needed beside it.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import import_table
import swift_text
from report import ROOT, Finding, finish, first_line_with, project_files, run

MANIFEST = "Package.swift"
BUILD = ["swift", "build", "--build-tests", "--explicit-target-dependency-import-check", "error"]
# What the one settings list must hold, whatever else it does.
REQUIRED_SETTINGS = [
    "swiftLanguageMode 6", "strictMemorySafety", "treatAllWarnings error", "enableUpcomingFeature ExistentialAny",
    "enableUpcomingFeature InternalImportsByDefault", "enableUpcomingFeature MemberImportVisibility"]
IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)]*\))?[ \t]+)*(?:(?:public|package|internal|private|fileprivate)[ \t]+)?"
    r"import[ \t]+(?:(?:struct|class|enum|protocol|typealias|func|var|let)[ \t]+)?(\w+)", re.M)


def imports(code: str):
    """Yields (offset, module) of each import declaration in masked Swift text."""
    for match in IMPORT.finditer(code):
        yield match.start(1), match[1]


def edges(target: dict) -> set[str]:
    found = set()
    for dependency in target["dependencies"]:
        for kind in ("byName", "target", "product"):
            if kind in dependency:
                found.add(dependency[kind][0])
    return found


def setting(entry: dict) -> str:
    """One entry of a dumped settings list in a line: `treatAllWarnings error`."""
    (name, value), = entry["kind"].items()
    return " ".join([name, *value.values()])


def folder(target: dict) -> str:
    home = "Tests" if target["type"] == "test" else "Sources"
    return target.get("path") or f"{home}/{target['name']}"


class Judge:
    def __init__(self, root: Path, dump: dict, rows: list[import_table.Row]):
        self.root, self.dump, self.rows = root, dump, rows
        self.by_target = {row.target: row for row in rows}
        self.findings: list[Finding] = []

    def manifest(self, rule: str, name: str, message: str, remedy: str):
        line = first_line_with(self.root, MANIFEST, f'"{name}"')
        self.findings.append(Finding(MANIFEST, line, f"graph/{rule}", message, remedy))

    def page(self, row: import_table.Row, rule: str, message: str, remedy: str):
        self.findings.append(Finding(import_table.PAGE, row.line, f"graph/{rule}", message, remedy))

    def judge(self) -> list[Finding]:
        for dependency in self.dump["dependencies"]:
            self.manifest("package-dependency", "", f"the package depends on {json.dumps(dependency)[:80]}",
                          "remove it: this package has no package dependencies")
        self.floors()
        for target in self.dump["targets"]:
            self.target(target)
        names = {target["name"] for target in self.dump["targets"]}
        for row in self.rows:
            if row.target not in names:
                self.page(row, "stale-row", f"no target {row.target} exists", "delete the row")
        self.products()
        self.settings()
        return self.findings

    def floors(self):
        ranks = {row.name: row for row in self.rows}
        for row in self.rows:
            for name in sorted(row.targets):
                below = ranks.get(name)
                if below is None:
                    self.page(row, "unknown-import", f"{row.name} may import {name}, which has no row",
                              "add its row or drop the name")
                # The edge and the helpers of benchmarks and tests build on their own; SwiftPM refuses circles.
                elif below.rank >= row.rank and not row.floor == below.floor in ("bench", "edge", "test"):
                    self.page(row, "floor", f"{row.name} (floor {row.floor}) imports {name} (floor {below.floor})",
                              "import from floors below only")

    def target(self, target: dict):
        name, kind = target["name"], target["type"]
        if kind == "test":
            subject = name.removesuffix("Tests")
            if subject != "Commands" and subject not in self.by_target or subject == name:
                self.manifest("test-name", name, f"test target {name} is named after no module",
                              "name it <Module>Tests, or CommandsTests")
            return
        row = self.by_target.get(name)
        if row is None:
            remedy = f"add its row to {import_table.PAGE}"
            if kind == "executable" and not name.endswith("Command"):
                remedy = "name the target <Name>Command, and add the program's row"
            self.manifest("no-row", name, f"target {name} is not in the table", remedy)
            return
        if (kind == "executable") != row.is_program:
            self.manifest("kind", name, f"{name} is {kind}, its floor is {row.floor}",
                          "programs are executable targets named <Name>Command")
        actual, declared = edges(target), row.targets
        for extra in sorted(actual - declared):
            self.manifest("edge", name, f"{name} depends on {extra}, which its row does not allow",
                          f"drop the dependency, or change the shape: {import_table.PAGE} and DECISIONS.md")
        for absent in sorted(declared - actual):
            self.page(row, "stale-edge", f"{name} does not depend on {absent}",
                      "drop it from the row, or add the dependency to the manifest")

    def products(self):
        kinds: dict[str, tuple[str, list[str]]] = {
            product["name"]: (next(iter(product["type"])), product["targets"])
            for product in self.dump["products"]}
        for row in self.rows:
            kind, targets = kinds.pop(row.name, ("", []))
            wanted = "library" if row.is_library or row.is_plug else "executable" if row.is_program else ""
            if kind != wanted or (wanted and targets != [row.target]):
                self.manifest(
                    "product", row.name,
                    f"{row.name} (floor {row.floor}) is {kind or 'no'} product of {targets}",
                    f"make it {wanted + ' product of ' + row.target if wanted else 'no product'}")
        for name in sorted(kinds):
            self.manifest("product", name, f"product {name} has no row of its name",
                          "each product is named after its row")

    def settings(self):
        lists: dict[str, list[str]] = {}
        for target in self.dump["targets"]:
            if any((self.root / folder(target)).rglob("*.swift")):
                settings = [setting for setting in target["settings"] if setting["tool"] == "swift"]
                lists.setdefault(json.dumps(settings, sort_keys=True), []).append(target["name"])
        ordered = sorted(lists.values(), key=len, reverse=True)
        for names in ordered[1:]:
            for name in names:
                self.manifest("settings", name, f"{name} has a settings list of its own",
                              "pass the shared `settings` list")
        shared = {setting(entry) for entry in json.loads(max(lists, key=lambda one: len(lists[one]), default="[]"))}
        for absent in [one for one in REQUIRED_SETTINGS if one not in shared]:
            self.manifest("settings", "", f"the shared settings list lacks {absent}", "put it back")


def judge_imports(root: Path, dump: dict) -> list[Finding]:
    """Imports that the manifest does not declare, and declared edges that no source uses."""
    names = {target["name"] for target in dump["targets"]}
    files, findings = project_files(root), []
    for target in dump["targets"]:
        declared, used = edges(target), set()
        for path in files:
            if not path.startswith(folder(target) + "/") or not path.endswith(".swift"):
                continue
            text = swift_text.read((root / path).read_text())
            for offset, module in imports(text.code):
                used.add(module)
                if module in names and module not in declared and module != target["name"]:
                    findings.append(Finding(
                        path, text.line_of(offset), "graph/undeclared-import",
                        f"{target['name']} imports {module} without declaring it",
                        "declare the dependency if the table allows it, else do without"))
        if target["type"] in ("regular", "executable"):
            for module in sorted(declared - used):
                findings.append(Finding(
                    MANIFEST, 1, "graph/unused-edge", f"{target['name']} declares but never imports {module}",
                    "drop the dependency from the manifest and the table"))
    return findings


def judge_build(status: int, log: str) -> list[Finding]:
    """A build is good when it exits 0 and its log complains of no import; either alone can lie."""
    findings = []
    for match in re.finditer(r"Target (\w+) imports another target \((\w+)\)[^\n]*", log):
        findings.append(Finding(
            MANIFEST, 1, "graph/explicit-import", match[0].strip(),
            f"declare {match[2]} as a dependency of {match[1]} if the table allows it, else do without"))
    if status != 0 and not findings:
        findings.append(Finding(MANIFEST, 1, "graph/build", f"the build exits {status}",
                                "read the compiler's errors above"))
    return findings


def build(root: Path) -> list[Finding]:
    process = subprocess.Popen(BUILD, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    log = []
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        log.append(line)
    return judge_build(process.wait(), "".join(log))


def main() -> int:
    dumped = run(["swift", "package", "dump-package"], ROOT)
    if dumped.returncode != 0:
        print(dumped.stderr)
        return 1
    dump = json.loads(dumped.stdout)
    rows, findings = import_table.load(ROOT)
    findings += Judge(ROOT, dump, rows).judge()
    findings += judge_imports(ROOT, dump)
    if not findings:
        findings += build(ROOT)
    return finish("graph", findings, f"{len(rows)} rows, {len(dump['targets'])} targets")


if __name__ == "__main__":
    sys.exit(main())
