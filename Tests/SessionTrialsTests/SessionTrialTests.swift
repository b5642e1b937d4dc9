import Backtest
import Core
import Samples
import SessionTrials
import Testing

@Test func `INV-SESSION-1: sessions that are stopped anywhere end as those that were not`() {
  var campaign = SessionCampaign(seed: TestRun.seeds(1).first ?? 1)
  for _ in 0..<(3 * TestRun.scale) { campaign.runNextSeed() }
  #expect(campaign.report.violations == [])
  #expect(campaign.report.recoveries == 5 * campaign.report.sessions)
}

@Test func `a campaign from a seed is the same again, another seed is another`() {
  func trace(_ seed: UInt64) -> UInt64 {
    var campaign = SessionCampaign(seed: seed)
    campaign.runNextSeed()
    return campaign.report.trace.value
  }
  let first = trace(5)
  #expect(trace(5) == first)
  #expect(trace(6) != first)
}

@Test func `trials differ, and every kind of input comes in them`() throws {
  let trials = try (1...6).map { seed throws(TrialFailure) in try SessionTrial(seed: seed) }
  #expect(Set(trials.map(\.inputs.count)).count > 3)
  // One trial of eight ends by a `quit`; the first that does is enough.
  var missing: [SessionInput] = [.marketOver, .command(.quit), .command(.halt), .reload([])]
  for seed in UInt64(1)...64 where !missing.isEmpty {
    let inputs = try SessionTrial(seed: seed).inputs
    missing.removeAll { inputs.contains($0) }
  }
  #expect(missing.isEmpty)
}
