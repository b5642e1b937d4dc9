/// Makes text from outside fit to stand in a one-line message.
///
/// Control characters would let a file name move the cursor or split the line.
enum QuotedText {
  /// Longer text is cut; the start is what a reader recognises.
  static let longest = 80

  static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  static func escaped(_ text: String) -> String {
    var result = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard index < longest else { return result + "..." }
      if scalar.properties.generalCategory == .control {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
