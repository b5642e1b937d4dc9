import Core

// Each goes wrong on inputs that begin with `bug!`, in a way of its own: an engine that sees what
// the code does finds the four bytes one after the other within seconds.

extension FuzzTarget {
  static let trapCanary = canary("canary-trap", "traps") { bytes in
    _ = bytes[bytes.count + 3]
  }

  static let faultCanary = canary("canary-fault", "breaks a promise") { _ in
    throw FuzzFault("planted")
  }

  static let hangCanary = canary("canary-hang", "never ends") { bytes in
    // Ends after some 2⁶⁴ draws, and says how many: a loop without a result would be left out.
    var random = RandomStream(masterSeed: UInt64(bytes.count), name: "canary")
    var draws: UInt64 = 1
    while random.next() != 0 { draws &+= 1 }
    throw FuzzFault("\(draws) draws")
  }

  static let memoryCanary = canary("canary-memory", "takes a thousand times its input") { bytes in
    var copies: [[UInt8]] = []
    for turn in 0..<1_000 {
      copies.append([UInt8](repeating: UInt8(turn % 256), count: 1_024 + bytes.count))
    }
    try demand(copies.count == 1_000, "copies are kept")
  }

  private static func canary(
    _ name: String, _ what: String, fault: @escaping @Sendable ([UInt8]) throws -> Void
  ) -> FuzzTarget {
    FuzzTarget(
      name, "planted: \(what)", longestInput: 16, seeds: { [FuzzSeed("egg", "egg")] },
      check: { bytes in
        guard bytes.count >= 4 else { return }
        if bytes[0] == UInt8(ascii: "b") {
          if bytes[1] == UInt8(ascii: "u") {
            if bytes[2] == UInt8(ascii: "g") {
              if bytes[3] == UInt8(ascii: "!") { try fault(bytes) }
            }
          }
        }
      })
  }
}
