internal import Core

/// What the account is worth, against what it was worth at the day's start and at its best, and
/// which of its money has not settled yet.
struct AccountWatch: Sendable {
  /// Latest valuation.
  private(set) var equity: Money
  /// The day that losses are counted in, by days since the epoch; nil before the first valuation.
  private(set) var day: Int64?
  private(set) var dayStart: Money
  private(set) var best: Money
  /// Proceeds that become margin later, by the day on which they do, in the gate's scale.
  private var proceeds = RingQueue<Proceeds>()
  private(set) var unsettled: Int128 = 0

  init(equity: Money) {
    self.equity = equity
    dayStart = equity
    best = equity
  }

  /// A new valuation: a new day counts its losses from the last one of the day before.
  mutating func note(_ equity: Money, on day: Int64) {
    if let known = self.day, day > known { dayStart = self.equity }
    self.day = max(self.day ?? day, day)
    self.equity = equity
    best = max(best, equity)
    settle(by: day)
  }

  /// What the day has lost; zero in a day that has gained.
  var dailyLoss: UInt64 { Self.loss(from: dayStart, to: equity) }

  /// How far equity lies below its best.
  var drawdown: UInt64 { Self.loss(from: best, to: equity) }

  /// Counts losses of this kind from here on.
  mutating func restart(_ reason: RiskReason) {
    if reason == .dailyLoss { dayStart = equity }
    if reason == .drawdown { best = equity }
  }

  private static func loss(from start: Money, to end: Money) -> UInt64 {
    end < start ? UInt64(clamping: Int128(start.rawValue) - Int128(end.rawValue)) : 0
  }
}

// Settlement.
extension AccountWatch {
  /// A sale's proceeds, which settle some business days after `day`.
  mutating func sold(_ value: Int128, on day: Int64, settlementDays: Int64) {
    guard settlementDays > 0 else { return }
    let due = Self.businessDay(settlementDays, after: day)
    unsettled += value
    if let last = proceeds[proceeds.count - 1], last.due == due {
      proceeds.replace(
        at: proceeds.count - 1, with: Proceeds(due: due, value: last.value + value))
    } else {
      proceeds.append(Proceeds(due: due, value: value))
    }
  }

  /// What is due by a day counts as margin. Entries of instruments that settle sooner may stand
  /// behind later ones and wait for them: margin is then known too low, never too high.
  mutating func settle(by day: Int64) {
    while let first = proceeds.first, first.due <= day {
      _ = proceeds.popFirst()
      unsettled -= first.value
    }
  }

  /// Another scale is in force; amounts are told anew, rounded up.
  mutating func rescale(from old: Int128, to new: Int128) {
    guard old != new else { return }
    unsettled = 0
    for place in 0..<proceeds.count {
      guard let entry = proceeds[place] else { continue }
      let money = entry.value / old + (entry.value % old == 0 ? 0 : 1)
      let (product, overflow) = money.multipliedReportingOverflow(by: new)
      let value = overflow ? ValueScale.ceiling : min(ValueScale.ceiling, product)
      proceeds.replace(at: place, with: Proceeds(due: entry.due, value: value))
      unsettled += value
    }
  }

  /// The `count`-th day from Monday to Friday behind `day`. Holidays are not known.
  static func businessDay(_ count: Int64, after day: Int64) -> Int64 {
    var (day, left) = (day, count)
    while left > 0 {
      day += 1
      let weekday = (day + 4) % 7
      if weekday != 0, weekday != 6 { left -= 1 }
    }
    return day
  }
}

/// Money from sales that settles on a day.
private struct Proceeds: BitwiseCopyable, Sendable {
  var due: Int64
  var value: Int128
}

extension AccountWatch: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(equity.rawValue)
    writer.append(day != nil)
    if let day { writer.append(day) }
    writer.append(dayStart.rawValue)
    writer.append(best.rawValue)
    writer.append(proceeds.count)
    for place in 0..<proceeds.count {
      guard let entry = proceeds[place] else { continue }
      writer.append(entry.due)
      writer.append(UInt64(truncatingIfNeeded: entry.value))
      writer.append(Int64(truncatingIfNeeded: entry.value >> 64))
    }
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(equity: Money(rawValue: try reader.signedWord()))
    if try reader.flag() { day = try reader.signedWord() }
    dayStart = Money(rawValue: try reader.signedWord())
    best = Money(rawValue: try reader.signedWord())
    for _ in 0..<(try reader.count(minimumSize: 24)) {
      let due = try reader.signedWord()
      let low = try reader.word()
      let value = Int128(try reader.signedWord()) << 64 | Int128(low)
      guard value >= 0, value <= ValueScale.ceiling else { throw reader.invalid("proceeds") }
      proceeds.append(Proceeds(due: due, value: value))
      unsettled += value
    }
  }
}
