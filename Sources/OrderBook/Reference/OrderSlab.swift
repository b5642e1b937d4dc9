internal import Core

/// Storage of all resting orders: slots that are linked into queues and reused once free.
///
/// Links are slot numbers, so that taking an order out of the middle of a queue is O(1) and no
/// order is an allocation of its own.
struct OrderSlab: Sendable {
  /// One order with its neighbours in the queue of its level.
  struct Slot: Sendable {
    var order: BookOrder
    /// Rises with every order that joins a queue; ascending along each queue, INV-BOOK-3.
    var arrival: UInt64
    /// The order before it, or `none`.
    var previous: Int
    /// The order behind it, or `none`; of a free slot, the next free one.
    var next: Int
  }

  /// Stands for "no slot" in links.
  static let none = -1

  private var slots: [Slot] = []
  private var firstFree = OrderSlab.none
  private var arrivals: UInt64 = 0

  /// The order in a taken slot.
  subscript(slot: Int) -> Slot { slots[slot] }

  /// Puts an order behind `previous` and returns its slot.
  /// - Complexity: O(1) amortised.
  mutating func insert(_ order: BookOrder, behind previous: Int) -> Int {
    arrivals &+= 1
    let fresh = Slot(order: order, arrival: arrivals, previous: previous, next: Self.none)
    let slot = firstFree
    if slot == Self.none {
      slots.append(fresh)
    } else {
      firstFree = slots[slot].next
      slots[slot] = fresh
    }
    let place = slot == Self.none ? slots.count - 1 : slot
    if previous != Self.none { slots[previous].next = place }
    return place
  }

  /// Takes an order out of its queue and frees its slot.
  /// - Complexity: O(1).
  mutating func remove(_ slot: Int) {
    let (previous, next) = (slots[slot].previous, slots[slot].next)
    if previous != Self.none { slots[previous].next = next }
    if next != Self.none { slots[next].previous = previous }
    slots[slot].next = firstFree
    firstFree = slot
  }

  /// Notes that `quantity` of an order traded.
  mutating func fill(_ slot: Int, by quantity: Quantity) {
    slots[slot].order.filled = slots[slot].order.filled + quantity
    slots[slot].order.fillCount &+= 1
  }

  /// Gives an order another total quantity, part of it not shown; it keeps its place.
  mutating func resize(_ slot: Int, to quantity: Quantity, reserve: Quantity) {
    slots[slot].order.quantity = quantity
    slots[slot].order.reserve = reserve
  }
}
