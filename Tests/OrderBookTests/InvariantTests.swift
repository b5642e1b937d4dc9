import Core
import OrderBook
import Samples
import Testing

/// Two bids at 100, one at 99, one offer at 101: order 1 has traded 4 of its 10.
private func soundBook(_ kind: BookKind) throws -> BookUnderTest {
  var book = BookUnderTest.empty(kind)
  for line in ["buy 1 10@100", "buy 2 5@100", "buy 3 5@99", "sell 4 4@100", "sell 5 7@101"] {
    _ = book.handle(try BookScript.request(line))
  }
  return book
}

/// A fault planted in the picture of a sound book, and what must be said of it.
private struct Planted: Sendable {
  let violations: [BookViolation]
  let plant: @Sendable (inout BookImage) -> Void

  init(_ violations: BookViolation..., plant: @escaping @Sendable (inout BookImage) -> Void) {
    self.violations = violations
    self.plant = plant
  }
}

private let planted: [Planted] = [
  Planted(.crossed(bid: 100, ask: 100), .misplaced(5)) { $0.asks[0].price = 100 },
  Planted(.levelsUnsorted(.buy, 100)) { $0.bids.swapAt(0, 1) },
  Planted(.levelsUnsorted(.buy, 100), .duplicate(1), .duplicate(2), .wrongIndexCount(4)) {
    $0.bids.insert($0.bids[0], at: 0)
  },
  Planted(.emptyLevel(.sell, 102)) {
    $0.asks.append(BookImage.Level(price: 102, total: 0, orderCount: 0, entries: []))
  },
  Planted(.queueUnsorted(1)) { $0.bids[0].entries.swapAt(0, 1) },
  Planted(.queueUnsorted(2)) { $0.bids[0].entries[1].arrival = $0.bids[0].entries[0].arrival },
  Planted(.queueTorn(.buy, 100)) { $0.bids[0].isReversible = false },
  Planted(.wrongTotal(.buy, 100)) { $0.bids[0].total = 12 },
  Planted(.wrongCount(.sell, 101)) { $0.asks[0].orderCount = 2 },
  Planted(.misplaced(5)) { $0.asks[0].entries[0].order.side = .buy },
  Planted(.misplaced(5)) { $0.asks[0].entries[0].order.price = 102 },
  Planted(.wrongTotal(.buy, 100), .wrongQuantity(1)) {
    $0.bids[0].entries[0].order.filled = 11
  },
  Planted(.wrongTotal(.buy, 100), .wrongQuantity(1)) {
    $0.bids[0].entries[0].order.quantity = 4
  },
  Planted(.wrongTotal(.buy, 100)) { $0.bids[0].entries[0].order.filled = 5 },
  Planted(.wrongTotal(.buy, 100)) {
    $0.bids[0].entries[0].order.quantity = 1_000_000_000_000_000
  },
  Planted(.wrongFillCount(1)) { $0.bids[0].entries[0].order.fillCount = 0 },
  Planted(.wrongFillCount(1)) { $0.bids[0].entries[0].order.fillCount = 5 },
  Planted(.wrongFillCount(2)) { $0.bids[0].entries[1].order.fillCount = 1 },
  Planted(.duplicate(1)) { $0.bids[1].entries[0].order.id = 1 },
  Planted(.unindexed(3)) { $0.bids[1].entries[0].isIndexed = false },
  Planted(.wrongIndexCount(5)) { $0.indexedCount = 5 },
]

/// Shows that the checker says exactly what was planted, for every fault that breaks `invariant`.
private func find(_ invariant: String) throws {
  for kind in BookKind.allCases { try find(invariant, in: soundBook(kind).image) }
}

private func find(_ invariant: String, in sound: BookImage) throws {
  #expect(sound.violations == [])
  let faults = planted.filter { fault in
    fault.violations.contains { $0.invariant.description == invariant }
  }
  for fault in faults {
    var image = sound
    fault.plant(&image)
    #expect(image.violations == fault.violations)
  }
  #expect(!faults.isEmpty)
}

@Test func `INV-BOOK-1: a book that is crossed at rest is found`() throws {
  try find("INV-BOOK-1")
}

@Test func `INV-BOOK-2: unsorted and empty levels are found`() throws { try find("INV-BOOK-2") }

@Test func `INV-BOOK-3: a queue out of order or torn is found`() throws { try find("INV-BOOK-3") }

@Test func `INV-BOOK-4: wrong totals, counts and places are found`() throws {
  try find("INV-BOOK-4")
}

@Test func `INV-BOOK-5: impossible quantities of an order are found`() throws {
  try find("INV-BOOK-5")
}

@Test func `INV-BOOK-6: ids that are doubled, lost or left over are found`() throws {
  try find("INV-BOOK-6")
}

@Test func `every rule of the checker has a planted fault`() {
  let rules = [
    "crossed", "levels-unsorted", "empty-level", "queue-unsorted", "queue-torn", "wrong-total",
    "wrong-count", "misplaced", "wrong-quantity", "wrong-fill-count", "duplicate", "unindexed",
    "wrong-index-count",
  ]
  let shown = planted.flatMap(\.violations).map(\.name.description)
  #expect(rules.filter { !shown.contains($0) } == [])
}

@Test(arguments: BookKind.allCases)
func `the picture of a book shows every order once`(kind: BookKind) throws {
  let image = try soundBook(kind).image
  let ids = (image.bids + image.asks).map { $0.entries.map(\.order.id) }
  #expect(ids == [[1, 2], [3], [5]])
  #expect(image.indexedCount == 4)
  #expect(image.bids.map(\.total) == [11, 5] && image.asks.map(\.total) == [7])
}
