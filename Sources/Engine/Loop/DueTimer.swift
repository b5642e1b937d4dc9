internal import Core

/// A timer that a strategy has set.
struct DueTimer: Comparable, Sendable {
  let time: Timestamp
  /// Number of the setting: what was set first fires first.
  let order: UInt64
  let seat: Int
  /// What the strategy calls it.
  let number: UInt64

  static func < (left: DueTimer, right: DueTimer) -> Bool {
    (left.time, left.order) < (right.time, right.order)
  }
}

extension DueTimer: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(time)
    writer.append(order)
    writer.append(seat)
    writer.append(number)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    time = try Timestamp(decoding: &reader)
    order = try reader.word()
    seat = try reader.index()
    number = try reader.word()
  }
}
