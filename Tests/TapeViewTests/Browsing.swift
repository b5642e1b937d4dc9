import Core
import OrderBook
import TapeView

/// A file in memory, which counts what is read of it.
final class MemoryBytes: SeekableBytes {
  let bytes: [UInt8]
  private(set) var bytesRead = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var size: Int64 { Int64(bytes.count) }

  func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) {
    let start = min(Int(offset), bytes.count)
    buffer = Array(bytes[start..<min(start + count, bytes.count)])
    bytesRead += buffer.count
  }
}

typealias MemoryBrowser = TapeBrowser<TextTapePieces<MemoryBytes>>
typealias BlockBrowser = TapeBrowser<BinaryTapePieces<MemoryBytes>>

/// A browser over a text in small pieces.
func browser(_ text: [UInt8], pieceSize: Int = 200, height: Int = 5) throws -> MemoryBrowser {
  var browser = MemoryBrowser(try TextTapePieces(MemoryBytes(bytes: text), pieceSize: pieceSize))
  browser.height = height
  return browser
}

/// A text tape as a binary one in blocks of so many events.
func blocks(_ text: [UInt8], events: Int) throws -> [UInt8] {
  let played = try play(text)
  var writer = BinaryTapeWriter(played.replay.header, blockEvents: events)
  var bytes: [UInt8] = []
  writer.begin(into: &bytes)
  for event in played.events { try writer.write(event, into: &bytes) }
  writer.finish(into: &bytes)
  return bytes
}

extension TapeBrowser {
  /// Works until there is nothing left to do.
  mutating func finish() throws {
    while try work() {}
  }

  /// Works until the person sees what they asked for.
  mutating func arrive() throws {
    while isSearching, try work() {}
  }

  /// The book of an instrument at the person's row.
  mutating func book(of instrument: InstrumentID) throws -> LevelBook? {
    guard let row else { return nil }
    return try book(of: instrument, at: row)
  }

  /// What is wrong with the tape, as the places where it shows.
  mutating func troubles() throws -> [String] {
    try finish()
    var found: [String] = []
    while let row {
      found += anomalies(at: row).map { "\(row.place.rawValue) \($0.text(header))" }
      go(to: .anomaly(.down))
      try finish()
      if notice != nil { break }
    }
    return found
  }
}
