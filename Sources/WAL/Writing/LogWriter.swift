internal import Core

/// Decides what must reach the disk, in which order, and when a record may be called durable.
/// Touches no disk: it makes plans, lists of ``StorageRequest``, and is told when they are done.
///
/// Append records, ask for a plan, have it performed in order, say so, ask again. There is at most
/// one plan at a time, so a batch is written only after the sync of the one before has succeeded,
/// and whatever is appended meanwhile goes into the next one: group commit. Any failure poisons the
/// log for good (INV-WAL-4): after a failed sync nobody knows what the disk holds.
///
/// The structure is that of TigerBeetle's journal and etcd's WAL: chained checks, preallocated
/// segments, no retry of a sync (Rebello et al., "Can Applications Recover from fsync Failures?",
/// 2020).
public struct LogWriter: ~Copyable {
  /// The last record that is on the disk; never goes back (INV-WAL-2).
  public private(set) var durable: LogSequence
  /// Why the log writes no more; nil while it does.
  public private(set) var failure: StorageFailure?
  /// How many batches were planned.
  public private(set) var batchCount: UInt64 = 0
  /// The segments of the log, the one that is written to last.
  public private(set) var segments: [SegmentExtent]

  private let settings: LogSettings
  private let epoch: UInt32
  /// Generations of segments are drawn from it.
  private let seed: UInt64
  /// The segment that the open batch goes to.
  private var segment: SegmentHeader
  /// Offset in it behind what was planned so far.
  private var offset: Int
  /// The batch that records are added to.
  private var open: BatchBuilder
  /// Room of the batch that was planned last, for the one after the next.
  private var spare: [UInt8] = []
  /// The segment behind that one, as far as it was prepared.
  private var draft: SegmentDraft
  private var isPreparing = false
  /// What stands before the open batch in the next plan: a new segment, or the cut of a torn tail.
  private var preparation: [StorageRequest]
  /// Last record of the plan that is being performed.
  private var inFlight: LogSequence?
  /// Whether the last planned record is a seal, or there is no record to seal.
  private var isSealed: Bool

  /// Hash of the machine's configuration, as it stands in every segment.
  public var configuration: UInt64 { settings.configuration }
  /// The last record that was appended.
  public var appended: LogSequence { open.sequence }
  /// Whether a plan is being performed.
  public var isBusy: Bool { inFlight != nil || isPreparing }
  /// Whether every record is durable.
  public var isIdle: Bool { !isBusy && open.count == 0 }

  /// A log that does not exist yet. `seed` should differ from log to log: the generations of
  /// segments are drawn from it, the epoch and the segment's number.
  public init(_ settings: LogSettings, seed: UInt64) {
    self.init(settings, seed: seed, epoch: 1, behind: nil)
  }

  /// A log that goes on behind what recovery found.
  public init(_ settings: LogSettings, seed: UInt64, resuming end: LogEnd) {
    // A forged log may have come to the last epoch: it stays there.
    self.init(settings, seed: seed, epoch: max(end.epoch, end.epoch &+ 1), behind: end)
  }

  /// A log that begins anew behind a snapshot, because what led up to it cannot be read any more.
  /// Its numbers lie beyond all that the log had, of which `segment` was the last segment.
  init(
    _ settings: LogSettings, seed: UInt64, behind snapshot: LogSequence, segment: SegmentHeader
  ) {
    self.init(
      settings, seed: seed, epoch: 1 << 16,
      behind: LogEnd(
        tail: .open, segments: [], segment: segment, offset: segment.capacity, sequence: snapshot,
        batch: segment.firstBatch + snapshot.rawValue, epoch: 1 << 16, chain: segment.chain))
  }

  private init(_ settings: LogSettings, seed: UInt64, epoch: UInt32, behind end: LogEnd?) {
    self.settings = settings
    self.epoch = epoch
    self.seed = seed
    durable = end?.sequence ?? .none
    isSealed = end == nil || end?.tail == .sealed
    preparation = []
    segments = end?.segments ?? []
    let batch = (end?.batch ?? 0) + 1
    segment =
      end?.segment
      ?? SegmentHeader(
        number: 0, generation: 0, firstSequence: .none, firstBatch: 0, chain: 0,
        build: settings.build, configuration: settings.configuration, capacity: 0)
    offset = end?.offset ?? 0
    draft = SegmentDraft(segment.number + 1, settings)
    open = BatchBuilder(
      batch, epoch: epoch, behind: durable, chain: end?.chain ?? 0, seed: segment.seed)
    if let end, case .torn(_, let bytes) = end.tail { cutTail(bytes) }
    beginBatch()
  }

