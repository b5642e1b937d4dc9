public import Core

/// How many of something in how long a time: `count` at once, and then evenly so many in each
/// `interval`.
public struct Pace: BitwiseCopyable, Sendable, Equatable {
  /// How many may come at once.
  public let count: UInt32
  /// In how long a time so many come back.
  public let interval: Nanoseconds

  /// Longest interval: a day.
  public static let longestInterval = Nanoseconds(86_400 * Nanoseconds.second.count)

  /// Nil unless both are positive, the interval is a day at most, and their product is below 2⁶²,
  /// which keeps all arithmetic of a bucket exact.
  public init?(_ count: UInt32, per interval: Nanoseconds) {
    guard count > 0, interval > .zero, interval <= Self.longestInterval else { return nil }
    let (product, overflow) = interval.count.multipliedReportingOverflow(by: Int64(count))
    guard !overflow, product < 1 << 62 else { return nil }
    self.count = count
    self.interval = interval
  }
}

extension Pace: Persistable {
  /// Writes count and interval.
  public func encode(into writer: inout ByteWriter) {
    writer.append(UInt64(count))
    writer.append(interval.count)
  }

  /// Reads a pace that is one.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let count = UInt32(exactly: try reader.word())
    let interval = Nanoseconds(try reader.signedWord())
    guard let count, let pace = Pace(count, per: interval) else { throw reader.invalid("pace") }
    self = pace
  }
}
