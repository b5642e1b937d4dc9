public import Core
public import HostIO
internal import Obs
public import OrderFlowSim

/// What a run of a market shows of itself while it goes on: pace, latencies, log, spans, metrics.
///
/// ```swift
/// var telemetry = try MarketTelemetry(settings, market, program: "orderflow")
/// while let due = market.nextDeadline,
///   let limit = try telemetry.limit(due, market, flushing: &output)
/// {
///   _ = try telemetry.advance(&market, to: limit, into: &events)
///   write(events)
///   try telemetry.wrote(events.count, of: market)
/// }
/// try telemetry.finish(market)
/// ```
/// Clocks are read here, never in the market, and what is shown changes nothing that happens. What
/// was not asked for costs a comparison a batch.
public struct MarketTelemetry: ~Copyable {
  /// What there is to show of a venue that is kept behind a log; nil where there is none.
  public var venue: VenueFigures?

  /// Event time of a batch where nothing sets a pace: some fifty events of the default market.
  /// Shorter ones make the spans of the batches dear.
  public static let batch = Nanoseconds(20_000_000)

  private var watch: RunWatch<VenueOperation>
  private var log: MarketLog
  /// Time of the last event.
  private var lastTime = Timestamp.zero

  /// Opens what was asked for; says on standard error where it serves.
  public init(
    _ settings: TelemetrySettings, _ market: Simulator, program: StaticString
  ) throws {
    let watch = try RunWatch<VenueOperation>(
      settings, seed: market.configuration.seed, program: program)
    var log = try MarketLog(settings)
    try log.began(market, sampling: settings.samplingInterval, serving: watch.address)
    watch.announce()
    self.log = log
    self.watch = watch
  }

  /// Up to when the market may go on now: waits until its next `deadline` is due, answering clients
  /// meanwhile; nil when Ctrl-C cut the wait short. What was printed is flushed before a wait. A
  /// market that catches up with its log does not wait; its pace begins where the log ended.
  ///
  /// Silence is skipped, since nothing happens before the deadline. The market is only asked for to
  /// be shown: handing it over would copy it for each batch.
  public mutating func limit(
    _ deadline: Timestamp, _ market: @autoclosure () -> Simulator, isCatchingUp: Bool = false,
    flushing output: inout StandardOutput
  ) throws -> Timestamp? {
    let waits = watch.isPaced && !isCatchingUp
    if waits, let due = watch.due(deadline) {
      try output.flush()
      guard watch.wait(until: due, { look(market()) }) else { return nil }
    } else if watch.isGlanceDue() {
      watch.glance { look(market()) }
    }
    return waits ? deadline : deadline.advanced(by: Self.batch)
  }

  /// Lets the market go on, start and end of each sampled operation stamped; returns the nanoseconds
  /// that it took.
  public mutating func advance(
    _ market: inout Simulator, to limit: Timestamp, into events: inout [Event]
  ) throws -> Int64 {
    let before = events.count
    let start = HostClock.monotonicNanos
    if watch.timesOperations {
      timed(&market, to: limit, into: &events)
    } else {
      market.advance(to: limit, into: &events)
    }
    lastTime = events.last?.time ?? lastTime
    return try watch.batch(
      "simulate", events: events.count - before, from: start, limit: limit,
      level: ("queue depth", market.queueDepth))
  }

  /// Hears how many events were written down, if there is somewhere to write; logs what is due.
  public mutating func wrote(
    _ events: Int?, of market: @autoclosure () -> Simulator
  ) throws {
    if let events { watch.wrote(events) }
    if log.isDue(at: lastTime) { try log.progress(market()) }
  }

  /// Completes log and spans.
  public mutating func finish(_ market: Simulator) throws {
    try log.ended(market, samples: watch.sampler.chosen)
    try watch.finish(atEnd: market.isFinished)
  }

  /// The page as it stands: what the market counted first, then what the clock says.
  public func page(_ market: Simulator) -> [UInt8] {
    var page = Exposition()
    page.market(market, venue?.findings)
    watch.write(to: &page)
    if let venue { page.venue(venue) }
    return page.bytes
  }

  /// Goes on answering clients until Ctrl-C, where a server was asked for.
  public func linger(_ market: Simulator) { watch.linger { look(market) } }

  /// Whether the page of metrics will be seen by anybody.
  public var showsPage: Bool { watch.showsPage }

  private mutating func timed(
    _ market: inout Simulator, to limit: Timestamp, into events: inout [Event]
  ) {
    while market.advance(to: limit, passing: &watch.sampler.passing, into: &events) {
      watch.sampler.choose()
      timedStep(&market, to: limit, into: &events)
    }
  }

  private mutating func timedStep(
    _ market: inout Simulator, to limit: Timestamp, into events: inout [Event]
  ) {
    let first = events.count
    // Asked for only where a pace is set: asking copies the market.
    let due = watch.isPaced ? market.nextDeadline.flatMap { watch.moment($0) } : nil
    let start = HostClock.monotonicNanos
    market.step(upTo: limit, into: &events)
    let end = HostClock.monotonicNanos
    guard let operation = VenueOperation(events[first...]) else { return }
    watch.took(operation, from: start, to: end, due: due)
  }

  private func look(_ market: Simulator) -> RunLook {
    let violations = market.metrics.lifecycleViolations + (venue?.findings.breachCount ?? 0)
    return RunLook(
      page: page(market), trouble: violations == 0 ? nil : "\(violations) invariant violations",
      isFinished: market.isFinished)
  }
}
