public import Core

extension RiskLimits: Persistable {
  /// Writes every field in its order.
  public func encode(into writer: inout ByteWriter) {
    account.encode(into: &writer)
    writer.append(instruments.count)
    for limits in instruments { limits.encode(into: &writer) }
    writer.append(strategies.count)
    for limits in strategies { limits.encode(into: &writer) }
  }

  /// Reads limits that are valid as a whole.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let account = try AccountLimits(decoding: &reader)
    var instruments: [InstrumentLimits] = []
    for _ in 0..<(try reader.count()) {
      instruments.append(try InstrumentLimits(decoding: &reader))
    }
    var strategies: [StrategyLimits] = []
    for _ in 0..<(try reader.count()) {
      strategies.append(try StrategyLimits(decoding: &reader))
    }
    do throws(InvalidLimits) {
      try self.init(account: account, instruments: instruments, strategies: strategies)
    } catch {
      throw reader.invalid("limits")
    }
  }
}

extension AccountLimits {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.append(currency)
    writer.append(currencyScale.digits)
    writer.append(openOrders?.rawValue)
    writer.append(orderRate)
    writer.append(leverage?.hundredths)
    writer.append(checksMargin)
    writer.append(dailyLoss)
    writer.append(dayBegins.count)
    writer.append(drawdown)
  }

  fileprivate init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    currency = try reader.text()
    guard let scale = DecimalScale(digits: Int(try reader.byte())) else {
      throw reader.invalid("currency scale")
    }
    currencyScale = scale
    openOrders = try reader.limit("open orders", OrderCount.init)
    orderRate = try reader.optional(Pace.self)
    leverage = try reader.limit("leverage") { Leverage(hundredths: $0) }
    checksMargin = try reader.flag()
    dailyLoss = try reader.money()
    dayBegins = Nanoseconds(try reader.signedWord())
    drawdown = try reader.money()
  }
}

extension InstrumentLimits {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.append(symbol)
    writer.append(multiplier)
    writer.append(maximumAge)
    writer.append(orderSize)
    writer.append(collar?.count)
    writer.append(orderNotional)
    writer.append(duplicateWindow)
    writer.append(position)
    writer.append(marginRate?.count)
    writer.append(settlementDays)
  }

  fileprivate init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(symbol: try reader.text())
    multiplier = try reader.signedWord()
    maximumAge = try reader.span()
    orderSize = try reader.optional(Quantity.self)
    collar = try reader.limit("collar", BasisPoints.init)
    orderNotional = try reader.money()
    duplicateWindow = try reader.span()
    position = try reader.optional(Quantity.self)
    marginRate = try reader.limit("margin rate", BasisPoints.init)
    settlementDays = try reader.byte()
  }
}

extension StrategyLimits {
  fileprivate func encode(into writer: inout ByteWriter) {
    writer.append(name)
    writer.append(openOrders?.rawValue)
    writer.append(budget)
    writer.append(throttle)
    writer.append(denials)
  }

  fileprivate init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(name: try reader.text())
    openOrders = try reader.limit("open orders", OrderCount.init)
    budget = try reader.money()
    throttle = try reader.optional(Pace.self)
    denials = try reader.optional(Pace.self)
  }
}

// Optional limits: a presence byte, then the number.
extension ByteWriter {
  fileprivate mutating func append(_ value: UInt32?) {
    append(value != nil)
    if let value { append(UInt64(value)) }
  }

  fileprivate mutating func append(_ value: Money?) {
    append(value != nil)
    if let value { append(value.rawValue) }
  }

  fileprivate mutating func append(_ value: Nanoseconds?) {
    append(value != nil)
    if let value { append(value.count) }
  }
}

extension ByteReader {
  fileprivate mutating func limit<Limit>(
    _ field: String, _ make: (UInt32) -> Limit?
  ) throws(StateDecodingError) -> Limit? {
    guard try flag() else { return nil }
    guard let raw = UInt32(exactly: try word()), let limit = make(raw) else {
      throw invalid(field)
    }
    return limit
  }

  fileprivate mutating func money() throws(StateDecodingError) -> Money? {
    try flag() ? Money(rawValue: try signedWord()) : nil
  }

  fileprivate mutating func span() throws(StateDecodingError) -> Nanoseconds? {
    try flag() ? Nanoseconds(try signedWord()) : nil
  }
}
