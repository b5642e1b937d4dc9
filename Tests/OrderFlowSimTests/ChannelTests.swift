import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct ChannelTests {
  /// `count` messages of three senders, 100 µs apart, new orders, cancels and amends in turn.
  static func messages(_ count: Int) -> [Message] {
    (0..<count).map { index in
      let id = OrderID(UInt64(index + 1))
      let request: EventPayload =
        switch index % 3 {
        case 0: .newOrder(NewOrder(id: id, owner: 1, side: .buy, type: .market, quantity: 1))
        case 1: .cancel(Cancel(id: id, owner: 1, reason: .requested))
        default: .amend(Amend(id: id, owner: 1, price: 1, quantity: 1))
        }
      return Message(
        source: PartyID(UInt32(index / 3 % 3 + 1)), number: UInt64(index + 1), instrument: 1,
        request: request, sentAt: Timestamp(integerLiteral: Int64(index) * 100_000))
    }
  }

  /// When each message arrives, in a channel with these settings.
  static func arrivals(_ settings: String, count: Int = 600, seed: UInt64 = 1) throws
    -> [(message: Message, times: [Timestamp])]
  {
    let configuration = try SimulatorConfiguration("latency=1ms " + quiet + settings)
    var channel = Channel(configuration.channel, seed: seed, senders: 3)
    return messages(count).map { ($0, Array(channel.arrivals(of: $0))) }
  }

  private static let quiet = "jitter.new=0s jitter.cancel=0s jitter.amend=0s "

  private static func delays(
    _ settings: String, of kind: RequestKind? = nil, seed: UInt64 = 1
  ) throws -> [Int64] {
    // Senders whose messages lie further apart than any jitter, so that none waits for another.
    var configuration = try SimulatorConfiguration("latency=1ms " + quiet + settings)
    configuration.seed = seed
    var channel = Channel(configuration.channel, seed: seed, senders: 3)
    return messages(600).compactMap { message in
      let spaced = Message(
        source: message.source, number: message.number, instrument: 1, request: message.request,
        sentAt: Timestamp(integerLiteral: message.sentAt.nanoseconds * 1_000))
      let times = Array(channel.arrivals(of: spaced))
      guard kind == nil || message.request.requestKind == kind else { return nil }
      return times[0].since(spaced.sentAt).count
    }
  }

  static let jitters: [(String, RequestKind)] = [
    ("jitter.new", .new), ("jitter.cancel", .cancel), ("jitter.amend", .amend),
  ]

  @Test(arguments: jitters)
  func `jitter delays its own type within its bound, and no other type`(
    key: String, kind: RequestKind
  ) throws {
    for other in RequestKind.allCases {
      let delays = try Self.delays("\(key)=200us", of: other)
      if other == kind {
        #expect(delays.allSatisfy { (1_000_000...1_200_000).contains($0) })
        #expect((1_080_000...1_120_000).contains(delays.reduce(0, +) / Int64(delays.count)))
      } else {
        #expect(delays.allSatisfy { $0 == 1_000_000 })
      }
    }
  }

  @Test(arguments: jitters)
  func `another jitter of one type moves no draw of the others`(
    key: String, kind: RequestKind
  ) throws {
    let base = "jitter.new=80us jitter.cancel=80us jitter.amend=80us "
    for other in RequestKind.allCases {
      let (before, after) = (
        try Self.delays(base, of: other), try Self.delays(base + "\(key)=70us", of: other)
      )
      #expect((before == after) == (other != kind), "\(other)")
    }
  }

  @Test func `jitter is seeded: the same seed delays alike, another seed otherwise`() throws {
    let settings = "jitter.new=80us jitter.cancel=80us jitter.amend=80us"
    let (first, again) = (try Self.delays(settings), try Self.delays(settings))
    #expect(first == again)
    #expect(try Self.delays(settings, seed: 2) != first)
  }

  @Test func `INV-SIM-10: no jitter lets a sender's message overtake another`() throws {
    let rows = try Self.arrivals("jitter.new=50ms jitter.cancel=5ms jitter.amend=1ms")
    for sender: PartyID in [1, 2, 3] {
      let times = rows.filter { $0.message.source == sender }.map { $0.times[0] }
      #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  static let faults: [(String, arrivals: Int, share: ClosedRange<Int>)] = [
    ("faults.loss=0%", 0, 0...0), ("faults.loss=20%", 0, 90...150),
    ("faults.loss=100%", 0, 600...600), ("faults.duplicates=20%", 2, 90...150),
    ("faults.duplicates=100%", 2, 600...600),
  ]

  @Test(arguments: faults)
  func `messages are lost or doubled at the share that is set`(
    settings: String, arrivals: Int, share: ClosedRange<Int>
  ) throws {
    let rows = try Self.arrivals(settings)
    #expect(share.contains(rows.count { $0.times.count == arrivals }))
    #expect(rows.allSatisfy { $0.times.count == 1 || $0.times.count == arrivals })
  }

  @Test func `one fault's share moves no other fault`() throws {
    func lost(_ settings: String) throws -> [UInt64] {
      try Self.arrivals(settings).filter { $0.times.isEmpty }.map(\.message.number)
    }
    func doubled(_ settings: String) throws -> [UInt64] {
      try Self.arrivals(settings).filter { $0.times.count == 2 }.map(\.message.number)
    }
    let alone = try lost("faults.loss=5%")
    #expect(alone.count > 10)
    #expect(try lost("faults.loss=5% faults.duplicates=9% faults.reordering=9%") == alone)
    #expect(try lost("faults.loss=5% jitter.new=1ms") == alone)
    let twice = try doubled("faults.duplicates=5%")
    #expect(try doubled("faults.duplicates=5% faults.reordering=9% latency=7ms") == twice)
  }

  @Test func `only a held-up message is overtaken, by 50 milliseconds of its sender's others`()
    throws
  {
    let rows = try Self.arrivals("faults.reordering=3%")
    let held = rows.filter { $0.times[0].since($0.message.sentAt) > .milliseconds(10) }
    #expect((6...40).contains(held.count))
    #expect(held.allSatisfy { $0.times[0].since($0.message.sentAt) >= .milliseconds(51) })
    let others = rows.filter { $0.times[0].since($0.message.sentAt) <= .milliseconds(10) }
    #expect(others.allSatisfy { $0.times[0].since($0.message.sentAt) == .milliseconds(1) })
  }

  @Test func `the longest delays that settings allow stay within time`() throws {
    let longest = "\(1 << 60)ns"
    let settings =
      "latency=\(longest) jitter.new=\(longest) jitter.cancel=\(longest) jitter.amend=\(longest) "
      + "faults.duplicates=50% faults.reordering=50%"
    let rows = try Self.arrivals(settings)
    #expect(rows.allSatisfy { row in row.times.allSatisfy { $0.nanoseconds >= 1 << 60 } })
  }
}
