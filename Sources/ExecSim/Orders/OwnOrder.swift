internal import Core
internal import OrderState

/// An order of ours that rests at the simulated venue.
///
/// Its lifecycle judges every report before it is sent, so that no stream of reports is illegal.
struct OwnOrder: BitwiseCopyable, Sendable {
  var life: OrderLifecycle
  /// Place in the arrivals at this market: told against those of recorded orders at its price.
  let arrival: UInt64
  /// Recorded quantity that trades or leaves before this order does; `unseen` where nobody knows.
  var ahead: Int64

  /// More than any level holds: the tape does not show what stands there.
  static let unseen = Int64.max / 4

  var remaining: Int64 { life.remaining.rawValue }
}

extension OwnOrder {
  /// Trades up to `quantity` with somebody of the tape who came to it; answers how much.
  mutating func trade(
    _ quantity: Int64, at price: Price, _ cause: FillCause, by desk: inout FillDesk
  ) -> Int64 {
    let part = min(quantity, remaining)
    guard desk.fill(&life, part, at: price, .maker, cause) else { return 0 }
    return part
  }
}

extension NewOrder {
  /// Which rule of the order ends what did not trade at once; nil when it rests.
  var endOfRest: ExpireReason? {
    switch (type, timeInForce) {
    case (.limit, .goodTillCancel): nil
    case (.limit, .immediateOrCancel): .immediateOrCancel
    case (.market, .goodTillCancel), (.market, .immediateOrCancel): .bookExhausted
    case (.limit, .fillOrKill), (.market, .fillOrKill): .fillOrKill
    }
  }
}

extension Side {
  /// Whether an order of this side at `left` trades before one at `right`.
  func isBetter(_ left: Price, than right: Price) -> Bool {
    self == .buy ? left > right : left < right
  }

  /// Whether an order of this side with `limit` reaches the opposite side's level at `price`; one
  /// without a limit reaches all.
  func reaches(_ price: Price, with limit: Price?) -> Bool {
    guard let limit else { return true }
    return self == .buy ? price <= limit : price >= limit
  }

  /// Place of this side in an array of both.
  var place: Int { self == .buy ? 0 : 1 }
}