  /// Adds a record to the open batch and returns its number.
  /// - Complexity: O(payload); allocates as the batch grows, once a batch.
  @discardableResult
  public mutating func append(
    _ kind: LogRecordKind, _ payload: Span<UInt8>
  ) throws(LogRefusal) -> LogSequence {
    if failure != nil { throw .poisoned }
    if payload.count > settings.payloadLimit { throw .tooLarge(limit: settings.payloadLimit) }
    let size = LogRecordHeader.recordSize(payload.count)
    if open.bytes.count + size > settings.batchCapacity { throw .full }
    open.append(kind, payload)
    return open.sequence
  }

  /// What is to be done next; nil while a plan is being performed, when there is nothing to do, and
  /// when the log is poisoned. `sealing` closes an idle log with a seal.
  public mutating func nextPlan(sealing: Bool = false) -> [StorageRequest]? {
    guard !isBusy, failure == nil else { return nil }
    if sealing, open.count == 0, !isSealed { open.append(.seal, [UInt8]().span) }
    guard open.count > 0 else { return nil }
    open.close()
    let file = LogFileName.segment(segment.number)
    var plan = preparation + [.write(file, at: offset, open.bytes)]
    #if !CANARY_SKIPPED_SYNC
      plan.append(.sync(file))
    #endif
    inFlight = open.sequence
    isSealed = open.isSealed
    offset += open.bytes.count
    batchCount += 1
    let sent = open.bytes
    open = BatchBuilder(
      open.batch + 1, epoch: epoch, behind: open.sequence, chain: open.chain, seed: segment.seed,
      in: spare)
    spare = sent
    preparation = []
    beginBatch()
    return plan
  }

  /// A piece of what the next segment needs, for moments in which nobody waits; nil when there is
  /// nothing to prepare yet, or any more. A segment that is needed before it is ready is finished by
  /// the plan that needs it.
  public mutating func nextPreparation() -> [StorageRequest]? {
    guard isIdle, failure == nil, preparation.isEmpty, offset >= settings.segmentCapacity / 2,
      let piece = draft.nextPiece()
    else { return nil }
    isPreparing = true
    return piece
  }

  /// Every request of the plan or preparation succeeded: the plan's records are durable.
  public mutating func didComplete() {
    isPreparing = false
    guard let sequence = inFlight, failure == nil else { return }
    durable = max(durable, sequence)
    inFlight = nil
  }

  /// A request of the plan failed.
  public mutating func didFail(_ failure: StorageFailure) {
    if self.failure == nil { self.failure = failure }
    (inFlight, isPreparing) = (nil, false)
  }

  /// Removes the segments all of whose records are covered by `sequence`, and returns how. One that
  /// holds durable records stays, so that the log still says where it ends.
  public mutating func dropSegments(coveredBy sequence: LogSequence) -> [StorageRequest] {
    var requests: [StorageRequest] = []
    while segments.count > 1, segments[1].first <= min(sequence.next, durable) {
      requests.append(.remove(.segment(segments[0].number)))
      segments.removeFirst()
    }
    return requests
  }

  /// A batch that might not fit goes to a new segment.
  private mutating func beginBatch() {
    guard segment.capacity - offset < settings.batchCapacity else { return }
    segment = SegmentHeader(
      number: segment.number + 1, generation: generation(of: segment.number + 1),
      firstSequence: open.sequence.next, firstBatch: open.batch, chain: open.chain,
      build: settings.build, configuration: settings.configuration,
      capacity: settings.segmentCapacity)
    segments.append(SegmentExtent(number: segment.number, first: segment.firstSequence))
    offset = SegmentHeader.size
    open = BatchBuilder(
      open.batch, epoch: epoch, behind: open.sequence, chain: open.chain, seed: segment.seed,
      in: open.bytes)
    preparation += draft.finish(segment)
    draft = SegmentDraft(segment.number + 1, settings)
  }

  /// Overwrites the bytes of a batch that is not whole with zeros, on the disk before anything else
  /// is written there. A crash amid that leaves fewer of them: still a torn tail.
  private mutating func cutTail(_ count: Int) {
    let file = LogFileName.segment(segment.number)
    preparation += [
      .write(file, at: offset, Array(repeating: 0, count: count)), .sync(file),
    ]
  }

  private func generation(of number: UInt64) -> UInt64 {
    var draw = SplitMix64(seed: seed ^ UInt64(epoch) << 32 ^ number)
    return draw.next()
  }
}
