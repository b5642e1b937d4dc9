internal import Core
internal import Wire

/// A JSON object on a line of a recording, whose members are read by name and form.
struct JSONRecord: ~Escapable {
  private let outline: JSONOutline
  private let place: JSONOutline.Place
  private let line: Span<UInt8>
  private let start: Int

  /// Reads the object that the line holds from byte `start` on.
  @_lifetime(copy line)
  init(_ line: Span<UInt8>, from start: Int) throws(RecordFailure) {
    do throws(JSONError) {
      outline = try JSONOutline(parsing: line.extracting(start..<line.count))
    } catch {
      throw RecordFailure(column: start + error.column, reason: .json(error.reason))
    }
    place = outline.root
    guard outline.isObject(place) else {
      throw RecordFailure(column: start + 1, reason: .json(.expectedName))
    }
    self.line = line
    self.start = start
  }

  @_lifetime(copy line)
  private init(
    _ outline: JSONOutline, _ place: JSONOutline.Place, _ line: Span<UInt8>, _ start: Int
  ) {
    self.outline = outline
    self.place = place
    self.line = line
    self.start = start
  }

  private func member(_ name: StaticString) -> JSONOutline.Place? {
    outline.member(name, of: place)
  }

  /// Whether there is a member of this name.
  func has(_ name: StaticString) -> Bool { member(name) != nil }

  /// An object within the object.
  @_lifetime(copy self)
  func record(_ name: StaticString) throws(RecordFailure) -> JSONRecord {
    guard let inner = member(name), outline.isObject(inner) else {
      throw failure(name, expected: "an object")
    }
    return JSONRecord(outline, inner, line, start)
  }

  /// A text; nil where the member is missing or of another form.
  func textIfAny(_ name: StaticString) -> String? { member(name).flatMap(outline.string) }

  /// A truth.
  func bool(_ name: StaticString) throws(RecordFailure) -> Bool {
    guard let flag = member(name).flatMap(outline.bool) else {
      throw failure(name, expected: "true or false")
    }
    return flag
  }

  /// A whole number that is not negative.
  func unsigned(_ name: StaticString) throws(RecordFailure) -> UInt64 {
    guard let count = try unsignedIfAny(name) else {
      throw failure(name, expected: "a whole number")
    }
    return count
  }

  /// A whole number that is not negative; nil where the member is missing.
  func unsignedIfAny(_ name: StaticString) throws(RecordFailure) -> UInt64? {
    guard let member = member(name) else { return nil }
    if !outline.isString(member), let digits = outline.numeral(member) {
      var scanner = ASCIIScanner(outline.text.span, at: digits.lowerBound)
      if let count = try? scanner.unsigned(), scanner.cursor == digits.upperBound,
        count <= UInt64(Int64.max)
      {
        return count
      }
    }
    guard let number = outline.number(member)?.integer, let count = UInt64(exactly: number) else {
      throw failure(name, expected: "a whole number")
    }
    return count
  }

  /// A number, or a string that holds one.
  func numeral(_ name: StaticString) throws(RecordFailure) -> JSONNumeral {
    guard let member = member(name), let numeral = numeral(at: member) else {
      throw failure(name, expected: "a decimal number")
    }
    return numeral
  }

  /// The text of a numeral.
  func text(_ numeral: JSONNumeral) -> String {
    switch numeral {
    case .stands(let bounds): String(decoding: outline.text[bounds], as: UTF8.self)
    case .escaped(let text): text
    }
  }

  /// Pairs of a price and a quantity, in order.
  func forEachLevel(
    _ name: StaticString, _ body: (JSONLevel) throws(RecordFailure) -> Void
  ) throws(RecordFailure) {
    guard let array = member(name), outline.isArray(array) else {
      throw failure(name, expected: "an array")
    }
    var element = outline.firstElement(of: array)
    while let pair = element {
      guard let first = outline.firstElement(of: pair), let price = numeral(at: first),
        let second = outline.element(after: first, in: pair), let quantity = numeral(at: second)
      else { throw failure(name, expected: "pairs of price and quantity") }
      try body(JSONLevel(price: price, quantity: quantity))
      element = outline.element(after: pair, in: array)
    }
  }

  /// A numeral as a count of 10⁻ˢ.
  func decimal(_ numeral: JSONNumeral, _ scale: DecimalScale) throws(ScanFailure) -> Int64 {
    switch numeral {
    case .stands(let bounds):
      // Over the whole text, so that eight bytes can be read at once: what ends a numeral ends a
      // number as well.
      var scanner = ASCIIScanner(outline.text.span, at: bounds.lowerBound)
      let raw = try scanner.decimal(scale)
      guard scanner.cursor == bounds.upperBound else { throw .expectedDigit }
      return raw
    case .escaped(let text):
      var scanner = ASCIIScanner(text.utf8.span)
      let raw = try scanner.decimal(scale)
      guard scanner.isAtEnd else { throw .expectedDigit }
      return raw
    }
  }

  /// A failure of a member, placed at its name where the line has it.
  func failure(_ name: StaticString, expected: String) -> RecordFailure {
    failure(name, .member(name.description, expected: expected))
  }

  /// A failure of a member, placed at its name where the line has it.
  func failure(_ name: StaticString, _ reason: ImportError.Reason) -> RecordFailure {
    let key = Array("\"\(name)\"".utf8)
    var place = start
    while place + key.count <= line.count {
      if key.indices.allSatisfy({ line[place + $0] == key[$0] }) {
        return RecordFailure(column: place + 1, reason: reason)
      }
      place += 1
    }
    return RecordFailure(column: start + 1, reason: reason)
  }

  private func numeral(at place: JSONOutline.Place) -> JSONNumeral? {
    if let bounds = outline.numeral(place) { return .stands(bounds) }
    return outline.string(place).map { .escaped($0) }
  }
}

/// A number as the venue wrote it.
enum JSONNumeral {
  /// It stands in the text there.
  case stands(Range<Int>)
  /// It was written with escapes.
  case escaped(String)
}

/// A price and what stands there, as the venue wrote them.
struct JSONLevel {
  let price: JSONNumeral
  let quantity: JSONNumeral
}
