import Core

extension FuzzTarget {
  /// The text decoder, its quick path held against the rules of the format on every line.
  static let tapeText = FuzzTarget(
    "tape-text",
    "quick and strict path agree on every line, whatever the chunks; what is read has one text",
    longestInput: 1024, isText: true, seeds: { try TapeSeeds.all },
    check: { text in
      // Which of the ways are compared is the input's own business, so that it replays.
      let mix = text.reduce(17) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
      let isLenient = mix & 1 == 0
      let chunk = 1 + mix % 97
      // In small chunks most lines are the strict path's: one time in four is enough for them.
      let chunks = mix & 6 == 0 ? (chunk, Int.max >> 1) : (Int.max >> 1, chunk)
      let slow = TapeReading(
        text, lenient: isLenient, readsPlainLines: false, chunk: chunks.1)
      // Held no longer than needed: the meter counts what a target keeps as well.
      try TapeReading(text, lenient: isLenient, readsPlainLines: true, chunk: chunks.0)
        .demandSame(slow, "the quick path differs from the strict one")
      let other = TapeReading(
        text, lenient: !isLenient, readsPlainLines: false, chunk: .max >> 1)
      let (strict, lenient) = isLenient ? (other, slow) : (slow, other)
      try demandAgreement(strict, lenient)
      try demandOneText(lenient, text)
      if strict.isWhole { try demandOneTape(strict, text) }
    })

  /// Up to its first error a strict reader reads what a lenient one reads.
  private static func demandAgreement(
    _ strict: TapeReading, _ lenient: TapeReading
  ) throws(FuzzFault) {
    for (index, step) in strict.steps.enumerated() {
      guard case .item = step else { return }
      guard index < lenient.steps.count else { throw FuzzFault("a lenient one stops at \(step)") }
      try demandEqual(step, lenient.steps[index], "strict and lenient readers differ")
    }
  }

  /// Each event that was read is written as it stands.
  private static func demandOneText(_ reading: TapeReading, _ text: [UInt8]) throws {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var writer = TapeWriter.excerpt(reading.header)
    var written: [UInt8] = []
    for (event, line) in reading.events {
      written.removeAll(keepingCapacity: true)
      try writer.write(event, into: &written)
      try demand(
        written.dropLast().elementsEqual(lines[line - 1]),
        "line \(line) is written '\(String(decoding: written.dropLast(), as: UTF8.self))'")
    }
  }

  /// A whole tape is written as it was.
  private static func demandOneTape(_ reading: TapeReading, _ text: [UInt8]) throws {
    let written = try TapeSeeds.write(reading.events.map(\.event), reading.header)
    try demand(written == text, "a whole tape is written otherwise than it was read")
  }
}
