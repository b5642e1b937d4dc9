internal import Core
internal import Wire

/// A JSON object on a line of a recording, whose members are read by name and form.
struct JSONRecord: ~Escapable {
  private let value: JSONValue
  private let line: Span<UInt8>
  private let start: Int

  /// Reads the object that the line holds from byte `start` on.
  @_lifetime(copy line)
  init(_ line: Span<UInt8>, from start: Int) throws(RecordFailure) {
    do throws(JSONError) {
      value = try JSONValue(parsing: line.extracting(start..<line.count))
    } catch {
      throw RecordFailure(column: start + error.column, reason: .json(error.reason))
    }
    guard value.members != nil else {
      throw RecordFailure(column: start + 1, reason: .json(.expectedName))
    }
    self.line = line
    self.start = start
  }

  @_lifetime(copy line)
  private init(_ value: JSONValue, _ line: Span<UInt8>, _ start: Int) {
    self.value = value
    self.line = line
    self.start = start
  }

  /// Whether there is a member of this name.
  func has(_ name: String) -> Bool { value[name] != nil }

  /// An object within the object.
  @_lifetime(copy self)
  func record(_ name: String) throws(RecordFailure) -> JSONRecord {
    guard let inner = value[name], inner.members != nil else {
      throw failure(name, expected: "an object")
    }
    return JSONRecord(inner, line, start)
  }

  /// A text; nil where the member is missing or of another form.
  func textIfAny(_ name: String) -> String? { value[name]?.string }

  /// A text.
  func text(_ name: String) throws(RecordFailure) -> String {
    guard let text = value[name]?.string else { throw failure(name, expected: "a string") }
    return text
  }

  /// A truth.
  func bool(_ name: String) throws(RecordFailure) -> Bool {
    guard let flag = value[name]?.bool else { throw failure(name, expected: "true or false") }
    return flag
  }

  /// A whole number that is not negative.
  func unsigned(_ name: String) throws(RecordFailure) -> UInt64 {
    guard let number = value[name]?.integer, let count = UInt64(exactly: number) else {
      throw failure(name, expected: "a whole number")
    }
    return count
  }

  /// The text of a number or of a string that holds one.
  func numeral(_ name: String) throws(RecordFailure) -> String {
    guard let text = value[name].flatMap(Self.numeral) else {
      throw failure(name, expected: "a decimal number")
    }
    return text
  }

  /// Pairs of a price and a quantity.
  func levels(_ name: String) throws(RecordFailure) -> [JSONLevel] {
    guard let elements = value[name]?.elements else { throw failure(name, expected: "an array") }
    var levels: [JSONLevel] = []
    levels.reserveCapacity(elements.count)
    for element in elements {
      guard let parts = element.elements, parts.count >= 2, let price = Self.numeral(parts[0]),
        let quantity = Self.numeral(parts[1])
      else { throw failure(name, expected: "pairs of price and quantity") }
      levels.append(JSONLevel(price: price, quantity: quantity))
    }
    return levels
  }

  /// A failure of a member, placed at its name where the line has it.
  func failure(_ name: String, expected: String) -> RecordFailure {
    failure(name, .member(name, expected: expected))
  }

  /// A failure of a member, placed at its name where the line has it.
  func failure(_ name: String, _ reason: ImportError.Reason) -> RecordFailure {
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

  private static func numeral(_ value: JSONValue) -> String? { value.string ?? value.number?.text }
}

/// A price and what stands there, as the venue wrote them.
struct JSONLevel {
  let price: String
  let quantity: String
}
