public import Core

/// What each owner holds of each instrument, as a projection of fills: nothing but the fills goes in,
/// so whoever has the reports has the positions.
public struct PositionBook: Sendable, Equatable {
  /// One owner's holding of one instrument.
  public struct Row: Sendable, Equatable {
    /// What is held.
    public let instrument: InstrumentID
    /// Who holds it.
    public let owner: PartyID
    /// Bought less sold, in the instrument's units.
    public internal(set) var quantity: Int128 = 0
    /// How many fills made it.
    public internal(set) var fillCount: UInt64 = 0
  }

  /// By instrument, then owner.
  public private(set) var rows: [Row] = []

  /// Nobody holds anything.
  public init() {}

  /// What an owner holds of an instrument.
  /// - Complexity: O(log rows).
  public func quantity(of instrument: InstrumentID, owner: PartyID) -> Int128 {
    let place = rank(instrument, owner)
    guard place < rows.count, rows[place].instrument == instrument, rows[place].owner == owner
    else { return 0 }
    return rows[place].quantity
  }

  /// Takes a report; only fills change anything.
  /// - Complexity: O(log rows), O(rows) for the first fill of an owner.
  public mutating func apply(_ report: EventPayload, of instrument: InstrumentID) {
    guard case .fill(let fill) = report else { return }
    let place = rank(instrument, fill.owner)
    if place == rows.count || rows[place].instrument != instrument
      || rows[place].owner != fill.owner
    {
      rows.insert(Row(instrument: instrument, owner: fill.owner), at: place)
    }
    let quantity = Int128(fill.quantity.rawValue)
    rows[place].quantity += fill.side == .buy ? quantity : -quantity
    rows[place].fillCount += 1
  }

  /// How many rows stand before those of an instrument and owner.
  private func rank(_ instrument: InstrumentID, _ owner: PartyID) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      let row = rows[middle]
      let isBefore =
        row.instrument == instrument
        ? row.owner.rawValue < owner.rawValue
        : row.instrument < instrument
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension PositionBook: Persistable {
  /// Writes the rows.
  public func encode(into writer: inout ByteWriter) { writer.append(rows) }

  /// Most fills of a whole book that is read: no venue comes to them, and what so many make, of all
  /// rows together, fits a quantity.
  private static let mostFills: UInt64 = 1 << 62

  /// Reads the rows back; they must stand in order.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    var fillsLeft = Self.mostFills
    for row in try reader.array(of: Row.self) {
      guard row.fillCount <= fillsLeft else { throw reader.invalid("fill count") }
      fillsLeft -= row.fillCount
      guard rank(row.instrument, row.owner) == rows.count,
        rows.last.map({ $0.instrument != row.instrument || $0.owner != row.owner }) ?? true
      else { throw reader.invalid("position order") }
      rows.append(row)
    }
  }
}

extension PositionBook.Row: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    instrument.encode(into: &writer)
    owner.encode(into: &writer)
    writer.append(UInt64(truncatingIfNeeded: quantity))
    writer.append(Int64(truncatingIfNeeded: quantity >> 64))
    writer.append(fillCount)
  }

  /// Reads every field.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    instrument = try InstrumentID(decoding: &reader)
    owner = try PartyID(decoding: &reader)
    let low = try reader.word()
    quantity = Int128(try reader.signedWord()) << 64 | Int128(low)
    fillCount = try reader.word()
    guard fillCount > 0 else { throw reader.invalid("position without fills") }
    guard quantity.magnitude <= UInt128(fillCount) * UInt128(Int64.max) else {
      throw reader.invalid("position beyond its fills")
    }
  }
}
