public import Core
public import OrderState

/// Something on a well-formed tape that cannot have happened.
public struct TapeViolation: Error, Sendable, Equatable {
  /// The event at which it shows.
  public let sequence: TapeSequence
  /// Line of the file on which that event stands.
  public let line: Int
  /// What cannot be.
  public let reason: Reason

  /// The rules that a tape can break.
  public enum Reason: Sendable, Equatable {
    /// An event that no legal life of its order allows.
    case lifecycle(LifecycleViolation)
    /// The two sides of a trade differ in quantity: makers gave other than takers took.
    case unevenTrade(TradeID, maker: Int64, taker: Int64)
    /// A print and the fills of the same trade differ in quantity.
    case printMismatch(TradeID, printed: Int64, filled: Int64)
    /// More trades are half reported than any venue leaves open.
    case tooManyOpenTrades(limit: Int)
    /// Simulated time goes back.
    case timeBackward(from: Timestamp, to: Timestamp)
  }

  /// Places a broken rule.
  public init(sequence: TapeSequence, line: Int, reason: Reason) {
    self.sequence = sequence
    self.line = line
    self.reason = reason
  }
}

extension TapeViolation: CustomStringConvertible {
  /// One sentence for people; quantities in raw units.
  public var description: String { "line \(line), \(message)" }

  private var message: String {
    let event = "event \(sequence.rawValue): "
    return switch reason {
    case .lifecycle(let violation): violation.description
    case .unevenTrade(let trade, let maker, let taker):
      event
        + "trade \(trade.rawValue) gives the maker side \(maker) and the taker side \(taker) raw units"
    case .printMismatch(let trade, let printed, let filled):
      event + "trade \(trade.rawValue) prints \(printed) and fills \(filled) raw units"
    case .tooManyOpenTrades(let limit):
      event + "more than \(limit) trades lack one of their two fills"
    case .timeBackward(let earlier, let later):
      event + "time goes back from \(Self.text(earlier)) to \(Self.text(later))"
    }
  }

  private static func text(_ time: Timestamp) -> String {
    String(decimal: time.nanoseconds, scale: .nanoseconds)
  }
}
