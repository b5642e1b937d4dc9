import Handoff
import HostIO
import Samples
import Testing

@Suite struct BroadcastTests {
  private func quotes(_ numbers: Range<UInt64>) -> [CheckedQuote] { numbers.map(CheckedQuote.init) }

  @Test func `every reader hears everything, each at its own pace`() {
    var publisher = BroadcastPublisher(
      capacity: RingCapacity(atLeast: 8), priming: CheckedQuote(0))
    var fast = publisher.source.reader(whenSlow: .cutOff, priming: CheckedQuote(0))
    var slow = publisher.source.reader(whenSlow: .cutOff, priming: CheckedQuote(0))
    var (heardFast, heardSlow): ([CheckedQuote], [CheckedQuote]) = ([], [])
    publisher.publish(contentsOf: quotes(0..<3).span)
    var counts = [fast.drain { heardFast.append($0) }]
    publisher.publish(contentsOf: quotes(3..<8).span)
    counts.append(fast.drain { heardFast.append($0) })
    counts.append(slow.drain(limit: 2) { heardSlow.append($0) })
    counts.append(slow.drain { heardSlow.append($0) })
    #expect(counts == [3, 5, 2, 6])
    #expect(heardFast == quotes(0..<8))
    #expect(heardSlow == quotes(0..<8))
  }

  @Test func `a reader that begins late hears what is sent from then on`() {
    var publisher = BroadcastPublisher(capacity: RingCapacity(atLeast: 4), priming: 0)
    publisher.publish(1)
    var reader = publisher.source.reader(whenSlow: .conflate, priming: 0)
    publisher.publish(2)
    var heard: [Int] = []
    let count = reader.drain { heard.append($0) }
    #expect(count == 1)
    #expect(heard == [2])
    #expect(reader.missed == 0)
  }

  @Test(arguments: [SlowReaderPolicy.conflate, .cutOff])
  func `INV-HANDOFF-4: a slow reader holds nobody up and is told what it missed`(
    policy: SlowReaderPolicy
  ) {
    var publisher = BroadcastPublisher(capacity: RingCapacity(atLeast: 4), priming: 0)
    var slow = publisher.source.reader(whenSlow: policy, priming: 0)
    var fast = publisher.source.reader(whenSlow: policy, priming: 0)
    var (heardFast, heardSlow): ([Int], [Int]) = ([], [])
    for number in 0..<10 {
      publisher.publish(number)
      _ = fast.drain { heardFast.append($0) }
    }
    _ = slow.drain { heardSlow.append($0) }
    #expect(heardFast == Array(0..<10))
    #expect(fast.missed == 0)
    #expect(slow.missed == 9)
    #expect(slow.isCutOff == (policy == .cutOff))
    #expect(heardSlow == (policy == .conflate ? [9] : []))
  }

  @Test func `a reader is finished when it has read all and the publisher is gone`() {
    func reader() -> BroadcastReader<Int> {
      var publisher = BroadcastPublisher(capacity: RingCapacity(atLeast: 4), priming: 0)
      let reader = publisher.source.reader(whenSlow: .conflate, priming: 0)
      publisher.publish(7)
      return reader
    }
    var orphan = reader()
    var states = [orphan.isFinished()]
    _ = orphan.drain { _ in }
    states.append(orphan.isFinished())
    #expect(states == [false, true])
  }

  @Test(arguments: [4, 1024])
  func `INV-HANDOFF-4: between threads each element is heard whole and in order, or counted`(
    capacity: Int
  ) throws {
    let publisher = BroadcastPublisher(
      capacity: RingCapacity(atLeast: capacity), priming: CheckedQuote(0))
    let source = publisher.source
    let verdicts = MPSCRing<Bool>(capacity: RingCapacity(atLeast: 4))
    let count = UInt64(20_000 * TestRun.scale)
    let listeners = [
      try listen(source, count, verdicts.producer), try listen(source, count, verdicts.producer),
    ]
    let writer = try HostThread(publisher) { publisher in
      var publisher = publisher
      for number in 0..<count { publisher.publish(CheckedQuote(number)) }
    }
    writer.join()
    for listener in listeners { listener.join() }
    var consumer = verdicts.consumer
    #expect(consumer.pop()?.element == true)
    #expect(consumer.pop()?.element == true)
  }

  /// Listens to the end; pushes whether all was heard in order and whole, or counted as missed.
  private func listen(
    _ source: BroadcastSource<CheckedQuote>, _ count: UInt64, _ verdicts: MPSCProducer<Bool>
  ) throws -> JoinedThread {
    let reader = source.reader(whenSlow: .conflate, priming: CheckedQuote(0))
    return JoinedThread(
      try HostThread(reader) { reader in
        var reader = reader
        var (heard, next, isWell): (UInt64, UInt64, Bool) = (0, 0, true)
        while !reader.isFinished() {
          let taken = reader.drain { quote in
            if !quote.isWhole || quote.number < next { isWell = false }
            next = quote.number + 1
            heard += 1
          }
          if taken == 0 { HostThread.yield() }
        }
        _ = verdicts.push(isWell && heard + reader.missed == count)
      })
  }
}
