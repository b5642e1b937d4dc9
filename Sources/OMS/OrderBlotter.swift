public import Core
public import OrderState

/// The record of our own orders, driven by what we send and what the venue reports.
///
/// Every report goes through the one lifecycle of `OrderState`: what no legal life allows is
/// refused, counted and kept as a sample, and changes nothing. A fill that comes twice is such a
/// report, so a position never moves twice for one execution.
public struct OrderBlotter: Sendable {
  /// The lives of all orders so far.
  public private(set) var register = OrderRegister()
  /// The first report that could not be, kept for whoever looks into it.
  public private(set) var firstViolation: OrderViolation?

  /// A blotter without orders.
  public init() {}

  /// A request leaves for the venue.
  ///
  /// - Complexity: O(1) expected.
  public mutating func noteSent(_ request: Event) -> OrderViolation? { take(request) }

  /// The venue reports on one of our orders; nil when the report is a legal next step of its life,
  /// and is to be acted upon.
  ///
  /// - Complexity: O(1) expected.
  public mutating func noteReport(_ report: Event) -> OrderViolation? { take(report) }

  /// How many orders are not over.
  public var workingCount: Int { register.liveCount }

  private mutating func take(_ event: Event) -> OrderViolation? {
    do throws(LifecycleViolation) {
      try register.apply(event)
      return nil
    } catch {
      let violation = OrderViolation(
        sequence: error.sequence, id: error.id, kind: error.kind, sentence: error.description)
      if firstViolation == nil { firstViolation = violation }
      return violation
    }
  }
}

/// A report that no legal life of its order allows.
public struct OrderViolation: Sendable, Equatable {
  /// Where it stands on the session's tape.
  public let sequence: TapeSequence
  /// The order concerned.
  public let id: OrderID
  /// What is wrong, for counters.
  public let kind: LifecycleViolation.Kind
  /// What is wrong, for people.
  public let sentence: String
}

extension OrderViolation: Persistable {
  /// Writes place, order, kind and sentence.
  public func encode(into writer: inout ByteWriter) {
    writer.append(sequence.rawValue)
    writer.append(id)
    writer.append(kind.rawValue)
    writer.append(sentence)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    sequence = TapeSequence(try reader.word())
    id = try OrderID(decoding: &reader)
    guard let kind = LifecycleViolation.Kind(rawValue: try reader.byte()) else {
      throw reader.invalid("kind of violation")
    }
    self.kind = kind
    sentence = try reader.text()
  }
}

extension OrderBlotter: Persistable {
  /// Writes the register and the sample.
  public func encode(into writer: inout ByteWriter) {
    writer.append(register)
    writer.append(firstViolation)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    register = try OrderRegister(decoding: &reader)
    firstViolation = try reader.optional(OrderViolation.self)
  }
}
