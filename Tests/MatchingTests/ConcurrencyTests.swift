import Core
import Handoff
import HostIO
import Matching
import OrderBook
import Samples
import Testing

/// Two gateways insert, amend and cancel, the loop matches, two readers look at depth and quotes, each
/// on a thread of its own; afterwards the requests are handled again, one by one, in the order in which
/// the loop took them, and everything that anybody saw is held against that.
@Suite struct ConcurrencyTests {
  @Test(arguments: TestRun.seeds(2))
  func `INV-MATCH-1 and 2: whatever threads saw is what the requests in their order come to`(
    seed: UInt64
  ) throws {
    let count = 4_000 * TestRun.scale
    let ring = MPSCRing<MatchingRequest>(capacity: RingCapacity(atLeast: 64))
    let back = SPSCRing<MatchingReport>(capacity: RingCapacity(atLeast: 256))
    let producer = ring.producer
    let taken = Notes<MatchingRequest>()
    let loop = MatchingLoop(
      .free, inbox: NotingInbox(inbox: ring.consumer, notes: taken), outbox: back.producer,
      quotes: RingCapacity(atLeast: 16))
    let market = loop.market
    let (depths, quotes) = (Notes<BookDepth>(), Notes<BookQuote>())
    let flaws = Notes<String>()
    let readers = [
      try watch(market, depths, flaws), try listen(market, quotes, flaws),
    ]
    let gateways = try [1, 2].map { (gateway: UInt64) in
      JoinedThread(
        try HostThread(producer) { producer in
          var draw = RequestDraw(seed: seed, gateway: gateway)
          for _ in 0..<count {
            let request = draw.next()
            while producer.push(request) != .pushed { HostThread.yield() }
          }
        })
    }
    let reports = Notes<MatchingReport>()
    let client = JoinedThread(
      try HostThread(back.consumer) { consumer in
        var consumer = consumer
        while !consumer.isFinished() {
          if consumer.drain({ reports.add($0) }) == 0 { HostThread.yield() }
        }
      })
    let total = UInt64(2 * count)
    let matcher = JoinedThread(
      try HostThread(loop) { loop in
        var loop = loop
        // The last reports are handed over by turns that find no request.
        while loop.requestCount < total || loop.turn() == .blocked {
          if case .worked = loop.turn() { continue }
          HostThread.yield()
        }
      })
    for thread in gateways + [matcher, client] + readers { thread.join() }
    #expect(flaws.all == [], "SEED=\(seed)")
    #expect(taken.all.count == Int(total))
    var replay = Replay(depths: depths.all, quotes: quotes.all)
    #expect(replay.reports(to: taken.all) == reports.all, "SEED=\(seed)")
    #expect(replay.unexplained == 0, "SEED=\(seed)")
    #expect(!depths.all.isEmpty && !quotes.all.isEmpty)
  }

  /// Takes the newest depth again and again, until the publisher is gone.
  private func watch(
    _ market: MarketDataSource, _ depths: Notes<BookDepth>, _ flaws: Notes<String>
  ) throws -> JoinedThread {
    JoinedThread(
      try HostThread(market) { market in
        guard var reader = market.depth(of: 1) else { return flaws.add("no depth") }
        let end = market.quotes(whenSlow: .conflate)
        var ending = end
        var newest: UInt64 = 0
        while !ending.isFinished() {
          _ = ending.drain { _ in }
          guard reader.refresh() else {
            HostThread.yield()
            continue
          }
          if reader.depth.request < newest { flaws.add("a depth went back") }
          newest = reader.depth.request
          depths.add(reader.depth)
        }
        if reader.corruptCount > 0 { flaws.add("corrupt depths") }
      })
  }

  /// Hears quotes until the publisher is gone.
  private func listen(
    _ market: MarketDataSource, _ quotes: Notes<BookQuote>, _ flaws: Notes<String>
  ) throws -> JoinedThread {
    let reader = market.quotes(whenSlow: .conflate)
    return JoinedThread(
      try HostThread(reader) { reader in
        var reader = reader
        var newest: UInt64 = 0
        while !reader.isFinished() {
          let heard = reader.drain { quote in
            if quote.request < newest { flaws.add("a quote went back") }
            newest = quote.request
            quotes.add(quote)
          }
          if heard == 0 { HostThread.yield() }
        }
        if reader.corruptCount > 0 { flaws.add("corrupt quotes") }
      })
  }
}

/// The requests once more, one by one, on one thread.
private struct Replay {
  private var engine = MatchingEngine.free
  private let depths: [BookDepth]
  private let quotes: [BookQuote]
  /// Pictures that the books never showed.
  private(set) var unexplained = 0

  init(depths: [BookDepth], quotes: [BookQuote]) {
    self.depths = depths.sorted { $0.request < $1.request }
    self.quotes = quotes.sorted { $0.request < $1.request }
  }

  mutating func reports(to requests: [MatchingRequest]) -> [MatchingReport] {
    var reports: [MatchingReport] = []
    var (depth, quote) = (0, 0)
    for (place, request) in ([nil] + requests.map(Optional.some)).enumerated() {
      let number = UInt64(place)
      if let request {
        for answer in engine.reports(to: request, number: number) {
          reports.append(MatchingReport(answer, to: number, of: request.instrument))
        }
      }
      while depth < depths.count, depths[depth].request == number {
        let seen = depths[depth]
        if engine.withBook(of: seen.instrument, { BookDepth($0, behind: number) }) != seen {
          unexplained += 1
        }
        depth += 1
      }
      while quote < quotes.count, quotes[quote].request == number {
        let seen = quotes[quote]
        if engine.withBook(of: seen.instrument, { BookQuote($0, behind: number) }) != seen {
          unexplained += 1
        }
        quote += 1
      }
    }
    unexplained += depths.count - depth + quotes.count - quote
    return reports
  }
}

/// What one thread writes down, to be read when it has ended.
///
/// Unchecked: written by one thread only, read after it was joined.
private final class Notes<Element>: @unchecked Sendable {
  private(set) var all: [Element] = []

  func add(_ element: Element) { all.append(element) }
}

/// An inbox that writes down what is taken.
private struct NotingInbox: RequestInbox, ~Copyable {
  var inbox: MPSCConsumer<MatchingRequest>
  let notes: Notes<MatchingRequest>

  mutating func next() -> MatchingRequest? {
    let request = inbox.next()
    if let request { notes.add(request) }
    return request
  }
}

/// A thread that can stand in an array.
private final class JoinedThread {
  private var thread: HostThread?

  init(_ thread: consuming HostThread) { self.thread = consume thread }

  func join() { if let thread = thread.take() { thread.join() } }
}
