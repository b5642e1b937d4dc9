"""purity: what the libraries' objects, debug and release, ask of the world is on an allowlist.

Every undefined symbol must be of module Swift (less what talks, reads a clock or draws), of a
module that the row allows, or match a line of allowed_symbols.txt. The autolink entries must name
Swift's own libraries only. A denylist would not do: Glibc's `open` is the mangled `$s5Glibc4open…`.
"""

import fnmatch
import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import import_table
import swift_text
from report import ROOT, Finding, apply_exceptions, finish, first_line_with

ALLOWED = Path(__file__).with_name("allowed_symbols.txt")
AUTOLINK = {  # the last three come with the modules that the compiler imports by itself
    "-lswiftCore", "-lswiftSwiftOnoneSupport",
    "-lswift_Concurrency", "-lswift_StringProcessing", "-lswift_RegexParser",
}
# Inside module Swift: name -> rule. `_print_unlocked` is string interpolation, and fine.
REFUSED_IN_SWIFT = {
    **dict.fromkeys(["print", "debugPrint", "dump", "readLine", "_Stdout"], "print"),
    **dict.fromkeys(["CommandLine", "_stdlib_getUnsafeArgvArgc"], "environment"),
    **dict.fromkeys(["ContinuousClock", "SuspendingClock", "Clock"], "clock"),
    **dict.fromkeys(["SystemRandomNumberGenerator", "random", "shuffle", "shuffled", "randomElement"], "random"),
    **dict.fromkeys(["_DictionaryStorage", "_SetStorage", "_NativeDictionary", "_NativeSet",
                     "Dictionary", "Set"], "hashed-storage"),
}
REFUSED_SYMBOLS = {
    "$ss6HasherVABycfC": "hasher",  # Hasher.init(), seeded per process
    "_swiftEmptyDictionarySingleton": "hashed-storage",
    "_swiftEmptySetSingleton": "hashed-storage",
    "swift_stdlib_random": "random",
}
LIBM = {name + suffix for suffix in ("", "f") for name in (
    "sqrt floor ceil trunc round rint nearbyint roundeven fma fmod remainder exp exp2 log log2 log10 pow "
    "sin cos tan asin acos atan atan2 sinh cosh tanh hypot cbrt").split()}
REMEDIES = {
    "print": "return bytes or text to the caller",
    "environment": "take it as an argument; arguments are read in HostIO",
    "clock": "take `at now: Timestamp` as an argument",
    "random": "draw from Core's generator",
    "hashed-storage": "use Core's containers; for a look-up that is never iterated, name an exception with its reason",
    "hasher": "use the trace hash; `hash(into:)` is fine",
    "module": "a library imports only what its row in docs/modules/README.md names",
    "libm": "use `+ - * /` or integers; a stride over Double becomes fma",
    "symbol": "do it in HostIO; if the symbol is truly pure, add it to scripts/checks/allowed_symbols.txt with a reason",
    "autolink": "drop the import that brings the library in",
}


@dataclass
class Entity:
    """What a mangled name speaks of: the modules in it, and each named thing with its module."""
    modules: set[str] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)


_known: dict[str, Entity] = {}


def demangle(symbols: list[str]) -> dict[str, Entity]:
    """The entities of mangled Swift symbols, read from the demangler's trees; each symbol once."""
    new = [symbol for symbol in symbols if symbol not in _known]
    if new:
        output = subprocess.run(["swift-demangle", "-tree-only"], input="\n".join(new) + "\n",
                                capture_output=True, text=True, check=True).stdout
        _known.update(_entities(output))
    return {symbol: _known[symbol] for symbol in symbols if symbol in _known}


def _entities(output: str) -> dict[str, Entity]:
    found, lines = {}, []
    for line in output.split("\n") + ["Demangling for "]:
        if line.startswith("Demangling for "):
            if any("kind=" in tree for tree in lines[1:]):  # a name it cannot read stays a plain symbol
                found[lines[0]] = _entity(lines[1:])
            lines = [line.removeprefix("Demangling for ").strip()]
        elif line.strip():
            lines.append(line)
    return found


def _entity(lines: list[str]) -> Entity:
    entity = Entity()
    nodes = []  # (depth, kind, text)
    for line in lines:
        match = re.match(r'( *)kind=(\w+)(?:, text="(.*)")?', line)
        if match:
            nodes.append((len(match[1]), match[2], match[3] or ""))
    for index, (depth, kind, text) in enumerate(nodes):
        if kind == "Module":
            entity.modules.add(text)
        elif kind in ("Identifier", "PrivateDeclName"):
            entity.names.add((_owner(nodes, index, depth), text))
    return entity


def _owner(nodes: list, index: int, depth: int) -> str:
    """The module of the context that holds the name: the first Module among its elder siblings."""
    start = index
    while start > 0 and nodes[start - 1][0] >= depth:
        start -= 1
    return next((text for _, kind, text in nodes[start:index] if kind == "Module"), "")


