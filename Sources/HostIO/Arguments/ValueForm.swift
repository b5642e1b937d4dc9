/// How the text of an option or operand is read, and how an error says what was expected.
///
/// A program adds its own with ``init(expected:choices:read:)``.
public struct ValueForm<Value> {
  /// Completes the sentence "`text` is not …".
  public let expected: String
  /// The words accepted, where they can be listed; a mistyped one is answered with the nearest.
  public let choices: [String]
  /// The value, or `nil` when the text is not of this form.
  public let read: (String) -> Value?

  /// Makes a form from its sentence and its reading.
  public init(expected: String, choices: [String] = [], read: @escaping (String) -> Value?) {
    self.expected = expected
    self.choices = choices
    self.read = read
  }
}

extension ValueForm where Value == String {
  /// Any text but the empty one.
  public static var text: Self {
    Self(expected: "a text of at least one character") { $0.isEmpty ? nil : $0 }
  }

  /// One word of a list.
  public static func choice(of words: [String]) -> Self {
    Self(expected: "one of \(words.joined(separator: ", "))", choices: words) { text in
      words.contains(text) ? text : nil
    }
  }
}

extension ValueForm where Value: FixedWidthInteger {
  /// A decimal integer within bounds: digits with an optional sign, nothing else.
  public static func integer(in bounds: ClosedRange<Value>) -> Self {
    Self(expected: integerSentence(bounds)) { text in
      guard let value = Value(text, radix: 10), bounds.contains(value) else { return nil }
      return value
    }
  }

  private static func integerSentence(_ bounds: ClosedRange<Value>) -> String {
    switch (bounds.lowerBound == Value.min, bounds.upperBound == Value.max) {
    case (true, true) where Value.isSigned: "an integer"
    case (_, true): "an integer of at least \(bounds.lowerBound)"
    case (true, false) where Value.isSigned: "an integer of at most \(bounds.upperBound)"
    case (_, false): "an integer from \(bounds.lowerBound) to \(bounds.upperBound)"
    }
  }
}

extension ValueForm where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One case of an enumeration, by its raw value.
  public static var choice: Self {
    let words = Value.allCases.map(\.rawValue)
    return Self(expected: "one of \(words.joined(separator: ", "))", choices: words) { text in
      Value(rawValue: text)
    }
  }
}

extension ValueForm where Value == PlaybackSpeed {
  /// How fast recorded time runs: `1x`, `0.5x`, `max`.
  public static var speed: Self {
    Self(expected: "a speed such as 1x, 10x or max") { PlaybackSpeed($0) }
  }
}

extension ValueForm {
  /// Values separated by commas, at least one, none empty.
  public static func list<Element>(of element: ValueForm<Element>) -> Self
  where Value == [Element] {
    Self(expected: "a list by commas, each \(element.expected)", choices: element.choices) { text in
      var values: [Element] = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let value = element.read(String(part)) else { return nil }
        values.append(value)
      }
      return values
    }
  }
}
