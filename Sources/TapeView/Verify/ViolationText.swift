internal import Core
internal import OrderState

/// Words for what stands on a tape as numbers: the header's names, and figures at the scales of
/// the instrument concerned.
struct ViolationText {
  private let header: TapeHeader
  private let instrument: Instrument?

  init(_ header: TapeHeader, _ instrument: InstrumentID?) {
    self.header = header
    self.instrument = instrument.flatMap { header.instrument($0) }
  }

  /// The symbol; `-` where no instrument is concerned.
  var symbol: String { instrument?.symbol ?? "-" }

  func text(_ price: Price) -> String {
    String(decimal: price.rawValue, scale: instrument?.priceScale ?? .whole)
  }

  func text(_ quantity: Quantity) -> String {
    String(decimal: quantity.rawValue, scale: instrument?.quantityScale ?? .whole)
  }

  func text(_ time: Timestamp) -> String { String(decimal: time.nanoseconds, scale: .nanoseconds) }

  func text(_ party: PartyID) -> String {
    if party == .venue { return "the venue" }
    return header.parties.name(party.rawValue) ?? "party \(party.rawValue)"
  }

  func text(_ violation: LifecycleViolation) -> String {
    let order = "order \(violation.id.rawValue)"
    return switch violation.cause {
    case .illegalTransition(let error): error.description
    case .unknownOrder: "\(order) was never sent"
    case .wrongOwner(let kept, let stated):
      "\(order) belongs to \(text(kept)), not \(text(stated))"
    case .wrongSide: "\(order) is filled on the wrong side"
    case .worseThanLimit(let limit, let price):
      "\(order) trades at \(text(price)), worse than its limit \(text(limit))"
    case .wrongRemaining(let kept, let stated):
      "\(order) has \(text(kept)) left, not \(text(stated))"
    case .leftResting(let open):
      "order \(open.rawValue) never rests, yet is open when \(order) is accepted"
    case .unlawfulTerms(let reason): "\(order) is not triggered or restated: \(reason.explanation)"
    }
  }
}