def load_allowed(path: Path = ALLOWED) -> list[str]:
    patterns = []
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            pattern, _, reason = line.partition(" -- ")
            if not reason:
                raise SystemExit(f"{path.name}: no reason given: {line!r}")
            patterns.append(pattern.strip())
    return patterns


def judge_symbols(symbols: set[str], modules: set[str], allowed: list[str]) -> list[tuple[str, str, str]]:
    """(symbol, rule, what it is) of each symbol that the allowlist refuses."""
    plain = re.compile("|".join(fnmatch.translate(pattern) for pattern in allowed))
    mangled = sorted(symbol for symbol in symbols if symbol.startswith(("$s", "$S", "$e")))
    entities = demangle(mangled)
    refused = []
    for symbol in sorted(symbols):
        if symbol in REFUSED_SYMBOLS:
            refused.append((symbol, REFUSED_SYMBOLS[symbol], symbol))
        elif symbol in entities:
            refused += [(symbol, rule, what) for rule, what in _judge_entity(entities[symbol], modules)]
        elif not plain.fullmatch(symbol):
            refused.append((symbol, "libm" if symbol in LIBM else "symbol", symbol))
    return refused


def _judge_entity(entity: Entity, modules: set[str]):
    foreign = sorted(entity.modules - modules - {"Swift"})
    if foreign:
        names = sorted(name for owner, name in entity.names if owner in foreign)
        yield "module", ".".join([foreign[0]] + names[:1])
        return
    for owner, name in sorted(entity.names):
        if owner == "Swift" and name in REFUSED_IN_SWIFT:
            yield REFUSED_IN_SWIFT[name], f"Swift.{name}"
            return


def undefined_symbols(object_file: Path) -> set[str]:
    output = subprocess.run(["nm", "-u", str(object_file)], capture_output=True, text=True, check=True).stdout
    return {line.split()[-1] for line in output.splitlines() if line.strip()}


def autolink_entries(object_file: Path) -> set[str]:
    output = subprocess.run(["readelf", "-p", ".swift1_autolink_entries", str(object_file)],
                            capture_output=True, text=True).stdout
    return set(re.findall(r"^\s*\[\s*[0-9a-f]+\]\s+(\S+)", output, re.M))


def judge_object(object_file: Path, source: str, module: str, modules: set[str], allowed: list[str],
                 root: Path, configuration: str) -> list[Finding]:
    findings = []
    for symbol, rule, what in judge_symbols(undefined_symbols(object_file), modules, allowed):
        name = what.rsplit(".", 1)[-1]
        line = _line_of_name(root, source, name)
        findings.append(Finding(source, line, f"purity/{rule}",
                                f"{module} ({configuration}) asks for {what} ({symbol})", REMEDIES[rule], module))
    permitted = AUTOLINK.union(*(links for name, links in import_table.TOOLCHAIN.items() if name in modules))
    for entry in sorted(autolink_entries(object_file) - permitted):
        findings.append(Finding(source, 1, "purity/autolink", f"{module} ({configuration}) links {entry}",
                                REMEDIES["autolink"], module))
    return findings


def _line_of_name(root: Path, source: str, name: str) -> int:
    """Where the source speaks the refused name; 1 when it reaches it some other way."""
    path = root / source
    text = swift_text.read(path.read_text()) if path.is_file() else swift_text.read("")
    match = re.search(rf"\b{re.escape(name)}\b", text.code)
    return text.line_of(match.start()) if match else 1


def objects(build: Path, module: str, sources: list[Path]) -> tuple[list[tuple[Path, Path]], list[Finding]]:
    """The module's (source, object) pairs, from the build's own map; missing ones are a finding."""
    map_file = build / f"{module}.build" / "output-file-map.json"
    mapping = json.loads(map_file.read_text()) if map_file.exists() else {}
    pairs, absent = [], []
    for source in sources:
        entry = mapping.get(str(source), {}).get("object")
        if entry and Path(entry).exists():
            pairs.append((source, Path(entry)))
        else:
            absent.append(source.name)
    missing = Finding(f"Sources/{module}", 1, "purity/no-object",
                      f"no {build.name} object of {', '.join(absent)}", "build both configurations first")
    return pairs, [missing] if absent else []


def main() -> int:
    rows, findings = import_table.load(ROOT)
    allowed, count = load_allowed(), 0
    for configuration in ("debug", "release"):
        build = ROOT / ".build" / configuration
        for row in rows:
            if not row.is_library:
                continue
            sources = sorted((ROOT / "Sources" / row.name).rglob("*.swift"))
            pairs, missing = objects(build, row.name, sources)
            findings += missing
            modules = import_table.closure(rows, row.name)
            for source, object_file in pairs:
                count += 1
                findings += judge_object(object_file, str(source.relative_to(ROOT)), row.name, modules,
                                         allowed, ROOT, configuration)
    return finish("purity", apply_exceptions(ROOT, "purity", findings), f"{count} objects")


if __name__ == "__main__":
    sys.exit(main())
