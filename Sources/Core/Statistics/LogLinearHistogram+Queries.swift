// What a histogram tells: exact ends and mean, and the distribution to within 0.8 %.

extension LogLinearHistogram {
  /// The least value recorded, exact; nil before the first.
  public var minimum: UInt64? { count == 0 ? nil : least }

  /// The greatest value recorded, exact; nil before the first.
  public var maximum: UInt64? { count == 0 ? nil : greatest }

  /// Sum over count; nil before the first value.
  public var mean: Double? { count == 0 ? nil : Double(sum) / Double(count) }

  /// The value at or below which `millionths` of all values lie: 500,000 is the median, 999,000
  /// the 99.9th percentile.
  ///
  /// By nearest rank (the least value whose share of values at or below it is at least the one
  /// asked for), told as the middle of its cell, never outside of what was recorded. 0 gives the
  /// least and 1,000,000 the greatest value, exactly.
  /// - Complexity: O(`cellCount`).
  public func quantile(millionths: UInt64) -> UInt64? {
    guard count > 0 else { return nil }
    guard millionths > 0 else { return least }
    guard millionths < 1_000_000 else { return greatest }
    let rank = UInt64((UInt128(count) * UInt128(millionths) + 999_999) / 1_000_000)
    var seen: UInt64 = 0
    for index in 0..<Self.cellCount {
      seen &+= cells[index]
      if seen >= rank {
        let values = Self.values(ofCell: index)
        let middle = values.lowerBound + (values.upperBound - values.lowerBound) / 2
        return min(max(middle, least), greatest)
      }
    }
    return greatest
  }

  /// How many values lie at or below `value`, a value within `value`'s own cell counted whole:
  /// exact where `value` ends its cell, such as 127 or 2ⁿ−1.
  /// - Complexity: O(`cellCount`).
  public func count(upTo value: UInt64) -> UInt64 {
    cells[...Self.cell(of: value)].reduce(0, &+)
  }

  /// How many values a cell holds; 0 for an index that no cell has.
  public func count(inCell index: Int) -> UInt64 {
    cells.indices.contains(index) ? cells[index] : 0
  }
}

extension LogLinearHistogram: Persistable {
  /// Writes the ends and the sum, then each cell that is not empty behind its index.
  public func encode(into writer: inout ByteWriter) {
    writer.append(least)
    writer.append(greatest)
    writer.append(UInt64(truncatingIfNeeded: total))
    writer.append(UInt64(truncatingIfNeeded: total >> 64))
    let used = cells.indices.filter { cells[$0] > 0 }
    writer.append(used.count)
    for index in used {
      writer.append(index)
      writer.append(cells[index])
    }
  }

  /// Reads the cells in ascending order; refuses ends that do not lie in the outermost ones and a
  /// sum that the cells could not have.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    least = try reader.word()
    greatest = try reader.word()
    total = UInt128(try reader.word())
    total |= UInt128(try reader.word()) << 64
    var ends = (first: -1, last: -1)
    var range: (least: UInt128, greatest: UInt128) = (0, 0)
    for _ in 0..<(try reader.count(minimumSize: 16)) {
      let index = try reader.index()
      guard index > ends.last, index < Self.cellCount else { throw reader.invalid("cell") }
      let times = try reader.word()
      guard times > 0, recorded <= .max - times else { throw reader.invalid("count of a cell") }
      cells[index] = times
      recorded += times
      ends = (ends.first < 0 ? index : ends.first, index)
      let values = Self.values(ofCell: index)
      range.least += UInt128(values.lowerBound) * UInt128(times)
      range.greatest += UInt128(values.upperBound) * UInt128(times)
    }
    let isSound =
      recorded == 0
      ? least == .max && greatest == 0 && total == 0
      : least <= greatest && Self.cell(of: least) == ends.first
        && Self.cell(of: greatest) == ends.last
        && total >= range.least && total <= range.greatest
    guard isSound else { throw reader.invalid("histogram") }
  }
}
