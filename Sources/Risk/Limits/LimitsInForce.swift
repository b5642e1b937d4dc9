public import Core

/// A set of limits made ready for one gate: by place instead of by name, amounts in the gate's
/// scale, so that a check looks nothing up and converts nothing.
struct LimitsInForce: Sendable {
  /// Of one instrument.
  struct Instrument: BitwiseCopyable, Sendable {
    /// Whether it may be traded at all.
    var isListed = false
    /// Whether an order can be judged only beside a reference price.
    var needsReference = false
    /// A rule that is off has a limit that nothing passes.
    var maximumAge = Int64.max
    var orderSize = Int64.max
    var collar: Int64?
    var orderNotional = Int128.max
    var duplicateWindow: Int64?
    var position = Int64.max
    var settlementDays: Int64 = 0
  }

  /// Of one strategy.
  struct Seat: BitwiseCopyable, Sendable {
    var openOrders = Int.max
    var budget = Int128.max
  }

  var instruments: [Instrument]
  var seats: [Seat]
  var scale: ValueScale
  /// By instrument, in basis points.
  var marginRates: [Int64]
  /// Most orders of the account.
  var openOrders: Int
  /// Hundredths of equity.
  var leverage: Int128?
  var checksMargin: Bool

  /// Refuses limits that do not fit the instruments and the seats, naming every fault.
  init(
    _ limits: RiskLimits, instruments: [RiskInstrument], seats: [RiskSeat]
  ) throws(InvalidLimits) {
    let faults = Self.faults(limits, instruments, seats)
    guard faults.isEmpty else { throw InvalidLimits(faults: faults) }
    let account = limits.account
    let scale = ValueScale(
      Self.scales(limits, instruments), currency: account.currencyScale)
    self.scale = scale
    let concernsMoney =
      account.leverage != nil || account.checksMargin
      || limits.strategies.contains { $0.budget != nil }
    self.instruments = instruments.map { instrument in
      guard let own = limits.instruments.first(where: { $0.symbol == instrument.symbol }) else {
        return Instrument()
      }
      return Instrument(own, scale, concernsMoney: concernsMoney)
    }
    marginRates = instruments.map { instrument in
      let own = limits.instruments.first { $0.symbol == instrument.symbol }
      return Int64(own?.marginRate?.count ?? 0)
    }
    self.seats = seats.map { seat in
      let own = limits.strategies.first { $0.name == seat.name }
      return Seat(
        openOrders: (own?.openOrders?.rawValue).map(Int.init) ?? .max,
        budget: own?.budget.map { scale.value($0) } ?? .max)
    }
    openOrders = Int((account.openOrders ?? .capacity).rawValue)
    leverage = account.leverage.map { Int128($0.hundredths) }
    checksMargin = account.checksMargin
  }
}

extension LimitsInForce.Instrument {
  fileprivate init(_ limits: InstrumentLimits, _ scale: ValueScale, concernsMoney: Bool) {
    isListed = true
    needsReference =
      concernsMoney || limits.maximumAge != nil || limits.collar != nil
      || limits.orderNotional != nil
    maximumAge = limits.maximumAge?.count ?? .max
    orderSize = limits.orderSize?.rawValue ?? .max
    collar = limits.collar.map { Int64($0.count) }
    orderNotional = limits.orderNotional.map { scale.value($0) } ?? .max
    duplicateWindow = limits.duplicateWindow?.count
    position = limits.position?.rawValue ?? .max
    settlementDays = Int64(limits.settlementDays)
  }
}

extension LimitsInForce {
  private static func scales(
    _ limits: RiskLimits, _ instruments: [RiskInstrument]
  ) -> [InstrumentScale] {
    instruments.map { instrument in
      let own = limits.instruments.first { $0.symbol == instrument.symbol }
      return InstrumentScale(digits: instrument.digits, multiplier: own?.multiplier ?? 1)
    }
  }

  private static func faults(
    _ limits: RiskLimits, _ instruments: [RiskInstrument], _ seats: [RiskSeat]
  ) -> [LimitFault] {
    let account = limits.account
    var faults: [LimitFault] = []
    for own in limits.instruments {
      let field = "instruments[\(own.symbol)]"
      guard let instrument = instruments.first(where: { $0.symbol == own.symbol }) else {
        faults.append(LimitFault(field, .unknownName))
        continue
      }
      if limits.concernsMoney, instrument.currency != account.currency {
        faults.append(LimitFault(field, .otherCurrency(instrument.currency)))
      }
    }
    faults += scaleFaults(limits, instruments)
    for own in limits.strategies where !seats.contains(where: { $0.name == own.name }) {
      faults.append(LimitFault("strategies[\(own.name)]", .unknownName))
    }
    return faults
  }
}

extension LimitsInForce {
  /// Amounts of eighteen decimals more than others could not be compared in 128 bits.
  private static func scaleFaults(
    _ limits: RiskLimits, _ instruments: [RiskInstrument]
  ) -> [LimitFault] {
    guard limits.concernsMoney, let finest = instruments.map(\.digits).max() else { return [] }
    if finest - Int(limits.account.currencyScale.digits) > 18 {
      return [LimitFault("account.currencyScale", .scalesTooFarApart)]
    }
    return instruments.filter { finest - $0.digits > 18 }.map {
      LimitFault("instruments[\($0.symbol)]", .scalesTooFarApart)
    }
  }
}

/// What the gate has to know of an instrument of the tape's header.
struct RiskInstrument: Sendable, Equatable {
  let symbol: String
  let currency: String
  /// Decimals of a price times a quantity.
  let digits: Int

  init(_ instrument: Instrument) {
    symbol = instrument.symbol
    currency = instrument.currency
    digits = Int(instrument.priceScale.digits) + Int(instrument.quantityScale.digits)
  }
}

extension RiskInstrument: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(symbol)
    writer.append(currency)
    writer.append(digits)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    symbol = try reader.text()
    currency = try reader.text()
    digits = try reader.index()
    guard digits <= 36 else { throw reader.invalid("decimals") }
  }
}

extension RiskSeat: Persistable {
  /// Writes name and number.
  public func encode(into writer: inout ByteWriter) {
    writer.append(name)
    writer.append(party)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    name = try reader.text()
    party = try PartyID(decoding: &reader)
  }
}
