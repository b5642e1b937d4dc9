import Core
import ExecSim
import OrderBook
import OrderFlowSim
import OrderState
import Samples
import TapeView

extension FuzzTarget {
  /// What is read back from files of states: an error, or a state that encodes to the same bytes
  /// and goes on.
  static let savedStates: [FuzzTarget] = [
    FuzzTarget(
      "saved-market", "an error, or a market that encodes to the same bytes and runs on",
      longestInput: 16_384, memoryPerByte: memoryPerByteOfBooks,
      seeds: { StateSeeds.markets },
      check: { try checkFile($0, Simulator.savedFormat, runOn) }),
    FuzzTarget(
      "saved-books", "an error, or sound books that encode to the same bytes and take requests",
      memoryPerByte: memoryPerByteOfBooks, seeds: { StateSeeds.books },
      check: { try checkState($0, takeRequests) }),
    FuzzTarget(
      "saved-orders", "an error, or a register of orders that encodes to the same bytes",
      seeds: { try StateSeeds.registers }, check: { try checkState($0, lookUpOrders) }),
    FuzzTarget(
      "saved-venue", "an error, or a simulated venue that encodes to the same bytes and goes on",
      longestInput: 8_192, seeds: { StateSeeds.venues }, check: { try checkState($0, goOn) }),
    FuzzTarget(
      "saved-replay", "an error, or a replay state that is written as the same file",
      longestInput: 1024, seeds: { try StateSeeds.replays },
      check: { bytes in
        // The hash guards against accidents; the fuzzer is given a right one to come past it.
        let file = sealed(bytes)
        guard let state = try? ReplayState(bytes: file) else { return }
        try demand(state.savedBytes == file, "a replay state is written as another file")
      }),
    FuzzTarget(
      "saved-event", "an error, or an event that encodes to the same bytes",
      longestInput: 256, seeds: { StateSeeds.events },
      check: { try checkState($0) { (_: Event) in } }),
  ]

  /// An instrument is 42 bytes of a state, and its book takes 37 KB before the first order.
  static let memoryPerByteOfBooks = 1024

  /// Reads a state and demands that it encodes back to the same bytes.
  private static func checkState<State: Persistable>(
    _ bytes: [UInt8], _ use: (State) throws -> Void
  ) throws {
    var reader = ByteReader(bytes)
    guard let state = try? State(decoding: &reader), (try? reader.finish()) != nil else { return }
    try demand(state.encoded() == bytes, "INV-STATE-1: what is read encodes to other bytes")
    try use(state)
  }

  private static func checkFile<State: Persistable>(
    _ bytes: [UInt8], _ format: String, _ use: (State) throws -> Void
  ) throws {
    let file = sealed(bytes)
    guard let state = try? SavedState.read(State.self, from: file, format: format) else { return }
    try demand(
      SavedState.bytes(of: state, format: format) == file,
      "INV-STATE-1: what is read is saved as another file")
    try use(state)
  }

  /// The bytes with the hash that makes a file of them.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var hash = ByteWriter()
    hash.append(TraceHash.of(bytes))
    return bytes + hash.bytes
  }

  /// INV-SIM-9: a forged market may be silent for ever, so it gets so many looks.
  private static func runOn(_ saved: Simulator) {
    var market = saved
    market.extend(
      duration: Nanoseconds(.max), eventLimit: market.eventCount.addingReportingOverflow(30).0)
    var events: [Event] = []
    for _ in 0..<100 {
      guard let deadline = market.nextDeadline else { break }
      market.advance(to: deadline, into: &events)
    }
    _ = SimulationReport(market).text
  }

  private static func takeRequests(_ saved: MatchingEngine) throws {
    try demand(saved.invariantViolations().isEmpty, "a book that breaks an invariant was read")
    var engine = saved
    var reports: [EventPayload] = []
    for instrument in engine.instruments {
      for request in StateSeeds.requests {
        engine.handle(request, instrument: instrument, into: &reports)
      }
    }
    try demand(engine.invariantViolations().isEmpty, "a book that was read breaks an invariant")
  }

  private static func lookUpOrders(_ register: OrderRegister) {
    for id in StateSeeds.requests.compactMap(\.orderID) { _ = register.lifecycle(of: id) }
  }

  /// A market and requests that meet whatever was read, far in the future.
  private static func goOn(_ saved: SimulatedVenue) {
    var venue = saved
    let late = Timestamp(integerLiteral: 1 << 62)
    for (place, payload) in (StateSeeds.marketData + StateSeeds.requests).enumerated() {
      let event = Event(
        sequence: TapeSequence(UInt64(place + 1)), time: late, instrument: 1, payload: payload)
      _ = venue.feedArrival(of: event)
      venue.observe(event)
      if payload.requestKind != nil { venue.send(event, at: late) }
      venue.handleRequests(upTo: Timestamp(integerLiteral: .max))
    }
    while venue.nextReport(upTo: Timestamp(integerLiteral: .max)) != nil {}
  }
}
