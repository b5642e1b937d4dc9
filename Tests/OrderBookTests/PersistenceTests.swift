import Core
import OrderBook
import Samples
import Testing

/// One level of hand-written saved state.
private struct SavedLevel {
  struct Order {
    var id: OrderID
    var quantity: Int64 = 10
    var filled: Int64 = 0
    var fills: UInt64 = 0
  }

  var price: Int64
  var orders: [Order]
}

private func saved(bids: [SavedLevel], asks: [SavedLevel]) -> [UInt8] {
  var writer = ByteWriter()
  writer.append(InstrumentID(1))
  writer.append(UInt8(0))
  writer.append(EventPayload.instrument(SampleTape.freeRules))
  writer.append(UInt64(7))
  for side in [bids, asks] {
    writer.append(side.count)
    for level in side {
      writer.append(level.price)
      writer.append(level.orders.count)
      for order in level.orders {
        writer.append(order.id)
        writer.append(PartyID(1))
        writer.append(order.quantity)
        writer.append(order.filled)
        writer.append(order.fills)
        writer.append(false)
      }
    }
  }
  return writer.bytes
}

@Test(arguments: BookKind.allCases)
func `saved state is levels from best to worst and orders in priority`(kind: BookKind) throws {
  let bytes = saved(
    bids: [
      SavedLevel(price: 100, orders: [.init(id: 8, filled: 4, fills: 2), .init(id: 3)]),
      SavedLevel(price: 99, orders: [.init(id: 4)]),
    ],
    asks: [SavedLevel(price: 101, orders: [.init(id: 5)])])
  let book = try BookUnderTest(kind, decoding: bytes)
  #expect(book.encoded() == bytes)
  #expect(book.depth(.buy).map(\.quantity) == [16, 10])
  #expect(book.queue(.buy, at: 100).map(\.id) == [8, 3])
  #expect(book.tradeCount == 7)
}

private let broken: [(String, [SavedLevel], [SavedLevel])] = [
  (
    "book: crossed", [SavedLevel(price: 100, orders: [.init(id: 1)])],
    [SavedLevel(price: 100, orders: [.init(id: 2)])]
  ),
  ("book: empty-level", [SavedLevel(price: 100, orders: [])], []),
  (
    "book: levels-unsorted",
    [
      SavedLevel(price: 99, orders: [.init(id: 1)]),
      SavedLevel(price: 100, orders: [.init(id: 2)]),
    ], []
  ),
  (
    "book: levels-unsorted", [],
    [
      SavedLevel(price: 99, orders: [.init(id: 1)]),
      SavedLevel(price: 99, orders: [.init(id: 2)]),
    ]
  ),
  ("book: duplicate", [SavedLevel(price: 99, orders: [.init(id: 1), .init(id: 1)])], []),
  ("order quantity", [SavedLevel(price: 99, orders: [.init(id: 1, quantity: 0)])], []),
  (
    "order quantity",
    [SavedLevel(price: 99, orders: [.init(id: 1, quantity: 5, filled: 5, fills: 1)])], []
  ),
  (
    "order quantity",
    [
      SavedLevel(
        price: 99,
        orders: [.init(id: 1, quantity: Quantity.magnitudeLimit), .init(id: 2)])
    ], []
  ),
  ("quantity", [SavedLevel(price: 99, orders: [.init(id: 1, quantity: -1)])], []),
  ("quantity", [SavedLevel(price: 99, orders: [.init(id: 1, filled: -1, fills: 1)])], []),
  ("book: wrong-fill-count", [SavedLevel(price: 99, orders: [.init(id: 1, filled: 1)])], []),
  ("book: wrong-fill-count", [SavedLevel(price: 99, orders: [.init(id: 1, fills: 1)])], []),
  ("price", [SavedLevel(price: Price.magnitudeLimit + 1, orders: [.init(id: 1)])], []),
]

@Test(arguments: BookKind.allCases, broken.indices)
func `a saved book that breaks an invariant is refused by name`(kind: BookKind, index: Int) {
  let (field, bids, asks) = broken[index]
  let error = #expect(throws: StateDecodingError.self) {
    try BookUnderTest(kind, decoding: saved(bids: bids, asks: asks))
  }
  #expect(error?.reason == .invalidValue(field: field))
}

private func sampleBook(_ kind: BookKind) throws -> BookUnderTest {
  var book = BookUnderTest.empty(kind)
  for line in ["buy 1 10@100", "buy 2 5@100 post", "buy 3 5@-9", "sell 4 4@100", "sell 5 7@101"] {
    _ = book.handle(try BookScript.request(line))
  }
  return book
}

@Test(arguments: BookKind.allCases)
func `a saved book cut anywhere is refused`(kind: BookKind) throws {
  let bytes = try sampleBook(kind).encoded()
  for length in bytes.indices {
    #expect(throws: StateDecodingError.self) {
      try BookUnderTest(kind, decoding: Array(bytes[..<length]))
    }
  }
  #expect(throws: StateDecodingError.self) { try BookUnderTest(kind, decoding: bytes + [0]) }
}

/// Whatever is read back is sound and is written as it was read.
@Test(arguments: BookKind.allCases)
func `a saved book with any one bit turned is refused or sound`(kind: BookKind) throws {
  let bytes = try sampleBook(kind).encoded()
  var faults: [String] = []
  var readable = 0
  for place in bytes.indices {
    for bit in 0..<8 {
      var forged = bytes
      forged[place] ^= 1 << UInt8(bit)
      guard let book = try? BookUnderTest(kind, decoding: forged) else { continue }
      readable += 1
      if book.encoded() != forged || book.invariantViolations() != [] {
        faults.append("byte \(place) bit \(bit)")
      }
    }
  }
  #expect(faults == [])
  #expect(readable > 0 && readable < bytes.count * 8)
}

@Test(arguments: BookKind.allCases)
func `equal books have equal state hashes whatever their history`(kind: BookKind) throws {
  var direct = BookUnderTest.empty(kind)
  var detour = BookUnderTest.empty(kind)
  for line in ["buy 1 5@100", "buy 2 5@100"] {
    _ = direct.handle(try BookScript.request(line))
  }
  for line in [
    "buy 9 5@98", "buy 8 5@100", "buy 1 7@100", "buy 2 5@100", "cancel 8", "amend 1 5@100",
    "cancel 9",
  ] {
    _ = detour.handle(try BookScript.request(line))
  }
  #expect(direct.stateHash == detour.stateHash)
  _ = detour.handle(try BookScript.request("amend 2 4@100"))
  #expect(direct.stateHash != detour.stateHash)
}
