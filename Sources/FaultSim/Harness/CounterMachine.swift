public import Core
public import Node

/// The smallest machine that notices anything: its state is a hash of all inputs in order, and some
/// bytes, so that snapshots are larger than a sector.
public struct CounterMachine: LoggedMachine, Sendable {
  /// How many inputs there were.
  public private(set) var count: UInt64 = 0
  /// The trace hash of all inputs.
  private var digest: UInt64 = 0
  private var history: [UInt64] = Array(repeating: 0, count: 96)

  /// No input yet.
  public init() {}

  /// Appends the number and a tail of its own length, so that records differ in size.
  public static func encode(_ input: UInt64, into record: inout [UInt8]) {
    record.append(word: input)
    record.append(
      contentsOf: repeatElement(UInt8(truncatingIfNeeded: input), count: Int(input % 61)))
  }

  /// Reads the number back.
  public static func input(from record: Span<UInt8>) -> UInt64? {
    guard let input = record.word(at: 0), record.count == 8 + Int(input % 61) else { return nil }
    return input
  }

  /// Folds the input in; the effect is the digest, as an order would be.
  public mutating func apply(_ input: UInt64, into effects: inout [UInt64]) {
    count += 1
    digest = (digest ^ input) &* 0x9E37_79B9_7F4A_7C15
    digest ^= digest >> 32
    history[Int(count) % history.count] = digest
    effects.append(digest)
  }
}

extension CounterMachine: Persistable {
  /// Writes count, digest and history.
  public func encode(into writer: inout ByteWriter) {
    writer.append(count)
    writer.append(digest)
    writer.append(history.count)
    for word in history { writer.append(word) }
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    count = try reader.word()
    digest = try reader.word()
    let length = try reader.count(minimumSize: 8)
    guard length == 96 else { throw reader.invalid("history") }
    history = []
    for _ in 0..<length { history.append(try reader.word()) }
  }
}
