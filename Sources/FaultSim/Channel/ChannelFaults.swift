public import Core

/// What goes wrong with messages on their way: each n-th one, by a rule, or a share of them, drawn.
public struct ChannelFaults: Sendable, Equatable {
  /// A fault and how often it comes.
  public enum Rate: Sendable, Equatable {
    /// Never.
    case never
    /// With each n-th message.
    case every(UInt64)
    /// With so many of a thousand, drawn.
    case perMille(UInt64)

    func strikes(_ number: UInt64, _ random: inout RandomStream) -> Bool {
      switch self {
      case .never: false
      case .every(let interval): number % max(1, interval) == 0
      case .perMille(let share): random.bounded(1000) < share
      }
    }
  }

  /// The message does not arrive.
  public var drop = Rate.never
  /// It arrives twice.
  public var duplicate = Rate.never
  /// It is held up until later ones have overtaken it.
  public var reorder = Rate.never
  /// It is held up by `delay`, and all behind it with it.
  public var stall = Rate.never
  /// How long a stall is.
  public var delay = Nanoseconds(5_000_000)

  /// Nothing goes wrong.
  public init() {}
}
