import Core
import Samples
import Testing

@Suite struct CRC32CTests {
  /// RFC 3720, appendix B.4, and the check value of the catalogue of CRC algorithms (CRC-32/ISCSI).
  @Test(
    arguments: [
      ("nothing", [], 0),
      ("123456789", Array("123456789".utf8), 0xE306_9283),
      ("32 zeros", [UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ("32 ones", [UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
      ("0 to 31", Array(0..<32), 0x46DD_794E),
      ("31 to 0", Array((0..<32).reversed()), 0x113F_DB5C),
    ] as [(String, [UInt8], UInt32)])
  func `a published message has its published check`(
    name: String, message: [UInt8], check: UInt32
  ) {
    #expect(CRC32C.of(message.span) == check, "\(name)")
  }

  /// Eight bytes a step against one bit a step, for every length around a few words.
  @Test func `the check is that of the definition, wherever the bytes are cut`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "crc")
    let bytes = (0..<100).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    for length in bytes.indices {
      let message = Array(bytes[..<length])
      var check = CRC32C()
      let cut = Int(random.bounded(UInt64(length + 1)))
      check.update(message.span.extracting(0..<cut))
      check.update(message.span.extracting(cut..<length))
      #expect(check.value == Self.definition(message), "SEED=\(TestRun.seed) length \(length)")
    }
  }

  private static func definition(_ message: [UInt8]) -> UInt32 {
    var register: UInt32 = .max
    for byte in message {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 0 ? 0 : 0x82F6_3B78) }
    }
    return ~register
  }
}
