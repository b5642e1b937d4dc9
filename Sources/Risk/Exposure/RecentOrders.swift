internal import Core

/// The orders of one instrument that were admitted within the window: finds the same one again.
///
/// Exact: terms are compared, the hash only says where to look. An entry as old as the window is
/// room for another, so nothing is ever taken out; where a neighbourhood is full of younger ones the
/// table doubles. Memory is that of the busiest window so far.
struct RecentOrders: Sendable {
  /// What makes two orders the same.
  struct Terms: BitwiseCopyable, Sendable, Equatable {
    /// Seat, side, and whether it has a price: one word, so that terms are compared in three.
    private(set) var kind: UInt64
    private(set) var price: Int64
    private(set) var quantity: Int64

    @inline(__always) init(seat: Int, side: Side, price: Price?, quantity: Int64) {
      let lowest = UInt64(side.rawValue) << 1 | (price == nil ? 0 : 1)
      kind = UInt64(truncatingIfNeeded: seat) << 8 | lowest
      self.price = price?.rawValue ?? 0
      self.quantity = quantity
    }

    @inline(__always) var hash: UInt64 {
      let start = Self.mixed(kind, UInt64(bitPattern: price))
      return Self.mixed(start, UInt64(bitPattern: quantity))
    }

    /// Of no order.
    static var vacant: Terms { Terms(seat: -1, side: .buy, price: nil, quantity: 0) }

    /// The wrapping product is the mixture; its high bits are the well-mixed ones.
    @inline(__always) private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93
      return product ^ product >> 32
    }
  }

  private struct Entry: BitwiseCopyable, Sendable {
    var terms: Terms
    var time: Int64
  }

  /// An entry of nobody, from before all time.
  private static var vacant: Entry {
    Entry(terms: .vacant, time: .min / 2)
  }

  /// A power of two of homes, and `reach - 1` places more, so that no neighbourhood wraps around.
  private var entries: [Entry]
  private var homes: Int
  /// How many places from its home on an entry may lie at.
  private var reach: Int
  /// Latest time of an order.
  private var latest = Int64.min / 2

  init() { self.init(homes: 16, reach: 4) }

  private init(homes: Int, reach: Int) {
    self.homes = homes
    self.reach = reach
    entries = Array(repeating: Self.vacant, count: homes + reach - 1)
  }

  /// What is known of an order before it is kept.
  struct Sighting: BitwiseCopyable, Sendable {
    /// How many nanoseconds ago the same one was admitted; the longest time where none is known.
    var age = Int64.max
    /// Where it can be kept; -1 where the neighbourhood is full of younger ones.
    var place = -1
  }

  /// Looks for the same order.
  @inline(__always) func sighting(of terms: Terms, at now: Timestamp, window: Int64) -> Sighting {
    let oldest = max(latest, now.nanoseconds) &- window
    let home = home(of: terms)
    var sighting = Sighting()
    for place in home..<home &+ reach {
      if entries[place].terms == terms {
        return Sighting(age: now.nanoseconds - entries[place].time, place: place)
      }
      if sighting.place < 0, entries[place].time <= oldest { sighting.place = place }
    }
    return sighting
  }

  /// Keeps an order where it was sighted, or makes room.
  /// - Complexity: O(1); O(entries) where the table grows.
  @inline(__always)
  mutating func add(_ terms: Terms, _ sighting: Sighting, at now: Timestamp, window: Int64) {
    latest = max(latest, now.nanoseconds)
    let entry = Entry(terms: terms, time: now.nanoseconds)
    if sighting.place >= 0 { entries[sighting.place] = entry } else { insert(entry, window) }
  }

  @inline(never) private mutating func insert(_ entry: Entry, _ window: Int64) {
    while !put(entry, window) { grow(window) }
  }

  private mutating func put(_ entry: Entry, _ window: Int64) -> Bool {
    let time = Timestamp(nanoseconds: entry.time) ?? .zero
    let place = sighting(of: entry.terms, at: time, window: window).place
    guard place >= 0 else { return false }
    entries[place] = entry
    return true
  }

  /// More homes, or where these are many for so few orders, longer neighbourhoods: terms that were
  /// chosen to collide cost time, not memory.
  private mutating func grow(_ window: Int64) {
    let young = young(window)
    var wider = self
    repeat {
      let isSparse = wider.homes > 16 * (young.count + 1)
      wider = RecentOrders(
        homes: isSparse ? wider.homes : wider.homes * 2,
        reach: isSparse ? wider.reach * 2 : wider.reach)
      wider.latest = latest
    } while !young.allSatisfy { wider.put($0, window) }
    self = wider
  }

  private func young(_ window: Int64) -> [Entry] {
    entries.filter { $0.terms != .vacant && latest &- $0.time < window }
  }

  @inline(__always) private func home(of terms: Terms) -> Int {
    Int(truncatingIfNeeded: terms.hash >> 20) & (homes &- 1)
  }
}

extension RecentOrders {
  /// Writes those that are younger than the window, oldest first.
  func encode(into writer: inout ByteWriter, window: Int64) {
    let young = young(window).sorted(by: Self.stands)
    writer.append(young.count)
    for entry in young {
      writer.append(entry.terms.kind)
      writer.append(entry.terms.price)
      writer.append(entry.terms.quantity)
      writer.append(entry.time)
    }
  }

  /// Reads what is younger than the window.
  init(decoding reader: inout ByteReader, window: Int64) throws(StateDecodingError) {
    self.init()
    var read: [Entry] = []
    for _ in 0..<(try reader.count(minimumSize: 32)) {
      let terms = try Terms(decoding: &reader)
      let entry = Entry(terms: terms, time: try Timestamp(decoding: &reader).nanoseconds)
      if let last = read.last, !Self.stands(last, entry) { throw reader.invalid("recent order") }
      read.append(entry)
    }
    latest = read.last?.time ?? latest
    for entry in read {
      guard latest &- entry.time < window,
        sighting(of: entry.terms, at: .zero, window: window).age == .max
      else {
        throw reader.invalid("recent order")
      }
      insert(entry, window)
    }
  }

  /// By time, then by what they are.
  private static func stands(_ left: Entry, _ right: Entry) -> Bool {
    left.time == right.time ? left.terms.order < right.terms.order : left.time < right.time
  }
}

extension RecentOrders.Terms {
  /// A total order, for encodings.
  fileprivate var order: (UInt64, Int64, Int64) { (kind, price, quantity) }

  fileprivate init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    kind = try reader.word()
    guard kind >> 8 <= UInt64(NameTable.capacity), [2, 3, 4, 5].contains(kind & 0xFF) else {
      throw reader.invalid("recent order")
    }
    price = try Price(decoding: &reader).rawValue
    guard kind & 1 == 1 || price == 0 else { throw reader.invalid("price") }
    quantity = try Quantity(decoding: &reader).rawValue
  }
}
