import Core
import ExecSim
import Samples
import Testing

@Suite struct LatencyTests {
  private static let instruments = SampleTape.header.instruments

  private static func venue(_ configuration: ExecutionConfiguration, seed: UInt64 = 1)
    -> SimulatedVenue
  {
    SimulatedVenue(configuration, instruments: instruments, seed: seed)
  }

  private static func request(_ id: UInt64, at time: Timestamp) -> Event {
    Event(
      sequence: .first, time: time, source: 9, instrument: 1,
      payload: .cancel(Cancel(id: OrderID(1 << 63 | id), owner: 9, reason: .requested)))
  }

  private static func print(at time: Timestamp, received: Timestamp? = nil) -> Event {
    Event(
      sequence: .first, time: time, receiveTime: received, instrument: 1,
      payload: .trade(Trade(trade: 1, price: 100, quantity: 1)))
  }

  /// Arrivals of feed, requests and reports, one round a microsecond.
  private static func arrivals(_ configuration: ExecutionConfiguration, seed: UInt64)
    -> [[Int64]]
  {
    var venue = venue(configuration, seed: seed)
    var (feed, entry, response): ([Int64], [Int64], [Int64]) = ([], [], [])
    for round in 1...200 {
      let now = Timestamp(integerLiteral: Int64(round) * 1_000)
      feed.append(venue.feedArrival(of: print(at: now)).nanoseconds)
      venue.send(request(UInt64(round), at: now), at: now)
      entry.append(venue.nextRequestArrival?.nanoseconds ?? -1)
      venue.handleRequests(upTo: Timestamp(integerLiteral: .max))
      while let report = venue.nextReport(upTo: Timestamp(integerLiteral: .max)) {
        response.append(report.arrival.nanoseconds)
      }
    }
    return [feed, entry, response]
  }

  private static let models: [LatencyModel] = [
    .fixed(Nanoseconds(250)),
    .uniform(minimum: Nanoseconds(100), spread: Nanoseconds(5_000)),
    .skewed(minimum: Nanoseconds(100), typical: Nanoseconds(900)),
    .recorded([
      LatencySample(time: 0, latency: Nanoseconds(50)),
      LatencySample(time: 100_000, latency: Nanoseconds(9_000)),
    ]),
  ]

  @Test(arguments: models)
  func `INV-EXEC-6: one seed gives one sequence, and none overtakes another`(model: LatencyModel) {
    let configuration = ExecutionConfiguration.make(feed: model, entry: model, response: model)
    let first = Self.arrivals(configuration, seed: 7)
    #expect(first == Self.arrivals(configuration, seed: 7))
    for leg in first {
      #expect(zip(leg, leg.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(leg.count == 200)
    }
    let other = Self.arrivals(configuration, seed: 8)
    switch model {
    case .fixed, .recorded: #expect(first == other)
    case .uniform, .skewed: #expect(first != other)
    }
  }

  @Test func `a draw of one leg moves no other`() {
    let drawn = LatencyModel.skewed(minimum: .zero, typical: Nanoseconds(900))
    let all = ExecutionConfiguration.make(feed: drawn, entry: drawn, response: drawn)
    let two = ExecutionConfiguration.make(entry: drawn, response: drawn)
    let (left, right) = (Self.arrivals(all, seed: 3), Self.arrivals(two, seed: 3))
    #expect(left[0] != right[0])
    #expect(left[1...] == right[1...])
  }

  @Test(arguments: [
    (0, 10), (10, 10), (15, 15), (19, 19), (20, 20), (25, 17), (26, 17), (30, 15), (99, 15),
  ])
  func `a recorded series is read on straight lines, rounded down`(time: Int64, latency: Int64) {
    let model = LatencyModel.recorded([
      LatencySample(time: 10, latency: Nanoseconds(10)),
      LatencySample(time: 20, latency: Nanoseconds(20)),
      LatencySample(time: 30, latency: Nanoseconds(15)),
    ])
    var venue = Self.venue(.make(feed: model))
    let arrival = venue.feedArrival(of: Self.print(at: Timestamp(integerLiteral: time)))
    #expect(arrival.nanoseconds - time == latency)
  }

  @Test func `a skewed leg is mostly typical, seldom far beyond, and never faster than its least`()
  {
    let model = LatencyModel.skewed(minimum: Nanoseconds(1_000), typical: Nanoseconds(100))
    var venue = Self.venue(.make(feed: model), seed: TestRun.seed)
    var delays: [Int64] = []
    for round in 1...4_000 {
      let time = Int64(round) * 10_000_000
      let arrival = venue.feedArrival(of: Self.print(at: Timestamp(integerLiteral: time)))
      delays.append(arrival.nanoseconds - time)
    }
    let typical = delays.filter { $0 <= 1_100 }.count
    #expect(delays.allSatisfy { $0 > 1_000 && $0 <= 1_000 + 100 * 1_024 })
    #expect((1_800...2_200).contains(typical), "SEED=\(TestRun.seed)")
    #expect(delays.contains { $0 > 2_000 }, "SEED=\(TestRun.seed)")
  }

  @Test func `receive times stand instead of the feed model where the tape has them`() {
    var venue = Self.venue(
      .make(feed: .fixed(Nanoseconds(5)), usesReceiveTimes: true))
    let arrivals = [
      venue.feedArrival(of: Self.print(at: 100, received: 90)),
      venue.feedArrival(of: Self.print(at: 101)),
      venue.feedArrival(of: Self.print(at: 102, received: 95)),
      venue.feedArrival(of: Self.print(at: 103, received: 300)),
    ]
    #expect(arrivals == [90, 106, 106, 300])
  }

  @Test func `the venue's clock never goes back`() {
    var venue = Self.venue(.wary)
    venue.observe(Self.print(at: 50))
    venue.observe(Self.print(at: 40))
    venue.send(Self.request(1, at: 30), at: 30)
    venue.handleRequests(upTo: 60)
    #expect(venue.nextReport(upTo: 60)?.venueTime == 50)
  }
}
