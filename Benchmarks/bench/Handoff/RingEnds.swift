import Handoff
import HostIO

/// How a thread waits for another one: it looks again, and now and then lets others run.
struct Patience {
  private var looks = 0

  mutating func wait() {
    looks += 1
    if looks % 256 == 0 { HostThread.yield() }
  }
}

extension SPSCProducer<Parcel>: ParcelSender {
  mutating func send(_ parcel: Parcel) {
    var patience = Patience()
    while push(parcel) != .pushed { patience.wait() }
  }
}

extension SPSCConsumer<Parcel>: ParcelReceiver {
  mutating func receive() -> Parcel? {
    var patience = Patience()
    while true {
      if let parcel = pop() { return parcel }
      if isFinished() { return nil }
      patience.wait()
    }
  }
}
