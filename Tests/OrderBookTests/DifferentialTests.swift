import Core
import OrderBook
import Samples
import Testing

/// Where two books first differ on a list of requests: the request's number and what differs.
struct Disagreement {
  let number: Int
  let what: String

  /// Runs the requests through an empty reference book and an empty fast one.
  static func first(
    in requests: [EventPayload], rules: InstrumentRules, stride: Int = 1
  ) -> Disagreement? {
    var reference = ReferenceBook(instrument: 1, quantityScale: 0, rules: rules)
    var fast = FastBook(instrument: 1, quantityScale: 0, rules: rules)
    for (number, request) in requests.enumerated() {
      let expected = reference.reports(to: request)
      let found = fast.reports(to: request)
      if expected != found {
        let texts = (expected.map(BookScript.text), found.map(BookScript.text))
        return Disagreement(number: number, what: "\(request): \(texts.0), not \(texts.1)")
      }
      guard number % stride == stride - 1 || number == requests.count - 1 else { continue }
      if let violation = fast.invariantViolations().first {
        return Disagreement(number: number, what: "\(request): \(violation)")
      }
      if reference.stateHash != fast.stateHash {
        return Disagreement(number: number, what: "\(request): other state")
      }
    }
    return nil
  }
}

extension OrderMatching where Self: ~Copyable {
  /// The reports to one request; nothing for what is none.
  mutating func reports(to request: EventPayload) -> [EventPayload] {
    var reports: [EventPayload] = []
    if case .newOrder(let order) = request { submit(order, refusal: nil, into: &reports) }
    if case .cancel(let cancel) = request { self.cancel(cancel, into: &reports) }
    if case .amend(let amend) = request { self.amend(amend, refusal: nil, into: &reports) }
    if case .instrument(let rules) = request { setRules(rules) }
    return reports
  }
}

/// The shortest list that still fails, as far as leaving out pieces of halving length finds it.
func shrunk<Element>(_ requests: [Element], _ fails: ([Element]) -> Bool) -> [Element] {
  var kept = requests
  var piece = kept.count / 2
  while piece > 0 {
    var start = 0
    while start < kept.count {
      let shorter = Array(kept[..<start] + kept[min(kept.count, start + piece)...])
      if fails(shorter) { kept = shorter } else { start += piece }
    }
    piece /= 2
  }
  return kept
}

/// Compares both books on the requests; a difference is shrunk and shown with its seed.
private func compare(
  _ requests: [EventPayload], rules: InstrumentRules, stride: Int, seed: UInt64
) {
  guard let first = Disagreement.first(in: requests, rules: rules, stride: stride) else { return }
  let cause = shrunk(Array(requests[...first.number])) {
    Disagreement.first(in: $0, rules: rules) != nil
  }
  let what = Disagreement.first(in: cause, rules: rules)?.what ?? first.what
  Issue.record("SEED=\(seed) operation \(first.number): \(what)\n\(cause)")
}

@Test(arguments: TestRun.seeds(4))
func `the fast book reports and stands as the reference does, operation for operation`(
  seed: UInt64
) {
  var operations = RandomOperations(seed: seed)
  let requests = (0..<1500).map { _ in operations.next() }
  compare(requests, rules: SampleTape.freeRules, stride: 1, seed: seed)
}

@Test(arguments: TestRun.seeds(4))
func `the fast book agrees with the reference over many operations`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  let requests = (0..<20_000).map { _ in operations.next() }
  compare(requests, rules: SampleTape.freeRules, stride: 997, seed: seed)
}

/// Prices anywhere in the legal range, bunched so that levels are shared, and ids of every pattern.
@Test(arguments: TestRun.seeds(4))
func `the fast book agrees with the reference on hostile prices and ids`(seed: UInt64) {
  var operations = HostileOperations(seed: seed)
  let requests = (0..<6000).map { _ in operations.next() }
  compare(requests, rules: SampleTape.freeRules, stride: 499, seed: seed)
}

@Test(arguments: TestRun.seeds(3))
func `the fast book agrees with the reference while rules change`(seed: UInt64) {
  var operations = RandomOperations(seed: seed)
  var random = RandomStream(masterSeed: seed, name: "rules")
  let requests = (0..<4000).map { _ -> EventPayload in
    guard random.chance(millionths: 10_000) else { return operations.next() }
    var rules = SampleTape.rules(
      tick: Price(integerLiteral: random.integer(in: 1...6)),
      lot: Quantity(integerLiteral: random.integer(in: 1...3)),
      minimum: Price(integerLiteral: random.integer(in: 0...3)))
    if random.bounded(5) == 0 { rules.status = .halted }
    return .instrument(rules)
  }
  // From another tick than 1, levels have to be laid out anew when one comes that does not divide.
  for tick in [1, 4, 6] as [Price] {
    compare(requests, rules: SampleTape.rules(tick: tick, lot: 1), stride: 97, seed: seed)
  }
}

@Test func `a difference is shrunk to the requests that make it`() {
  var operations = RandomOperations(seed: 1)
  let requests = (0..<200).map { _ in operations.next() }
  let cancels = { (list: [EventPayload]) in list.filter { $0.kind == .cancel }.count }
  #expect(shrunk(requests) { cancels($0) >= 3 }.map(\.kind) == [.cancel, .cancel, .cancel])
}

@Test(arguments: TestRun.seeds(2))
func `what a fast book reports does not depend on the seed of its ids`(seed: UInt64) {
  var operations = HostileOperations(seed: seed)
  var books = [FastBook.defaultSeed, 0, 1, .max].map {
    BookUnderTest(.fast, rules: SampleTape.freeRules, seed: $0)
  }
  for number in 0..<2000 {
    let request = operations.next()
    let reports = books.indices.map { books[$0].handle(request) }
    guard reports.allSatisfy({ $0 == reports[0] }) else {
      Issue.record("SEED=\(seed) operation \(number): \(request)")
      return
    }
  }
  #expect(Set(books.map(\.stateHash)).count == 1, "SEED=\(seed)")
}
