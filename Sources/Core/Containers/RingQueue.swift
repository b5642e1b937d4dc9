/// First in, first out over a circular buffer; the queue behind price levels and bounded inboxes.
public struct RingQueue<Element> {
  @usableFromInline var slots: [Element?]
  @usableFromInline var head = 0
  /// How many elements wait.
  @inlinable public var count: Int { waiting }
  @usableFromInline var waiting = 0

  /// An empty queue with room for `capacity` elements before it first grows.
  @inlinable public init(capacity: Int = 0) {
    slots = Array(repeating: nil, count: max(0, capacity))
  }

  /// Whether nothing waits.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The element that waited longest.
  @inlinable public var first: Element? { count == 0 ? nil : slots[head] }

  /// The element at `position` from the front; nil beyond the end.
  @inlinable public subscript(position: Int) -> Element? {
    guard position >= 0, position < count else { return nil }
    return slots[slot(position)]
  }

  /// Adds an element at the back.
  /// - Complexity: O(1) amortised; doubles the buffer when full.
  @inlinable public mutating func append(_ element: Element) {
    if count == slots.count { grow() }
    slots[slot(count)] = element
    waiting += 1
  }

  /// Takes the element that waited longest.
  /// - Complexity: O(1).
  @inlinable public mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head]
    slots[head] = nil
    head = slot(1)
    waiting -= 1
    return element
  }

  /// Replaces the element at `position`; does nothing beyond the end.
  @inlinable public mutating func replace(at position: Int, with element: Element) {
    guard position >= 0, position < count else { return }
    slots[slot(position)] = element
  }

  /// Takes the element at `position` out, keeping the order of the rest.
  /// - Complexity: O(n).
  @inlinable public mutating func remove(at position: Int) -> Element? {
    guard position >= 0, position < count else { return nil }
    let element = slots[slot(position)]
    for index in position..<count - 1 { slots[slot(index)] = slots[slot(index + 1)] }
    slots[slot(count - 1)] = nil
    waiting -= 1
    return element
  }

  /// Position of the first element that satisfies the predicate.
  /// - Complexity: O(n).
  @inlinable public func firstPosition(where matches: (Element) -> Bool) -> Int? {
    for position in 0..<count {
      if let element = slots[slot(position)], matches(element) { return position }
    }
    return nil
  }

  @inlinable func slot(_ position: Int) -> Int {
    let raw = head + position
    return raw < slots.count ? raw : raw - slots.count
  }

  @inlinable mutating func grow() {
    var wider: [Element?] = []
    wider.reserveCapacity(max(4, slots.count * 2))
    for position in 0..<count { wider.append(slots[slot(position)]) }
    wider.append(contentsOf: repeatElement(nil, count: max(4, slots.count * 2) - count))
    slots = wider
    head = 0
  }
}

extension RingQueue: Sendable where Element: Sendable {}

extension RingQueue: Persistable where Element: Persistable {
  /// Writes the elements from front to back.
  public func encode(into writer: inout ByteWriter) {
    writer.append(count)
    for position in 0..<count { self[position]?.encode(into: &writer) }
  }

  /// Reads the elements from front to back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    for element in try reader.array(of: Element.self) { append(element) }
  }
}
