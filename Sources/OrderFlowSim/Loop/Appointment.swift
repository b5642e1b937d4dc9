package import Core

/// When an action is due: of two at the same time, the one with the lower order comes first.
package struct Appointment: BitwiseCopyable, Sendable, Comparable {
  /// Later than all others.
  package static var never: Appointment { Appointment(key: .max) }

  /// Time, then order, as one number: which of two comes first is no branch to guess.
  private let key: Int128

  /// Orders are given out from 1 and never reach the one of `never`.
  package init(time: Timestamp, order: UInt64) {
    key = Int128(time.nanoseconds) << 64 | Int128(order)
  }

  private init(key: Int128) { self.key = key }

  package var time: Timestamp {
    Timestamp(nanoseconds: Int64(truncatingIfNeeded: key >> 64)) ?? .zero
  }

  package var order: UInt64 { UInt64(truncatingIfNeeded: key) }

  package static func < (left: Appointment, right: Appointment) -> Bool { left.key < right.key }
}

extension Appointment: Persistable {
  package func encode(into writer: inout ByteWriter) {
    time.encode(into: &writer)
    writer.append(order)
  }

  package init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(time: try Timestamp(decoding: &reader), order: try reader.word())
  }
}
