internal import WAL

/// When a node takes a snapshot of its machine.
public enum SnapshotPolicy: Equatable, Sendable {
  /// Never: recovery reads the log from its beginning.
  case never
  /// As soon as so many records have been logged since the last one.
  case every(UInt64)

  func isDue(at sequence: LogSequence, last: LogSequence) -> Bool {
    switch self {
    case .never: false
    case .every(let records): sequence.rawValue - last.rawValue >= max(1, records)
    }
  }
}

/// Keeps the books of snapshots: one being made, two kept, older ones to be removed.
///
/// Two are kept so that a snapshot that cannot be read is no disaster: the log still reaches back
/// to the one before.
struct SnapshotKeeper {
  /// The state that waits to be written.
  private(set) var waiting: SnapshotFile?
  /// A durable snapshot of which the log does not say so yet.
  private(set) var unannounced: LogSequence?
  /// The record that says that the newest snapshot is durable, until older ones were removed.
  private(set) var announcement: LogSequence?
  /// Durable snapshots, newest first.
  private var durable: [LogSequence]

  /// Snapshots that cannot be read, left where they are until two newer ones stand in for them.
  private var unreadable: [LogSequence]

  init(_ durable: [LogSequence], unreadable: [LogSequence]) {
    self.durable = durable
    self.unreadable = unreadable
  }

  /// The last record that a snapshot covers, written or waiting.
  var newest: LogSequence { waiting?.sequence ?? durable.first ?? .none }

  mutating func take(_ snapshot: SnapshotFile) { waiting = snapshot }

  mutating func didBecomeDurable() {
    guard let waiting else { return }
    durable.insert(waiting.sequence, at: 0)
    unannounced = waiting.sequence
    self.waiting = nil
  }

  mutating func announced(by record: LogSequence) {
    unannounced = nil
    announcement = record
  }

  /// The older of the two that stay, and those that go; nil while there are fewer than two.
  mutating func retire() -> (kept: LogSequence, dropped: [LogSequence])? {
    announcement = nil
    guard durable.count >= 2 else { return nil }
    let kept = durable[1]
    let dropped = durable.dropFirst(2) + unreadable.filter { $0 < kept }
    durable = Array(durable.prefix(2))
    unreadable.removeAll { $0 < kept }
    return (kept, Array(dropped))
  }
}
