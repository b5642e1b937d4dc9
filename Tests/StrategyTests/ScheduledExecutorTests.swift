import Core
import Samples
import Strategy
import Testing

@Suite struct ScheduledExecutorTests {
  private var stage = Stage(Self.actor())

  /// Four slices of 10 in 40 ns, from 100 ns after the start; catches up on two at most.
  private static func actor(_ side: Side = .buy, quantity: Int64 = 40) -> ScheduledExecutor {
    var parameters = ScheduledExecutorParameters()
    (parameters.side, parameters.quantity) = (side, ParameterDecimal(quantity))
    (parameters.slices, parameters.catchUp) = (4, 2)
    (parameters.delay, parameters.duration) = (Nanoseconds(100), Nanoseconds(40))
    parameters.slippage = 1
    return ScheduledExecutor(parameters, instrument: 1)
  }

  private var actor: ScheduledExecutor? { stage.actor as? ScheduledExecutor }

  private mutating func timer(_ number: UInt64, at time: Timestamp) -> [String] {
    stage.timer(number, at: time)
    return stage.requests()
  }

  @Test mutating func `it sends a slice at each step of the schedule, and stops when done`() {
    stage.best(99, 101, at: 0)
    stage.start(at: 7)
    #expect(stage.requests() == ["timer 0 at 107"])
    for slice in 0..<4 as Range<UInt64> {
      let time = Timestamp(integerLiteral: 107 + 10 * Int64(slice))
      #expect(
        timer(slice, at: time) == [
          "buy 10@102 ioc", "timer \(slice + 1) at \(time.nanoseconds + 10)",
        ])
      stage.fill(slice + 1, 10, at: 101)
    }
    #expect(actor?.done == 40)
    #expect(timer(4, at: 147) == [])
  }

  @Test mutating func `a seller sells at the bid or a tick below`() {
    stage = Stage(Self.actor(.sell))
    stage.best(99, 101, at: 0)
    stage.start()
    _ = stage.requests()
    #expect(timer(0, at: 100) == ["sell 10@98 ioc", "timer 1 at 110"])
  }

  @Test mutating func `what the market did not offer is caught up on, two slices' worth at a time`()
  {
    stage.best(99, nil, at: 0)
    stage.start()
    _ = stage.requests()
    #expect(timer(0, at: 100) == ["timer 1 at 110"])
    #expect(timer(1, at: 110) == ["timer 2 at 120"])
    stage.best(99, 101, at: 115)
    #expect(timer(2, at: 120) == ["buy 20@102 ioc", "timer 3 at 130"])
    stage.fill(1, 5, at: 101)
    stage.end(1)
    #expect(timer(3, at: 130) == ["buy 20@102 ioc", "timer 4 at 140"])
    stage.fill(2, 20, at: 101)
    #expect(timer(4, at: 140) == ["buy 15@102 ioc", "timer 5 at 150"], "behind the last slice")
    stage.fill(3, 15, at: 101)
    #expect(timer(5, at: 150) == [])
    #expect(stage.position == 40)
  }

  @Test mutating func `what is under way counts as done`() {
    stage.best(99, 101, at: 0)
    stage.start()
    _ = stage.requests()
    #expect(timer(0, at: 100).first == "buy 10@102 ioc")
    #expect(timer(1, at: 110).first == "buy 10@102 ioc")
    stage.fill(1, 10, at: 101)
    #expect(timer(2, at: 120).first == "buy 10@102 ioc")
    stage.fill(3, 10, at: 101)
    stage.end(2)
    #expect(timer(3, at: 130).first == "buy 20@102 ioc")
  }

  @Test mutating func `a quantity that slices do not divide comes out whole, in whole lots`() {
    stage = Stage(Self.actor(quantity: 11))
    stage.best(99, 101, at: 0)
    stage.start()
    _ = stage.requests()
    var sent: [String] = []
    for slice in 0..<4 as Range<UInt64> {
      sent += timer(slice, at: Timestamp(integerLiteral: 100 + 10 * Int64(slice))).prefix(1)
      stage.fill(slice + 1, stage.desk.orders.first?.remaining ?? 0, at: 101)
    }
    #expect(sent == ["buy 2@102 ioc", "buy 3@102 ioc", "buy 3@102 ioc", "buy 3@102 ioc"])
  }

  @Test mutating func `a timer that it does not wait for changes nothing`() {
    stage.best(99, 101, at: 0)
    stage.start()
    _ = stage.requests()
    #expect(timer(1, at: 100) == [])
    #expect(actor?.slice == 0)
  }

  @Test mutating func `a refused slice is left out for a while, then caught up on`() {
    stage.best(99, 101, at: 0)
    stage.start()
    _ = stage.requests()
    #expect(timer(0, at: 100).count == 2)
    stage.refuse(1, .new, .positionLimit)
    #expect(timer(1, at: 109) == ["timer 2 at 120"])
    #expect(timer(2, at: 120) == ["buy 20@102 ioc", "timer 3 at 130"])
  }
}
