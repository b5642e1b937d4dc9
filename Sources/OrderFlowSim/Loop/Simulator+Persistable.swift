public import Core
import OrderBook
import OrderState

extension Simulator: Persistable {
  /// First word of a saved market; the digit is the version.
  private static let format = "truetape-market-1"

  /// Writes the configuration and everything that has happened to the market.
  public func encode(into writer: inout ByteWriter) {
    writer.append(Self.format)
    configuration.encode(into: &writer)
    metrics.encode(into: &writer)
    hash.encode(into: &writer)
    writer.append(participants)
    writer.append(trackers)
    schedule.encode(into: &writer)
    channel.encode(into: &writer)
    inbox.encode(into: &writer)
    engine.encode(into: &writer)
    register.encode(into: &writer)
    director.encode(into: &writer)
    sequencer.encode(into: &writer)
    orderIDs.encode(into: &writer)
    writer.append(lastPrices)
    busyUntil.encode(into: &writer)
    writer.append(isServing)
  }

  /// Reads a saved market back; parts that do not fit together are refused.
  public init(decoding reader: inout ByteReader) throws(DecodingError) {
    guard try reader.text() == Self.format else {
      throw DecodingError(offset: 0, reason: .wrongFormat(expected: Self.format))
    }
    self.init(try SimulatorConfiguration(decoding: &reader))
    let fresh = (participants.count, metrics.regimes.count, metrics.instruments.count)
    metrics = try SimulationMetrics(decoding: &reader)
    hash = try TraceHash(decoding: &reader)
    participants = try reader.array(of: Participant.self)
    trackers = try reader.array(of: SourceTracker.self)
    schedule = try Schedule(decoding: &reader)
    channel = try Channel(configuration.channel, decoding: &reader)
    inbox = try Inbox(configuration.inbox, decoding: &reader)
    engine = try MatchingEngine(decoding: &reader)
    register = try OrderRegister(decoding: &reader)
    director = try RegimeDirector(configuration.regimes, decoding: &reader)
    sequencer = try Sequencer(decoding: &reader)
    orderIDs = try OrderIDSource(decoding: &reader)
    lastPrices = try reader.array(of: Price.self)
    busyUntil = try Timestamp(decoding: &reader)
    isServing = try reader.flag()
    let saved = (participants.count, metrics.regimes.count, metrics.instruments.count)
    guard saved == fresh, trackers.count == fresh.0, channel.senderCount == fresh.0,
      lastPrices.count == fresh.2, partiesAreKnown
    else { throw reader.invalid("market layout") }
  }

  /// Whether everybody and everything that is named can be looked up.
  private var partiesAreKnown: Bool {
    participants.enumerated().allSatisfy { index, participant in
      Int(participant.party.rawValue) == index + 1
        && header.instrument(participant.instrument) != nil
    } && schedule.isValid(participants: participants.count) && inbox.isValid(participants.count)
  }
}
