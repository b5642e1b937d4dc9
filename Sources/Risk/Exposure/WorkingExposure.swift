internal import Core

/// What the account and each of its strategies hold, and what their working orders may add: held
/// when an order is admitted, released by the venue's reports.
///
/// A hold is never smaller than what can still trade: an amend that asks for more holds more at
/// once, one that asks for less releases only when the venue has confirmed it. Of two orders that
/// cancel one another the larger is held, once (N1.4), where both stand on one side of one
/// instrument; on both sides of it only the farther direction counts anyway.
struct WorkingExposure: Sendable {
  /// What the account has in one instrument, and what that is worth.
  struct Line: BitwiseCopyable, Sendable {
    var total = ExposureCell()
    /// Worth of one raw unit of quantity at the latest reference price; zero before the first.
    var unitValue = UnitValue()
    /// That price, as a magnitude.
    var mark: Int64 = 0
    /// In basis points.
    var marginRate: Int64 = 0
  }

  /// What one strategy has in all instruments.
  struct SeatTotal: BitwiseCopyable, Sendable {
    /// Sum of its worst cases.
    var gross: Int128 = 0
    /// Working orders.
    var openOrders: Int = 0
  }

  /// By instrument.
  private(set) var lines: [Line]
  /// By seat.
  private(set) var seats: [SeatTotal]
  /// By instrument, then by seat.
  private(set) var cells: [ExposureCell]
  /// Sum of the account's worst cases.
  private(set) var gross: Int128 = 0
  /// The same, each times its margin rate in basis points.
  private(set) var margin: Int128 = 0
  private(set) var orders: [HeldOrder] = []
  private var slots = IdentifierMap<UInt32>()
  var tied = TiedOrders()
  private var scale: ValueScale

  init(scale: ValueScale, marginRates: [Int64], seatCount: Int) {
    self.scale = scale
    lines = marginRates.map { Line(marginRate: $0) }
    seats = Array(repeating: SeatTotal(), count: seatCount)
    cells = Array(repeating: ExposureCell(), count: marginRates.count * seatCount)
  }

  @inline(__always) func cell(_ seat: Int, _ place: Int) -> ExposureCell {
    cells[index(seat, place)]
  }

  @inline(__always) private func index(_ seat: Int, _ place: Int) -> Int {
    place * seats.count + seat
  }

  /// Whether an order is this strategy's, in this instrument.
  @inline(__always) func isWorking(_ slot: Int, _ seat: Int, _ place: Int) -> Bool {
    orders[slot].seat == seat && orders[slot].place == place
  }

  /// What an amend of an order starts from.
  @inline(__always) func standing(_ slot: Int) -> (side: Side, filled: Int64, held: Int64) {
    let order = orders[slot]
    return (order.side, order.filled, order.held)
  }

  /// Where a working order lies; nil for others.
  @inline(__always) func slot(of id: OrderID) -> Int? { slots[id.rawValue].map(Int.init) }
}

/// What the worst cases of account and strategy in an instrument would be worth, and whether they
/// would be farther from zero than now.
struct Worth: BitwiseCopyable, Sendable {
  var account: Int128
  var seat: Int128
  /// How far each can come in the order's direction.
  var accountReach: Int64
  var seatReach: Int64
  var addsToAccount: Bool
  var addsToSeat: Bool
}

// What moves it.
extension WorkingExposure {
  /// An order has left; `worth` is what `worth(adding:…)` gave for it.
  mutating func hold(_ order: HeldOrder, worth: Worth) {
    let added = Self.growth(from: 0, to: order.held, beside: beside(order))
    slots[order.id.rawValue] = UInt32(truncatingIfNeeded: orders.count)
    orders.append(order)
    add(added, order.side, 1, seat: Int(order.seat), place: Int(order.place), worth)
  }

  /// An amend has left that asks for this total.
  mutating func ask(_ total: Int64, at slot: Int, worth: Worth) {
    var order = orders[slot]
    let before = order.held
    order.asked = max(order.asked, total)
    order.amends += 1
    orders[slot] = order
    let added = Self.growth(from: before, to: order.held, beside: beside(order))
    add(added, order.side, 0, seat: Int(order.seat), place: Int(order.place), worth)
  }

