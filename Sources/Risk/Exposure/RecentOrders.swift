internal import Core

/// The orders of one instrument that were admitted within the window: finds the same one again.
///
/// Exact: terms are compared, and the hash only finds them. Memory is that of the orders within the
/// window.
struct RecentOrders: Sendable {
  /// What makes two orders the same.
  struct Terms: BitwiseCopyable, Sendable, Equatable {
    var owner: PartyID
    var side: Side
    var price: Price?
    var quantity: Quantity

    var key: UInt64 {
      var hash = TraceHash()
      hash.fold(UInt64(owner.rawValue) << 8 | UInt64(side.rawValue))
      hash.fold(price.map { UInt64(bitPattern: $0.rawValue) } ?? 1 << 63)
      hash.fold(UInt64(bitPattern: quantity.rawValue))
      return hash.value
    }
  }

  private struct Entry: BitwiseCopyable, Sendable {
    var terms: Terms
    var time: Timestamp
  }

  private var entries = RingQueue<Entry>()
  /// Number of the first entry since the beginning.
  private var first: UInt64 = 0
  /// Number of the latest entry with these terms.
  private var latest = IdentifierMap<UInt64>()

  init() {}

  /// How long ago the same order was admitted; nil where it was not, within what is kept.
  func age(of terms: Terms, at now: Timestamp) -> Nanoseconds? {
    guard let number = latest[terms.key], let entry = entries[Int(number &- first)],
      entry.terms == terms
    else { return nil }
    return now.since(entry.time)
  }

  /// Keeps an order, and forgets those that are as old as the window.
  mutating func add(_ terms: Terms, at now: Timestamp, window: Nanoseconds) {
    forget(before: now, window: window)
    latest[terms.key] = first &+ UInt64(entries.count)
    entries.append(Entry(terms: terms, time: now))
  }

  private mutating func forget(before now: Timestamp, window: Nanoseconds) {
    while let entry = entries.first, now.since(entry.time) >= window {
      let key = entry.terms.key
      if latest[key] == first { latest[key] = nil }
      _ = entries.popFirst()
      first &+= 1
    }
  }
}

extension RecentOrders: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(entries.count)
    for place in 0..<entries.count {
      guard let entry = entries[place] else { continue }
      writer.append(entry.terms.owner)
      writer.append(entry.terms.side.rawValue)
      writer.append(entry.terms.price)
      writer.append(entry.terms.quantity)
      writer.append(entry.time)
    }
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    for _ in 0..<(try reader.count()) {
      let owner = try PartyID(decoding: &reader)
      guard let side = Side(rawValue: try reader.byte()) else { throw reader.invalid("side") }
      let terms = Terms(
        owner: owner, side: side, price: try reader.optional(Price.self),
        quantity: try Quantity(decoding: &reader))
      let time = try Timestamp(decoding: &reader)
      latest[terms.key] = UInt64(entries.count)
      entries.append(Entry(terms: terms, time: time))
    }
  }
}
