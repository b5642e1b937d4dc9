/// What goes wrong with a simulated disk while it runs.
public struct StorageFaults: Sendable, Equatable {
  /// The request that fails, counted from 1 since the last crash; nil for none. A failing write
  /// leaves half of its bytes.
  public var failingRequest: Int?
  /// Whether a sync reports success and does nothing.
  public var syncLies: Bool

  /// Nothing goes wrong.
  public static let none = StorageFaults()

  /// Names the faults.
  public init(failingRequest: Int? = nil, syncLies: Bool = false) {
    self.failingRequest = failingRequest
    self.syncLies = syncLies
  }
}
