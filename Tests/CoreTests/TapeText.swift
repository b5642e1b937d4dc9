import Core
import Samples

/// Tapes as text, and what reading them gives.
enum TapeText {
  /// Every sample payload on both instruments, with every form of envelope, and the extremes of
  /// numbers and times.
  static var events: [Event] {
    var events = SampleTape.events
    for (index, payload) in SampleTape.payloads.enumerated() {
      events.append(
        Event(
          sequence: 0, time: Timestamp(integerLiteral: Int64(index)), source: 2,
          sourceSequence: SourceSequence(first: 5, last: 5), instrument: 2, payload: payload))
    }
    let largest = Price.magnitudeLimit
    let extremes: [EventPayload] = [
      .quote(
        Quote(
          bid: Price(integerLiteral: -largest), bidQuantity: 0, ask: Price(integerLiteral: largest),
          askQuantity: Quantity(integerLiteral: Quantity.magnitudeLimit))),
      .trade(Trade(trade: TradeID(.max), price: 0, quantity: 1, aggressor: .buy, taker: 0)),
      .accepted(Accepted(id: OrderID(.max), owner: .venue)),
    ]
    for payload in extremes {
      events.append(
        Event(
          sequence: 0, time: Timestamp(integerLiteral: .max), receiveTime: 0,
          sourceSequence: SourceSequence(first: 0, last: .max), instrument: 1, payload: payload))
    }
    for index in events.indices { events[index].sequence = TapeSequence(UInt64(index) + 1) }
    return events
  }

  /// The whole text of a tape.
  static func write(
    _ events: [Event] = events, header: TapeHeader = SampleTape.header
  ) throws -> [UInt8] {
    var writer = TapeWriter(header)
    var text: [UInt8] = []
    writer.begin(into: &text)
    for event in events { try writer.write(event, into: &text) }
    writer.finish(into: &text)
    return text
  }

  /// A short tape: `lines`, from line 5 on, behind a header of four. Its instrument ACME has 2
  /// digits of price and none of quantity, party 1 is `p`, regime 1 is `calm`.
  static func short(_ lines: String...) -> [UInt8] {
    Array((shortHeader + lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The header of `short`.
  static let shortHeader = """
    #truetape 1
    #instrument 1 ACME price-scale=2 quantity-scale=0 currency=USD tick=0.01 lot=1 minimum=0.00 \
    status=trading
    #party 1 p
    #regime 1 calm

    """

  /// Everything that a reader gave.
  struct Reading: Equatable {
    var header = TapeHeader()
    var events: [Event] = []
    var checkpoints: [TapeSequence] = []
    var errors: [TapeError] = []
    var isComplete = false
    var hashLinesAgree = true
    var hash: UInt64 = 0
  }

  /// Reads a tape in chunks of one size; a strict reading ends at the first error.
  static func read(_ text: [UInt8], chunk: Int = .max, lenient: Bool = false) -> Reading {
    let size = min(chunk, max(1, text.count))
    let count = (text.count + size - 1) / size
    return read(text, chunks: Array(repeating: size, count: count), lenient: lenient)
  }

  /// Reads a tape in chunks of these sizes, and what is left behind them as one more.
  static func read(_ text: [UInt8], chunks: [Int], lenient: Bool) -> Reading {
    var reader = TapeReader(lenient: lenient)
    var reading = Reading()
    var start = 0
    var wantsMore = true
    for chunk in chunks + [text.count] where wantsMore {
      let end = min(start + chunk, text.count)
      reader.feed(text.span.extracting(start..<end))
      if end == text.count { reader.finish() }
      wantsMore = take(&reader, into: &reading, lenient: lenient) && end < text.count
      start = end
    }
    reading.header = reader.header
    reading.isComplete = reader.isComplete
    reading.hashLinesAgree = reader.hashLinesAgree
    reading.hash = reader.hash.value
    return reading
  }

  /// Takes items until more bytes are needed; false after an error that ends the reading.
  private static func take(
    _ reader: inout TapeReader, into reading: inout Reading, lenient: Bool
  ) -> Bool {
    while true {
      do throws(TapeError) {
        guard let item = try reader.next() else { return true }
        switch item {
        case .event(let event): reading.events.append(event)
        case .checkpoint(let sequence): reading.checkpoints.append(sequence)
        case .end: break
        }
      } catch {
        reading.errors.append(error)
        if !lenient { return false }
      }
    }
  }
}
