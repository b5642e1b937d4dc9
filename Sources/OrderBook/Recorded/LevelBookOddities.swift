internal import Core

/// How often a recording said something that the book it describes cannot have meant; counted,
/// never an error.
public struct LevelBookOddities: BitwiseCopyable, Sendable, Equatable {
  /// Changes of an order that the recording never introduced: it rested before the start.
  public var unknownOrders: UInt64 = 0
  /// Orders that were added although their id was there.
  public var duplicateOrders: UInt64 = 0
  /// Order lines without an id.
  public var missingIDs: UInt64 = 0
  /// Lines that took more than was there; the rest of them was ignored.
  public var shortfalls: UInt64 = 0
  /// Orders that were removed with another quantity than they had left.
  public var mismatchedRemovals: UInt64 = 0
  /// Lines that would have lifted a level above the legal range; ignored.
  public var overflows: UInt64 = 0
  /// Orders whose place was lost because a level line said that less stands there than they had.
  public var overwrittenOrders: UInt64 = 0
  /// Complete books whose best bid was above the best offer.
  public var crossedBooks: UInt64 = 0
  /// Complete books whose best bid equalled the best offer.
  public var lockedBooks: UInt64 = 0
  /// Reports about orders that were ignored because the recording brings its own market data.
  public var ignoredReports: UInt64 = 0

  /// Nothing odd yet.
  public init() {}

  /// All of them together.
  public var total: UInt64 {
    unknownOrders &+ duplicateOrders &+ missingIDs &+ shortfalls &+ mismatchedRemovals
      &+ overflows &+ overwrittenOrders &+ crossedBooks &+ lockedBooks &+ ignoredReports
  }
}
