public import Core

/// Buys or sells a quantity in equal slices at equal distances in time (TWAP).
///
///     slice     0        1        2        3      …   schedule after slice i: total·(i+1)/slices,
///     time      ├────────┼────────┼────────┼──        down to a lot; the last brings all
///     order     ▲        ▲        ▲        ▲          what the schedule is ahead of fills and orders
///
/// At each slice it sends what is missing from the schedule, at most so many slices' worth, as one
/// immediate-or-cancel order limited by a number of ticks beyond the best price. What the market
/// does not offer is missing at the next slice; behind the last it is tried on at the same pace
/// until it is done. It never has more filled and under way than the total.
public struct ScheduledExecutor: ParameterizedStrategy {
  /// Name in the catalog.
  public static let name = "twap"
  /// One line for people.
  public static let summary = "buys or sells a quantity in equal slices over time (TWAP)"

  /// As set.
  public let parameters: ScheduledExecutorParameters
  /// What it trades.
  public let instrument: InstrumentID
  /// What has traded.
  public private(set) var done = Quantity.zero
  /// The slice that comes next, counted from 0; it may lie behind the last.
  public private(set) var slice: UInt64 = 0
  private var begin = Timestamp.zero
  private var pause = RefusalPause()

  /// Before its start.
  public init(_ parameters: ScheduledExecutorParameters, instrument: InstrumentID) {
    self.parameters = parameters
    self.instrument = instrument
  }

  /// Time is all that it waits for.
  public var interests: StrategyInterests { [] }

  /// Sets the clock to the first slice.
  public mutating func onStart(_ market: borrowing MarketView, _ desk: inout StrategyDesk) {
    begin = desk.now.advanced(by: parameters.delay)
    desk.setTimer(slice, at: begin)
  }

  /// The next slice is due: sends what is missing and waits for the one behind it.
  public mutating func onTimer(
    _ timer: UInt64, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    guard timer == slice, let terms = market.instrument(instrument) else { return }
    let lot = market.rules(instrument).lot
    guard let total = parameters.quantity.quantity(of: terms, lot: lot), done < total else {
      return
    }
    let missing = missing(of: total, lot, desk)
    if missing > .zero, !pause.holds(at: desk.now) {
      desk.take(instrument, parameters.side, missing, slippage: parameters.slippage, market)
    }
    slice += 1
    desk.setTimer(slice, at: time(of: slice))
  }

  /// Counts what has traded.
  public mutating func onFill(
    _ fill: Fill, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    pause.clear()
    done = done.adding(fill.quantity) ?? done
  }

  /// A refused slice is tried again, but later each time.
  public mutating func onReject(
    _ refusal: Refusal, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    pause.note(at: desk.now, first: Nanoseconds(step))
  }

  /// Nanoseconds from slice to slice.
  private var step: Int64 { max(1, parameters.duration.count / Int64(parameters.slices)) }

  /// When a slice is due; behind the last, at the same pace.
  private func time(of slice: UInt64) -> Timestamp {
    let (span, overflow) = Int64(clamping: slice).multipliedReportingOverflow(by: step)
    return begin.advanced(by: Nanoseconds(overflow ? .max : span))
  }

  /// What is to be sent at this slice: what should be done by its end, less what is done or under
  /// way; at most the catch-up.
  private func missing(
    of total: Quantity, _ lot: Quantity, _ desk: borrowing StrategyDesk
  ) -> Quantity {
    let due = share(of: total, slices: slice + 1)
    let under = Int128(desk.workingQuantity(instrument, parameters.side))
    let missing = due - Int128(done.rawValue) - under
    let most = max(Int128(lot.rawValue), share(of: total, slices: parameters.catchUp))
    return Quantity(rawValue: Int64(clamping: max(0, min(missing, most))))?.wholeLots(of: lot)
      ?? .zero
  }

  /// The part of the total that so many slices make, all of it from the last on.
  private func share(of total: Quantity, slices: UInt64) -> Int128 {
    let (all, part) = (Int128(parameters.slices), Int128(min(slices, parameters.slices)))
    return Int128(total.rawValue) * part / all
  }
}

extension ScheduledExecutor: Persistable {
  /// Writes parameters and state.
  public func encode(into writer: inout ByteWriter) {
    parameters.encode(into: &writer)
    instrument.encode(into: &writer)
    done.encode(into: &writer)
    writer.append(slice)
    begin.encode(into: &writer)
    pause.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(
      try ScheduledExecutorParameters(decoding: &reader),
      instrument: try InstrumentID(decoding: &reader))
    done = try Quantity(decoding: &reader)
    slice = try reader.word()
    guard slice < .max else { throw reader.invalid("slice") }
    begin = try Timestamp(decoding: &reader)
    pause = try RefusalPause(decoding: &reader)
  }
}
