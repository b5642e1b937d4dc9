"""Planted faults of the graph: manifests as SwiftPM dumps them, sources, and build logs."""

import copy
import json
import re
import subprocess

import graph
import import_table
from planting import TABLE, Planted
from report import ROOT

SETTINGS = [{"tool": "swift", "kind": {name: {"_0": value} if value else {}}}
            for name, _, value in (line.partition(" ") for line in graph.REQUIRED_SETTINGS)]


def target(name: str, kind: str, *imports: str, path: str | None = None) -> dict:
    return {"name": name, "type": kind, "path": path, "settings": SETTINGS,
            "dependencies": [{"byName": [imported, None]} for imported in imports]}


def product(name: str, kind: str, of: str) -> dict:
    return {"name": name, "type": {kind: None}, "targets": [of]}


GOOD = {
    "dependencies": [],
    "targets": [
        target("Core", "regular"),
        target("OrderBook", "regular", "Core"),
        target("HostIO", "regular", "Core"),
        target("OrderflowCommand", "executable", "Core", "HostIO", "OrderBook", path="Sources/Commands/orderflow"),
        target("CoreTests", "test", "Core"),
        target("CommandsTests", "test", "OrderflowCommand"),
    ],
    "products": [
        product("Core", "library", "Core"), product("OrderBook", "library", "OrderBook"),
        product("orderflow", "executable", "OrderflowCommand"),
    ],
}


class ManifestAgainstTable(Planted):
    def setUp(self):
        super().setUp()
        for folder in ("Core", "OrderBook", "HostIO", "Commands/orderflow"):
            self.plant(f"Sources/{folder}/File.swift", "")
        for folder in ("CoreTests", "CommandsTests"):
            self.plant(f"Tests/{folder}/File.swift", "")
        self.dump = copy.deepcopy(GOOD)

    def named(self, name: str) -> dict:
        return next(target for target in self.dump["targets"] if target["name"] == name)

    def judge(self, table: str = TABLE):
        rows, findings = import_table.parse(table)
        return findings + graph.Judge(self.root, self.dump, rows).judge()

    def test_the_house_as_drawn_passes(self):
        self.assert_rules(self.judge(), set())

    def test_an_edge_outside_the_table(self):
        self.named("Core")["dependencies"].append({"byName": ["OrderBook", None]})
        self.assert_rules(self.judge(), {"graph/edge"})

    def test_an_edge_declared_in_the_table_and_absent(self):
        self.named("OrderBook")["dependencies"] = []
        self.assert_rules(self.judge(), [("graph/stale-edge", 4)])

    def test_a_row_without_target_and_a_target_without_row(self):
        self.dump["targets"][2]["name"] = "Edge"
        self.assert_rules(self.judge(), {"graph/no-row", "graph/stale-row"})

    def test_a_program_whose_target_is_not_named_command(self):
        self.dump["targets"].append(target("Orders", "executable"))
        findings = self.judge()
        self.assert_rules(findings, {"graph/no-row"})
        self.assertIn("<Name>Command", findings[0].remedy)

    def test_a_program_that_is_a_library_and_an_import_without_a_row(self):
        self.named("OrderflowCommand")["type"] = "regular"
        self.assert_rules(self.judge(), {"graph/kind"})
        self.named("OrderflowCommand")["type"] = "executable"
        self.assert_rules(self.judge(TABLE.replace("| words | –", "| words | `Foundations`")),
                          {"graph/unknown-import", "graph/stale-edge"})

    def test_an_import_from_the_same_floor_or_above(self):
        self.assert_rules(self.judge(TABLE.replace("| words | –", "| words | `OrderBook`")),
                          {"graph/floor", "graph/stale-edge"})

    def test_helpers_of_tests_may_build_on_one_another_and_not_on_the_edge(self):
        rows = "| `Samples` | test | x | `Core` |\n| `FuzzTargets` | test | x | `Samples` |\n"
        self.dump["targets"] += [target("Samples", "regular", "Core"), target("FuzzTargets", "regular", "Samples")]
        self.assert_rules(self.judge(TABLE + rows), set())
        self.named("Samples")["dependencies"] = [{"byName": ["HostIO", None]}]
        self.assert_rules(self.judge(TABLE + rows.replace("`Core`", "`HostIO`")), {"graph/floor"})

    def test_the_edge_builds_on_itself_and_no_library_builds_on_it(self):
        row = "| `Telemetry` | edge | shows | `HostIO` |\n| `orderflow`"
        shows = target("Telemetry", "library", "HostIO")
        self.dump["targets"].append(shows)
        self.assert_rules(self.judge(TABLE.replace("| `orderflow`", row)), set())
        self.dump["targets"].remove(shows)
        self.assert_rules(self.judge(TABLE.replace("| the book | `Core`", "| the book | `Core`, `HostIO`")),
                          {"graph/floor", "graph/stale-edge"})

    def test_a_row_that_cannot_be_read_and_no_table(self):
        self.assert_rules(import_table.parse(TABLE + "| Wire | 1 facts | x | `Core` |\n")[1], [("graph/table", 7)])
        self.assert_rules(import_table.parse("# Modules\n")[1], {"graph/table"})

    def test_a_module_of_the_toolchain_needs_no_row_and_no_target(self):
        row = "| `OrderBook` | 1 facts | the book | `Core`"
        self.assert_rules(self.judge(TABLE.replace(row, row + ", `Synchronization`")), set())
        self.assert_rules(self.judge(TABLE.replace(row, row + ", `Foundation`")),
                          {"graph/unknown-import", "graph/stale-edge"})

    def test_a_package_dependency(self):
        self.dump["dependencies"] = [{"sourceControl": [{"identity": "swift-collections"}]}]
        self.assert_rules(self.judge(), {"graph/package-dependency"})

    def test_a_library_that_is_no_product_and_an_edge_that_is(self):
        self.dump["products"][1] = product("HostIO", "library", "HostIO")
        findings = self.judge()
        self.assert_rules(findings, {"graph/product"})
        self.assertEqual(len(findings), 2)

    def test_a_plug_is_a_product_and_nobody_builds_on_it(self):
        row = "| `Plug` | plug | what others load | `Core` |\n| `orderflow`"
        self.dump["targets"].append(target("Plug", "library", "Core"))
        self.assert_rules(self.judge(TABLE.replace("| `orderflow`", row)), {"graph/product"})
        self.dump["products"].append(product("Plug", "library", "Plug"))
        self.assert_rules(self.judge(TABLE.replace("| `orderflow`", row)), set())
        row = row.replace("`Core`", "`Core`, `HostIO`")
        self.assert_rules(self.judge(TABLE.replace("| `orderflow`", row)), {"graph/stale-edge"})

    def test_a_settings_list_of_its_own(self):
        self.named("OrderBook")["settings"] = []
        findings = self.judge()
        self.assert_rules(findings, {"graph/settings"})
        self.assertIn("OrderBook", findings[0].message)

    def test_a_shared_list_that_lost_a_setting(self):
        for lost, entry in zip(graph.REQUIRED_SETTINGS, SETTINGS):
            with self.subTest(lost=lost):
                for one in self.dump["targets"]:
                    one["settings"] = [kept for kept in SETTINGS if kept != entry]
                findings = self.judge()
                self.assert_rules(findings, {"graph/settings"})
                self.assertEqual([lost in finding.message for finding in findings], [True])

    def test_a_test_target_named_after_nothing(self):
        self.dump["targets"].append(target("MiscellanyTests", "test"))
        self.assert_rules(self.judge(), {"graph/test-name"})

    def test_an_import_that_the_manifest_does_not_declare(self):
        self.plant("Sources/Core/File.swift", "// import OrderBook\n@_exported public import struct OrderBook.Book\n")
        findings = [one for one in graph.judge_imports(self.root, self.dump) if one.rule != "graph/unused-edge"]
        self.assert_rules(findings, [("graph/undeclared-import", 2)])

    def test_an_edge_that_nothing_uses(self):
        self.plant("Sources/OrderBook/File.swift", "let a = 1\n")
        self.plant("Sources/HostIO/File.swift", "import Core\n")
        self.assertIn("OrderBook declares but never imports Core",
                      [one.message for one in graph.judge_imports(self.root, self.dump)])


