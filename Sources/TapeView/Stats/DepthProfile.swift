internal import Core
internal import OrderBook

/// What stands in a book on average, by distance from the best price of its side in ticks.
struct DepthProfile: Sendable {
  /// Farthest distance counted, in ticks.
  static let reach = 64
  /// Distances that are told together.
  static let bands: [ClosedRange<Int>] = [
    0...0, 1...1, 2...2, 3...4, 5...8, 9...16, 17...32, 33...64,
  ]

  /// Books looked at.
  private(set) var samples: UInt64 = 0
  /// Sum over samples and both sides, by distance.
  private var quantities = [Int128](repeating: 0, count: reach + 1)
  /// Sum over samples and both sides within so many levels.
  private(set) var levels: UInt64 = 0

  /// Takes a book in.
  /// - Complexity: O(levels within `reach`).
  mutating func add(_ book: LevelBook, tick: UInt64) {
    guard tick > 0 else { return }
    samples += 1
    for side in [Side.buy, .sell] {
      let depth = book.depth(side, levels: Self.reach + 1)
      guard let best = depth.first?.price.rawValue else { continue }
      levels += UInt64(book.levelCount(side))
      for level in depth {
        let distance = (level.price.rawValue - best).magnitude / tick
        guard distance <= UInt64(Self.reach) else { break }
        quantities[Int(distance)] += Int128(level.quantity.rawValue)
      }
    }
  }

  /// The grid turned out finer: what stood d ticks away stands `factor` times as far.
  mutating func divideTick(by factor: UInt64) {
    var moved = [Int128](repeating: 0, count: Self.reach + 1)
    for (distance, quantity) in quantities.enumerated() {
      let (place, overflow) = UInt64(distance).multipliedReportingOverflow(by: factor)
      if !overflow, place <= UInt64(Self.reach) { moved[Int(place)] = quantity }
    }
    quantities = moved
  }

  /// Mean raw quantity a side and tick within a band; nil before the first sample.
  func mean(_ band: ClosedRange<Int>) -> Double? {
    guard samples > 0 else { return nil }
    let total = quantities[band].reduce(0, +)
    return Double(total) / Double(2 * samples) / Double(band.count)
  }

  /// Mean number of levels a side; nil before the first sample.
  var meanLevels: Double? {
    samples > 0 ? Double(levels) / Double(2 * samples) : nil
  }
}
