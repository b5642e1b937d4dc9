import Core

/// The kinds of agents, in the order of their party numbers within a symbol. A new kind is a file
/// beside this one, a case here and a group in the settings.
enum AgentKind: CaseIterable, Sendable {
  case noise
  case maker
  case momentum
  case inventory
  case storm

  /// First part of the party's name.
  var name: String {
    switch self {
    case .noise: "noise"
    case .maker: "maker"
    case .momentum: "momentum"
    case .inventory: "inventory"
    case .storm: "storm"
    }
  }

  /// How many there are and how busy they are.
  func group(_ settings: AgentSettings) -> AgentGroup {
    switch self {
    case .noise: settings.noise
    case .maker: settings.maker
    case .momentum: settings.momentum
    case .inventory: settings.inventory
    case .storm: settings.storm
    }
  }

  var activity: MarketActivity {
    switch self {
    case .noise: NoiseTrader.activity
    case .maker: MarketMaker.activity
    case .momentum: MomentumTaker.activity
    case .inventory: InventoryTrader.activity
    case .storm: CancelStormBot.activity
    }
  }

  /// A fresh agent; `index` counts within its kind and symbol.
  func makeAgent(_ settings: AgentSettings, index: UInt64) -> any Agent {
    let size = group(settings).size
    switch self {
    case .noise: return NoiseTrader(size: size)
    case .maker:
      return MarketMaker(
        size: size, halfSpread: settings.makerHalfSpread, positionLimit: settings.positionLimit)
    case .momentum: return MomentumTaker(size: size)
    case .inventory: return InventoryTrader(size: size, side: index % 2 == 0 ? .sell : .buy)
    case .storm: return CancelStormBot(size: size)
    }
  }
}
