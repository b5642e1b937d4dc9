#!/usr/bin/env python3
"""Writes Fixtures/vectors: what trace hash v1, the random streams and Core's arithmetic must give.

A second implementation, made from docs/formats/ and docs/modules/Core.md with Python's standard
library alone; it never runs the Swift code. It reads the tapes of Fixtures as text.

  scripts/vectors.py           writes the vectors
  scripts/vectors.py --check   exits 1 when a vector, a hash line of a tape in Fixtures, or the
                               binary form of one, differs
"""

import math
import pathlib
import struct
import sys
from decimal import (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_UP, Decimal,
                     getcontext)
from fractions import Fraction

from random_stream import Stream, splitmix
from trace_hash import CHECKPOINT_INTERVAL, MASK, SEED, TraceHash, hash_of_bytes

ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "Fixtures"
VECTORS = FIXTURES / "vectors"
getcontext().prec = 80


# --- the words of a tape line ----------------------------------------------------------------

KINDS = {
    "NewOrder": 1, "Cancel": 2, "Amend": 3, "Accepted": 4, "Amended": 5, "Cancelled": 6,
    "Expired": 7, "Reject": 8, "Fill": 9, "Trade": 10, "BookUpdate": 11, "Snapshot": 12,
    "Quote": 13, "Instrument": 14, "Regime": 15, "Gap": 16, "Drop": 17, "Timer": 18,
    "RiskDecision": 19, "OperatorCommand": 20, "OrderTerms": 21, "OrderGroup": 22,
    "MassCancel": 23, "PhaseChange": 24, "Triggered": 25, "Restated": 26,
}
WORDS = {
    "side": ["buy", "sell"], "type": ["limit", "market"], "tif": ["gtc", "ioc", "fok"],
    "role": ["maker", "taker"], "request": ["new", "cancel", "amend", "group"],
    "status": ["trading", "quoting", "halted"],
    "action": ["set", "add", "change", "reduce", "remove", "execute"],
    "cancel": [
        "requested", "requote", "inventory", "storm", "stale", "mass", "group", "self-trade",
        "reduce-only"],
    "expire": ["ioc", "fok", "book-exhausted", "gtd", "protection", "not-admitted", "day"],
    "drop": ["overflow-oldest", "overflow-newest", "duplicate", "late"],
    "reject": [
        "unknown-instrument", "duplicate-order", "unknown-order", "not-owner", "trading-halted",
        "zero-quantity", "quantity-off-lot", "price-off-tick", "below-minimum-notional",
        "contradictory-terms", "quantity-below-filled", "quantity-overflow", "position-limit",
        "would-trade", "queue-full", "stale-input", "insufficient-liquidity", "unknown-position",
        "would-increase", "outside-collar", "not-in-phase", "already-grouped"],
    "trigger": ["none", "stop", "touched", "trailing"],
    "stp": ["allow", "cancel-newest", "cancel-oldest", "cancel-both", "decrement"],
    "group": ["oco", "bracket"], "scope": ["owner", "everyone"],
    "phase": ["opening", "continuous", "closing", "closed"],
    "restate": ["slide", "self-trade", "group", "reduce-only"],
    "command": [
        "halt", "resume", "cancel-all", "flatten", "kill", "reset-kill", "reload", "quit"],
    "verdict": ["denied", "tripped", "reset", "reloaded"],
    "risk": [
        "kill-switch", "operator-halt", "unknown-party", "unknown-instrument", "unknown-order",
        "duplicate-id", "stale-market", "no-reference-price", "order-size", "price-collar",
        "order-notional", "overflow", "duplicate-order", "open-orders", "strategy-orders",
        "position-limit", "strategy-budget", "leverage", "margin", "order-rate",
        "strategy-throttle", "daily-loss", "drawdown", "denial-storm", "exposure-mismatch",
        "operator", "impossible-report", "unpostable-fill"],
}
# key:type, `?` for a field that may be absent, `!` for a mark, `~` and words that one follows.
FIELDS = {
    "NewOrder": "id:n owner:owner side:side type:type price:p~limit qty:q tif:tif post!",
    "Cancel": "id:n owner:owner reason:cancel",
    "Amend": "id:n owner:owner price:p qty:q",
    "Accepted": "id:n owner:owner",
    "Amended": "id:n owner:owner price:p qty:q left:q kept!",
    "Cancelled": "id:n owner:owner left:q reason:cancel",
    "Expired": "id:n owner:owner left:q reason:expire",
    "Reject": "id:n owner:owner of:request reason:reject",
    "Fill": "id:n owner:owner side:side price:p qty:q left:q fill:n trade:n role:role",
    "Trade": "trade:n price:p qty:q aggressor:side? maker:n? taker:n?",
    "BookUpdate": "action:action id:n? side:side price:p qty:q end!",
    "Snapshot": "id:n? side:side price:p qty:q begin! end!",
    "Quote": "bid:p? bid-qty:q? ask:p? ask-qty:q?",
    "Instrument": "tick:p lot:q minimum:p status:status",
    "Regime": "name:regime",
    "Gap": "first:n last:n",
    "Drop": "id:n owner:owner of:request reason:drop",
    "Timer": "timer:n owner:owner",
    "RiskDecision":
        "verdict:verdict id:n? owner:owner of:request? reason:risk limit:n observed:n",
    "OperatorCommand": "command:command config:n?",
    "OrderTerms":
        "id:n owner:owner trigger:trigger at:p~stop,touched,trailing show:q? until:n? stp:stp "
        "reduce! slide! day!",
    "OrderGroup": "group:group owner:owner id:n other:n entry:n~bracket",
    "MassCancel": "owner:owner scope:scope",
    "PhaseChange": "phase:phase reference:p? collar:p?",
    "Triggered": "id:n owner:owner price:p",
    "Restated": "id:n owner:owner price:p? qty:q left:q reason:restate",
}


