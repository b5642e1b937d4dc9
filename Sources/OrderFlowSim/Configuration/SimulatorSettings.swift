import Core

extension SimulatorSetting {
  /// Settings that say how far a run goes, not which market it is.
  static let runKeys = ["seed", "duration", "events"]

  /// Every setting, in the order of the help text.
  public static let all: [SimulatorSetting] = run + market + agents + venue + channel

  private static let run: [SimulatorSetting] = [
    number("seed", "N", "master seed of every random stream", \.seed, 0...UInt64.max),
    duration("duration", "simulated time to run", \.duration),
    number(
      "events", "N", "stop after N events (0: no limit); one message's reports stay together",
      \.eventLimit, 0...UInt64.max),
  ]

  private static let market: [SimulatorSetting] = [
    SimulatorSetting(
      key: "symbols", placeholder: "LIST", help: "symbols with opening prices, NAME:PRICE,…",
      read: { $0.symbols.map(\.text).joined(separator: ",") },
      write: { (configuration, text) throws(SettingFailure) in
        configuration.symbols = try SymbolSetting.list(text)
      }),
    SimulatorSetting(
      key: "clock", placeholder: "CLOCK", help: "event, or a fixed tick such as 1ms",
      read: { $0.clock.text },
      write: { (configuration, text) throws(SettingFailure) in
        configuration.clock = try SimulationClock(text: text)
      }),
    SimulatorSetting(
      key: "regimes", placeholder: "SCRIPT",
      help:
        "phases NAME:END[:flow=X][:spike=X:half-life=T][:storm=X],…, then from the start; END is T, "
        + "orders=N or trades=N",
      read: { $0.regimes.text },
      write: { (configuration, text) throws(SettingFailure) in
        configuration.regimes = try RegimeScript(text: text)
      }),
  ]

  private static let agents: [SimulatorSetting] =
    group("noise", "noise traders", \.agents.noise)
    + group("maker", "market makers", \.agents.maker)
    + group("momentum", "momentum takers", \.agents.momentum)
    + group("inventory", "inventory-limited traders", \.agents.inventory)
    + group("storm", "cancel-storm bots", \.agents.storm) + [
      SimulatorSetting(
        key: "feedback", placeholder: "X", help: "further looks around that a trade brings on",
        read: { SettingText.text(thousandths: $0.agents.feedback) },
        write: { (configuration, text) throws(SettingFailure) in
          configuration.agents.feedback = try SettingText.thousandths(text)
        }),
      number(
        "maker.half-spread", "TICKS", "ticks between a maker's fair price and its quotes",
        \.agents.makerHalfSpread, 1...1000),
      number(
        "position-limit", "LOTS", "largest position of any party, long or short",
        \.agents.positionLimit, 1...1_000_000_000),
    ]

  private static let venue: [SimulatorSetting] = [
    number(
      "inbox.capacity", "N", "messages that may wait at the venue", \.inbox.capacity, 1...1_000_000),
    choice("inbox.overflow", "what happens when it is full", \.inbox.overflow),
    duration("inbox.service", "time the venue works on one message", \.inbox.serviceTime),
  ]

  private static let channel: [SimulatorSetting] = [
    duration("latency", "delay from agent to venue", \.channel.latency),
    duration("jitter.new", "largest further delay of new orders", \.channel.newJitter),
    duration("jitter.cancel", "largest further delay of cancels", \.channel.cancelJitter),
    duration("jitter.amend", "largest further delay of amends", \.channel.amendJitter),
    share("faults.loss", "share of messages lost", \.channel.loss),
    share("faults.duplicates", "share of messages that arrive twice", \.channel.duplicates),
    share("faults.reordering", "share of messages overtaken by later ones", \.channel.reordering),
    choice("faults.late", "what happens to an overtaken message", \.channel.latePolicy),
  ]

  private typealias Path<Value> = WritableKeyPath<SimulatorConfiguration, Value> & Sendable

  private static func number(
    _ key: String, _ placeholder: String, _ help: String, _ path: any Path<UInt64>,
    _ range: ClosedRange<UInt64>
  ) -> SimulatorSetting {
    SimulatorSetting(
      key: key, placeholder: placeholder, help: help, read: { String($0[keyPath: path]) },
      write: { (configuration, text) throws(SettingFailure) in
        configuration[keyPath: path] = try SettingText.count(text, in: range)
      })
  }

