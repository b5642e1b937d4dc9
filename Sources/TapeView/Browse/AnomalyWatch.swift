internal import Core
internal import OrderState

/// Finds the trouble that an event alone does not show: fed the tape in file order.
///
/// Memory is bounded: so many findings are kept, the rest is counted; so many orders are followed.
struct AnomalyWatch {
  /// Most findings that are kept: some 10 MiB.
  static let mostFindings = 1 << 16
  /// Most orders that are followed, some 80 bytes each.
  static let mostOrders: UInt64 = 1 << 20

  /// What was found, in file order.
  private(set) var findings: [Anomaly] = []
  /// How many were found and not kept.
  private(set) var unkept = 0

  private let isOwnVenue: Bool
  private var lifecycles: LifecycleCheck?
  private var trades: TradeCheck
  private var previous = Timestamp.zero
  private var found: [TapeViolation] = []

  init(_ header: TapeHeader) {
    isOwnVenue = header.seed != nil
    lifecycles = LifecycleCheck(isOwnVenue: isOwnVenue)
    trades = TradeCheck(instruments: header.instruments.count, isOwnVenue: isOwnVenue)
  }

  /// Takes the next event and returns how many findings it brought.
  mutating func apply(_ event: Event, at place: EventPlace) -> Int {
    let before = findings.count + unkept
    follow(event, place)
    trades.apply(event, line: 0, into: &found)
    judgeTime(event)
    for violation in found {
      add(
        Anomaly(
          place: place, instrument: violation.instrument, reason: .violation(violation.reason)))
    }
    found.removeAll(keepingCapacity: true)
    return findings.count + unkept - before
  }

  /// Keeps a finding while there is room.
  mutating func add(_ finding: Anomaly) {
    if findings.count < Self.mostFindings { findings.append(finding) } else { unkept += 1 }
  }

  /// Findings at a place.
  /// - Complexity: O(log n).
  func findings(at place: EventPlace) -> ArraySlice<Anomaly> {
    var low = 0
    var high = findings.count
    while low < high {
      let middle = (low + high) / 2
      if findings[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return findings[low...].prefix { $0.place == place }
  }

  private mutating func follow(_ event: Event, _ place: EventPlace) {
    guard let counters = lifecycles?.counters else { return }
    if counters.submitted >= Self.mostOrders {
      lifecycles = nil
      add(Anomaly(place: place, instrument: nil, reason: .lifecyclesEnd))
      return
    }
    lifecycles?.apply(event, line: 0, into: &found)
    guard case .fill(let fill) = event.payload, let now = lifecycles?.counters.lateFills,
      now > counters.lateFills
    else { return }
    add(Anomaly(place: place, instrument: event.instrument, reason: .lateFill(fill.id)))
  }

  /// Recorded time may go back; simulated time may not.
  private mutating func judgeTime(_ event: Event) {
    defer { previous = event.time }
    guard isOwnVenue, event.time < previous else { return }
    found.append(
      TapeViolation(
        sequence: event.sequence, line: 0, instrument: nil,
        reason: .timeBackward(from: previous, to: event.time)))
  }
}
