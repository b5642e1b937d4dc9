import Core
import FaultSim
import Node
import OrderBook
import OrderFlowSim
import Samples
import Testing
import Venue
import WAL

@Suite struct VenueMachineTests {
  @Test(arguments: TestRun.seeds(3))
  func `fed with the requests of a market's tape, the venue gives the reports of that tape`(
    seed: UInt64
  ) throws {
    let market = SmallMarket(seed: seed)
    var venue = VenueMachine()
    var reports: [VenueReport] = []
    venue.apply(.opened(market.opening), into: &reports)
    for exchange in market.exchanges {
      reports.removeAll()
      venue.apply(exchange.input, into: &reports)
      #expect(reports.map(\.payload) == exchange.reports, "SEED=\(seed)")
    }
    #expect(venue.requestCount == UInt64(market.exchanges.count))
    #expect(venue.ignoredCount == 0)
    #expect(venue.engine.invariantViolations() == [])
    // The market of the sample refuses for its position limit too: the verdict is part of the input.
    #expect(market.exchanges.contains { $0.verdict == .positionLimit })
  }

  @Test(arguments: TestRun.seeds(3))
  func `INV-VENUE-1: a request that does not lie behind the last one is not handled again`(
    seed: UInt64
  ) throws {
    let market = SmallMarket(seed: seed)
    var once = VenueMachine()
    var twice = VenueMachine()
    var reports: [VenueReport] = []
    for input in market.inputs { once.apply(input, into: &reports) }
    let count = reports.count
    reports = []
    for input in market.inputs {
      twice.apply(input, into: &reports)
      twice.apply(input, into: &reports)
    }
    #expect(reports.count == count)
    #expect(twice.ignoredCount == UInt64(market.inputs.count))
    #expect(twice.engine.stateHash == once.engine.stateHash)
    #expect(twice.positions == once.positions)
  }

  @Test func `every input's record is read back, and no other bytes are one`() throws {
    let market = SmallMarket(seed: 1)
    for input in market.inputs.prefix(200) {
      var record: [UInt8] = []
      VenueMachine.encode(input, into: &record)
      #expect(VenueMachine.input(from: record.span) == input)
      record.append(0)
      #expect(VenueMachine.input(from: record.span) == nil)
      record.removeLast(2)
      #expect(VenueMachine.input(from: record.span) == nil)
    }
    #expect(VenueMachine.input(from: [UInt8]().span) == nil)
    #expect(VenueMachine.input(from: [9, 9, 9].span) == nil)
  }

  @Test func `a report is no input, even where its record passes every check`() {
    var writer = ByteWriter()
    writer.append(UInt8(2))
    let drop = Event(
      sequence: .first, time: .zero, instrument: nil,
      payload: .gap(Gap(missing: SourceSequence(7))))
    drop.encode(into: &writer)
    #expect(VenueMachine.input(from: writer.bytes.span) == nil)
  }

  @Test func `INV-STATE-1: a venue read back encodes to the same bytes, and goes on the same`()
    throws
  {
    let market = SmallMarket(seed: 2)
    var venue = VenueMachine()
    var reports: [VenueReport] = []
    for (place, input) in market.inputs.enumerated() {
      venue.apply(input, into: &reports)
      guard place % 97 == 0 else { continue }
      var reader = ByteReader(venue.encoded())
      let copy = try VenueMachine(decoding: &reader)
      try reader.finish()
      #expect(copy.encoded() == venue.encoded())
      #expect(copy.opening == market.opening)
    }
  }

  @Test func `an operator's halt stops orders and amends, and is part of the state`() throws {
    let market = SmallMarket(seed: 3)
    var venue = VenueMachine()
    var reports: [VenueReport] = []
    for input in market.inputs { venue.apply(input, into: &reports) }
    let before = venue.stateHash
    reports = []
    venue.apply(
      venue.halting(at: Timestamp(nanoseconds: 20_000_000_000) ?? .zero), into: &reports)
    #expect(venue.isHalted)
    #expect(venue.stateHash != before)
    var reader = ByteReader(venue.encoded())
    #expect(try VenueMachine(decoding: &reader).isHalted)
    guard case .request(var event, _) = try #require(market.inputs.dropFirst().first) else {
      return
    }
    event.sequence = venue.lastRequest.next
    venue.apply(.request(event, verdict: nil), into: &reports)
    let reasons = reports.compactMap { report -> RejectReason? in
      if case .reject(let reject) = report.payload { reject.reason } else { nil }
    }
    #expect(reasons == [.tradingHalted])
    venue.apply(
      .request(
        Event(
          sequence: venue.lastRequest.next, time: .zero, instrument: nil,
          payload: .operatorCommand(OperatorCommand(.resume))), verdict: nil), into: &reports)
    #expect(!venue.isHalted)
  }

  @Test(arguments: TestRun.seeds(2))
  func `INV-VENUE-2: positions rebuilt from the log are those of the released fills`(
    seed: UInt64
  ) throws {
    let market = SmallMarket(seed: seed)
    let log = VenueLog(market)
    try log.feed(market.inputs, snapshotEvery: 300)
    var live = PositionBook()
    for report in log.released { live.apply(report.payload, of: report.instrument) }
    #expect(!live.rows.isEmpty)
    #expect(live == log.machine.positions)
    for snapshots in 0...log.snapshots.count {
      let rebuilt = try log.recovered(ignoring: snapshots)
      #expect(rebuilt.machine.positions == live, "SEED=\(seed), without \(snapshots) snapshots")
      #expect(rebuilt.machine.stateHash == log.machine.stateHash)
    }
    let held = live.rows.reduce(Int128(0)) { $0 + $1.quantity }
    #expect(held == 0, "what one bought another sold")
  }

  @Test func `positions that no fills make are not read, so that their sum is always a number`() {
    let most: Int128 = 1 << 62
    let largest = Int128(Int64.max)
    for (rows, reads) in [
      ([(0, 1)], true), ([(largest, 1)], true), ([(largest + 1, 1)], false),
      ([(-2 * largest, 2)], true), ([(-2 * largest - 1, 2)], false),
      ([(most * largest, most)], true), ([(0, most + 1)], false), ([(0, most), (0, 1)], false),
      ([(.min, most)], false),
    ] as [([(quantity: Int128, fills: Int128)], Bool)] {
      var writer = ByteWriter()
      writer.append(rows.count)
      for (owner, row) in rows.enumerated() {
        InstrumentID(1).encode(into: &writer)
        PartyID(UInt32(owner)).encode(into: &writer)
        writer.append(UInt64(truncatingIfNeeded: row.quantity))
        writer.append(Int64(truncatingIfNeeded: row.quantity >> 64))
        writer.append(UInt64(row.fills))
      }
      var reader = ByteReader(writer.bytes)
      #expect(((try? PositionBook(decoding: &reader)) != nil) == reads, "\(rows)")
    }
  }
}
