/// The 32-bit cyclic redundancy check of Castagnoli's polynomial, as iSCSI (RFC 3720, section
/// 12.1), ext4 and most logs use it: what tells a torn or rotten record from a whole one.
///
/// It finds every burst of up to 32 bits and, in blocks of our sizes, every change of up to three
/// bits; against people who mean to deceive, files carry SHA-256. Eight bytes a step from eight
/// tables (Kounavis and Berry, "A Systematic Approach to Building High Performance Software-based
/// CRC Generators", 2005).
public struct CRC32C: BitwiseCopyable, Sendable, Equatable {
  /// The polynomial 0x1EDC6F41 with its bits in reverse.
  private static let polynomial: UInt32 = 0x82F6_3B78

  /// `tables[256 · k + b]` is the check of byte `b` with `k` zero bytes behind it.
  private static let tables: [UInt32] = makeTables()

  private var register: UInt32 = ~0

  /// The check of no bytes.
  public init() {}

  /// The check of bytes that are all in memory.
  public static func of(_ bytes: Span<UInt8>) -> UInt32 {
    var check = CRC32C()
    check.update(bytes)
    return check.value
  }

  /// The check of everything so far.
  public var value: UInt32 { ~register }

  /// Takes the next bytes; where they are cut does not show.
  /// - Complexity: O(n), eight bytes a step.
  public mutating func update(_ bytes: Span<UInt8>) {
    let tables = Self.tables.span
    guard tables.count == 8 * 256 else { return }  // so that no look-up below needs a check
    var register = register
    var offset = 0
    while let word = bytes.word(at: offset) {
      let mixed = word ^ UInt64(register)
      register =
        Self.look(mixed, 0, tables) ^ Self.look(mixed, 1, tables)
        ^ Self.look(mixed, 2, tables) ^ Self.look(mixed, 3, tables)
        ^ Self.look(mixed, 4, tables) ^ Self.look(mixed, 5, tables)
        ^ Self.look(mixed, 6, tables) ^ Self.look(mixed, 7, tables)
      offset &+= 8
    }
    while offset < bytes.count {
      let place = Int((register ^ UInt32(bytes[offset])) & 0xFF)
      register = tables[place] ^ register >> 8
      offset &+= 1
    }
    self.register = register
  }

  /// What byte `index` of a word contributes: seven less `index` bytes follow it.
  @inline(always) private static func look(
    _ word: UInt64, _ index: UInt64, _ tables: Span<UInt32>
  ) -> UInt32 {
    let byte = Int(truncatingIfNeeded: word &>> (8 &* index) & 0xFF)
    return tables[byte &+ Int(truncatingIfNeeded: 7 &- index) &* 256]
  }

  private static func makeTables() -> [UInt32] {
    var tables = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { value, _ in
        value & 1 == 0 ? value >> 1 : value >> 1 ^ polynomial
      }
    }
    for place in 256..<8 * 256 {
      let shorter = tables[place - 256]
      tables.append(tables[Int(shorter & 0xFF)] ^ shorter >> 8)
    }
    return tables
  }
}
