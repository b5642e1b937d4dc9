import Core
import Measurement

/// Reads a tape's text as a program would: in pieces of 64 KiB; an operation is one event.
struct TapeDecodePass: TimedBenchmarkPass {
  private let input: TapeTextInput
  private var reader = TapeReader()
  private var position = 0

  private static let pieceBytes = 65_536

  static var benchmark: Benchmark {
    Benchmark(
      name: "tape.text.decode", prepare: { TapeTextInput($0) },
      timedPass: { TapeDecodePass(input: $0) })
  }

  private init(input: TapeTextInput) { self.input = input }

  var operationCount: Int { input.events.count }

  mutating func run() -> UInt64 {
    while nextItem() != nil {}
    return mark
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    while true {
      let start = timer.begin()
      let step = nextItem()
      timer.end(start)
      if step == nil { return mark }
    }
  }

  mutating func verify() throws(WrongResult) -> UInt64 { try input.check(run()) }

  /// Zero, which no tape hashes to in practice, unless the tape was read to its end line.
  private var mark: UInt64 { reader.isComplete ? reader.hash.value : 0 }

  /// The next event or hash line, left in the reader; nil at the end of the tape, or at an error,
  /// which leaves it incomplete.
  private mutating func nextItem() -> TapeReader.Step? {
    while true {
      do throws(TapeError) {
        if let step = try reader.advance() { return step }
      } catch {
        return nil
      }
      let text = input.text
      if position == text.count { return nil }
      let end = min(position + Self.pieceBytes, text.count)
      reader.feed(text.span.extracting(position..<end))
      position = end
    }
  }
}
