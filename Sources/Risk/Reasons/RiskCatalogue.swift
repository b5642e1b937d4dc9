public import Core

/// The catalogue of the gate's reasons, from which docs/risk-reasons.md is made.
public enum RiskCatalogue {
  /// What a person has to know of a reason.
  public struct Entry: Sendable, Equatable {
    /// The reason.
    public let reason: RiskReason
    /// The field of the limits that the rule reads; empty for rules that cannot be switched off.
    public let field: String
    /// Unit of `limit` and `observed`; empty where both are zero.
    public let unit: String
    /// When it decides so.
    public let meaning: String
    /// What to do.
    public let remedy: String
  }

  /// One entry a reason, in rank order.
  public static let entries = denials + trips

  /// The table of the page.
  public static var table: String {
    var text = "| code | reason | limit | unit | decides when | what to do |\n"
    text += "|---|---|---|---|---|---|\n"
    for entry in entries {
      let field = entry.field.isEmpty ? "–" : "`\(entry.field)`"
      let unit = entry.unit.isEmpty ? "–" : entry.unit
      text += "| \(entry.reason.rawValue) | `\(entry.reason.token)` | \(field) | \(unit) "
      text += "| \(entry.meaning) | \(entry.remedy) |\n"
    }
    return text
  }

  private static let denials: [Entry] = [
    Entry(
      reason: .killSwitch, field: "", unit: "observed: code of what tripped",
      meaning: "the kill switch is latched",
      remedy: "find out why it tripped, then `reset-kill`"),
    Entry(
      reason: .operatorHalt, field: "", unit: "", meaning: "an operator has halted trading",
      remedy: "`resume`"),
    Entry(
      reason: .unknownParty, field: "", unit: "", meaning: "the owner has no seat at the gate",
      remedy: "a bug of the caller, not of the limits"),
    Entry(
      reason: .unknownInstrument, field: "instruments", unit: "",
      meaning: "no limits are set for the instrument", remedy: "list it, if it is to be traded"),
    Entry(
      reason: .unknownOrder, field: "", unit: "",
      meaning: "an amend names an order that is not working, or not the owner's",
      remedy: "nothing: it was filled or cancelled meanwhile"),
    Entry(
      reason: .duplicateID, field: "", unit: "", meaning: "an order with this id is working",
      remedy: "a bug of the strategy"),
    Entry(
      reason: .staleMarket, field: "instruments.maximumAge", unit: "nanoseconds",
      meaning: "the reference price is older",
      remedy: "look at the feed, if the market is not quiet"
    ),
    Entry(
      reason: .noReferencePrice, field: "", unit: "",
      meaning: "a rule needs a price and the market has shown none",
      remedy: "wait for the market"),
    Entry(
      reason: .orderSize, field: "instruments.orderSize", unit: "raw quantity",
      meaning: "the order's total is larger", remedy: "smaller orders"),
    Entry(
      reason: .priceCollar, field: "instruments.collar", unit: "basis points, up",
      meaning: "the limit lies farther from the reference, on the side that costs",
      remedy: "look at the strategy's price, then at the reference"),
    Entry(
      reason: .orderNotional, field: "instruments.orderNotional", unit: "raw money, up",
      meaning: "what may trade of it is worth more, at its limit or else at the reference",
      remedy: "smaller orders"),
    Entry(
      reason: .overflow, field: "", unit: "raw quantity",
      meaning: "quantities or values could no longer be added up exactly",
      remedy: "look at the quantity: it is beyond any market"),
    Entry(
      reason: .duplicateOrder, field: "instruments.duplicateWindow", unit: "nanoseconds",
      meaning: "its owner sent the same side, price and quantity more recently",
      remedy: "is the strategy in a loop?"),
    Entry(
      reason: .openOrders, field: "account.openOrders", unit: "orders",
      meaning: "the account would have more orders working",
      remedy: "cancel what is not needed"),
    Entry(
      reason: .strategyOrders, field: "strategies.openOrders", unit: "orders",
      meaning: "the strategy would have more orders working",
      remedy: "cancel what is not needed"),
    Entry(
      reason: .positionLimit, field: "instruments.position", unit: "raw quantity",
      meaning: "the position could come farther from zero, all working orders of the side filled; "
        + "of a flattening order: it could cross zero",
      remedy: "reduce, or wait for cancels to be confirmed"),
    Entry(
      reason: .strategyBudget, field: "strategies.budget", unit: "raw money, up",
      meaning: "the strategy's exposure could become larger, at worst", remedy: "reduce"),
    Entry(
      reason: .leverage, field: "account.leverage", unit: "hundredths of equity, up",
      meaning: "the account's exposure could become larger, at worst", remedy: "reduce"),
    Entry(
      reason: .margin, field: "account.checksMargin", unit: "raw money, up",
      meaning: "equity less unsettled proceeds would not cover the margin of the worst case",
      remedy: "reduce, or wait for settlement"),
    Entry(
      reason: .orderRate, field: "account.orderRate", unit: "orders",
      meaning: "the bucket has no token left for a new order or amend",
      remedy: "a slower strategy; cancels cost no token"),
    Entry(
      reason: .strategyThrottle, field: "strategies.throttle", unit: "orders",
      meaning: "the same, of one strategy", remedy: "a slower strategy"),
  ]

  private static let trips: [Entry] = [
    Entry(
      reason: .dailyLoss, field: "account.dailyLoss", unit: "raw money",
      meaning: "trips: equity has lost more since the day began",
      remedy: "a person decides; `reset-kill` counts the day anew"),
    Entry(
      reason: .drawdown, field: "account.drawdown", unit: "raw money",
      meaning: "trips: equity lies farther below its best",
      remedy: "a person decides; `reset-kill` counts anew"),
    Entry(
      reason: .denialStorm, field: "strategies.denials", unit: "denials",
      meaning: "trips: a strategy was denied more often in the time",
      remedy: "the decisions before it say what it tried"),
    Entry(
      reason: .exposureMismatch, field: "", unit: "raw quantity",
      meaning: "trips: order registry or ledger disagree with the gate",
      remedy: "keep the tape; find out what is true before `reset-kill`"),
    Entry(
      reason: .operatorCommand, field: "", unit: "reload: hashes, old and new",
      meaning: "an operator's `kill` or `reload`", remedy: "`reset-kill`, or nothing"),
    Entry(
      reason: .impossibleReport, field: "", unit: "",
      meaning: "trips: the venue reported what no legal life of the order allows",
      remedy: "compare with the venue's own records"),
    Entry(
      reason: .unpostableFill, field: "", unit: "",
      meaning: "trips: the books could not take a fill",
      remedy: "the ledger's refusal says why"),
  ]
}

extension RiskReason {
  /// The reason's entry of the catalogue.
  public var entry: RiskCatalogue.Entry { RiskCatalogue.entries[Int(rawValue) - 1] }
}
