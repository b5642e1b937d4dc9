import Core
import Samples
import TapeView
import Testing

private func story(of id: OrderID, _ text: [UInt8]) throws -> OrderStory {
  let played = try play(text)
  var story = OrderStory(of: id, header: played.replay.header)
  for event in played.events { story.add(event) }
  story.finish()
  return story
}

/// The rows of the story: what is left, what is ahead, what happens.
private func happenings(_ story: OrderStory) -> [String] {
  story.lines.dropFirst(3).prefix { !$0.isEmpty }.map { line in
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    // Event, time, step (one word or two), then left, ahead and the words.
    let step = words[2] == "-" ? 3 : 4
    return words[step...].joined(separator: " ")
  }
}

@Test func `a maker's story is told with its queue and its two fills`() throws {
  let story = try story(of: 1, try SampleScenario().text())
  let expected: [String] = [
    "order 1 of ACME, maker-1's", "",
    "event         time    after  left  ahead  what happens",
    "2      0.100000000        -   100      -  asks to buy 100 at 99.98, until cancelled",
    "3      0.100050000  50.0 us   100      0  is accepted, first in its queue",
    "14     0.800050000   700 ms    75      0  buys 25 at 99.98 as maker against order 4, trade 2",
    "16     1.000000000   200 ms    75      0  asks for 90 at 99.98",
    "17     1.000050000  50.0 us    65      0  is now 90 at 99.98, and keeps its place",
    "65     4.000050000   3.00 s     0      -  buys 65 at 99.98 as maker against order 17, trade 4",
    "", "filled   90 of 90 in 2 fills, 2 of them as maker",
    "price    99.980000 on average, 8998.20 USD in all",
    "life     filled after 3.90 s, first fill after 700 ms",
  ]
  #expect(story.lines == expected)
}

@Test func `an order without fills says how it ended`() throws {
  let text = try SampleScenario().text()
  let ending = Array(try story(of: 10, text).lines.suffix(2))
  let expected = ["filled   0 of 80", "life     expired after 50.0 us"]
  #expect(ending == expected)
  let refused: [String] = try story(of: 11, text).lines
  #expect(refused.contains { $0.hasSuffix("new is refused: would-trade") })
  let dropped: [String] = try story(of: 16, text).lines
  #expect(dropped.last == "life     dropped after 0 ns")
  #expect(try story(of: 12345, text).isEmpty)
}

@Test func `a taker's cost is what it paid above the middle when it came`() throws {
  // Middle 100.00 at 99.98 to 100.02; 40 bought at 100.02.
  let lines = try story(of: 3, try SampleScenario().text()).lines
  #expect(lines.contains("cost     0.800 USD against the middle of the market when it came"))
}

private let head = """
  #truetape 1
  #instrument 1 X price-scale=0 quantity-scale=0 currency=USD tick=1 lot=1 minimum=0 \
  status=trading

  """

@Test func `what leaves from ahead brings an order forward, what comes behind does not`() throws {
  let tape =
    head + """
      1 1.000000000 BookUpdate X action=add id=1 side=buy price=10 qty=5 end
      2 1.000000000 BookUpdate X action=add id=2 side=buy price=10 qty=7 end
      3 1.000000000 BookUpdate X action=add id=3 side=buy price=10 qty=4 end
      4 1.000000000 BookUpdate X action=add id=4 side=buy price=10 qty=9 end
      5 2.000000000 BookUpdate X action=reduce id=2 side=buy price=10 qty=2 end
      6 2.000000000 BookUpdate X action=remove id=4 side=buy price=10 qty=9 end
      7 2.000000000 BookUpdate X action=change id=3 side=buy price=10 qty=3 end
      8 3.000000000 BookUpdate X action=execute id=1 side=buy price=10 qty=4 end
      9 3.000000000 BookUpdate X action=change id=1 side=buy price=9 qty=1 end
      10 3.000000000 BookUpdate X action=change id=3 side=buy price=10 qty=2 end
      11 4.000000000 BookUpdate X action=change id=2 side=buy price=10 qty=6 end
      12 5.000000000 BookUpdate X action=change id=3 side=buy price=10 qty=8 end
      13 6.000000000 BookUpdate X action=remove id=3 side=buy price=10 qty=8 end

      """
  let expected: [String] = [
    "4 12 joins: buy 4 at 10, behind 12",
    "3 10 is now 3 at 10, behind 10",  // two of order 2 went; order 4 was behind
    "2 5 is now 2 at 10, behind 5",  // order 1 traded and left
    "8 6 is now 8 at 10, behind 6",  // larger: at the end, behind order 2, which is so too
    "0 - is taken out, 8 unfilled",
  ]
  let told: [String] = happenings(try story(of: 3, Array(tape.utf8)))
  #expect(told == expected)
}

@Test func `a print of a recorded market is told where no fill tells it`() throws {
  let tape =
    head + """
      1 1.000000000 BookUpdate X action=add id=1 side=sell price=10 qty=5 end
      2 2.000000000 Trade X trade=7 price=10 qty=2 aggressor=buy maker=1
      3 2.000000000 BookUpdate X action=execute id=1 side=sell price=10 qty=2 end
      4 9.000000000 BookUpdate X action=remove id=1 side=sell price=10 qty=3 end

      """
  let story = try story(of: 1, Array(tape.utf8))
  let expected: [String] = [
    "5 0 joins: sell 5 at 10, first in its queue", "5 0 trades 2 at 10, trade 7",
    "3 0 2 of it trade", "0 - is taken out, 3 unfilled",
  ]
  #expect(happenings(story) == expected)
  #expect(story.lines.contains("filled   2 of 5 in 1 fills"))
  #expect(story.lines.last == "life     cancelled after 8.00 s, first fill after 1.00 s")
}
