/// The sets of words that a tape line draws from; a word means something only within its set.
public enum TapeVocabulary: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// Kinds of events.
  case kind
  /// Symbols of the header, and `-` for no instrument.
  case symbol
  /// Parties of the header.
  case party
  /// Regimes of the header.
  case regime
  /// `Side`.
  case side
  /// `OrderTypeWord`.
  case orderType
  /// `TimeInForce`.
  case timeInForce
  /// `Liquidity`.
  case liquidity
  /// `RequestKind`.
  case request
  /// `BookAction`.
  case bookAction
  /// `RejectReason`.
  case rejectReason
  /// `CancelReason`.
  case cancelReason
  /// `ExpireReason`.
  case expireReason
  /// `DropReason`.
  case dropReason
  /// `TradingStatus`.
  case tradingStatus
  /// `OperatorWord`.
  case operatorWord
  /// `RiskVerdict`.
  case riskVerdict
  /// `RiskReason`.
  case riskReason
  /// `TriggerWord`.
  case trigger
  /// `SelfTradePolicy`.
  case selfTrade
  /// `GroupWord`.
  case group
  /// `MassScope`.
  case massScope
  /// `TradingPhase`.
  case phase
  /// `RestateReason`.
  case restateReason
}

extension TapeVocabulary {
  /// A word and its code on the tape.
  typealias Definition = (word: StaticString, code: UInt8)

  /// The words that are the same on every tape; none where the header declares them.
  var fixedWords: [Definition] {
    switch self {
    case .kind: EventKind.allCases.map { ($0.name, $0.rawValue) }
    case .symbol, .party, .regime: []
    case .side: Self.words(of: Side.self)
    case .orderType: Self.words(of: OrderTypeWord.self)
    case .timeInForce: Self.words(of: TimeInForce.self)
    case .liquidity: Self.words(of: Liquidity.self)
    case .request: Self.words(of: RequestKind.self)
    case .bookAction: Self.words(of: BookAction.self)
    case .rejectReason: Self.words(of: RejectReason.self)
    case .cancelReason: Self.words(of: CancelReason.self)
    case .expireReason: Self.words(of: ExpireReason.self)
    case .dropReason: Self.words(of: DropReason.self)
    case .tradingStatus: Self.words(of: TradingStatus.self)
    case .operatorWord: Self.words(of: OperatorWord.self)
    case .riskVerdict: Self.words(of: RiskVerdict.self)
    case .riskReason: Self.words(of: RiskReason.self)
    case .trigger: Self.words(of: TriggerWord.self)
    case .selfTrade: Self.words(of: SelfTradePolicy.self)
    case .group: Self.words(of: GroupWord.self)
    case .massScope: Self.words(of: MassScope.self)
    case .phase: Self.words(of: TradingPhase.self)
    case .restateReason: Self.words(of: RestateReason.self)
    }
  }

  private static func words<Token: TapeToken>(of type: Token.Type) -> [Definition] {
    Token.allCases.map { ($0.token, $0.rawValue) }
  }
}