class Tape:
    """Header tables of a tape, and its lines as words. Trusts the text: it is no validator."""

    def __init__(self):
        self.instruments, self.parties, self.regimes = {}, {}, {}

    def header(self, line):
        word, *rest = line.split(" ")
        if word == "#instrument":
            keys = dict(pair.split("=") for pair in rest[2:])
            self.instruments[rest[1]] = (
                int(rest[0]), int(keys["price-scale"]), int(keys["quantity-scale"]))
        elif word == "#party":
            self.parties[rest[1]] = int(rest[0])
        elif word == "#regime":
            self.regimes[rest[1]] = int(rest[0])

    def words(self, line):
        sequence, time, kind, symbol, *rest = line.split(" ")
        received = self.leading(rest, "rx")
        source = self.parties[name] if (name := self.leading(rest, "src")) else 0
        numbers = self.leading(rest, "sn")
        instrument, *scales = self.instruments.get(symbol, (None, 0, 0))
        presence = (received is not None) << 8 | (numbers is not None) << 9
        presence |= (instrument is not None) << 10
        words = [KINDS[kind] | presence, int(sequence), scaled(time, 9)]
        if received is not None:
            words.append(scaled(received, 9))
        words.append(source)
        if numbers is not None:
            ends = [int(number) for number in numbers.split("-")]
            words += [ends[0], ends[-1]]
        if instrument is not None:
            words.append(instrument)
        marks = {word for word in rest if "=" not in word}
        values = dict(word.split("=", 1) for word in rest if "=" in word)
        return words + self.payload(kind, values, marks, source, *scales)

    @staticmethod
    def leading(rest, key):
        if rest and rest[0].startswith(key + "="):
            return rest.pop(0).split("=", 1)[1]
        return None

    def payload(self, kind, values, marks, source, price_scale, quantity_scale):
        words = []
        for field in FIELDS[kind].split(" "):
            if field.endswith("!"):
                words.append(int(field[:-1] in marks))
                continue
            key, form = field.split(":")
            form, _, openers = form.partition("~")
            if openers and not set(openers.split(",")) & set(values.values()):
                continue
            if form.endswith("?"):
                words.append(int(key in values))
                if key not in values:
                    continue
                form = form[:-1]
            if form == "n":
                words.append(int(values[key]))
            elif form == "p":
                words.append(scaled(values[key], price_scale))
            elif form == "q":
                words.append(scaled(values[key], quantity_scale))
            elif form == "owner":
                words.append(self.parties[values[key]] if key in values else source)
            elif form == "regime":
                words.append(self.regimes[values[key]])
            else:
                words.append(WORDS[form].index(values[key]) + 1)
        return words


