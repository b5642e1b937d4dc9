"""Reads Swift text well enough to tell code from comments and string contents.

`mask` keeps every character's place: what is not code becomes spaces, so that an offset or a line
number in the masked text is the one in the file. Code inside `\\( … )` stays code.
"""

import bisect
import re
from dataclasses import dataclass, field


@dataclass
class SwiftText:
    raw: str
    code: str
    comments: dict[int, str] = field(default_factory=dict)  # line number -> its comment text
    _starts: list[int] = field(default_factory=list)

    def line_of(self, offset: int) -> int:
        return bisect.bisect_right(self._starts, offset)

    def raw_line(self, number: int) -> str:
        lines = self.raw.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""


def read(raw: str) -> SwiftText:
    scanner = _Scanner(raw)
    scanner.run()
    starts = [0] + [m.end() for m in re.finditer("\n", raw)]
    text = SwiftText(raw, "".join(scanner.out), {}, starts)
    for begin, end in scanner.comments:
        first = text.line_of(begin)
        for number, part in enumerate(raw[begin:end].split("\n"), first):
            text.comments[number] = (text.comments.get(number, "") + " " + part).strip()
    return text


def mask(raw: str) -> str:
    return read(raw).code


def enclosing_bracket(code: str, offset: int) -> str:
    """The innermost bracket that is open at `offset`, or "" at the top of the file."""
    depth = 0
    for index in range(offset - 1, -1, -1):
        if code[index] in ")]}":
            depth += 1
        elif code[index] in "([{":
            if depth == 0:
                return code[index]
            depth -= 1
    return ""


def functions(code: str):
    """Yields (offset of the keyword, offset of the closing brace) of each body."""
    opening = re.compile(r"(?<![\w.`#@])(?:func\b(?=\s)|init(?=\s*[?(<])|deinit\b|subscript(?=\s*[(<]))")
    for match in opening.finditer(code):
        body = _body_start(code, match.end())
        if body is not None:
            yield match.start(), _closing(code, body)
    for match in re.finditer(r"(?<![\w.])var\s+\w+\s*:\s*[^\n={}]+\{", code):
        yield match.start(), _closing(code, match.end() - 1)


_NEXT_DECLARATION = re.compile(
    r"\s*(?:@|#|(?:public|internal|private|fileprivate|package|static|mutating|nonmutating|func|var|"
    r"let|init|deinit|subscript|associatedtype|typealias|case|override|final|borrowing|consuming)\b)")


def _body_start(code: str, index: int) -> int | None:
    """Where the body of a declaration opens; None for a requirement, or for a call such as
    `self.init(…)` and `.init(…)`, which never has one on the next significant character."""
    depth = 0
    while index < len(code):
        character = code[index]
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0:
            if character == "{":
                return index
            if character in "};,":
                return None
            if character == "\n" and _NEXT_DECLARATION.match(code, index):
                return None
        index += 1
    return None


def _closing(code: str, opening: int) -> int:
    depth = 0
    for index in range(opening, len(code)):
        if code[index] == "{":
            depth += 1
        elif code[index] == "}":
            depth -= 1
            if depth == 0:
                return index
    return len(code) - 1


class _Scanner:
    def __init__(self, raw: str):
        self.raw = raw
        self.out = list(raw)
        self.comments: list[tuple[int, int]] = []
        self.index = 0
        # One entry an open construct: ["code", depth] or ["string", hashes, multiline].
        self.stack: list[list] = [["code", 0]]

    def run(self):
        while self.index < len(self.raw):
            if self.stack[-1][0] == "code":
                self.code()
            else:
                self.string()

    def blank(self, end: int, fill: str = " "):
        for index in range(self.index, min(end, len(self.raw))):
            if self.raw[index] != "\n":
                self.out[index] = fill
        self.index = end

    def code(self):
        raw, index = self.raw, self.index
        if raw.startswith("//", index):
            end = raw.find("\n", index)
            return self.comment(len(raw) if end < 0 else end)
        if raw.startswith("/*", index):
            return self.comment(self.block_comment_end())
        literal = re.compile(r'(#*)("""|")').match(raw, index)
        if literal:
            self.stack.append(["string", literal[1], literal[2] == '"""'])
            self.index = literal.end()
            return None
        if raw.startswith("#/", index):
            end = raw.find("/#", index + 2)
            return self.blank(len(raw) if end < 0 else end + 2)
        if raw[index] == "/" and (end := self.bare_regex_end()):
            return self.blank(end)
        if raw[index] == "`":
            end = re.compile(r"[^`\n]*").match(raw, index + 1).end()
            return self.blank(end + 1, "x")
        self.bracket(raw[index])
        self.index += 1
        return None

    def bracket(self, character: str):
        if len(self.stack) == 1:
            return
        if character == "(":
            self.stack[-1][1] += 1
        elif character == ")":
            self.stack[-1][1] -= 1
            if self.stack[-1][1] == 0:
                self.stack.pop()

    def comment(self, end: int):
        self.comments.append((self.index, end))
        self.blank(end)

    def block_comment_end(self) -> int:
        depth = 0
        for match in re.compile(r"/\*|\*/").finditer(self.raw, self.index):
            depth += 1 if match[0] == "/*" else -1
            if depth == 0:
                return match.end()
        return len(self.raw)

    def bare_regex_end(self) -> int | None:
        """A `/…/` literal: only where an operand may begin, closed on its own line."""
        before = self.raw[: self.index].rstrip(" \t\n")
        if before and before[-1] not in "(=,:[{;":
            return None
        match = re.compile(r"/(?![\s/*])(?:\\.|[^/\\\n])*(?<!\s)/").match(self.raw, self.index)
        return match.end() if match else None

    def string(self):
        _, hashes, multiline = self.stack[-1]
        raw, index = self.raw, self.index
        closing = ('"""' if multiline else '"') + hashes
        if raw.startswith(closing, index):
            self.stack.pop()
            self.index += len(closing)
        elif raw.startswith("\\" + hashes, index):
            end = index + 1 + len(hashes)
            self.blank(end)
            if raw.startswith("(", end):
                self.stack.append(["code", 1])
                self.index = end + 1
            else:
                self.blank(end + 1)
        elif raw[index] == "\n" and not multiline:
            self.stack.pop()
        else:
            self.blank(index + 1)
