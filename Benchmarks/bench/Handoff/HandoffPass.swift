import Handoff
import HostIO
import LockedQueue
import Measurement

/// Sends parcels to a thread on another core. The rate counts parcels one way; a timed operation is
/// a round trip: there, and an answer back through a second channel.
struct HandoffPass<Sender: ParcelSender & ~Copyable, Receiver: ParcelReceiver & ~Copyable>:
  TimedBenchmarkPass, ~Copyable
{
  let operationCount: Int
  private var sender: Sender
  private var answers: Receiver
  private let echo: HostThread?

  init(
    count: Int, there: consuming Sender, _ receiver: consuming Receiver,
    back: consuming Sender, _ answers: consuming Receiver
  ) {
    operationCount = count
    sender = there
    self.answers = answers
    echo = try? HostThread(EchoEnds(receiver: receiver, answers: back)) { ends in
      Machine.pinToNeighbour()
      var ends = ends
      ends.run()
    }
  }

  mutating func run() -> UInt64 {
    for number in 0..<operationCount {
      sender.send(Parcel(UInt64(number), wantsAnswer: number == operationCount - 1))
    }
    return answers.receive()?.number ?? 0
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    var mark: UInt64 = 0
    for number in 0..<operationCount {
      let start = timer.begin()
      sender.send(Parcel(UInt64(number), wantsAnswer: true))
      mark = answers.receive()?.number ?? 0
      timer.end(start)
    }
    return mark
  }
}

/// What the other thread holds.
private struct EchoEnds<Sender: ParcelSender & ~Copyable, Receiver: ParcelReceiver & ~Copyable>:
  ~Copyable, Sendable
{
  var receiver: Receiver
  var answers: Sender

  /// Answers with a mark of all parcels so far, so that none can be lost unnoticed.
  mutating func run() {
    var mark: UInt64 = 0
    while let parcel = receiver.receive() {
      mark = mark &* 31 &+ parcel.number
      if parcel.wantsAnswer { answers.send(Parcel(mark, wantsAnswer: false)) }
    }
  }
}

/// The benchmarks of hand-over between threads.
enum HandoffBenchmarks {
  /// Slots of each channel.
  private static let slots = 1024

  static var all: [Benchmark] { [ring, locked, actor, BroadcastPass.benchmark] }

  private static var ring: Benchmark {
    Benchmark(
      name: "ring.spsc", prepare: { $0 == .full ? 1_000_000 : 1_000 },
      timedPass: { (count: Int) -> HandoffPass<SPSCProducer<Parcel>, SPSCConsumer<Parcel>> in
        let there = SPSCRing<Parcel>(capacity: RingCapacity(atLeast: slots))
        let back = SPSCRing<Parcel>(capacity: RingCapacity(atLeast: slots))
        return HandoffPass(
          count: count, there: there.producer, there.consumer, back: back.producer, back.consumer)
      })
  }

  private static var locked: Benchmark {
    Benchmark(
      name: "ring.locked", prepare: { $0 == .full ? 100_000 : 1_000 },
      timedPass: { (count: Int) -> HandoffPass<LockedSender, LockedReceiver> in
        let (there, back) = (LockedChannel(slots: slots), LockedChannel(slots: slots))
        return HandoffPass(
          count: count, there: LockedSender(channel: there), LockedReceiver(channel: there),
          back: LockedSender(channel: back), LockedReceiver(channel: back))
      })
  }

  private static var actor: Benchmark {
    Benchmark(
      name: "ring.actor", prepare: { $0 == .full ? 100_000 : 1_000 },
      pass: { ActorPass(operationCount: $0) })
  }
}
