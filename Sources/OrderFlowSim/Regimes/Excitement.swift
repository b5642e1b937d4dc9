import Core

/// How far an instrument's trades have stirred its participants up: activity that each trade adds
/// and that wears off, a part of it at once, a part soon, a part late.
///
/// Trades that bring on trades are why real orders come in clusters (self-exciting flow: Hawkes
/// 1971; Bacry, Mastromatteo, Muzy 2015); three half-lives stand in for the power law of them that
/// is measured.
struct Excitement: Sendable {
  /// A value for each part.
  typealias Parts = InlineArray<3, UInt64>

  /// Half-lives of the parts.
  static let halfLives: InlineArray<3, Nanoseconds> = [
    Nanoseconds(3_000_000), Nanoseconds(60_000_000), Nanoseconds(1_500_000_000),
  ]
  /// Most that each part can reach, in millionths of ordinary activity.
  static let limits: Parts = [4_000_000, 1_600_000, 1_000_000]
  /// Most that all parts together can reach, in thousandths.
  static let highest = (limits[0] + limits[1] + limits[2]) / 1000

  /// The parts, in millionths of ordinary activity, as they were at `time`.
  private var parts: Parts = [0, 0, 0]
  private var time = Timestamp.zero

  /// Activity beyond the ordinary, in thousandths of it.
  func activity(at now: Timestamp) -> UInt64 {
    let elapsed = now.since(time)
    var activity: UInt64 = 0
    for place in parts.indices {
      activity += Halving.rest(of: parts[place], after: elapsed, halfLife: Self.halfLives[place])
    }
    return activity / 1000
  }

  /// The most that it can be from now on, until the next trade.
  var activityAtMost: UInt64 { (parts[0] + parts[1] + parts[2]) / 1000 }

  /// A trade has happened: each part rises by its jump.
  mutating func rise(by jumps: Parts, at now: Timestamp) {
    let elapsed = now.since(time)
    for place in parts.indices {
      let left = Halving.rest(of: parts[place], after: elapsed, halfLife: Self.halfLives[place])
      let limit = Self.limits[place]
      parts[place] = min(limit, left + min(limit, jumps[place]))
    }
    time = now
  }

  /// The jumps at which one trade brings on `looks` thousandths of a look in all, a third of them by
  /// each part, among agents who look `rate` thousandths of a time a second.
  ///
  /// A jump j with half-life h is worth j·h/ln 2 seconds of ordinary activity.
  static func jumps(looks: UInt64, rate: UInt64) -> Parts {
    Parts { place in
      let milliseconds = UInt64(halfLives[place].count / 1_000_000)
      let (worth, overflow) = milliseconds.multipliedReportingOverflow(by: rate)
      guard worth > 0, !overflow else { return 0 }
      let (all, isTooMuch) = looks.multipliedReportingOverflow(by: 231_049_060)
      return isTooMuch ? .max : all / worth
    }
  }
}

extension Excitement: Persistable {
  func encode(into writer: inout ByteWriter) {
    for place in parts.indices { writer.append(parts[place]) }
    time.encode(into: &writer)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    for place in parts.indices { parts[place] = try reader.counter(limit: Self.limits[place]) }
    time = try Timestamp(decoding: &reader)
  }
}
