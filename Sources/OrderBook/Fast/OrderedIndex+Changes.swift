extension OrderedIndex {
  /// Adds a rank that is not there.
  /// - Complexity: O(log n); O(1) among the highest ranks.
  @usableFromInline mutating func insert(_ rank: Int64, slot: UInt32) {
    if root == 0 { plant() }
    count += 1
    if nodes[lastLeaf].count < Node.capacity, isInLastLeaf(rank) {
      return insert(rank, slot, at: positionFromEnd(of: rank), in: lastLeaf)
    }
    if nodes[root].count == Node.capacity { growUpward() }
    var node = root
    for _ in 1..<height {
      effort.visitedNodes += 1
      if rank < nodes[node].ranks[0] { nodes[node].ranks[0] = rank }
      let position = child(of: node, for: rank)
      let full = nodes[node].slots[position]
      if nodes[full].count == Node.capacity { split(childAt: position, of: node) }
      node = nodes[node].slots[child(of: node, for: rank)]
    }
    insert(rank, slot, at: lowerBound(of: rank, in: node), in: node)
  }

  /// Takes a rank out; false when it is not there.
  /// - Complexity: O(log n); O(1) among the highest ranks.
  @discardableResult
  mutating func remove(_ rank: Int64) -> Bool {
    guard root != 0 else { return false }
    if nodes[lastLeaf].count > 1, isInLastLeaf(rank) {
      let position = positionFromEnd(of: rank)
      guard position < nodes[lastLeaf].count, nodes[lastLeaf].ranks[position] == rank else {
        return false
      }
      close(position, of: lastLeaf)
      count -= 1
      return true
    }
    guard remove(rank, below: root, height: height) else { return false }
    count -= 1
    while height > 1, nodes[root].count == 1 {
      let only = nodes[root].slots[0]
      free(root)
      root = only
      height -= 1
    }
    if nodes[root].count == 0 { uproot() }
    return true
  }

  private func isInLastLeaf(_ rank: Int64) -> Bool {
    height == 1 || nodes[lastLeaf].count > 0 && rank >= nodes[lastLeaf].ranks[0]
  }

  /// How many ranks of the last leaf are lower, searched from the highest down: new levels mostly
  /// begin near the best price.
  private mutating func positionFromEnd(of rank: Int64) -> Int {
    var position = nodes[lastLeaf].count
    while position > 0, nodes[lastLeaf].ranks[position - 1] >= rank { position -= 1 }
    return position
  }

  private mutating func plant() {
    root = makeNode()
    lastLeaf = root
    height = 1
  }

  private mutating func uproot() {
    free(root)
    root = 0
    lastLeaf = 0
    height = 0
  }

  /// A new root above the old one.
  private mutating func growUpward() {
    let old = root
    root = makeNode()
    height += 1
    nodes[root].count = 1
    nodes[root].slots[0] = old
    nodes[root].ranks[0] = nodes[old].ranks[0]
    split(childAt: 0, of: root)
  }

  /// Moves the upper half of a full child to a new one behind it; the parent has room.
  private mutating func split(childAt position: Int, of parent: UInt32) {
    let left = nodes[parent].slots[position]
    let right = makeNode()
    move(Node.capacity / 2..<Node.capacity, of: left, to: 0, of: right)
    nodes[right].count = Node.capacity / 2
    nodes[left].count = Node.capacity / 2
    insert(nodes[right].ranks[0], right, at: position + 1, in: parent)
    nodes[right].previous = left
    nodes[right].next = nodes[left].next
    nodes[left].next = right
    let after = nodes[right].next
    if after != 0 { nodes[after].previous = right }
    if lastLeaf == left { lastLeaf = right }
  }

  /// Takes a rank out below `node`, and joins a child that got thin with a neighbour.
  private mutating func remove(_ rank: Int64, below node: UInt32, height: Int) -> Bool {
    effort.visitedNodes += 1
    guard height > 1 else {
      let position = lowerBound(of: rank, in: node)
      guard position < nodes[node].count, nodes[node].ranks[position] == rank else { return false }
      close(position, of: node)
      return true
    }
    let position = child(of: node, for: rank)
    let child = nodes[node].slots[position]
    guard remove(rank, below: child, height: height - 1) else { return false }
    if nodes[child].count < Node.capacity / 4 { join(childAt: position, of: node) }
    return true
  }

  /// Joins a thin child with a neighbour when one node has room for both; an empty one always goes.
  private mutating func join(childAt position: Int, of parent: UInt32) {
    let last = nodes[parent].count - 1
    let thin = nodes[parent].slots[position]
    if nodes[thin].count == 0 {
      unlink(thin)
      free(thin)
      close(position, of: parent)
    } else if position > 0, canJoin(position - 1, of: parent) {
      join(position - 1, of: parent)
    } else if position < last, canJoin(position, of: parent) {
      join(position, of: parent)
    }
  }

  /// Whether a child and the one behind it fit in one node, with space left.
  private func canJoin(_ position: Int, of parent: UInt32) -> Bool {
    let left = nodes[parent].slots[position]
    let right = nodes[parent].slots[position + 1]
    return nodes[left].count + nodes[right].count <= Node.capacity * 3 / 4
  }

  private mutating func join(_ position: Int, of parent: UInt32) {
    let left = nodes[parent].slots[position]
    let right = nodes[parent].slots[position + 1]
    let (start, more) = (nodes[left].count, nodes[right].count)
    move(0..<more, of: right, to: start, of: left)
    nodes[left].count = start + more
    unlink(right)
    free(right)
    close(position + 1, of: parent)
  }

  /// Takes a leaf out of the chain of leaves; inner nodes have a chain of their own.
  private mutating func unlink(_ node: UInt32) {
    let (previous, next) = (nodes[node].previous, nodes[node].next)
    if previous != 0 { nodes[previous].next = next }
    if next != 0 { nodes[next].previous = previous }
    if lastLeaf == node { lastLeaf = previous }
  }

  private mutating func insert(_ rank: Int64, _ slot: UInt32, at position: Int, in node: UInt32) {
    let count = nodes[node].count
    move(position..<count, of: node, to: position + 1, of: node)
    nodes[node].ranks[position] = rank
    nodes[node].slots[position] = slot
    nodes[node].count = count + 1
  }

  /// Drops an entry and closes the gap.
  private mutating func close(_ position: Int, of node: UInt32) {
    let count = nodes[node].count
    move(position + 1..<count, of: node, to: position, of: node)
    nodes[node].count = count - 1
  }

  /// Copies entries to another node, or within one in the order that overlapping needs.
  private mutating func move(
    _ range: Range<Int>, of source: UInt32, to start: Int, of target: UInt32
  ) {
    effort.movedEntries += UInt64(range.count)
    if source == target, start > range.lowerBound {
      for position in range.reversed() {
        copy(position, of: source, to: position + start - range.lowerBound, of: target)
      }
    } else {
      for position in range {
        copy(position, of: source, to: position - range.lowerBound + start, of: target)
      }
    }
  }

  private mutating func copy(_ from: Int, of source: UInt32, to: Int, of target: UInt32) {
    nodes[target].ranks[to] = nodes[source].ranks[from]
    nodes[target].slots[to] = nodes[source].slots[from]
  }

  private mutating func makeNode() -> UInt32 {
    if firstFree != 0 {
      let node = firstFree
      firstFree = nodes[node].previous
      nodes[node] = Node()
      return node
    }
    let node = usedNodes
    if Int(node) >= nodes.count {
      nodes.addChunk(filledWith: Node())
      effort.chunks += 1
    }
    usedNodes += 1
    return node
  }

  private mutating func free(_ node: UInt32) {
    nodes[node].previous = firstFree
    firstFree = node
  }
}
