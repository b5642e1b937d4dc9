import Core
import Engine
import Ledger
import OMS
import OrderBook
import Risk
import Samples
import Strategy
import Testing

@Suite struct EngineLoopTests {
  @Test func `INV-ENGINE-1: requests leave in seat order, each seat's in the order asked`()
    throws
  {
    var test = try EngineUnderTest([
      [0: [.buy(100, 1), .buy(99, 2)]], [0: [.sell(101, 3)]],
    ])
    test.start(at: 5)
    let asked = test.effects.map { "\($0.source.rawValue) \($0.payload.orderID?.rawValue ?? 0)" }
    #expect(
      asked == [
        "9 \(EngineUnderTest.order(1).rawValue)", "9 \(EngineUnderTest.order(2).rawValue)",
        "10 \(EngineUnderTest.order(1, seat: 1).rawValue)",
      ])
    #expect(test.effects.map(\.sequence) == [1, 2, 3])
    #expect(test.effects.allSatisfy { $0.time == 5 })
  }

  @Test func `a market event is in the view before the strategy is called`() throws {
    struct Looker: Strategy {
      var seen: [Int64] = []
      var interests: StrategyInterests { .book }
      init() {}
      mutating func onEvent(
        _ event: Event, _ market: borrowing MarketView, _ desk: inout StrategyDesk
      ) {
        seen.append(market.bestPrices(1).bid?.price.rawValue ?? 0)
      }
      func encode(into writer: inout ByteWriter) { writer.append(seen.count) }
      init(decoding reader: inout ByteReader) throws(StateDecodingError) {
        _ = try reader.count()
      }
    }
    var test = try EngineUnderTest([])
    test.engine = try Engine(
      EngineConfiguration(), instruments: test.engine.market.instruments, firstParty: 9,
      strategies: [NamedStrategy(name: "looker", strategy: Looker())])
    test.start()
    test.give(.level(.buy, 100, 5), at: 1)
    test.give(.level(.buy, 101, 5), at: 2)
    test.give(.print(100, 1), at: 3)
    #expect((test.engine.strategy(seat: 0) as? Looker)?.seen == [100, 101])
  }

  @Test func `a fill moves the desk and the books before the strategy hears of it`() throws {
    var configuration = EngineConfiguration()
    configuration.capital = Money(rawValue: 1_000_00000000)
    var test = try EngineUnderTest([[0: [.buy(10_000, 3)]]], configuration)
    test.start()
    let id = EngineUnderTest.order(1)
    test.give(.accepted(Accepted(id: id, owner: 9)), at: 1)
    test.give(
      .fill(
        Fill(
          id: id, owner: 9, side: .buy, price: 10_000, quantity: 2, remaining: 1, number: 1,
          trade: 1, liquidity: .maker)), at: 2)
    #expect(test.diary().last == "2 fill 2, holds 2")
    let books = test.engine.ledger(seat: 0)
    #expect(books.position(1)?.quantity.rawValue == 2)
    #expect(books.cash(books.currencies[0].id)?.rawValue == 800_00000000)
    #expect(test.engine.desk(seat: 0).orders.first?.remaining == 1)
  }

  @Test(arguments: [false, true])
  func `INV-OMS-1: a report that no legal life allows changes nothing and stops trading`(
    _ isRepeated: Bool
  ) throws {
    var test = try EngineUnderTest([[0: [.buy(10_000, 3)]]])
    test.start()
    let id = EngineUnderTest.order(1)
    test.give(.accepted(Accepted(id: id, owner: 9)), at: 1)
    let fill = Fill(
      id: id, owner: 9, side: .buy, price: 10_000, quantity: 2, remaining: 1, number: 1, trade: 1,
      liquidity: .maker)
    test.give(.fill(fill), at: 2)
    #expect(test.engine.risk.kill == nil)
    var impossible = fill
    if !isRepeated {
      (impossible.number, impossible.quantity, impossible.remaining) = (2, 2, 0)
    }
    test.give(.fill(impossible), at: 3)
    #expect(test.engine.risk.kill?.reason == .impossibleReport)
    #expect(test.engine.counters.violations == 1)
    #expect(test.engine.orders.firstViolation?.id == id)
    #expect(test.engine.desk(seat: 0).position(1).rawValue == 2)
    #expect(test.diary().count == 2)
  }

  @Test func `timers fire in the order in which they fall due, ties in the order set`() throws {
    var test = try EngineUnderTest([
      [0: [.timer(1, after: 30), .timer(2, after: 10)]], [0: [.timer(3, after: 10)]],
    ])
    test.start(at: 100)
    #expect(test.engine.nextDeadline == 110)
    while let timer = test.engine.dueTimer(by: 120) {
      test.engine.apply(timer, at: timer.time, into: &test.effects)
    }
    #expect(test.diary(0) == ["100 start", "110 timer 2"])
    #expect(test.diary(1) == ["100 start", "110 timer 3"])
    #expect(test.engine.nextDeadline == 130)
  }

  @Test func `time that goes back is raised to the latest and counted`() throws {
    var test = try EngineUnderTest([[:]])
    test.start(at: 10)
    test.give(.print(100, 1), at: 20)
    test.give(.print(100, 1), at: 15)
    #expect(test.diary() == ["10 start", "20 Trade", "20 Trade"])
    #expect(test.engine.counters.clampedTimes == 1)
  }

  @Test func `INV-ENGINE-2: what differs by one market event differs in the decision hash`() throws
  {
    func hash(_ prints: Int) throws -> UInt64 {
      var test = try EngineUnderTest([[prints: [.buy(100, 1)]]])
      test.start()
      for time in 0..<prints {
        test.give(.print(100, 1), at: Timestamp(integerLiteral: Int64(time)))
      }
      #expect(test.effects.count == 1)
      return test.engine.decisionHash.value
    }
    #expect(try hash(3) == hash(3))
    #expect(try hash(3) != hash(4))
  }
}
