import Core
import Samples
import TapeView
import Testing

/// Two orders that meet in full, and what the tape tells of it; forgeries change that.
struct Meeting: Sendable {
  /// Orders are numbered from this one: maker, then taker.
  private let first: OrderID
  var makerQuantity: Quantity = 10
  var print: Trade?
  var maker: Fill?
  var taker: Fill?
  /// Whether the print stands behind the fills.
  var printsLast = false

  init(trade: TradeID = 1, first: OrderID = 1) {
    self.first = first
    let second = OrderID(first.rawValue + 1)
    print = Trade(
      trade: trade, price: 10_002, quantity: 10, aggressor: .buy, maker: first, taker: second)
    maker = Fill(
      id: first, owner: 1, side: .sell, price: 10_002, quantity: 10, remaining: 0, number: 1,
      trade: trade, liquidity: .maker)
    taker = Fill(
      id: second, owner: 2, side: .buy, price: 10_002, quantity: 10, remaining: 0, number: 1,
      trade: trade, liquidity: .taker)
  }

  var payloads: [EventPayload] {
    let second = OrderID(first.rawValue + 1)
    let orders: [EventPayload] = [
      .newOrder(
        NewOrder(
          id: first, owner: 1, side: .sell, type: .limit(10_002), quantity: makerQuantity)),
      .accepted(Accepted(id: first, owner: 1)),
      .newOrder(NewOrder(id: second, owner: 2, side: .buy, type: .limit(10_002), quantity: 10)),
      .accepted(Accepted(id: second, owner: 2)),
    ]
    let prints = print.map { [EventPayload.trade($0)] } ?? []
    let fills = [maker, taker].compactMap { $0.map(EventPayload.fill) }
    return orders + (printsLast ? fills + prints : prints + fills)
  }
}

/// A meeting told wrongly, and what is said of it.
struct Forgery: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let change: @Sendable (inout Meeting) -> Void
  /// The verdict on a simulated tape ends so.
  let fault: String
  /// Whether a recorded tape may say so: it claims less.
  let isFineRecorded: Bool

  init(
    _ name: String, _ fault: String, isFineRecorded: Bool = false,
    _ change: @escaping @Sendable (inout Meeting) -> Void
  ) {
    (testDescription, self.fault, self.isFineRecorded) = (name, fault, isFineRecorded)
    self.change = change
  }

  static let all: [Forgery] = [
    Forgery(
      "two fills at different prices", "its taker fill has price 100.01, its print 100.02"
    ) { $0.taker?.price = 10_001 },
    Forgery("a print at another price", "its maker fill has price 100.02, its print 100.03") {
      $0.print?.price = 10_003
    },
    Forgery("a print of more", "its maker fill has quantity 10, its print 11") {
      $0.print?.quantity = 11
    },
    Forgery("a taker that gets less", "its taker fill has quantity 9, its print 10") {
      $0.taker?.quantity = 9
      $0.taker?.remaining = 1
    },
    Forgery("a print of the other side", "its maker fill has aggressor buy, its print sell") {
      $0.print?.aggressor = .sell
    },
    Forgery("a print of another taker", "its taker fill has taker order 2, its print 77") {
      $0.print?.taker = 77
    },
    Forgery("a print of another maker", "its maker fill has maker order 1, its print 77") {
      $0.print?.maker = 77
    },
    Forgery("fills without a print", "its print is missing", isFineRecorded: true) {
      $0.print = nil
    },
    Forgery("a print without fills", "its maker fill is missing", isFineRecorded: true) {
      ($0.maker, $0.taker) = (nil, nil)
    },
    Forgery("one fill only", "its taker fill is missing", isFineRecorded: true) {
      $0.taker = nil
    },
    Forgery(
      "a print that does not name all", "its print does not name aggressor, maker and taker",
      isFineRecorded: true
    ) { $0.print?.maker = nil },
    Forgery("trades numbered from 2", "number 1 should follow", isFineRecorded: true) {
      $0 = Meeting(trade: 2)
    },
  ]
}

/// A tape's header without a seed: a recorded market's.
private var recorded: TapeHeader {
  var header = SampleTape.header
  header.seed = nil
  return header
}

