"""Planted faults of the memory check: programs that eat, fail, or stop listening."""

import contextlib
import io
import sys
import unittest

import memory


def python(code: str, input_from=None) -> memory.Usage:
    return memory.measure([sys.executable, "-c", code], input_from)


class Memory(unittest.TestCase):
    def rules(self, usage: memory.Usage) -> set[str]:
        with contextlib.redirect_stdout(io.StringIO()):
            return {finding.rule for finding in memory.judge("planted", usage, memory.LIMIT_MB)}

    def test_a_program_that_eats_memory_is_caught_and_a_small_one_passes(self):
        self.assertEqual(self.rules(python("hoard = b'x' * (80 << 20)")), {"memory/limit"})
        self.assertEqual(self.rules(python("print('small')")), set())

    def test_a_program_that_takes_more_for_a_longer_tape_is_caught_even_below_the_limit(self):
        small, large = python("hoard = b'x' * (16 << 20)"), python("hoard = b'x' * (32 << 20)")
        self.assertEqual(self.rules(large), set())
        self.assertEqual([found.rule for found in memory.judge_growth("planted", small, large)], ["memory/growth"])
        self.assertEqual(memory.judge_growth("planted", small, small), [])

    def test_a_program_that_keeps_what_it_is_piped_is_caught_and_one_that_does_not_passes(self):
        keeping = "import sys; kept = sys.stdin.buffer.read()"
        counting = "import sys; print(sum(map(len, sys.stdin.buffer)))"
        self.assertEqual(self.rules(python(keeping, memory.lobster_rows(2_000_000))), {"memory/limit"})
        usage = python(counting, memory.lobster_rows(2_000))
        self.assertEqual(self.rules(usage), set())
        self.assertEqual(int(usage.output), sum(map(len, memory.lobster_rows(2_000))))

    def test_a_program_that_fails_is_caught_even_if_it_stops_listening(self):
        self.assertEqual(self.rules(python("raise SystemExit(3)")), {"memory/status"})
        self.assertEqual(self.rules(python("raise SystemExit(3)", memory.lobster_rows(100_000))), {"memory/status"})


if __name__ == "__main__":
    unittest.main()
