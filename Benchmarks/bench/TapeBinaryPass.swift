import Core
import Measurement

/// Reads a binary tape as a program would: in pieces of 64 KiB, taking what was read together; an
/// operation is one event. Percentiles are of events taken one by one.
///
/// `tape.binary.decode` takes the checksums on trust and keeps no trace hash; `tape.binary.verify`
/// compares both, as every program does.
struct TapeBinaryPass: TimedBenchmarkPass {
  private let input: TapeBinaryInput
  private let verifies: Bool
  private var reader: BinaryTapeReader
  private var position = 0
  private var sum: UInt64 = 0

  private static let pieceBytes = 65_536

  static var benchmarks: [Benchmark] {
    [("tape.binary.decode", false), ("tape.binary.verify", true)].map { name, verifies in
      Benchmark(
        name: name, prepare: { TapeBinaryInput($0) },
        timedPass: { TapeBinaryPass(input: $0, verifies: verifies) })
    }
  }

  private init(input: TapeBinaryInput, verifies: Bool) {
    self.input = input
    self.verifies = verifies
    reader = BinaryTapeReader(verifying: verifies)
  }

  var operationCount: Int { input.eventCount }

  mutating func run() -> UInt64 {
    while takeAll() {}
    return mark
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    while true {
      let start = timer.begin()
      let isTaken = take()
      timer.end(start)
      if !isTaken { return mark }
    }
  }

  /// Whatever is timed, all of the input is verified once.
  mutating func verify() throws(WrongResult) -> UInt64 {
    var whole = TapeBinaryPass(input: input, verifies: true)
    _ = whole.run()
    let found = whole.reader.isComplete ? whole.reader.hash.value : 0
    guard found == input.hash else {
      throw WrongResult(expected: "\(input.hash)", found: "\(found)")
    }
    return found
  }

  /// Zero unless the tape was read to its end.
  private var mark: UInt64 { reader.isComplete ? sum ^ reader.hash.value : 0 }

  /// Takes what was read together; false at the end of the tape, or at an error.
  private mutating func takeAll() -> Bool {
    do throws(TapeError) {
      guard let step = try reader.advanceAll() else { return feed() }
      guard step == .event else { return true }
      let seen = Self.look(at: reader.taken)
      sum &+= seen
      return true
    } catch {
      return false
    }
  }

  /// Looks at each event, as whoever reads them does.
  private static func look(at events: Span<Event>) -> UInt64 {
    var sum: UInt64 = 0
    for index in events.indices {
      sum &+= UInt64(bitPattern: events[index].time.nanoseconds)
    }
    return sum
  }

  /// Takes an item; false at the end of the tape, or at an error, which leaves it incomplete.
  private mutating func take() -> Bool {
    while true {
      do throws(TapeError) {
        if let step = try reader.advance() {
          // Looks at the event, as whoever reads one does.
          if step == .event { sum &+= UInt64(bitPattern: reader.event.time.nanoseconds) }
          return true
        }
      } catch {
        return false
      }
      if !feed() { return false }
    }
  }

  /// Brings the next piece; false when there is none.
  private mutating func feed() -> Bool {
    let bytes = input.bytes
    if position == bytes.count { return false }
    let end = min(position + Self.pieceBytes, bytes.count)
    reader.feed(bytes.span.extracting(position..<end))
    position = end
    return true
  }
}
