public import Core

/// How many events of each kind.
public struct KindCounts: Sendable, Equatable {
  fileprivate var counts: [UInt64] = Array(repeating: 0, count: EventKind.allCases.count)

  /// All zero.
  public init() {}

  /// Events of this kind.
  public private(set) subscript(kind: EventKind) -> UInt64 {
    get { counts[Self.position(kind)] }
    set { counts[Self.position(kind)] = newValue }
  }

  /// Events of every kind together.
  public var total: UInt64 { counts.reduce(0, +) }

  /// Counts one event.
  public mutating func add(_ kind: EventKind) { self[kind] += 1 }

  /// Codes are dense from 1.
  private static func position(_ kind: EventKind) -> Int { Int(kind.rawValue) - 1 }
}

extension KindCounts: Persistable {
  /// Writes the counts in the order of the kinds' codes.
  public func encode(into writer: inout ByteWriter) {
    for count in counts { writer.append(count) }
  }

  /// Reads the counts back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    for position in counts.indices { counts[position] = try reader.counter() }
  }
}
