import Core
import OrderFlowSim
import Samples
import Testing

/// How many new orders a calm market has, and how the times between its trades scatter.
private func market(_ feedback: String) throws -> (orders: UInt64, dispersion: Double) {
  var configuration = SimulatorConfiguration()
  configuration.seed = 3
  try configuration.apply(key: "regimes", text: "calm:1h")
  try configuration.apply(key: "feedback", text: feedback)
  configuration.duration = Nanoseconds(6_000_000_000)
  var simulator = Simulator(configuration)
  var events: [Event] = []
  simulator.advance(to: Timestamp.zero.advanced(by: configuration.duration), into: &events)
  var (gaps, last) = (Moments(), Timestamp.zero)
  for event in events where event.kind == .trade && event.time > last {
    gaps.add(Double(event.time.since(last).count))
    last = event.time
  }
  let (mean, variance) = (try #require(gaps.mean), try #require(gaps.variance))
  return (simulator.metrics.events[.newOrder], variance.squareRoot() / mean)
}

@Test func `trades bring on orders, and they come in clusters; without feedback they do not`()
  throws
{
  let (calm, stirred) = (try market("0"), try market("2.5"))
  #expect(stirred.orders > calm.orders * 5 / 4, "\(calm) \(stirred)")
  #expect(stirred.dispersion > calm.dispersion * 1.1, "\(calm) \(stirred)")
}

@Test(arguments: ["0", "0.001", "1000000"])
func `INV-SIM-1: a market of any feedback is the same again after saving`(feedback: String) throws {
  var configuration = SimulatorConfiguration()
  try configuration.apply(key: "feedback", text: feedback)
  try configuration.apply(key: "noise.rate", text: "10")
  configuration.duration = Nanoseconds(300_000_000)
  var whole = Simulator(configuration)
  var half = whole
  var (events, first): ([Event], [Event]) = ([], [])
  whole.advance(to: 300_000_000, into: &events)
  half.advance(to: 150_000_000, into: &first)
  var reader = ByteReader(half.encoded())
  var second = try Simulator(decoding: &reader)
  second.advance(to: 300_000_000, into: &first)
  #expect(first == events && second.encoded() == whole.encoded())
  #expect(whole.invariantViolations().isEmpty)
}
