internal import Core

/// What makes an order differ from what its `NewOrder` says by itself.
public struct OrderConditions: OptionSet, BitwiseCopyable, Sendable, Equatable {
  /// The bits as saved states have them.
  public let rawValue: UInt8

  /// Takes the bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Held back by a trigger, a bracket or a call: it does not trade at once, whatever its type.
  public static let held = OrderConditions(rawValue: 1)
  /// It ends at a time.
  public static let dated = OrderConditions(rawValue: 2)
  /// Its trigger has come.
  public static let triggered = OrderConditions(rawValue: 4)
  /// It ends with the trading day.
  public static let daily = OrderConditions(rawValue: 8)

  /// All bits that mean something.
  static let all: OrderConditions = [.held, .dated, .triggered, .daily]

  /// What an order's terms say at first.
  init(_ terms: OrderTerms) {
    var conditions: OrderConditions = []
    if terms.trigger != .none { conditions.insert(.held) }
    if terms.until != nil { conditions.insert(.dated) }
    if terms.endsWithDay { conditions.insert(.daily) }
    self = conditions
  }
}
