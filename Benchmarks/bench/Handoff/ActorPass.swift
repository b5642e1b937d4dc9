import LockedQueue
import Measurement

/// The same parcels through an actor: each is one call that the caller awaits. The rate counts
/// parcels; the caller runs on a thread of Swift's pool, so its core is not ours to choose.
struct ActorPass: BenchmarkPass {
  let operationCount: Int

  mutating func run() -> UInt64 {
    let (mailbox, done) = (Mailbox(), LockedChannel(slots: 1))
    let count = operationCount
    Task.detached {
      for number in 0..<count {
        await mailbox.take(Parcel(UInt64(number), wantsAnswer: false))
      }
      var sender = LockedSender(channel: done)
      sender.send(Parcel(await mailbox.mark, wantsAnswer: false))
    }
    var receiver = LockedReceiver(channel: done)
    return receiver.receive()?.number ?? 0
  }
}

private actor Mailbox {
  private(set) var mark: UInt64 = 0

  func take(_ parcel: Parcel) { mark = mark &* 31 &+ parcel.number }
}
