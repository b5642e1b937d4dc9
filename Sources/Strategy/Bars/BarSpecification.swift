public import Core

/// When a bar ends.
public enum BarSpecification: BitwiseCopyable, Sendable, Equatable {
  /// Every so many nanoseconds of event time, on multiples since 1970.
  case time(Nanoseconds)
  /// When at least this raw quantity has traded.
  case volume(Int64)
  /// After this many trades.
  case ticks(UInt64)
}

extension BarSpecification {
  /// Reads `100ms`, `volume=500` (raw quantity) or `trades=50`.
  public init(text: String) throws(SettingFailure) {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    switch (parts.first, parts.count) {
    case ("volume", 2):
      self = .volume(
        Int64(try SettingText.count(parts[1], in: 1...UInt64(Quantity.magnitudeLimit))))
    case ("trades", 2):
      self = .ticks(try SettingText.count(parts[1], in: 1...1_000_000_000))
    case (_, 1):
      let time = try SettingText.duration(text)
      guard time.count > 0 else { throw SettingFailure("a duration longer than nothing") }
      self = .time(time)
    default:  // open set: texts
      throw SettingFailure("a duration such as 100ms, volume=N or trades=N")
    }
  }

  /// The text that reads back as this.
  public var text: String {
    switch self {
    case .time(let span): SettingText.text(span)
    case .volume(let quantity): "volume=\(quantity)"
    case .ticks(let count): "trades=\(count)"
    }
  }
}

extension BarSpecification: Persistable {
  /// Writes the kind and its figure.
  public func encode(into writer: inout ByteWriter) {
    switch self {
    case .time(let span):
      writer.append(UInt8(1))
      writer.append(span.count)
    case .volume(let quantity):
      writer.append(UInt8(2))
      writer.append(quantity)
    case .ticks(let count):
      writer.append(UInt8(3))
      writer.append(count)
    }
  }

  /// Reads a kind and a figure above zero.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let kind = try reader.byte()
    let figure = try reader.signedWord()
    guard figure > 0 else { throw reader.invalid("bar's extent") }
    switch kind {
    case 1: self = .time(Nanoseconds(figure))
    case 2: self = .volume(figure)
    case 3: self = .ticks(UInt64(figure))
    default: throw reader.invalid("bars")  // open set: bytes
    }
  }
}
