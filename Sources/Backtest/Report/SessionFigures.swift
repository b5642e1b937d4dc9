public import Core
internal import Engine
internal import OMS
internal import Risk
internal import Strategy

/// A session at a glance, while it runs.
public struct SessionFigures: Sendable {
  /// The market's time that the session has reached.
  public let now: Timestamp
  /// Worth less capital over all seats, raw; nil where a price is missing.
  public let net: Int64?
  /// Each seat's strategy, its worth less its capital, and what it holds of each instrument.
  public let seats: [Seat]
  /// Instruments of the market.
  public let instruments: [Instrument]
  /// Digits of the money.
  public let moneyScale: DecimalScale
  /// Orders at the venue, or on their way there.
  public let working: Int
  /// Requests that left, that the venue refused, that our own limits denied; fills.
  public let requests: UInt64, rejects: UInt64, denied: UInt64, fills: UInt64
  /// Requests denied, by reason.
  public let denials: [(reason: RiskReason, count: UInt64)]
  /// Which rule has latched the kill switch.
  public let kill: RiskReason?
  /// Times that the kill switch tripped.
  public let killTrips: UInt64
  /// Whether an operator has halted trading.
  public let isHalted: Bool
  /// Inputs that cannot have been.
  public let violations: UInt64
  /// Market time from a new order to its first answer.
  public let answerDelays: LogLinearHistogram

  /// What there is to see of one strategy.
  public struct Seat: Sendable {
    /// What the catalogue calls it.
    public let strategy: String
    /// Worth less capital, raw; nil where a price is missing.
    public let net: Int64?
    /// In the order of the instruments.
    public let positions: [SignedQuantity]
  }

  /// Looks at a session.
  public init(_ session: borrowing Session) {
    let engine = session.engine
    let capital = engine.configuration.capital.rawValue
    seats = (0..<engine.seatCount).map { seat in
      Seat(
        strategy: engine.strategyName(seat: seat),
        net: engine.lastEquity(seat: seat).map { $0.rawValue - capital },
        positions: engine.desk(seat: seat).positions)
    }
    net = seats.reduce(Optional(0)) { sum, seat in sum.flatMap { sum in seat.net.map { sum + $0 } }
    }
    now = session.now
    instruments = engine.market.instruments
    moneyScale = engine.configuration.moneyScale
    working = engine.orders.workingCount
    requests = engine.counters.requests
    rejects = engine.counters.rejects
    denied = engine.counters.denials
    fills = engine.counters.fills
    denials = RiskReason.allCases.map { ($0, engine.risk.counters.denied($0)) }
    kill = engine.risk.kill?.reason
    killTrips = engine.risk.counters.trips
    isHalted = engine.risk.isHalted
    violations = engine.counters.violations
    answerDelays = session.record.answerDelays
  }
}
