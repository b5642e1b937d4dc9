/// Writes hashes: sixteen lowercase digits.
enum Hexadecimal {
  static func text(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
