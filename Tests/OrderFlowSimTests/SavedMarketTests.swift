import Core
import OrderFlowSim
import Samples
import Testing

/// Saved markets that were damaged or forged: a typed error or a market that runs, never a trap.
@Suite struct SavedMarketTests {
  /// A small market in the middle of everything: messages waiting, on their way and blocked.
  static let saved: [UInt8] = {
    let settings =
      "duration=1s events=220 noise.count=2 maker.count=1 momentum.count=1 inventory.count=1 "
      + "inbox.capacity=3 inbox.service=3ms inbox.overflow=block latency=2ms position-limit=90 "
      + "regimes=calm:30ms,burst:orders=30:spike=4:half-life=20ms,storm:trades=9:storm=1 "
      + "faults.loss=2% faults.duplicates=5% faults.reordering=5%"
    return (try? MarketRun(settings))?.simulator.encoded() ?? []
  }()

  /// Reads bytes back and, if they are a market, lets it run on and report.
  private static func outcome(_ bytes: [UInt8]) throws(StateDecodingError) -> SimulationReport {
    var reader = ByteReader(bytes)
    var simulator = try Simulator(decoding: &reader)
    try reader.finish()
    #expect(simulator.encoded() == bytes, "INV-STATE-1: what is read encodes back to itself")
    simulator.extend(
      duration: Nanoseconds(.max), eventLimit: simulator.eventCount.addingReportingOverflow(60).0)
    var events: [Event] = []
    // A forged market may be silent for ever: it gets so many looks.
    for _ in 0..<400 {
      guard let deadline = simulator.nextDeadline else { break }
      simulator.advance(to: deadline, into: &events)
    }
    return SimulationReport(simulator)
  }

  @Test func `INV-SIM-9: the sound bytes are a market that runs on`() throws {
    #expect(Self.saved.count > 1000)
    #expect(try Self.outcome(Self.saved).text.contains("trace-hash: "))
  }

  @Test func `INV-SIM-9: a saved market cut anywhere is a typed error`() {
    let bytes = Self.saved
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 120)) {
      #expect(throws: StateDecodingError.self, "\(length) bytes") {
        try Self.outcome(Array(bytes[..<length]))
      }
    }
    #expect(throws: StateDecodingError.self) { try Self.outcome(bytes + [0]) }
  }

  @Test func `INV-SIM-9: a saved file in which any byte was altered is refused`() throws {
    let small = try MarketRun("events=40 duration=1s").simulator
    let file = SavedState.bytes(of: small, format: Simulator.savedFormat)
    #expect(try Self.file(file).encoded() == small.encoded())
    for place in file.indices {
      var damaged = file
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(throws: StateDecodingError.self, "byte \(place)") { try Self.file(damaged) }
    }
    for length in [0, 7, 8, 25, 32, 33, file.count - 1] {
      #expect(throws: StateDecodingError.self, "\(length) bytes") {
        try Self.file(Array(file[..<length]))
      }
    }
    #expect(throws: StateDecodingError.self) { try Self.file(file + [0]) }
  }

  private static func file(_ bytes: [UInt8]) throws(StateDecodingError) -> Simulator {
    try SavedState.read(Simulator.self, from: bytes, format: Simulator.savedFormat)
  }

  @Test func `INV-SIM-9: flipped bytes never trap: an error, or a market that runs`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "flips")
    let bytes = Self.saved
    var refusals = 0
    for _ in 0..<250 * TestRun.scale {
      var damaged = bytes
      for _ in 0...random.bounded(3) {
        let place = Int(random.bounded(UInt64(bytes.count)))
        switch random.bounded(4) {
        case 0: damaged[place] = 0xFF
        case 1: damaged[place] = 0x7F
        case 2: damaged[place] = 0
        default: damaged[place] ^= 1 << UInt8(random.bounded(8))
        }
      }
      do {
        let report = try Self.outcome(damaged)
        #expect(report.text.hasSuffix("\n") && !report.csv.isEmpty, "SEED=\(TestRun.seed)")
      } catch { refusals += 1 }
    }
    #expect(refusals > 100)
  }

  @Test func `INV-SIM-9: every word set to its extremes never traps`() {
    let bytes = Self.saved
    let step = max(1, bytes.count / (120 * TestRun.scale))
    for start in stride(from: 0, to: bytes.count - 8, by: step) {
      for (low, high): (UInt8, UInt8) in [(0xFF, 0x7F), (0, 0x80), (0xFF, 0xFF)] {
        var forged = bytes
        for place in start..<start + 7 { forged[place] = low }
        forged[start + 7] = high
        if let report = try? Self.outcome(forged) { #expect(!report.text.isEmpty) }
      }
    }
  }

  @Test func `each kind of contradiction is found and named`() {
    // Bytes all over, their lowest bit turned over: much of what is left to find is no damage of
    // the encoding but a market that contradicts itself.
    let bytes = Self.saved
    var missing = [
      "lifecycle", "account-differs", "limit-passed", "positions-unbalanced", "foreign-message",
      "messages-uncounted", "inbox-torn", "events-uncounted", "schedule-torn",
    ].map { "market: \($0)" }
    for turn in bytes.indices where !missing.isEmpty {
      var forged = bytes
      forged[turn * 1009 % bytes.count] ^= 1
      var reader = ByteReader(forged)
      do { _ = try Simulator(decoding: &reader) } catch {
        if case .invalidValue(let field) = error.reason { missing.removeAll { $0 == field } }
      }
    }
    #expect(missing.isEmpty)
  }
}

