internal import Core

/// The middle of the market at equal distances of time, at most 2,048 of them, however long the
/// tape: when they are full, every second one is dropped and the distance doubles.
struct MidBars: Sendable {
  /// Most samples kept.
  static let capacity = 2048
  /// Distance of the samples at first.
  static let shortest: Int64 = 1_000_000

  /// Twice the middle price, raw, oldest first.
  private(set) var doubledMids: [Int64] = []
  /// Nanoseconds between two samples.
  private(set) var interval = shortest
  private var next: Int64

  /// Samples from `start` on.
  init(from start: Timestamp) { next = start.nanoseconds }

  /// Time has come to `now`, and until there the middle was this; without one, the bars are left
  /// out.
  /// - Complexity: O(1) amortised over a tape, but O(`capacity` · log time) after a long silence.
  mutating func advance(to now: Timestamp, doubledMid: Int64?) {
    guard next <= now.nanoseconds else { return }
    guard let doubledMid else {
      let steps = (now.nanoseconds - next) / interval + 1
      return skip(steps.multipliedReportingOverflow(by: interval))
    }
    while next <= now.nanoseconds {
      doubledMids.append(doubledMid)
      if doubledMids.count > Self.capacity {
        // Samples 0, 2, 4 … are kept: the one just taken is among them.
        for index in 0...Self.capacity / 2 { doubledMids[index] = doubledMids[2 * index] }
        doubledMids.removeLast(doubledMids.count - Self.capacity / 2 - 1)
        interval = interval.multipliedReportingOverflow(by: 2).partialValue
      }
      skip((interval, false))
      if next == .max { return }
    }
  }

  private mutating func skip(_ distance: (partialValue: Int64, overflow: Bool)) {
    let (sum, overflow) = next.addingReportingOverflow(distance.partialValue)
    next = overflow || distance.overflow || distance.partialValue <= 0 ? .max : sum
  }

  /// Logarithmic returns from bar to bar, `stride` bars each.
  func returns(stride: Int) -> [Double] {
    var returns: [Double] = []
    var place = stride
    while place < doubledMids.count {
      if let value = LogReturn.of(doubledMids[place], from: doubledMids[place - stride]) {
        returns.append(value)
      }
      place += stride
    }
    return returns
  }
}

/// ln(now / before), as returns are usually meant (Cont 2001).
enum LogReturn {
  /// Nil where a price is not above zero.
  static func of(_ now: Int64, from before: Int64) -> Double? {
    guard now > 0, before > 0 else { return nil }
    return Elementary.ln(Double(now) / Double(before))
  }
}
