import HostIO
import Synchronization
import Testing

@Suite struct HostThreadTests {
  /// A value that cannot be copied and counts the ends of its life.
  struct Token: ~Copyable, Sendable {
    let ends: Counter
    deinit { ends.value.add(1, ordering: .relaxed) }
  }

  final class Counter: Sendable {
    let value = Atomic<Int>(0)
  }

  @Test func `a thread is handed its value, which ends with it, once`() throws {
    let ends = Counter()
    let seen = Counter()
    let thread = try HostThread(Token(ends: ends)) { token in
      seen.value.store(token.ends.value.load(ordering: .relaxed) + 1, ordering: .relaxed)
    }
    thread.join()
    #expect(seen.value.load(ordering: .relaxed) == 1)
    #expect(ends.value.load(ordering: .relaxed) == 1)
  }
}
