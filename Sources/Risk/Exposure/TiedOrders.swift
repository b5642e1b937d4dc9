public import Core

/// Two orders of one owner of which the venue takes from the one what the other trades (one cancels
/// the other): together they never trade more than the larger of them.
public struct OneCancelsOther: BitwiseCopyable, Sendable, Equatable {
  /// Whose orders they are.
  public let owner: PartyID
  /// One leg.
  public let id: OrderID
  /// The other leg.
  public let other: OrderID

  /// Takes every field.
  public init(owner: PartyID, id: OrderID, other: OrderID) {
    self.owner = owner
    self.id = id
    self.other = other
  }
}

/// Which orders are tied. Legs may be tied before they are sent; a tie ends with either leg.
struct TiedOrders: Sendable {
  /// Of each leg the other one.
  private var partners = IdentifierMap<UInt64>()

  init() {}

  /// The other leg; nil for an order of its own.
  @inline(__always) func partner(of id: OrderID) -> OrderID? {
    guard partners.count > 0 else { return nil }
    return partners[id.rawValue].map { OrderID($0) }
  }

  /// False, and nothing has changed, where a leg is tied already, both are one, or there are as many
  /// ties as there may be orders.
  mutating func tie(_ legs: OneCancelsOther) -> Bool {
    guard legs.id != legs.other, partner(of: legs.id) == nil, partner(of: legs.other) == nil,
      partners.count < 2 * Int(OrderCount.capacity.rawValue)
    else { return false }
    partners[legs.id.rawValue] = legs.other.rawValue
    partners[legs.other.rawValue] = legs.id.rawValue
    return true
  }

  /// Both legs stand alone from here on.
  mutating func untie(_ id: OrderID) {
    guard let partner = partner(of: id) else { return }
    partners[id.rawValue] = nil
    partners[partner.rawValue] = nil
  }
}

extension TiedOrders: Persistable {
  /// Writes each tie once, by its smaller number.
  func encode(into writer: inout ByteWriter) {
    let firsts = partners.sortedKeys().filter { $0 < partners[$0] ?? 0 }
    writer.append(firsts.count)
    for first in firsts {
      writer.append(first)
      writer.append(partners[first] ?? 0)
    }
  }

  /// Reads them back; ties that no gate wrote are refused.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    var last: OrderID?
    for _ in 0..<(try reader.count(minimumSize: 16)) {
      let (id, other) = (try OrderID(decoding: &reader), try OrderID(decoding: &reader))
      let isNext = last.map { $0 < id } ?? true
      guard isNext, id < other, tie(OneCancelsOther(owner: .venue, id: id, other: other)) else {
        throw reader.invalid("tied orders")
      }
      last = id
    }
  }
}
