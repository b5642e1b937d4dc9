public import Core

/// Decides what may leave for a venue: a pure state machine inside the engine's loop.
///
/// Ask it before each request leaves (`admit`), tell it what the venue reports (`note`), what the
/// account is worth (`note(equity:)`) and what the operator orders (`obey`). It answers with values:
/// every denial and every trip names the rule, its limit and what was seen instead. It reads no
/// clock, waits for nobody and, after warming up, allocates nothing.
///
/// A cancel is never denied, by any rule or state: it only takes risk away.
public struct RiskGate: Sendable {
  /// The limits in force.
  public internal(set) var limits: RiskLimits
  /// Why and since when the kill switch is latched; nil while it is open. Part of the saved state:
  /// a restart does not open it, `resetKill` does.
  public internal(set) var kill: KillState?
  /// Whether an operator has halted trading.
  public internal(set) var isHalted = false
  /// Figures of the run.
  public internal(set) var counters = RiskCounters()

  var inForce: LimitsInForce
  var exposure: WorkingExposure
  var account: AccountWatch
  /// What equity and limits together allow; kept, because it changes less often than it is asked.
  var allowance = Allowance()
  var orderRate: TokenBucket?
  /// By seat.
  var throttles: [TokenBucket?]
  var denialAllowances: [TokenBucket?]
  /// By instrument.
  var recent: [RecentOrders]
  let instruments: [RiskInstrument]
  let seats: [RiskSeat]
  /// Place of a seat by the number of its party; -1 where there is none.
  private let seatOfParty: [Int32]

  /// An open gate for the instruments of a tape's header and these strategies.
  ///
  /// - Throws: `InvalidLimits` with every limit that does not fit them.
  public init(
    _ limits: RiskLimits, instruments: [Instrument], seats: [RiskSeat], equity: Money
  ) throws(InvalidLimits) {
    try self.init(
      limits, instruments: instruments.map { RiskInstrument($0) }, seats: seats, equity: equity)
  }

  init(
    _ limits: RiskLimits, instruments: [RiskInstrument], seats: [RiskSeat], equity: Money
  ) throws(InvalidLimits) {
    let inForce = try LimitsInForce(limits, instruments: instruments, seats: seats)
    self.limits = limits
    self.inForce = inForce
    self.instruments = instruments
    self.seats = seats
    exposure = WorkingExposure(
      scale: inForce.scale, marginRates: inForce.marginRates, seatCount: seats.count)
    account = AccountWatch(equity: equity)
    orderRate = limits.account.orderRate.map { TokenBucket($0) }
    throttles = seats.map { limits.of($0)?.throttle.map { TokenBucket($0) } }
    denialAllowances = seats.map { limits.of($0)?.denials.map { TokenBucket($0) } }
    recent = instruments.map { _ in RecentOrders() }
    seatOfParty = Self.index(seats)
    renewAllowance()
  }

  /// Whether new orders are let through at all.
  public var isOpen: Bool { kill == nil && !isHalted }

  /// Where a party sits.
  @inline(__always) func seat(of party: PartyID) -> Int? {
    let number = Int(party.rawValue)
    guard number < seatOfParty.count, seatOfParty[number] >= 0 else { return nil }
    return Int(seatOfParty[number])
  }

  /// Where an instrument of the header lies.
  @inline(__always) func place(of instrument: InstrumentID) -> Int? {
    let place = Int(instrument.rawValue) - 1
    return place >= 0 && place < instruments.count ? place : nil
  }

  /// A party of a header has a number of at most 65,536.
  private static func index(_ seats: [RiskSeat]) -> [Int32] {
    let numbers = seats.map { Int($0.party.rawValue) }.filter { $0 <= NameTable.capacity }
    var index = [Int32](repeating: -1, count: (numbers.max() ?? 0) + 1)
    for (place, seat) in seats.enumerated() where Int(seat.party.rawValue) < index.count {
      index[Int(seat.party.rawValue)] = Int32(truncatingIfNeeded: place)
    }
    return index
  }
}

/// What the account's money allows, in the gate's scale.
struct Allowance: BitwiseCopyable, Sendable {
  /// Most exposure, times 100.
  var gross: Int128 = 0
  /// Most margin, times 10,000.
  var margin: Int128 = 0
}

extension RiskGate {
  /// After each change of equity, unsettled money or limits.
  mutating func renewAllowance() {
    let equity = inForce.scale.value(account.equity)
    allowance.gross = Self.product(equity, inForce.leverage ?? 0)
    allowance.margin = Self.product(equity - account.unsettled, 10_000)
  }

  /// Nothing where money is owed; what is more than can be compared is all that can be.
  private static func product(_ money: Int128, _ factor: Int128) -> Int128 {
    let (product, overflow) = max(0, money).multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}

/// The price beside which an order is judged, and when the market showed it.
public struct ReferencePrice: BitwiseCopyable, Sendable, Equatable {
  /// The price: the middle of the market, or the last print.
  public let price: Price
  /// When it was seen.
  public let time: Timestamp

  /// Takes both.
  public init(_ price: Price, at time: Timestamp) {
    self.price = price
    self.time = time
  }
}

/// A latched kill switch.
public struct KillState: BitwiseCopyable, Sendable, Equatable {
  /// What tripped it.
  public let reason: RiskReason
  /// When.
  public let time: Timestamp
}

/// What a gate has decided, counted.
public struct RiskCounters: Sendable, Equatable {
  /// New orders and amends that were let through.
  public internal(set) var admitted: UInt64 = 0
  /// How often the kill switch was tripped.
  public internal(set) var trips: UInt64 = 0
  private var denials = [UInt64](repeating: 0, count: RiskReason.allCases.count + 1)

  /// Nothing decided.
  init() {}

  /// How many requests were denied.
  public var denied: UInt64 { denials.reduce(0, +) }

  /// How many for a reason.
  public func denied(_ reason: RiskReason) -> UInt64 { denials[Int(reason.rawValue)] }

  mutating func countDenial(_ reason: RiskReason) { denials[Int(reason.rawValue)] += 1 }
}

extension RiskCounters: Persistable {
  /// Writes every count.
  public func encode(into writer: inout ByteWriter) {
    writer.append(admitted)
    writer.append(trips)
    for reason in RiskReason.allCases { writer.append(denied(reason)) }
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    admitted = try reader.word()
    trips = try reader.word()
    for reason in RiskReason.allCases { denials[Int(reason.rawValue)] = try reader.word() }
  }
}

extension RiskLimits {
  /// Of a strategy; nil for one that has none of its own.
  func of(_ seat: RiskSeat) -> StrategyLimits? { strategies.first { $0.name == seat.name } }
}
