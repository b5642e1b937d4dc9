public import Core
public import Wire

// What log records hold beside JSON's own kinds.

extension JSONObjectWriter {
  /// Most bytes of one text from outside; what is longer is cut and ends with `…`.
  public static var textLimit: Int { 1_024 }

  /// Writes a word of ours.
  public mutating func word(_ name: String, _ value: StaticString) {
    member(name, value.description)
  }

  /// Writes text from outside, cut to `textLimit` bytes.
  public mutating func text(_ name: String, _ value: String) {
    member(name, value.utf8.count > Self.textLimit ? Self.cut(value) : value)
  }

  /// Writes a span in seconds, nine digits behind the point.
  public mutating func seconds(_ name: String, _ span: Nanoseconds) {
    decimal(name, span.count, .nano)
  }

  /// Writes date and time, UTC.
  public mutating func time(_ name: String, _ value: Timestamp) {
    var text: [UInt8] = []
    text.append(utc: value)
    member(name, String(decoding: text, as: UTF8.self))
  }

  /// Writes that there is a secret, never what it is.
  public mutating func secret<Value>(_ name: String, _ value: Secret<Value>) {
    member(name, value.description)
  }

  /// Writes counts by category in an object of their own, those of zero left out.
  public mutating func counts(
    _ name: String, _ counts: [(name: StaticString, count: UInt64)]
  ) {
    object(name) { group in
      for (name, count) in counts where count > 0 { group.member(name.description, count) }
    }
  }

  /// The longest beginning that ends between two scalars and within the limit.
  private static func cut(_ text: String) -> String {
    var end = text.utf8.index(text.startIndex, offsetBy: textLimit)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text[..<end]) + "…"
  }
}
