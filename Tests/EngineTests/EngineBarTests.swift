import Core
import Engine
import OrderBook
import Samples
import Strategy
import Testing

/// How the engine gives out bars; what is in them is `BarTests`' business.
@Suite struct EngineBarTests {
  /// Writes down its bars and the best bid that it saw with each, and buys one at each.
  struct BarReader: Strategy {
    var bars: BarSpecification?
    var lines: [String] = []
    var interests: StrategyInterests { .trades }

    init(_ bars: BarSpecification?) { self.bars = bars }

    mutating func onEvent(
      _ event: Event, _ market: borrowing MarketView, _ desk: inout StrategyDesk
    ) {
      lines.append("\(desk.now.nanoseconds) \(event.kind.name)")
    }

    mutating func onBar(_ bar: Bar, _ market: borrowing MarketView, _ desk: inout StrategyDesk) {
      let bid = market.bestPrices(1).bid?.price.rawValue ?? 0
      lines.append(
        "\(desk.now.nanoseconds) bar \(bar.start.nanoseconds)…\(bar.end.nanoseconds) "
          + "\(bar.close.rawValue), bid \(bid)")
      desk.submit(1, .buy, .limit(bar.close), 1)
    }

    func encode(into writer: inout ByteWriter) { writer.append(lines.count) }
    init(decoding reader: inout ByteReader) throws(StateDecodingError) {
      _ = try reader.count()
    }
  }

  private func engine(_ bars: [BarSpecification?]) throws -> EngineUnderTest {
    var test = try EngineUnderTest([])
    test.engine = try Engine(
      EngineConfiguration(), instruments: test.engine.market.instruments, firstParty: 9,
      strategies: bars.map { NamedStrategy(name: "bars", strategy: BarReader($0)) })
    test.start()
    return test
  }

  private func lines(_ test: EngineUnderTest, _ seat: Int = 0) -> [String] {
    (test.engine.strategy(seat: seat) as? BarReader)?.lines ?? []
  }

  @Test func `INV-BAR-2: a bar is given out at its end, before what comes then is seen`() throws {
    var test = try engine([.time(Nanoseconds(10)), nil])
    test.give(.level(.buy, 99, 5), at: 1)
    test.give(.print(100, 1), at: 3)
    #expect(test.engine.nextDeadline == 10)
    let due = test.engine.dueTimer(by: 9)
    #expect(due == nil)
    test.give(.level(.buy, 98, 5), at: 9)
    #expect(lines(test) == ["3 Trade"])
    test.give(.level(.buy, 100, 5), at: 12)
    #expect(lines(test).last == "12 bar 0…10 100, bid 99", "the new bid is not seen yet")
    #expect(test.effects.count == 1)
    #expect(lines(test, 1) == ["3 Trade"])
    #expect(test.engine.nextDeadline == nil)
  }

  @Test func `without events a bar ends by a timer of nobody, once`() throws {
    var test = try engine([.time(Nanoseconds(10)), .time(Nanoseconds(10))])
    test.give(.print(100, 1), at: 3)
    let due = test.engine.dueTimer(by: 15)
    let timer = try #require(due)
    #expect(timer.time == 10)
    test.engine.apply(timer, at: timer.time, into: &test.effects)
    #expect(lines(test).last == "10 bar 0…10 100, bid 0" && lines(test) == lines(test, 1))
    #expect(test.effects.count == 2)
    #expect(test.engine.counters.violations == 0)
    test.engine.apply(timer, at: timer.time, into: &test.effects)
    #expect(test.engine.counters.violations == 1, "no bar ends there any more")
  }

  @Test func `a bar that its own print completes comes behind the print`() throws {
    var test = try engine([.ticks(2)])
    test.give(.print(100, 1), at: 3)
    test.give(.print(101, 1), at: 4)
    test.give(.print(102, 1), at: 5)
    #expect(lines(test) == ["3 Trade", "4 Trade", "4 bar 3…4 101, bid 0", "5 Trade"])
    #expect(test.engine.nextDeadline == nil)
  }
}
