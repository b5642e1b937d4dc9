import Core
import ExecSim
import Samples
import Testing

@Suite struct ExecutionPropertyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let form: TapeForm
    let policy: MatchingPolicy
    let queue: QueueModel

    var testDescription: String { "\(form) \(policy) \(queue)" }
  }

  static let cases =
    TapeForm.allCases.flatMap { form in
      [QueueModel.front, .riskAverse].map {
        Case(form: form, policy: .faithful, queue: $0)
      }
    } + [
      Case(form: .levels, policy: .faithful, queue: .power(3)),
      Case(form: .levels, policy: .faithful, queue: .logarithmic),
      Case(form: .reports, policy: .counterfactual, queue: .riskAverse),
      Case(form: .orders, policy: .counterfactual, queue: .riskAverse),
    ]

  private static func configuration(_ it: Case) -> ExecutionConfiguration {
    .make(
      entry: .skewed(minimum: Nanoseconds(20_000), typical: Nanoseconds(50_000)),
      response: .uniform(minimum: Nanoseconds(10_000), spread: Nanoseconds(90_000)),
      policy: it.policy, queue: it.queue, slippage: .spread(millionths: 250_000))
  }

  @Test(arguments: cases)
  func `INV-EXEC-1: every stream of reports is a legal life of each order`(it: Case) throws {
    for seed in TestRun.seeds(2) {
      let tape = try it.form.tape("600ms", seed: seed)
      var trader = RandomTrader(Self.configuration(it), seed: seed)
      // A report that no life allows is thrown by the register.
      try trader.follow(tape)
      #expect(trader.venue.contradictionCount == 0, "SEED=\(seed)")
      let kinds = Set(trader.reports.map(\.payload.kind.rawValue))
      #expect(kinds.count >= 5, "SEED=\(seed): the run is to show most kinds of reports")
      #expect(trader.reports.contains { $0.cause != nil }, "SEED=\(seed)")
    }
  }

  @Test(arguments: cases)
  func `INV-EXEC-2: every fill names its rule and a market event that has happened`(it: Case)
    throws
  {
    for seed in TestRun.seeds(1) {
      let tape = try it.form.tape("300ms", seed: seed)
      var trader = RandomTrader(Self.configuration(it), seed: seed)
      try trader.follow(tape)
      for report in trader.reports {
        let isFill = report.payload.kind == .fill
        #expect((report.cause != nil) == isFill, "SEED=\(seed)")
        guard isFill else { continue }
        let cause = tape[Int(report.because.rawValue) - 1]
        #expect(cause.time <= report.venueTime && report.venueTime <= report.arrival)
      }
    }
  }

  @Test(arguments: [TapeForm.orders, .levels])
  func `INV-EXEC-3: a market event fills no more of ours than its own quantity`(form: TapeForm)
    throws
  {
    for seed in TestRun.seeds(2) {
      let tape = try form.tape("600ms", seed: seed)
      let it = Case(form: form, policy: .faithful, queue: .front)
      var trader = RandomTrader(Self.configuration(it), seed: seed)
      try trader.follow(tape)
      var filled: [UInt64: Int64] = [:]
      for report in trader.reports {
        guard case .fill(let fill) = report.payload, fill.liquidity == .maker else { continue }
        filled[report.because.rawValue, default: 0] += fill.quantity.rawValue
      }
      #expect(!filled.isEmpty, "SEED=\(seed)")
      for (sequence, quantity) in filled {
        let most =
          switch tape[Int(sequence) - 1].payload {
          case .trade(let trade): trade.quantity.rawValue
          case .bookUpdate(let line): line.quantity.rawValue
          default: Int64(-1)  // open set: nothing else may fill
          }
        #expect(quantity <= most, "SEED=\(seed) at \(sequence)")
      }
    }
  }

  @Test(arguments: cases)
  func `INV-EXEC-4: saved and read back behind every event, the venue goes on as if nothing was`(
    it: Case
  ) throws {
    let seed = TestRun.seed
    let tape = try it.form.tape("80ms", seed: seed)
    var plain = RandomTrader(Self.configuration(it), seed: seed)
    try plain.follow(tape)
    var reopened = RandomTrader(Self.configuration(it), seed: seed)
    try reopened.follow(tape) { trader in
      var reader = ByteReader(trader.venue.encoded())
      trader.venue = try SimulatedVenue(decoding: &reader)
      try reader.finish()
    }
    #expect(plain.reports.count > 5, "SEED=\(seed)")
    #expect(reopened.reports == plain.reports, "SEED=\(seed)")
    #expect(reopened.venue.encoded() == plain.venue.encoded(), "SEED=\(seed)")
  }

  @Test func `a fresh run of one seed gives the same reports, another seed others`() throws {
    let it = Self.cases[0]
    let tape = try it.form.tape("200ms", seed: 1)
    var runs: [[VenueReport]] = []
    for seed: UInt64 in [5, 5, 6] {
      var trader = RandomTrader(Self.configuration(it), seed: seed)
      try trader.follow(tape)
      runs.append(trader.reports)
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }
}
