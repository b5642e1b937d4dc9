package import Core

/// When a message arrives: never, once or twice. A list of at most two times without a heap.
package struct Arrivals: Sequence, IteratorProtocol, Equatable {
  private var first: Timestamp?
  private var second: Timestamp?

  init(_ first: Timestamp? = nil, _ second: Timestamp? = nil) {
    self.first = first
    self.second = second
  }

  /// Takes the next time.
  package mutating func next() -> Timestamp? {
    let time = first
    (first, second) = (second, nil)
    return time
  }
}
