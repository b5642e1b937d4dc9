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
  let trials = try (1...12).map { seed throws(TrialFailure) in try SessionTrial(seed: seed) }
  let inputs = trials.flatMap(\.inputs)
  #expect(Set(trials.map(\.inputs.count)).count > 6)
  #expect(inputs.contains(.marketOver) && inputs.contains(.command(.quit)))
  #expect(inputs.contains(.command(.halt)) || inputs.contains(.command(.flatten)))
}
