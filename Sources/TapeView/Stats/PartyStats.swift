internal import Core

/// What one agent traded, and how long its orders rested.
struct PartyStats: Sendable {
  /// Instrument of its fills; nil before the first.
  private(set) var instrument: InstrumentID?
  /// Whether it traded several instruments, whose quantities do not add up.
  private(set) var isMixed = false
  private(set) var bought = ExactSum()
  private(set) var sold = ExactSum()
  /// Orders that rested and are over, and the sum of their lives.
  private(set) var lives: UInt64 = 0
  private(set) var lived: UInt64 = 0

  mutating func add(_ fill: Fill, of traded: InstrumentID) {
    if let instrument, instrument != traded { isMixed = true }
    instrument = instrument ?? traded
    if fill.side == .buy { bought.add(fill.quantity) } else { sold.add(fill.quantity) }
  }

  mutating func add(life: Nanoseconds) {
    lives += 1
    lived = lived.addingReportingOverflow(UInt64(max(0, life.count))).partialValue
  }

  /// What it bought less what it sold.
  var position: ExactSum {
    var position = ExactSum()
    position.add(bought.rawValue)
    position.add(-sold.rawValue)
    return position
  }

  /// Mean life of its orders; nil without one.
  var meanLife: Nanoseconds? {
    lives > 0 ? Nanoseconds(Int64(clamping: lived / lives)) : nil
  }
}
