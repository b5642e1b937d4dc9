import Core
import OrderState
import Samples
import Testing

extension RandomStream {
  /// One of the elements, each as likely.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(bounded(UInt64(elements.count)))]
  }

  mutating func quantity(upTo limit: Int64) -> Quantity {
    Quantity(rawValue: integer(in: 0...limit)) ?? .zero
  }

  mutating func order(id: OrderID = 7) -> NewOrder {
    NewOrder(
      id: id, owner: 1, side: pick([.buy, .sell]), type: pick([.limit(100), .limit(100), .market]),
      quantity: quantity(upTo: 12), timeInForce: pick(TimeInForce.allCases),
      isPostOnly: bounded(6) == 0)
  }

  /// Any event, its figures mostly such as could come next.
  mutating func event(for order: OrderLifecycle) -> OrderEvent {
    let replacement = Replacement(price: 101, quantity: quantity(upTo: 14))
    let fill = OrderFill(
      quantity: quantity(upTo: 6),
      number: bounded(5) == 0 ? bounded(6) : order.fillCount + 1,
      liquidity: pick(Liquidity.allCases))
    return pick([
      .accepted, .accepted, .filled(fill), .filled(fill), .filled(fill), .cancelRequested(.storm),
      .cancelled(.stale), .cancelRejected(Sample.cause), .replaceRequested(replacement),
      .replaced(replacement), .replaceRejected(.dropped(.late)), .rejected(Sample.cause),
      .expired(pick(ExpireReason.allCases)),
    ])
  }
}

@Suite struct `Random lives` {
  @Test
  func `INV-ORDER-1: what remains is never negative, INV-ORDER-2: nor does what is filled fall`() {
    for seed in TestRun.seeds(400) {
      var random = RandomStream(masterSeed: seed, name: "lives")
      var order = OrderLifecycle(random.order())
      for step in 0..<40 {
        let before = order
        let event = random.event(for: order)
        do {
          try order.apply(event)
          #expect(order.isConsistent, "SEED=\(seed) step \(step)")
          #expect(order.filled >= before.filled, "SEED=\(seed) step \(step)")
          #expect(order.remaining.rawValue >= 0, "SEED=\(seed) step \(step)")
        } catch {
          #expect(order == before, "SEED=\(seed) step \(step)")
        }
      }
    }
  }

  @Test func `INV-ORDER-4: fill numbers count up by one and the fills add up`() {
    for seed in TestRun.seeds(400) {
      var random = RandomStream(masterSeed: seed, name: "fills")
      var order = OrderLifecycle(random.order())
      var numbers: [UInt64] = []
      var total: Int64 = 0
      for _ in 0..<40 {
        let event = random.event(for: order)
        do { try order.apply(event) } catch { continue }
        guard case .filled(let fill) = event else { continue }
        numbers.append(fill.number)
        total += fill.quantity.rawValue
      }
      #expect(numbers == Array(1..<UInt64(numbers.count + 1)), "SEED=\(seed)")
      #expect(order.filled.rawValue == total, "SEED=\(seed)")
    }
  }

  @Test func `INV-ORDER-3: a filled order takes no event at all`() throws {
    for seed in TestRun.seeds(400) {
      var random = RandomStream(masterSeed: seed, name: "final")
      let order = try OrderLifecycle(
        Sample.order(), after: [.accepted, Sample.fill(4, 1), Sample.fill(6, 2)])
      let event = random.event(for: order)
      #expect(throws: TransitionError.Reason.filledIsFinal, "SEED=\(seed)") {
        try order.successor(on: event)
      }
    }
  }

  @Test func `every life can be saved at any point and read back`() throws {
    for seed in TestRun.seeds(200) {
      var random = RandomStream(masterSeed: seed, name: "saved")
      var order = OrderLifecycle(random.order())
      for _ in 0..<30 {
        do { try order.apply(random.event(for: order)) } catch { continue }
        var reader = ByteReader(order.encoded())
        #expect(try OrderLifecycle(decoding: &reader) == order, "SEED=\(seed)")
        try reader.finish()
      }
    }
  }

  @Test func `damaged bytes are refused or read as a consistent life`() throws {
    let order = try OrderLifecycle(
      Sample.order(),
      after: [
        .accepted, Sample.fill(4, 1), .replaceRequested(Sample.terms), .cancelRequested(.storm),
      ])
    let bytes = order.encoded()
    for seed in TestRun.seeds(2000) {
      var random = RandomStream(masterSeed: seed, name: "damage")
      var damaged = bytes
      damaged[Int(random.bounded(UInt64(bytes.count)))] = UInt8(random.bounded(256))
      if random.bounded(4) == 0 {
        damaged.removeLast(Int(random.bounded(UInt64(bytes.count))))
      }
      var reader = ByteReader(damaged)
      do {
        let read = try OrderLifecycle(decoding: &reader)
        #expect(read.isConsistent, "SEED=\(seed)")
      } catch {
        #expect(error.offset <= damaged.count, "SEED=\(seed)")
      }
    }
  }
}
