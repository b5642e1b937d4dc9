import Measurement
import WAL

/// What a batch of the log's benchmarks holds: records of 128 bytes and their headers.
struct LogShape {
  let name: String
  let recordsPerBatch: Int
  private let batches: Int

  static let payloadBytes = 128

  /// One record a commit.
  static let single = LogShape(name: "single", recordsPerBatch: 1, batches: 2000)
  /// As many as the standard batch takes.
  static let group = LogShape(
    name: "group",
    recordsPerBatch: LogSettings.standardBatchCapacity / (LogRecordHeader.size + payloadBytes),
    batches: 400)

  var batchBytes: Int { recordsPerBatch * (LogRecordHeader.size + Self.payloadBytes) }

  func batchCount(_ scale: MeasurementPlan.Scale) -> Int { scale == .full ? batches : 3 }
}
