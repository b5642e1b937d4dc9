/// What goes wrong with a simulated disk while it runs.
public struct StorageFaults: Sendable, Equatable {
  /// The request that fails, counted from 1 since the last crash; nil for none. A failing write
  /// leaves half of its bytes.
  public var failingRequest: Int?
  /// The request from which on every sync reports success and does nothing; nil for none.
  public var lyingSince: Int?

  /// Nothing goes wrong.
  public static let none = StorageFaults()

  /// Names the faults.
  public init(failingRequest: Int? = nil, lyingSince: Int? = nil) {
    self.failingRequest = failingRequest
    self.lyingSince = lyingSince
  }
}
