/// What can be saved of a log that is refused: the files of a new directory that recovery takes.
///
/// Nothing is invented and nothing is changed in place. Either the log is kept up to the damage, with
/// the snapshots that lie within, or, where the newest sound snapshot reaches further, that snapshot
/// alone, with a log that begins behind it.
public struct LogRepair: Sendable {
  /// What is to be done to the new, empty directory.
  public let requests: [StorageRequest]
  /// The last record that is kept.
  public let keptThrough: LogSequence
  /// The last record that any file of the old directory is known to have reached.
  public let knownThrough: LogSequence

  /// Nil where nothing can be saved: neither a snapshot that can be read, nor the log's beginning.
  ///
  /// `snapshots` are those that pass their check, newest first; `segments` all that are there, in the
  /// order of their numbers. `seed` is what generations of a new segment are drawn from.
  public init?(
    snapshots: [SnapshotFile], segments: [(number: UInt64, bytes: [UInt8])], seed: UInt64
  ) {
    var best: Prefix?
    // Damage may lie in segments that a snapshot covers: then the log goes on behind them.
    for place in segments.indices where best?.isWhole != true {
      let found = Prefix(of: segments[place...], snapshots)
      if let found, best.map({ found.through > $0.through }) ?? true { best = found }
    }
    let newest = snapshots.first
    let known = max(best?.through ?? .none, newest?.sequence ?? .none)
    if let newest, newest.sequence > best?.through ?? .none,
      let requests = Self.begin(behind: newest, segments, seed)
    {
      self.init(requests: requests, keptThrough: newest.sequence, knownThrough: known)
    } else if let best {
      let kept = snapshots.filter { $0.sequence <= best.through }
      self.init(
        requests: kept.flatMap { $0.plan() } + best.requests, keptThrough: best.through,
        knownThrough: known)
    } else {
      return nil
    }
  }

  private init(
    requests: [StorageRequest], keptThrough: LogSequence, knownThrough: LogSequence
  ) {
    self.requests = requests
    self.keptThrough = keptThrough
    self.knownThrough = knownThrough
  }

  /// A snapshot, and a sealed log that begins behind it.
  private static func begin(
    behind snapshot: SnapshotFile, _ segments: [(number: UInt64, bytes: [UInt8])], _ seed: UInt64
  ) -> [StorageRequest]? {
    let headers = segments.compactMap { try? SegmentHeader($0.bytes.span) }
    guard let last = headers.last,
      let settings = LogSettings(
        segmentCapacity: last.capacity,
        batchCapacity: min(LogSettings.standardBatchCapacity, last.capacity / 2),
        build: last.build, configuration: snapshot.configuration)
    else { return nil }
    var writer = LogWriter(settings, seed: seed, behind: snapshot.sequence, segment: last)
    return writer.nextPlan(sealing: true).map { snapshot.plan() + $0 }
  }
}

/// The sound part of segments that begin with a given one.
private struct Prefix {
  private(set) var requests: [StorageRequest] = []
  let through: LogSequence
  /// Whether nothing was left out.
  private(set) var isWhole = true

  /// Nil unless the log's beginning, or a snapshot, reaches up to them.
  init?(of segments: ArraySlice<(number: UInt64, bytes: [UInt8])>, _ snapshots: [SnapshotFile]) {
    var recovery = LogRecovery()
    for (number, bytes) in segments where isWhole {
      do throws(LogDamage) { try recovery.read(bytes.span, number: number) { _, _ in } } catch {
        isWhole = false
      }
      guard let (segment, offset) = recovery.soundEnd, segment.number == number else { break }
      requests += Self.file(segment, Array(bytes.prefix(offset)))
    }
    through = recovery.soundThrough
    guard let first = segments.first, let header = try? SegmentHeader(first.bytes.span),
      !requests.isEmpty
    else { return nil }
    let isReached =
      header.firstSequence == LogSequence(1)
      || snapshots.contains {
        $0.sequence.next >= header.firstSequence && $0.sequence <= recovery.soundThrough
      }
    if !isReached { return nil }
  }

  /// A segment with these first bytes and zeros behind them.
  private static func file(_ segment: SegmentHeader, _ bytes: [UInt8]) -> [StorageRequest] {
    let draft = LogFileName.segmentInTheMaking(segment.number)
    return [
      .create(draft, size: segment.capacity), .write(draft, at: 0, bytes), .sync(draft),
      .rename(draft, to: .segment(segment.number)), .syncDirectory,
    ]
  }
}
