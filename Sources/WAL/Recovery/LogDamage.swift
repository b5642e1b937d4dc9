/// Why a log is refused: bytes that were acknowledged, or may have been, are not what was written.
///
/// What recovery throws as `NodeRecoveryError.corruptData`. It is never repaired in place; see RUNBOOK.md.
public struct LogDamage: Error, Equatable, Sendable {
  /// The file.
  public let file: LogFileName
  /// Where in the file.
  public let offset: Int
  /// The record that should stand there.
  public let record: LogSequence
  /// What is wrong.
  public let reason: Reason

  /// The ways in which a log can be damaged.
  public enum Reason: Error, Equatable, Sendable {
    /// The file does not begin as a segment does.
    case notASegment
    /// The segment's own header fails its check.
    case segmentCheck
    /// A newer version wrote it.
    case newerVersion(UInt64)
    /// The file is not as long as its header says; a segment has its full length from the start.
    case wrongSize(expected: Int)
    /// A segment that should follow on the one before does not.
    case segmentsDoNotMeet
    /// A record's header fails its check.
    case headerCheck
    /// A record's payload fails its check.
    case payloadCheck
    /// The file ends within a record.
    case cutShort
    /// The record passes its check and says what this version does not know.
    case unknownRecord
    /// The record's number is not the one behind the record before.
    case sequenceBreak(found: LogSequence)
    /// The record's batch is neither that of the record before nor the next.
    case batchBreak(found: UInt64)
    /// The record's epoch is earlier than that of the record before.
    case epochBreak(found: UInt32)
    /// The record does not name the one before it.
    case chainBreak
    /// A record is missing or bad although one of a later batch stands behind it: `batch` was
    /// written only after what is bad here had been acknowledged.
    case acknowledgedRecordLost(laterBatch: UInt64)
    /// A bad record in a segment that others follow.
    case earlierSegment
  }

  /// Names damage.
  public init(file: LogFileName, offset: Int, record: LogSequence, reason: Reason) {
    self.file = file
    self.offset = offset
    self.record = record
    self.reason = reason
  }
}

extension LogDamage: CustomStringConvertible {
  /// `file: offset N, record N: what is wrong; what to do`.
  public var description: String {
    "\(file.text): offset \(offset), record \(record.rawValue): \(reason.message); "
      + "keep the directory as it is and go on from a copy that is whole"
  }
}

extension LogDamage.Reason {
  /// One phrase for people.
  public var message: String {
    switch self {
    case .notASegment: "this is not a segment of a log"
    case .segmentCheck: "the segment's header fails its check"
    case .newerVersion(let version): "written by version \(version), newer than this program"
    case .wrongSize(let expected): "the file should have \(expected) bytes"
    case .segmentsDoNotMeet: "the segment does not follow on the one before it"
    case .headerCheck: "the record's header fails its check"
    case .payloadCheck: "the record's payload fails its check"
    case .cutShort: "the file ends within the record"
    case .unknownRecord: "the record is of a kind that this program does not know"
    case .sequenceBreak(let found): "record \(found.rawValue) stands in its place"
    case .batchBreak(let found): "the record is of batch \(found), out of order"
    case .epochBreak(let found): "the record is of epoch \(found), out of order"
    case .chainBreak: "the record does not name the one before it"
    case .acknowledgedRecordLost(let batch):
      "the record is missing or bad, yet batch \(batch) was written behind it"
    case .earlierSegment: "the record is missing or bad, yet another segment follows"
    }
  }
}
