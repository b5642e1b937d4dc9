internal import Core

/// What a market's last events were, as far as execution asks: when, what traded, how prices move.
struct MarketPulse: BitwiseCopyable, Sendable {
  /// The last event of the instrument.
  private(set) var sequence = TapeSequence(0)
  /// When that was; meaningless before the first.
  private(set) var time = Timestamp.zero
  /// Whether there was any.
  private(set) var hasBegun = false
  /// Price and quantity of the last print; meaningless before the first.
  private(set) var printPrice: Int64 = 0
  private(set) var printQuantity: Int64 = 0
  private(set) var hasPrinted = false
  /// Average move between prints, in 2⁻¹⁶ of a raw price unit.
  private(set) var averageMove: Int64 = 0

  private static let memory: Int64 = 64
  private static let fraction: Int64 = 16
  /// Moves beyond this count as this, so that the shifted average fits.
  private static let largestMove: Int64 = 1 << 46

  /// Takes note of an event.
  @inline(__always) mutating func note(_ sequence: TapeSequence, at time: Timestamp) {
    self.sequence = sequence
    self.time = time
    hasBegun = true
  }

  /// Takes in a print.
  mutating func note(_ trade: Trade) {
    if hasPrinted {
      let move = min(abs(trade.price.rawValue - printPrice), Self.largestMove)
      averageMove += ((move << Self.fraction) - averageMove) / Self.memory
    }
    printPrice = trade.price.rawValue
    printQuantity = trade.quantity.rawValue
    hasPrinted = true
  }

  /// A part of the average move, in raw price units, rounded up.
  func move(millionths: Int64) -> Int64 {
    let scaled = Int128(averageMove) * Int128(millionths)
    return Int64(Rounding.up.quotient(of: scaled, by: 1_000_000 << Int128(Self.fraction)))
  }

  /// The last print, where there was one.
  var lastPrint: (price: Price, quantity: Quantity)? {
    guard hasPrinted, let price = Price(rawValue: printPrice),
      let quantity = Quantity(rawValue: printQuantity)
    else { return nil }
    return (price, quantity)
  }
}

extension MarketPulse: Persistable {
  /// Writes every field.
  func encode(into writer: inout ByteWriter) {
    writer.append(sequence.rawValue)
    time.encode(into: &writer)
    writer.append(hasBegun)
    writer.append(printPrice)
    writer.append(printQuantity)
    writer.append(hasPrinted)
    writer.append(averageMove)
  }

  /// Reads them back.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    sequence = TapeSequence(try reader.word())
    time = try Timestamp(decoding: &reader)
    hasBegun = try reader.flag()
    printPrice = try reader.signedWord()
    printQuantity = try reader.signedWord()
    hasPrinted = try reader.flag()
    guard Price(rawValue: printPrice) != nil, Quantity(rawValue: printQuantity) != nil else {
      throw reader.invalid("print")
    }
    averageMove = try reader.signedWord()
    guard averageMove >= 0, averageMove <= Self.largestMove << Self.fraction else {
      throw reader.invalid("average move")
    }
  }
}
