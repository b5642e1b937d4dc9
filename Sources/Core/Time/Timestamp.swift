/// A point in time: UTC nanoseconds since 1970-01-01T00:00:00Z, or since the start of a simulated
/// session whose epoch is zero.
///
/// Always an argument: no module but the edge reads a clock.
public struct Timestamp: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Nanoseconds since the epoch; never negative.
  public let nanoseconds: Int64

  /// The epoch itself.
  @inlinable public static var zero: Timestamp { Timestamp(unchecked: 0) }

  /// The last time that can be told, in the year 2262.
  @inlinable public static var latestPossible: Timestamp { Timestamp(unchecked: .max) }

  @usableFromInline init(unchecked nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Refuses times before the epoch. The last representable time lies in the year 2262.
  @inlinable public init?(nanoseconds: Int64) {
    guard nanoseconds >= 0 else { return nil }
    self.nanoseconds = nanoseconds
  }

  /// The time `duration` later, held at the last representable time instead of wrapping.
  @inlinable public func advanced(by duration: Nanoseconds) -> Timestamp {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.count)
    return Timestamp(unchecked: overflow ? (duration.count < 0 ? 0 : .max) : max(0, sum))
  }

  /// The span from `earlier` to this time; negative when `earlier` is later.
  @inlinable public func since(_ earlier: Timestamp) -> Nanoseconds {
    Nanoseconds(nanoseconds - earlier.nanoseconds)
  }

  /// Earlier times sort first.
  @inlinable public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

/// A span of time in nanoseconds; may be negative.
public struct Nanoseconds: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// How many.
  public let count: Int64

  /// No time at all.
  public static let zero = Nanoseconds(0)
  /// One second.
  public static let second = Nanoseconds(1_000_000_000)
  /// One millisecond.
  public static let millisecond = Nanoseconds(1_000_000)

  /// Wraps a count.
  @inlinable public init(_ count: Int64) { self.count = count }

  /// Shorter spans sort first.
  @inlinable public static func < (left: Nanoseconds, right: Nanoseconds) -> Bool {
    left.count < right.count
  }
}
