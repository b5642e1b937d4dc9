internal import Core

/// A file in two states: as a running program reads it, and as the disk would give it back.
struct SimulatedFile: Sendable {
  /// What a reader gets while the machine runs.
  private(set) var cached: [UInt8]
  /// What is on the disk for certain.
  private var durable: [UInt8]
  /// Changes since the last sync, oldest first.
  private var unsynced: [Change] = []

  private enum Change: Sendable {
    case write([UInt8], at: Int)
    case resize(Int)
  }

  /// Bytes that a disk writes whole or not at all.
  static let sectorSize = 512

  init(size: Int) {
    cached = Array(repeating: 0, count: size)
    durable = []
    unsynced = [.resize(size)]
  }

  mutating func write(_ bytes: [UInt8], at offset: Int) {
    Self.write(bytes, at: offset, into: &cached)
    unsynced.append(.write(bytes, at: offset))
  }

  mutating func resize(to size: Int) {
    Self.resize(&cached, to: size)
    unsynced.append(.resize(size))
  }

  mutating func sync() {
    durable = cached
    unsynced = []
  }

  mutating func flip(bit: Int) -> Bool {
    guard bit >= 0, bit / 8 < cached.count else { return false }
    cached[bit / 8] ^= 1 << UInt8(bit % 8)
    durable = cached
    return true
  }

  /// What the disk gives back after the machine stopped.
  mutating func crash(_ fate: CrashFate, _ random: inout RandomStream) {
    var survived = durable
    for change in unsynced {
      switch change {
      case .resize(let size): if fate.keeps(&random) { Self.resize(&survived, to: size) }
      case .write(let bytes, let offset):
        for piece in fate.pieces(of: bytes.count, at: offset, &random) {
          let part = Array(bytes[piece])
          Self.write(part, at: offset + piece.lowerBound, into: &survived)
        }
      }
    }
    cached = survived
    sync()
  }

  private static func write(_ bytes: [UInt8], at offset: Int, into file: inout [UInt8]) {
    if file.count < offset + bytes.count { resize(&file, to: offset + bytes.count) }
    file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  private static func resize(_ file: inout [UInt8], to size: Int) {
    if size < file.count {
      file.removeLast(file.count - size)
    } else {
      file.append(contentsOf: repeatElement(0, count: size - file.count))
    }
  }
}
