internal import Core

/// What the account and each of its strategies hold, and what their working orders may add: held
/// when an order is admitted, released by the venue's reports.
///
/// A hold is never smaller than what can still trade: an amend that asks for more holds more at
/// once, one that asks for less releases only when the venue has confirmed it.
struct WorkingExposure: Sendable {
  let seatCount: Int
  /// By instrument: of the whole account.
  private(set) var totals: [ExposureCell]
  /// By seat, then by instrument.
  private(set) var cells: [ExposureCell]
  /// Sum of the account's worst cases, and of each seat's.
  private(set) var gross: Int128 = 0
  private(set) var grossOfSeat: [Int128]
  /// The account's worst cases times their margin rates, in basis points.
  private(set) var margin: Int128 = 0
  /// By instrument: magnitude of the latest reference price; zero before the first.
  private(set) var marks: [Int64]
  private(set) var orders: [HeldOrder] = []
  private(set) var openOfSeat: [Int]
  private var slots = IdentifierMap<UInt32>()
  private(set) var scale: ValueScale
  private var marginRates: [Int128]

  init(scale: ValueScale, marginRates: [Int128], seatCount: Int) {
    self.scale = scale
    self.marginRates = marginRates
    self.seatCount = seatCount
    let count = marginRates.count
    totals = Array(repeating: ExposureCell(), count: count)
    cells = Array(repeating: ExposureCell(), count: count * seatCount)
    grossOfSeat = Array(repeating: 0, count: seatCount)
    marks = Array(repeating: 0, count: count)
    openOfSeat = Array(repeating: 0, count: seatCount)
  }

  @inline(__always) func cell(_ seat: Int, _ place: Int) -> ExposureCell {
    cells[seat * totals.count + place]
  }

  /// Where a working order lies; nil for others.
  @inline(__always) func slot(of id: OrderID) -> Int? { slots[id.rawValue].map(Int.init) }
}

// What moves it.
extension WorkingExposure {
  mutating func hold(_ order: HeldOrder) {
    slots[order.id.rawValue] = UInt32(truncatingIfNeeded: orders.count)
    orders.append(order)
    openOfSeat[Int(order.seat)] += 1
    move(order, held: order.held, traded: 0)
  }

  /// An amend has left that asks for this total.
  mutating func ask(_ total: Int64, at slot: Int) {
    change(slot) {
      $0.asked = max($0.asked, total)
      $0.amends += 1
    }
  }

  /// The venue has changed the order.
  mutating func amend(to total: Int64, at slot: Int) {
    change(slot) {
      $0.total = max($0.filled, total)
      $0.answerAmend()
    }
  }

  /// An amend came to nothing.
  mutating func refuseAmend(at slot: Int) { change(slot) { $0.answerAmend() } }

  /// Some of the order has traded; an order of which nothing is left goes.
  mutating func fill(_ quantity: Int64, isLast: Bool, at slot: Int) {
    var order = orders[slot]
    let before = order.held
    order.filled = min(Quantity.magnitudeLimit, order.filled + quantity)
    orders[slot] = order
    move(order, held: order.held - before, traded: quantity)
    if isLast { end(at: slot) }
  }

  /// A fill of an order that is over.
  mutating func fill(late quantity: Int64, _ side: Side, seat: Int, place: Int) {
    totals[place].trade(quantity, side)
    cells[seat * totals.count + place].trade(quantity, side)
    revalue(seat: seat, place: place)
  }

  /// The order is over; what it held is free.
  mutating func end(at slot: Int) {
    let order = orders[slot]
    move(order, held: -order.held, traded: 0)
    openOfSeat[Int(order.seat)] -= 1
    slots[order.id.rawValue] = nil
    let last = orders.removeLast()
    guard slot < orders.count else { return }
    orders[slot] = last
    slots[last.id.rawValue] = UInt32(truncatingIfNeeded: slot)
  }

  private mutating func change(_ slot: Int, _ edit: (inout HeldOrder) -> Void) {
    let before = orders[slot].held
    edit(&orders[slot])
    move(orders[slot], held: orders[slot].held - before, traded: 0)
  }

