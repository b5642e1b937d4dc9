// One type a meaning, so that an order's number can never be passed for a trade's.

/// Names an order for the whole life of a tape; chosen by whoever sends it, unique per tape.
public struct OrderID: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// The number as it stands on the tape.
  public let rawValue: UInt64

  /// Wraps a number; every value is legal.
  @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Numeric order, used only to break ties the same way every time.
  @inlinable public static func < (left: OrderID, right: OrderID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Names one execution between two orders; dense from 1 per instrument in our own matcher.
public struct TradeID: BitwiseCopyable, Sendable, Equatable {
  /// The number as it stands on the tape.
  public let rawValue: UInt64

  /// Wraps a number; every value is legal.
  @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }
}

/// Names an instrument of a tape's header; dense from 1.
public struct InstrumentID: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Position in the header's list, counted from 1.
  public let rawValue: UInt32

  /// Wraps a number; whether it is known is the header's business.
  @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Header order.
  @inlinable public static func < (left: InstrumentID, right: InstrumentID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Names who sent an event or owns an order: an agent, an account, a feed. FIX calls it a party.
public struct PartyID: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Position in the header's list, counted from 1; 0 is the tape's own venue.
  public let rawValue: UInt32

  /// The venue whose tape this is: the source of reports and prints, the owner of nothing.
  @inlinable public static var venue: PartyID { PartyID(0) }

  /// Wraps a number; whether it is known is the header's business.
  @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Header order.
  @inlinable public static func < (left: PartyID, right: PartyID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Names a market regime of a tape's header; dense from 1.
public struct RegimeID: BitwiseCopyable, Sendable, Equatable {
  /// Position in the header's list, counted from 1.
  public let rawValue: UInt32

  /// Wraps a number; whether it is known is the header's business.
  @inlinable public init(_ rawValue: UInt32) { self.rawValue = rawValue }
}
