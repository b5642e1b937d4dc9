import Core
import Obs
import Samples
import Testing

@Test func `a sampler chooses one in so many, by its seed, at no fixed distance`() {
  let count = 40_000 * TestRun.scale
  for interval in [1, 2, 8, 64] as [UInt64] {
    var (one, same) = (sampler(interval), sampler(interval))
    var chosen: [Int] = []
    for index in 0..<count {
      let isChosen = one.choosesNext()
      #expect(isChosen == same.choosesNext())
      if isChosen { chosen.append(index) }
    }
    #expect(one.chosen == UInt64(chosen.count))
    // The distance has mean n and variance n²/3: five standard deviations of the number chosen.
    let expected = Double(count) / Double(interval)
    let width = 5 * (expected / 3).squareRoot()
    #expect(abs(Double(chosen.count) - expected) <= width, "SEED=\(TestRun.seed)")
    let distances = zip(chosen, chosen.dropFirst()).map { $1 - $0 }
    #expect(distances.allSatisfy { 1 <= $0 && $0 <= 2 * Int(interval) - 1 })
    #expect(Set(distances).count == 2 * Int(interval) - 1)
  }
}

private func sampler(_ interval: UInt64) -> LatencySampler {
  LatencySampler(interval: interval, seed: TestRun.seed)
}

@Test func `another seed chooses others, an interval of nothing chooses all`() {
  var (one, other) = (sampler(8), LatencySampler(interval: 8, seed: TestRun.seed &+ 1))
  let differ = (0..<1_000).count { _ in one.choosesNext() != other.choosesNext() }
  #expect(differ > 0)
  var all = sampler(0)
  #expect((0..<100).allSatisfy { _ in all.choosesNext() })
}

private let names: [Substring: String] = [
  "new": "NewOrder", "cancel": "Cancel", "amend": "Amend", "accepted": "Accepted",
  "amended": "Amended", "cancelled": "Cancelled", "expired": "Expired", "reject": "Reject",
  "fill": "Fill", "trade": "Trade", "regime": "Regime", "gap": "Gap", "drop": "Drop",
]

@Test(
  arguments: [
    ("", nil), ("regime gap drop", nil), ("new accepted", .insert),
    ("new accepted expired", .insert),
    ("new accepted trade fill fill", .match), ("new reject", .refuse),
    ("cancel cancelled", .cancel),
    ("cancel reject", .refuse), ("amend amended", .amend), ("amend amended trade fill", .amend),
    ("new accepted cancel cancelled", .several), ("cancel reject new accepted trade", .several),
    ("new accepted cancel reject", .several), ("gap new accepted", .insert),
  ] as [(String, VenueOperation?)])
func `an operation is told from what was asked and what came of it`(
  kinds: String, expected: VenueOperation?
) throws {
  let events = try kinds.split(separator: " ").map { kind in
    try #require(SampleTape.events.first { $0.kind == EventKind(name: names[kind] ?? "") })
  }
  #expect(VenueOperation(events[...]) == expected)
}

/// Spans whose quantiles are easily got wrong.
private let adversarial: [(name: String, spans: [UInt64])] = [
  ("one", [7]), ("equal", Array(repeating: 1_000_003, count: 999)),
  ("one in a thousand is long", Array(repeating: 100, count: 999) + [1_000_000_000]),
  ("two heaps", Array(repeating: 90, count: 500) + Array(repeating: 90_000_000, count: 500)),
  ("powers of two", (0..<64).map { 1 << $0 }),
  ("below powers of two", (0..<64).map { 1 << $0 - 1 }),
  ("nothing and the longest", [0, .max]),
]

@Test func `quantiles of a page are the exact ones to within the histogram's cells`() throws {
  var random = RandomStream(masterSeed: TestRun.seed, name: "quantiles")
  var samples = adversarial
  for _ in 0..<20 * TestRun.scale {
    let spans = (0..<1 + random.bounded(2_000)).map { _ in random.next() >> random.bounded(60) }
    samples.append(("drawn", spans))
  }
  for (kind, spans) in samples {
    var latencies = VenueLatencies()
    for span in spans { latencies.record(.match, Nanoseconds(Int64(clamping: span))) }
    var page = Exposition()
    page.latencies(latencies, .service)
    let lines = String(decoding: page.bytes, as: UTF8.self).split(separator: "\n")
    let sorted = spans.map { UInt64(Int64(clamping: $0)) }.sorted()
    for (label, millionths) in [("0.5", 500_000), ("0.95", 950_000), ("0.999", 999_000)] {
      let name = "truetape_service_quantile_seconds{operation=\"match\",quantile=\"\(label)\"} "
      let line = try #require(lines.first { $0.hasPrefix(name) })
      let told = try #require(UInt64(line.dropFirst(name.count).filter { $0 != "." }))
      let exact = sorted[(sorted.count * millionths + 999_999) / 1_000_000 - 1]
      let error = told > exact ? told - exact : exact - told
      #expect(error <= exact / 128, "\(kind) \(label): \(told), not \(exact); SEED=\(TestRun.seed)")
    }
  }
}

@Test
func
  `INV-OBS-2: a stall shows in the response time of all that was due meanwhile, not in the service's`()
{
  // Due every millisecond, each done in 10 us, but the tenth takes 500 ms.
  var (service, response) = (VenueLatencies(), VenueLatencies())
  var free: Int64 = 0
  for index in 0..<1_000 as Range<Int64> {
    let due = index * 1_000_000
    let start = max(due, free)
    let end = start + (index == 10 ? 500_000_000 : 10_000)
    service.record(.insert, Nanoseconds(end - start))
    response.record(.insert, Nanoseconds(end - due))
    free = end
  }
  let late = (service: service[.insert], response: response[.insert])
  #expect(late.service.quantile(millionths: 990_000).map { $0 < 11_000 } == true)
  #expect(late.response.quantile(millionths: 990_000).map { $0 > 480_000_000 } == true)
  #expect(late.response.quantile(millionths: 750_000).map { $0 > 240_000_000 } == true)
  #expect(late.service.maximum == 500_000_000 && late.response.maximum == 500_000_000)
}

@Test func `both measures are written under names of their own, and sampling is stated`() {
  var (page, sampler) = (Exposition(), sampler(1))
  _ = sampler.choosesNext()
  for measure in LatencyMeasure.allCases { page.latencies(VenueLatencies(), measure) }
  page.sampling(sampler)
  let text = String(decoding: page.bytes, as: UTF8.self)
  for name in [
    "truetape_service_seconds", "truetape_response_seconds", "truetape_service_quantile_seconds",
    "truetape_response_quantile_seconds", "truetape_service_longest_seconds",
  ] {
    #expect(text.components(of: "# TYPE \(name) ") == 2)
  }
  #expect(text.contains("\ntruetape_latency_sampling_interval 1\n"))
  #expect(text.contains("\ntruetape_latency_samples_total 1\n"))
}

extension String {
  /// In how many pieces a separator cuts the text.
  fileprivate func components(of separator: String) -> Int { split(separator: separator).count }
}
