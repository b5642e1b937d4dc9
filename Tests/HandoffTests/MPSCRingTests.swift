import Handoff
import HostIO
import Samples
import Testing

@Suite struct MPSCRingTests {
  /// Who sent it, and the sender's own number.
  struct Letter: BitwiseCopyable, Sendable, Equatable {
    var sender: Int
    var number: Int
  }

  @Test(arguments: [1, 2, 4])
  func `INV-HANDOFF-1: every sequence of ten pushes and pops does what a bounded array does`(
    capacity: Int
  ) {
    for sequence in 0..<1024 {
      let ring = MPSCRing<Int>(capacity: RingCapacity(atLeast: capacity))
      let producer = ring.producer
      var consumer = ring.consumer
      var model: [Int] = []
      var agrees = true
      for step in 0..<10 {
        if sequence >> step & 1 == 0 {
          let fits = model.count < capacity
          if producer.push(step) != (fits ? .pushed : .full) { agrees = false }
          if fits { model.append(step) }
        } else {
          let expected = model.isEmpty ? nil : model.removeFirst()
          if consumer.pop()?.element != expected { agrees = false }
        }
      }
      guard agrees else {
        Issue.record("sequence \(sequence)")
        return
      }
    }
  }

  @Test func `INV-HANDOFF-2: tickets are dense, and each sender's letters keep their order`() throws
  {
    let ring = MPSCRing<Letter>(capacity: RingCapacity(atLeast: 64))
    let (senders, letters) = (4, 5_000 * TestRun.scale)
    var next = [0, 0, 0, 0]
    let first = try thread(0, letters, ring.producer)
    let second = try thread(1, letters, ring.producer)
    let third = try thread(2, letters, ring.producer)
    let fourth = try thread(3, letters, ring.producer)
    var consumer = ring.consumer
    var count: UInt64 = 0
    var isOrdered = true
    while count < UInt64(senders * letters) {
      guard let (ticket, letter) = consumer.pop() else {
        HostThread.yield()
        continue
      }
      if ticket != count || letter.number != next[letter.sender] {
        isOrdered = false
      }
      next[letter.sender] = letter.number + 1
      count += 1
    }
    first.join()
    second.join()
    third.join()
    fourth.join()
    #expect(isOrdered)
    let isEmpty = consumer.pop() == nil
    #expect(isEmpty)
  }

  private func thread(
    _ sender: Int, _ letters: Int, _ producer: MPSCProducer<Letter>
  ) throws -> HostThread {
    try HostThread(producer) { producer in
      for number in 0..<letters {
        while producer.push(Letter(sender: sender, number: number)) != .pushed {
          HostThread.yield()
        }
      }
    }
  }

  @Test func `a full queue refuses any producer, counts it, and says when the consumer is gone`() {
    let ring = MPSCRing<Int>(capacity: RingCapacity(atLeast: 1))
    let (one, other) = (ring.producer, ring.producer)
    var answers = [one.push(1), other.push(2)]
    drop(ring.consumer)
    answers.append(one.push(3))
    #expect(answers == [.pushed, .full, .closed])
    #expect(one.refusals == 2)
    #expect(one.contentions == 0)
  }
}
