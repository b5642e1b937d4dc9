import Core
import Measurement

/// Digests many messages of a page's length; the rate counts bytes, an operation is one message.
struct SHA256Pass: TimedBenchmarkPass {
  let messages: [[UInt8]]

  static var benchmark: Benchmark {
    Benchmark(
      name: "core.sha256", unit: "bytes/s",
      prepare: { scale in
        switch scale {
        case .full: messages(4096)
        case .smoke: messages(8)
        }
      },
      timedPass: { SHA256Pass(messages: $0) })
  }

  var operationCount: Int { messages.count }

  var workCount: Int { messages.count * Self.messageBytes }

  mutating func run() -> UInt64 {
    var mark: UInt64 = 0
    for message in messages { mark = Self.fold(SHA256.digest(of: message), into: mark) }
    return mark
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    var mark: UInt64 = 0
    for message in messages {
      let start = timer.begin()
      let digest = SHA256.digest(of: message)
      timer.end(start)
      mark = Self.fold(digest, into: mark)
    }
    return mark
  }

  private static let messageBytes = 4096

  private static func fold(_ digest: SHA256.Digest, into mark: UInt64) -> UInt64 {
    (mark &<< 1 | mark &>> 63) ^ digest.leadingWord
  }

  /// Messages that differ from one another; what they hold does not matter to the work.
  private static func messages(_ count: Int) -> [[UInt8]] {
    (0..<count).map { number in
      (0..<messageBytes).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ number &* 17 &+ number / 256) }
    }
  }
}
