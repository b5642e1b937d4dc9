internal import Core
internal import WAL

/// A bit of a record, named as a person would: segment, record, bit.
public struct BitPlace: Sendable, Equatable {
  /// Number of the segment.
  public var segment: UInt64
  /// Number of the record in the log.
  public var record: UInt64
  /// Which bit of the record, its header first.
  public var bit: Int

  /// Names a bit.
  public init(segment: UInt64, record: UInt64, bit: Int) {
    self.segment = segment
    self.record = record
    self.bit = bit
  }
}

extension SimulatedDisk {
  /// Turns the bit; false where there is no such record, or no such bit in it.
  public mutating func turn(_ place: BitPlace) -> Bool {
    let name = LogFileName.segment(place.segment)
    guard let bytes = bytes(of: name) else { return false }
    var recovery = LogRecovery()
    var offset = SegmentHeader.size
    var found: Range<Int>?
    try? recovery.read(bytes.span, number: place.segment) { record, payload in
      let size = LogRecordHeader.size + (payload.count + 7) / 8 * 8
      if record.sequence.rawValue == place.record { found = offset..<offset + size }
      offset += size
    }
    guard let found, place.bit >= 0, place.bit < found.count * 8 else { return false }
    return flip(bit: found.lowerBound * 8 + place.bit, of: name)
  }
}
