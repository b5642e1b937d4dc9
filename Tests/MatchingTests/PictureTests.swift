import Core
import Matching
import OrderBook
import Samples
import Testing

private func book(_ seed: UInt64, requests: Int) -> FastBook {
  var draw = RequestDraw(seed: seed)
  var book = FastBook(instrument: 1, quantityScale: 0, rules: SampleTape.freeRules)
  var reports: [EventPayload] = []
  for _ in 0..<requests {
    switch draw.next().payload {
    case .newOrder(let order): book.submit(order, into: &reports)
    case .cancel(let cancel): book.cancel(cancel, into: &reports)
    case .amend(let amend): book.amend(amend, into: &reports)
    default: break
    }
  }
  return book
}

@Test(arguments: [0, 1, 7, 400])
func `a picture shows the best levels of its book, and no more`(requests: Int) {
  let book = book(1, requests: requests)
  let picture = BookDepth(book, behind: 9)
  #expect(picture.isWhole && picture.request == 9 && picture.tradeCount == book.tradeCount)
  for side in Side.allCases {
    #expect((0..<10).compactMap { picture.level(side, $0) } == book.depth(side, levels: 10))
    #expect(picture.level(side, 10) == nil && picture.level(side, -1) == nil)
  }
  let quote = BookQuote(book, behind: 9)
  #expect(quote.bestBid == book.bestBid && quote.bestAsk == book.bestAsk)
}

@Test func `INV-MATCH-3: words of two pictures in one never pass for a picture`() {
  let pictures = [400, 407].map { words(BookDepth(book(1, requests: $0), behind: UInt64($0))) }
  let differing = pictures[0].indices.filter { pictures[0][$0] != pictures[1][$0] }
  #expect(differing.count > 3)
  // Torn at any word, in either direction, and with any one word, or any run of words, of the other.
  var mixtures: [[UInt64]] = []
  for start in pictures[0].indices {
    for end in start..<pictures[0].count {
      for (base, other) in [(pictures[0], pictures[1]), (pictures[1], pictures[0])] {
        var mixture = base
        mixture.replaceSubrange(start...end, with: other[start...end])
        if mixture != pictures[0], mixture != pictures[1] { mixtures.append(mixture) }
      }
    }
  }
  #expect(mixtures.count > 100)
  #expect(mixtures.allSatisfy { !picture($0).isWhole })
  #expect(pictures.allSatisfy { picture($0).isWhole })
}

private func words(_ picture: BookDepth) -> [UInt64] {
  // SAFETY: a picture is plain words without gaps but the one that is zero.
  unsafe withUnsafeBytes(of: picture) { bytes in
    stride(from: 0, to: bytes.count, by: 8).map {
      unsafe bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self)
    }
  }
}

private func picture(_ words: [UInt64]) -> BookDepth {
  // SAFETY: as many bytes as a picture has, and any bits are one.
  unsafe words.withUnsafeBytes { unsafe $0.loadUnaligned(as: BookDepth.self) }
}
