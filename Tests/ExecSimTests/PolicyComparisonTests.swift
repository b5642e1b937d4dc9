import Core
import ExecSim
import OrderBook
import Samples
import Testing

/// The rules of the faithful policy against the real engine: one lot is too little to change a
/// market much, so both have to fill it at the same moment.
@Suite struct PolicyComparisonTests {
  /// An order of one lot, alone in its venue.
  struct Probe: Sendable {
    let time: Timestamp
    let side: Side
    let price: Price
  }

  @Test(arguments: [TapeForm.reports, .orders])
  func `one lot fills under both policies at the same moment`(form: TapeForm) throws {
    for seed in TestRun.seeds(1) {
      let tape = try form.tape("1500ms", seed: seed)
      var (agreed, filled) = (0, 0)
      let probes = Self.probes(on: tape, seed: seed)
      for probe in probes {
        let faithful = Self.fillTime(of: probe, on: tape, .faithful)
        let counterfactual = Self.fillTime(of: probe, on: tape, .counterfactual)
        if faithful == counterfactual { agreed += 1 }
        if faithful != nil { filled += 1 }
      }
      #expect(agreed == probes.count, "SEED=\(seed)")
      #expect(filled > probes.count / 4, "SEED=\(seed)")
    }
  }

  private static func fillTime(
    of probe: Probe, on tape: [Event], _ policy: MatchingPolicy
  ) -> Timestamp? {
    var venue = SimulatedVenue(
      .make(policy: policy), instruments: TapeForm.instruments, seed: 1)
    let order = NewOrder(
      id: OrderID(1 << 63 | 1), owner: 9, side: probe.side, type: .limit(probe.price), quantity: 1,
      isPostOnly: true)
    let request = Event(
      sequence: .first, time: probe.time, source: 9, instrument: 1, payload: .newOrder(order))
    venue.send(request, at: probe.time)
    for event in tape {
      venue.handleRequests(upTo: event.time.advanced(by: Nanoseconds(-1)))
      venue.observe(event)
      while let report = venue.nextReport(upTo: event.time) {
        if report.cause != nil { return report.venueTime }
      }
    }
    return nil
  }

  /// At the best price, a tick better or up to three worse.
  private static func probes(on tape: [Event], seed: UInt64) -> [Probe] {
    var random = RandomStream(masterSeed: seed, name: "policy-comparison")
    var book = LevelBook(instrument: 1)
    var (probes, due): ([Probe], Int64) = ([], 200_000_000)
    for event in tape {
      while due < event.time.nanoseconds, let bid = book.bestBid, let ask = book.bestAsk {
        let side: Side = random.chance(millionths: 500_000) ? .buy : .sell
        let away = random.integer(in: -1...3)
        let best = side == .buy ? bid.price : ask.price
        let price = best.advanced(by: side == .buy ? -away : away)
        probes.append(
          Probe(time: Timestamp(integerLiteral: due), side: side, price: price ?? best))
        due += 31_000_000
      }
      book.apply(event)
    }
    return probes
  }
}
