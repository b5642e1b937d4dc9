import Backtest
import Core
import Engine
import Measurement
import Strategy
import Workloads

/// The idle backtest over a tape that is decoded as it goes, from its binary form in pieces of
/// 64 KiB: memory is that of a piece and of what is on its way. Checksums and trace hash are kept, as
/// a program does.
struct BacktestStreamPass: BenchmarkPass {
  /// The encoded market.
  private struct Input {
    let bytes: [UInt8]
    let count: Int
    let settings: BacktestInput?
  }

  private static let pieceBytes = 65_536

  private let input: Input
  private var session: Session?

  static var benchmark: Benchmark {
    Benchmark(
      name: "backtest.stream", unit: "rows/s", prepare: { Self.input($0) },
      pass: { BacktestStreamPass(input: $0) })
  }

  private init(input: Input) {
    self.input = input
    session = input.settings?.session()
  }

  var operationCount: Int { input.count }

  mutating func run() -> UInt64 {
    var reader = BinaryTapeReader(verifying: true)
    var position = 0
    while position < input.bytes.count {
      let end = min(position + Self.pieceBytes, input.bytes.count)
      reader.feed(input.bytes.span.extracting(position..<end))
      position = end
      // A tape that cannot be read is not complete, which the verifying pass notices.
      while let step = try? reader.advanceAll() {
        if step == .event { session?.append(reader.taken) }
      }
      session?.advance()
    }
    session?.completeTape()
    session?.advance()
    return reader.isComplete ? session?.engine.decisionHash.value ?? 0 : 0
  }

  mutating func verify() throws(WrongResult) -> UInt64 {
    let mark = run()
    guard let session, session.isFinished, session.marketCount == UInt64(input.count), mark != 0
    else { throw WrongResult(expected: "a finished session", found: "none") }
    return mark
  }

  private static func input(_ scale: MeasurementPlan.Scale) -> Input {
    let count = BacktestInput.rowCount(scale)
    var writer = BinaryTapeWriter(LevelMarket.header)
    var market = LevelMarket(seed: 42)
    var bytes: [UInt8] = []
    writer.begin(into: &bytes)
    for _ in 0..<count { try? writer.write(market.next(), into: &bytes) }
    writer.finish(into: &bytes)
    let idle = NamedStrategy(name: "idle", strategy: IdleStrategy())
    return Input(bytes: bytes, count: count, settings: BacktestInput(idle, rows: []))
  }
}
