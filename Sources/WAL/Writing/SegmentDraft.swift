/// The next segment while it is filled with zeros, under a name that says that it is not whole.
///
/// A segment is written full of zeros before it is used: then a commit changes bytes of a file and
/// nothing of the file system, which is what makes a sync short. Filling 64 MiB takes tens of
/// milliseconds, so it is done ahead, a piece at a time, whenever nobody waits.
struct SegmentDraft {
  let number: UInt64
  private let capacity: Int
  private let pieceSize: Int
  private var state = State.planned

  /// How far it is, by what was planned.
  private enum State { case planned, filled(Int), synced }

  init(_ number: UInt64, _ settings: LogSettings) {
    self.number = number
    capacity = settings.segmentCapacity
    pieceSize = settings.preparationSize
  }

  private var name: LogFileName { .segmentInTheMaking(number) }

  /// What is to be done next; nil when the draft is full and on the disk.
  mutating func nextPiece() -> [StorageRequest]? {
    switch state {
    case .planned:
      state = .filled(0)
      return [.create(name, size: capacity)]
    case .filled(let place) where place < capacity:
      let zeros = Array(repeating: UInt8(0), count: min(pieceSize, capacity - place))
      state = .filled(place + zeros.count)
      return [.write(name, at: place, zeros)]
    case .filled:
      state = .synced
      return [.sync(name)]
    case .synced: return nil
    }
  }

  /// Everything that is left to be done, then the header, the sync and the segment's name.
  consuming func finish(_ header: SegmentHeader) -> [StorageRequest] {
    var requests: [StorageRequest] = []
    var place = capacity
    switch state {
    case .planned:
      requests.append(.create(name, size: capacity))
      place = 0
    case .filled(let filled): place = filled
    case .synced: break
    }
    let zeros = Array(repeating: UInt8(0), count: pieceSize)  // shared by the pieces
    while place < capacity {
      let count = min(pieceSize, capacity - place)
      requests.append(.write(name, at: place, count == pieceSize ? zeros : Array(zeros[..<count])))
      place += count
    }
    return requests + [
      .write(name, at: 0, header.bytes()), .sync(name), .rename(name, to: .segment(number)),
      .syncDirectory,
    ]
  }
}
