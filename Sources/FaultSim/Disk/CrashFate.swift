internal import Core

/// What becomes of changes that were not synced when the machine stops.
public enum CrashFate: Sendable, Equatable, CaseIterable {
  /// None of them reached the disk.
  case allLost
  /// All of them did.
  case allKept
  /// Each did or did not, in any order: a later one may be there without an earlier one.
  case someKept
  /// Each write broke off at a sector.
  case tornAtSector
  /// Each write broke off at any byte.
  case tornAtByte
  /// Of each write some sectors are there and some are not.
  case sectorsScattered

  /// Whether a change that is all or nothing is there.
  func keeps(_ random: inout RandomStream) -> Bool {
    switch self {
    case .allLost: false
    case .allKept: true
    case .someKept, .tornAtSector, .tornAtByte, .sectorsScattered: random.bounded(2) == 1
    }
  }

  /// The parts of a write that are there.
  func pieces(of count: Int, at offset: Int, _ random: inout RandomStream) -> [Range<Int>] {
    switch self {
    case .allLost: []
    case .allKept: [0..<count]
    case .someKept: random.bounded(2) == 1 ? [0..<count] : []
    case .tornAtByte: [0..<Int(random.bounded(UInt64(count) + 1))]
    case .tornAtSector:
      [0..<(Self.sectors(of: count, at: offset).randomly(&random)?.lowerBound ?? count)]
    case .sectorsScattered:
      Self.sectors(of: count, at: offset).filter { _ in random.bounded(2) == 1 }
    }
  }

  /// A write cut where sectors of the file begin.
  private static func sectors(of count: Int, at offset: Int) -> [Range<Int>] {
    var sectors: [Range<Int>] = []
    var start = 0
    while start < count {
      let size = SimulatedFile.sectorSize
      let end = min(count, start + size - (offset + start) % size)
      sectors.append(start..<end)
      start = end
    }
    return sectors
  }
}

extension [Range<Int>] {
  /// One of them, or none: as many ways as there are, and one.
  fileprivate func randomly(_ random: inout RandomStream) -> Range<Int>? {
    let place = Int(random.bounded(UInt64(count) + 1))
    return place < count ? self[place] : nil
  }
}
