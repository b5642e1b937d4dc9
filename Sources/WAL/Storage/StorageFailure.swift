/// A request that was not done.
public struct StorageFailure: Error, Equatable, Sendable {
  /// The request's file; nil for the directory.
  public let file: LogFileName?
  /// What happened, in the words of whoever performs requests.
  public let reason: String

  /// Names a failure.
  public init(file: LogFileName?, reason: String) {
    self.file = file
    self.reason = reason
  }
}

extension StorageFailure: CustomStringConvertible {
  /// What happened, in the words of whoever performs requests, and what it means.
  public var description: String {
    "\(reason); nothing more is written: start anew to see what survived"
  }
}
