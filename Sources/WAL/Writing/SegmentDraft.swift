/// The next segment while it is filled with zeros, under a name that says that it is not whole.
///
/// A segment is written full of zeros before it is used: then a commit changes bytes of a file and
/// nothing of the file system, which is what makes a sync short. Filling 64 MiB takes tens of
/// milliseconds, so it is done ahead, a piece at a time, whenever nobody waits.
struct SegmentDraft {
  let number: UInt64
  private let capacity: Int
  private let pieceSize: Int
  /// Bytes that were planned to be written; nil before the file is made.
  private var filled: Int?

  init(_ number: UInt64, _ settings: LogSettings) {
    self.number = number
    capacity = settings.segmentCapacity
    pieceSize = settings.preparationSize
  }

  private var name: LogFileName { .segmentInTheMaking(number) }

  /// What is to be done next; nil when the draft is full and on the disk.
  mutating func nextPiece() -> [StorageRequest]? {
    guard let filled else {
      self.filled = 0
      return [.create(name, size: capacity)]
    }
    guard filled < capacity else {
      guard filled == capacity else { return nil }
      self.filled = capacity + 1  // synced
      return [.sync(name)]
    }
    return [fill(from: filled)]
  }

  /// Everything that is left to be done, then the header, the sync and the segment's name.
  consuming func finish(_ header: SegmentHeader) -> [StorageRequest] {
    var requests: [StorageRequest] = filled == nil ? [.create(name, size: capacity)] : []
    filled = filled ?? 0
    while let place = filled, place < capacity { requests.append(fill(from: place)) }
    return requests + [
      .write(name, at: 0, header.bytes()), .sync(name), .rename(name, to: .segment(number)),
      .syncDirectory,
    ]
  }

  private mutating func fill(from place: Int) -> StorageRequest {
    let count = min(pieceSize, capacity - place)
    filled = place + count
    return .write(name, at: place, Array(repeating: 0, count: count))
  }
}
