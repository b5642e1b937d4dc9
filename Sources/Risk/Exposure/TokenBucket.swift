internal import Core

/// Tokens that come back with event time: a burst of `pace.count`, then `pace.count` an interval.
///
/// Exact in integers: a token is `interval` units, and a nanosecond brings back `count` of them.
/// A time that goes back brings nothing and takes nothing.
struct TokenBucket: BitwiseCopyable, Sendable, Equatable {
  let pace: Pace
  /// Units left at `time`.
  private(set) var level: Int64
  private(set) var time: Timestamp

  /// A full bucket.
  init(_ pace: Pace) {
    self.pace = pace
    level = Self.capacity(of: pace)
    time = .zero
  }

  /// Whether one is left.
  @inline(__always) func holdsToken(at now: Timestamp) -> Bool {
    level(at: now) >= pace.interval.count
  }

  /// Takes one, which the caller has seen to be there.
  @inline(__always) mutating func take(at now: Timestamp) {
    level = level(at: now) - pace.interval.count
    time = max(time, now)
  }

  /// How many are out, a token that has come back in part among them.
  func spent(at now: Timestamp) -> UInt64 {
    let missing = Self.capacity(of: pace) - level(at: now)
    let interval = pace.interval.count
    return UInt64(missing / interval + (missing % interval == 0 ? 0 : 1))
  }

  @inline(__always) private func level(at now: Timestamp) -> Int64 {
    let elapsed = now.since(time)
    guard elapsed.count > 0 else { return level }
    let capacity = Self.capacity(of: pace)
    // Within an interval the product stays below the capacity, and the sum below 2⁶³.
    guard elapsed < pace.interval else { return capacity }
    return min(capacity, level + elapsed.count * Int64(pace.count))
  }

  @inline(__always) private static func capacity(of pace: Pace) -> Int64 {
    pace.interval.count * Int64(pace.count)
  }
}

extension TokenBucket: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(pace)
    writer.append(level)
    writer.append(time)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    pace = try Pace(decoding: &reader)
    level = try reader.signedWord()
    guard (0...Self.capacity(of: pace)).contains(level) else { throw reader.invalid("level") }
    time = try Timestamp(decoding: &reader)
  }
}
