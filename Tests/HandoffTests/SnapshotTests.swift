import Handoff
import HostIO
import Samples
import Testing

@Suite struct SnapshotTests {
  @Test func `a reader sees the newest value and counts what it never saw`() {
    var publisher = SnapshotPublisher(CheckedQuote(0))
    var reader = publisher.source.reader(holding: CheckedQuote(99))
    var story: [SnapshotReader<CheckedQuote>.Refresh] = [reader.refresh(), reader.refresh()]
    #expect(reader.value == CheckedQuote(0))
    for number in 1...5 { publisher.publish(CheckedQuote(UInt64(number))) }
    story.append(reader.refresh())
    #expect(story == [.changed, .unchanged, .changed])
    #expect(reader.value == CheckedQuote(5))
    #expect(reader.version == 5)
    #expect(reader.conflated == 4)
  }

  @Test func `a reader keeps its value when its publisher is gone`() {
    func reader() -> SnapshotReader<CheckedQuote> {
      var publisher = SnapshotPublisher(CheckedQuote(0))
      publisher.publish(CheckedQuote(1))
      return publisher.source.reader(holding: CheckedQuote(0))
    }
    var orphan = reader()
    let refresh = orphan.refresh()
    #expect(refresh == .changed)
    #expect(orphan.value == CheckedQuote(1))
  }

  @Test func `a mixture of two values is found out by the check that the stress test uses`() {
    var mixture = CheckedQuote(1)
    mixture.ask = CheckedQuote(2).ask
    #expect(!mixture.isWhole)
    #expect(CheckedQuote(1).isWhole)
  }

  @Test func `INV-HANDOFF-3: readers never get a mixture, and versions never go back`() throws {
    let publisher = SnapshotPublisher(CheckedQuote(0))
    let source = publisher.source
    let last = UInt64(20_000 * TestRun.scale)
    let verdicts = MPSCRing<Bool>(capacity: RingCapacity(atLeast: 4))
    let readers = [
      try watch(source, until: last, verdicts.producer),
      try watch(source, until: last, verdicts.producer),
    ]
    let writer = try HostThread(publisher) { publisher in
      var publisher = publisher
      for number in 1...last { publisher.publish(CheckedQuote(number)) }
    }
    writer.join()
    for reader in readers { reader.join() }
    var consumer = verdicts.consumer
    #expect(consumer.pop()?.element == true)
    #expect(consumer.pop()?.element == true)
  }

  /// Reads until the last value has come; pushes whether all was well.
  private func watch(
    _ source: SnapshotSource<CheckedQuote>, until last: UInt64, _ verdicts: MPSCProducer<Bool>
  ) throws -> JoinedThread {
    JoinedThread(
      try HostThread(source) { source in
        var reader = source.reader(holding: CheckedQuote(0))
        var isWell = true
        var newest: UInt64 = 0
        while reader.value.number < last {
          guard reader.refresh() == .changed else {
            HostThread.yield()
            continue
          }
          let quote = reader.value
          if !quote.isWhole || quote.number < newest || quote.number != reader.version {
            isWell = false
          }
          newest = quote.number
        }
        _ = verdicts.push(isWell)
      })
  }
}

/// A thread that can stand in an array.
final class JoinedThread {
  private var thread: HostThread?

  init(_ thread: consuming HostThread) { self.thread = consume thread }

  func join() { if let thread = thread.take() { thread.join() } }
}
