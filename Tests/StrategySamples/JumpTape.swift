public import Core
public import Samples

/// A tape on which only the future is worth anything: ACME stands still, jumps ten ticks up or down
/// by chance, stands still again.
///
///     second    …            k                    k + ½
///     book      p−1 / p+1    p±10−1 / p±10+1      the same
///     print     –            at p±10: the jump    at the same price: nothing new
///
/// Whoever hears of a jump when it has happened finds the old prices gone. `leak` makes the tape
/// faulty on purpose: each jump's lines carry a receive time that lies so much before the jump.
public enum JumpTape {
  /// Ticks of a jump.
  public static let jump: Int64 = 10
  /// Ticks from the middle to each side.
  public static let halfSpread: Int64 = 1
  /// What stands on each side.
  public static let depth: Quantity = 1000

  /// Header of the tape: one instrument in cents.
  public static var header: TapeHeader {
    var header = TapeHeader()
    _ = header.addInstrument(
      symbol: "ACME", priceScale: 2, quantityScale: 0, currency: "USD",
      rules: SampleTape.freeRules)
    return header
  }

  /// The events: so many jumps, a second apart.
  public static func events(
    jumps: Int, seed: UInt64 = TestRun.seed, leak: Nanoseconds = .zero
  ) -> [Event] {
    var random = RandomStream(masterSeed: seed, name: "jumps")
    var sequencer = Sequencer()
    var events: [Event] = []
    var price: Int64 = 10_000
    func add(_ payload: EventPayload, at time: Timestamp, isJump: Bool) {
      var event = sequencer.stamp(payload, at: time, instrument: 1)
      event.receiveTime = isJump ? time.advanced(by: Nanoseconds(-leak.count)) : time
      events.append(event)
    }
    for second in 1...max(1, jumps + 1) {
      let time = Timestamp(integerLiteral: Int64(second) * Nanoseconds.second.count)
      let isJump = second > 1
      if isJump {
        for update in book(around: price, depth: .zero) { add(update, at: time, isJump: true) }
        price += random.bounded(2) == 0 ? jump : -jump
      }
      for update in book(around: price, depth: depth) { add(update, at: time, isJump: isJump) }
      add(print(price, events.count), at: time, isJump: isJump)
      let half = time.advanced(by: Nanoseconds(Nanoseconds.second.count / 2))
      add(print(price, events.count), at: half, isJump: false)
    }
    return events
  }

  private static func book(around price: Int64, depth: Quantity) -> [EventPayload] {
    [(Side.buy, -halfSpread), (.sell, halfSpread)].map { side, distance in
      .bookUpdate(
        BookUpdate(
          action: .set, side: side, price: Price(integerLiteral: price + distance),
          quantity: depth, isLast: side == .sell && depth > .zero))
    }
  }

  private static func print(_ price: Int64, _ number: Int) -> EventPayload {
    .trade(
      Trade(trade: TradeID(UInt64(number)), price: Price(integerLiteral: price), quantity: 1))
  }
}
