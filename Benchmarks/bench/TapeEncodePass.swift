import Core
import Measurement

/// Writes a tape's text into a buffer that is emptied at 64 KiB; an operation is one event.
struct TapeEncodePass: TimedBenchmarkPass {
  private let input: TapeTextInput
  private var writer: TapeWriter
  private var text: [UInt8] = []
  private var writtenBytes = 0

  private static let bufferBytes = 65_536

  static var benchmark: Benchmark {
    Benchmark(
      name: "tape.text.encode", prepare: { TapeTextInput($0) },
      timedPass: { TapeEncodePass(input: $0) })
  }

  private init(input: TapeTextInput) {
    self.input = input
    writer = TapeWriter(input.header)
    text.reserveCapacity(2 * Self.bufferBytes)
  }

  var operationCount: Int { input.events.count }

  mutating func run() -> UInt64 {
    writer.begin(into: &text)
    for event in input.events { write(event) }
    return mark()
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    writer.begin(into: &text)
    for event in input.events {
      let start = timer.begin()
      write(event)
      timer.end(start)
    }
    return mark()
  }

  /// The hash says that the events went in; the length, that as much text came out as is right.
  mutating func verify() throws(WrongResult) -> UInt64 {
    _ = run()
    guard writtenBytes == input.text.count else {
      throw WrongResult(expected: "\(input.text.count) bytes", found: "\(writtenBytes) bytes")
    }
    return try input.check(writer.hash.value)
  }

  private mutating func write(_ event: Event) {
    // An event that is refused is missing from the hash.
    try? writer.write(event, into: &text)
    if text.count >= Self.bufferBytes { empty() }
  }

  private mutating func empty() {
    writtenBytes += text.count
    text.removeAll(keepingCapacity: true)
  }

  private mutating func mark() -> UInt64 {
    writer.finish(into: &text)
    empty()
    return writer.hash.value ^ UInt64(writtenBytes)
  }
}