  private static func duration(
    _ key: String, _ help: String, _ path: any Path<Nanoseconds>
  ) -> SimulatorSetting {
    SimulatorSetting(
      key: key, placeholder: "TIME", help: help,
      read: { SettingText.text($0[keyPath: path]) },
      write: { (configuration, text) throws(SettingFailure) in
        configuration[keyPath: path] = try SettingText.duration(text)
      })
  }

  private static func share(_ key: String, _ help: String, _ path: any Path<UInt64>)
    -> SimulatorSetting
  {
    SimulatorSetting(
      key: key, placeholder: "SHARE", help: help,
      read: { SettingText.text(millionths: $0[keyPath: path]) },
      write: { (configuration, text) throws(SettingFailure) in
        configuration[keyPath: path] = try SettingText.millionths(text)
      })
  }

  private static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, _ help: String, _ path: any Path<Choice>
  ) -> SimulatorSetting where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    return SimulatorSetting(
      key: key, placeholder: "POLICY", help: "\(help): \(words)",
      read: { $0[keyPath: path].rawValue },
      write: { (configuration, text) throws(SettingFailure) in
        guard let choice = Choice(rawValue: text) else { throw SettingFailure(words) }
        configuration[keyPath: path] = choice
      })
  }

  private static func group(_ key: String, _ who: String, _ path: any Path<AgentGroup>)
    -> [SimulatorSetting]
  {
    [
      SimulatorSetting(
        key: "\(key).count", placeholder: "N", help: "\(who) of each symbol",
        read: { String($0[keyPath: path].count) },
        write: { (configuration, text) throws(SettingFailure) in
          configuration[keyPath: path].count = try SettingText.count(text, in: 0...AgentGroup.limit)
        }),
      SimulatorSetting(
        key: "\(key).rate", placeholder: "X", help: "times a second that each of the \(who) acts",
        read: { SettingText.text(thousandths: $0[keyPath: path].rate) },
        write: { (configuration, text) throws(SettingFailure) in
          configuration[keyPath: path].rate = try SettingText.thousandths(text)
        }),
      SimulatorSetting(
        key: "\(key).size", placeholder: "LOTS", help: "average order of the \(who)",
        read: { String($0[keyPath: path].size) },
        write: { (configuration, text) throws(SettingFailure) in
          configuration[keyPath: path].size = try SettingText.count(
            text, in: 1...AgentGroup.largestSize)
        }),
    ]
  }
}

extension SymbolSetting {
  fileprivate var text: String {
    "\(name):\(String(decimal: price, scale: SimulatorConfiguration.priceScale))"
  }

  fileprivate static func list(_ text: String) throws(SettingFailure) -> [SymbolSetting] {
    var symbols: [SymbolSetting] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      // A symbol may hold colons itself; the price stands behind the last one.
      let colon = word.lastIndex(of: ":")
      let name = String(word[..<(colon ?? word.endIndex)])
      guard TapeName.isValid(name), !symbols.contains(where: { $0.name == name }) else {
        throw SettingFailure("different symbols of A-Z a-z 0-9 . _ : / -, such as ACME:100.00")
      }
      var price: Int64 = 10_000
      if let colon {
        price = try SettingText.decimal(
          String(word[word.index(after: colon)...]), digits: SimulatorConfiguration.priceScale,
          in: 1000...100_000_000)
      }
      symbols.append(SymbolSetting(name: name, price: price))
    }
    guard symbols.count <= SymbolSetting.limit else {
      throw SettingFailure("at most \(SymbolSetting.limit) symbols")
    }
    return symbols
  }
}

extension SimulationClock {
  fileprivate var text: String {
    switch self {
    case .eventTime: "event"
    case .ticks(let interval): SettingText.text(interval)
    }
  }

  fileprivate init(text: String) throws(SettingFailure) {
    if text == "event" {
      self = .eventTime
      return
    }
    let interval = try SettingText.duration(text)
    guard interval.count > 0 else { throw SettingFailure("event, or a tick longer than nothing") }
    self = .ticks(interval)
  }
}
