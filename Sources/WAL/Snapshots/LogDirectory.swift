/// What a log's directory holds, by the names in it.
public struct LogDirectory: Equatable, Sendable {
  /// Numbers of the segments, ascending.
  public private(set) var segments: [UInt64] = []
  /// Snapshots by the record that they cover, newest first.
  public private(set) var snapshots: [LogSequence] = []
  /// What a crash left half made.
  public private(set) var drafts: [LogFileName] = []

  /// Sorts names; those that are not a log's are left out.
  public init(_ names: [String]) {
    for name in names {
      switch LogFileName(name) {
      case .segment(let number): segments.append(number)
      case .snapshot(let sequence): snapshots.append(sequence)
      case .segmentInTheMaking(let number): drafts.append(.segmentInTheMaking(number))
      case .snapshotInTheMaking(let sequence): drafts.append(.snapshotInTheMaking(sequence))
      case nil: break
      }
    }
    segments.sort()
    snapshots.sort(by: >)
    drafts.sort { $0.text < $1.text }
  }

  /// Hash of the configuration that the log was written with, as its first readable file says; nil
  /// where there is none. `read` gives the first bytes of a file, all of them without a limit.
  public func configuration<Failure: Error>(
    _ read: (LogFileName, _ limit: Int?) throws(Failure) -> [UInt8]
  ) throws(Failure) -> UInt64? {
    for number in segments {
      let bytes = try read(.segment(number), SegmentHeader.size)
      if let header = try? SegmentHeader(bytes.span) { return header.configuration }
    }
    for sequence in snapshots {
      let bytes = try read(.snapshot(sequence), nil)
      if let file = try? SnapshotFile(bytes.span, named: sequence) { return file.configuration }
    }
    return nil
  }

  /// What a start does before anything else; nothing where there is no log yet.
  ///
  /// A process that ended between write and sync left records that recovery reads, and that a machine
  /// which stops now still loses: so the last segment and the names are brought to the disk first. Of
  /// the segments before it all is there: the last one was begun only then. And what was left half
  /// made goes.
  public var starting: [StorageRequest] {
    let removals = drafts.map(StorageRequest.remove)
    let syncs = segments.last.map { [StorageRequest.sync(.segment($0))] } ?? []
    return removals.isEmpty && syncs.isEmpty && snapshots.isEmpty
      ? [] : removals + syncs + [.syncDirectory]
  }
}
