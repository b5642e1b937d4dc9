/// What a log holds, segment by segment, whether or not it is damaged: for looking at, not for
/// going on.
public struct LogSurvey {
  /// What one segment holds.
  public struct Segment: Equatable, Sendable {
    /// Its number.
    public let number: UInt64
    /// Bytes of the file.
    public let size: Int
    /// Bytes up to the end of its last whole batch; 0 where its header cannot be read.
    public internal(set) var used = 0
    /// Its first and last record in whole batches; nil where it has none.
    public internal(set) var records: ClosedRange<UInt64>?
    /// How many whole batches it has.
    public internal(set) var batchCount: UInt64 = 0
    /// How many inputs they hold.
    public internal(set) var inputCount: UInt64 = 0
    /// How often the log had been opened when its last record was written.
    public internal(set) var epoch: UInt32 = 0
    /// Why it is refused; nil for a sound one, and for those behind a damaged one.
    public internal(set) var damage: LogDamage?
  }

  /// The segments in order.
  public private(set) var segments: [Segment] = []
  /// The first damage; nothing behind it was judged.
  public private(set) var damage: LogDamage?
  private var recovery = LogRecovery()

  /// Nothing read yet.
  public init() {}

  /// The last record of the last whole batch in front of any damage.
  public var soundThrough: LogSequence { recovery.soundThrough }

  /// Where a log without damage ends; nil for a damaged one, and where there is none.
  public var end: LogEnd? { damage == nil ? recovery.finish() : nil }

  /// Takes the next segment's bytes, in the order of their numbers.
  public mutating func read(_ bytes: Span<UInt8>, number: UInt64) {
    var segment = Segment(number: number, size: bytes.count)
    if damage == nil {
      do throws(LogDamage) {
        try recovery.read(bytes, number: number) { record, _ in segment.take(record) }
      } catch {
        segment.damage = error
        damage = error
      }
      if let end = recovery.soundEnd, end.segment.number == number { segment.used = end.offset }
    }
    segments.append(segment)
  }
}

extension LogSurvey.Segment {
  fileprivate mutating func take(_ record: LogRecordHeader) {
    let first = records?.lowerBound ?? record.sequence.rawValue
    records = first...record.sequence.rawValue
    if record.endsBatch { batchCount += 1 }
    if record.kind == .input { inputCount += 1 }
    epoch = record.epoch
  }
}
