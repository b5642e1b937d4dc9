public import Core

/// An exponentially weighted average of `length` values: each new value weighs 2/(length + 1).
///
/// The first value is the first average; before `length` values it still hangs on that, and
/// `value` gives none.
public struct ExponentialAverage: BitwiseCopyable, Sendable, Equatable {
  private let length: UInt64
  private var count: UInt64 = 0
  private var average = 0.0

  /// No values yet.
  public init(length: UInt64) { self.length = max(1, length) }

  /// The average; nil before `length` values.
  public var value: Double? { count < length ? nil : average }

  /// Adds a value; what is not finite is left out.
  public mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    average = count == 0 ? value : average + (value - average) * 2 / (Double(length) + 1)
    count = count < length ? count + 1 : length
  }
}

extension ExponentialAverage {
  /// Writes how many values there were, as far as that counts, and the average.
  public func encode(into writer: inout ByteWriter) {
    writer.append(count)
    writer.append(average)
  }

  /// Takes up an average of values.
  public mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {
    count = try reader.word()
    guard count <= length else { throw reader.invalid("average's count") }
    average = try reader.double()
    guard average.isFinite, count > 0 || average == 0 else { throw reader.invalid("average") }
  }
}
