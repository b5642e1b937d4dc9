/// The recorded markets that can become tapes.
///
/// A new one is a case here with its type, and that type: see docs/import.md.
public enum ImportKind: String, Sendable, CaseIterable {
  /// NASDAQ by order, as lobsterdata.com rebuilds it from ITCH.
  case lobster
  /// CME and others by order, as Databento's schema `mbo`.
  case databentoMBO = "databento-mbo"
  /// Binance spot and futures, streams as they came.
  case binanceRaw = "binance-raw"
  /// Bitstamp by order, a log of its public channels.
  case bitstamp

  private var importer: any TapeImport.Type {
    switch self {
    case .lobster: LobsterImport.self
    case .databentoMBO: DatabentoImport.self
    case .binanceRaw: BinanceImport.self
    case .bitstamp: BitstampImport.self
    }
  }

  /// What it reads and what it may be told.
  public var description: ImportDescription { importer.description }

  /// An import that has read nothing.
  public func start(_ settings: ImportSettings) throws(ImportSetupError) -> any TapeImport {
    try importer.init(settings)
  }
}
