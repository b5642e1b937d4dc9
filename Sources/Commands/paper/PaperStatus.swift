import Backtest
import Core
import HostIO

/// The session's figures while it runs: a block that is redrawn on a terminal, a line now and then
/// elsewhere. On standard error: it follows the wall clock.
struct PaperStatus {
  private static let redrawn: Int64 = 200_000_000
  private static let repeated: Int64 = 5_000_000_000
  private static let width = 24

  private let isScreen = StandardStream.error.acceptsEscapes
  private var next = HostClock.monotonicNanos + PaperStatus.redrawn
  private var curve: [Int64?] = []
  /// Lines of the block that stand above the cursor.
  private var height = 0

  mutating func update(_ session: borrowing Session, steps: LogLinearHistogram) {
    let now = HostClock.monotonicNanos
    guard now >= next else { return }
    next = now + (isScreen ? Self.redrawn : Self.repeated)
    let figures = SessionFigures(session)
    curve.append(figures.net)
    if curve.count > Self.width { curve.removeFirst() }
    let bars = Sparkline(curve, width: Self.width)?.bars ?? ""
    if isScreen {
      draw([
        "paper   \(figures.clock)  \(figures.gate)",
        "P&L     \(figures.profit)  \(bars)  position \(figures.holdings)",
        "orders  \(figures.orders)",
        "time    \(figures.answers) of market  step \(SessionFigures.percentiles(steps))",
      ])
    } else {
      StandardError().writeLine("paper: \(figures.text)  \(bars)")
    }
  }

  /// Takes the block away.
  mutating func erase() {
    if height > 0 { StandardError().write("\r\u{1B}[\(height)A\u{1B}[J") }
    height = 0
  }

  /// Something was typed: the next block begins below it.
  mutating func restart() { height = 0 }

  /// The cursor stays where a person types, below the block; lines do not wrap.
  private mutating func draw(_ lines: [String]) {
    let body = lines.map { "\r" + $0 + "\u{1B}[K\n" }.joined()
    let text = height == 0 ? body : "\u{1B}7\u{1B}[\(height)A" + body + "\u{1B}8"
    StandardError().write("\u{1B}[?7l" + text + "\u{1B}[?7h")
    height = lines.count
  }
}
