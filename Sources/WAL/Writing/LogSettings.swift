/// Sizes and marks of a log.
public struct LogSettings: Equatable, Sendable {
  /// Bytes of a segment; a multiple of 8.
  public let segmentCapacity: Int
  /// Most bytes of a batch, headers included.
  public let batchCapacity: Int
  /// Who writes: stands in every segment.
  public let build: UInt64
  /// Hash of the machine's configuration: stands in every segment.
  public let configuration: UInt64

  /// Segments of 64 MiB, batches of up to 256 KiB.
  public static let standardSegmentCapacity = 64 << 20
  /// See ``standardSegmentCapacity``; the best of the sizes measured (BENCH.md).
  public static let standardBatchCapacity = 256 << 10

  /// Nil unless a batch fits into a segment and a small record into a batch.
  public init?(
    segmentCapacity: Int = standardSegmentCapacity, batchCapacity: Int = standardBatchCapacity,
    build: UInt64, configuration: UInt64
  ) {
    guard segmentCapacity % 8 == 0, segmentCapacity <= 1 << 32, batchCapacity >= 128,
      batchCapacity <= segmentCapacity - SegmentHeader.size
    else { return nil }
    self.segmentCapacity = segmentCapacity
    self.batchCapacity = batchCapacity
    self.build = build
    self.configuration = configuration
  }

  /// Longest payload of a record.
  public var payloadLimit: Int { (batchCapacity - LogRecordHeader.size) / 8 * 8 }
}
