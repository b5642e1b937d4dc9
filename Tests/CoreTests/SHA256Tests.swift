import Core
import Testing

struct SHA256Tests {
  /// The examples of FIPS 180-2 appendix B, and the empty message of the NIST CAVP short vectors.
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func `a published message has its published digest`(
    _ text: String, _ times: Int, _ digest: String
  ) {
    let message = [UInt8](String(repeating: text, count: times).utf8)
    #expect(SHA256.digest(of: message).description == digest)
  }

  @Test func `where a message is cut does not show in its digest`() {
    let message = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let whole = SHA256.digest(of: message)
    let parted = (0...message.count).map { cut in
      var hasher = SHA256()
      hasher.update([UInt8](message[..<cut]))
      hasher.update([UInt8](message[cut...]))
      return hasher.finalize()
    }
    #expect(parted == [SHA256.Digest](repeating: whole, count: message.count + 1))
  }

  /// Lengths around the end of a block, where the padding takes one block or two.
  ///
  /// Reference: `head -c LENGTH /dev/zero | sha256sum`, first 16 digits.
  @Test(arguments: [
    (55, "02779466cdec1638"), (56, "d4817aa5497628e7"), (63, "c7723fa1e0127975"),
    (64, "f5a5fd42d16a2030"), (65, "98ce42deef51d402"), (119, "f616b0d54e78571a"),
  ])
  func `padding is right at the edge of a block`(_ length: Int, _ digits: String) {
    let digest = SHA256.digest(of: [UInt8](repeating: 0, count: length))
    #expect(digest.description.prefix(16) == digits)
    #expect(String(digest.leadingWord, radix: 16) == digits.drop { $0 == "0" })
  }
}
