import Core
import Samples
import Strategy
import Testing

@Suite struct BarTests {
  /// Prints `time price quantity`, and a bare `time` where only time passes; each line of the
  /// answer is a bar with the time at which it was given out.
  private func bars(_ specification: BarSpecification, _ script: [(Int64, Price?, Quantity)])
    -> [String]
  {
    var builder = BarBuilder(instrument: 1, specification)
    var lines: [String] = []
    func note(_ bar: Bar?, _ now: Timestamp) {
      guard let bar else { return }
      #expect(bar.end <= now, "given out before its end")
      let prices = [bar.open, bar.high, bar.low, bar.close].map { "\($0.rawValue)" }
      lines.append(
        "\(now.nanoseconds): \(bar.start.nanoseconds)…\(bar.end.nanoseconds) "
          + "\(prices.joined(separator: " ")) volume \(bar.volume) trades \(bar.tradeCount)")
    }
    for (time, price, quantity) in script {
      let now = Timestamp(integerLiteral: time)
      note(builder.close(at: now), now)
      guard let price else { continue }
      note(builder.add(Trade(trade: 1, price: price, quantity: quantity), at: now), now)
    }
    return lines
  }

  @Test func `INV-BAR-1: a time bar comes at its boundary and never changes`() {
    let lines = bars(
      .time(Nanoseconds(10)),
      [
        (11, 100, 1), (12, 103, 2), (19, 99, 3), (20, 101, 4), (29, 102, 5), (30, nil, 0),
        (45, 90, 1), (59, nil, 0), (60, 91, 1), (99, nil, 0),
      ])
    #expect(
      lines == [
        "20: 10…20 100 103 99 99 volume 6 trades 3",
        "30: 20…30 101 102 101 102 volume 9 trades 2",
        "59: 40…50 90 90 90 90 volume 1 trades 1",
        "99: 60…70 91 91 91 91 volume 1 trades 1",
      ])
  }

  @Test func `a stretch without prints makes no bar`() {
    #expect(bars(.time(Nanoseconds(10)), [(5, nil, 0), (10, nil, 0), (1000, nil, 0)]).isEmpty)
    let lines = bars(.time(Nanoseconds(10)), [(5, 100, 1), (35, 101, 1), (40, nil, 0)])
    #expect(
      lines == [
        "35: 0…10 100 100 100 100 volume 1 trades 1",
        "40: 30…40 101 101 101 101 volume 1 trades 1",
      ])
  }

  @Test func `the boundary's timer gives what an event at the boundary would have given`() {
    var builder = BarBuilder(instrument: 1, .time(Nanoseconds(10)))
    #expect(builder.nextDeadline == nil)
    #expect(builder.add(Trade(trade: 1, price: 100, quantity: 1), at: 14) == nil)
    #expect(builder.nextDeadline == 20)
    #expect(builder.close(at: 19) == nil)
    var byPrint = builder
    let timed = builder.close(at: 20)
    #expect(timed != nil)
    #expect(byPrint.add(Trade(trade: 2, price: 200, quantity: 1), at: 20) == timed)
    #expect(builder.nextDeadline == nil && byPrint.nextDeadline == 30)
    #expect(builder.close(at: 30) == nil)
  }

  @Test func `a volume bar ends with the print that fills it, which it keeps whole`() {
    #expect(
      bars(.volume(10), [(1, 100, 4), (2, 101, 5), (3, 102, 1), (4, 99, 25), (5, 98, 9)]) == [
        "3: 1…3 100 102 100 102 volume 10 trades 3", "4: 4…4 99 99 99 99 volume 25 trades 1",
      ])
  }

  @Test func `a tick bar ends after so many prints, whatever their size`() {
    #expect(
      bars(.ticks(2), [(1, 100, 4), (1, 98, 1), (2, 99, 1), (2, nil, 0), (7, 97, 1), (8, 1, 1)])
        == ["1: 1…1 100 100 98 98 volume 5 trades 2", "7: 2…7 99 99 97 97 volume 2 trades 2"])
  }

  @Test func `bars of a long stretch of prints hold each print once`() throws {
    var random = RandomStream(masterSeed: TestRun.seed, name: "bars")
    for specification in [
      .time(Nanoseconds(100)), .volume(50), .ticks(7),
    ] as [BarSpecification] {
      var builder = BarBuilder(instrument: 1, specification)
      var (time, volume, count): (Int64, Int64, UInt64) = (0, 0, 0)
      var bars: [Bar] = []
      for _ in 0..<2000 * TestRun.scale {
        time += random.integer(in: 0...60)
        let quantity = Quantity(integerLiteral: random.integer(in: 1...20))
        let price = Price(integerLiteral: random.integer(in: 90...110))
        volume += quantity.rawValue
        count += 1
        let trade = Trade(trade: 1, price: price, quantity: quantity)
        bars += [builder.add(trade, at: Timestamp(integerLiteral: time))].compactMap { $0 }
        var reader = ByteReader(builder.encoded())
        let back = try BarBuilder(decoding: &reader)
        #expect(back == builder, "SEED=\(TestRun.seed)")
      }
      if let open = builder.close(at: Timestamp(integerLiteral: .max)) { bars.append(open) }
      let missing = volume - bars.reduce(0) { $0 + $1.volume }
      switch specification {
      case .time: #expect(missing == 0, "SEED=\(TestRun.seed)")
      case .volume: #expect((0..<50).contains(missing), "SEED=\(TestRun.seed)")
      case .ticks: #expect(bars.count == Int(count / 7), "SEED=\(TestRun.seed)")
      }
      for (bar, next) in zip(bars, bars.dropFirst()) {
        #expect(bar.end <= next.start, "SEED=\(TestRun.seed)")
      }
    }
  }

  @Test(
    arguments: [
      ("100ms", .time(Nanoseconds(100_000_000))), ("volume=500", .volume(500)),
      ("trades=50", .ticks(50)),
    ] as [(String, BarSpecification)])
  func `a specification reads and writes its text and its bytes`(
    text: String, specification: BarSpecification
  ) throws {
    #expect(try BarSpecification(text: text) == specification)
    #expect(specification.text == text)
    var builder = BarBuilder(instrument: 1, specification)
    #expect(builder.add(Trade(trade: 1, price: 100, quantity: 1), at: 123_456_789) == nil)
    expectSound(BarBuilder.self, builder.encoded())
  }

  @Test(arguments: ["", "0ms", "100", "volume=0", "volume", "trades=-1", "trades=1=2", "ticks=5"])
  func `a specification that cannot be meant is refused`(text: String) {
    #expect(throws: SettingFailure.self) { try BarSpecification(text: text) }
  }

  @Test func `the last time bar that can be told ends with time itself`() {
    var builder = BarBuilder(instrument: 1, .time(Nanoseconds(10)))
    let end = Timestamp(integerLiteral: .max)
    #expect(builder.add(Trade(trade: 1, price: 100, quantity: 1), at: end) == nil)
    #expect(builder.close(at: end)?.tradeCount == 1)
  }
}
