"""outside: ten lines in another package use every library product, by path, and run.

In release, because that sees more: an object that needs libm links in our programs, which import Glibc, and
not in a package that does not.
"""

import sys
import tempfile
from pathlib import Path

import import_table
from report import ROOT, Finding, finish, run


def manifest(root: Path, libraries: list[str]) -> str:
    uses = ", ".join(f'.product(name: "{name}", package: "TrueTape")' for name in libraries)
    return f"""// swift-tools-version: 6.3
import PackageDescription
let package = Package(
  name: "Outside",
  dependencies: [.package(name: "TrueTape", path: "{root}")],
  targets: [.executableTarget(name: "Outside", dependencies: [{uses}])]
)
"""


def program(libraries: list[str]) -> str:
    return "".join(f"import {name}\n" for name in libraries) + f'print("outside: {len(libraries)}")\n'


def judge(root: Path, libraries: list[str]) -> list[Finding]:
    with tempfile.TemporaryDirectory(prefix="outside-") as place:
        package = Path(place)
        (package / "Sources/Outside").mkdir(parents=True)
        (package / "Package.swift").write_text(manifest(root, libraries))
        (package / "Sources/Outside/main.swift").write_text(program(libraries))
        done = run(["swift", "run", "-c", "release", "Outside"], package)
        if done.returncode == 0 and done.stdout == f"outside: {len(libraries)}\n":
            return []
        print(done.stdout + done.stderr)
    return [Finding("Package.swift", 1, "outside/use", "an outside package cannot use the library products",
                    "each library is a product, builds without flags of ours and links without libm")]


def main() -> int:
    libraries = [row.name for row in import_table.libraries(ROOT)]
    return finish("outside", judge(ROOT, libraries), f"{len(libraries)} products imported")


if __name__ == "__main__":
    sys.exit(main())
