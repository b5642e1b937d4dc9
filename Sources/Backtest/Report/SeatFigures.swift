public import Core
internal import Engine
internal import Ledger
internal import Strategy

/// What a strategy's session comes to, in the first currency of its instruments.
///
/// Money is exact. Ratios are taken over the grid of valuations: one P&L an interval, the interval
/// being the engine's; they are not annualised.
public struct SeatFigures: Sendable, Equatable {
  /// What the catalogue calls the strategy.
  public var strategy: String
  /// What it started with.
  public var capital: Money
  /// Worth at the end less what it started with; nil where a price was missing.
  public var net: Money?
  /// Gains from what was closed, before fees.
  public var realised: Money
  /// Fees less rebates.
  public var fees: Money
  /// Money that changed hands, both ways.
  public var turnover: Money
  /// Deepest fall of the worth below its highest point so far.
  public var maximumDrawdown: Money
  /// Share of the valuations at which something was held.
  public var exposure: Double?
  /// Largest holding of the first instrument, either way.
  public var peakPosition: SignedQuantity
  /// Holding of the first instrument at the end.
  public var finalPosition: SignedQuantity
  /// What it asked for.
  public var requests: RequestTally
  /// Fills.
  public var fills: UInt64
  /// Fills of orders that were there first.
  public var makerFills: UInt64
  /// Orders that traded at least once.
  public var filledOrders: UInt64
  /// Share of the fills that closed something which closed it at a gain.
  public var winRate: Double?
  /// Mean P&L of an interval over its standard deviation.
  public var sharpe: Double?
  /// Mean P&L of an interval over the root of the mean square of its losses.
  public var sortino: Double?
  /// What fills cost against the middle of the market that the strategy saw when it decided;
  /// negative when they were better.
  public var shortfall: Money
}

extension SeatFigures {
  /// The figures of one seat at the end of a session.
  /// - Complexity: O(fills + valuations).
  public init(seat: Int, of session: borrowing Session) {
    let engine = session.engine
    let books = engine.ledger(seat: seat)
    strategy = engine.strategyName(seat: seat)
    capital = engine.configuration.capital
    requests = session.record.tallies[seat]
    finalPosition = engine.desk(seat: seat).positions.first ?? .zero
    (realised, fees, turnover) = (Money(rawValue: 0), Money(rawValue: 0), Money(rawValue: 0))
    for holding in books.holdings where holding.currency == books.currencies.first?.id {
      guard let position = books.position(holding.instrument) else { continue }
      realised = Money(rawValue: realised.rawValue + position.realised.rawValue)
      fees = Money(rawValue: fees.rawValue + position.fees.rawValue)
      turnover = Money(
        rawValue: Int64(clamping: Int128(turnover.rawValue) + position.turnover))
    }
    let end = books.currencies.first.flatMap { currency -> Money? in
      do { return try engine.equity(seat: seat, currency.id) } catch { return nil }
    }
    net = end.map { Money(rawValue: $0.rawValue - engine.configuration.capital.rawValue) }
    let curve = EquityCurve(
      session.record.marks.lazy.filter { $0.seat == seat },
      interval: engine.configuration.markInterval)
    maximumDrawdown = curve.maximumDrawdown
    exposure = curve.exposure
    peakPosition = curve.peakPosition
    sharpe = curve.sharpe
    sortino = curve.sortino
    let trading = TradingFigures(
      session.record.fills.lazy.filter { $0.seat == seat }, books, engine.configuration)
    fills = trading.fills
    makerFills = trading.makerFills
    filledOrders = trading.filledOrders
    winRate = trading.winRate
    shortfall = trading.shortfall
  }
}
