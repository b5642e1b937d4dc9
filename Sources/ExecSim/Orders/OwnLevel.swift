internal import Core
internal import OrderState

/// Our orders at one price in the order of their arrival, and what the tape has said of that price
/// since the first of them came.
struct OwnLevel: Sendable {
  let price: Price
  var orders: [OwnOrder] = []
  /// Recorded orders that came after the first of ours.
  var joined = NumberedOrders()
  /// What was printed here since the last line about the level (levels only).
  var printed: Int64 = 0

  init(price: Price) { self.price = price }
}

extension OwnLevel {
  /// Recorded quantity left, none of it traded: whoever stood behind it moves up.
  ///
  /// `arrival` is that of the recorded order, 0 for one that was there before all of ours.
  mutating func lose(_ quantity: Int64, arrival: UInt64) {
    for place in orders.indices where orders[place].arrival > arrival {
      orders[place].ahead = max(0, orders[place].ahead - quantity)
    }
  }

  /// The level went from one quantity to another on a tape that tells levels only.
  ///
  /// What was printed since the last line explains a decrease; who lost the rest is the model's
  /// guess. What is added joins behind, and nothing is ahead that does not stand there.
  mutating func resize(from: Int64, to: Int64, by model: QueueModel, unit: Int64) {
    let explained = min(printed, max(0, from - to))
    let (level, loss) = (from - explained, max(0, from - explained - to))
    for place in orders.indices {
      let ahead = model.ahead(orders[place].ahead, of: level, losing: loss, unit: unit)
      orders[place].ahead = min(to, ahead)
    }
    printed = 0
  }

  /// Nothing is ahead that does not stand there.
  mutating func hold(to standing: Int64) {
    for place in orders.indices { orders[place].ahead = min(standing, orders[place].ahead) }
  }

  /// The tape traded here with a recorded order that came at `arrival`.
  ///
  /// Ours that came before it would have traded in its place; of those behind it, each gets what
  /// the trade has left when everything ahead of it is served. `used` is what others of ours have
  /// got of the trade already; the answer counts theirs too.
  mutating func hit(_ trade: RecordedTrade, used: Int64, by desk: inout FillDesk) -> Int64 {
    var used = used
    for place in orders.indices {
      var available = trade.quantity
      if orders[place].arrival > trade.arrival {
        available -= orders[place].ahead
        if trade.movesQueue {
          orders[place].ahead = max(0, orders[place].ahead - trade.quantity)
        }
      }
      guard trade.fills, available > used else { continue }
      used += orders[place].trade(available - used, at: price, .queueReached, by: &desk)
    }
    orders.removeAll(where: \.life.state.isFinal)
    return used
  }

  /// Ours trade in their order, whatever is ahead; answers how much they got of `quantity`.
  mutating func fill(_ quantity: Int64, _ cause: FillCause, by desk: inout FillDesk) -> Int64 {
    var used: Int64 = 0
    for place in orders.indices where used < quantity {
      used += orders[place].trade(quantity - used, at: price, cause, by: &desk)
    }
    orders.removeAll(where: \.life.state.isFinal)
    return used
  }
}

/// A trade of the tape at a level of ours, and what it does there.
struct RecordedTrade: BitwiseCopyable, Sendable {
  let quantity: Int64
  /// When the recorded order that traded joined; 0 where it was there before ours.
  let arrival: UInt64
  /// Whether ours may trade: prints and lines about orders can tell the same trade twice.
  let fills: Bool
  /// Whether what is ahead falls by it.
  let movesQueue: Bool
}
