import Core
import Samples

/// Tapes in the binary form, and what reading a tape of either form gives.
enum TapeBytes {
  /// The whole of a tape.
  static func write(
    _ events: [Event] = TapeText.events, header: TapeHeader = SampleTape.header,
    form: TapeForm = .binary
  ) throws -> [UInt8] {
    var encoder = TapeEncoder(header, form: form)
    var bytes: [UInt8] = []
    encoder.begin(into: &bytes)
    for event in events { try encoder.write(event, into: &bytes) }
    encoder.finish(into: &bytes)
    return bytes
  }

  /// Reads a tape in chunks; a strict reading ends at the first error.
  static func read(_ bytes: [UInt8], chunk: Int = .max, lenient: Bool = false) -> TapeText.Reading {
    var decoder = TapeDecoder(lenient: lenient)
    var reading = TapeText.Reading()
    var start = 0
    var wantsMore = true
    while wantsMore {
      let end = chunk < bytes.count - start ? start + chunk : bytes.count
      decoder.feed(bytes.span.extracting(start..<end))
      if end == bytes.count { decoder.finish() }
      wantsMore = take(&decoder, into: &reading, lenient: lenient) && end < bytes.count
      start = end
    }
    reading.header = decoder.header
    reading.isComplete = decoder.isComplete
    reading.hash = decoder.hash.value
    return reading
  }

  /// `count` events over several blocks: every sample payload again and again, with times that go
  /// on and now and then back.
  static func long(_ count: Int) -> [Event] {
    let events = TapeText.events.filter { $0.time.nanoseconds < 1 << 40 }
    return (0..<count).map { index in
      var event = events[index % events.count]
      event.sequence = TapeSequence(UInt64(index) + 1)
      event.time = Timestamp(integerLiteral: Int64(index * 1_000 - index % 7 * 1_500 + 9_000))
      return event
    }
  }

  private static func take(
    _ decoder: inout TapeDecoder, into reading: inout TapeText.Reading, lenient: Bool
  ) -> Bool {
    while true {
      do throws(TapeError) {
        guard let step = try decoder.advance() else { return true }
        switch step {
        case .event: reading.events.append(decoder.event)
        case .checkpoint: reading.checkpoints.append(decoder.lastSequence)
        case .end: break
        }
      } catch {
        reading.errors.append(error)
        if !lenient { return false }
      }
    }
  }
}
