import Core

/// One agent with all that the simulation keeps for it.
struct Participant: Sendable {
  let party: PartyID
  let kind: AgentKind
  let instrument: InstrumentID
  /// Actions a second at ordinary activity, in thousandths.
  let rate: UInt64
  var agent: any Agent
  var account = Account()
  var random: RandomStream
  /// Number of the message sent last.
  var sent: UInt64 = 0
  /// Messages that wait because the venue's inbox is full; while there are any, it sends nothing.
  var blockedMessages = 0

  init(
    party: PartyID, kind: AgentKind, instrument: InstrumentID, index: UInt64, name: String,
    configuration: SimulatorConfiguration
  ) {
    self.party = party
    self.kind = kind
    self.instrument = instrument
    rate = kind.group(configuration.agents).rate
    agent = kind.makeAgent(configuration.agents, index: index)
    random = RandomStream(masterSeed: configuration.seed, name: name)
  }

  /// Mean time between two wake-ups at this activity in thousandths; nil when it stays silent.
  func meanGap(activity: UInt64) -> Nanoseconds? {
    let millionths = rate.multipliedReportingOverflow(by: activity)
    guard !millionths.overflow, millionths.partialValue > 0 else { return nil }
    return Nanoseconds(Int64(1_000_000_000_000_000 / millionths.partialValue))
  }
}

extension Participant {
  /// Writes what changes in the course of a run; who it is follows from the configuration.
  func encode(into writer: inout ByteWriter) {
    agent.encode(into: &writer)
    account.encode(into: &writer)
    random.encode(into: &writer)
    writer.append(sent)
    writer.append(blockedMessages)
  }

  /// Takes up where `encode` left off.
  mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {
    try agent.restore(from: &reader)
    account = try Account(decoding: &reader)
    random = try RandomStream(decoding: &reader)
    sent = try reader.counter()
    blockedMessages = try reader.index()
  }
}