@Test func `a trade told by print and fills is lawful, wherever the print stands`() throws {
  for printsLast in [false, true] {
    var meeting = Meeting()
    meeting.printsLast = printsLast
    let more = Meeting(trade: 2, first: 3)
    let whole = events(meeting.payloads + more.payloads)
    #expect(try sentence(tape(whole)) == "complete")
    #expect(try sentence(tape(whole, recorded)) == "complete")
  }
}

@Test(arguments: Forgery.all)
func `print and fills of a trade tell one story`(forgery: Forgery) throws {
  for printsLast in [false, true] {
    var meeting = Meeting()
    forgery.change(&meeting)
    meeting.printsLast = printsLast
    let told = events(meeting.payloads)
    let simulated = try sentence(tape(told))
    #expect(simulated.hasPrefix("unlawful in "))
    if !printsLast { #expect(simulated.hasSuffix(": \(forgery.fault)")) }
    let found = try sentence(tape(told, recorded))
    #expect((found == "complete") == forgery.isFineRecorded, "\(found)")
  }
}

@Test(
  arguments: [
    (1, "event 12: trade 1 of ACME: a second print with this number"),
    (3, "event 12: trade 3 of ACME: number 2 should follow"),
  ] as [(UInt64, String)])
func `INV-BOOK-8: trades of an instrument are numbered without holes`(
  second: UInt64, fault: String
) throws {
  let payloads = Meeting().payloads + Meeting(trade: TradeID(second), first: 3).payloads
  #expect(try sentence(tape(events(payloads))).hasSuffix(fault))
}

@Test func `a trade left half told is placed at its first event`() throws {
  var half = Meeting()
  half.taker = nil
  let payloads = half.payloads + Meeting(trade: 2, first: 3).payloads
  let found = try sentence(tape(events(payloads)))
  #expect(found.hasSuffix("line 15, event 5: trade 1 of ACME: its taker fill is missing"))
}

@Test func `each instrument numbers its own trades`() throws {
  var whole = events(Meeting().payloads + Meeting(trade: 1, first: 3).payloads)
  for place in 7..<14 { whole[place].instrument = 2 }
  // Interleaved, too: the print of one between the fills of the other.
  whole.swapAt(5, 11)
  for place in whole.indices {
    whole[place] = Event(
      sequence: TapeSequence(UInt64(place + 1)),
      time: Timestamp(integerLiteral: Int64(place)), source: .venue,
      instrument: whole[place].instrument, payload: whole[place].payload)
  }
  #expect(try sentence(tape(whole)) == "complete")
}

@Test func `a simulated tape that leaves a crossed book is unlawful`() throws {
  let payloads: [EventPayload] = [
    .newOrder(NewOrder(id: 1, owner: 1, side: .buy, type: .limit(10_005), quantity: 10)),
    .accepted(Accepted(id: 1, owner: 1)),
    .newOrder(NewOrder(id: 2, owner: 2, side: .sell, type: .limit(9_998), quantity: 10)),
    .accepted(Accepted(id: 2, owner: 2)),
  ]
  #expect(
    try sentence(tape(events(payloads)))
      == "unlawful in 1 place, first at line 14, event 4: the book of ACME ends crossed: "
      + "bid 100.05, ask 99.98")
  #expect(try sentence(tape(events(payloads), recorded)) == "complete")
}

@Test func `what an order cannot do is told with names and scaled figures`() throws {
  var meeting = Meeting()
  meeting.maker?.owner = 3
  #expect(
    try sentence(tape(events(meeting.payloads)))
      .hasSuffix("event 6: order 1 belongs to maker-1, not taker-1"))
  meeting = Meeting()
  meeting.makerQuantity = 12
  #expect(
    try sentence(tape(events(meeting.payloads))).hasSuffix("event 6: order 1 has 2 left, not 0"))
  meeting = Meeting()
  meeting.maker?.price = 10_001
  #expect(
    try sentence(tape(events(meeting.payloads)))
      .hasSuffix("event 6: order 1 trades at 100.01, worse than its limit 100.02"))
}
