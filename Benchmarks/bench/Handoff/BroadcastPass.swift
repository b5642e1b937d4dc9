import Handoff
import HostIO
import Measurement

/// Publishes parcels to four readers, all on the other core. An operation ends when the slowest of
/// the four has the parcel and its receipt has come back through a many-to-one ring.
struct BroadcastPass: TimedBenchmarkPass, ~Copyable {
  private static let readers = 4

  let operationCount: Int
  private var publisher: BroadcastPublisher<Parcel>
  private var receipts: MPSCConsumer<UInt64>

  static var benchmark: Benchmark {
    Benchmark(
      name: "ring.broadcast", prepare: { $0 == .full ? 100_000 : 500 },
      timedPass: { BroadcastPass(operationCount: $0) })
  }

  private init(operationCount: Int) {
    self.operationCount = operationCount
    let capacity = RingCapacity(atLeast: 1024)
    publisher = BroadcastPublisher(capacity: capacity, priming: Parcel(0, wantsAnswer: false))
    let ring = MPSCRing<UInt64>(capacity: capacity)
    receipts = ring.consumer
    for _ in 0..<Self.readers {
      let reader = publisher.source.reader(
        whenSlow: .cutOff, priming: Parcel(0, wantsAnswer: false))
      _ = try? HostThread(Listener(reader: reader, receipts: ring.producer)) { listener in
        Machine.pinToNeighbour()
        var listener = listener
        listener.run()
      }
    }
  }

  mutating func run() -> UInt64 {
    var mark: UInt64 = 0
    for number in 0..<operationCount { mark = mark &* 31 &+ deliver(UInt64(number)) }
    return mark
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    var mark: UInt64 = 0
    for number in 0..<operationCount {
      let start = timer.begin()
      let sum = deliver(UInt64(number))
      timer.end(start)
      mark = mark &* 31 &+ sum
    }
    return mark
  }

  /// Publishes one parcel and returns the sum of the receipts.
  private mutating func deliver(_ number: UInt64) -> UInt64 {
    publisher.publish(Parcel(number, wantsAnswer: true))
    var (sum, missing) = (UInt64(0), Self.readers)
    var patience = Patience()
    while missing > 0 {
      guard let receipt = receipts.pop() else {
        patience.wait()
        continue
      }
      sum &+= receipt.element
      missing -= 1
    }
    return sum
  }
}

/// What each reader's thread holds.
private struct Listener: ~Copyable, Sendable {
  var reader: BroadcastReader<Parcel>
  let receipts: MPSCProducer<UInt64>

  /// Sends a receipt for each parcel until the publisher is gone.
  mutating func run() {
    while !reader.isFinished() {
      let producer = receipts
      let heard = reader.drain { parcel in _ = producer.push(parcel.number) }
      // The readers share a core: whoever has nothing to do makes room at once.
      if heard == 0 { HostThread.yield() }
    }
  }
}
