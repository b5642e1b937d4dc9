public import Core

extension ExecutionConfiguration: Persistable {
  /// Writes every assumption.
  public func encode(into writer: inout ByteWriter) {
    writer.append(name)
    for model in [feed, entry, response] { model.encode(into: &writer) }
    writer.append(usesReceiveTimes)
    writer.append(policy.rawValue)
    let (queueCode, exponent) = queue.words
    writer.append(queueCode)
    writer.append(exponent)
    let (slippageCode, part) = slippage.words
    writer.append(slippageCode)
    writer.append(part)
    writer.append(staleAfter != nil)
    if let staleAfter { writer.append(staleAfter.count) }
  }

  /// Reads them back and judges them as the initialiser does.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let name = try reader.text()
    let feed = try LatencyModel(decoding: &reader)
    let entry = try LatencyModel(decoding: &reader)
    let response = try LatencyModel(decoding: &reader)
    let usesReceiveTimes = try reader.flag()
    let policy = MatchingPolicy(rawValue: try reader.byte())
    let queue = QueueModel(code: try reader.byte(), exponent: try reader.index())
    let slippage = SlippageModel(code: try reader.byte(), part: try reader.signedWord())
    guard let policy, let queue, let slippage else { throw reader.invalid("model") }
    let staleAfter = try reader.flag() ? Nanoseconds(try reader.signedWord()) : nil
    do {
      try self.init(
        name: name, feed: feed, usesReceiveTimes: usesReceiveTimes, entry: entry,
        response: response, policy: policy, queue: queue, slippage: slippage,
        staleAfter: staleAfter)
    } catch { throw reader.invalid(error.field) }
  }
}

extension QueueModel {
  fileprivate var words: (code: UInt8, exponent: Int) {
    switch self {
    case .front: (1, 0)
    case .riskAverse: (2, 0)
    case .power(let exponent): (3, exponent)
    case .logarithmic: (4, 0)
    }
  }

  fileprivate init?(code: UInt8, exponent: Int) {
    switch (code, exponent) {
    case (1, 0): self = .front
    case (2, 0): self = .riskAverse
    case (3, let exponent): self = .power(exponent)
    case (4, 0): self = .logarithmic
    default: return nil  // open set: bytes
    }
  }
}

extension SlippageModel {
  fileprivate var words: (code: UInt8, part: Int64) {
    switch self {
    case .none: (1, 0)
    case .spread(let part): (2, part)
    case .price(let part): (3, part)
    case .volatility(let part): (4, part)
    }
  }

  fileprivate init?(code: UInt8, part: Int64) {
    switch (code, part) {
    case (1, 0): self = .none
    case (2, let part): self = .spread(millionths: part)
    case (3, let part): self = .price(millionths: part)
    case (4, let part): self = .volatility(millionths: part)
    default: return nil  // open set: bytes
    }
  }
}

extension LatencyModel: Persistable {
  /// Writes which model, then its spans or samples.
  public func encode(into writer: inout ByteWriter) {
    switch self {
    case .fixed(let latency):
      writer.append(UInt8(1))
      writer.append(latency.count)
    case .uniform(let minimum, let spread):
      writer.append(UInt8(2))
      writer.append(minimum.count)
      writer.append(spread.count)
    case .skewed(let minimum, let typical):
      writer.append(UInt8(3))
      writer.append(minimum.count)
      writer.append(typical.count)
    case .recorded(let samples):
      writer.append(UInt8(4))
      writer.append(samples)
    }
  }

  /// Reads them back; the configuration judges the figures.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    func span(_ reader: inout ByteReader) throws(StateDecodingError) -> Nanoseconds {
      Nanoseconds(try reader.signedWord())
    }
    switch try reader.byte() {
    case 1: self = .fixed(try span(&reader))
    case 2: self = .uniform(minimum: try span(&reader), spread: try span(&reader))
    case 3: self = .skewed(minimum: try span(&reader), typical: try span(&reader))
    case 4: self = .recorded(try reader.array(of: LatencySample.self))
    default: throw reader.invalid("latency model")  // open set: bytes
    }
  }
}

extension LatencySample: Persistable {
  /// Writes time and latency.
  public func encode(into writer: inout ByteWriter) {
    time.encode(into: &writer)
    writer.append(latency.count)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    time = try Timestamp(decoding: &reader)
    latency = Nanoseconds(try reader.signedWord())
  }
}
