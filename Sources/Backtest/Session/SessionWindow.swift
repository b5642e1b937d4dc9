public import Core

/// The stretch of a tape on which strategies trade, counted from the tape's first event.
///
/// Before it the market builds up and nobody trades, so that books are whole where it begins; behind
/// it nothing is read.
public struct SessionWindow: Sendable, Equatable {
  /// Where trading begins.
  public var from: Nanoseconds
  /// Where the session ends; nil for the end of the tape.
  public var to: Nanoseconds?

  /// The whole tape.
  public static let whole = SessionWindow(from: .zero, to: nil)

  /// Takes both ends.
  public init(from: Nanoseconds, to: Nanoseconds?) {
    self.from = from
    self.to = to
  }
}
