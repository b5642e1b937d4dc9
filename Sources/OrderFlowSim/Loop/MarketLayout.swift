import Core

/// Who takes part and what is traded, laid out from the configuration: the tape's header and the
/// participants in the order of their party numbers.
struct MarketLayout {
  private(set) var header: TapeHeader
  private(set) var participants: [Participant] = []
  private(set) var openingPrices: [Price] = []

  init(_ configuration: SimulatorConfiguration) {
    header = TapeHeader(seed: configuration.seed, configurationHash: configuration.hash)
    for name in configuration.regimes.names { _ = header.regimes.add(name) }
    for symbol in configuration.symbols {
      guard let opening = Price(rawValue: symbol.price),
        let instrument = header.addInstrument(
          symbol: symbol.name, priceScale: SimulatorConfiguration.priceScale,
          quantityScale: SimulatorConfiguration.quantityScale, currency: "USD", rules: .unrestricted
        )
      else { continue }  // settings refuse such symbols
      openingPrices.append(opening)
      addParticipants(of: instrument, configuration)
    }
  }

  private mutating func addParticipants(
    of instrument: InstrumentID, _ configuration: SimulatorConfiguration
  ) {
    for kind in AgentKind.allCases {
      let count = kind.group(configuration.agents).count
      for index in 0..<count {
        // Names number the agents of a kind through all symbols: they are the tape's agents.
        let before = UInt64(instrument.rawValue - 1) * count + index
        let name = "\(kind.name)-\(before + 1)"
        guard let party = header.parties.add(name) else { continue }
        participants.append(
          Participant(
            party: PartyID(party), kind: kind, instrument: instrument, index: index, name: name,
            configuration: configuration))
      }
    }
  }
}