class BuildLog(Planted):
    def test_exit_code_and_log_each_count(self):
        complaint = "error: Target D imports another target (A) in the package without declaring it a dependency.\n"
        self.assert_rules(graph.judge_build(0, "Build complete! (1 s)\n"), set())
        self.assert_rules(graph.judge_build(1, "Build complete! (1 s)\n"), {"graph/build"})
        self.assert_rules(graph.judge_build(0, complaint + "Build complete!\n"), {"graph/explicit-import"})
        self.assert_rules(graph.judge_build(1, complaint + "Build complete!\n"), {"graph/explicit-import"})

    def test_the_real_build_refuses_an_undeclared_import(self):
        self.plant("Package.swift", "// swift-tools-version: 6.3\nimport PackageDescription\n"
                   'let package = Package(name: "P", targets: [.target(name: "A"), .target(name: "D")])\n')
        self.plant("Sources/A/A.swift", "public func a() {}\n")
        self.plant("Sources/D/D.swift", "import A\n")
        done = subprocess.run(["swift", "build", *graph.BUILD[3:]], cwd=self.root, capture_output=True, text=True)
        self.assert_rules(graph.judge_build(done.returncode, done.stdout + done.stderr), {"graph/explicit-import"})
        dumped = subprocess.run(["swift", "package", "dump-package"], cwd=self.root, capture_output=True, text=True)
        findings = graph.judge_imports(self.root, json.loads(dumped.stdout))
        self.assert_rules(findings, [("graph/undeclared-import", 1)])

    def test_the_real_build_refuses_a_warning(self):
        manifest = (ROOT / "Package.swift").read_text()
        settings = re.search(r"^let settings: \[SwiftSetting\] = \[.*?^\]\n", manifest, re.M | re.S)[0]
        self.plant("Package.swift", "// swift-tools-version: 6.3\nimport PackageDescription\n" + settings
                   + 'let package = Package(name: "P", targets: [.target(name: "A", swiftSettings: settings)])\n')
        for body, status in [("  _ = 1\n", 0), ("  let unused = 1\n", 1)]:
            self.plant("Sources/A/A.swift", "func a() {\n" + body + "}\n")
            done = subprocess.run(["swift", "build"], cwd=self.root, capture_output=True, text=True)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
