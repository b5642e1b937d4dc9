import Core
import Samples
import Testing

@Suite struct RingQueueTests {
  /// Beside a queue, the array that it must equal.
  struct Pair {
    var queue: RingQueue<Int>
    var model: [Int] = []
    /// Whether both gave the same element each time that one was taken out.
    var gaveAlike = true

    /// Performs one of `operationCount` small operations on both.
    mutating func perform(_ operation: Int, value: Int) {
      switch operation {
      case 0:
        queue.append(value)
        model.append(value)
      case 1:
        let expected = model.isEmpty ? nil : model.removeFirst()
        if queue.popFirst() != expected { gaveAlike = false }
      case 2:
        let position = model.count / 2
        let expected = model.indices.contains(position) ? model.remove(at: position) : nil
        if queue.remove(at: position) != expected { gaveAlike = false }
      default:
        queue.replace(at: 1, with: value)
        if model.count > 1 { model[1] = value }
      }
    }

    static let operationCount = 4

    var agrees: Bool {
      gaveAlike && queue.count == model.count && queue.isEmpty == model.isEmpty
        && queue.first == model.first
        && (0..<model.count).map { queue[$0] } == model && queue[-1] == nil
        && queue[model.count] == nil
    }
  }

  @Test(arguments: [0, 1, 2, 3])
  func `INV-QUEUE-1: every sequence of seven operations does what an array does`(capacity: Int) {
    var sequences = 1
    for _ in 0..<7 { sequences *= Pair.operationCount }
    for sequence in 0..<sequences {
      var pair = Pair(queue: RingQueue(capacity: capacity))
      var rest = sequence
      for step in 0..<7 {
        pair.perform(rest % Pair.operationCount, value: step)
        rest /= Pair.operationCount
      }
      guard pair.agrees else {
        Issue.record("sequence \(sequence)")
        return
      }
    }
  }

  @Test func `INV-QUEUE-1: a long random life does what an array does`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "ring-queue")
    var pair = Pair(queue: RingQueue())
    for step in 0..<5000 * TestRun.scale {
      // Grows for a while, then shrinks, so that the ring wraps at many sizes.
      let growing = step / 300 % 2 == 0
      let operation = random.bounded(10) < (growing ? 7 : 3) ? 0 : 1 + Int(random.bounded(3))
      pair.perform(operation, value: step)
      guard step % 16 != 0 || pair.agrees else {
        Issue.record("SEED=\(TestRun.seed) step \(step)")
        return
      }
    }
  }

  @Test func `the first position that satisfies a predicate is found from the front`() {
    var queue = RingQueue<Int>(capacity: 3)
    for value in [9, 1, 2] { queue.append(value) }
    _ = queue.popFirst()
    queue.append(1)
    #expect(queue.firstPosition { $0 == 1 } == 0)
    #expect(queue.firstPosition { $0 == 2 } == 1)
    #expect(queue.firstPosition { $0 == 9 } == nil)
  }
}

@Suite struct PriorityQueueTests {
  @Test func `INV-QUEUE-2: every order of arrival of seven elements leaves in order`() {
    var wrong: [[Int]] = []
    func check(_ arrived: [Int], _ waiting: [Int]) {
      guard !waiting.isEmpty else {
        var queue = PriorityQueue<Int>()
        for element in arrived { queue.insert(element) }
        let left = (0...7).map { _ in queue.popFirst() }
        if left != [0, 1, 2, 3, 4, 5, 6, nil] { wrong.append(arrived) }
        return
      }
      for index in waiting.indices {
        var rest = waiting
        let next = rest.remove(at: index)
        check(arrived + [next], rest)
      }
    }
    check([], Array(0..<7))
    #expect(wrong.first == nil)
  }

  @Test func `INV-QUEUE-2: a random life does what a sorted array does`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "priority-queue")
    var queue = PriorityQueue<UInt64>()
    var model: [UInt64] = []
    var differs = false
    for step in 0..<3000 * TestRun.scale {
      if random.bounded(100) < 55 {
        let element = random.next()
        queue.insert(element)
        model.insert(element, at: model.firstIndex { $0 > element } ?? model.count)
      } else {
        if queue.popFirst() != (model.isEmpty ? nil : model.removeFirst()) { differs = true }
      }
      guard !differs, queue.first == model.first, queue.count == model.count else {
        Issue.record("SEED=\(TestRun.seed) step \(step)")
        return
      }
    }
    #expect(queue.sorted == model)
  }
}

@Suite struct IdentifierMapTests {
  /// Ways to choose keys: dense, far apart, equal in their low or high bits, at the very end.
  static let keyings: [(String, @Sendable (UInt64) -> UInt64)] = [
    ("dense", { $0 }), ("in steps of 2 to the 32", { $0 << 32 }),
    ("in steps of 2 to the 56", { $0 << 56 }), ("mirrored", { $0 << 32 | $0 }),
    ("at the end", { .max - $0 }),
    ("at one home of the hash", atHomeZero),
    ("random", { RandomStream(masterSeed: $0, name: "keys").first }),
  ]

  /// Undoes the hash: 0xF1DE… is the inverse of its multiplier, and its shift undoes itself.
  @Sendable private static func atHomeZero(_ number: UInt64) -> UInt64 {
    let product = number &* 0xF1DE_83E1_9937_733D
    return product ^ product >> 32
  }

  @Test(arguments: keyings.indices)
  func `INV-MAP-1: a random life does what a list of pairs does, however keys cluster`(
    keying: Int
  ) {
    let (name, key) = Self.keyings[keying]
    var random = RandomStream(masterSeed: TestRun.seed, name: name)
    var map = IdentifierMap<UInt64>()
    var model: [UInt64?] = Array(repeating: nil, count: 200)
    for step in 0..<4000 * TestRun.scale {
      let number = Int(random.bounded(200))
      let isRemoval = random.bounded(100) < (step / 500 % 2 == 0 ? 30 : 70)
      let value: UInt64? = isRemoval ? nil : UInt64(step)
      map[key(UInt64(number))] = value
      model[number] = value
      let probe = Int(random.bounded(200))
      guard map[key(UInt64(probe))] == model[probe] else {
        Issue.record("\(name) SEED=\(TestRun.seed) step \(step)")
        return
      }
    }
    #expect(map.count == model.count { $0 != nil }, "\(name)")
    for number in model.indices where map[key(UInt64(number))] != model[number] {
      Issue.record("\(name): key \(number) SEED=\(TestRun.seed)")
    }
  }

  @Test func `INV-MAP-1: taking out any key of a full cluster keeps the others`() {
    for removed in UInt64(0)..<40 {
      for key in [{ $0 }, Self.atHomeZero] as [(UInt64) -> UInt64] {
        var map = IdentifierMap<UInt64>()
        for number in UInt64(0)..<40 { map[key(number)] = number }
        map[key(removed)] = nil
        let found = (UInt64(0)..<40).map { map[key($0)] }
        guard found == (UInt64(0)..<40).map({ $0 == removed ? nil : $0 }) else {
          Issue.record("key \(removed)")
          return
        }
      }
    }
  }

  @Test func `a map may hold optional values and forgets what it is told to`() {
    var map = IdentifierMap<String>()
    map[7] = "a"
    map[7] = "b"
    #expect((map.count, map[7], map[8]) == (1, "b", nil))
    map[8] = nil
    map[7] = nil
    #expect((map.count, map[7]) == (0, nil))
  }
}

extension RandomStream {
  /// The first word of a copy.
  fileprivate var first: UInt64 {
    var copy = self
    return copy.next()
  }
}
