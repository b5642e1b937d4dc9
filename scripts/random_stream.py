"""The random streams of docs/modules/Core.md, written a second time: see vectors.py."""

import math
import struct

from trace_hash import MASK, hash_of_bytes


def splitmix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        mixed = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9 & MASK
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & MASK
        yield mixed ^ mixed >> 31


def rotate(word, by):
    return (word << by | word >> 64 - by) & MASK


class Stream:
    """xoshiro256**, seeded by hash(master seed, name) spread by SplitMix64."""

    def __init__(self, state):
        self.state = list(state)

    @classmethod
    def named(cls, seed, name):
        text = name.encode()
        spread = splitmix(hash_of_bytes(struct.pack("<Qq", seed, len(text)) + text))
        return cls(next(spread) for _ in range(4))

    def next(self):
        s = self.state
        result = rotate(s[1] * 5 & MASK, 7) * 9 & MASK
        shifted = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 45)
        return result

    def bounded(self, bound):
        if bound <= 1:
            return 0
        while True:
            product = self.next() * bound
            if product & MASK >= (1 << 64) % bound:
                return product >> 64

    def integer(self, low, high):
        width = high - low + 1
        offset = self.next() if width == 1 << 64 else self.bounded(width)
        return low + offset

    def chance(self, millionths):
        return int(self.bounded(1_000_000) < millionths)

    def geometric(self, mean, limit):
        if mean == 0:
            return 0
        failures = 0
        while failures < limit and self.bounded(mean + 1) != 0:
            failures += 1
        return failures

    def power_tail(self, first, millionths, doublings):
        doubling = 0
        while doubling < doublings and self.chance(millionths):
            doubling += 1
        if doubling == 0:
            return 1 + self.bounded(first)
        return first * 2 ** (doubling - 1) + 1 + self.bounded(first * 2 ** (doubling - 1))

    def exponential(self, mean):
        gap = -series_ln(((self.next() >> 11) + 1) * 2.0**-53) * float(mean)
        return 1 if gap < 1 else min(int(gap), 1 << 62)


def series_ln(value):
    """The documented series in IEEE doubles: bit for bit what the stream must use."""
    fraction, power = math.frexp(value)
    significand, exponent = fraction * 2, float(power - 1)
    if significand > 1.4142135623730951:
        significand, exponent = significand / 2, exponent + 1
    s = (significand - 1) / (significand + 1)
    square, total = s * s, 1.0 / 21
    for denominator in range(19, 0, -2):
        total = total * square + 1 / denominator
    return exponent * 0.6931471805599453 + 2 * s * total
