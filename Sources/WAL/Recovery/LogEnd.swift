/// Where a log ends, and how.
public struct LogEnd: Equatable, Sendable {
  /// How a log can end without being damaged.
  public enum Tail: Equatable, Sendable {
    /// With a seal: everything that was acknowledged is here.
    case sealed
    /// With a whole batch and nothing behind it. Whether that batch had been acknowledged, and
    /// whether another one was being written, the file does not say.
    case open
    /// With bytes of a batch that is not whole: it was never acknowledged, unless the disk lost what
    /// it had promised to keep. They are overwritten with zeros before anything is written.
    case torn(LogDamage.Reason, bytes: Int)
  }

  /// How it ends.
  public let tail: Tail
  /// Every segment that is there.
  public let segments: [SegmentExtent]
  /// The last segment.
  public let segment: SegmentHeader
  /// Offset in that segment behind the last whole batch.
  public let offset: Int
  /// The last record of the last whole batch.
  public let sequence: LogSequence
  /// The last whole batch.
  public let batch: UInt64
  /// Epoch of the last record, 0 without one.
  public let epoch: UInt32
  /// Header check of the last record.
  public let chain: UInt32
}

/// Which records a segment begins with; it ends before the next one's.
public struct SegmentExtent: Equatable, Sendable, BitwiseCopyable {
  /// The segment's number.
  public let number: UInt64
  /// Its first record.
  public let first: LogSequence

  /// Names a segment.
  public init(number: UInt64, first: LogSequence) {
    self.number = number
    self.first = first
  }
}
