/// How fast recorded time runs against the machine's.
public enum PlaybackSpeed: Equatable, Sendable {
  /// A multiple of real time, above 0.
  case times(Double)
  /// As fast as the machine can: no waiting.
  case max

  /// Reads `1x`, `0.5x`, `10x` (up to a million) or `max`.
  public init?(_ text: String) {
    if text == "max" {
      self = .max
      return
    }
    let number = text.utf8.dropLast()
    // Only digits and a point: `Double` would also read `inf`, `nan` and hexadecimal.
    guard text.hasSuffix("x"), number.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let factor = Double(String(text.dropLast())), factor > 0, factor <= 1_000_000
    else { return nil }
    self = .times(factor)
  }
}
