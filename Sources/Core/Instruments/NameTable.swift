/// Names with dense numbers from 1, looked up both ways: a tape's instruments, parties or regimes.
public struct NameTable: Sendable, Equatable {
  /// Most names that a table takes, so that no header can fill the memory.
  public static let capacity = 65_536

  /// Names in the order of their numbers; the first has number 1.
  public private(set) var names: [String] = []
  /// Positions in `names`, sorted by name.
  private var byName: [Int] = []

  /// An empty table.
  public init() {}

  /// How many names there are.
  public var count: Int { names.count }

  /// Adds a name and returns its number; nil when it is not a valid tape name or already there, or
  /// the table is full.
  /// - Complexity: O(n).
  public mutating func add(_ name: String) -> UInt32? {
    guard TapeName.isValid(name), names.count < Self.capacity else { return nil }
    let place = rank(of: Array(name.utf8).span)
    if place < byName.count, names[byName[place]] == name { return nil }
    byName.insert(names.count, at: place)
    names.append(name)
    return UInt32(names.count)
  }

  /// The name with this number.
  /// - Complexity: O(1).
  public func name(_ number: UInt32) -> String? {
    let position = Int(number) - 1
    return position >= 0 && position < names.count ? names[position] : nil
  }

  /// The number of a name.
  /// - Complexity: O(log n).
  public func number(of name: String) -> UInt32? { number(of: Array(name.utf8).span) }

  /// The number of a name given as bytes of a tape line.
  /// - Complexity: O(log n).
  public func number(of name: Span<UInt8>) -> UInt32? {
    let place = rank(of: name)
    guard place < byName.count, Self.compare(names[byName[place]], name) == 0 else { return nil }
    return UInt32(byName[place] + 1)
  }

  /// How many names sort before `name`.
  private func rank(of name: Span<UInt8>) -> Int {
    var low = 0
    var high = byName.count
    while low < high {
      let middle = (low + high) / 2
      if Self.compare(names[byName[middle]], name) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Negative, zero or positive as `left` sorts before, with or behind `right`, byte by byte.
  private static func compare(_ left: String, _ right: Span<UInt8>) -> Int {
    var index = 0
    for byte in left.utf8 {
      guard index < right.count else { return 1 }
      if byte != right[index] { return Int(byte) - Int(right[index]) }
      index += 1
    }
    return index < right.count ? -1 : 0
  }
}
