internal import Core
internal import HostIO
internal import Obs
internal import OrderState

/// A tape that replays at a pace, as the page of metrics that a program would serve.
final class TapeSource {
  let name: String
  private(set) var isFinished = false
  private var input: TapeInput
  private var pacer: Pacer
  /// Events that were read and are not all due; the next one's place among them.
  private var events: [Event] = []
  private var place = 0
  private var kinds = [UInt64](repeating: 0, count: 256)
  private var rejects = [UInt64](repeating: 0, count: 256)
  private var drops = [UInt64](repeating: 0, count: 256)
  private var latencies = TapeLatencies()
  private var orders = OrderRegister()
  private var violations: UInt64 = 0
  /// A session hears of things when they arrive: an immediate order of its own may still be open
  /// when another is accepted.
  private let isOwnVenue: Bool
  private var first: Timestamp?
  private var last: Timestamp?
  /// Time for which the person held the tape, by which the pacer's clock is late.
  private var held: Int64 = 0
  private static let batch = 4_096

  init(path: String, speed: PlaybackSpeed) throws {
    input = try TapeInput(path: path)
    isOwnVenue = try input.begin().seed != nil
    input.quiet()
    name = path.split(separator: "/").last.map(String.init) ?? path
    pacer = Pacer(speed: speed)
  }

  /// The replay stood still for so long.
  func hold(nanos: Int64) { held += nanos }

  /// Takes what is due by now; true when more is due than one slice of work.
  func advance(until now: Int64) throws -> Bool {
    if isFinished { return false }
    for _ in 0..<Self.batch {
      guard let event = try next() else {
        isFinished = true
        return false
      }
      if pacer.due(eventNanos: event.time.nanoseconds, nowNanos: now - held) != nil {
        return false
      }
      count(event)
      place += 1
    }
    return true
  }

  func page() throws -> ExpositionPage {
    var page = Exposition()
    page.counter("truetape_events_total", "Events on the tape, by kind.") { family in
      for kind in EventKind.allCases where kinds[Int(kind.rawValue)] > 0 {
        family.sample(.count(kinds[Int(kind.rawValue)]), ["kind": kind.name.description])
      }
    }
    page.counter("truetape_rejects_total", "Requests refused, by reason.") { family in
      for reason in RejectReason.allCases where rejects[Int(reason.rawValue)] > 0 {
        family.sample(.count(rejects[Int(reason.rawValue)]), ["reason": reason.token.description])
      }
    }
    page.counter("truetape_drops_total", "Messages thrown away, by reason.") { family in
      for reason in DropReason.allCases where drops[Int(reason.rawValue)] > 0 {
        family.sample(.count(drops[Int(reason.rawValue)]), ["reason": reason.token.description])
      }
    }
    page.counter(
      "truetape_invariant_violations_total", "Events that no legal order has, by invariant."
    ) { $0.sample(.count(violations), ["invariant": "INV-SIM-2"]) }
    page.gauge(
      "truetape_orders_working", "Orders that are not over.", .count(UInt64(orders.liveCount)))
    latencies.write(to: &page)
    page.gauge(
      "truetape_run_finished", "1 at the tape's end.", .count(isFinished ? 1 : 0))
    if let first, let last {
      page.gauge(
        "truetape_market_seconds", "Event time behind the first event.",
        .seconds(last.since(first)))
    }
    return try ExpositionPage(parsing: page.bytes)
  }

  /// The first event that was not counted yet; it stays.
  private func next() throws -> Event? {
    if place == events.count {
      events.removeAll(keepingCapacity: true)
      place = 0
      try input.read(into: &events, atMost: Self.batch)
      input.quiet()
    }
    return place < events.count ? events[place] : nil
  }

  private func count(_ event: Event) {
    kinds[Int(event.kind.rawValue)] += 1
    if first == nil { first = event.time }
    last = event.time
    latencies.take(event)
    do { try orders.apply(event) } catch {
      if isOwnVenue || error.kind != .leftResting { violations += 1 }
    }
    if case .reject(let reject) = event.payload { rejects[Int(reject.reason.rawValue)] += 1 }
    if case .drop(let drop) = event.payload { drops[Int(drop.reason.rawValue)] += 1 }
  }
}
