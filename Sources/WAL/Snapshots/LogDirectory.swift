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

  /// Removes what a crash left half made; nil when there is nothing.
  public var cleaning: [StorageRequest]? {
    drafts.isEmpty ? nil : drafts.map(StorageRequest.remove) + [.syncDirectory]
  }
}