  private mutating func move(_ order: HeldOrder, held: Int64, traded: Int64) {
    let (seat, place) = (Int(order.seat), Int(order.place))
    let cell = seat * totals.count + place
    totals[place].hold(held, order.side)
    cells[cell].hold(held, order.side)
    if traded > 0 {
      totals[place].trade(traded, order.side)
      cells[cell].trade(traded, order.side)
    }
    revalue(seat: seat, place: place)
  }
}

// What it is worth.
extension WorkingExposure {
  /// The market shows another price.
  mutating func mark(_ price: Price, at place: Int) {
    let magnitude = abs(price.rawValue)
    guard marks[place] != magnitude else { return }
    marks[place] = magnitude
    for seat in 0..<seatCount { revalue(seat: seat, place: place) }
  }

  /// Other scales or margin rates are in force.
  mutating func revalue(_ scale: ValueScale, marginRates: [Int128]) {
    for place in totals.indices {
      margin += totals[place].value * (marginRates[place] - self.marginRates[place])
    }
    self.scale = scale
    self.marginRates = marginRates
    for place in totals.indices {
      for seat in 0..<seatCount { revalue(seat: seat, place: place) }
    }
  }

  /// What the account's worst case in an instrument would be worth with `more` working on a side.
  @inline(__always) func value(adding more: Int64, to side: Side, at place: Int) -> Int128 {
    scale.value(marks[place], totals[place].worst(adding: more, to: side), at: place)
  }

  /// The same of a seat.
  @inline(__always)
  func value(adding more: Int64, to side: Side, seat: Int, place: Int) -> Int128 {
    scale.value(marks[place], cell(seat, place).worst(adding: more, to: side), at: place)
  }

  private mutating func revalue(seat: Int, place: Int) {
    let total = scale.value(marks[place], totals[place].worst(), at: place)
    let change = total - totals[place].value
    totals[place].value = total
    gross += change
    margin += change * marginRates[place]
    let cell = seat * totals.count + place
    let value = scale.value(marks[place], cells[cell].worst(), at: place)
    grossOfSeat[seat] += value - cells[cell].value
    cells[cell].value = value
  }
}

extension WorkingExposure {
  /// Writes what cannot be derived: positions, marks, and orders by number.
  func encode(into writer: inout ByteWriter) {
    for cell in cells { writer.append(cell.position) }
    for total in totals { writer.append(total.position) }
    for mark in marks { writer.append(mark) }
    writer.append(orders.sorted { $0.id < $1.id })
  }

  /// Takes it into an exposure without orders.
  mutating func decode(_ reader: inout ByteReader) throws(StateDecodingError) {
    for place in cells.indices { cells[place].position = try reader.position() }
    for place in totals.indices { totals[place].position = try reader.position() }
    for place in totals.indices {
      let mark = try Price(decoding: &reader)
      guard mark.rawValue >= 0 else { throw reader.invalid("mark") }
      marks[place] = mark.rawValue
      for seat in 0..<seatCount { revalue(seat: seat, place: place) }
    }
    var last: OrderID?
    for order in try reader.array(of: HeldOrder.self) {
      guard order.seat < seatCount, order.place < totals.count, last ?? order.id <= order.id,
        last != order.id, orders.count < OrderCount.capacity.rawValue,
        fits(order)
      else { throw reader.invalid("working order") }
      last = order.id
      hold(order)
    }
  }

  /// Whether an order's quantity can be added to what is held beside it.
  private func fits(_ order: HeldOrder) -> Bool {
    let total = totals[Int(order.place)]
    return (order.side == .buy ? total.buys : total.sells) + order.held
      <= SignedQuantity.magnitudeLimit
  }
}

extension ByteReader {
  fileprivate mutating func position() throws(StateDecodingError) -> Int64 {
    guard let position = SignedQuantity(rawValue: try signedWord()) else {
      throw invalid("position")
    }
    return position.rawValue
  }
}
