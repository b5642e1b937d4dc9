internal import Glibc

/// A port on this machine that only this machine can reach: `127.0.0.1:9464`.
///
/// Servers here know no passwords; whoever wants them seen elsewhere puts a proxy in front.
public struct LoopbackAddress: Equatable, Sendable, CustomStringConvertible {
  /// The last three bytes of `127.x.y.z`.
  private let host: UInt32
  /// Port; 0 asks the system for a free one.
  public let port: UInt16

  /// Reads `127.0.0.1:9464`, any address of 127.0.0.0/8, or `localhost:9464`; nil for others.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"),
      let port = Self.number(text[text.index(after: colon)...], upTo: UInt32(UInt16.max))
    else { return nil }
    var name = text[..<colon]
    if name == "localhost" { name = "127.0.0.1" }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map {
      Self.number($0, upTo: 255)
    }
    guard parts.count == 4, parts[0] == 127 else { return nil }
    var host: UInt32 = 0
    for part in parts.dropFirst() {
      guard let part else { return nil }
      host = host << 8 | part
    }
    self.host = host
    self.port = UInt16(port)
  }

  /// Digits only, without a sign.
  private static func number(_ text: Substring, upTo limit: UInt32) -> UInt32? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt32(text),
      number <= limit
    else { return nil }
    return number
  }

  /// `127.0.0.1:9464`.
  public var description: String {
    "127.\(host >> 16 & 255).\(host >> 8 & 255).\(host & 255):\(port)"
  }

  init(_ address: sockaddr_in) {
    host = UInt32(bigEndian: address.sin_addr.s_addr) & 0xFF_FFFF
    port = UInt16(bigEndian: address.sin_port)
  }

  /// As the system wants it.
  var system: sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = (127 << 24 | host).bigEndian
    return address
  }
}

extension ValueForm where Value == LoopbackAddress {
  /// Where a server listens.
  public static var loopbackAddress: Self {
    Self(expected: "an address of this machine such as 127.0.0.1:9464") { LoopbackAddress($0) }
  }
}
