public import Core
public import OrderState

/// Something on a well-formed tape that cannot have happened.
public struct TapeViolation: Error, Sendable, Equatable {
  /// The event at which it shows.
  public let sequence: TapeSequence
  /// Line of the file on which that event stands.
  public let line: Int
  /// The instrument concerned; nil where none is.
  public let instrument: InstrumentID?
  /// What cannot be.
  public let reason: Reason

  /// The rules that a tape can break.
  public enum Reason: Sendable, Equatable {
    /// An event that no legal life of its order allows.
    case lifecycle(LifecycleViolation)
    /// A trade whose print and fills do not tell one story.
    case trade(TradeID, TradeFault)
    /// A simulated tape ends with resting orders that would have traded.
    case crossedBook(bid: Price, ask: Price)
    /// Simulated time goes back.
    case timeBackward(from: Timestamp, to: Timestamp)
  }

  /// Places a broken rule.
  public init(sequence: TapeSequence, line: Int, instrument: InstrumentID?, reason: Reason) {
    self.sequence = sequence
    self.line = line
    self.instrument = instrument
    self.reason = reason
  }
}

extension TapeViolation {
  /// One sentence for people, with the names and scales of the tape's header.
  public func text(_ header: TapeHeader) -> String {
    "line \(line), event \(sequence.rawValue): \(reason.text(header, instrument))"
  }
}

extension TapeViolation.Reason {
  /// What cannot be, as a clause, with the names and scales of the tape's header.
  func text(_ header: TapeHeader, _ instrument: InstrumentID?) -> String {
    let words = ViolationText(header, instrument)
    return switch self {
    case .lifecycle(let violation): words.text(violation)
    case .trade(let trade, let fault):
      "trade \(trade.rawValue) of \(words.symbol): \(fault.text(words))"
    case .crossedBook(let bid, let ask):
      "the book of \(words.symbol) ends crossed: bid \(words.text(bid)), ask "
        + words.text(ask)
    case .timeBackward(let earlier, let later):
      "time goes back from \(words.text(earlier)) to \(words.text(later))"
    }
  }
}
