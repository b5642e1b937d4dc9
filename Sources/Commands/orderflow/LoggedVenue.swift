import Core
import HostIO
import LogHost
import Node
import OrderFlowSim
import Telemetry
import Venue
import WAL

/// The market's venue once more, behind a write-ahead log: what the market asks of its matching
/// engine is logged and made durable before anything of it is written down.
///
/// The market decides what happens, as it always does; the logged venue must answer every request as
/// the market's own did, or the run stops. So what comes back from the log after a crash is the
/// market's venue, and not merely something.
struct LoggedVenue: ~Copyable {
  private var node: HostedNode<VenueMachine>
  private var feed = VenueFeed()
  /// The venue from the market's beginning on, until it stands where the log ended.
  private var follower: VenueMachine?
  /// What the market said of the requests that were logged since the last sync.
  private var expected: [EventPayload] = []
  private var reports: [VenueReport] = []
  /// The requests that were logged since the last sync.
  private var requests: [Event] = []
  private var monitor: VenueMonitor

  /// Goes on from what the log holds; `market` is before its first event.
  init(
    _ log: consuming LogCatalog<VenueMachine>, of market: Simulator, snapshotEvery interval: UInt64
  ) throws {
    var note = ByteWriter()
    market.configuration.encode(into: &note)
    let opening =
      log.recovered.machine.opening
      ?? VenueOpening(header: market.header, note: note.bytes)
    guard let settings = opening.logSettings else {
      throw BadInput("the market has too many names for a log")
    }
    var node = try log.begin(settings, policy: .every(interval))
    let isNew = node.recovered.machine.opening == nil
    var start = VenueMachine()
    var reports: [VenueReport] = []
    start.apply(.opened(opening), into: &reports)
    if isNew { try node.receive(.opened(opening)) }
    if node.recovered.machine.isHalted {
      throw Finding("the venue was halted, and an operator has not let it go on: see RUNBOOK.md")
    }
    monitor = VenueMonitor(node.recovered.machine)
    self.node = node
    follower = isNew ? nil : start
  }

  /// Trace hash of the venue's books, positions and counters.
  var stateHash: UInt64 { node.machine.standingHash }

  /// Takes what happened in the market; when it returns, all of it is durable and acknowledged.
  mutating func take(_ events: [Event], _ output: inout StandardOutput) throws {
    for event in events {
      if let exchange = feed.take(event) { try take(exchange) }
    }
    if let exchange = feed.finish() { try take(exchange) }
    try node.settle(into: &reports) { try Self.acknowledge($0, &output) }
    watch()
    if monitor.findings.mustHalt { try halt(&output) }
    guard reports.map(\.payload) == expected else {
      throw Finding(
        "the logged venue answers other than the market: keep the log and the seed, and report both"
      )
    }
    requests.removeAll(keepingCapacity: true)
    reports.removeAll(keepingCapacity: true)
    expected.removeAll(keepingCapacity: true)
    try node.prepare()
  }

  /// Lets the monitor hear each request and what the venue said of it.
  private mutating func watch() {
    var place = 0
    for request in requests {
      monitor.heard(request)
      while place < reports.count, reports[place].request == request.sequence {
        monitor.heard(reports[place])
        place += 1
      }
    }
    monitor.looked(at: node.machine)
  }

  /// Money may be wrong: the halt is logged, so that it outlives the process, and nothing more leaves.
  private mutating func halt(_ output: inout StandardOutput) throws {
    let time = requests.last?.time ?? .zero
    try node.receive(node.machine.halting(at: time))
    try node.close(into: &reports) { try Self.acknowledge($0, &output) }
    let samples = monitor.findings.rows.compactMap(\.sample)
    throw Finding(
      "halted: "
        + samples.map { "\($0.invariant) at event \($0.sequence.rawValue): \($0.detail)" }
        .joined(separator: "; ")
        + "\nheard last before that:\n" + (samples.first?.context ?? []).joined(separator: "\n"))
  }

  /// Whether the market has not come to the log's end yet. Mutating for the reason of `figures()`.
  mutating func isCatchingUp() -> Bool { follower != nil }

  /// What there is to show of the log and its venue. Mutating, because an optional of a type that
  /// cannot be copied lends its value only so.
  mutating func figures() -> VenueFigures {
    let log = LogFigures(
      record: node.durable.rawValue, snapshots: UInt64(node.snapshotCount), commits: node.commits)
    return VenueFigures(log: log, findings: monitor.findings)
  }

  /// Closes the log with a seal.
  mutating func close(_ output: inout StandardOutput) throws {
    try node.close(into: &reports) { try Self.acknowledge($0, &output) }
    guard follower == nil || Interruption.isRequested else {
      throw BadInput(
        "the log goes on behind the market's end; name a longer --duration, or the log's own seed and "
          + "settings")
    }
  }

  private mutating func take(_ exchange: VenueFeed.Exchange) throws {
    guard follower != nil else {
      try node.receive(exchange.input)
      if case .request(let event, _) = exchange.input { requests.append(event) }
      expected.append(contentsOf: exchange.reports)
      return
    }
    try catchUp()
    guard follower != nil else { return try take(exchange) }
    var ignored: [VenueReport] = []
    follower?.apply(exchange.input, into: &ignored)
    try catchUp()
  }

  /// Ends the catching up where the market stands where the log ended, and is the same there.
  private mutating func catchUp() throws {
    guard let follower, follower.requestCount == node.recovered.machine.requestCount else { return }
    guard follower.encoded() == node.recovered.machine.encoded() else { throw Self.otherMarket }
    self.follower = nil
  }

  private static var otherMarket: BadInput {
    BadInput(
      "the log is not that of this market: its venue stands where the market's never does; name the "
        + "log's own seed and settings, or leave them away")
  }

  private static func acknowledge(
    _ sequence: LogSequence, _ output: inout StandardOutput
  ) throws {
    try output.writeLine("acked \(sequence.rawValue)")
    try output.flush()
  }
}
