/// One line of a page, read from its beginning.
struct ExpositionLine {
  private var rest: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) {
    rest = line
    skipSpaces()
  }

  var isEmpty: Bool { rest.isEmpty }
  var isComment: Bool { rest.first == UInt8(ascii: "#") }

  /// Name and kind of a `# TYPE` line; nil for other comments.
  func family() -> (name: String, kind: MetricKind)? {
    let words = String(decoding: rest, as: UTF8.self).split { $0 == " " || $0 == "\t" }
    guard words.count == 4, words[0] == "#", words[1] == "TYPE" else { return nil }
    return (String(words[2]), MetricKind(rawValue: String(words[3])) ?? .untyped)
  }

  /// `name{label="value"} number time`.
  mutating func sample(
    of family: (name: String, kind: MetricKind)
  ) throws(ExpositionError.Reason) -> MetricSample {
    guard let name = word() else { throw .name }
    let labels = try labels()
    let value = try number(token())
    let time = token()
    guard rest.isEmpty, time.isEmpty || Int64(String(decoding: time, as: UTF8.self)) != nil else {
      throw .surplus
    }
    return MetricSample(
      name: name, kind: Self.belongs(name, to: family.name) ? family.kind : .untyped,
      labels: labels, billionths: value)
  }

  private static func belongs(_ name: String, to family: String) -> Bool {
    guard name.hasPrefix(family) else { return false }
    return ["", "_bucket", "_sum", "_count"].contains(name.dropFirst(family.count))
  }

  private mutating func labels() throws(ExpositionError.Reason) -> [MetricSample.Label] {
    var labels: [MetricSample.Label] = []
    guard take("{") else { return [] }
    while !take("}") {
      guard let name = word(), take("="), take("\"") else { throw .labels }
      labels.append(MetricSample.Label(name: name, value: try quoted()))
      if !take(",") {
        guard take("}") else { throw .labels }
        break
      }
    }
    return labels
  }

  private mutating func quoted() throws(ExpositionError.Reason) -> String {
    var value: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        skipSpaces()
        return String(decoding: value, as: UTF8.self)
      case UInt8(ascii: "\\"):
        switch rest.popFirst() {
        case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "\\"): value.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "\""): value.append(UInt8(ascii: "\""))
        default: throw .labels  // open set: bytes
        }
      default: value.append(byte)  // open set: bytes
      }
    }
    throw .labels
  }

  /// A decimal number with an optional exponent, in billionths.
  private func number(_ token: ArraySlice<UInt8>) throws(ExpositionError.Reason) -> Int128? {
    let text = String(decoding: token, as: UTF8.self)
    if ["NaN", "+Inf", "-Inf", "Inf"].contains(text) { return nil }
    let halves = text.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
    guard let mantissa = halves.first else { throw .value }
    var exponent = 9
    if halves.count == 2 {
      guard let power = Int(halves[1]), (-400...400).contains(power) else { throw .value }
      exponent += power
    }
    var magnitude: Int128 = 0
    var (digits, isBehindPoint) = (0, false)
    let isNegative = mantissa.utf8.first == UInt8(ascii: "-")
    let isSigned = isNegative || mantissa.utf8.first == UInt8(ascii: "+")
    for byte in mantissa.utf8.dropFirst(isSigned ? 1 : 0) {
      if byte == UInt8(ascii: "."), !isBehindPoint {
        isBehindPoint = true
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw .value }
      digits += 1
      // Digits that no longer fit are far behind the ninth, or the number is beyond all counts.
      if magnitude > Self.largest / 10 {
        exponent += isBehindPoint ? 0 : 1
        continue
      }
      magnitude = magnitude * 10 + Int128(byte - UInt8(ascii: "0"))
      if isBehindPoint { exponent -= 1 }
    }
    guard digits > 0 else { throw .value }
    while exponent < 0, magnitude > 0 {
      magnitude /= 10
      exponent += 1
    }
    while exponent > 0, magnitude > 0 {
      if magnitude > Self.largest / 10 { return nil }
      magnitude *= 10
      exponent -= 1
    }
    return isNegative ? -magnitude : magnitude
  }

  private static let largest: Int128 = 1_000_000_000_000_000_000_000_000_000_000_000_000

  /// A name: letters, digits (not first), `_` and `:`.
  private mutating func word() -> String? {
    let name = rest.prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"):
        true
      default: false  // open set: bytes
      }
    }
    guard let first = name.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return nil
    }
    rest = rest[name.endIndex...]
    skipSpaces()
    return String(decoding: name, as: UTF8.self)
  }

  /// Everything up to the next space.
  private mutating func token() -> ArraySlice<UInt8> {
    let token = rest.prefix { !Self.isSpace($0) }
    rest = rest[token.endIndex...]
    skipSpaces()
    return token
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest.removeFirst()
    // A label's value begins right behind its quote, and its spaces are its own.
    if sign != "\"" { skipSpaces() }
    return true
  }

  private mutating func skipSpaces() { rest = rest.drop(while: Self.isSpace) }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
