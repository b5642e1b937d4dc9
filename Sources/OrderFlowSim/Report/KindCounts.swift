public import Core

/// How many events of each kind.
public struct KindCounts: Sendable, Equatable {
  /// By the kind's code; kept in place, because one is written at every event.
  private var counts = InlineArray<32, UInt64>(repeating: 0)

  /// All zero.
  public init() {}

  /// Events of this kind.
  public private(set) subscript(kind: EventKind) -> UInt64 {
    get { counts[Self.position(kind)] }
    set { counts[Self.position(kind)] = newValue }
  }

  /// Events of every kind together.
  public var total: UInt64 { EventKind.allCases.reduce(0) { $0 + self[$1] } }

  /// Counts one event.
  public mutating func add(_ kind: EventKind) { self[kind] += 1 }

  /// Equal when every count is.
  public static func == (left: KindCounts, right: KindCounts) -> Bool {
    EventKind.allCases.allSatisfy { left[$0] == right[$0] }
  }

  /// Codes stay below 32.
  private static func position(_ kind: EventKind) -> Int { Int(kind.rawValue) & 31 }
}

extension KindCounts: Persistable {
  /// Writes the counts in the order of the kinds' codes.
  public func encode(into writer: inout ByteWriter) {
    for kind in EventKind.allCases { writer.append(self[kind]) }
  }

  /// Reads the counts back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    for kind in EventKind.allCases { self[kind] = try reader.counter() }
  }
}
