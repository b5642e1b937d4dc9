/// Keeps how long each operation of a pass took.
///
/// The operation stands between `begin` and `end`; the note is taken after the second reading, in
/// room made beforehand, so that neither is part of the figure. The reading itself is: see
/// `TickScale.overheadNanos`.
public struct OperationTimer: Sendable {
  @usableFromInline var ticks: [UInt32] = []

  /// A timer with room for so many operations.
  public init(capacity: Int) {
    ticks.reserveCapacity(capacity)
  }

  /// Reads the counter before an operation.
  @inlinable
  public func begin() -> UInt64 { Machine.ticksBefore }

  /// Notes the operation that began at the reading.
  ///
  /// A single operation longer than 2^32 ticks (about a second) is noted as that long.
  @inlinable
  public mutating func end(_ start: UInt64) {
    ticks.append(UInt32(clamping: Machine.ticksAfter &- start))
  }

  /// What was noted, shortest first.
  ///
  /// - Complexity: O(*n* log *n*).
  public func sortedTicks() -> SortedTicks {
    SortedTicks(values: ticks.sorted())
  }
}

/// Durations of operations in ticks, shortest first.
public struct SortedTicks: Sendable {
  let values: [UInt32]

  /// The duration at a fraction of the way from shortest to longest; 0 when there is none.
  ///
  /// The rank is rounded down, as in the workload's C++ driver, so that figures compare.
  public func percentile(_ fraction: Double) -> UInt32 {
    guard let last = values.indices.last else { return 0 }
    return values[Int(fraction * Double(last))]
  }
}
