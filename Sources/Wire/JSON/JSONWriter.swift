public import Core

/// Writes JSON by closures, so that what comes out is well formed by construction: members in the
/// order in which they are written, decimals exact, no other choices.
///
/// ```swift
/// JSONWriter.object(.indented) { report in
///   report.member("seed", UInt64(42))
///   report.decimal("price", price.rawValue, scale)
///   report.array("fills") { fills in fills.object { $0.member("id", UInt64(7)) } }
/// }
/// ```
/// That names differ is the caller's part.
public enum JSONWriter {
  /// How the text is laid out.
  public enum Style: Sendable {
    /// No white space at all.
    case compact
    /// A line for each member and element, two spaces a level; empty ones stay on their line.
    case indented
  }

  /// An object as a text of its own, without a line feed at its end.
  public static func object(
    _ style: Style = .compact, _ body: (inout JSONObjectWriter) -> Void
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    object(style, into: &bytes, body)
    return bytes
  }

  /// Appends an object to bytes that the caller keeps, for a stream of them.
  public static func object(
    _ style: Style = .compact, into bytes: inout [UInt8],
    _ body: (inout JSONObjectWriter) -> Void
  ) {
    var text = JSONText(style: style)
    swap(&text.bytes, &bytes)
    text.writeObject(body)
    swap(&text.bytes, &bytes)
  }

  /// An array as a text of its own, without a line feed at its end.
  public static func array(
    _ style: Style = .compact, _ body: (inout JSONArrayWriter) -> Void
  ) -> [UInt8] {
    var text = JSONText(style: style)
    text.writeArray(body)
    return text.bytes
  }

  /// A value as a text of its own, without a line feed at its end.
  public static func value(_ value: JSONValue, _ style: Style = .compact) -> [UInt8] {
    var text = JSONText(style: style)
    text.write(value)
    return text.bytes
  }
}

/// The members of one object.
public struct JSONObjectWriter {
  var text: JSONText
  private var isEmpty = true

  init(text: consuming JSONText) { self.text = text }

  /// Writes a string.
  public mutating func member(_ name: String, _ value: String) {
    begin(name)
    text.write(string: value)
  }

  /// Writes a whole number.
  public mutating func member(_ name: String, _ value: Int) { member(name, Int64(value)) }

  /// Writes a whole number.
  public mutating func member(_ name: String, _ value: Int64) {
    decimal(name, value, .whole)
  }

  /// Writes a whole number.
  public mutating func member(_ name: String, _ value: UInt64) {
    begin(name)
    text.bytes.append(integer: value)
  }

  /// Writes `true` or `false`.
  public mutating func member(_ name: String, _ value: Bool) {
    begin(name)
    text.write(bool: value)
  }

  /// Writes any value.
  public mutating func member(_ name: String, _ value: JSONValue) {
    begin(name)
    text.write(value)
  }

  /// Writes a raw count at a scale, with exactly as many digits behind the point.
  public mutating func decimal(_ name: String, _ raw: Int64, _ scale: DecimalScale) {
    begin(name)
    text.bytes.append(decimal: raw, scale: scale)
  }

  /// Writes the literal `null`.
  public mutating func null(_ name: String) { member(name, JSONValue.null) }

  /// Writes an object.
  public mutating func object(_ name: String, _ body: (inout JSONObjectWriter) -> Void) {
    begin(name)
    text.writeObject(body)
  }

  /// Writes an array.
  public mutating func array(_ name: String, _ body: (inout JSONArrayWriter) -> Void) {
    begin(name)
    text.writeArray(body)
  }

  private mutating func begin(_ name: String) {
    text.separate(isFirst: isEmpty)
    isEmpty = false
    text.write(string: name)
    text.bytes.append(UInt8(ascii: ":"))
    if text.style == .indented { text.bytes.append(UInt8(ascii: " ")) }
  }

  /// Whether no member was written.
  var hasNoMembers: Bool { isEmpty }
}

/// The elements of one array.
public struct JSONArrayWriter {
  var text: JSONText
  private var isEmpty = true

  init(text: consuming JSONText) { self.text = text }

  /// Writes a string.
  public mutating func element(_ value: String) {
    begin()
    text.write(string: value)
  }

  /// Writes a whole number.
  public mutating func element(_ value: Int) { element(Int64(value)) }

  /// Writes a whole number.
  public mutating func element(_ value: Int64) { decimal(value, .whole) }

  /// Writes a whole number.
  public mutating func element(_ value: UInt64) {
    begin()
    text.bytes.append(integer: value)
  }

  /// Writes `true` or `false`.
  public mutating func element(_ value: Bool) {
    begin()
    text.write(bool: value)
  }

  /// Writes any value.
  public mutating func element(_ value: JSONValue) {
    begin()
    text.write(value)
  }

  /// Writes a raw count at a scale, with exactly as many digits behind the point.
  public mutating func decimal(_ raw: Int64, _ scale: DecimalScale) {
    begin()
    text.bytes.append(decimal: raw, scale: scale)
  }

  /// Writes an object.
  public mutating func object(_ body: (inout JSONObjectWriter) -> Void) {
    begin()
    text.writeObject(body)
  }

  /// Writes an array.
  public mutating func array(_ body: (inout JSONArrayWriter) -> Void) {
    begin()
    text.writeArray(body)
  }

  private mutating func begin() {
    text.separate(isFirst: isEmpty)
    isEmpty = false
  }

  /// Whether no element was written.
  var hasNoElements: Bool { isEmpty }
}
