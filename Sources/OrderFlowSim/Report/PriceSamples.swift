import Core

/// Middle price and spread at even times, at most 128 of them: when there are more, every second
/// one is let go and the interval doubles. What is kept does not depend on how long the run was
/// meant to be.
struct PriceSamples: Sendable, Equatable {
  /// Most samples kept.
  static let limit = 128

  private(set) var interval = Nanoseconds(20_000_000)
  private(set) var samples: [Sample] = []

  /// The market at one moment; nil where a side is empty.
  struct Sample: Sendable, Equatable {
    /// Sum of best bid and best offer.
    let doubledMid: Int64?
    /// Best offer less best bid.
    let spread: Int64?
  }

  mutating func add(_ sample: Sample) {
    samples.append(sample)
    guard samples.count > Self.limit else { return }
    samples = samples.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    interval = Nanoseconds(interval.count * 2)
  }
}

extension PriceSamples: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(interval.count)
    writer.append(samples)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    interval = Nanoseconds(try reader.sum())
    guard interval.count > 0 else { throw reader.invalid("interval") }
    samples = try reader.array(of: Sample.self)
    guard samples.count <= Self.limit else { throw reader.invalid("samples") }
  }
}

extension PriceSamples.Sample: Persistable {
  func encode(into writer: inout ByteWriter) {
    for value in [doubledMid, spread] {
      writer.append(value != nil)
      writer.append(value ?? 0)
    }
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    doubledMid = try Self.figure(&reader)
    spread = try Self.figure(&reader)
  }

  /// A sum or difference of two prices.
  private static func figure(_ reader: inout ByteReader) throws(StateDecodingError) -> Int64? {
    let isKnown = try reader.flag()
    let value = try reader.signedWord()
    guard value.magnitude <= UInt64(2 * Price.magnitudeLimit), isKnown || value == 0 else {
      throw reader.invalid("price sample")
    }
    return isKnown ? value : nil
  }
}
