internal import Core

/// The batch that is being filled: records one behind the other, each naming the one before; the
/// last one is marked when the batch is closed.
struct BatchBuilder {
  private(set) var bytes: [UInt8]
  /// Number of records in it.
  private(set) var count = 0
  /// The last record in it, or the last one of the batch before.
  private(set) var sequence: LogSequence
  /// Header check of that record.
  private(set) var chain: UInt32
  /// Whether that record is a seal.
  private(set) var isSealed = false

  let batch: UInt64
  private let epoch: UInt32
  private let seed: CRC32C
  private var last: LogRecordHeader?

  /// An empty batch for a segment whose checks begin with `seed`, in the room that `buffer` has.
  init(
    _ batch: UInt64, epoch: UInt32, behind sequence: LogSequence, chain: UInt32, seed: CRC32C,
    in buffer: consuming [UInt8] = []
  ) {
    bytes = buffer
    bytes.removeAll(keepingCapacity: true)
    self.batch = batch
    self.epoch = epoch
    self.sequence = sequence
    self.chain = chain
    self.seed = seed
  }

  /// Adds a record; the caller has checked that there is room.
  mutating func append(_ kind: LogRecordKind, _ payload: Span<UInt8>) {
    var check = seed
    check.update(payload)
    let header = LogRecordHeader(
      length: payload.count, kind: kind, endsBatch: false, sequence: sequence.next, batch: batch,
      epoch: epoch, chain: chain, payloadCheck: check.value)
    let offset = bytes.count
    chain = header.append(to: &bytes, seed: seed)
    bytes.append(copying: payload)
    for _ in bytes.count..<offset + header.recordSize { bytes.append(0) }
    last = header
    sequence = header.sequence
    count += 1
    isSealed = kind == .seal
  }

  /// Marks the last record as the batch's end. Nothing may be added afterwards.
  mutating func close() {
    guard var header = last else { return }
    header.endsBatch = true
    chain = header.store(into: &bytes, at: bytes.count - header.recordSize, seed: seed)
  }
}
