internal import Core

/// An order that the front has to do with beyond passing it on: one that waits, or one in the book
/// that has a time, a group, or only makes a position smaller.
struct FrontOrder: BitwiseCopyable, Sendable {
  /// Where the order is.
  enum Place: UInt8, CaseIterable, Sendable {
    /// Here, until a print.
    case waiting = 1
    /// Here, until its bracket's entry trades.
    case asleep = 2
    /// In the book, or in the call.
    case working = 3
  }

  /// The order; while it is here, with the quantity that it has now.
  var order: NewOrder
  var terms: OrderTerms
  /// Rises with every order that comes here.
  var arrival: UInt64
  var place: Place
  /// The print that it waits for; of a trailing stop, as it lies now.
  var triggerPrice: Price?

  /// Whether it is not in the book.
  var isHere: Bool { place != .working }

  /// Whether a rise triggers it.
  var isRising: Bool {
    switch terms.trigger {
    case .none, .stop, .trailing: order.side == .buy
    case .touched: order.side == .sell
    }
  }
}

/// When an order ends; the soonest is last in the list.
struct Deadline: BitwiseCopyable, Sendable, Equatable {
  var until: Timestamp
  var id: OrderID

  /// Whether it comes behind another in a list that ends with the soonest.
  func isSooner(than other: Deadline) -> Bool {
    until != other.until ? until < other.until : id < other.id
  }
}
