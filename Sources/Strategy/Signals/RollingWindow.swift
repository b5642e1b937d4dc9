public import Core

/// The last `length` prices with their mean and spread, exact: sums of integers, so that nothing
/// drifts however long it runs.
public struct RollingWindow: Sendable, Equatable {
  /// Longest window: within it the sums of the largest prices there can be fit 128 bits.
  public static let longest: UInt64 = 10_000

  private let length: Int
  private var prices: [Int64] = []
  /// Place of the oldest price once the window is full.
  private var oldest = 0
  private var sum: Int128 = 0
  private var squares: Int128 = 0

  /// No prices yet; lengths are held within 1…`longest`.
  public init(length: UInt64) { self.length = Int(min(max(1, length), Self.longest)) }

  /// Whether `length` prices are there.
  public var isFull: Bool { prices.count == length }

  /// Adds a price; the oldest of a full window leaves.
  /// - Complexity: O(1).
  public mutating func add(_ price: Price) {
    let raw = price.rawValue
    if isFull {
      let leaving = Int128(prices[oldest])
      sum -= leaving
      squares -= leaving * leaving
      prices[oldest] = raw
      oldest = (oldest + 1) % length
    } else {
      prices.append(raw)
    }
    sum += Int128(raw)
    squares += Int128(raw) * Int128(raw)
  }

  /// Mean and standard deviation of a full window, in raw units; nil before.
  public var moments: (mean: Double, deviation: Double)? {
    guard isFull else { return nil }
    let count = Int128(length)
    // n·Σx² − (Σx)², exact, over n²: at most 10³⁸.
    let variance = Double(count * squares - sum * sum) / (Double(length) * Double(length))
    guard let deviation = Elementary.squareRoot(variance) else { return nil }
    return (Double(sum) / Double(length), deviation)
  }
}

extension RollingWindow {
  /// Writes the prices, oldest first.
  public func encode(into writer: inout ByteWriter) {
    writer.append(prices.count)
    for place in prices.indices { writer.append(prices[(oldest + place) % prices.count]) }
  }

  /// Takes up at most `length` prices.
  public mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {
    let count = try reader.count(minimumSize: 8)
    guard count <= length else { throw reader.invalid("window") }
    self = RollingWindow(length: UInt64(length))
    for _ in 0..<count { add(try Price(decoding: &reader)) }
  }
}
