/// Sizes and marks of a log.
public struct LogSettings: Equatable, Sendable {
  /// Bytes of a segment; a multiple of 8.
  public let segmentCapacity: Int
  /// Most bytes of a batch, headers included.
  public let batchCapacity: Int
  /// Bytes of a piece in which a segment is filled with zeros before it is used.
  public let preparationSize: Int
  /// Who writes: stands in every segment.
  public let build: UInt64
  /// Hash of the machine's configuration: stands in every segment.
  public let configuration: UInt64

  /// Segments of 64 MiB, batches of up to 256 KiB.
  public static let standardSegmentCapacity = 64 << 20
  /// See ``standardSegmentCapacity``; the best of the sizes measured (BENCH.md).
  public static let standardBatchCapacity = 256 << 10

  /// See ``standardSegmentCapacity``: a piece is written in a fraction of a millisecond.
  public static let standardPreparationSize = 1 << 20

  /// Nil unless a batch fits into a segment and a small record into a batch.
  public init?(
    segmentCapacity: Int = standardSegmentCapacity, batchCapacity: Int = standardBatchCapacity,
    preparationSize: Int = standardPreparationSize, build: UInt64, configuration: UInt64
  ) {
    guard SegmentHeader.isPossible(segmentCapacity), batchCapacity >= 128,
      batchCapacity <= segmentCapacity - SegmentHeader.size, preparationSize > 0
    else { return nil }
    self.segmentCapacity = segmentCapacity
    self.batchCapacity = batchCapacity
    self.preparationSize = preparationSize
    self.build = build
    self.configuration = configuration
  }

  /// Longest payload of a record.
  public var payloadLimit: Int { (batchCapacity - LogRecordHeader.size) / 8 * 8 }
}
