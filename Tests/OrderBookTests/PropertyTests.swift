import Core
import OrderBook
import Samples
import Testing

private let operationCount = 400

@Test(arguments: BookKind.allCases, TestRun.seeds(8))
func `random operations match as the naive matcher does`(kind: BookKind, seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(kind)
  var naive = NaiveMatcher()
  for number in 0..<operationCount {
    let request = operations.next()
    let reports = book.handle(request)
    guard reports == naive.handle(request), book.agrees(with: naive) else {
      Issue.record("\(kind) SEED=\(seed) operation \(number): \(request)")
      return
    }
  }
  #expect(book.liveOrderCount == naive.resting.count)
}

@Test(arguments: BookKind.allCases, TestRun.seeds(8))
func `every operation leaves a book without violations`(kind: BookKind, seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(kind)
  for number in 0..<operationCount {
    let request = operations.next()
    _ = book.handle(request)
    let violations = book.invariantViolations()
    guard violations.isEmpty else {
      Issue.record("\(kind) SEED=\(seed) operation \(number): \(request) → \(violations)")
      return
    }
  }
  #expect(book.tradeCount > 0, "\(kind) SEED=\(seed)")
}

@Test(arguments: BookKind.allCases, TestRun.seeds(8))
func `INV-BOOK-7: no quantity appears or vanishes between a request and its reports`(
  kind: BookKind, seed: UInt64
) {
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(kind)
  var audit = ReportAudit()
  for _ in 0..<operationCount {
    let request = operations.next()
    audit.note(request, book.handle(request))
  }
  #expect(audit.faults == [], "\(kind) SEED=\(seed)")
}

@Test(arguments: BookKind.allCases, TestRun.seeds(8))
func `INV-BOOK-9: a refused request changes nothing`(kind: BookKind, seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(kind)
  var refusals = 0
  for number in 0..<operationCount {
    let before = book.encoded()
    let request = operations.next()
    guard case .reject = book.handle(request).first else { continue }
    refusals += 1
    guard book.encoded() == before else {
      Issue.record("\(kind) SEED=\(seed) operation \(number): \(request)")
      return
    }
  }
  #expect(refusals > 10, "\(kind) SEED=\(seed)")
}

@Test(arguments: BookKind.allCases, TestRun.seeds(8))
func `INV-BOOK-10: the tape rebuilds the depth after every operation`(kind: BookKind, seed: UInt64)
{
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(kind)
  var tape = RebuiltBook()
  for number in 0..<operationCount {
    let request = operations.next()
    tape.apply([request] + book.handle(request))
    guard tape.matches(book) else {
      Issue.record("\(kind) SEED=\(seed) operation \(number): \(request) \(tape.levels.oddities)")
      return
    }
  }
  #expect(book.liveOrderCount > 0)
}

@Test(arguments: BookKind.allCases, TestRun.seeds(4))
func `a book that was saved goes on as if nothing had happened`(kind: BookKind, seed: UInt64) throws
{
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(kind)
  for number in 0..<operationCount {
    if number % 50 == 49 {
      var restored = try BookUnderTest(kind, decoding: book.encoded())
      #expect(restored.stateHash == book.stateHash, "\(kind) SEED=\(seed)")
      let request = operations.next()
      #expect(restored.handle(request) == book.handle(request), "\(kind) SEED=\(seed)")
      #expect(restored.stateHash == book.stateHash, "\(kind) SEED=\(seed)")
      book = restored
    } else {
      _ = book.handle(operations.next())
    }
  }
}