def scaled(text, digits):
    value = Decimal(text).scaleb(digits)
    assert value == value.to_integral_value(), text
    return int(value)


def events_of(path):
    """(line's words, running hash) of each event; raises where a hash line disagrees."""
    tape, trace = Tape(), TraceHash()
    with open(path, encoding="ascii") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith(("#hash ", "#end ")):
                _, number, text = line.split(" ")
                if int(number) != trace.count or int(text, 16) != trace.value:
                    raise ValueError(f"{path}: {line}: expected {trace.count} {trace.value:016x}")
            elif line.startswith("#"):
                tape.header(line)
            else:
                words = tape.words(line)
                trace.event(words)
                yield words, trace


# --- the binary form -------------------------------------------------------------------------

BLOCK_EVENTS = 4_096


def crc32c(data):
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (0x82F63B78 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


def folded(difference):
    difference &= MASK
    signed = difference - (1 << 64) if difference >> 63 else difference
    return (signed << 1 ^ signed >> 63) & MASK


MEMORIES = {
    "id": "order", "maker": "order", "taker": "order", "other": "order", "entry": "order",
    "trade": "trade",
}


class BinaryEvents:
    """Events as bytes, each told against the ones before; `words` are those that the hash folds."""

    def __init__(self, first=1):
        self.sequence, self.time, self.instrument = first - 1, 0, 0
        self.last = {"p": 0, "order": 0, "trade": 0}

    def encode(self, kind, words):
        self.control, self.bits, self.numbers = 0, 3, b""
        words = list(words)
        presence, sequence, time = words[:3]
        rest = words[3:]
        received = rest.pop(0) if presence & 256 else None
        source = rest.pop(0)
        numbers = (rest.pop(0), rest.pop(0)) if presence & 512 else None
        instrument = rest.pop(0) + 1 if presence & 1024 else 0
        self.put_bits(KINDS[kind], 5)
        follows, same = sequence == self.sequence + 1, instrument == self.instrument
        self.put_bits((not follows) | (not same) << 1 | (received is not None) << 2
                      | (numbers is not None) << 3, 4)
        self.put(folded(time - self.time))
        self.put(source)
        if not follows:
            self.put(sequence)
        if not same:
            self.put(instrument)
        if received is not None:
            self.put(folded(received - time))
        if numbers is not None:
            self.put(numbers[0])
            self.put(numbers[1] - numbers[0])
        self.sequence, self.time, self.instrument = sequence, time, instrument
        self.fields(kind, rest, source)
        size = max(1, (self.control.bit_length() + 7) // 8)
        return (self.control | size - 1).to_bytes(size, "little") + self.numbers

    def fields(self, kind, words, source):
        opened = set()
        for field in FIELDS[kind].split(" "):
            if field.endswith("!"):
                self.put_bits(words.pop(0), 1)
                continue
            key, form = field.split(":")
            form, _, openers = form.partition("~")
            if openers and not set(openers.split(",")) & opened:
                continue
            if form.endswith("?"):
                is_present = words.pop(0)
                self.put_bits(is_present, 1)
                if not is_present:
                    continue
                form = form[:-1]
            word = words.pop(0)
            memory = MEMORIES.get(key)
            memory = "p" if form == "p" else memory
            if memory:
                self.put(folded(word - self.last[memory]))
                self.last[memory] = word
            elif form in ("n", "q", "regime"):
                self.put(word)
            elif form == "owner":
                self.put(word ^ source)
            else:
                self.put_bits(word, 5)
                opened.add(WORDS[form][word - 1])
        assert not words, kind

    def put_bits(self, value, count):
        self.control |= value << self.bits
        self.bits += count

    def put(self, value):
        length = (value.bit_length() + 7) // 8
        self.put_bits(min(length, 7), 3)
        self.numbers += value.to_bytes(8 if length >= 7 else length, "little")


def section(mark, *words):
    content = b"".join(struct.pack("<Q", word & MASK) for word in words)
    return mark + b"\n" + struct.pack("<I", crc32c(content)) + content


def binary_tape(path):
    """The binary form of a text tape, whole."""
    lines = path.read_text(encoding="ascii").splitlines()
    events = [line for line in lines if not line.startswith("#")]
    header = "".join(line + "\n" for line in lines[:lines.index(events[0])]).encode()
    head = b"\x89TAPE\r\n\x1a" + struct.pack("<II", 1, len(header))
    data = head + struct.pack("<II", crc32c(header), crc32c(head)) + header
    index, trace, block = b"", TraceHash(), []
    tape = Tape()
    for line in lines:
        if line.startswith("#"):
            tape.header(line)
    for place, line in enumerate(events):
        block.append((line.split(" ")[2], tape.words(line)))
        if len(block) < BLOCK_EVENTS and place + 1 < len(events):
            continue
        coder, before = BinaryEvents(block[0][1][1]), trace.state
        payload = b"".join(coder.encode(kind, words) for kind, words in block)
        times = [words[2] for _, words in block]
        header = section(
            b"BLK", len(block) | len(payload) << 32, crc32c(payload), block[0][1][1], min(times),
            max(times), before)
        index += struct.pack("<Q", len(data)) + header
        data += header + payload
        for _, words in block:
            trace.event(words)
        block = []
    end = section(b"END", trace.count, trace.value, len(data), len(index) // 64)
    return data + section(b"IDX", len(index) // 64 | crc32c(index) << 32) + index + end


def binary_rows():
    yield "# event HEX   each event of Fixtures/sample-words.rpl, standing alone"
    tape = Tape()
    for line in (FIXTURES / "sample-words.rpl").read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            tape.header(line)
        else:
            yield "event " + BinaryEvents().encode(line.split(" ")[2], tape.words(line)).hex()
    yield "# file NAME SIZE CRC32C   the binary form of a tape of Fixtures"
    for name in ["sample-words.rpl", "sample.rpl"]:
        data = binary_tape(FIXTURES / name)
        yield f"file {name} {len(data)} {crc32c(data):08x}"


# --- the files -------------------------------------------------------------------------------

def trace_hash_rows():
    yield "# words HASH EVENT…   hash of events, each given as its words (hexadecimal, by comma)"
    groups = [[], [[]], [[0]], [[0], []], [[1], [2]], [[1, 2]], [[2, 1]], [[MASK, 1 << 63]],
              [[SEED]], [[SEED, 0], [0]]]
    for events in groups:
        trace = TraceHash()
        for words in events:
            trace.event(words)
        shown = [",".join(f"{word:x}" for word in words) or "-" for words in events]
        yield " ".join(["words", f"{trace.value:016x}", *shown])
    yield "# bytes HASH HEX   hash of a byte string"
    for text in [b"", b"\0", b"\0\0", b"a", b"abcdefg", b"abcdefgh", b"abcdefghi", b"TRUETAPE",
                 bytes(range(256))]:
        yield f"bytes {hash_of_bytes(text):016x} {text.hex() or '-'}"
    yield "# event HASH WORDS   each event of Fixtures/sample-words.rpl: hash through it, its words"
    for words, trace in events_of(FIXTURES / "sample-words.rpl"):
        yield f"event {trace.value:016x} " + ",".join(f"{word & MASK:x}" for word in words)


def random_rows():
    yield "# splitmix SEED WORD…"
    for seed in [1234567, 0, MASK]:
        spread = splitmix(seed)
        yield f"splitmix {seed} " + " ".join(str(next(spread)) for _ in range(5))
    yield "# xoshiro STATE… (4 words) WORD…"
    for state in [(1, 2, 3, 4), (MASK, 0, 0, 0), (0, 0, 0, 1 << 63)]:
        stream = Stream(state)
        yield " ".join(map(str, ["xoshiro", *state, *(stream.next() for _ in range(10))]))
    names = [(42, "maker-1"), (42, "maker-2"), (43, "maker-1"), (0, "x"), (MASK, "λ"),
             (7, "a-name-longer-than-eight-bytes")]
    yield "# stream SEED NAME WORD…"
    for seed, name in names:
        yield row("stream", seed, name, [], lambda stream: stream.next(), 4)
    yield "# bounded SEED NAME BOUND VALUE…"
    for bound in [0, 1, 2, 3, 6, 1000, (1 << 32) + 1, (1 << 63) + 1, MASK]:
        yield row("bounded", 42, "dice", [bound], lambda stream: stream.bounded(bound), 8)
    yield "# integer SEED NAME LOW HIGH VALUE…"
    for low, high in [(0, 0), (-3, 3), (-(1 << 63), (1 << 63) - 1), (-(1 << 63), 0)]:
        yield row("integer", 42, "span", [low, high], lambda stream: stream.integer(low, high), 6)
    yield "# chance SEED NAME MILLIONTHS VALUE…"
    for millionths in [0, 1, 250_000, 999_999, 1_000_000]:
        yield row("chance", 42, "coin", [millionths], lambda stream: stream.chance(millionths), 8)
    yield "# geometric SEED NAME MEAN LIMIT VALUE…"
    for mean, limit in [(0, 9), (1, 9), (4, 100), (1000, 5)]:
        yield row("geometric", 42, "level", [mean, limit],
                  lambda stream: stream.geometric(mean, limit), 8)
    yield "# power-tail SEED NAME FIRST MILLIONTHS DOUBLINGS VALUE…"
    for first, millionths, doublings in [(1, 0, 9), (15, 353_553, 5), (2, 650_000, 6), (3, 1_000_000, 31)]:
        yield row("power-tail", 42, "size", [first, millionths, doublings],
                  lambda stream: stream.power_tail(first, millionths, doublings), 8)
    yield "# exponential SEED NAME MEAN VALUE…   nanoseconds"
    for mean in [0, 1, 1_000_000, 1_000_000_000, 1 << 61]:
        yield row("exponential", 42, "gap", [mean], lambda stream: stream.exponential(mean), 8)


def row(word, seed, name, arguments, draw, count):
    stream = Stream.named(seed, name)
    return " ".join(map(str, [word, seed, name, *arguments, *(draw(stream) for _ in range(count))]))


ROUNDINGS = {
    "halfEven": ROUND_HALF_EVEN, "towardZero": ROUND_DOWN, "awayFromZero": ROUND_UP,
    "down": ROUND_FLOOR, "up": ROUND_CEILING,
}
LIMIT = 10**15


def rounding_rows():
    yield "# PRICE PRICE-SCALE QUANTITY QUANTITY-SCALE CURRENCY-SCALE ROUNDING MONEY"
    yield "# raw counts; `-` where the amount does not fit 64 bits"
    cases = [(price, 3, 1, 0, 2) for price in
             [0, 1, 4, 5, 6, 9, 10, 14, 15, 16, 24, 25, 26, 35, 994, 995, 996]]
    cases += [(-price, *rest) for price, *rest in cases[1:]]
    cases += [
        (9998, 2, 100, 0, 2), (1, 2, 1, 0, 2), (-1, 18, 1, 18, 0), (LIMIT, 0, LIMIT, 0, 0),
        (LIMIT, 8, LIMIT, 8, 2), (-LIMIT, 8, LIMIT, 8, 2), (1, 0, 1, 0, 18), (10, 0, 1, 0, 18),
        (-9, 0, 1, 0, 18), (-10, 0, 1, 0, 18), (LIMIT, 18, LIMIT, 18, 18), (1, 2, 0, 5, 2),
        (LIMIT, 15, LIMIT, 15, 0), (5, 1, 1, 0, 0), (-5, 1, 1, 0, 0), (15, 1, 1, 0, 0),
        (-15, 1, 1, 0, 0), (25, 1, 1, 0, 0), (-25, 1, 1, 0, 0)]
    stream = Stream.named(42, "rounding")
    for _ in range(40):
        cases.append((
            stream.integer(-LIMIT, LIMIT) // 10**stream.bounded(15), stream.bounded(10),
            stream.bounded(LIMIT) // 10**stream.bounded(15), stream.bounded(10),
            stream.bounded(9)))
    for price, price_scale, quantity, quantity_scale, scale in cases:
        exact = Decimal(price) * Decimal(quantity)
        exact = exact.scaleb(scale - price_scale - quantity_scale)
        for name, mode in ROUNDINGS.items():
            money = int(exact.to_integral_value(rounding=mode))
            shown = money if -(1 << 63) <= money < 1 << 63 else "-"
            yield f"{price} {price_scale} {quantity} {quantity_scale} {scale} {name} {shown}"


def ln_rows():
    yield "# X LN   IEEE 754 bits (hexadecimal); LN is the double nearest to the true logarithm"
    values = [
        1.0, 2.0, 0.5, math.e, 10.0, 0.1, 3.0, 7.0, 0.7, 0.70710678118654746, 0.70710678118654757,
        1.4142135623730949, 1.4142135623730951, 1.4142135623730954, 1.5, 0.75, 1e-300, 1e300,
        2.0**-1022, sys.float_info.max, 2.0**-53, 2.0**53, 1e-9, 1e9, 123456.789,
        math.nextafter(1, 2), math.nextafter(1, 0), 1 + 1e-10, 1 - 1e-10, 1 + 1e-5, 1 - 1e-5, 1.01,
        0.99]
    stream = Stream.named(42, "ln")
    values += [((stream.next() >> 11) + 1) * 2.0**-53 for _ in range(30)]
    values += [math.ldexp(1 + stream.bounded(1 << 52) * 2.0**-52, stream.integer(-1022, 1023))
               for _ in range(30)]
    for value in values:
        yield f"{bits(value)} {bits(float(Decimal(value).ln()))}"


def exp_rows():
    yield "# X EXP   IEEE 754 bits (hexadecimal); EXP is the double nearest to the true e to the X"
    values = [0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 10.0, -10.0, 100.0, -100.0, 700.0, -700.0, 1e-300,
              -1e-300, 1e-9, -1e-9, 2.0**-53, -(2.0**-54), 709.782712893384, -708.3964185322641]
    # Where the multiple of ln 2 that is taken off changes.
    for turns in (-1022, -700, -3, -2, -1, 0, 1, 2, 3, 700, 1022):
        border = float((Decimal(turns) + Decimal("0.5")) * Decimal(2).ln())
        values += [math.nextafter(border, -math.inf), border, math.nextafter(border, math.inf)]
    stream = Stream.named(42, "exp")
    for width in (1, 8, 708):
        values += [(stream.next() >> 11) * 2.0**-52 * width - width for _ in range(30)]
    for value in values:
        yield f"{bits(value)} {bits(float(Decimal(value).exp()))}"


def pow_rows():
    yield ("# X Y POWER   IEEE 754 bits (hexadecimal); POWER is the double nearest to the true X to"
           " the Y")
    pairs = [(1.0, 0.0), (1.0, 1e300), (2.0, 0.0), (2.0, 10.0), (10.0, 3.0), (2.0, 0.5),
             (0.5, 3.0), (0.25, 0.5), (1.1, 100.0), (0.9, 1000.0), (1e-300, 0.5), (1e300, -1.0),
             (2.0, 1023.0), (2.0, -1022.0), (math.e, 1.0)]
    stream = Stream.named(42, "pow")
    unit = lambda: (stream.next() >> 11) * 2.0**-53
    pairs += [(1 - unit(), unit() * 4) for _ in range(40)]
    pairs += [(math.ldexp(1 + unit(), stream.integer(-40, 40)), unit() * 20 - 10)
              for _ in range(40)]
    for base, exponent in pairs:
        power = (Decimal(exponent) * Decimal(base).ln()).exp()
        yield f"{bits(base)} {bits(exponent)} {bits(float(power))}"


def double_rounding_rows():
    yield "# X STEP ROUNDING MULTIPLE   X as bits; the multiple of STEP to which X is rounded"
    stream = Stream.named(42, "double rounding")
    values = [0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 9998.0, 9998.4999999999, 9999.5, -0.1, 1e-300,
              12.0, -12.0, 7.5, -7.5, 22.5, 4e15 + 0.5, 9007199254740993.0, -1e18]
    values += [math.ldexp(stream.integer(-1 << 52, 1 << 52) / 2, -stream.integer(0, 52))
               for _ in range(20)]
    for value in values:
        for step in (1, 5, 25):
            exact = Fraction(value) / step
            multiples = {
                "halfEven": round(exact), "towardZero": math.trunc(exact),
                "awayFromZero": -math.floor(-exact) if exact > 0 else math.floor(exact),
                "down": math.floor(exact), "up": math.ceil(exact)}
            for name, multiple in multiples.items():
                yield f"{bits(value)} {step} {name} {multiple * step}"


def bits(value):
    return f"{struct.unpack('<Q', struct.pack('<d', value))[0]:016x}"


def check_published():
    """The generators against the numbers that their authors' C code gives, the check against the
    one that every catalogue of them gives."""
    assert crc32c(b"123456789") == 0xE3069283
    spread = splitmix(1234567)
    assert [next(spread) for _ in range(5)] == [
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431,
        16408922859458223821]
    stream = Stream((1, 2, 3, 4))
    assert [stream.next() for _ in range(10)] == [
        11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600,
        16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576]


FILES = {
    "trace-hash.txt": trace_hash_rows, "tape-binary.txt": binary_rows, "random.txt": random_rows,
    "rounding.txt": rounding_rows, "ln.txt": ln_rows, "exp.txt": exp_rows, "pow.txt": pow_rows,
    "double-rounding.txt": double_rounding_rows,
}


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    check_published()
    differing = []
    for name, rows in FILES.items():
        text = "\n".join(rows()) + "\n"
        path = VECTORS / name
        if not arguments:
            VECTORS.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            differing.append(f"{path.relative_to(ROOT)} is not what scripts/vectors.py gives")
    tapes = sorted(FIXTURES.glob("*.rpl"))
    events = 0
    for path in tapes:
        try:
            events += sum(1 for _ in events_of(path))
        except (ValueError, KeyError, AssertionError) as error:
            differing.append(f"{path.relative_to(ROOT)}: {error}")
        binary = path.with_suffix(".tape")
        if binary.exists() and binary.read_bytes() != binary_tape(path):
            differing.append(f"{binary.relative_to(ROOT)} is not the binary form of {path.name}")
    for line in differing:
        print(line, file=sys.stderr)
    if not differing:
        print(f"{len(FILES)} vector files and {events} events of {len(tapes)} tapes agree")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
