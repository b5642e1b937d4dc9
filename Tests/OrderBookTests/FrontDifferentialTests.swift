import Core
import OrderBook
import Samples
import Testing

extension Disagreement {
  /// Runs the steps through an empty front and book of each kind, the fast one saved and read back
  /// now and then; also where a report contradicts its order's life, or an invariant does not hold.
  static func first(in steps: [Step], rules: InstrumentRules, stride: Int) -> Disagreement? {
    var reference = FrontRun(ReferenceBook(instrument: 1, quantityScale: 0, rules: rules))
    var fast = FrontRun(FastBook(instrument: 1, quantityScale: 0, rules: rules))
    for (number, step) in steps.enumerated() {
      let expected = reference.reports(to: step)
      let found = fast.reports(to: step)
      if expected != found {
        let texts = (expected.map(BookScript.text), found.map(BookScript.text))
        return Disagreement(number: number, what: "\(step): \(texts.0), not \(texts.1)")
      }
      if let contradiction = fast.contradiction {
        return Disagreement(number: number, what: "\(step): \(contradiction)")
      }
      guard number % stride == stride - 1 || number == steps.count - 1 else { continue }
      if let fault = fast.fault { return Disagreement(number: number, what: "\(step): \(fault)") }
      if reference.book.stateHash != fast.book.stateHash
        || reference.front.stateHash != fast.front.stateHash
      {
        return Disagreement(number: number, what: "\(step): other state")
      }
      do { try fast.saveAndGoOn() } catch {
        return Disagreement(number: number, what: "\(step): \(error)")
      }
      if reference.front.stateHash != fast.front.stateHash {
        return Disagreement(number: number, what: "\(step): read back otherwise")
      }
    }
    return nil
  }
}

/// Compares both kinds on the steps; a difference is shrunk and shown with its seed.
private func compare(_ steps: [Step], stride: Int, seed: UInt64) {
  let rules = SampleTape.freeRules
  guard let first = Disagreement.first(in: steps, rules: rules, stride: stride) else { return }
  let cause = shrunk(Array(steps[...first.number])) {
    Disagreement.first(in: $0, rules: rules, stride: 1) != nil
  }
  let what = Disagreement.first(in: cause, rules: rules, stride: 1)?.what ?? first.what
  Issue.record(
    "SEED=\(seed) operation \(first.number): \(what)\n\(cause.map { "\($0)" }.joined(separator: "\n"))"
  )
}

@Test(arguments: TestRun.seeds(8))
func `INV-FRONT-6: both books behind a front agree step for step, saved at any step or not`(
  seed: UInt64
) {
  var operations = SpecialOperations(seed: seed)
  compare((0..<600).map { _ in operations.next() }, stride: 1, seed: seed)
}

@Test(arguments: TestRun.seeds(4))
func `INV-FRONT-1: both books behind a front agree over many operations of every type`(
  seed: UInt64
) {
  var operations = SpecialOperations(seed: seed)
  compare((0..<10_000).map { _ in operations.next() }, stride: 499, seed: seed)
}

@Test(arguments: TestRun.seeds(2))
func `both books behind a front agree where few orders are special`(seed: UInt64) {
  var operations = SpecialOperations(seed: seed, share: 30)
  compare((0..<10_000).map { _ in operations.next() }, stride: 997, seed: seed)
}
