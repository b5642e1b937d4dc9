import Core
import HostIO
import Obs

/// What the wall clock and the machine say of a run: nothing of it belongs into a summary.
struct RunFigures<Operation: TimedOperation> {
  var service = Latencies<Operation>()
  var response = Latencies<Operation>()
  var isFinished = false
  private let isPaced: Bool
  private let start = Timestamp(nanoseconds: HostClock.wallNanos) ?? .zero
  private var events: UInt64 = 0
  private var busy: Int64 = 0
  private var behind: Int64 = 0

  init(isPaced: Bool) { self.isPaced = isPaced }

  /// Takes one batch: the time that the market itself took, and how late it was done.
  mutating func batch(events count: Int, nanos: Int64, behind: Int64?) {
    events += UInt64(count)
    busy += nanos
    self.behind = max(0, behind ?? 0)
  }
}

extension RunFigures {
  func write(
    _ sampler: LatencySampler, _ server: ServerFigures?, to page: inout Exposition
  ) {
    page.counter(
      "truetape_simulation_seconds_total", "Wall-clock time spent inside of what runs.",
      .seconds(Nanoseconds(busy)))
    let rate = UInt128(events) * 1_000_000_000 / UInt128(max(1, busy))
    page.gauge(
      "truetape_events_per_second", "Events a second of wall-clock time inside of what runs.",
      .count(UInt64(clamping: rate)))
    page.gauge(
      "truetape_run_finished", "1 when the run has reached its end.", .count(isFinished ? 1 : 0))
    page.sampling(sampler)
    page.latencies(service, .service)
    if isPaced {
      page.latencies(response, .response)
      page.gauge(
        "truetape_pace_behind_seconds", "How late the last batch was done, by the imposed pace.",
        .seconds(Nanoseconds(behind)))
    }
    if let server { Self.write(server, to: &page) }
    let process = ProcessFigures.now()
    page.process(
      ProcessSample(
        residentBytes: UInt64(clamping: process.residentBytes),
        peakResidentBytes: UInt64(clamping: process.peakResidentBytes),
        processorTime: Nanoseconds(process.userNanos + process.systemNanos), start: start))
  }

  private static func write(_ server: ServerFigures, to page: inout Exposition) {
    page.counter("truetape_http_connections_total", "Clients, by what became of them.") { family in
      for (outcome, count) in [
        ("answered", server.answered), ("busy", server.busy), ("slow", server.slow),
        ("malformed", server.malformed), ("left", server.left), ("unread", server.unread),
      ] {
        family.sample(.count(count), ["outcome": outcome])
      }
    }
  }
}
