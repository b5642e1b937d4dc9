import Core
import OrderBook
import Samples
import Testing

private let operationCount = 400

@Test(arguments: TestRun.seeds(8))
func `random operations match as the naive matcher does`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = ReferenceBook.empty
  var naive = NaiveMatcher()
  for number in 0..<operationCount {
    let request = operations.next()
    let reports = book.handle(request)
    guard reports == naive.handle(request), book.agrees(with: naive) else {
      Issue.record("SEED=\(seed) operation \(number): \(request)")
      return
    }
  }
  #expect(book.liveOrderCount == naive.resting.count)
}

@Test(arguments: TestRun.seeds(8))
func `every operation leaves a book without violations`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = ReferenceBook.empty
  for number in 0..<operationCount {
    let request = operations.next()
    _ = book.handle(request)
    let violations = book.invariantViolations()
    guard violations.isEmpty else {
      Issue.record("SEED=\(seed) operation \(number): \(request) → \(violations)")
      return
    }
  }
  #expect(book.tradeCount > 0, "SEED=\(seed)")
}

@Test(arguments: TestRun.seeds(8))
func `INV-BOOK-7: no quantity appears or vanishes between a request and its reports`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = ReferenceBook.empty
  var audit = ReportAudit()
  for _ in 0..<operationCount {
    let request = operations.next()
    audit.note(request, book.handle(request))
  }
  #expect(audit.faults == [], "SEED=\(seed)")
}

@Test(arguments: TestRun.seeds(8))
func `INV-BOOK-9: a refused request changes nothing`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = ReferenceBook.empty
  var refusals = 0
  for number in 0..<operationCount {
    let before = book.encoded()
    let request = operations.next()
    guard case .reject = book.handle(request).first else { continue }
    refusals += 1
    guard book.encoded() == before else {
      Issue.record("SEED=\(seed) operation \(number): \(request)")
      return
    }
  }
  #expect(refusals > 10, "SEED=\(seed)")
}

@Test(arguments: TestRun.seeds(8))
func `INV-BOOK-10: the tape rebuilds the depth after every operation`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = ReferenceBook.empty
  var tape = RebuiltBook()
  for number in 0..<operationCount {
    let request = operations.next()
    tape.apply([request] + book.handle(request))
    guard tape.matches(book) else {
      Issue.record("SEED=\(seed) operation \(number): \(request) \(tape.levels.oddities)")
      return
    }
  }
  #expect(book.liveOrderCount > 0)
}

@Test(arguments: TestRun.seeds(4))
func `a book that was saved goes on as if nothing had happened`(seed: UInt64) throws {
  var operations = RandomOperations(seed: seed)
  var book = ReferenceBook.empty
  for number in 0..<operationCount {
    if number % 50 == 49 {
      var reader = ByteReader(book.encoded())
      var restored = try ReferenceBook(decoding: &reader)
      try reader.finish()
      #expect(restored.stateHash == book.stateHash, "SEED=\(seed)")
      let request = operations.next()
      #expect(restored.handle(request) == book.handle(request), "SEED=\(seed)")
      #expect(restored.stateHash == book.stateHash, "SEED=\(seed)")
      book = restored
    } else {
      _ = book.handle(operations.next())
    }
  }
}
