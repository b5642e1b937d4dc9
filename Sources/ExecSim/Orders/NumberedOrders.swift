internal import Core

/// Recorded orders with a place in the arrivals: those that joined a level behind an order of ours,
/// or that ours have used up.
struct NumberedOrders: Sendable {
  private struct Entry: BitwiseCopyable, Sendable {
    let id: OrderID
    let arrival: UInt64
    var isGone: Bool
  }

  /// In the order of arrival; gone ones stay until they are half of all.
  private var entries: [Entry] = []
  /// None before the first has joined, since most levels of ours never need it.
  private var places: IdentifierMap<Int>?

  /// When a recorded order joined; 0 where it was there before.
  func arrival(of id: OrderID) -> UInt64 {
    places?[id.rawValue].map { entries[$0].arrival } ?? 0
  }

  /// The largest place that was given; 0 where none was.
  var lastArrival: UInt64 { entries.last?.arrival ?? 0 }

  /// How many of them stand there.
  private var count: Int { places?.count ?? 0 }

  /// Whether an order is among them.
  func contains(_ id: OrderID) -> Bool { places?[id.rawValue] != nil }

  /// An order joined, or joined again behind the others.
  mutating func join(_ id: OrderID, arrival: UInt64) {
    if places == nil { places = IdentifierMap() } else { leave(id) }
    places?[id.rawValue] = entries.count
    entries.append(Entry(id: id, arrival: arrival, isGone: false))
  }

  /// An order has left.
  /// - Complexity: O(1) amortised.
  mutating func leave(_ id: OrderID) {
    guard let place = places?[id.rawValue] else { return }
    places?[id.rawValue] = nil
    entries[place].isGone = true
    guard entries.count > 16, count * 2 < entries.count else { return }
    entries.removeAll(where: \.isGone)
    for place in entries.indices { places?[entries[place].id.rawValue] = place }
  }
}

extension NumberedOrders: Persistable {
  /// Writes those that stand there, in the order of arrival.
  func encode(into writer: inout ByteWriter) {
    writer.append(count)
    for entry in entries where !entry.isGone {
      entry.id.encode(into: &writer)
      writer.append(entry.arrival)
    }
  }

  /// Reads them back; refuses any order but that of arrival.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    var last: UInt64 = 0
    for _ in 0..<(try reader.count(minimumSize: 16)) {
      let (id, arrival) = (try OrderID(decoding: &reader), try reader.word())
      guard arrival > last, !contains(id) else { throw reader.invalid("arrival") }
      last = arrival
      join(id, arrival: arrival)
    }
  }
}