  @inline(__always)
  private mutating func add(
    _ quantity: Int64, _ side: Side, _ newOrders: Int, seat: Int, place: Int, _ worth: Worth
  ) {
    var line = lines[place]
    line.total.add(quantity, to: side, reach: worth.accountReach)
    store(line, place, worth: worth.account)
    var cell = cells[index(seat, place)]
    cell.add(quantity, to: side, reach: worth.seatReach)
    var total = seats[seat]
    total.gross += worth.seat - cell.value
    total.openOrders += newOrders
    seats[seat] = total
    cell.value = worth.seat
    cells[index(seat, place)] = cell
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
    move(order, from: before, to: order.held, traded: quantity)
    if isLast { end(at: slot) }
  }

  /// A fill of an order that is over.
  mutating func fill(late quantity: Int64, _ side: Side, seat: Int, place: Int) {
    var line = lines[place]
    var cell = cells[index(seat, place)]
    line.total.move(side, held: 0, traded: quantity)
    cell.move(side, held: 0, traded: quantity)
    store(line, place, worth: line.worth)
    store(cell, seat, place, worth: line.unitValue.value(cell.worst))
  }

  /// The order is over; what it held is free.
  mutating func end(at slot: Int) {
    let order = orders[slot]
    move(order, from: order.held, to: 0, traded: 0)
    tied.untie(order.id)
    seats[Int(order.seat)].openOrders -= 1
    slots[order.id.rawValue] = nil
    let last = orders.removeLast()
    guard slot < orders.count else { return }
    orders[slot] = last
    slots[last.id.rawValue] = UInt32(truncatingIfNeeded: slot)
  }

  private mutating func change(_ slot: Int, _ edit: (inout HeldOrder) -> Void) {
    let before = orders[slot].held
    edit(&orders[slot])
    move(orders[slot], from: before, to: orders[slot].held, traded: 0)
  }

  private mutating func move(
    _ order: HeldOrder, from before: Int64, to after: Int64, traded: Int64
  ) {
    move(
      held: Self.growth(from: before, to: after, beside: beside(order)), traded: traded, of: order)
  }

  mutating func move(held: Int64, traded: Int64, of order: HeldOrder) {
    let (seat, place) = (Int(order.seat), Int(order.place))
    var line = lines[place]
    var cell = cells[index(seat, place)]
    line.total.move(order.side, held: held, traded: traded)
    cell.move(order.side, held: held, traded: traded)
    store(line, place, worth: line.worth)
    store(cell, seat, place, worth: line.unitValue.value(cell.worst))
  }
}

// What it is worth.
extension WorkingExposure {
  /// The market shows another price. What is held is worth more or less only once `revalue` is
  /// called or the holding changes: a check takes the difference along anyway.
  @inline(__always) mutating func mark(_ price: Price, at place: Int) {
    let magnitude = abs(price.rawValue)
    guard lines[place].mark != magnitude else { return }
    lines[place].mark = magnitude
    lines[place].unitValue = scale.unitValue(magnitude, at: place)
  }

  /// Values what everybody holds of an instrument at its mark.
  /// - Complexity: O(seats).
  mutating func revalue(_ place: Int) {
    let line = lines[place]
    store(line, place, worth: line.worth)
    for seat in seats.indices {
      let cell = cells[index(seat, place)]
      store(cell, seat, place, worth: line.unitValue.value(cell.worst))
    }
  }

  /// Other scales or margin rates are in force.
  mutating func rescale(_ scale: ValueScale, marginRates: [Int64]) {
    self.scale = scale
    for place in lines.indices {
      margin -= lines[place].margin
      lines[place].marginRate = marginRates[place]
      margin += lines[place].margin
      var line = lines[place]
      line.unitValue = scale.unitValue(line.mark, at: place)
      lines[place] = line
      revalue(place)
    }
  }

  /// What the worst cases would be worth with `more` working on a side.
  @inline(__always)
  func worth(adding more: Int64, to side: Side, seat: Int, place: Int) -> Worth {
    let line = lines[place]
    let cell = cell(seat, place)
    let reach = line.total.reach(adding: more, to: side)
    let ownReach = cell.reach(adding: more, to: side)
    return Worth(
      account: line.unitValue.value(max(line.total.worst, reach)),
      seat: line.unitValue.value(max(cell.worst, ownReach)), accountReach: reach,
      seatReach: ownReach, addsToAccount: reach > line.total.worst,
      addsToSeat: ownReach > cell.worst)
  }

  /// The account's gross exposure with a line worth something else.
  @inline(__always) func gross(_ place: Int, worth: Int128) -> Int128 {
    gross - lines[place].total.value + worth
  }

