import Core
import Samples
import Testing

@Suite struct TraceHashTests {
  @Test func `INV-TAPE-3: words, bytes and events hash to the published vectors`() throws {
    let rows = try Fixture.rows("vectors/trace-hash.txt")
    var trace = TraceHash()
    var events = TapeText.events[...]
    for row in rows {
      let hash: UInt64
      switch row[0] {
      case "words": hash = Self.hash(ofEvents: row.dropFirst(2))
      case "bytes": hash = TraceHash.of(Self.bytes(row[2]))
      default:
        let event = events.popFirst()
        trace.fold(try #require(event))
        hash = trace.value
      }
      #expect(String(hexadecimal: hash) == row[1], "\(row)")
    }
    #expect(events.isEmpty, "the vectors cover every event of the golden tape")
  }

  @Test func `an event folds the published words and no others`() throws {
    let rows = try Fixture.rows("vectors/trace-hash.txt").filter { $0[0] == "event" }
    for (row, event) in zip(rows, TapeText.events) {
      var folded = TraceHash()
      folded.fold(event)
      #expect(folded.value == Self.hash(ofEvents: row[2...]), "\(row)")
    }
  }

  @Test func `two events that differ in one field have two hashes`() {
    let events = TapeText.events
    let hashes = events.map { event in
      var trace = TraceHash()
      trace.fold(event)
      return trace.value
    }
    #expect(Set(hashes).count == events.count)
  }

  @Test func `the order and the number of words and events matter`() {
    let traces: [[[UInt64]]] = [
      [], [[]], [[], []], [[0]], [[0], []], [[], [0]], [[0, 0]], [[1, 2]],
      [[2, 1]],
    ]
    let hashes = traces.map { events in
      var trace = TraceHash()
      for words in events {
        for word in words { trace.fold(word) }
        trace.endEvent()
      }
      return trace.value
    }
    // Where one event ends is not folded, only how many did: the kind says what follows it.
    let expectedPairs = [(4, 5)]
    for left in hashes.indices {
      for right in hashes.indices where left < right {
        let mayAgree = expectedPairs.contains { $0 == (left, right) }
        #expect((hashes[left] == hashes[right]) == mayAgree, "\(left) \(right)")
      }
    }
  }

  private static func hash(ofEvents events: ArraySlice<String>) -> UInt64 {
    var trace = TraceHash()
    for words in events {
      for word in words.split(separator: ",") where word != "-" {
        trace.fold(UInt64(word, radix: 16) ?? 0)
      }
      trace.endEvent()
    }
    return trace.value
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap { $0.hexDigitValue.map(UInt8.init) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
