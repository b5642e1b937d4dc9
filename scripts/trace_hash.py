"""Trace hash v1, from docs/formats/tape.md: part of the second implementation in vectors.py."""

import struct

MASK = (1 << 64) - 1

SEED = int.from_bytes(b"TRUETAPE", "big")
MULTIPLIER = 0xD6E8FEB86659FD93
CHECKPOINT_INTERVAL = 65_536


class TraceHash:
    def __init__(self):
        self.state, self.count = SEED, 0

    def fold(self, word):
        mixed = (self.state ^ (word & MASK)) * MULTIPLIER & MASK
        self.state = mixed ^ mixed >> 32

    def event(self, words):
        for word in words:
            self.fold(word)
        self.count += 1

    @property
    def value(self):
        mixed = (self.state ^ self.count) * MULTIPLIER & MASK
        return mixed ^ mixed >> 32


def hash_of_bytes(data):
    trace = TraceHash()
    trace.fold(len(data))
    padded = data + bytes(-len(data) % 8)
    for (word,) in struct.iter_unpack("<Q", padded):
        trace.fold(word)
    return trace.value
