import Core
import OrderBook
import Samples
import Testing

/// A venue's own tape with requests that pass, rest, trade, and are thrown away.
private func reports() throws -> [EventPayload] {
  var book = BookUnderTest.empty(.reference)
  var payloads: [EventPayload] = []
  for line in [
    "buy 1 5@100", "sell 2 3@102", "sell 3 2@100", "buy 4 9@102 ioc", "buy 5 1@99 fok",
    "amend 1 2@98", "sell 6 4@103", "cancel 1", "buy 7 9@103", "cancel 9",
  ] {
    let request = try BookScript.request(line)
    payloads.append(request)
    if line.hasPrefix("sell 6") {
      payloads.append(.drop(Drop(id: 6, owner: 1, request: .new, reason: .duplicate)))
      payloads.append(request)
    }
    payloads += book.handle(request)
  }
  return payloads
}

private func recording(seed: UInt64, _ prices: RandomMarketData.Prices) -> [EventPayload] {
  var random = RandomMarketData(seed: seed, prices, isByOrder: true)
  return (0..<120).map { _ in random.next() }
}

private func tapes() throws -> [[EventPayload]] {
  let venue = try reports()
  return [venue, venue + recording(seed: 1, .near) + venue]
    + RandomMarketData.Prices.allCases.map { recording(seed: TestRun.seed, $0) }
}

private func book(_ payloads: some Sequence<EventPayload>) -> LevelBook {
  var rebuilt = RebuiltBook()
  rebuilt.apply(Array(payloads))
  return rebuilt.levels
}

private func read(_ bytes: [UInt8]) throws(StateDecodingError) -> LevelBook {
  var reader = ByteReader(bytes)
  let book = try LevelBook(decoding: &reader)
  try reader.finish()
  return book
}

@Test(arguments: 0..<5)
func `INV-BOOK-12: a recorded book read back at any event goes on as if never saved`(
  number: Int
) throws {
  let tape = try tapes()[number]
  var original = RebuiltBook()
  var resumed = RebuiltBook()
  for (number, payload) in tape.enumerated() {
    original.apply([payload])
    resumed.apply([payload])
    let bytes = original.levels.encoded()
    #expect(resumed.levels.encoded() == bytes, "SEED=\(TestRun.seed) event \(number)")
    resumed.levels = try read(bytes)
    #expect(resumed.levels.isSettled == original.levels.isSettled)
    #expect(resumed.levels.oddities == original.levels.oddities)
    for side in [Side.buy, .sell] {
      #expect(resumed.levels.depth(side) == original.levels.depth(side))
    }
  }
}

@Test func `recorded books of equal levels and orders have equal state hashes`() throws {
  let direct = try LevelFeed.book(["set buy 3@100", "add 1 buy 5@100", "add 2 sell 5@107"])
  let detour = try LevelFeed.book([
    "set sell 1@999", "add 2 sell 4@107", "change 2 sell 5@107", "add 7 buy 1@3", "add 1 buy 9@100",
    "remove 7 buy 1@3", "set buy 12@100", "reduce 1 buy 4@100", "set sell 0@999",
  ])
  #expect(direct.stateHash == detour.stateHash)
  let other = try LevelFeed.book(["set buy 4@100", "add 1 buy 4@100", "add 2 sell 5@107"])
  #expect(LevelFeed.text(direct) == LevelFeed.text(other) && direct.stateHash != other.stateHash)
}

@Test(arguments: 0..<2)
func `a saved recorded book cut anywhere is refused`(number: Int) throws {
  let bytes = book(try tapes()[number].prefix(20)).encoded()
  for length in bytes.indices {
    #expect(throws: StateDecodingError.self) { try read(Array(bytes[..<length])) }
  }
  #expect(throws: StateDecodingError.self) { try read(bytes + [0]) }
}

@Test(arguments: 0..<5)
func `a saved recorded book with any one bit turned is refused or sound`(number: Int) throws {
  let bytes = book(try tapes()[number].prefix(30)).encoded()
  var faults: [String] = []
  var readable = 0
  for place in bytes.indices {
    for bit in 0..<8 {
      var forged = bytes
      forged[place] ^= 1 << UInt8(bit)
      guard let book = try? read(forged) else { continue }
      readable += 1
      if book.encoded() != forged { faults.append("byte \(place) bit \(bit)") }
    }
  }
  #expect(faults == [])
  #expect(readable > 0 && readable < bytes.count * 8)
}
