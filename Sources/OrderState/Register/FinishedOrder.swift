internal import Core

/// The life of an order that is over, packed: enough to judge a late fill or a second report, and
/// to give the whole lifecycle back.
struct FinishedOrder: BitwiseCopyable, Sendable {
  private let id: OrderID
  private let limit: Int64
  private let quantity: Quantity
  private let filled: Quantity
  private let fillCount: UInt64
  private let lateFillCount: UInt32
  private let owner: PartyID
  private let side: Side
  private let timeInForce: TimeInForce
  private let isMarket: Bool
  private let isPostOnly: Bool
  private let end: End

  /// The four ends of an order, with their reasons.
  private enum End: BitwiseCopyable, Sendable {
    case filled
    case cancelled(CancelReason)
    case rejected(RefusalCause)
    case expired(ExpireReason)
  }

  /// Nil for an order that is not over.
  init?(_ lifecycle: OrderLifecycle) {
    switch lifecycle.state {
    case .filled: end = .filled
    case .cancelled(let reason): end = .cancelled(reason)
    case .rejected(let cause): end = .rejected(cause)
    case .expired(let reason): end = .expired(reason)
    case .new, .pending, .partiallyFilled, .pendingCancel, .pendingReplace: return nil
    }
    let order = lifecycle.order
    id = order.id
    limit = order.type.limitPrice?.rawValue ?? 0
    quantity = order.quantity
    filled = lifecycle.filled
    fillCount = lifecycle.fillCount
    // Four thousand million late fills of one order are more than a tape can hold.
    lateFillCount = UInt32(clamping: lifecycle.lateFillCount)
    owner = order.owner
    side = order.side
    timeInForce = order.timeInForce
    isMarket = order.type == .market
    isPostOnly = order.isPostOnly
  }

  /// The lifecycle as it ended.
  var lifecycle: OrderLifecycle {
    let order = NewOrder(
      id: id, owner: owner, side: side, type: type, quantity: quantity, timeInForce: timeInForce,
      isPostOnly: isPostOnly)
    return OrderLifecycle(
      order, state: state, filled: filled, fillCount: fillCount,
      lateFillCount: UInt64(lateFillCount))
  }

  private var type: OrderType {
    guard !isMarket, let price = Price(rawValue: limit) else { return .market }
    return .limit(price)
  }

  private var state: OrderState {
    switch end {
    case .filled: .filled
    case .cancelled(let reason): .cancelled(reason)
    case .rejected(let cause): .rejected(cause)
    case .expired(let reason): .expired(reason)
    }
  }
}
