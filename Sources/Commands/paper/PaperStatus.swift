import Backtest
import Core
import HostIO

/// The session's figures while it runs: one line that is redrawn on a terminal, a line now and then
/// elsewhere. On standard error: it follows the wall clock.
struct PaperStatus {
  private static let redrawn: Int64 = 200_000_000
  private static let repeated: Int64 = 5_000_000_000
  private static let width = 24

  private let isScreen = StandardStream.error.acceptsEscapes
  private var next = HostClock.monotonicNanos + PaperStatus.redrawn
  private var curve: [Int64?] = []
  private var isShown = false

  mutating func update(_ session: borrowing Session) {
    let now = HostClock.monotonicNanos
    guard now >= next else { return }
    next = now + (isScreen ? Self.redrawn : Self.repeated)
    let figures = SessionFigures(session)
    curve.append(figures.net)
    if curve.count > Self.width { curve.removeFirst() }
    let line = figures.text + (Sparkline(curve, width: Self.width).map { "  " + $0.bars } ?? "")
    if isScreen {
      isShown = true
      StandardError().write("\r" + line + "\u{1B}[K")
    } else {
      StandardError().writeLine("paper: " + line)
    }
  }

  mutating func erase() {
    if isShown { StandardError().write("\r\u{1B}[K") }
    isShown = false
  }
}
