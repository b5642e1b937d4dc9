public import Core

/// What a book itself has to know of an order's special terms.
public struct BookTerms: BitwiseCopyable, Sendable, Equatable {
  /// How much of the order is shown at a time; zero shows all.
  public var display: Quantity
  /// What happens where it would meet an order of its own owner on its way in.
  public var selfTrade: SelfTradePolicy

  /// Takes both; what is left out asks for nothing special.
  public init(display: Quantity = .zero, selfTrade: SelfTradePolicy = .allow) {
    self.display = display
    self.selfTrade = selfTrade
  }

  /// Nothing special.
  @inlinable public static var plain: BookTerms { BookTerms(checked: .zero, .allow) }

  @usableFromInline init(checked display: Quantity, _ selfTrade: SelfTradePolicy) {
    self.display = display
    self.selfTrade = selfTrade
  }

  /// Why an order may not have these terms; nil when it may.
  ///
  /// Only what can rest can be shown in parts. Fill-or-kill looks at the quantity shown before
  /// anything is touched, and would count orders that the policy then takes out.
  @usableFromInline
  func refusal(of order: NewOrder, lot: Quantity) -> RejectReason? {
    if display.rawValue % lot.rawValue != 0 { return .quantityOffLot }
    if display > .zero, order.expiry != nil { return .contradictoryTerms }
    if selfTrade != .allow, order.timeInForce == .fillOrKill { return .contradictoryTerms }
    return nil
  }
}
