public import Obs
public import Terminal

/// What a person sees of a program's metrics: pages and keys in, frames and lines out.
///
/// Opens nothing and knows no clock: pages come with the moment at which they were read. Any
/// program's families are shown; those that TrueTape's programs share have places of their own.
public struct Dashboard: Sendable {
  /// Whether the person is done.
  public private(set) var isDone = false
  /// Whether the figures stand still.
  public private(set) var isPaused = false

  let source: String
  private(set) var samples: [MetricSample] = []
  private(set) var rows: [CounterRow] = []
  private(set) var latencies: [LatencyRow] = []
  /// Events a second, in billionths; nil until two pages were read.
  private(set) var eventRate: Int128?
  /// Processor time in billionths of a processor.
  private(set) var processorShare: Int128?
  private(set) var rates = History()
  private(set) var depths = History()
  private(set) var slowest: [(name: String, history: History)] = []
  /// What stands in the way of figures now, or happened to them last.
  private(set) var remark = ""
  private(set) var order = SortOrder.errorsFirst
  private(set) var isHelp = false
  private(set) var top = 0
  private(set) var width = 80
  private(set) var height = 24
  private var moment: Int64?

  /// Names what is watched.
  public init(source: String) { self.source = source }

  /// The screen has another size.
  public mutating func resize(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Takes a page that was read at a moment of a clock that never goes back; not while paused.
  public mutating func take(_ page: ExpositionPage, atNanoseconds now: Int64) {
    if isPaused { return }
    remark = ""
    if hasRestarted(page.samples) { forget() }
    let span = moment.map { Int128(now) - Int128($0) } ?? 0
    let before = samples
    samples = page.samples
    rows = samples.indices.compactMap { row(at: $0, before, span) }
    latencies = LatencyRow.all(of: samples)
    eventRate = eventsPerSecond(before, span)
    processorShare = samples.indices.first { samples[$0].name == "process_cpu_seconds_total" }
      .flatMap { perSecond(at: $0, before, span) }
    moment = now
    remember()
  }

  /// There is no page to be had now, and why; what is shown stays.
  public mutating func fail(_ reason: String) { remark = reason }

  /// Takes a key.
  public mutating func press(_ key: Key) {
    if isHelp, key != .character("q"), key != .control("c") {
      isHelp = false
      return
    }
    switch key {
    case .character("q"), .control("c"): isDone = true
    case .character(" "), .character("p"): togglePause()
    case .character("s"):
      order = order.next
      top = 0
    case .character("?"), .character("h"): isHelp = true
    case .up, .character("k"): scroll(-1)
    case .down, .character("j"): scroll(1)
    case .pageUp: scroll(-10)
    case .pageDown: scroll(10)
    default: break  // open set: keys without a meaning here
    }
  }

  /// The first value of a name, in billionths.
  func value(_ name: String) -> Int128? { samples.first { $0.name == name }?.billionths }

  /// Everything of a family; nil where there is none of it.
  func sum(_ name: String, in samples: [MetricSample]) -> Int128? {
    let values = samples.filter { $0.name == name }.compactMap(\.billionths)
    return values.isEmpty ? nil : values.reduce(0) { $0 &+ $1 }
  }

  private mutating func togglePause() {
    isPaused.toggle()
    // The next rate would be over the pause: it begins anew.
    moment = nil
  }

  private mutating func scroll(_ lines: Int) {
    top = min(max(0, top + lines), max(0, rows.count - 1))
  }

  /// Another process answers at the same place.
  private func hasRestarted(_ new: [MetricSample]) -> Bool {
    let name = "process_start_time_seconds"
    guard let before = value(name), let after = sum(name, in: new) else { return false }
    return before != after
  }

  private mutating func forget() {
    samples = []
    moment = nil
    rates = History()
    depths = History()
    slowest = []
    remark = "the program was started anew"
  }

  private func row(at place: Int, _ before: [MetricSample], _ span: Int128) -> CounterRow? {
    let sample = samples[place]
    switch sample.kind {
    case .summary, .histogram: return nil
    case .counter, .gauge, .untyped:
      return CounterRow(
        place: place, name: CounterRow.name(of: sample), concern: Concern(sample),
        value: sample.billionths,
        perSecond: sample.kind == .counter ? perSecond(at: place, before, span) : nil)
    }
  }

  /// Pages keep their order, so that a sample mostly stands where it stood.
  private func perSecond(at place: Int, _ before: [MetricSample], _ span: Int128) -> Int128? {
    let sample = samples[place]
    func isSame(_ other: MetricSample) -> Bool {
      other.name == sample.name && other.labels == sample.labels
    }
    let old =
      place < before.count && isSame(before[place]) ? before[place] : before.first(where: isSame)
    guard let then = old?.billionths, let now = sample.billionths else { return nil }
    return Self.perSecond(now, then, span)
  }

  private func eventsPerSecond(_ before: [MetricSample], _ span: Int128) -> Int128? {
    let name = "truetape_events_total"
    guard let then = sum(name, in: before), let now = sum(name, in: samples) else { return nil }
    return Self.perSecond(now, then, span)
  }

  /// Nil for a counter that went back.
  private static func perSecond(_ now: Int128, _ then: Int128, _ span: Int128) -> Int128? {
    guard span > 0, now >= then else { return nil }
    let (product, overflow) = (now &- then).multipliedReportingOverflow(by: Amount.billion)
    return overflow ? nil : product / span
  }

  private mutating func remember() {
    rates.append(eventRate)
    depths.append(value("truetape_orders_working") ?? value("truetape_queue_depth"))
    for row in latencies {
      let place = slowest.firstIndex { $0.name == row.name } ?? slowest.count
      if place == slowest.count { slowest.append((row.name, History())) }
      slowest[place].history.append(row.quantiles[2])
    }
  }
}