/// Settings at the ends of their ranges, alone and together.
@Suite struct ExtremeTests {
  static let longest = "\(1 << 60)ns"

  static let settings = [
    "duration=0s", "duration=\(longest) noise.rate=0 maker.rate=0 momentum.rate=0 inventory.rate=0",
    "events=1", "events=18446744073709551615 duration=50ms", "latency=\(longest)",
    "latency=\(longest) duration=\(longest) events=2000 noise.rate=0.001 maker.rate=0",
    "jitter.new=\(longest) jitter.cancel=\(longest)", "inbox.service=\(longest)",
    "inbox.service=\(longest) clock=1ns", "clock=\(longest)",
    "clock=\(longest) duration=\(longest)",
    "clock=1ns inbox.service=0s", "inbox.service=0s latency=0s jitter.new=0s",
    "noise.rate=1000000", "storm.rate=1000000 storm.count=1 regimes=a:1s:storm=1000000",
    "regimes=a:1s:spike=1000000:half-life=0s", "regimes=a:1s:spike=1000000:half-life=\(longest)",
    "regimes=a:\(longest):flow=1000000", "regimes=a:orders=1,b:trades=1", "regimes=a:1s:flow=0",
    "regimes=a:1ms,b:1ms", "regimes=a:orders=18446744073709551615",
    "noise.size=10000 maker.size=10000 position-limit=1000000000",
    "noise.size=10000 momentum.size=10000 inventory.size=10000 storm.size=10000 "
      + "position-limit=1000000000 regimes=a:1s:storm=9",
    "position-limit=1", "maker.half-spread=1000 maker.size=1", "symbols=A:10.00",
    "symbols=A:1000000.00", "inbox.capacity=1", "inbox.capacity=1 inbox.overflow=block",
    "faults.loss=100%", "faults.duplicates=100%", "faults.reordering=100%",
    "faults.duplicates=100% faults.reordering=100% faults.late=drop",
    "noise.count=0 maker.count=0 momentum.count=0 inventory.count=0 storm.count=0",
    "noise.count=200 noise.rate=1000", "seed=18446744073709551615",
  ]

  @Test(arguments: settings)
  func `the ends of every range give a sound market and a report`(settings: String) throws {
    var text = settings
    if !settings.contains("events=") { text += " events=400" }
    if !settings.contains("duration=") { text += " duration=200ms" }
    var simulator = Simulator(try SimulatorConfiguration(text))
    var events: [Event] = []
    // Markets that make no events run to their duration by looks that grow longer.
    var looks = 0
    while let deadline = simulator.nextDeadline, looks < 500 {
      simulator.advance(to: deadline, into: &events)
      looks += 1
    }
    #expect(simulator.invariantViolations() == [])
    #expect(SimulationReport(simulator).text.contains("trace-hash: "))
    var reader = ByteReader(simulator.encoded())
    #expect(try Simulator(decoding: &reader).encoded() == simulator.encoded())
  }

  @Test func `a market before its first event has a report and can be saved`() throws {
    let fresh = Simulator(SimulatorConfiguration())
    #expect(SimulationReport(fresh).text.contains("events 0  (- a simulated second)"))
    #expect(fresh.invariantViolations() == [])
    var reader = ByteReader(fresh.encoded())
    #expect(try Simulator(decoding: &reader).encoded() == fresh.encoded())
  }
}
