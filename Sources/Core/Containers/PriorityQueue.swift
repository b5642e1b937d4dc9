/// A binary heap: the smallest element leaves first.
///
/// Elements must be strictly ordered (no two equal), otherwise the order of equal ones would
/// depend on the history; schedulers add a sequence number for that.
public struct PriorityQueue<Element: Comparable> {
  @usableFromInline var heap: [Element] = []

  /// An empty queue.
  @inlinable public init() {}

  /// How many elements wait.
  @inlinable public var count: Int { heap.count }

  /// The smallest element.
  @inlinable public var first: Element? { heap.first }

  /// Adds an element.
  /// - Complexity: O(log n).
  @inlinable public mutating func insert(_ element: Element) {
    heap.append(element)
    var places = heap.mutableSpan
    var hole = places.count - 1
    while hole > 0 {
      let parent = (hole - 1) / 2
      guard element < places[parent] else { break }
      places[hole] = places[parent]
      hole = parent
    }
    places[hole] = element
  }

  /// Takes the smallest element.
  /// - Complexity: O(log n).
  @inlinable public mutating func popFirst() -> Element? {
    guard let last = heap.popLast() else { return nil }
    guard let smallest = heap.first else { return last }
    var places = heap.mutableSpan
    var hole = 0
    while true {
      var child = 2 * hole + 1
      guard child < places.count else { break }
      if child + 1 < places.count, places[child + 1] < places[child] { child += 1 }
      guard places[child] < last else { break }
      places[hole] = places[child]
      hole = child
    }
    places[hole] = last
    return smallest
  }

  /// All elements, smallest first.
  /// - Complexity: O(n log n).
  public var sorted: [Element] { heap.sorted() }
}

extension PriorityQueue: Sendable where Element: Sendable {}

extension PriorityQueue: Persistable where Element: Persistable {
  /// Writes the elements in order, so that two heaps of equal content encode alike.
  public func encode(into writer: inout ByteWriter) { writer.append(sorted) }

  /// Reads the elements back; refuses any order but the one that `encode` writes.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    heap = try reader.array(of: Element.self)  // ascending elements are a heap already
    for index in heap.indices.dropFirst() where !(heap[index - 1] < heap[index]) {
      throw reader.invalid("order of a priority queue")
    }
  }
}
