import Core
import OrderBook
import OrderState
import Samples
import Testing

/// `OrderBook` does not import `OrderState`; that they mean the same by a report is shown here.
@Test(arguments: BookKind.allCases, TestRun.seeds(8))
func `the reports of random operations are a legal life of every order`(
  kind: BookKind, seed: UInt64
) {
  var operations = RandomOperations(seed: seed)
  var book = BookUnderTest.empty(kind)
  var sequencer = Sequencer()
  var register = OrderRegister()
  var newest: OrderID = 0
  for number in 0..<400 {
    let request = operations.next()
    if case .newOrder(let order) = request {
      // A tape never gives the id of a dead order to another one.
      if order.id == newest, book.order(order.id) == nil { continue }
      newest = order.id
    }
    for payload in [request] + book.handle(request) {
      let event = sequencer.stamp(payload, at: .zero, instrument: InstrumentID(1))
      do { try register.apply(event) } catch {
        Issue.record("SEED=\(seed) operation \(number): \(error)")
        return
      }
    }
  }
  #expect(register.liveCount == book.liveOrderCount, "SEED=\(seed)")
  let remaining = (1...newest.rawValue).map { register.lifecycle(of: OrderID($0)) }
  let resting = remaining.compactMap { $0 }.filter { !$0.state.isFinal }
  #expect(resting.allSatisfy { book.order($0.id)?.filled == $0.filled }, "SEED=\(seed)")
}
