import Testing
import WAL

/// A writer that expectations can look at: they copy what they are given, a writer cannot be copied.
final class TestLog {
  private var writer: LogWriter

  init(_ writer: consuming LogWriter) { self.writer = writer }

  var durable: LogSequence { writer.durable }
  var failure: StorageFailure? { writer.failure }
  var segments: [SegmentExtent] { writer.segments }
  var batchCount: UInt64 { writer.batchCount }
  var isBusy: Bool { writer.isBusy }
  var isIdle: Bool { writer.isIdle }

  /// Appends text as an input.
  @discardableResult
  func append(_ payload: String) throws(LogRefusal) -> LogSequence {
    let bytes = Array(payload.utf8)
    return try writer.append(.input, bytes.span)
  }

  /// Why text is not taken; nil when it is.
  func refusal(of payload: String) -> LogRefusal? {
    do throws(LogRefusal) { try append(payload) } catch { return error }
    return nil
  }

  func nextPlan(sealing: Bool = false) -> [StorageRequest]? { writer.nextPlan(sealing: sealing) }

  /// The next plan, which there must be.
  func plan(sealing: Bool = false) throws -> [StorageRequest] {
    try #require(nextPlan(sealing: sealing))
  }

  func nextPreparation() -> [StorageRequest]? { writer.nextPreparation() }

  func didComplete() { writer.didComplete() }

  func didFail(_ failure: StorageFailure) { writer.didFail(failure) }

  func dropSegments(coveredBy sequence: LogSequence) -> [StorageRequest] {
    writer.dropSegments(coveredBy: sequence)
  }
}
