public import Core

/// Makes the bars of one instrument from its prints, as they arrive.
///
///     time bars of 10     |0         |10        |20        |30        |40
///     prints               ··   ·     ·               ·
///     delivered                        ↑bar 0…10      ↑bar 10…20   ↑bar 30…40, at its boundary
///                          (a print at 10 belongs to the next bar; nothing traded in 20…30)
///
/// A bar is given out only when nothing can join it any more, never before its end:
/// - a time bar at its boundary: by the first thing that happens at or after it, an event or the
///   timer that the engine sets for ``nextDeadline``, and before that thing itself is taken in;
/// - a volume or tick bar by the print that completes it.
///
/// Which time bar a print is in is decided by the time at which it *arrived*, so that a bar that
/// was given out never changes. A stretch without prints makes no bar: it has no prices, and none
/// are made up. What a print brings beyond a volume bar's target stays in that bar.
public struct BarBuilder: Sendable, Equatable {
  /// Whose prints.
  public let instrument: InstrumentID
  /// When a bar ends.
  public let specification: BarSpecification
  /// The bar that is not complete, if anything has traded in it. Not for strategies to see.
  private var open: Bar?

  /// Nothing traded yet.
  public init(instrument: InstrumentID, _ specification: BarSpecification) {
    self.instrument = instrument
    self.specification = specification
  }

  /// The boundary at which the open time bar ends; nil for other bars, and while none is open.
  public var nextDeadline: Timestamp? {
    guard case .time = specification else { return nil }
    return open?.end
  }

  /// The time bar that ends at `now` or ended before: asked first whenever anything happens.
  public mutating func close(at now: Timestamp) -> Bar? {
    guard let deadline = nextDeadline, deadline <= now else { return nil }
    defer { open = nil }
    return open
  }

  /// Takes in a print that arrives at `now`; gives out the volume or tick bar that it completes,
  /// or the time bar that `close(at:)` would have given out.
  public mutating func add(_ trade: Trade, at now: Timestamp) -> Bar? {
    let closed = close(at: now)
    if open == nil {
      let (start, end) = stretch(at: now)
      open = Bar(instrument, of: trade, start: start, end: end)
    } else {
      open?.add(trade)
    }
    guard let bar = open else { return closed }
    switch specification {
    case .time: return closed
    case .volume(let target):
      if bar.volume < target { return nil }
    case .ticks(let target):
      if bar.tradeCount < target { return nil }
    }
    open = nil
    return Bar(bar, endingAt: max(bar.start, now))
  }

  /// Where a bar that a print at `now` begins starts and, as far as that is known, ends.
  private func stretch(at now: Timestamp) -> (start: Timestamp, end: Timestamp) {
    guard case .time(let span) = specification else { return (now, now) }
    let start = now.advanced(by: Nanoseconds(-(now.nanoseconds % max(1, span.count))))
    return (start, start.advanced(by: span))
  }
}

extension Bar {
  fileprivate init(_ bar: Bar, endingAt end: Timestamp) {
    self = bar
    self.end = end
  }
}

extension BarBuilder: Persistable {
  /// Writes the instrument, the specification and the open bar.
  public func encode(into writer: inout ByteWriter) {
    instrument.encode(into: &writer)
    specification.encode(into: &writer)
    writer.append(open)
  }

  /// Reads them back; an open bar of another instrument or stretch, or one that is complete, is
  /// refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(
      instrument: try InstrumentID(decoding: &reader), try BarSpecification(decoding: &reader))
    guard let bar = try reader.optional(Bar.self) else { return }
    let (start, end) = stretch(at: bar.start)
    let isOpen =
      switch specification {
      case .time: true
      case .volume(let target): bar.volume < target
      case .ticks(let target): bar.tradeCount < target
      }
    guard bar.instrument == instrument, bar.start == start, bar.end == end, isOpen else {
      throw reader.invalid("open bar")
    }
    open = bar
  }
}
