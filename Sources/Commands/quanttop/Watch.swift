internal import Dashboard
internal import HostIO
internal import Obs

/// Where pages come from.
enum PageSource {
  case endpoint(Endpoint)
  case tape(TapeSource)
}

/// A source, its dashboard, and when the next page is due.
struct Watch {
  var dashboard: Dashboard
  private let source: PageSource
  private let every: Int64
  private var due = HostClock.monotonicNanos
  private var looked = HostClock.monotonicNanos
  private var hadPage = false
  private var isBehind = false

  init(_ source: PageSource, everyNanos: Int64) {
    self.source = source
    every = everyNanos
    switch source {
    case .endpoint(let endpoint): dashboard = Dashboard(source: endpoint.name)
    case .tape(let tape): dashboard = Dashboard(source: tape.name)
    }
  }

  /// Milliseconds until there is something to do.
  var wait: Int64 {
    isBehind ? 0 : max(0, (due - HostClock.monotonicNanos + 999_999) / 1_000_000)
  }

  /// Whether nothing will change any more.
  var isFinished: Bool {
    switch source {
    case .endpoint: false
    case .tape(let tape): tape.isFinished
    }
  }

  /// Does what is due; true when there was a page, or a reason why there is none.
  ///
  /// The first page must come: an address at which nothing is was mistyped. Later ones may be
  /// missing, since programs are started anew.
  mutating func work() throws -> Bool {
    let now = HostClock.monotonicNanos
    if case .tape(let tape) = source {
      if dashboard.isPaused { tape.hold(nanos: now - looked) }
      looked = now
      isBehind = dashboard.isPaused ? false : try tape.advance(until: now)
      if isBehind, now < due { return false }
    }
    guard now >= due || isFinished else { return false }
    due = now + every
    try take(at: now)
    return true
  }

  private mutating func take(at now: Int64) throws {
    switch source {
    case .tape(let tape):
      dashboard.take(try tape.page(), atNanoseconds: now)
      if tape.isFinished { dashboard.fail("the tape's end") }
    case .endpoint(let endpoint):
      if dashboard.isPaused { return }
      do {
        dashboard.take(try endpoint.page(), atNanoseconds: HostClock.monotonicNanos)
        hadPage = true
      } catch let error as FetchError where hadPage {
        dashboard.fail("\(error)")
      } catch let error as BadInput where hadPage {
        dashboard.fail("\(error)")
      }
    }
  }

  mutating func printOnce(_ output: inout StandardOutput) throws {
    if case .tape(let tape) = source {
      while try tape.advance(until: HostClock.monotonicNanos) {
        if Interruption.isRequested { throw Interrupted() }
      }
    }
    _ = try work()
    for line in dashboard.lines() { try output.writeLine(line) }
  }

  mutating func printLines(_ output: inout StandardOutput) throws {
    while true {
      if try work() {
        try output.writeLine(dashboard.line())
        try output.flush()
        if isFinished { return }
      }
      let pause = HostClock.monotonicNanos + min(wait, 20) * 1_000_000
      guard HostClock.sleep(untilMonotonicNanos: pause) else { throw Interrupted() }
    }
  }
}
