internal import Core

// What the arms of the transition table call: the constraints that an order's figures and terms
// put on a transition that its state allows. Each returns the next state or says why not.

extension OrderLifecycle {
  /// Into the book, unless no venue could take such terms in.
  func admitted(to next: OrderState) throws(TransitionError.Reason) -> OrderState {
    guard quantity > .zero, !(order.isPostOnly && isImmediate) else { throw .contradictoryTerms }
    return next
  }

  func cancelAsked(
    _ reason: CancelReason, _ standing: Standing, beside replacement: Replacement? = nil
  ) -> OrderState {
    .pendingCancel(PendingCancel(reason: reason, standing: standing, replacement: replacement))
  }

  /// An immediate order is over before any replacement could reach it.
  func replaceAsked(
    _ replacement: Replacement, over standing: Standing
  ) throws(TransitionError.Reason) -> OrderState {
    guard !isImmediate else { throw .immediateOrderRests }
    return .pendingReplace(PendingReplace(replacement: replacement, standing: standing))
  }

  /// Filled when nothing is left, else `partial`.
  func traded(
    _ fill: OrderFill, else partial: OrderState
  ) throws(TransitionError.Reason) -> OrderState {
    try check(fill)
    switch fill.liquidity {
    case .maker: guard !isImmediate else { throw .immediateOrderRests }
    case .taker: guard !order.isPostOnly else { throw .postOnlyTook }
    }
    return fill.quantity == remaining ? .filled : partial
  }

  /// A fill that crossed the cancel or the expiry on its way: counted, never refused for the
  /// order's terms, because the trade has happened.
  func tradedLate(_ fill: OrderFill) throws(TransitionError.Reason) -> OrderState {
    try check(fill)
    return fill.quantity == remaining ? .filled : state
  }

  /// Only an order that can rest can be taken out, but for one that would trade with itself or comes
  /// too late for its group.
  func takenOut(_ reason: CancelReason) throws(TransitionError.Reason) -> OrderState {
    guard !isImmediate || reason == .selfTrade || reason == .group else {
      throw .immediateOrderRests
    }
    return .cancelled(reason)
  }

  /// Each rule ends only the orders that have it among their terms.
  func ended(_ reason: ExpireReason) throws(TransitionError.Reason) -> OrderState {
    switch reason {
    case .immediateOrCancel:
      guard order.timeInForce == .immediateOrCancel else { throw .expiryNotInTerms }
    case .fillOrKill:
      guard order.timeInForce == .fillOrKill else { throw .expiryNotInTerms }
    case .bookExhausted, .protection:
      guard order.type == .market else { throw .expiryNotInTerms }
    case .goodTillDate:
      guard conditions.contains(.dated) else { throw .expiryNotInTerms }
    case .dayOver:
      guard conditions.contains(.daily) else { throw .expiryNotInTerms }
    case .notAdmitted:
      guard conditions.contains(.triggered) else { throw .expiryNotInTerms }
    }
    guard order.timeInForce != .fillOrKill || filled == .zero else { throw .fillOrKillInPart }
    return .expired(reason)
  }

  /// Dense numbers, something traded, and no more than there was: INV-ORDER-4 and INV-ORDER-1.
  private func check(_ fill: OrderFill) throws(TransitionError.Reason) {
    guard fill.number > fillCount else { throw .fillNumberRepeated }
    guard fill.number - fillCount == 1 else { throw .fillNumberSkipped }
    guard fill.quantity > .zero else { throw .emptyFill }
    guard fill.quantity <= remaining else { throw .overfill }
  }
}

// The same, while an answer is awaited: the request stays, what it stands over moves.
extension OrderLifecycle {
  func admitted(during asked: some PendingRequest) throws(TransitionError.Reason) -> OrderState {
    switch asked.standing {
    case .new: try admitted(to: asked.state(over: .pending))
    case .pending, .partiallyFilled: throw .alreadyAccepted
    }
  }

  func refused(
    _ cause: RefusalCause, during asked: some PendingRequest
  ) throws(TransitionError.Reason) -> OrderState {
    switch asked.standing {
    case .new: .rejected(cause)
    case .pending, .partiallyFilled: throw .alreadyAccepted
    }
  }

  /// The fill beats the request.
  func traded(
    _ fill: OrderFill, during asked: some PendingRequest
  ) throws(TransitionError.Reason) -> OrderState {
    guard asked.standing != .new else { throw .notAccepted }
    return try traded(fill, else: asked.state(over: .partiallyFilled))
  }

  func takenOut(
    _ reason: CancelReason, during asked: some PendingRequest
  ) throws(TransitionError.Reason) -> OrderState {
    guard asked.standing != .new else { throw .notAccepted }
    return try takenOut(reason)
  }

  func ended(
    _ reason: ExpireReason, during asked: some PendingRequest
  ) throws(TransitionError.Reason) -> OrderState {
    guard asked.standing != .new else { throw .notAccepted }
    return try ended(reason)
  }

  func cancelAsked(_ reason: CancelReason, beside asked: PendingReplace) -> OrderState {
    cancelAsked(reason, asked.standing, beside: asked.replacement)
  }

  func replaceAsked(
    _ replacement: Replacement, beside asked: PendingCancel
  ) throws(TransitionError.Reason) -> OrderState {
    guard asked.replacement == nil else { throw .requestOutstanding }
    guard !isImmediate else { throw .immediateOrderRests }
    return cancelAsked(asked.reason, asked.standing, beside: replacement)
  }

  func replaced(
    _ replacement: Replacement, beside asked: PendingCancel
  ) throws(TransitionError.Reason) -> OrderState {
    guard asked.replacement != nil else { throw .nothingRequested }
    guard asked.standing != .new else { throw .notAccepted }
    guard replacement.quantity > filled else { throw .quantityNotAboveFilled }
    return cancelAsked(asked.reason, asked.standing)
  }

  func replaced(
    _ replacement: Replacement, during asked: PendingReplace
  ) throws(TransitionError.Reason) -> OrderState {
    guard asked.standing != .new else { throw .notAccepted }
    guard replacement.quantity > filled else { throw .quantityNotAboveFilled }
    return asked.standing.state
  }
}

/// A request that waits for its answer while the order goes on living underneath.
protocol PendingRequest {
  var standing: Standing { get }
  /// The same request, while the order stands at `standing`.
  func state(over standing: Standing) -> OrderState
}

extension PendingCancel: PendingRequest {
  func state(over standing: Standing) -> OrderState {
    .pendingCancel(
      PendingCancel(reason: reason, standing: standing, replacement: replacement))
  }

  /// What is left of the state when the cancel is refused.
  var withoutCancel: OrderState {
    guard let replacement else { return standing.state }
    return .pendingReplace(PendingReplace(replacement: replacement, standing: standing))
  }

  /// What is left of the state when the replacement is refused.
  func withoutReplacement() throws(TransitionError.Reason) -> OrderState {
    guard replacement != nil else { throw .nothingRequested }
    return .pendingCancel(PendingCancel(reason: reason, standing: standing))
  }
}

extension PendingReplace: PendingRequest {
  func state(over standing: Standing) -> OrderState {
    .pendingReplace(PendingReplace(replacement: replacement, standing: standing))
  }
}
