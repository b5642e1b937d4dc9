internal import Core
internal import OrderBook

/// A level as numbers: any bits are one, also those that were mixed.
struct PictureLine: BitwiseCopyable, Sendable, Equatable {
  private(set) var price: Int64 = 0
  private(set) var quantity: Int64 = 0
  /// 0 for no level.
  private(set) var orders: Int64 = 0

  init() {}

  init(_ level: DepthLevel) {
    price = level.price.rawValue
    quantity = level.quantity.rawValue
    orders = Int64(level.orderCount)
  }

  var level: DepthLevel? {
    guard orders > 0, let price = Price(rawValue: price),
      let quantity = Quantity(rawValue: quantity)
    else { return nil }
    return DepthLevel(price: price, quantity: quantity, orderCount: Int(orders))
  }
}

/// The checksum of a picture: each word is mixed into all that follow, so that words of two pictures
/// in any mixture come to another sum.
struct PictureMix {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func fold(_ word: UInt64) {
    value = (value ^ word) &* 0xD6E8_FEB8_6659_FD93
    value ^= value &>> 32
  }

  mutating func fold(_ line: PictureLine) {
    fold(UInt64(bitPattern: line.price))
    fold(UInt64(bitPattern: line.quantity))
    fold(UInt64(bitPattern: line.orders))
  }
}
