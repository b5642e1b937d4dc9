import Core
import OrderBook
import Samples
import Testing

/// A tape of our own venue: requests in order, each followed by the book's reports.
private func tape(_ lines: [String]) throws -> [EventPayload] {
  var book = BookUnderTest.empty(.reference)
  return try lines.flatMap { line in
    let request = try BookScript.request(line)
    return [request] + book.handle(request)
  }
}

private func rebuilt(_ payloads: [EventPayload]) -> LevelBook {
  var rebuilt = RebuiltBook()
  rebuilt.apply(payloads)
  return rebuilt.levels
}

@Test(arguments: [
  (["buy 1 5@100", "sell 2 3@101"], "5@100 | 3@101"),
  (["buy 1 5@100", "sell 2 8@100"], " | 3@100"),
  (["sell 1 5@100", "buy 2 8@103"], "3@103 | "),
  (["buy 1 5@100", "sell 2 2@100 ioc"], "3@100 | "),
  (["buy 1 5@100", "sell 2 9@100 ioc", "buy 3 1@99 fok", "buy 4 1@market"], " | "),
  (["buy 1 5@100", "amend 1 3@100"], "3@100 | "),
  (["buy 1 5@100", "sell 2 3@102", "amend 1 9@102"], "6@102 | "),
  (["buy 1 5@100", "cancel 1", "cancel 1", "amend 1 3@100"], " | "),
  (["buy 1 5@100", "buy 1 9@99", "sell 3 1@100 post"], "5@100 | "),
])
func `a tape of reports shows what rests`(lines: [String], expected: String) throws {
  let book = rebuilt(try tape(lines))
  #expect(LevelFeed.text(book) == expected)
  #expect(book.isSettled && book.oddities == LevelBookOddities())
}

@Test func `a book is not settled while trades are still being told`() throws {
  let payloads = try tape(["sell 1 2@100", "sell 2 2@101", "buy 3 9@101"])
  let settled = payloads.indices.map { rebuilt(Array(payloads[...$0])).isSettled }
  // NewOrder Accepted ×2, NewOrder, Accepted, then twice Trade Fill Fill.
  #expect(
    settled == [
      true, true, true, true, true, false, false, false, false, false, false, true,
    ])
}

@Test func `a request thrown away leaves nothing behind`() throws {
  let order = try BookScript.request("buy 1 5@100")
  let drop = EventPayload.drop(Drop(id: 1, owner: 1, request: .new, reason: .duplicate))
  let accepted = EventPayload.accepted(Accepted(id: 1, owner: 1))
  let twice = rebuilt([order, order, drop, accepted])
  #expect(LevelFeed.text(twice) == "5@100 | " && twice.oddities.total == 0)
  let late = rebuilt([order, order, accepted, drop])
  #expect(LevelFeed.text(late) == "5@100 | " && late.oddities.total == 0)
  let dropped = rebuilt([order, drop, accepted])
  #expect(LevelFeed.text(dropped) == " | " && dropped.oddities.unknownOrders == 1)
}

@Test func `a tape that begins in the middle counts orders that it does not know`() throws {
  let payloads = try tape([
    "buy 1 5@100", "sell 2 9@101", "sell 3 2@100", "cancel 1", "amend 2 8@101",
  ])
  let book = rebuilt(Array(payloads.dropFirst(4)))
  #expect(LevelFeed.text(book) == " | ")
  // The maker's fill, the cancel and the amend; the maker's level is not there either.
  #expect(book.oddities.unknownOrders == 3 && book.oddities.shortfalls == 1)
}

/// No book of ours says such things; a tape from elsewhere may.
@Test func `reports that cannot be meant are counted and done as far as they can be`() throws {
  let first = try BookScript.request("buy 1 5@100")
  let accepted = EventPayload.accepted(Accepted(id: 1, owner: 1))
  let again = rebuilt([first, accepted, try BookScript.request("buy 1 3@99"), accepted])
  #expect(LevelFeed.text(again) == "3@99 | ")
  #expect(again.oddities.duplicateOrders == 1 && again.oddities.total == 1)
  let huge = try BookScript.request("buy 2 \(Quantity.magnitudeLimit)@100")
  let overflown = rebuilt([first, accepted, huge, .accepted(Accepted(id: 2, owner: 1))])
  #expect(LevelFeed.text(overflown) == "5@100 | ")
  #expect(overflown.oddities.overflows == 1 && overflown.oddities.total == 1)
  let fill = Fill(
    id: 1, owner: 1, side: .buy, price: 100, quantity: 1, remaining: 9, number: 1, trade: 1,
    liquidity: .maker)
  let grown = rebuilt([first, accepted, .fill(fill)])
  #expect(LevelFeed.text(grown) == "5@100 | ")
  #expect(grown.oddities.shortfalls == 1 && grown.oddities.total == 1)
}

@Test func `market data replaces what reports have built, and outranks it`() throws {
  var payloads = try tape(["buy 1 5@100"])
  payloads.append(try LevelFeed.payload("set buy 3@99"))
  payloads += try tape(["buy 2 5@100"])
  let book = rebuilt(payloads)
  #expect(LevelFeed.text(book) == "3@99 | ")
  #expect(book.oddities.ignoredReports == 2 && book.oddities.total == 2)
}

