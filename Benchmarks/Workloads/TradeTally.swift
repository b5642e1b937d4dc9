/// Takes every trade of a replay: counted always, hashed when asked.
///
/// A hash is 32 multiplications in a row for each trade, as much as a fast book's whole match, so
/// timed passes count only and an untimed pass hashes.
public struct TradeTally: Equatable, Sendable {
  /// Trades so far.
  public var trades: UInt64 = 0
  /// Units traded so far.
  public var quantity: UInt64 = 0
  /// FNV-1a over maker, taker, price and quantity of each trade; of nothing when not hashing.
  public private(set) var hash = WorkloadHash()

  @usableFromInline let hashes: Bool

  /// An empty tally.
  public init(hashing: Bool) {
    hashes = hashing
  }

  /// Takes one trade, in the order in which the book made it.
  @inlinable
  public mutating func record(maker: UInt64, taker: UInt64, price: UInt64, quantity: UInt64) {
    // Wraps only past 2^64, out of reach of 2^32 messages of at most 250 units.
    trades &+= 1
    self.quantity &+= quantity
    if hashes { fold(maker, taker, price, quantity) }
  }

  @usableFromInline
  mutating func fold(_ maker: UInt64, _ taker: UInt64, _ price: UInt64, _ quantity: UInt64) {
    hash.fold(maker)
    hash.fold(taker)
    hash.fold(price)
    hash.fold(quantity)
  }
}
