/// What a record of the log says. The raw value is the code in the file; codes are never reused.
public enum LogRecordKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// An input of the machine that the log stands in front of.
  case input = 1
  /// A snapshot is durable: the payload names the last record that it covers.
  case snapshot = 2
  /// Everything before this record was acknowledged: written on a clean close and when idle.
  case seal = 3
}
