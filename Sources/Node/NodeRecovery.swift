internal import Core
public import WAL

/// What recovery brought back.
public struct RecoveredNode<Machine: LoggedMachine> {
  /// The machine behind the last whole batch.
  public let machine: Machine
  /// Where the log ends; nil when there is none.
  public let end: LogEnd?
  /// The snapshot that recovery began with; nil when it read the log from its beginning.
  public let snapshot: LogSequence?
  /// Snapshots that pass their check, newest first.
  public let snapshots: [LogSequence]
  /// Snapshots that could not be read, newest first; an older one took their place.
  public let unreadable: [LogSequence]
  /// How many inputs were applied behind the snapshot.
  public let replayedCount: Int
}

/// Why a machine cannot be brought back.
public enum NodeRecoveryError: Error, Equatable, Sendable {
  /// A segment is damaged: which one, where in it, which record, and why.
  case corruptData(LogDamage)
  /// No snapshot can be read, and the log does not reach back to its first record.
  case noSnapshot(firstSegment: UInt64)
  /// A snapshot covers a record that the log does not have: records that were acknowledged are gone.
  case snapshotAhead(snapshot: LogSequence, log: LogSequence)
  /// Segments are missing between the snapshot and the log.
  case segmentMissing(after: LogSequence)
  /// A record passed every check and is no input of this machine.
  case foreignInput(LogSequence)
  /// The log belongs to a machine with another configuration.
  case otherConfiguration(found: UInt64)
}

extension NodeRecoveryError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .corruptData(let damage): "\(damage)"
    case .noSnapshot(let segment):
      "no snapshot can be read, and the log begins with segment \(segment): its beginning is gone; "
        + "look for older segments or snapshots"
    case .snapshotAhead(let snapshot, let log):
      "a snapshot covers record \(snapshot.rawValue), the log ends at \(log.rawValue): acknowledged "
        + "records are gone; look for missing segments"
    case .segmentMissing(let record):
      "the segment with record \(record.next.rawValue) is missing; look for it"
    case .foreignInput(let record):
      "record \(record.rawValue) is whole and no input of this program: another program wrote it"
    case .otherConfiguration(let found):
      "the log was written for another configuration, \(String(hexadecimal: found))"
    }
  }
}

extension RecoveredNode {
  /// Brings a machine back: the newest readable snapshot, then the inputs behind it.
  ///
  /// `fresh` is the machine before its first input. `read` gives the first bytes of a file, all of
  /// them without a limit; an error of it passes through.
  /// - Complexity: O(snapshot + segments from it on); memory for one segment.
  public init<Failure: Error>(
    of fresh: Machine, configuration: UInt64, in directory: LogDirectory,
    read: (LogFileName, _ limit: Int?) throws(Failure) -> [UInt8]
  ) throws {
    var (start, used) = (fresh, LogSequence?.none)
    var (usable, unreadable): ([LogSequence], [LogSequence]) = ([], [])
    for sequence in directory.snapshots {
      let bytes = try read(.snapshot(sequence), nil)
      let file = try Self.snapshot(from: bytes, named: sequence, configuration)
      if used == nil, let file, let machine = Self.machine(from: file) {
        (start, used) = (machine, sequence)
      }
      // An older one is only looked at: it is there for the day when the newest is not.
      if file != nil, used != nil { usable.append(sequence) } else { unreadable.append(sequence) }
    }
    var replay = Replay(start, behind: used ?? .none)
    let first = try Self.firstSegment(directory.segments, covering: replay.sequence, read)
    var log = LogRecovery(behind: first.earlier)
    for number in directory.segments where number >= first.number ?? 0 {
      let bytes = try read(.segment(number), nil)
      try Self.check(configuration, of: bytes)
      do throws(LogDamage) {
        try log.read(bytes.span, number: number) { replay.apply($0, $1) }
      } catch { throw NodeRecoveryError.corruptData(error) }
    }
    let end = log.finish()
    try replay.check(end)
    self.init(
      machine: replay.machine, end: end, snapshot: used, snapshots: usable, unreadable: unreadable,
      replayedCount: replay.count)
  }

  /// A snapshot that passes its check; nil for one that does not.
  private static func snapshot(
    from bytes: [UInt8], named sequence: LogSequence, _ configuration: UInt64
  ) throws(NodeRecoveryError) -> SnapshotFile? {
    guard let file = try? SnapshotFile(bytes.span, named: sequence) else { return nil }
    if file.configuration != configuration {
      throw .otherConfiguration(found: file.configuration)
    }
    return file
  }

  private static func machine(from file: SnapshotFile) -> Machine? {
    var reader = ByteReader(file.state)
    guard let machine = try? Machine(decoding: &reader), (try? reader.finish()) != nil else {
      return nil
    }
    return machine
  }

  private static func check(
    _ configuration: UInt64, of segment: [UInt8]
  ) throws(NodeRecoveryError) {
    guard let header = try? SegmentHeader(segment.span) else { return }
    if header.configuration != configuration {
      throw .otherConfiguration(found: header.configuration)
    }
  }

  /// The last segment that begins at or before the record behind `sequence`, and those before it.
  private static func firstSegment<Failure: Error>(
    _ segments: [UInt64], covering sequence: LogSequence,
    _ read: (LogFileName, _ limit: Int?) throws(Failure) -> [UInt8]
  ) throws -> (number: UInt64?, earlier: [SegmentExtent]) {
    var extents: [SegmentExtent] = []
    for number in segments {
      let bytes = try read(.segment(number), SegmentHeader.size)
      // A header that cannot be read is judged when the segment is.
      guard let header = try? SegmentHeader(bytes.span) else {
        return (extents.popLast()?.number ?? number, extents)
      }
      if header.firstSequence > sequence.next { break }
      extents.append(SegmentExtent(number: number, first: header.firstSequence))
    }
    if let first = extents.popLast() { return (first.number, extents) }
    guard let number = segments.first else { return (nil, []) }
    throw sequence == .none
      ? NodeRecoveryError.noSnapshot(firstSegment: number) : .segmentMissing(after: sequence)
  }
}

/// The machine while the log is read.
private struct Replay<Machine: LoggedMachine> {
  private(set) var machine: Machine
  /// The last record that the snapshot covers.
  let sequence: LogSequence
  private(set) var count = 0
  private var foreign: LogSequence?

  init(_ machine: Machine, behind sequence: LogSequence) {
    self.machine = machine
    self.sequence = sequence
  }

  mutating func apply(_ record: LogRecordHeader, _ payload: Span<UInt8>) {
    guard record.kind == .input, record.sequence > sequence, foreign == nil else { return }
    if machine.replay(payload) { count += 1 } else { foreign = record.sequence }
  }

  /// Whether the log is this machine's and reaches as far as the snapshot.
  func check(_ end: LogEnd?) throws(NodeRecoveryError) {
    if let foreign { throw .foreignInput(foreign) }
    let last = end?.sequence ?? .none
    if last < sequence { throw .snapshotAhead(snapshot: sequence, log: last) }
  }
}
