/// One message of a common workload: an order that arrives, or a wish to cancel one.
///
/// As it stands in a file, 24 little-endian bytes:
/// ```
/// 0  op        u8   0 limit order, 1 cancel
/// 1  side      u8   0 buy, 1 sell; 0 in a cancel
/// 2  zero      u16
/// 4  quantity  u32  0 in a cancel
/// 8  price     u32  ticks; 0 in a cancel
/// 12 zero      u32
/// 16 id        u64  dense from 1 in order of arrival
/// ```
public struct WorkloadRecord: Equatable, Sendable {
  /// What the message asks for.
  public enum Operation: UInt8, Sendable {
    case limitOrder = 0
    case cancel = 1
  }

  /// The order that arrives, or the one to cancel; it may never have rested, or be gone.
  public let id: UInt64
  /// Price limit in ticks, 1 to 65,535.
  public let price: UInt32
  /// Units wanted, at least 1.
  public let quantity: UInt32
  /// What the message asks for.
  public let operation: Operation
  /// Which side the order is on.
  public let side: WorkloadSide

  /// Size of a record in a file.
  public static let byteCount = 24

  static func limitOrder(
    id: UInt64, side: WorkloadSide, price: UInt32, quantity: UInt32
  ) -> WorkloadRecord {
    WorkloadRecord(id: id, price: price, quantity: quantity, operation: .limitOrder, side: side)
  }

  static func cancel(id: UInt64) -> WorkloadRecord {
    WorkloadRecord(id: id, price: 0, quantity: 0, operation: .cancel, side: .buy)
  }

  func encode(into bytes: inout [UInt8]) {
    bytes.append(operation.rawValue)
    bytes.append(side.rawValue)
    bytes.appendLittleEndian(UInt16(0))
    bytes.appendLittleEndian(quantity)
    bytes.appendLittleEndian(price)
    bytes.appendLittleEndian(UInt32(0))
    bytes.appendLittleEndian(id)
  }
}

/// The side of the book that an order joins.
public enum WorkloadSide: UInt8, Sendable {
  case buy = 0
  case sell = 1

  /// The side that an order trades against.
  @inlinable
  public var opposite: WorkloadSide {
    self == .buy ? .sell : .buy
  }
}

extension [UInt8] {
  mutating func appendLittleEndian(_ word: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: word.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
}
