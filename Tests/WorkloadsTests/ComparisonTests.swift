import Measurement
import Testing

private func measurement(hash: UInt64 = 7, calls: Double = 1, median: Double = 200) -> Measurement {
  Measurement(
    name: "test.work", unit: "ops/s", rate: Spread([median]), latency: nil,
    allocations: Measurement.AllocationRate(calls: calls, bytes: 64), resultHash: hash)
}

private func comparison(_ now: Measurement, with earlier: Measurement) throws
  -> MeasurementComparison
{
  let document = Array(MeasurementJSON.document([earlier]).utf8)
  return try #require(MeasurementComparison([now], with: document))
}

@Test func `a rate is shown beside the earlier one and is never a finding`() throws {
  let slower = try comparison(measurement(median: 100), with: measurement())
  #expect(slower.lines == ["test.work: median 200.00 → 100.00 ops/s, 0.5 ×"])
  #expect(slower.findings.isEmpty)
}

@Test func `other work is a finding`() throws {
  #expect(try comparison(measurement(hash: 8), with: measurement()).findings.count == 1)
}

@Test(arguments: [(1.0, 0), (0.5, 0), (1.01, 1)])
func `one allocation more in a hundred operations is a finding, fewer are none`(
  calls: Double, findings: Int
) throws {
  let comparison = try comparison(measurement(calls: calls), with: measurement())
  #expect(comparison.findings.count == findings)
}

@Test(arguments: ["", "{}", "[1]", #"{"benchmarks": 3}"#])
func `a document of another kind is none to compare with`(document: String) {
  #expect(MeasurementComparison([measurement()], with: Array(document.utf8)) == nil)
}
