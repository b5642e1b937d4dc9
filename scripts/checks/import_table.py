"""Reads the import table: the Markdown table of docs/modules/README.md is its single home."""

import re
from dataclasses import dataclass
from pathlib import Path

from report import Finding

PAGE = "docs/modules/README.md"
# Modules of the toolchain that a row may name, and the libraries that each links by itself. What is
# called in them is for the symbol check to judge. Everything else that a library imports is ours.
TOOLCHAIN = {
    "Synchronization": {"-lswiftSynchronization", "-lswiftGlibc", "-lm", "-lpthread", "-lutil", "-ldl"},
}
SPECIAL_FLOORS = {"edge": 100, "bench": 100, "test": 100, "plug": 150, "program": 200}


@dataclass(frozen=True)
class Row:
    name: str
    floor: str
    imports: tuple[str, ...]
    line: int

    @property
    def targets(self) -> set[str]:
        """The imports that are targets of this package."""
        return set(self.imports) - set(TOOLCHAIN)

    @property
    def is_library(self) -> bool:
        return self.floor.isdigit()

    @property
    def is_plug(self) -> bool:
        return self.floor == "plug"

    @property
    def is_program(self) -> bool:
        return self.floor == "program"

    @property
    def target(self) -> str:
        """The target's name: a program `name` is the target `<Name>Command`."""
        return self.name[:1].upper() + self.name[1:] + "Command" if self.is_program else self.name

    @property
    def rank(self) -> int:
        return int(self.floor) if self.is_library else SPECIAL_FLOORS[self.floor]


def parse(text: str) -> tuple[list[Row], list[Finding]]:
    rows, findings, inside = [], [], False
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif [cell.lower() for cell in cells] == ["module", "floor", "holds", "may import"]:
            inside = True
        elif inside and not re.fullmatch(r"[-: |]+", line):
            row = _row(cells, number)
            rows.append(row) if isinstance(row, Row) else findings.append(row)
    if not rows:
        findings.append(Finding(
            PAGE, 1, "graph/table", "no table with the columns module, floor, holds, may import",
            "write one row a module"))
    return rows, findings


def _row(cells: list[str], number: int) -> Row | Finding:
    floor = cells[1].split()[0] if len(cells) == 4 and cells[1] else ""
    name = re.fullmatch(r"`(\w+)`", cells[0])
    imports = re.findall(r"`(\w+)`", cells[-1])
    if name and (floor.isdigit() or floor in SPECIAL_FLOORS) and (imports or cells[-1] == "–"):
        return Row(name[1], floor, tuple(imports), number)
    return Finding(
        PAGE, number, "graph/table", "cannot read this row",
        "write: | `Name` | floor | what it holds | `A`, `B` (or –) |; floor: a digit, edge, bench, test, plug, program")


def load(root: Path) -> tuple[list[Row], list[Finding]]:
    page = root / PAGE
    return parse(page.read_text() if page.exists() else "")


def libraries(root: Path) -> list[Row]:
    return [row for row in load(root)[0] if row.is_library]


def closure(rows: list[Row], name: str) -> set[str]:
    """The module, what it may import, and what those may import."""
    table = {row.name: row.imports for row in rows}
    reached, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current not in reached:
            reached.add(current)
            waiting.extend(table.get(current, ()))
    return reached
