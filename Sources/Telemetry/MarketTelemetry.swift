public import Core
public import HostIO
internal import Obs
public import OrderFlowSim
internal import Wire

/// What a run of a market shows of itself while it goes on: pace, latencies, log, spans, metrics.
///
/// ```swift
/// var telemetry = try MarketTelemetry(settings, market, program: "orderflow")
/// while !market.isFinished, let limit = try telemetry.nextLimit(market, flushing: &output) {
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

  /// Wall-clock time between two looks at the server's clients while nothing is waited for.
  private static let glanceNanos: Int64 = 5_000_000
  /// Event time of a batch where nothing sets a pace.
  private static let batch = Nanoseconds(10_000_000)

  private let program: StaticString
  private let settings: TelemetrySettings
  private var figures: RunFigures
  private var log: RunLog
  private var spans: SpanOutput
  private let server: HTTPServer?
  private var pacer: Pacer
  private var nextGlance: Int64 = 0
  private var lastEnd: Int64 = 0

  /// Opens what was asked for; says on standard error where it serves.
  public init(
    _ settings: TelemetrySettings, _ market: Simulator, program: StaticString
  ) throws {
    let server = try settings.address.map { try HTTPServer($0) }
    var log = try RunLog(settings.log, level: settings.logLevel)
    try log.began(market, sampling: settings.samplingInterval, serving: server?.address)
    let spans = try SpanOutput(settings.spans, program: program)
    self.settings = settings
    self.program = program
    self.server = server
    self.log = log
    self.spans = spans
    pacer = Pacer(speed: settings.speed)
    figures = RunFigures(
      sampler: LatencySampler(
        interval: settings.samplingInterval, seed: market.configuration.seed),
      isPaced: settings.speed != .max)
    if let server {
      StandardError().writeLine("\(program): serving http://\(server.address)/metrics and /healthz")
    }
  }

  /// Up to when the market may go on now: waits until its next deadline is due, answering clients
  /// meanwhile; nil when Ctrl-C cut the wait short. What was printed is flushed before a wait. A
  /// market that catches up with its log does not wait; its pace begins where the log ended.
  public mutating func nextLimit(
    _ market: Simulator, isCatchingUp: Bool = false, flushing output: inout StandardOutput
  ) throws -> Timestamp? {
    // Silence is skipped: nothing happens before the next deadline.
    guard let deadline = market.nextDeadline else { return market.now }
    let now = HostClock.monotonicNanos
    let waits = settings.speed != .max && !isCatchingUp
    if waits, let due = pacer.due(eventNanos: deadline.nanoseconds, nowNanos: now) {
      try output.flush()
      guard wait(until: due, market) else { return nil }
    } else if let server, now >= nextGlance {
      nextGlance = now + Self.glanceNanos
      server.turn(at: now) { answer($0, market) }
    }
    figures.server = server?.figures
    return waits ? deadline : deadline.advanced(by: Self.batch)
  }

  /// Lets the market go on, start and end of each sampled operation stamped; returns the nanoseconds
  /// that it took.
  public mutating func advance(
    _ market: inout Simulator, to limit: Timestamp, into events: inout [Event]
  ) throws -> Int64 {
    let before = events.count
    let start = HostClock.monotonicNanos
    if timesOperations {
      timed(&market, to: limit, into: &events)
    } else {
      market.advance(to: limit, into: &events)
    }
    let end = HostClock.monotonicNanos
    lastEnd = end
    figures.batch(
      events: events.count - before, nanos: end - start,
      behind: pacer.moment(ofEventNanos: limit.nanoseconds).map { end - $0 })
    try spans.batch(from: start, to: end, queue: market.queueDepth)
    return end - start
  }

  /// Hears how many events were written down, if there is somewhere to write; logs what is due.
  public mutating func wrote(_ events: Int?, of market: Simulator) throws {
    if let events { spans.wrote(from: lastEnd, events: events) }
    try log.progress(market)
  }

  /// Completes log and spans.
  public mutating func finish(_ market: Simulator) throws {
    figures.isFinished = market.isFinished
    try log.ended(market, figures)
    try spans.finish()
  }

  /// The page as it stands: what the market counted first, then what the clock says.
  public func page(_ market: Simulator) -> [UInt8] {
    var page = Exposition()
    page.market(market, venue?.findings)
    page.run(figures)
    if let venue { page.venue(venue) }
    return page.bytes
  }

  /// Goes on answering clients until Ctrl-C, where a server was asked for.
  public func linger(_ market: Simulator) {
    guard let server, !Interruption.isRequested else { return }
    StandardError().writeLine(
      "\(program): the run is over; still serving http://\(server.address)/metrics until Ctrl-C")
    _ = wait(until: .max, market)
  }

  /// Whether the page of metrics will be seen by anybody.
  public var showsPage: Bool { settings.printsMetrics || settings.address != nil }

  /// Latencies are taken only if they are shown somewhere.
  private var timesOperations: Bool {
    showsPage || settings.spans != nil
  }

  private mutating func timed(
    _ market: inout Simulator, to limit: Timestamp, into events: inout [Event]
  ) {
    while market.advance(to: limit, passing: &figures.sampler.passing, into: &events) {
      figures.sampler.choose()
      timedStep(&market, to: limit, into: &events)
    }
  }

  private mutating func timedStep(
    _ market: inout Simulator, to limit: Timestamp, into events: inout [Event]
  ) {
    let first = events.count
    let due = market.nextDeadline.flatMap { pacer.moment(ofEventNanos: $0.nanoseconds) }
    let start = HostClock.monotonicNanos
    market.step(upTo: limit, into: &events)
    let end = HostClock.monotonicNanos
    guard let operation = VenueOperation(events[first...]) else { return }
    figures.service.record(operation, Nanoseconds(end - start))
    if let due { figures.response.record(operation, Nanoseconds(end - due)) }
    spans.operation(operation, from: start, to: end)
  }

  private func wait(until due: Int64, _ market: Simulator) -> Bool {
    guard let server else { return HostClock.sleep(untilMonotonicNanos: due) }
    return server.serve(untilMonotonicNanos: due) { answer($0, market) }
  }

  private func answer(_ request: HTTPRequestHead, _ market: Simulator) -> HTTPResponse {
    switch request.path {
    case "/metrics":
      return HTTPResponse(.ok, mediaType: Exposition.mediaType, body: page(market))
    case "/healthz":
      let violations =
        market.metrics.lifecycleViolations + (venue?.findings.breachCount ?? 0)
      guard violations == 0 else {
        return HTTPResponse(.serviceUnavailable, text: "\(violations) invariant violations")
      }
      return HTTPResponse(.ok, text: market.isFinished ? "finished" : "running")
    default: return HTTPResponse(.notFound, text: "here are /metrics and /healthz")
    }
  }
}
