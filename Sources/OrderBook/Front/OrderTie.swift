internal import Core

/// A group of one owner's orders: what one leg trades, the other loses in the same step.
struct OrderTie: Sendable, Equatable {
  /// What is known of one of its orders.
  enum Standing: UInt8, CaseIterable, Sendable {
    /// It has not come yet.
    case expected = 1
    /// It lives.
    case present = 2
    /// It is over.
    case gone = 3
  }

  /// One of its orders.
  struct Member: BitwiseCopyable, Sendable, Equatable {
    var id: OrderID
    var standing = Standing.expected
  }

  let owner: PartyID
  var legs: [Member]
  /// The order whose fills the legs stand for, in a bracket.
  var entry: Member?
  /// What a leg stands for in all: of a bracket, what its entry has filled.
  var size = Quantity.zero
  /// What the legs have traded.
  var traded = Quantity.zero
  /// Side and size are known once the first leg has come.
  var side: Side?
  /// Nothing more may come of it: what still arrives is taken out.
  var isOver = false

  init(_ group: OrderGroup) {
    owner = group.owner
    legs = [Member(id: group.id), Member(id: group.other)]
    if case .bracket(let id) = group.link { entry = Member(id: id) }
  }

  /// A group as it was saved, without its figures.
  init(_ owner: PartyID, _ legs: [Member], _ entry: Member?) {
    self.owner = owner
    self.legs = legs
    self.entry = entry
  }

  /// What each leg has left.
  var open: Quantity { size - traded }

  /// Whether its legs wait for the entry.
  var isAsleep: Bool { entry != nil && size == .zero }

  /// Every order of it.
  var members: [Member] { legs + (entry.map { [$0] } ?? []) }

  /// Whether nobody has to hear of it any more.
  var isSpent: Bool { members.allSatisfy { $0.standing == .gone } }

  mutating func note(_ id: OrderID, _ standing: Standing) {
    for place in legs.indices where legs[place].id == id { legs[place].standing = standing }
    if entry?.id == id { entry?.standing = standing }
  }
}
