internal import LockedQueue

/// A queue under a mutex that is freed with its last end.
@safe final class LockedChannel: @unchecked Sendable {
  // SAFETY: the C queue locks; the pointer never changes and outlives every use of this object.
  fileprivate let queue: OpaquePointer?

  init(slots: Int) {
    // SAFETY: a NULL queue is kept as nil, and every use looks.
    unsafe queue = truetape_locked_queue_create(UInt64(slots))
  }

  deinit {
    // SAFETY: the last reference is gone, so no thread is inside.
    if let queue = unsafe queue { unsafe truetape_locked_queue_destroy(queue) }
  }
}

struct LockedSender: ParcelSender, ~Copyable {
  let channel: LockedChannel

  mutating func send(_ parcel: Parcel) {
    var parcel = parcel
    // SAFETY: the queue copies the parcel before it returns.
    if let queue = unsafe channel.queue { unsafe truetape_locked_queue_push(queue, &parcel) }
  }

  deinit {
    // SAFETY: the channel holds the queue.
    if let queue = unsafe channel.queue { unsafe truetape_locked_queue_close(queue) }
  }
}

struct LockedReceiver: ParcelReceiver, ~Copyable {
  let channel: LockedChannel

  mutating func receive() -> Parcel? {
    var parcel = Parcel()
    // SAFETY: the queue writes one parcel into this function's own.
    guard let queue = unsafe channel.queue, unsafe truetape_locked_queue_pop(queue, &parcel) else {
      return nil
    }
    return parcel
  }
}