/// The same book told as a venue's order feed: adds, executions, removals.
private func venueFeed(_ request: EventPayload, _ reports: [EventPayload], _ book: BookUnderTest)
  -> [EventPayload]
{
  var lines: [BookUpdate] = []
  for report in reports {
    if case .fill(let fill) = report, fill.liquidity == .maker {
      lines.append(
        BookUpdate(
          action: .execute, id: fill.id, side: fill.side, price: fill.price,
          quantity: fill.quantity))
    }
  }
  if let id = request.orderID, let order = book.order(id) {
    let action: BookAction = request.kind == .newOrder ? .add : .change
    if case .reject? = reports.first {
    } else {
      lines.append(
        BookUpdate(
          action: action, id: id, side: order.side, price: order.price,
          quantity: order.remaining))
    }
  }
  return lines.enumerated().map { index, line in
    var line = line
    line.isLast = index == lines.count - 1
    return .bookUpdate(line)
  }
}

/// What leaves the book without a maker's fill: cancelled, or amended and filled at once.
private func removal(_ reports: [EventPayload], _ before: BookOrder?, _ after: BookOrder?)
  -> EventPayload?
{
  guard let before, after == nil, let first = reports.first else { return nil }
  guard first.kind == .cancelled || first.kind == .amended else { return nil }
  return .bookUpdate(
    BookUpdate(
      action: .remove, id: before.id, side: before.side, price: before.price,
      quantity: before.remaining, isLast: true))
}

@Test(arguments: TestRun.seeds(6))
func `an order feed of random operations rebuilds the depth`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(.reference)
  var venue = RebuiltBook()
  for number in 0..<400 {
    let request = operations.next()
    let before = request.orderID.flatMap(book.order)
    let reports = book.handle(request)
    let after = request.orderID.flatMap(book.order)
    venue.apply([removal(reports, before, after)].compactMap { $0 })
    venue.apply(venueFeed(request, reports, book))
    guard venue.levels.depth(.buy) == book.depth(.buy),
      venue.levels.depth(.sell) == book.depth(.sell)
    else {
      Issue.record("SEED=\(seed) operation \(number): \(request)")
      return
    }
  }
  #expect(book.tradeCount > 0 && venue.levels.oddities.unknownOrders == 0)
}

@Test(arguments: TestRun.seeds(6))
func `a feed joined in the middle with a picture of levels has the right quantities`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(.reference)
  for _ in 0..<200 { _ = book.handle(operations.next()) }
  var venue = RebuiltBook()
  var isFirst = true
  for side in [Side.buy, .sell] {
    for level in book.depth(side) {
      let line = Snapshot(
        side: side, price: level.price, quantity: level.quantity, isFirst: isFirst, isLast: true)
      venue.apply([.snapshot(line)])
      isFirst = false
    }
  }
  for number in 0..<200 {
    let request = operations.next()
    // A change of an order that rested before the start tells nothing of where it was.
    if case .amend = request { continue }
    let before = request.orderID.flatMap(book.order)
    let reports = book.handle(request)
    venue.apply([removal(reports, before, nil)].compactMap { $0 })
    if request.kind == .newOrder { venue.apply(venueFeed(request, reports, book)) }
    let levels = [venue.levels.depth(.buy), venue.levels.depth(.sell)]
    let expected = [book.depth(.buy), book.depth(.sell)]
    guard levels.map({ $0.map(\.quantity) }) == expected.map({ $0.map(\.quantity) }) else {
      Issue.record("SEED=\(seed) operation \(number): \(request)")
      return
    }
  }
  #expect(venue.levels.oddities.shortfalls == 0 && venue.levels.oddities.unknownOrders > 0)
}

/// Random lines of every kind: nothing traps, levels stay sorted and positive.
@Test(arguments: TestRun.seeds(6))
func `no market data leaves empty, negative or unsorted levels`(seed: UInt64) {
  var random = RandomStream(masterSeed: seed, name: "market-data")
  var venue = RebuiltBook()
  for number in 0..<600 {
    let action = BookAction.allCases[Int(random.bounded(6))]
    let hasID = random.bounded(10) > 0
    let size = random.bounded(50) == 0 ? Quantity.magnitudeLimit : random.integer(in: 0...9)
    let update = BookUpdate(
      action: action, id: hasID ? OrderID(random.bounded(12)) : nil,
      side: random.bounded(2) == 0 ? .buy : .sell,
      price: Price(integerLiteral: random.integer(in: -3...3)),
      quantity: Quantity(integerLiteral: size), isLast: random.bounded(3) == 0)
    venue.apply([.bookUpdate(update)])
    let bids = venue.levels.depth(.buy)
    let asks = venue.levels.depth(.sell)
    let isSorted =
      zip(bids, bids.dropFirst()).allSatisfy { $0.price > $1.price }
      && zip(asks, asks.dropFirst()).allSatisfy { $0.price < $1.price }
    let isPositive = (bids + asks).allSatisfy {
      $0.quantity > .zero && $0.orderCount >= 0 && $0.quantity.rawValue <= Quantity.magnitudeLimit
    }
    guard isSorted, isPositive else {
      Issue.record("SEED=\(seed) line \(number): \(update)")
      return
    }
  }
  #expect(venue.levels.oddities.total > 0)
}
