internal import Core

/// A working order, as far as exposure goes.
struct HeldOrder: BitwiseCopyable, Sendable, Equatable {
  let id: OrderID
  /// Place of its owner and of its instrument.
  let seat: Int32
  let place: Int32
  let side: Side
  /// Total quantity, fills included.
  var total: Int64
  var filled: Int64 = 0
  /// Largest total that an unanswered amend asks for.
  var asked: Int64 = 0
  /// Unanswered amends.
  var amends: UInt32 = 0

  init(id: OrderID, seat: Int, place: Int, side: Side, total: Int64) {
    self.id = id
    self.seat = Int32(truncatingIfNeeded: seat)
    self.place = Int32(truncatingIfNeeded: place)
    self.side = side
    self.total = total
  }

  /// What may still trade whichever way unanswered amends go: held against every limit.
  var held: Int64 { max(0, max(total, asked) - filled) }
  /// What may still trade as the venue has confirmed it.
  var working: Int64 { max(0, total - filled) }

  mutating func answerAmend() {
    amends = amends > 0 ? amends - 1 : 0
    if amends == 0 { asked = 0 }
  }
}

extension HeldOrder: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(id)
    writer.append(Int(seat))
    writer.append(Int(place))
    writer.append(side.rawValue)
    writer.append(total)
    writer.append(filled)
    writer.append(asked)
    writer.append(UInt64(amends))
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let id = try OrderID(decoding: &reader)
    let (seat, place) = (try reader.index(), try reader.index())
    guard max(seat, place) <= NameTable.capacity else { throw reader.invalid("place") }
    guard let side = Side(rawValue: try reader.byte()) else { throw reader.invalid("side") }
    let total = try Quantity(decoding: &reader).rawValue
    self.init(id: id, seat: seat, place: place, side: side, total: total)
    filled = try Quantity(decoding: &reader).rawValue
    asked = try Quantity(decoding: &reader).rawValue
    guard let count = UInt32(exactly: try reader.word()), count > 0 || asked == 0 else {
      throw reader.invalid("amends")
    }
    amends = count
  }
}
