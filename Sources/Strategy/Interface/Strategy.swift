public import Core

/// Decides what to send to the market; knows nothing of who carries it out.
///
/// Backtest, paper and live call the same value in the same order, so a strategy reads no clock,
/// draws no randomness but its own seeded stream, and keeps all of its state in its encoding: saved
/// at any event and read back, it goes on as if nothing had happened.
///
/// Every callback gets the market as it stands after the event (never later), and the desk through
/// which it asks: orders, cancels, amends, timers. What it asks leaves after the callback returns,
/// in the order asked.
public protocol Strategy: Persistable, Sendable {
  /// What it wants to be called for; asked once, at the start.
  var interests: StrategyInterests { get }
  /// The bars it wants, where it wants any.
  var bars: BarSpecification? { get }

  /// The session begins; the market is still empty.
  mutating func onStart(_ market: borrowing MarketView, _ desk: inout StrategyDesk)
  /// A market event has arrived and is already in `market`.
  mutating func onEvent(
    _ event: Event, _ market: borrowing MarketView, _ desk: inout StrategyDesk)
  /// One of its orders traded; position and order in `desk` already say so.
  mutating func onFill(_ fill: Fill, _ market: borrowing MarketView, _ desk: inout StrategyDesk)
  /// A request of its own came to nothing: refused by the venue, or denied before it left.
  mutating func onReject(
    _ refusal: Refusal, _ market: borrowing MarketView, _ desk: inout StrategyDesk)
  /// One of its orders is over without having been filled: cancelled or expired.
  mutating func onEnd(
    _ order: OrderID, _ market: borrowing MarketView, _ desk: inout StrategyDesk)
  /// A bar is complete.
  mutating func onBar(_ bar: Bar, _ market: borrowing MarketView, _ desk: inout StrategyDesk)
  /// A timer that it set is due.
  mutating func onTimer(
    _ timer: UInt64, _ market: borrowing MarketView, _ desk: inout StrategyDesk)
}

// A strategy writes down only what it reacts to.
extension Strategy {
  /// Nothing by default.
  public var bars: BarSpecification? { nil }
  /// Does nothing by default.
  public mutating func onStart(_ market: borrowing MarketView, _ desk: inout StrategyDesk) {}
  /// Does nothing by default.
  public mutating func onEvent(
    _ event: Event, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {}
  /// Does nothing by default.
  public mutating func onFill(
    _ fill: Fill, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {}
  /// Does nothing by default.
  public mutating func onReject(
    _ refusal: Refusal, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {}
  /// Does nothing by default.
  public mutating func onEnd(
    _ order: OrderID, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {}
  /// Does nothing by default.
  public mutating func onBar(
    _ bar: Bar, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {}
  /// Does nothing by default.
  public mutating func onTimer(
    _ timer: UInt64, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {}
}

/// Which market events a strategy is called for; fills, rejects, ends and timers always come.
public struct StrategyInterests: OptionSet, BitwiseCopyable, Sendable {
  /// One bit a kind.
  public let rawValue: UInt8

  /// Takes the bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Prints.
  public static let trades = StrategyInterests(rawValue: 1)
  /// Whatever changed the book, once a message is complete.
  public static let book = StrategyInterests(rawValue: 2)
  /// Rules, regimes, gaps.
  public static let news = StrategyInterests(rawValue: 4)
}

/// Why a request came to nothing.
public struct Refusal: BitwiseCopyable, Sendable, Equatable {
  /// The order concerned.
  public let id: OrderID
  /// What was asked.
  public let request: RequestKind
  /// Who refused.
  public let origin: Origin

  /// Takes every field.
  public init(id: OrderID, request: RequestKind, origin: Origin) {
    self.id = id
    self.request = request
    self.origin = origin
  }

  /// Who refused a request, with the reason.
  public enum Origin: BitwiseCopyable, Sendable, Equatable {
    /// The venue.
    case venue(RejectReason)
    /// Our own limits: it never left. The decision with its reason is on the tape.
    case risk
  }
}
