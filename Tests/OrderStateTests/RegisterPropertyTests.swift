import Core
import OrderState
import Samples
import Testing

extension RandomStream {
  /// Any line about one of six orders, most figures such as could come next.
  mutating func line(_ register: OrderRegister) -> EventPayload {
    let id = OrderID(bounded(6) + 1)
    let known = register.lifecycle(of: id)
    let left = known?.remaining ?? 5
    let number = (known?.fillCount ?? 0) + (bounded(8) == 0 ? 0 : 1)
    let filled = quantity(upTo: max(1, left.rawValue))
    let after = Quantity(rawValue: left.rawValue - filled.rawValue) ?? 0
    let owner: PartyID = bounded(12) == 0 ? 2 : 1
    return pick([
      Line.new(id, quantity(upTo: 10), pick(TimeInForce.allCases), by: owner),
      Line.accepted(id, by: owner), Line.accepted(id),
      Line.fill(id, filled, number, left: after, by: owner),
      Line.fill(id, filled, number, left: after), Line.fill(id, left, number, left: 0),
      Line.cancel(id, by: owner), Line.cancelled(id, left: left), Line.amend(id, 101, 12),
      Line.amended(id, 101, 12, left: quantity(upTo: 12)), Line.expired(id, left: left),
      Line.refused(pick(RequestKind.allCases), id, pick(RejectReason.allCases), by: owner),
      Line.dropped(pick(RequestKind.allCases), id, pick(DropReason.allCases)),
    ])
  }
}

@Suite struct `Random tapes` {
  @Test func `a line either moves its own order or is a violation that moves none`() {
    for seed in TestRun.seeds(150) {
      var random = RandomStream(masterSeed: seed, name: "tape")
      var register = OrderRegister()
      for step in 0..<80 {
        let line = random.line(register)
        let before = (1...6).map { register.lifecycle(of: OrderID($0)) }
        let outcome = register.outcome(line)
        for id: UInt64 in 1...6 {
          let after = register.lifecycle(of: OrderID(id))
          if OrderID(id) != line.orderID || (outcome.hasPrefix("!") && outcome != "! left-resting")
          {
            #expect(after == before[Int(id) - 1], "SEED=\(seed) step \(step)")
          }
          if before[Int(id) - 1]?.state == .filled {
            #expect(after?.state == .filled, "INV-ORDER-3 SEED=\(seed) step \(step)")
          }
          #expect(after?.isConsistent ?? true, "SEED=\(seed) step \(step) \(line)")
        }
      }
    }
  }

  @Test func `a saved register encodes and counts as before`() throws {
    for seed in TestRun.seeds(60) {
      var random = RandomStream(masterSeed: seed, name: "saved tape")
      var register = OrderRegister()
      for _ in 0..<60 { _ = register.outcome(random.line(register)) }
      var reader = ByteReader(register.encoded())
      var resumed = try OrderRegister(decoding: &reader)
      #expect(resumed.stateHash == register.stateHash, "SEED=\(seed)")
      for _ in 0..<40 {
        let line = random.line(register)
        #expect(resumed.outcome(line) == register.outcome(line), "SEED=\(seed)")
      }
      #expect(resumed.encoded() == register.encoded(), "SEED=\(seed)")
    }
  }

  @Test func `damaged bytes are refused or read as a register that works`() {
    var random = RandomStream(masterSeed: 1, name: "bytes")
    var register = OrderRegister()
    for _ in 0..<60 { _ = register.outcome(random.line(register)) }
    let bytes = register.encoded()
    for seed in TestRun.seeds(600) {
      var random = RandomStream(masterSeed: seed, name: "damage")
      var damaged = bytes
      damaged[Int(random.bounded(UInt64(bytes.count)))] = UInt8(random.bounded(256))
      var reader = ByteReader(damaged)
      do {
        var read = try OrderRegister(decoding: &reader)
        for _ in 0..<20 { _ = read.outcome(random.line(read)) }
        #expect((1...6).allSatisfy { read.lifecycle(of: OrderID($0))?.isConsistent ?? true })
      } catch {
        #expect(error.offset <= damaged.count, "SEED=\(seed)")
      }
    }
  }
}
