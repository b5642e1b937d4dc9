import Core
import Samples
import Strategy
import Testing

@Suite struct RestingQuoteTests {
  /// A strategy that does nothing: the tests ask through its desk themselves.
  private struct Idle: Strategy {
    var interests: StrategyInterests { [] }
    func encode(into writer: inout ByteWriter) {}
    init() {}
    init(decoding reader: inout ByteReader) throws(StateDecodingError) {}
  }

  private var stage = Stage(Idle())
  private var quote = RestingQuote(.buy)

  /// What is asked for when the quote is wanted there; nil to have none.
  private mutating func follow(
    _ price: Price?, _ quantity: Quantity = 10, tolerance: Int64 = 0
  ) -> [String] {
    let target = price.map {
      RestingQuote.Target(price: $0, quantity: quantity, tolerance: tolerance)
    }
    quote.follow(target, 1, &stage.desk)
    return stage.requests()
  }

  @Test
  mutating func `INV-QUOTE-1: an order is sent once, then moved only when it should be elsewhere`()
  {
    #expect(follow(100) == ["buy 10@100 post"])
    #expect(follow(99) == [], "not accepted yet")
    stage.accept(1)
    #expect(follow(100) == [])
    #expect(follow(99) == ["amend #1 10@99"])
    #expect(follow(98) == [], "the amend is on its way")
    stage.amended(1, to: 99, 10, left: 10)
    #expect(follow(98) == ["amend #1 10@98"])
  }

  @Test mutating func `INV-QUOTE-1: an order within the tolerance keeps its place`() {
    #expect(follow(100) == ["buy 10@100 post"])
    stage.accept(1)
    #expect(follow(102, tolerance: 2) == [] && follow(98, tolerance: 2) == [])
    #expect(follow(97, tolerance: 2) == ["amend #1 10@97"])
  }

  @Test
  mutating func `what has traded is not asked for again, and a smaller wish makes it smaller`() {
    #expect(follow(100) == ["buy 10@100 post"])
    stage.accept(1)
    stage.fill(1, 4, at: 100)
    #expect(follow(100) == [], "6 of 10 are left: no more is asked for, the place is kept")
    #expect(follow(100, 5) == ["amend #1 9@100"])
    stage.amended(1, to: 100, 9, left: 5)
    #expect(follow(101, 8) == ["amend #1 12@101"])
  }

  @Test mutating func `INV-QUOTE-2: it is taken out once, also while it is on its way`() {
    #expect(follow(nil) == [])
    #expect(follow(100) == ["buy 10@100 post"])
    #expect(follow(nil) == ["cancel #1"])
    #expect(follow(nil) == [] && follow(100) == [], "the cancel is on its way")
    stage.refuse(1, .cancel, .unknownOrder)
    #expect(follow(100, 0) == ["cancel #1"])
    stage.end(1)
    #expect(follow(nil) == [])
    #expect(follow(100) == ["buy 10@100 post"])
  }

  @Test mutating func `an order that is filled, refused or gone makes room for the next`() {
    #expect(follow(100) == ["buy 10@100 post"])
    stage.fill(1, 10, at: 100)
    #expect(follow(100) == ["buy 10@100 post"])
    stage.refuse(2, .new)
    #expect(follow(100) == ["buy 10@100 post"])
    stage.accept(3)
    stage.end(3)
    #expect(follow(100) == ["buy 10@100 post"])
    #expect(quote.order == Stage.order(4))
  }

  @Test mutating func `a refused amend is asked for again`() {
    #expect(follow(100) == ["buy 10@100 post"])
    stage.accept(1)
    #expect(follow(99) == ["amend #1 10@99"])
    stage.refuse(1, .amend)
    #expect(follow(99) == ["amend #1 10@99"])
  }

  @Test
  mutating func `INV-QUOTE-3: it asks for no more than its limit leaves, its own order aside`() {
    func most(_ limit: Int64) -> Quantity {
      quote.quantity(
        1, size: ParameterDecimal(10), limit: ParameterDecimal(limit), stage.market, stage.desk)
    }
    #expect(most(25) == 10 && most(4) == 4)
    _ = follow(100)
    #expect(most(10) == 10, "its own order is what is replaced")
    stage.fill(1, 7, at: 100)
    #expect(most(10) == 3 && most(7) == .zero)
    stage.desk.submit(1, .buy, .limit(90), 2)
    #expect(most(10) == 1)
  }

  @Test func `a pause doubles with each refusal in a row, up to a limit`() {
    var pause = RefusalPause()
    var waits: [Int64] = []
    for _ in 0..<10 {
      let now = Timestamp(integerLiteral: Int64(waits.count) * 1_000_000)
      pause.note(at: now, first: Nanoseconds(10))
      var wait: Int64 = 0
      while pause.holds(at: now.advanced(by: Nanoseconds(wait))) { wait += 10 }
      waits.append(wait)
    }
    #expect(waits == [10, 20, 40, 80, 160, 320, 640, 1280, 1280, 1280])
    expectSound(RefusalPause.self, pause.encoded())
    pause.clear()
    #expect(!pause.holds(at: 0))
  }
}
