public import Core

/// Counts over some of a tape's events. Its memory depends on the header, never on the events.
public struct TapeTally: Sendable, Equatable {
  /// How many events.
  public private(set) var events: UInt64 = 0
  /// Place of the first event; nil when there is none.
  public private(set) var first: TapeSequence?
  /// Place of the last event.
  public private(set) var last: TapeSequence?
  /// Earliest time of an event.
  public private(set) var earliest: Timestamp?
  /// Latest time of an event.
  public private(set) var latest: Timestamp?
  /// One tally an instrument, in header order.
  public private(set) var instruments: [InstrumentTally]
  /// One tally a party, in header order.
  public private(set) var parties: [PartyTally]
  /// How many source numbers the gaps say are missing; held at the largest number.
  public private(set) var missingNumbers: UInt64 = 0
  /// Decisions of the risk gate.
  public private(set) var risk = RiskTally()

  private var kinds = [UInt64](repeating: 0, count: EventKind.allCases.count + 1)
  private var rejectReasons = [UInt64](repeating: 0, count: RejectReason.allCases.count + 1)
  private var dropReasons = [UInt64](repeating: 0, count: DropReason.allCases.count + 1)

  /// An empty tally for tapes with this header.
  public init(header: TapeHeader) {
    instruments = Array(repeating: InstrumentTally(), count: header.instruments.count)
    parties = Array(repeating: PartyTally(), count: header.parties.count)
  }

  /// Counts one event. What concerns an instrument or party outside the header counts only there
  /// where it needs none.
  /// - Complexity: O(1).
  public mutating func add(_ event: Event) {
    events += 1
    if first == nil { first = event.sequence }
    last = event.sequence
    earliest = earliest.map { min($0, event.time) } ?? event.time
    latest = latest.map { max($0, event.time) } ?? event.time
    Self.increment(&kinds, event.kind.rawValue)
    if let id = event.instrument, let place = Self.place(id.rawValue, in: instruments.count) {
      instruments[place].add(event.payload)
    }
    if let owner = event.payload.owner, let place = Self.place(owner.rawValue, in: parties.count) {
      parties[place].add(event.payload)
    }
    addReason(event)
  }

  /// How many events of a kind.
  public func count(_ kind: EventKind) -> UInt64 { kinds[Int(kind.rawValue)] }

  /// How many refusals for a reason.
  public func count(_ reason: RejectReason) -> UInt64 { rejectReasons[Int(reason.rawValue)] }

  /// How many drops for a reason.
  public func count(_ reason: DropReason) -> UInt64 { dropReasons[Int(reason.rawValue)] }

  /// Cancels asked for per new order asked for, as a raw count at `scale`, rounded half up; nil
  /// without new orders.
  public func cancelRate(_ scale: DecimalScale) -> Int64? {
    let orders = UInt128(count(.newOrder))
    guard orders > 0 else { return nil }
    // 64 bits of cancels and 60 of units: the product fits twice.
    let scaled = UInt128(count(.cancel)) * UInt128(scale.unitsPerWhole)
    return Int64(clamping: (scaled * 2 + orders) / (orders * 2))
  }

  /// Time from the earliest to the latest event.
  public var span: Nanoseconds? {
    guard let earliest, let latest else { return nil }
    return latest.since(earliest)
  }

  private mutating func addReason(_ event: Event) {
    switch event.payload {
    case .reject(let reject): Self.increment(&rejectReasons, reject.reason.rawValue)
    case .drop(let drop): Self.increment(&dropReasons, drop.reason.rawValue)
    case .riskDecision(let decision): risk.add(decision, at: event.time)
    case .gap(let gap):
      let (width, overflow) = (gap.missing.last - gap.missing.first).addingReportingOverflow(1)
      let (sum, overflowSum) = missingNumbers.addingReportingOverflow(width)
      missingNumbers = overflow || overflowSum ? .max : sum
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .fill, .trade,
      .bookUpdate, .snapshot, .quote, .instrument, .regime, .timer, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  private static func increment(_ counts: inout [UInt64], _ code: UInt8) {
    if Int(code) < counts.count { counts[Int(code)] += 1 }
  }

  /// Index of a number that is dense from 1.
  private static func place(_ number: UInt32, in count: Int) -> Int? {
    let place = Int(number) - 1
    return place >= 0 && place < count ? place : nil
  }
}
