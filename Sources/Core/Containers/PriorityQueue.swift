/// A binary heap: the smallest element leaves first.
///
/// Elements must be strictly ordered (no two equal), otherwise the order of equal ones would
/// depend on the history; schedulers add a sequence number for that.
public struct PriorityQueue<Element: Comparable> {
  private var heap: [Element] = []

  /// An empty queue.
  public init() {}

  /// How many elements wait.
  public var count: Int { heap.count }

  /// The smallest element.
  public var first: Element? { heap.first }

  /// Adds an element.
  /// - Complexity: O(log n).
  public mutating func insert(_ element: Element) {
    heap.append(element)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the smallest element.
  /// - Complexity: O(log n).
  public mutating func popFirst() -> Element? {
    guard let last = heap.popLast() else { return nil }
    guard let smallest = heap.first else { return last }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return smallest }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[parent] else { return smallest }
      heap.swapAt(child, parent)
      parent = child
    }
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
