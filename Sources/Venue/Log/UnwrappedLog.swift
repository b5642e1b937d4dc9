public import Core
public import WAL

/// Takes a venue's log apart into what it holds: the opening, and the requests as events of the
/// market's tape, each with the sequence that it has there.
public struct UnwrappedLog {
  /// The requests read so far and not taken yet.
  public private(set) var events: [Event] = []
  /// The opening, once its record was read.
  public private(set) var opening: VenueOpening?
  /// How many inputs were read that are none of a venue's.
  public private(set) var foreignCount: UInt64 = 0
  private var recovery: LogRecovery

  /// Nothing read yet.
  public init() { recovery = LogRecovery() }

  /// Takes a segment's bytes, in the order of their numbers; the first may be any.
  public mutating func read(_ bytes: Span<UInt8>, number: UInt64) throws(LogDamage) {
    var inputs: [VenueInput] = []
    var foreign: UInt64 = 0
    try recovery.read(bytes, number: number) { record, payload in
      guard record.kind == .input else { return }
      if let input = VenueInput(record: payload) { inputs.append(input) } else { foreign += 1 }
    }
    foreignCount += foreign
    for input in inputs {
      switch input {
      case .opened(let opening): self.opening = self.opening ?? opening
      case .request(let event, _): events.append(event)
      }
    }
  }

  /// Hands out the requests that were read.
  public mutating func takeEvents() -> [Event] {
    defer { events.removeAll(keepingCapacity: true) }
    return events
  }

  /// How the log ends, when all was read.
  public func finish() -> LogEnd? { recovery.finish() }
}

extension VenueOpening {
  /// The opening that a snapshot's state begins with; nil where it is no venue's.
  public init?(snapshot: SnapshotFile) {
    var reader = ByteReader(snapshot.state)
    guard let machine = try? VenueMachine(decoding: &reader), let opening = machine.opening else {
      return nil
    }
    self = opening
  }
}
