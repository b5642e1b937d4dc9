internal import Core
public import Handoff
public import OrderBook

/// The one writer: owns the engine, takes requests from a ring, puts reports into another, and shows
/// the books to readers. It starts no thread and never waits; whoever owns it calls `turn` in a loop.
///
/// ```swift
/// var loop = MatchingLoop(engine, inbox: requests.consumer, outbox: reports.producer)
/// let market = loop.market          // for readers on other threads
/// while isRunning { if loop.turn() == .idle { pause() } }
/// ```
/// Reports are never dropped: as long as some wait for room, no request is taken, and it is the inbox
/// that fills and refuses.
public struct MatchingLoop<Inbox: RequestInbox & ~Copyable>: ~Copyable, Sendable {
  /// What a turn came to.
  public enum Turn: Equatable, Sendable {
    /// Requests were handled, so many.
    case worked(Int)
    /// No request waited.
    case idle
    /// Reports wait for room.
    case blocked
    /// Whoever took the reports is gone.
    case closed
  }

  /// Most requests of a turn, and so of one publication.
  public static var batchLimit: Int { 256 }

  /// The engine, as of the last turn.
  public private(set) var engine: MatchingEngine
  /// How many requests were handled.
  public private(set) var requestCount: UInt64 = 0
  /// How many reports were made.
  public private(set) var reportCount: UInt64 = 0
  /// How many turns found no room for the reports of the one before.
  public private(set) var blockedCount: UInt64 = 0

  private var inbox: Inbox
  private var outbox: SPSCProducer<MatchingReport>
  private var publisher: MarketDataPublisher
  /// Reports of this turn, of which the first `handedOver` are in the outbox.
  private var reports: [MatchingReport] = []
  private var handedOver = 0
  /// Emptied, not made, for each request.
  private var answers: [EventPayload] = []

  /// A loop around an engine. Readers of quotes may fall `quotes` behind.
  public init(
    _ engine: consuming MatchingEngine, inbox: consuming Inbox,
    outbox: consuming SPSCProducer<MatchingReport>,
    quotes: RingCapacity = RingCapacity(atLeast: 1_024)
  ) {
    publisher = MarketDataPublisher(engine.instruments, capacity: quotes)
    self.engine = engine
    self.inbox = inbox
    self.outbox = outbox
    for instrument in self.engine.instruments { publisher.touch(instrument) }
    publisher.publish(self.engine, behind: 0)
  }

  /// What readers of market data are made from.
  public var market: MarketDataSource { publisher.source }

  /// Handles what waits, up to `batchLimit` requests, and publishes once.
  /// - Complexity: that of the requests; never waits.
  public mutating func turn() -> Turn {
    if let obstacle = handOver() {
      blockedCount += 1
      return obstacle
    }
    var count = 0
    while count < Self.batchLimit, let request = inbox.next() {
      handle(request)
      count += 1
    }
    guard count > 0 else { return .idle }
    _ = handOver()  // what finds no room is the next turn's first concern
    publisher.publish(engine, behind: requestCount)
    return .worked(count)
  }

  private mutating func handle(_ request: MatchingRequest) {
    requestCount += 1
    answers.removeAll(keepingCapacity: true)
    engine.handle(request.payload, instrument: request.instrument, into: &answers)
    for answer in answers {
      reports.append(
        MatchingReport(answer, to: requestCount, of: request.instrument))
    }
    reportCount += UInt64(answers.count)
    publisher.touch(request.instrument)
  }

  /// Puts reports into the outbox; what stands in the way, or nil when all are there.
  private mutating func handOver() -> Turn? {
    guard handedOver < reports.count else { return nil }
    let made = reports  // shared, not copied
    handedOver += outbox.push(contentsOf: made.span.extracting(handedOver...))
    guard handedOver == made.count else {
      switch outbox.push(made[handedOver]) {
      case .pushed: handedOver += 1
      case .full: return .blocked
      case .closed: return .closed
      }
      return handOver()
    }
    reports.removeAll(keepingCapacity: true)
    handedOver = 0
    return nil
  }
}
