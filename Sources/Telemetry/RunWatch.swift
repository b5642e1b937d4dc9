public import Core
public import HostIO
public import Obs
internal import Wire

/// What every watched run shares, whatever runs: its pace, its endpoint, its spans, and the figures
/// that a clock has a part in.
///
/// ```swift
/// if let due = watch.due(next) { guard watch.wait(until: due, look) else { return } }
/// let start = watch.begin()
/// …                                    // what is due happens
/// try watch.batch("simulate", events: count, from: start, limit: next, level: ("depth", n))
/// ```
public struct RunWatch<Operation: TimedOperation>: ~Copyable {
  /// Which operations are timed.
  public var sampler: LatencySampler
  /// Where it serves; nil where it does not.
  public var address: LoopbackAddress? { server?.address }
  /// Whether market time is held to the clock.
  public var isPaced: Bool { settings.speed != .max }
  /// Whether the page of metrics will be seen by anybody.
  public var showsPage: Bool { settings.printsMetrics || settings.address != nil }
  /// Whether latencies are shown anywhere: only then are they taken.
  public var timesOperations: Bool { showsPage || settings.spans != nil }

  /// Wall-clock time between two looks at the server's clients while nothing is waited for.
  private static var glanceNanos: Int64 { 5_000_000 }

  private let program: StaticString
  private let settings: TelemetrySettings
  private let server: HTTPServer?
  private var pacer: Pacer
  private var spans: SpanOutput
  private var figures: RunFigures<Operation>
  private var nextGlance: Int64 = 0
  private var lastEnd: Int64 = 0

  /// Opens endpoint and spans; the endpoint is not announced yet.
  public init(_ settings: TelemetrySettings, seed: UInt64, program: StaticString) throws {
    let server = try settings.address.map { try HTTPServer($0) }
    let spans = try SpanOutput(settings.spans, program: program)
    self.settings = settings
    self.program = program
    self.server = server
    self.spans = spans
    pacer = Pacer(speed: settings.speed)
    sampler = LatencySampler(interval: settings.samplingInterval, seed: seed)
    figures = RunFigures(isPaced: settings.speed != .max)
  }

  /// Says on standard error where it serves.
  public func announce() {
    guard let server else { return }
    StandardError().writeLine(
      "\(program): serving http://\(server.address)/metrics and /healthz")
  }

  /// The monotonic moment at which event time is due, nil when there is nothing to wait for.
  public mutating func due(_ time: Timestamp) -> Int64? {
    pacer.due(eventNanos: time.nanoseconds, nowNanos: HostClock.monotonicNanos)
  }

  /// The moment at which event time was due by the pace; nil where none is imposed.
  public func moment(_ time: Timestamp) -> Int64? { pacer.moment(ofEventNanos: time.nanoseconds) }

  /// Waits, and answers clients meanwhile; false when Ctrl-C cut the wait short.
  public func wait(until due: Int64, _ look: () -> RunLook) -> Bool {
    guard let server else { return HostClock.sleep(untilMonotonicNanos: due) }
    return server.serve(untilMonotonicNanos: due) { look().answer($0) }
  }

  /// Whether it is time to look at the server's clients, although nothing is waited for.
  public mutating func isGlanceDue() -> Bool {
    guard server != nil else { return false }
    let now = HostClock.monotonicNanos
    guard now >= nextGlance else { return false }
    nextGlance = now + Self.glanceNanos
    return true
  }

  /// Answers the clients that are there.
  public func glance(_ look: () -> RunLook) {
    server?.turn(at: HostClock.monotonicNanos) { look().answer($0) }
  }

  /// Counts a timed operation; `due` where a pace set a moment for it.
  public mutating func took(
    _ operation: Operation, from start: Int64, to end: Int64, due: Int64?
  ) {
    figures.service.record(operation, Nanoseconds(end - start))
    if let due { figures.response.record(operation, Nanoseconds(end - due)) }
    spans.operation(operation.name, from: start, to: end)
  }

  /// Counts a piece of the run's own work, which begins at a moment and has ended now; returns the
  /// nanoseconds that it took.
  public mutating func batch(
    _ name: StaticString, events: Int, from start: Int64, limit: Timestamp,
    level: @autoclosure () -> (name: StaticString, value: Int)
  ) throws -> Int64 {
    let end = HostClock.monotonicNanos
    lastEnd = end
    figures.batch(events: events, nanos: end - start, behind: moment(limit).map { end - $0 })
    try spans.batch(name, from: start, to: end, level: level())
    return end - start
  }

  /// Hears how many events were written down since the last piece of work.
  public mutating func wrote(_ events: Int) { spans.wrote(from: lastEnd, events: events) }

  /// Completes the spans; what the page says of the run's end is fixed.
  public mutating func finish(atEnd isFinished: Bool) throws {
    figures.isFinished = isFinished
    try spans.finish()
  }

  /// Writes throughput, latencies, pace, clients and process: all that differs from run to run.
  public func write(to page: inout Exposition) {
    figures.write(sampler, server?.figures, to: &page)
  }

  /// Goes on answering clients until Ctrl-C, where a server was asked for.
  public func linger(_ look: () -> RunLook) {
    guard let server, !Interruption.isRequested else { return }
    StandardError().writeLine(
      "\(program): the run is over; still serving http://\(server.address)/metrics until Ctrl-C")
    _ = wait(until: .max, look)
  }
}
