/// Name of a file in a log's directory.
public enum LogFileName: Hashable, Sendable {
  /// A segment, by its number: `segment-0000000000000001.wal`.
  case segment(UInt64)
  /// A snapshot, by the last record that it covers: `snapshot-0000000000000640.state`.
  case snapshot(LogSequence)
  /// A segment that is not whole yet: its name with `.tmp` behind it.
  case segmentInTheMaking(UInt64)
  /// A snapshot that is not whole yet, named likewise.
  case snapshotInTheMaking(LogSequence)

  /// As it stands in the directory; numbers in sixteen hexadecimal digits.
  public var text: String {
    switch self {
    case .segment(let number): "segment-\(Self.digits(number)).wal"
    case .snapshot(let sequence): "snapshot-\(Self.digits(sequence.rawValue)).state"
    case .segmentInTheMaking(let number): "segment-\(Self.digits(number)).wal.tmp"
    case .snapshotInTheMaking(let sequence):
      "snapshot-\(Self.digits(sequence.rawValue)).state.tmp"
    }
  }

  /// Reads a name; nil for a file that is not the log's.
  public init?(_ text: String) {
    let isInTheMaking = text.hasSuffix(".tmp")
    let name = isInTheMaking ? String(text.dropLast(4)) : text
    if let number = Self.number(name, between: "segment-", and: ".wal") {
      self = isInTheMaking ? .segmentInTheMaking(number) : .segment(number)
    } else if let number = Self.number(name, between: "snapshot-", and: ".state") {
      let sequence = LogSequence(number)
      self = isInTheMaking ? .snapshotInTheMaking(sequence) : .snapshot(sequence)
    } else {
      return nil
    }
  }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func number(
    _ name: String, between prefix: String, and suffix: String
  ) -> UInt64? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
    guard digits.utf8.count == 16, let number = UInt64(digits, radix: 16),
      Self.digits(number) == String(digits)
    else { return nil }
    return number
  }
}
