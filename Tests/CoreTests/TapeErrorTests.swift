import Core
import Samples
import Testing

/// A text that is no tape, and what is said about it.
struct Malformed: Sendable, CustomTestStringConvertible {
  let name: String
  let text: [UInt8]
  let line: Int
  let column: Int
  let reason: TapeError.Reason

  /// The first line at fault is line 5, the first behind the header, unless said otherwise.
  init(
    _ name: String, _ text: [UInt8], line: Int = 5, column: Int, _ reason: TapeError.Reason
  ) {
    self.name = name
    self.text = text
    self.line = line
    self.column = column
    self.reason = reason
  }

  var testDescription: String { name }
}

@Suite struct TapeErrorTests {
  private static let event = "1 0.000000000 Accepted ACME id=7"

  /// A whole tape of one text.
  private static func whole(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// The header with one line more in front of its second line.
  private static func header(_ line: String) -> [UInt8] { whole("#truetape 1\n\(line)\n") }

  /// An ACME line behind `1 0.000000000 `.
  private static func line(_ rest: String) -> [UInt8] { TapeText.short("1 0.000000000 " + rest) }

  static let files: [Malformed] = [
    Malformed("an empty file", [], line: 1, column: 1, .notATape),
    Malformed("an empty first line", whole("\n"), line: 1, column: 1, .notATape),
    Malformed("some other file", whole("seq,time\n"), line: 1, column: 1, .notATape),
    Malformed("version 0", whole("#truetape 0\n"), line: 1, column: 11, .notATape),
    Malformed("version 01", whole("#truetape 01\n"), line: 1, column: 1, .notATape),
    Malformed("text behind the version", whole("#truetape 1 \n"), line: 1, column: 1, .notATape),
    Malformed("a newer version", whole("#truetape 2\n"), line: 1, column: 11, .newerVersion(2)),
    Malformed(
      "CRLF", whole("#truetape 1\r\n"), line: 1, column: 12, .carriageReturn),
    Malformed("a cut first line", whole("#truet"), line: 1, column: 7, .unterminatedLine),
    Malformed(
      "a cut event line", whole(TapeText.shortHeader + "1 0.0"), column: 6, .unterminatedLine),
    Malformed("NUL", TapeText.short("1 0.000000000 \0"), column: 15, .forbiddenByte(0)),
    Malformed("a tab", TapeText.short("1\t0.000000000"), column: 2, .forbiddenByte(9)),
    Malformed("DEL", TapeText.short("\u{7F}"), column: 1, .forbiddenByte(0x7F)),
    Malformed("UTF-8 beyond ASCII", TapeText.short("1 é"), column: 3, .forbiddenByte(0xC3)),
    Malformed(
      "broken UTF-8", whole(TapeText.shortHeader + "1") + [0xFF, 0x0A], column: 2,
      .forbiddenByte(0xFF)),
    Malformed(
      "a huge line", TapeText.short(String(repeating: "7", count: 1025)), column: 1025,
      .lineTooLong),
    Malformed(
      "a longest line", TapeText.short(String(repeating: "7", count: 1024)), column: 1,
      .number(.outOfRange)),
    Malformed("an empty line", TapeText.short(""), column: 1, .number(.expectedDigit)),
  ]

  static let headers: [Malformed] = [
    Malformed("an unknown line", header("#colour red"), line: 2, column: 1, .badHeaderLine),
    Malformed("no number", header("#seed x"), line: 2, column: 7, .badHeaderLine),
    Malformed("a leading zero", header("#seed 042"), line: 2, column: 7, .badHeaderLine),
    Malformed("text behind", header("#seed 42 "), line: 2, column: 9, .badHeaderLine),
    Malformed("capitals", header("#config ABCDEF0123456789"), line: 2, column: 9, .badHeaderLine),
    Malformed(
      "a second seed", header("#seed 1\n#seed 1"), line: 3, column: 7, .badHeaderLine),
    Malformed(
      "a second configuration",
      header("#config 0000000000000001\n#config 0000000000000001"), line: 3, column: 9,
      .badHeaderLine),
    Malformed(
      "the seed behind the configuration", header("#config 0000000000000001\n#seed 1"), line: 3,
      column: 7, .badHeaderLine),
    Malformed(
      "a party in front of an instrument", header("#party 1 p\n#instrument 1 ACME"), line: 3,
      column: 13, .badHeaderLine),
    Malformed(
      "a regime in front of a party", header("#regime 1 calm\n#party 1 p"), line: 3, column: 8,
      .badHeaderLine),
    Malformed("a hole in the numbers", header("#party 2 p"), line: 2, column: 11, .badHeaderLine),
    Malformed(
      "a name twice", header("#party 1 p\n#party 2 p"), line: 3, column: 11, .badHeaderLine),
    Malformed("a forbidden name", header("#party 1 p+"), line: 2, column: 12, .badHeaderLine),
    Malformed("the name of nothing", header("#party 1 -"), line: 2, column: 11, .badHeaderLine),
    Malformed(
      "a scale of 19", header("#instrument 1 A price-scale=19"), line: 2, column: 31,
      .badHeaderLine),
    Malformed(
      "a tick of nothing",
      header(
        "#instrument 1 A price-scale=0 quantity-scale=0 currency=U tick=0 lot=1 minimum=0 "
          + "status=trading"),
      line: 2, column: 96, .badHeaderLine),
    Malformed(
      "a header line among events", TapeText.short(event, "#seed 1"), line: 6, column: 1,
      .badHeaderLine),
    Malformed(
      "a hash line in the header", header("#hash 0 \(emptyHash)"), line: 2, column: 7,
      .misplacedHash),
    Malformed(
      "a hash line where none is due", TapeText.short(event, "#hash 1 \(emptyHash)"),
      line: 6, column: 7, .misplacedHash),
  ]

  private static let emptyHash = String(hexadecimal: TraceHash().value)

  static let lines: [Malformed] = [
    Malformed("no time", TapeText.short("1"), column: 2, .expected(" ")),
    Malformed("a sign", TapeText.short("+1"), column: 1, .number(.expectedDigit)),
    Malformed("a zero in front", TapeText.short("01 0"), column: 1, .number(.notCanonical)),
    Malformed(
      "a sequence beyond 64 bits", TapeText.short("18446744073709551616"), column: 1,
      .number(.outOfRange)),
    Malformed(
      "eight decimals of a second", TapeText.short("1 0.00000000 "), column: 13,
      .number(.wrongDigitCount(expected: 9))),
    Malformed(
      "ten decimals of a second", TapeText.short("1 0.0000000000"), column: 14,
      .number(.wrongDigitCount(expected: 9))),
    Malformed(
      "a time before the epoch", TapeText.short("1 -1.000000000 "), column: 3,
      .number(.outOfRange)),
    Malformed(
      "a time beyond 64 bits", TapeText.short("1 9223372036.854775808 "), column: 3,
      .number(.outOfRange)),
    Malformed("an unknown kind", line("Accept ACME id=7"), column: 15, .unknownKind),
    Malformed("a kind in capitals", line("ACCEPTED ACME id=7"), column: 15, .unknownKind),
    Malformed("nothing behind the kind", line("Accepted"), column: 15, .unknownKind),
    Malformed("an unknown symbol", line("Accepted ACMF id=7"), column: 24, .unknownName),
    Malformed(
      "no symbol where one is due", line("Accepted - id=7"), column: 24,
      .instrumentMismatch),
    Malformed("an unknown source", line("Accepted ACME src=q id=7"), column: 33, .unknownName),
    Malformed(
      "a range of one number", line("Accepted ACME sn=5-5 id=7"), column: 32,
      .invalidValue("sn")),
    Malformed(
      "a range that runs backward", line("Accepted ACME sn=5-4 id=7"), column: 32,
      .invalidValue("sn")),
    Malformed(
      "src behind sn", line("Accepted ACME sn=5 src=p id=7"), column: 33,
      .expected(" id=")),
    Malformed("a missing key", line("Accepted ACME"), column: 28, .expected(" id=")),
    Malformed("two spaces", line("Accepted ACME  id=7"), column: 28, .expected(" id=")),
    Malformed(
      "an order's number with a zero in front", line("Accepted ACME id=07"), column: 32,
      .number(.notCanonical)),
    Malformed("an unknown owner", line("Accepted ACME id=7 owner=q"), column: 40, .unknownName),
    Malformed(
      "an owner that is the source", line("Accepted ACME src=p id=7 owner=p"), column: 46,
      .invalidValue("owner")),
    Malformed("text behind the last field", line("Accepted ACME id=7 "), column: 33, .trailingText),
    Malformed("a field too many", line("Accepted ACME id=7 qty=1"), column: 33, .trailingText),
    Malformed(
      "keys out of order", line("Amend ACME id=7 qty=1 price=1.00"), column: 30,
      .expected(" price=")),
    Malformed(
      "one decimal too few", line("Amend ACME id=7 price=1.0 qty=1"), column: 40,
      .number(.wrongDigitCount(expected: 2))),
    Malformed(
      "one decimal too many", line("Amend ACME id=7 price=1.000 qty=1"), column: 41,
      .number(.wrongDigitCount(expected: 2))),
    Malformed(
      "no decimals", line("Amend ACME id=7 price=1 qty=1"), column: 38,
      .number(.expectedByte(0x2E))),
    Malformed(
      "decimals where there are none", line("Amend ACME id=7 price=1.00 qty=1.0"),
      column: 47, .trailingText),
    Malformed(
      "minus zero", line("Amend ACME id=7 price=-0.00 qty=1"), column: 37,
      .number(.notCanonical)),
    Malformed(
      "a price in exponents", line("Amend ACME id=7 price=1e2 qty=1"), column: 38,
      .number(.expectedByte(0x2E))),
    Malformed(
      "a price just beyond the limit",
      line("Amend ACME id=7 price=10000000000000.01 qty=1"), column: 37, .number(.outOfRange)),
    Malformed(
      "a price beyond 64 bits",
      line("Amend ACME id=7 price=-92233720368547758.08 qty=1"), column: 37,
      .number(.outOfRange)),
    Malformed(
      "a negative quantity", line("Amend ACME id=7 price=1.00 qty=-1"), column: 46,
      .number(.outOfRange)),
    Malformed(
      "an unknown word", line("Cancel ACME id=7 reason=boredom"), column: 39,
      .unknownWord),
    Malformed(
      "a word with more behind it", line("Cancel ACME id=7 reason=requested2"), column: 39,
      .unknownWord),
    Malformed(
      "a mark with a value", line("BookUpdate ACME action=set side=buy price=1.00 qty=1 end=1"),
      column: 67, .trailingText),
    Malformed("an unknown regime", line("Regime - name=burst"), column: 29, .unknownName),
    Malformed(
      "rules without a tick",
      line("Instrument ACME tick=0.00 lot=1 minimum=0.00 status=trading"), column: 74,
      .invalidValue("tick")),
  ]

  static let order: [Malformed] = [
    Malformed(
      "a hole", TapeText.short("2 0.000000000 Accepted ACME id=7"), column: 1,
      .sequenceBreak(expected: 1, found: 2)),
    Malformed(
      "a repeat", TapeText.short(event, event), line: 6, column: 1,
      .sequenceBreak(expected: 2, found: 1)),
    Malformed(
      "no hash behind the count", TapeText.short("#end 0"), column: 7,
      .number(.expectedByte(0x20))),
    Malformed("a short hash", TapeText.short("#end 0 123"), column: 11, .number(.expectedDigit)),
    Malformed(
      "a hash in capitals", TapeText.short("#end 0 ABCDEF0123456789"), column: 8,
      .number(.expectedDigit)),
    Malformed(
      "text behind the hash", TapeText.short("#end 0 \(emptyHash)0"), column: 24,
      .number(.notCanonical)),
    Malformed(
      "a wrong count", TapeText.short("#end 1 \(emptyHash)"), column: 6,
      .countMismatch(expected: 0, found: 1)),
    Malformed(
      "a wrong hash", TapeText.short("#end 0 0000000000000001"), column: 8,
      .hashMismatch(expected: TraceHash().value, found: 1)),
    Malformed(
      "an event behind the end", TapeText.short("#end 0 \(emptyHash)", event), line: 6,
      column: 1, .afterEnd),
    Malformed(
      "a second end", TapeText.short("#end 0 \(emptyHash)", "#end 0 \(emptyHash)"),
      line: 6, column: 1, .afterEnd),
    Malformed(
      "an empty line behind the end", TapeText.short("#end 0 \(emptyHash)", ""), line: 6,
      column: 1, .afterEnd),
  ]

  @Test(arguments: files + headers + lines + order)
  func `INV-TAPE-5: malformed text is an error that names line, column and reason`(
    row: Malformed
  ) {
    let error = TapeError(line: row.line, column: row.column, reason: row.reason)
    for chunk in [Int.max, 1, 7] {
      #expect(TapeText.read(row.text, chunk: chunk).errors == [error])
    }
  }

  @Test(arguments: files + headers + lines + order)
  func `a lenient reader comes to an end and counts the fault, unless it is one of order`(
    row: Malformed
  ) {
    let reading = TapeText.read(row.text, lenient: true)
    let tolerated: Bool =
      switch row.reason {
      case .sequenceBreak, .hashMismatch, .countMismatch, .misplacedHash: true
      default: false
      }
    #expect(reading.errors.count == (tolerated ? 0 : 1))
    // Of what it lets pass, wrong hashes and counts are remembered.
    let disagrees: Bool =
      switch row.reason {
      case .hashMismatch, .countMismatch: true
      default: false
      }
    if tolerated, disagrees { #expect(!reading.hashLinesAgree) }
  }

  @Test func `a lenient reader remembers whether the hash lines agree with what it read`() throws {
    let text = try TapeText.write()
    #expect(TapeText.read(text, lenient: true).hashLinesAgree)
    var lines = text.split(separator: 0x0A)
    lines.insert(Array("garbage".utf8)[...], at: lines.count - 1)
    let padded = TapeText.read(Array(lines.joined(separator: [0x0A])) + [0x0A], lenient: true)
    #expect(padded.errors.count == 1 && padded.hashLinesAgree)
    lines.removeSubrange(lines.count - 3..<lines.count - 1)
    let short = TapeText.read(Array(lines.joined(separator: [0x0A])) + [0x0A], lenient: true)
    #expect(short.errors.isEmpty && short.isComplete && !short.hashLinesAgree)
  }

  @Test func `a lenient reader skips bad lines and keeps the good ones`() {
    let text = TapeText.short(
      "1 0.000000000 Accepted ACME id=1", "garbage", "9 0.000000000 Accepted ACME id=9",
      "2 0.000000000 Accepted ACME", "3 0.000000000 Accepted ACME id=3", "#end 7 0000000000000007")
    let reading = TapeText.read(text, lenient: true)
    #expect(reading.events.map(\.payload.orderID) == [1, 9, 3])
    #expect(reading.errors.map(\.line) == [6, 8])
    #expect(reading.isComplete)
  }

  @Test func `a file of a newer version is not read on, lenient or not`() {
    let text = Array("#truetape 2\n#party 1 p\n1 0.0 Regime\n".utf8)
    let reading = TapeText.read(text, lenient: true)
    #expect(reading.errors == [TapeError(line: 1, column: 11, reason: .newerVersion(2))])
    #expect(reading.header.parties.count == 0)
  }

  @Test func `a tape cut between lines is read to the cut and is not complete`() throws {
    let text = try TapeText.write()
    let cut = try #require(text.dropLast().lastIndex(of: 0x0A))
    let reading = TapeText.read(Array(text[...cut]))
    #expect(reading.errors == [])
    #expect(reading.events == TapeText.events)
    #expect(!reading.isComplete)
  }

  @Test func `every error is one line that names its place`() {
    for row in Self.files + Self.headers + Self.lines + Self.order {
      let error = TapeError(line: row.line, column: row.column, reason: row.reason)
      #expect(error.description.hasPrefix("\(row.line):\(row.column): "))
      #expect(!error.description.contains("\n"))
    }
  }
}
