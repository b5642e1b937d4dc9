import Core

extension FuzzTarget {
  /// The binary decoder, with its checksums and on trust: checksums keep nearly every changed byte
  /// from the code that reads events, so that without them it would hardly be tried.
  static let tapeBinary = FuzzTarget(
    "tape-binary",
    "whole and in chunks it reads the same, and each event read can be written and read as text",
    longestInput: 2048, seeds: { try binarySeeds() },
    check: { bytes in
      let mix = bytes.reduce(17) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
      let (isLenient, verifies) = (mix & 1 == 0, mix & 2 == 0)
      let whole = BinaryReading(bytes, lenient: isLenient, verifying: verifies, chunk: .max >> 1)
      let pieces = BinaryReading(
        bytes, lenient: isLenient, verifying: verifies, chunk: 1 + mix % 97)
      try demandEqual(whole, pieces, "whole and in chunks it reads differently")
      try demandText(whole)
    })

  /// The tapes of the text decoder in the binary form.
  private static func binarySeeds() throws -> [FuzzSeed] {
    try TapeSeeds.all.dropFirst().map { seed in
      let reading = TapeReading(
        seed.bytes, lenient: false, readsPlainLines: true, chunk: .max >> 1)
      var writer = BinaryTapeWriter(reading.header)
      var bytes: [UInt8] = []
      writer.begin(into: &bytes)
      for (event, _) in reading.events { try writer.write(event, into: &bytes) }
      writer.finish(into: &bytes)
      return FuzzSeed(seed.name, bytes)
    }
  }

  /// What the binary form holds, the text form can say.
  private static func demandText(_ reading: BinaryReading) throws {
    var writer = TapeWriter.excerpt(reading.header)
    for event in reading.events {
      var text: [UInt8] = []
      TapeWriter(reading.header).begin(into: &text)
      try writer.write(event, into: &text)
      var reader = TapeReader(lenient: true)
      reader.feed(text.span)
      reader.finish()
      try demandEqual(try reader.next(), .event(event), "an event's text means another event")
    }
  }
}

/// Everything that the binary reader made of some bytes.
struct BinaryReading: Equatable {
  private(set) var header = TapeHeader()
  private(set) var events: [Event] = []
  private(set) var errors: [TapeError] = []
  private(set) var hash = TraceHash()

  /// Reads to the end, or to the first error of a reader that is not lenient.
  init(_ bytes: [UInt8], lenient: Bool, verifying: Bool, chunk: Int) {
    var reader = BinaryTapeReader(lenient: lenient, verifying: verifying)
    var start = 0
    var goesOn = true
    while goesOn {
      let end = min(bytes.count, start + max(1, chunk))
      reader.feed(bytes.span.extracting(start..<end))
      if end == bytes.count { reader.finish() }
      goesOn = take(&reader, lenient) && end < bytes.count
      start = end
    }
    header = reader.header
    hash = reader.hash
  }

  /// Takes items until more bytes are needed; false when nothing more is to be read.
  private mutating func take(_ reader: inout BinaryTapeReader, _ isLenient: Bool) -> Bool {
    while true {
      do throws(TapeError) {
        guard let step = try reader.advance() else { return true }
        if step == .event { events.append(reader.event) }
      } catch {
        errors.append(error)
        if !isLenient { return false }
      }
    }
  }
}
