import Handoff
import HostIO
import Samples
import Testing

@Suite struct SPSCRingTests {
  /// A ring beside the array that it must equal.
  struct Pair: ~Copyable {
    var producer: SPSCProducer<Int>
    var consumer: SPSCConsumer<Int>
    var model: [Int] = []
    /// How many at the end of the model the consumer must not see yet.
    var staged = 0
    var agrees = true

    init(capacity: Int) {
      let ring = SPSCRing<Int>(capacity: RingCapacity(atLeast: capacity))
      producer = ring.producer
      consumer = ring.consumer
    }

    static let operationCount = 6

    mutating func perform(_ operation: Int, value: Int) {
      let room = producer.capacity - model.count
      switch operation {
      case 0:
        note(producer.push(value) == (room > 0 ? .pushed : .full))
        if room > 0 { (model, staged) = (model + [value], 0) }
      case 1:
        let batch = [value, -value, value]
        note(producer.push(contentsOf: batch.span) == min(room, 3))
        model += batch.prefix(room)
        staged = 0
      case 2:
        note(consumer.pop() == (model.count == staged ? nil : model.removeFirst()))
      case 3:
        note(producer.stage(value) == (room > 0 ? .pushed : .full))
        if room > 0 { (model, staged) = (model + [value], staged + 1) }
      case 4:
        producer.publish()
        staged = 0
      default:
        var taken: [Int] = []
        note(consumer.drain(limit: 2) { taken.append($0) } == min(2, model.count - staged))
        note(taken == Array(model.dropLast(staged).prefix(2)))
        model.removeFirst(taken.count)
      }
    }

    mutating func note(_ fact: Bool) { if !fact { agrees = false } }
  }

  @Test(arguments: [1, 2, 4])
  func `INV-HANDOFF-1: every sequence of six operations does what a bounded array does`(
    capacity: Int
  ) {
    var sequences = 1
    for _ in 0..<6 { sequences *= Pair.operationCount }
    for sequence in 0..<sequences {
      var pair = Pair(capacity: capacity)
      var rest = sequence
      for step in 1...6 {
        pair.perform(rest % Pair.operationCount, value: step)
        rest /= Pair.operationCount
      }
      guard pair.agrees else {
        Issue.record("sequence \(sequence)")
        return
      }
    }
  }

  @Test(arguments: [1, 8, 1024])
  func `INV-HANDOFF-1: between two threads all numbers arrive, in order, once`(
    capacity: Int
  ) throws {
    let ring = SPSCRing<UInt64>(capacity: RingCapacity(atLeast: capacity))
    let count = UInt64(20_000 * TestRun.scale)
    let sender = try HostThread(ring.producer) { producer in
      var producer = producer
      for number in 0..<count {
        while producer.push(number) != .pushed { HostThread.yield() }
      }
    }
    var consumer = ring.consumer
    var expected: UInt64 = 0
    var areInOrder = true
    while !consumer.isFinished() {
      let taken = consumer.drain { number in
        if number != expected { areInOrder = false }
        expected += 1
      }
      if taken == 0 { HostThread.yield() }
    }
    sender.join()
    #expect(areInOrder)
    #expect(expected == count)
  }

  @Test func `a full ring refuses, counts it, and takes again once there is room`() {
    let ring = SPSCRing<Int>(capacity: RingCapacity(atLeast: 2))
    var producer = ring.producer
    var consumer = ring.consumer
    let answers = [producer.push(1), producer.push(2), producer.push(3)]
    #expect(answers == [.pushed, .pushed, .full])
    #expect(producer.refusals == 1)
    #expect(consumer.pop() == 1)
    let answer = producer.push(3)
    #expect(answer == .pushed)
  }

  @Test func `a ring whose consumer is gone says so when it is full`() {
    let ring = SPSCRing<Int>(capacity: RingCapacity(atLeast: 1))
    var producer = ring.producer
    drop(ring.consumer)
    let answers = [producer.push(1), producer.push(2)]
    #expect(answers == [.pushed, .closed])
  }

  @Test func `a ring is finished only when it is empty and its producer is gone`() {
    let ring = SPSCRing<Int>(capacity: RingCapacity(atLeast: 2))
    var consumer = ring.consumer
    var states: [Bool] = []
    do {
      var producer = ring.producer
      _ = producer.push(1)
      states.append(consumer.isFinished())
    }
    states.append(consumer.isFinished())
    _ = consumer.pop()
    states.append(consumer.isFinished())
    #expect(states == [false, false, true])
  }

  @Test(arguments: [(0, 1), (1, 1), (3, 4), (4, 4), (5, 8), (-1, 1), (Int.max, 1 << 30)])
  func `a capacity is the next power of two within its limits`(wanted: Int, slots: Int) {
    #expect(RingCapacity(atLeast: wanted).slots == slots)
  }
}
