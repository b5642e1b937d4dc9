public import Core

/// What is held of an instrument and may still trade, by somebody's account.
public struct InstrumentExposure: BitwiseCopyable, Sendable, Equatable {
  /// Held: bought less sold.
  public var position: SignedQuantity
  /// What working orders may still buy, as the venue has confirmed it.
  public var buys: Int64
  /// What working orders may still sell.
  public var sells: Int64

  /// Takes every field; quantities are raw counts because sums of orders may pass what one may be.
  public init(position: SignedQuantity, buys: Int64 = 0, sells: Int64 = 0) {
    self.position = position
    self.buys = buys
    self.sells = sells
  }
}

extension RiskGate {
  /// What the gate takes a seat to hold and to have working; nil for a party or an instrument that
  /// it does not know.
  /// - Complexity: O(working orders).
  public func exposure(of party: PartyID, _ instrument: InstrumentID) -> InstrumentExposure? {
    guard let seat = seat(of: party), let place = place(of: instrument),
      let position = SignedQuantity(rawValue: exposure.cell(seat, place).position)
    else { return nil }
    var found = InstrumentExposure(position: position)
    for order in exposure.orders where order.seat == seat && order.place == place {
      if order.side == .buy { found.buys += order.working } else { found.sells += order.working }
    }
    return found
  }

  /// Compares with what the order registry and the ledger say (INV-RISK-2); the first difference,
  /// position before buys before sells, trips the kill switch. `limit` is theirs, `observed` ours.
  public mutating func audit(
    _ party: PartyID, _ instrument: InstrumentID, against books: InstrumentExposure,
    at now: Timestamp, into decisions: inout [RiskDecision]
  ) {
    let own = exposure(of: party, instrument) ?? InstrumentExposure(position: .zero)
    let pairs = [
      (books.position.rawValue, own.position.rawValue), (books.buys, own.buys),
      (books.sells, own.sells),
    ]
    guard let (theirs, ours) = pairs.first(where: { $0 != $1 }) else { return }
    trip(
      .exposureMismatch, party, limit: theirs.magnitude, observed: ours.magnitude, at: now,
      into: &decisions)
  }

  /// How many orders the gate takes to be working.
  public var workingOrderCount: Int { exposure.orders.count }

  /// The account's exposure, all working orders taken as filled at the latest reference prices, in
  /// raw units of its currency, rounded up.
  public var grossExposure: UInt64 { inForce.scale.money(exposure.gross) }

  /// What of it one strategy has.
  public func grossExposure(of party: PartyID) -> UInt64? {
    seat(of: party).map { inForce.scale.money(exposure.seats[$0].gross) }
  }

  /// What the day has lost so far, in raw units.
  public var dailyLoss: UInt64 { account.dailyLoss }

  /// How far the account lies below its best, in raw units.
  public var drawdown: UInt64 { account.drawdown }
}
