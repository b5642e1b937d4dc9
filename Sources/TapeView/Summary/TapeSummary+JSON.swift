internal import Core

extension TapeSummary {
  /// temporary
  public func json(traceHash: UInt64, isComplete: Bool) -> [UInt8] { [] }
}
