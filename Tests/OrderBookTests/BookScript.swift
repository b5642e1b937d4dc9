import Core
import OrderBook
import Samples

/// Requests and reports as short words, so that scenarios read as tables.
///
/// ```
/// buy 1 10@101 [ioc|fok|post] [by 2]     sell 2 5@market [ioc|fok]
/// cancel 1 [by 2]     amend 1 5@101 [by 2]     halt     resume
/// ```
/// Reports: `accepted 1`, `trade#1 4@101`, `fill 1 4 left 6`, `cancelled 1 left 6`,
/// `expired 2 left 3 ioc`, `amended 1 5@101 left 5 [kept]`, `rejected 2 duplicate-order`.
enum BookScript {
  struct Misspelled: Error { let line: String }

  static func request(_ text: String) throws -> EventPayload {
    var words = text.split(separator: " ").map(String.init)
    var owner = PartyID(1)
    if words.count > 2, words[words.count - 2] == "by", let party = UInt32(words.removeLast()) {
      owner = PartyID(party)
      words.removeLast()
    }
    switch words.first {
    case "halt": return .instrument(halted)
    case "resume": return .instrument(SampleTape.freeRules)
    case "buy", "sell": return .newOrder(try newOrder(words, owner))
    case "cancel":
      return .cancel(Cancel(id: try id(words), owner: owner, reason: .requested))
    case "amend":
      let (quantity, price) = try amount(words)
      guard let price else { throw Misspelled(line: text) }
      return .amend(Amend(id: try id(words), owner: owner, price: price, quantity: quantity))
    default: throw Misspelled(line: text)
    }
  }

  private static func newOrder(_ words: [String], _ owner: PartyID) throws -> NewOrder {
    let (quantity, price) = try amount(words)
    var order = NewOrder(
      id: try id(words), owner: owner, side: words[0] == "buy" ? .buy : .sell,
      type: price.map { .limit($0) } ?? .market, quantity: quantity)
    for word in words.dropFirst(3) {
      switch word {
      case "ioc": order.timeInForce = .immediateOrCancel
      case "fok": order.timeInForce = .fillOrKill
      case "post": order.isPostOnly = true
      default: throw Misspelled(line: word)
      }
    }
    return order
  }

  static func id(_ words: [String]) throws -> OrderID {
    guard words.count > 1, let number = UInt64(words[1]) else {
      throw Misspelled(line: words.joined(separator: " "))
    }
    return OrderID(number)
  }

  private static func amount(_ words: [String]) throws -> (Quantity, Price?) {
    let parts = words.count > 2 ? words[2].split(separator: "@") : []
    guard parts.count == 2, let raw = Int64(parts[0]), let quantity = Quantity(rawValue: raw) else {
      throw Misspelled(line: words.joined(separator: " "))
    }
    if parts[1] == "market" { return (quantity, nil) }
    guard let price = Int64(parts[1]).flatMap(Price.init(rawValue:)) else {
      throw Misspelled(line: words.joined(separator: " "))
    }
    return (quantity, price)
  }

  static var halted: InstrumentRules {
    var rules = SampleTape.freeRules
    rules.status = .halted
    return rules
  }

  static func text(_ report: EventPayload) -> String {
    switch report {
    case .accepted(let it): "accepted \(it.id.rawValue)"
    case .trade(let it):
      "trade#\(it.trade.rawValue) \(it.quantity.rawValue)@\(it.price.rawValue)"
    case .fill(let it):
      "fill \(it.id.rawValue) \(it.quantity.rawValue) left \(it.remaining.rawValue)"
    case .cancelled(let it):
      "cancelled \(it.id.rawValue) left \(it.remaining.rawValue)"
        + (it.reason.rawValue < CancelReason.mass.rawValue ? "" : " \(it.reason.token)")
    case .triggered(let it): "triggered \(it.id.rawValue) at \(it.price.rawValue)"
    case .restated(let it):
      "restated \(it.id.rawValue) \(it.quantity.rawValue)"
        + (it.price.map { "@\($0.rawValue)" } ?? "") + " left \(it.remaining.rawValue) "
        + "\(it.reason.token)"
    case .expired(let it):
      "expired \(it.id.rawValue) left \(it.remaining.rawValue) \(it.reason.token)"
    case .amended(let it):
      "amended \(it.id.rawValue) \(it.quantity.rawValue)@\(it.price.rawValue) "
        + "left \(it.remaining.rawValue)" + (it.keepsPriority ? " kept" : "")
    case .reject(let it): "rejected \(it.id.rawValue) \(it.reason.token)"
    case .newOrder, .cancel, .amend, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap,
      .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange:
      "\(report.kind.name)"
    }
  }
}
