public import Core
internal import OrderBook

/// A venue that is not there: takes our requests, holds them against a recorded market, and reports.
///
/// Pure state, driven by its caller in the order of time: `handleRequests(upTo:)`, `observe`,
/// `nextReport(upTo:)`. Messages of one direction keep their order, as on a session over TCP.
public struct SimulatedVenue: Sendable {
  /// The assumptions in force.
  public let configuration: ExecutionConfiguration
  /// The instruments that trade here, dense from 1.
  public let instruments: [Instrument]
  /// When the earliest request that is on its way reaches the venue.
  public private(set) var nextRequestArrival: Timestamp?
  /// When the earliest report that is on its way reaches the engine.
  public private(set) var nextReportArrival: Timestamp?

  /// A venue before the first event; every latency follows from `seed`.
  public init(_ configuration: ExecutionConfiguration, instruments: [Instrument], seed: UInt64) {
    self.configuration = configuration
    self.instruments = instruments
  }

  /// When an engine sees a market event; never earlier than the event before.
  public mutating func feedArrival(of event: Event) -> Timestamp { event.time }

  /// A request leaves the engine at `now`; when it arrives is drawn here.
  public mutating func send(_ request: Event, at now: Timestamp) {}

  /// Handles every request that has arrived by `time`.
  public mutating func handleRequests(upTo time: Timestamp) {}

  /// The tape's next event happens at the venue; requests up to its time have been handled.
  public mutating func observe(_ event: Event) {}

  /// Hands over the next report that has arrived at the engine by `time`.
  public mutating func nextReport(upTo time: Timestamp) -> VenueReport? { nil }
}

extension SimulatedVenue: Persistable {
  /// Writes nothing yet.
  public func encode(into writer: inout ByteWriter) {}

  /// Reads nothing yet.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    throw reader.invalid("venue")
  }
}
