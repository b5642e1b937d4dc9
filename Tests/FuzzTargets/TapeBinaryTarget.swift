import Core

extension FuzzTarget {
  /// The binary decoder, its seeking and its way into the text form.
  static let tapeBinary = FuzzTarget(
    "tape-binary",
    "events are the same whatever the chunks, from the front and from the index, in either form",
    longestInput: 1024, seeds: { try TapeSeeds.binary },
    check: { input in
      // Which of the ways are compared is the input's own business, so that it replays. Three in
      // four inputs get right checksums, which no fuzzer would guess.
      let mix = input.reduce(17) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
      let bytes = mix & 6 == 0 ? input : BinarySeal.sealed(input)
      let lenient = BinaryReading(bytes, lenient: true)
      try lenient.demandSame(
        BinaryReading(bytes, lenient: true, chunk: 1 + mix % 97), "chunks matter, lenient")
      let strict = BinaryReading(bytes)
      try strict.demandSame(BinaryReading(bytes, chunk: 1 + mix % 61), "chunks matter")
      if strict.error == nil {
        try demand(strict.events == lenient.events, "a lenient reader differs on a sound tape")
        try demand(
          strict.events == BinaryReading(bytes, verifying: false).events,
          "a reader that trusts checksums differs on a sound tape")
      }
      try demandBothForms(strict)
      try demandSeekable(bytes, strict)
    })

  /// What was read is written in both forms, and read from them as it was.
  private static func demandBothForms(_ reading: BinaryReading) throws {
    guard !reading.events.isEmpty else { return }
    let text = TapeReading(
      try TapeSeeds.write(reading.events, reading.header), lenient: false, readsPlainLines: false,
      chunk: .max >> 1)
    try demand(text.isWhole, "the text form cannot be read: \(text.steps.suffix(1))")
    try demand(text.events.map(\.event) == reading.events, "the text form says something else")
    try demandEqual(text.hash, reading.hash, "the text form has another hash")
    let again = BinaryReading(try TapeSeeds.writeBinary(reading.events, reading.header))
    try demand(again.isComplete && again.error == nil, "what was written cannot be read")
    try demand(again.events == reading.events, "what was written says something else")
  }

  /// Whatever the index says, each block that it names is read as from the front.
  private static func demandSeekable(_ bytes: [UInt8], _ reading: BinaryReading) throws {
    var seek = TapeSeek(fileSize: bytes.count)
    while case .needs(let range) = seek.step {
      guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
        throw FuzzFault("the index asks for bytes \(range) of \(bytes.count)")
      }
      seek.take(bytes.span.extracting(range))
    }
    let isWhole = reading.isComplete && reading.error == nil
    guard case .found(let index) = seek.step else {
      return try demand(!isWhole, "a whole tape has no index")
    }
    for number in 0..<index.blocks.count {
      guard let place = index.place(number + 1) else { continue }
      let part = BinaryReading(bytes, from: place)
      guard isWhole else { continue }
      let first = Int(place.block.firstSequence.rawValue) - 1
      try demand(
        part.events.elementsEqual(reading.events[first...]), "block \(number) reads otherwise")
    }
  }
}

/// Everything that a binary reader made of some bytes.
private struct BinaryReading: Equatable {
  private(set) var events: [Event] = []
  private(set) var errors: [TapeError] = []
  private(set) var header: TapeHeader
  private(set) var hash: TraceHash
  private(set) var isComplete: Bool

  var error: TapeError? { errors.first }

  init(
    _ bytes: [UInt8], lenient: Bool = false, verifying: Bool = true, chunk: Int = .max >> 1
  ) {
    self.init(
      bytes, BinaryTapeReader(lenient: lenient, verifying: verifying), isLenient: lenient,
      chunk: chunk)
  }

  init(_ bytes: [UInt8], from place: TapePlace) {
    self.init(
      Array(bytes[place.block.offset...]),
      BinaryTapeReader(place.header, at: place.block, number: place.number), isLenient: false,
      chunk: .max >> 1)
  }

  private init(_ bytes: [UInt8], _ reader: BinaryTapeReader, isLenient: Bool, chunk: Int) {
    var reader = reader
    var start = 0
    var goesOn = true
    while goesOn {
      let end = min(bytes.count, start + chunk)
      reader.feed(bytes.span.extracting(start..<end))
      if end == bytes.count { reader.finish() }
      goesOn = Self.take(&reader, isLenient, into: &events, &errors) && end < bytes.count
      start = end
    }
    header = reader.header
    hash = reader.hash
    isComplete = reader.isComplete
  }

  private static func take(
    _ reader: inout BinaryTapeReader, _ isLenient: Bool, into events: inout [Event],
    _ errors: inout [TapeError]
  ) -> Bool {
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

  func demandSame(_ other: BinaryReading, _ promise: String) throws(FuzzFault) {
    try demandEqual(errors, other.errors, "\(promise): errors")
    for (left, right) in zip(events, other.events) { try demandEqual(left, right, promise) }
    try demandEqual(events.count, other.events.count, "\(promise): number of events")
    try demand(self == other, "\(promise): header, hash or end")
  }
}

/// Right checksums around whatever a binary tape holds.
private enum BinarySeal {
  static func sealed(_ input: [UInt8]) -> [UInt8] {
    var bytes = input
    guard bytes.count >= 24, let header = word(bytes, at: 12) else { return bytes }
    let text = 24..<24 + header
    if text.upperBound <= bytes.count { put(check(bytes, text), at: 16, in: &bytes) }
    put(check(bytes, 0..<20), at: 20, in: &bytes)
    var place = text.upperBound
    while place + 16 <= bytes.count { place = sealSection(at: place, in: &bytes) }
    return bytes
  }

  /// Seals the section that begins at `place`; where the next one does.
  private static func sealSection(at place: Int, in bytes: inout [UInt8]) -> Int {
    switch Array(bytes[place..<place + 3]) {
    case Array("BLK".utf8):
      guard let size = word(bytes, at: place + 12) else { return bytes.count }
      let payload = place + 56..<place + 56 + size
      guard payload.upperBound <= bytes.count else { return bytes.count }
      put(check(bytes, payload), at: place + 16, in: &bytes)
      put(check(bytes, place + 8..<place + 56), at: place + 4, in: &bytes)
      return payload.upperBound
    case Array("IDX".utf8):
      guard let blocks = word(bytes, at: place + 8) else { return bytes.count }
      let entries = place + 16..<place + 16 + blocks * 64
      guard entries.upperBound <= bytes.count else { return bytes.count }
      put(check(bytes, entries), at: place + 12, in: &bytes)
      put(check(bytes, place + 8..<place + 16), at: place + 4, in: &bytes)
      return entries.upperBound
    case Array("END".utf8):
      guard place + 40 <= bytes.count else { return bytes.count }
      put(check(bytes, place + 8..<place + 40), at: place + 4, in: &bytes)
      return bytes.count
    default: return bytes.count  // open set: bytes
    }
  }

  private static func check(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    CRC32C.of(bytes.span.extracting(range))
  }

  private static func word(_ bytes: [UInt8], at place: Int) -> Int? {
    guard place + 4 <= bytes.count else { return nil }
    return (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }

  private static func put(_ value: UInt32, at place: Int, in bytes: inout [UInt8]) {
    guard place + 4 <= bytes.count else { return }
    for index in 0..<4 {
      bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))
    }
  }
}