  /// A strategy's.
  @inline(__always) func gross(_ seat: Int, _ place: Int, worth: Int128) -> Int128 {
    seats[seat].gross - cell(seat, place).value + worth
  }

  /// The account's margin, times 10,000. Below 2⁹⁰ times 2²⁰: no wrap.
  @inline(__always) func margin(_ place: Int, worth: Int128) -> Int128 {
    let line = lines[place]
    return margin + (worth - line.total.value) &* Int128(line.marginRate)
  }

  /// Puts a line back, worth something else.
  @inline(__always) private mutating func store(_ line: Line, _ place: Int, worth: Int128) {
    var line = line
    let change = worth - line.total.value
    gross += change
    // Below 2⁹⁰ times 2²⁰, either way: no wrap.
    margin += change &* Int128(line.marginRate)
    line.total.value = worth
    lines[place] = line
  }

  /// The same for a strategy's cell.
  @inline(__always)
  private mutating func store(_ cell: ExposureCell, _ seat: Int, _ place: Int, worth: Int128) {
    var cell = cell
    seats[seat].gross += worth - cell.value
    cell.value = worth
    cells[index(seat, place)] = cell
  }
}

extension WorkingExposure.Line {
  /// Value times margin rate: below 2⁹⁰ times 2²⁰, no wrap.
  @inline(__always) var margin: Int128 { total.value &* Int128(marginRate) }

  /// Of the worst case, at the mark.
  @inline(__always) var worth: Int128 { unitValue.value(total.worst) }
}

extension WorkingExposure {
  /// Writes what cannot be derived: positions, what they were last valued at, marks, and orders by
  /// number.
  func encode(into writer: inout ByteWriter) {
    for cell in cells {
      writer.append(cell.position)
      writer.append(wide: cell.value)
    }
    for line in lines {
      writer.append(line.total.position)
      writer.append(wide: line.total.value)
      writer.append(line.mark)
    }
    writer.append(tied)
    writer.append(orders.sorted { $0.id < $1.id })
  }

  /// Takes it into an exposure without orders.
  mutating func decode(_ reader: inout ByteReader) throws(StateDecodingError) {
    var (cellValues, lineValues): ([Int128], [Int128]) = ([], [])
    for place in cells.indices {
      cells[place] = ExposureCell(position: try reader.position())
      cellValues.append(try reader.value())
    }
    for place in lines.indices {
      lines[place].total = ExposureCell(position: try reader.position())
      lineValues.append(try reader.value())
      let mark = try Price(decoding: &reader)
      guard mark.rawValue >= 0 else { throw reader.invalid("mark") }
      self.mark(mark, at: place)
    }
    tied = try TiedOrders(decoding: &reader)
    var last: OrderID?
    for order in try reader.array(of: HeldOrder.self) {
      guard order.seat < seats.count, order.place < lines.count, last ?? order.id <= order.id,
        last != order.id, orders.count < OrderCount.capacity.rawValue, fits(order)
      else { throw reader.invalid("working order") }
      last = order.id
      hold(
        order,
        worth: worth(
          adding: Self.growth(from: 0, to: order.held, beside: beside(order)), to: order.side,
          seat: Int(order.seat), place: Int(order.place)))
    }
    for place in lines.indices {
      store(lines[place], place, worth: lineValues[place])
      for seat in seats.indices {
        let cell = index(seat, place)
        store(cells[cell], seat, place, worth: cellValues[cell])
      }
    }
  }

  /// Whether an order's quantity can be added to what is held beside it.
  private func fits(_ order: HeldOrder) -> Bool {
    let total = lines[Int(order.place)].total
    return total.working(order.side) + order.held <= ExposureCell.limit
  }
}

extension ByteReader {
  fileprivate mutating func position() throws(StateDecodingError) -> Int64 {
    guard let position = SignedQuantity(rawValue: try signedWord()) else {
      throw invalid("position")
    }
    return position.rawValue
  }

  fileprivate mutating func value() throws(StateDecodingError) -> Int128 {
    let low = try word()
    let value = Int128(try signedWord()) << 64 | Int128(low)
    guard value >= 0, value <= ValueScale.ceiling else { throw invalid("value") }
    return value
  }
}

extension ByteWriter {
  fileprivate mutating func append(wide value: Int128) {
    append(UInt64(truncatingIfNeeded: value))
    append(Int64(truncatingIfNeeded: value >> 64))
  }
}
