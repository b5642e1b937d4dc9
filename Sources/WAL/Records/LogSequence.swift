/// Number of a record in its log, dense from 1 over all segments and epochs.
public struct LogSequence: Comparable, Hashable, Sendable, BitwiseCopyable {
  /// The number.
  public let rawValue: UInt64

  /// The record with this number; 0 stands before the first one.
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Before the first record.
  public static let none = LogSequence(0)

  /// The last number that is read of a record, a batch or a segment. No log comes to it: whatever
  /// says more is refused, so that there is always a number behind.
  public static let highest = LogSequence(1 << 62)

  /// The record behind this one.
  public var next: LogSequence { LogSequence(rawValue &+ 1) }

  /// Log order.
  public static func < (left: LogSequence, right: LogSequence) -> Bool {
    left.rawValue < right.rawValue
  }
}
