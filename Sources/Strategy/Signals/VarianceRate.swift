public import Core

/// How much a price moves: the variance of its changes a second, recent ones weighing more.
///
/// Changes are taken over stretches of at least `sample`, so that the bounce between bid and offer
/// does not count as movement; each is squared and divided by its length, and its weight falls by e
/// every `memory`. The average is divided by the weights so far, so that it is right from the start.
public struct VarianceRate: BitwiseCopyable, Sendable, Equatable {
  private let sample: Nanoseconds
  private let memory: Nanoseconds
  private var last: (value: Double, time: Timestamp)?
  private var sum = 0.0
  private var weight = 0.0

  /// Nothing seen yet.
  public init(sample: Nanoseconds, memory: Nanoseconds) {
    self.sample = max(Nanoseconds(1), sample)
    self.memory = max(Nanoseconds(1), memory)
  }

  /// The variance a second, in squares of the value's unit; nil before the first change.
  public var value: Double? { weight > 0 ? sum / weight : nil }

  /// The value as it stands at a time; what is not finite is left out.
  public mutating func add(_ value: Double, at time: Timestamp) {
    guard value.isFinite else { return }
    guard let earlier = last else {
      last = (value, time)
      return
    }
    let elapsed = time.since(earlier.time)
    guard elapsed >= sample else { return }
    last = (value, time)
    let change = value - earlier.value
    // The exponent is below zero, so that there always is a result.
    let kept = Elementary.exp(-Double(elapsed.count) / Double(memory.count)) ?? 0
    sum = kept * sum + (1 - kept) * change * change / elapsed.seconds
    weight = kept * weight + (1 - kept)
  }

  /// Equal when the next value does the same to both.
  public static func == (left: VarianceRate, right: VarianceRate) -> Bool {
    left.sample == right.sample && left.memory == right.memory && left.sum == right.sum
      && left.weight == right.weight && left.last?.value == right.last?.value
      && left.last?.time == right.last?.time
  }
}

extension Nanoseconds {
  /// As formulas take it.
  var seconds: Double { Double(count) / 1e9 }
}

extension VarianceRate {
  /// Writes the last value and the weighted sum.
  public func encode(into writer: inout ByteWriter) {
    writer.append(last != nil)
    if let last {
      writer.append(last.value)
      writer.append(last.time)
    }
    writer.append(sum)
    writer.append(weight)
  }

  /// Takes them up; what no values could have made is refused.
  public mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {
    last = nil
    if try reader.flag() { last = (try reader.double(), try Timestamp(decoding: &reader)) }
    sum = try reader.double()
    weight = try reader.double()
    guard last?.value.isFinite ?? (weight == 0), sum.isFinite, sum >= 0, (0...1).contains(weight),
      weight > 0 || sum == 0
    else { throw reader.invalid("variance") }
  }
}
