public import Core
import OrderBook
import OrderState

extension Simulator: Persistable {
  /// Format word of a saved market's file (see `SavedState`); the digit is the version.
  public static let savedFormat = "truetape-market-4"

  /// Writes the configuration and everything that has happened to the market.
  public func encode(into writer: inout ByteWriter) {
    configuration.encode(into: &writer)
    metrics.encode(into: &writer)
    hash.encode(into: &writer)
    for participant in participants { participant.encode(into: &writer) }
    writer.append(trackers)
    schedule.encode(into: &writer)
    channel.encode(into: &writer)
    inbox.encode(into: &writer)
    engine.encode(into: &writer)
    register.encode(into: &writer)
    director.encode(into: &writer)
    sequencer.encode(into: &writer)
    outbox.orderIDs.encode(into: &writer)
    writer.append(lastPrices)
    writer.append(excitements)
    busyUntil.encode(into: &writer)
    writer.append(isServing)
  }

  /// Reads a saved market back, refusing one that breaks an invariant.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(try SimulatorConfiguration(decoding: &reader))
    let layout = (metrics.regimes.count, metrics.instruments.count, participants.count)
    metrics = try SimulationMetrics(decoding: &reader)
    hash = try TraceHash(decoding: &reader)
    for index in participants.indices { try participants[index].restore(from: &reader) }
    trackers = try reader.array(of: SourceTracker.self)
    schedule = try Schedule(participants: participants.count, decoding: &reader)
    channel = try Channel(configuration.channel, decoding: &reader)
    inbox = try Inbox(configuration.inbox, decoding: &reader)
    engine = try MatchingEngine(decoding: &reader)
    register = try OrderRegister(decoding: &reader)
    director = try RegimeDirector(configuration.regimes, decoding: &reader)
    sequencer = try Sequencer(decoding: &reader)
    outbox = Outbox(owner: .venue, orderIDs: try OrderIDSource(decoding: &reader))
    lastPrices = try reader.array(of: Price.self)
    excitements = try reader.array(of: Excitement.self)
    busyUntil = try Timestamp(decoding: &reader)
    isServing = try reader.flag()
    let saved = (metrics.regimes.count, metrics.instruments.count, trackers.count)
    guard saved == layout, channel.senderCount == layout.2, lastPrices.count == layout.1,
      excitements.count == layout.1
    else {
      throw reader.invalid("market layout")
    }
    if let violation = invariantViolations().first {
      throw reader.invalid("market: \(violation.name)")
    }
  }
}
