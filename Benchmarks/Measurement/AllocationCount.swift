import AllocationCounter

/// What a piece of work asked of the process's allocator.
public struct AllocationCount: Equatable, Sendable {
  /// Calls that returned memory.
  public let calls: UInt64
  /// Bytes asked for in them.
  public let bytes: UInt64

  /// Whether the process's allocations can be counted: glibc, without a sanitizer.
  public static var isAvailable: Bool { truetape_allocations_available() }

  /// Does the work and counts; other threads' allocations are counted with it.
  ///
  /// Not for nested use: there is one pair of counters.
  public static func during(_ work: () -> Void) -> AllocationCount {
    truetape_allocations_start()
    work()
    truetape_allocations_stop()
    return AllocationCount(
      calls: truetape_allocations_calls(), bytes: truetape_allocations_bytes())
  }
}
