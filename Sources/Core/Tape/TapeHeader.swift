/// What stands before a tape's first event: enough to read the events, nothing about the machine
/// or moment of the run.
public struct TapeHeader: Sendable, Equatable {
  /// Newest version that this code reads and the one it writes.
  public static let currentVersion: UInt64 = 1

  /// Version of the format.
  public let version: UInt64
  /// Master seed of a simulated tape.
  public var seed: UInt64?
  /// Hash of the configuration that made the tape, where one did.
  public var configurationHash: UInt64?
  /// Instruments in the order of their ids.
  public private(set) var instruments: [Instrument] = []
  /// Symbols of `instruments`, for looking one up.
  public private(set) var symbols = NameTable()
  /// Names of agents, accounts and feeds.
  public var parties = NameTable()
  /// Names of regimes.
  public var regimes = NameTable()

  /// A header without instruments.
  public init(seed: UInt64? = nil, configurationHash: UInt64? = nil) {
    version = Self.currentVersion
    self.seed = seed
    self.configurationHash = configurationHash
  }

  /// How many lines of the text form it has.
  var lineCount: Int {
    1 + (seed == nil ? 0 : 1) + (configurationHash == nil ? 0 : 1) + instruments.count
      + parties.count + regimes.count
  }

  /// The instrument with this id.
  /// - Complexity: O(1).
  public func instrument(_ id: InstrumentID) -> Instrument? {
    let position = Int(id.rawValue) - 1
    return position >= 0 && position < instruments.count ? instruments[position] : nil
  }

  /// The id of a symbol.
  /// - Complexity: O(log n).
  public func instrument(symbol: String) -> InstrumentID? {
    symbols.number(of: symbol).map { InstrumentID($0) }
  }

  /// Adds an instrument under the next id; nil when its name or currency is not a tape name or the
  /// symbol is taken (a finer grid of the same thing needs a symbol of its own).
  public mutating func addInstrument(
    symbol: String, priceScale: DecimalScale, quantityScale: DecimalScale, currency: String,
    rules: InstrumentRules
  ) -> InstrumentID? {
    let id = InstrumentID(UInt32(instruments.count + 1))
    guard
      let instrument = Instrument(
        id: id, symbol: symbol, priceScale: priceScale, quantityScale: quantityScale,
        currency: currency, rules: rules), symbols.add(symbol) != nil
    else { return nil }
    instruments.append(instrument)
    return id
  }
}
