internal import LockedQueue

/// 64 bytes between two threads: as much as an order with its envelope.
typealias Parcel = truetape_parcel

extension Parcel {
  /// A parcel with this number, which may ask the receiver for an answer.
  init(_ number: UInt64, wantsAnswer: Bool) {
    self.init()
    self.number = number
    words.1 = wantsAnswer ? 1 : 0
  }

  var number: UInt64 {
    get { words.0 }
    set { words.0 = newValue }
  }

  var wantsAnswer: Bool { words.1 != 0 }
}

/// Gives parcels to another thread, waiting while there is no room.
protocol ParcelSender: ~Copyable, Sendable {
  mutating func send(_ parcel: Parcel)
}

/// Takes parcels from another thread, waiting while there is none; nil when none will come.
protocol ParcelReceiver: ~Copyable, Sendable {
  mutating func receive() -> Parcel?
}
