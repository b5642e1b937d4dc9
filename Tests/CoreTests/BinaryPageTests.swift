import Core
import Foundation
import Samples
import Testing

/// docs/formats/tape-binary.md and the second implementation's vectors against the code.
@Suite struct BinaryPageTests {
  @Test func `the page's example is the second line of the text page's example`() throws {
    let text = try Self.block("tape.md").joined(separator: "\n") + "\n"
    let reading = TapeText.read(Array(text.utf8))
    let event = try #require(reading.events.dropFirst().first)
    // Alone it is told against nothing, as at the start of a block: only its sequence is told more.
    let hex = try Self.block("tape-binary.md").joined(separator: "\n")
      .split(separator: "\n").flatMap { line in
        line.prefix(24).split(separator: " ").compactMap { UInt8($0, radix: 16) }
      }
    var first = event
    first.sequence = 1
    #expect(first.encoded() == hex)
  }

  @Test func `INV-TAPE-7: each sample event alone is what the second implementation writes`() throws
  {
    let rows = try Fixture.rows("vectors/tape-binary.txt")
    let found = TapeText.events.map { event in
      event.encoded().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(found == rows.filter { $0[0] == "event" }.map { $0[1] })
  }

  @Test func `INV-TAPE-7: whole tapes are what the second implementation writes`() throws {
    let rows = try Fixture.rows("vectors/tape-binary.txt").filter { $0[0] == "file" }
    #expect(rows.count == 2)
    for row in rows {
      let reading = TapeBytes.read(try Fixture.bytes(row[1]))
      #expect(reading.isComplete)
      let bytes = try TapeBytes.write(reading.events, header: reading.header)
      #expect("\(bytes.count)" == row[2])
      #expect(CRC32C.of(bytes.span) == UInt32(row[3], radix: 16))
    }
  }

  /// The lines of a page's fenced block `text example`.
  private static func block(_ page: String) throws -> ArraySlice<String> {
    let path = "\(Fixture.root)/docs/formats/\(page)"
    let lines = try String(decoding: Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex(of: "```text example"))
    let block = lines[(start + 1)...]
    return block[..<(try #require(block.firstIndex(of: "```")))]
  }
}
