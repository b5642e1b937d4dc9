import Backtest
import Obs

/// What came of a moment of the session, as far as its cost goes.
enum SessionStep: Int, TimedOperation {
  /// The market was seen, and nothing was asked for.
  case look = 0
  /// Something was asked of the venue, or denied.
  case decide = 1
  /// An order filled.
  case fill = 2

  var name: StaticString {
    switch self {
    case .look: "look"
    case .decide: "decide"
    case .fill: "fill"
    }
  }

  init(_ before: SessionCount, _ after: SessionCount) {
    self =
      after.asked != before.asked ? .decide : after.fills != before.fills ? .fill : .look
  }
}
