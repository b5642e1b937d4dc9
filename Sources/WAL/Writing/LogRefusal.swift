/// Why a record cannot be taken. The log is as before.
public enum LogRefusal: Error, Equatable, Sendable {
  /// A request failed: what the disk holds is not known any more, so nothing more is written. Only
  /// opening the log anew, through recovery, says what survived.
  case poisoned
  /// The batch that waits for the one in flight is full; wait for a completion.
  case full
  /// The payload is larger than a record may be.
  case tooLarge(limit: Int)
}

extension LogRefusal: CustomStringConvertible {
  /// One phrase for people.
  public var description: String {
    switch self {
    case .poisoned: "the log writes no more: a request of it failed"
    case .full: "the log's batch is full"
    case .tooLarge(let limit): "a record of the log has at most \(limit) bytes"
    }
  }
}
