internal import Core

/// One direction of the way between engine and venue: draws how long each message takes, and lets
/// none overtake another.
struct LatencyLeg: Sendable {
  private let model: LatencyModel
  private var random: RandomStream
  private var last = Timestamp.zero

  /// The leg called `name` of a run with `seed`; its draws move nobody else's.
  init(_ model: LatencyModel, seed: UInt64, name: String) {
    self.model = model
    random = RandomStream(masterSeed: seed, name: name)
  }

  /// When a message that leaves at `time` arrives: never before the message that left before it.
  mutating func arrival(leaving time: Timestamp) -> Timestamp {
    keepingOrder(time.advanced(by: model.draw(at: time, from: &random)))
  }

  /// An arrival that is known, held behind those before it.
  mutating func keepingOrder(_ arrival: Timestamp) -> Timestamp {
    last = max(last, arrival)
    return last
  }
}

extension LatencyLeg {
  /// Writes where the leg stands; the model is the configuration's.
  func encode(into writer: inout ByteWriter) {
    random.encode(into: &writer)
    last.encode(into: &writer)
  }

  /// Reads where the leg of a configured model stands.
  init(
    _ model: LatencyModel, decoding reader: inout ByteReader
  ) throws(StateDecodingError) {
    self.model = model
    random = try RandomStream(decoding: &reader)
    last = try Timestamp(decoding: &reader)
  }
}

extension LatencyModel {
  /// Half of the messages that are slower than usual are slower than twice that, and so on.
  private static let tail: UInt64 = 500_000
  private static let doublings: UInt64 = 10

  /// How long a message that leaves at `time` takes. Integers only.
  @inline(__always)
  fileprivate func draw(at time: Timestamp, from random: inout RandomStream) -> Nanoseconds {
    switch self {
    case .fixed(let latency): return latency
    case .uniform(let minimum, let spread):
      return Nanoseconds(minimum.count + random.integer(in: 0...spread.count))
    case .skewed(let minimum, let typical):
      let extra = random.powerTail(
        first: UInt64(typical.count), millionths: Self.tail, doublings: Self.doublings)
      return Nanoseconds(minimum.count + Int64(extra))
    case .recorded(let samples): return Self.interpolated(samples, at: time)
    }
  }

  /// On the straight line between the samples around `time`, rounded down.
  /// - Complexity: O(log samples).
  private static func interpolated(
    _ samples: [LatencySample], at time: Timestamp
  ) -> Nanoseconds {
    var (low, high) = (0, samples.count)
    while low < high {
      let middle = (low + high) / 2
      if samples[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return samples.first?.latency ?? .zero }
    let before = samples[low - 1]
    guard low < samples.count else { return before.latency }
    let after = samples[low]
    let rise = Int128(after.latency.count - before.latency.count)
    let part = rise * Int128(time.since(before.time).count)
    let span = Int128(after.time.since(before.time).count)
    return Nanoseconds(before.latency.count + Int64(Rounding.down.quotient(of: part, by: span)))
  }
}
