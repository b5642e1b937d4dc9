import Core
import Risk
import Samples
import Testing

@Test func `INV-RISK-1: in random sessions the gate decides as one that adds up everything anew`()
  throws
{
  var seen: [RiskReason] = []
  for seed in TestRun.seeds(60) {
    var session = try GateSession(seed: seed)
    for step in 1...150 {
      guard let (fast, slow) = try session.step() else { continue }
      try #require(fast == slow, "SEED=\(seed), step \(step)")
      if let fast, !seen.contains(fast) { seen.append(fast) }
    }
  }
  let expected: [RiskReason] = [
    .orderSize, .priceCollar, .orderNotional, .duplicateOrder, .openOrders, .strategyOrders,
    .positionLimit, .strategyBudget, .leverage, .orderRate, .strategyThrottle,
  ]
  // A single session cannot come by every rule.
  if TestRun.seeds(60).count > 1 { #expect(seen.sorted() == expected) }
}

@Test func `INV-RISK-2: the gate holds what order registry and ledger say, after every event`()
  throws
{
  for seed in TestRun.seeds(12) {
    var session = try GateSession(seed: seed)
    for step in 1...120 {
      _ = try session.step()
      try #require(session.audit().isEmpty, "SEED=\(seed), step \(step)")
      #expect(session.ledgerAgrees(1) && session.ledgerAgrees(2), "SEED=\(seed), step \(step)")
    }
  }
}

@Test
func `INV-RISK-6: a gate that is saved and read back at any event decides the same from there`()
  throws
{
  for seed in TestRun.seeds(6) {
    var session = try GateSession(seed: seed)
    var other = session
    for step in 1...120 {
      var reader = ByteReader(other.gate.encoded())
      other.gate = try RiskGate(decoding: &reader)
      try reader.finish()
      try #require(session.gate.stateHash == other.gate.stateHash, "SEED=\(seed), step \(step)")
      _ = try session.step()
      _ = try other.step()
      #expect(session.decisions == other.decisions, "SEED=\(seed), step \(step)")
    }
  }
}

@Test
func `INV-RISK-6: no forged or truncated byte traps the decoder, and what it takes it writes back`()
  throws
{
  var session = try GateSession(seed: TestRun.seed)
  for _ in 1...80 { _ = try session.step() }
  let bytes = session.gate.encoded()
  var random = RandomStream(masterSeed: TestRun.seed, name: "forged-gate")
  for _ in 0..<2_000 * TestRun.scale {
    var forged = bytes
    if random.bounded(3) == 0 { forged.removeLast(Int(random.bounded(UInt64(bytes.count)))) }
    for _ in 0...random.bounded(3) where !forged.isEmpty {
      forged[Int(random.bounded(UInt64(forged.count)))] = UInt8(random.bounded(256))
    }
    var reader = ByteReader(forged)
    guard let gate = try? RiskGate(decoding: &reader), (try? reader.finish()) != nil else {
      continue
    }
    let written = gate.encoded()
    let place = zip(written, forged).enumerated().first { $1.0 != $1.1 }?.offset
    #expect(written == forged, "SEED=\(TestRun.seed), byte \(place ?? -1)")
  }
}
