import Core
import OMS
import OrderState
import Samples
import Testing

/// The record of our own orders: what a legal life allows is taken, anything else is named and
/// changes nothing.
@Suite struct OrderBlotterTests {
  private let order = NewOrder(
    id: 7, owner: 9, side: .buy, type: .limit(100), quantity: 10, timeInForce: .goodTillCancel)

  private func event(_ payload: EventPayload, at sequence: TapeSequence = 1) -> Event {
    Event(sequence: sequence, time: 0, source: 9, instrument: 1, payload: payload)
  }

  private func fill(_ quantity: Quantity, left: Quantity, number: UInt64) -> EventPayload {
    .fill(
      Fill(
        id: 7, owner: 9, side: .buy, price: 100, quantity: quantity, remaining: left,
        number: number, trade: 1, liquidity: .maker))
  }

  private func working() -> OrderBlotter {
    var blotter = OrderBlotter()
    #expect(blotter.noteSent(event(.newOrder(order))) == nil)
    #expect(blotter.noteReport(event(.accepted(Accepted(id: 7, owner: 9)))) == nil)
    return blotter
  }

  @Test func `an order works from when it is sent until all of it has traded`() {
    var blotter = working()
    #expect(blotter.workingCount == 1)
    #expect(blotter.noteReport(event(fill(4, left: 6, number: 1))) == nil)
    #expect(blotter.workingCount == 1)
    #expect(blotter.noteReport(event(fill(6, left: 0, number: 2))) == nil)
    #expect(blotter.workingCount == 0 && blotter.firstViolation == nil)
  }

  @Test func `a fill that comes twice or trades too much changes nothing and is kept`() {
    var blotter = working()
    #expect(blotter.noteReport(event(fill(4, left: 6, number: 1), at: 3)) == nil)
    let twice = blotter.noteReport(event(fill(4, left: 2, number: 1), at: 4))
    #expect(twice?.id == 7 && twice?.sequence == 4)
    #expect(twice?.kind == .illegalTransition && twice?.sentence.isEmpty == false)
    let tooMuch = blotter.noteReport(event(fill(7, left: 0, number: 2), at: 5))
    #expect(tooMuch?.kind == .illegalTransition && tooMuch?.sequence == 5)
    // The sample is the first; the order goes on where it was.
    #expect(blotter.firstViolation == twice)
    #expect(blotter.noteReport(event(fill(6, left: 0, number: 2))) == nil)
    #expect(blotter.workingCount == 0)
  }

  /// What cannot be, each with its kind.
  static let impossible: [(EventPayload, LifecycleViolation.Kind)] = [
    (.accepted(Accepted(id: 8, owner: 9)), .unknownOrder),
    (.accepted(Accepted(id: 7, owner: 10)), .wrongOwner),
    (.cancelled(Cancelled(id: 7, owner: 9, remaining: 3, reason: .requested)), .wrongRemaining),
    (
      .fill(
        Fill(
          id: 7, owner: 9, side: .sell, price: 100, quantity: 1, remaining: 9, number: 1, trade: 1,
          liquidity: .maker)), .wrongSide
    ),
    (
      .fill(
        Fill(
          id: 7, owner: 9, side: .buy, price: 101, quantity: 1, remaining: 9, number: 1, trade: 1,
          liquidity: .maker)), .worseThanLimit
    ),
  ]

  @Test(arguments: impossible)
  func `a report that no life allows is named by its kind`(
    payload: EventPayload, kind: LifecycleViolation.Kind
  ) {
    var blotter = working()
    #expect(blotter.noteReport(event(payload))?.kind == kind)
    #expect(blotter.workingCount == 1)
  }

  @Test func `saved and read back, orders, sample and all, it judges as before`() throws {
    var blotter = working()
    _ = blotter.noteReport(event(.accepted(Accepted(id: 8, owner: 9)), at: 6))
    let bytes = blotter.encoded()
    var reader = ByteReader(bytes)
    var copy = try OrderBlotter(decoding: &reader)
    try reader.finish()
    #expect(copy.encoded() == bytes)
    #expect(copy.firstViolation == blotter.firstViolation && copy.workingCount == 1)
    #expect(copy.noteReport(event(fill(10, left: 0, number: 1))) == nil)
    #expect(copy.workingCount == 0)
  }

  @Test func `a saved sample of a kind that there is not is refused`() throws {
    var blotter = OrderBlotter()
    _ = blotter.noteReport(event(.accepted(Accepted(id: 8, owner: 9)), at: 6))
    let sample = try #require(blotter.firstViolation).encoded()
    // Sequence and order, eight bytes each, then the kind.
    var altered = sample
    altered[16] = 0xFF
    var reader = ByteReader(altered)
    #expect(throws: StateDecodingError.self) { try OrderViolation(decoding: &reader) }
  }
}
