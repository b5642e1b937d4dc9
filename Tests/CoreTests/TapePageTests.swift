import Core
import Foundation
import Samples
import Testing

/// The tables of docs/formats/tape.md against the code.
@Suite struct TapePageTests {
  @Test func `the page lists each kind's code, keys and types as the code writes them`() throws {
    #expect(try Self.block("kinds") == Self.kindLines)
  }

  @Test func `the page lists each field's words and codes as the code writes them`() throws {
    var lines: [String] = []
    for payload in SampleTape.payloads {
      var recorder = FieldRecorder()
      payload.write(to: &recorder)
      for line in recorder.words where !lines.contains(line) { lines.append(line) }
    }
    #expect(try Self.block("words") == lines.sorted())
  }

  @Test func `the page's example is a tape that reads without error`() throws {
    let text = try Self.block("example").joined(separator: "\n") + "\n"
    let reading = TapeText.read(Array(text.utf8))
    #expect(reading.errors == [])
    #expect(reading.isComplete)
    #expect(try TapeText.write(reading.events, header: reading.header) == Array(text.utf8))
  }

  /// Fields that every sample of a kind has stand plain, those that some lack in brackets.
  private static var kindLines: [String] {
    EventKind.allCases.map { kind in
      let recordings = SampleTape.payloads.filter { $0.kind == kind }.map { payload in
        var recorder = FieldRecorder()
        payload.write(to: &recorder)
        return recorder.fields
      }
      let longest = recordings.max { $0.count < $1.count } ?? []
      let fields = longest.map { field in
        let isAlways = !field.mayLack && recordings.allSatisfy { $0.contains(field) }
        return isAlways ? field.text : "[\(field.text)]"
      }
      let code = kind.rawValue < 10 ? " \(kind.rawValue)" : "\(kind.rawValue)"
      return "\(code) \(kind.name) \(fields.joined(separator: " "))"
    }
  }

  /// The lines of the fenced block whose info string is `text <name>`.
  private static func block(_ name: String) throws -> [String] {
    let path = "\(Fixture.root)/docs/formats/tape.md"
    let page = try String(decoding: Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "```text \(name)"))
    let block = lines[(start + 1)...]
    let end = try #require(block.firstIndex(of: "```"))
    return block[..<end].map(String.init)
  }
}

/// Writes down which fields a payload names.
private struct FieldRecorder: EventFieldWriter {
  struct Field: Equatable {
    let text: String
    let mayLack: Bool
  }

  var fields: [Field] = []
  var words: [String] = []
  private var isOptional = false

  mutating func number(_ key: StaticString, _ value: UInt64) { add("\(key)=N") }
  mutating func price(_ key: StaticString, _ value: Price) { add("\(key)=P") }
  mutating func quantity(_ key: StaticString, _ value: Quantity) { add("\(key)=Q") }
  mutating func owner(_ value: PartyID) {
    isOptional = true
    add("owner=PARTY")
  }
  mutating func regime(_ key: StaticString, _ value: RegimeID) { add("\(key)=REGIME") }
  mutating func token<Token: TapeToken>(_ key: StaticString, _ value: Token) {
    add("\(key)=\(Token.self)")
    let words = Token.allCases.map { "\($0.token)=\($0.rawValue)" }
    self.words.append("\(Token.self): \(words.joined(separator: " "))")
  }
  mutating func mark(_ key: StaticString, _ value: Bool) {
    isOptional = true
    add("\(key)")
  }
  mutating func presence(_ isPresent: Bool) { isOptional = isPresent }

  private mutating func add(_ text: String) {
    fields.append(Field(text: text, mayLack: isOptional))
    isOptional = false
  }
}
