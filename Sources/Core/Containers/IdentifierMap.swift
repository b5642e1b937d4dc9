/// Finds a value by a 64-bit number: open addressing with linear probing.
///
/// Used where a `Dictionary` would be, because Swift seeds that one's hashing per process. There
/// is no iteration on purpose: nobody may depend on slot order. Keys are listed in their own order.
public struct IdentifierMap<Value> {
  @usableFromInline
  enum Slot {
    case empty
    case taken(key: UInt64, value: Value)
  }

  @usableFromInline var slots: [Slot] = Array(repeating: .empty, count: 16)
  /// How many keys are present.
  public var count: Int { taken }
  @usableFromInline var taken = 0

  /// An empty map.
  @inlinable public init() {}

  /// The value of `key`; assigning nil removes it.
  /// - Complexity: O(1) expected; growth is O(n), once per doubling.
  @inlinable public subscript(key: UInt64) -> Value? {
    get {
      guard case .taken(_, let value) = slots[position(of: key)] else { return nil }
      return value
    }
    set {
      if let newValue { insert(newValue, for: key) } else { remove(key) }
    }
  }

  /// All keys, ascending.
  /// - Complexity: O(n log n).
  @inlinable public func sortedKeys() -> [UInt64] {
    var keys: [UInt64] = []
    keys.reserveCapacity(count)
    for slot in slots {
      if case .taken(let key, _) = slot { keys.append(key) }
    }
    keys.sort()
    return keys
  }

  @inlinable mutating func insert(_ value: Value, for key: UInt64) {
    let place = position(of: key)
    if case .empty = slots[place] {
      taken += 1
      slots[place] = .taken(key: key, value: value)
      if taken * 2 > slots.count { grow() }
    } else {
      slots[place] = .taken(key: key, value: value)
    }
  }

  /// Backward-shift deletion (Knuth, TAOCP 6.4, algorithm R): no tombstones, probes stay short.
  @inlinable mutating func remove(_ key: UInt64) {
    var hole = position(of: key)
    guard case .taken = slots[hole] else { return }
    taken -= 1
    var probe = hole
    while true {
      probe = (probe + 1) & mask
      guard case .taken(let other, _) = slots[probe] else { break }
      let distanceToHome = (probe - home(of: other)) & mask
      let distanceToHole = (probe - hole) & mask
      if distanceToHome >= distanceToHole {
        slots[hole] = slots[probe]
        hole = probe
      }
    }
    slots[hole] = .empty
  }

  @inlinable var mask: Int { slots.count - 1 }

  /// Fibonacci hashing of all but the last three bits; the wrapping product is the hash.
  ///
  /// Eight neighbouring keys stand beside one another, because numbers are mostly given out in a
  /// row: the next one is then found in memory that was just in use.
  @inlinable func home(of key: UInt64) -> Int {
    let block = key >> 3
    let product = (block ^ (block >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (product >> 32) << 3 | key & 7) & mask
  }

  /// Slot that holds `key`, or the empty one where it would go.
  @inlinable func position(of key: UInt64) -> Int {
    var probe = home(of: key)
    while case .taken(let other, _) = slots[probe], other != key { probe = (probe + 1) & mask }
    return probe
  }

  @inlinable mutating func grow() {
    let old = slots
    slots = Array(repeating: .empty, count: old.count * 2)
    for slot in old {
      if case .taken(let key, _) = slot { slots[position(of: key)] = slot }
    }
  }
}

extension IdentifierMap.Slot: Sendable where Value: Sendable {}
extension IdentifierMap: Sendable where Value: Sendable {}
