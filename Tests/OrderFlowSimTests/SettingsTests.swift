import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct SettingsTests {
  /// For each key: texts that are canonical and differ from the default, and texts that are not.
  static let samples: [(key: String, canonical: [String], bad: [String])] = {
    let counts = ["", "-1", "1.5", "x", "18446744073709551616"]
    let times = ["", "5", "s", "1.5s", "-1s", "5 ms", "9999999999h", "2000000000s", "١s"]
    let shares = ["", "5", "-1%", "101%", "0.00001%", "x%"]
    let rates = ["", "-1", "x", "0.0001", "1000001", "1e3"]
    let groups = ["noise", "maker", "momentum", "inventory", "storm"].flatMap { kind in
      [
        ("\(kind).count", ["0", "7", "200"], counts + ["201"]),
        ("\(kind).rate", ["0", "0.001", "7.25", "1000000"], rates),
        ("\(kind).size", ["1", "77", "10000"], counts + ["0", "10001"]),
      ]
    }
    return [
      ("seed", ["0", "7", "18446744073709551615"], counts),
      ("duration", ["0s", "1ns", "90s", "3h", "1152921504606846976ns"], times),
      ("events", ["1", "1000000"], counts),
      (
        "symbols", ["A:10.00", "ACME:99.99,B/C:D:1000000.00"],
        ["", "A,", "A:9.99", "A:1000000.01", "A:10.001", "A:x", "A,A", "-", "Ä", "A B"]
          + [(0...64).map { "S\($0)" }.joined(separator: ",")]
      ),
      ("clock", ["1ms", "1ns", "2h"], times + ["0s", "ticks"]),
      ("regimes", ["a:1s,b:orders=5:spike=2:half-life=1s"], ["", "a:0s"]),
      ("feedback", ["0", "0.001", "7.25", "1000000"], rates),
      ("maker.half-spread", ["1", "1000"], counts + ["0", "1001"]),
      ("position-limit", ["1", "1000000000"], counts + ["0", "1000000001"]),
      ("inbox.capacity", ["1", "1000000"], counts + ["0", "1000001"]),
      ("inbox.overflow", ["drop-oldest", "reject", "block"], ["", "drop", "Reject"]),
      ("inbox.service", ["0s", "1us"], times),
      ("latency", ["0s", "1m"], times),
      ("jitter.new", ["0s", "3ms"], times),
      ("jitter.cancel", ["0s", "3ms"], times),
      ("jitter.amend", ["0s", "3ms"], times),
      ("faults.loss", ["0.0001%", "2.5%", "100%"], shares),
      ("faults.duplicates", ["0.0001%", "2.5%", "100%"], shares),
      ("faults.reordering", ["0.0001%", "2.5%", "100%"], shares),
      ("faults.late", ["drop"], ["", "keep"]),
    ] + groups
  }()

  private static func read(_ key: String, _ configuration: SimulatorConfiguration) -> String? {
    SimulatorSetting.all.first { $0.key == key }?.read(configuration)
  }

  @Test func `every setting has samples here`() {
    #expect(SimulatorSetting.all.map(\.key).sorted() == Self.samples.map(\.key).sorted())
  }

  @Test(arguments: samples.map(\.key))
  func `each setting reads its canonical texts and writes them back`(key: String) throws {
    let sample = try #require(Self.samples.first { $0.key == key })
    for text in sample.canonical {
      var configuration = SimulatorConfiguration()
      try configuration.apply(key: key, text: text)
      #expect(Self.read(key, configuration) == text)
      var again = SimulatorConfiguration()
      try again.apply(key: key, text: try #require(Self.read(key, SimulatorConfiguration())))
      #expect(again == SimulatorConfiguration(), "the default's own text changes nothing")
    }
  }

  @Test(arguments: samples.map(\.key))
  func `a text that a setting cannot mean is refused by name and changes nothing`(
    key: String
  ) throws {
    let sample = try #require(Self.samples.first { $0.key == key })
    for text in sample.bad {
      var configuration = SimulatorConfiguration()
      let error = #expect(throws: ConfigurationError.self, "'\(text)'") {
        try configuration.apply(key: key, text: text)
      }
      #expect(error?.key == key && error?.text == text && error?.expected.isEmpty == false)
      #expect(configuration == SimulatorConfiguration())
    }
  }

  @Test(arguments: samples.map(\.key))
  func `the configuration hash knows every market setting, and not how far a run goes`(
    key: String
  ) throws {
    let sample = try #require(Self.samples.first { $0.key == key })
    for text in sample.canonical {
      var configuration = SimulatorConfiguration()
      try configuration.apply(key: key, text: text)
      let isSame = configuration.hash == SimulatorConfiguration().hash
      #expect(isSame == ["seed", "duration", "events"].contains(key), "\(text)")
    }
  }

  @Test func `settings may come in any order, and the last of a key counts`() throws {
    var pairs = Self.samples.flatMap { sample in sample.canonical.suffix(1).map { (sample.key, $0) }
    }
    var random = RandomStream(masterSeed: TestRun.seed, name: "settings")
    var (forward, anyOrder) = (SimulatorConfiguration(), SimulatorConfiguration())
    for (key, text) in pairs { try forward.apply(key: key, text: text) }
    for count in stride(from: pairs.count, to: 1, by: -1) {
      pairs.swapAt(count - 1, Int(random.bounded(UInt64(count))))
    }
    for (key, text) in pairs { try anyOrder.apply(key: key, text: text) }
    #expect(anyOrder == forward && anyOrder.hash == forward.hash, "SEED=\(TestRun.seed)")
    try anyOrder.apply(key: "seed", text: "1")
    try anyOrder.apply(key: "seed", text: "2")
    #expect(anyOrder.seed == 2)
  }

  @Test func `an unknown key is answered with the known ones`() {
    var configuration = SimulatorConfiguration()
    let error = #expect(throws: ConfigurationError.self) {
      try configuration.apply(key: "noise.colour", text: "pink")
    }
    #expect(error?.expected.contains("noise.count") == true)
    #expect(error?.description.hasPrefix("noise.colour: 'pink': expected one of") == true)
  }

  @Test func `a configuration saved and read back is the same`() throws {
    var configuration = SimulatorConfiguration()
    for sample in Self.samples {
      for text in sample.canonical.suffix(1) {
        try configuration.apply(key: sample.key, text: text)
      }
    }
    var reader = ByteReader(configuration.encoded())
    #expect(try SimulatorConfiguration(decoding: &reader) == configuration)
  }

  @Test func `the fullest market that settings allow has a name for every party`() throws {
    let symbols = (1...64).map { "S\($0)" }.joined(separator: ",")
    #expect(throws: Never.self) { try SimulatorConfiguration("symbols=" + symbols) }
    #expect(64 * 5 * 200 <= NameTable.capacity)
    let market = Simulator(try SimulatorConfiguration("symbols=A,B noise.count=200 maker.count=9"))
    #expect(market.header.parties.count == 2 * (200 + 9 + 2 + 2 + 1))
    #expect(market.header.parties.names.last == "storm-2")
  }
}
