import Core
import Samples
import Strategy
import Testing

/// What holds for each strategy of the catalog, whatever happens to it.
@Suite struct EveryStrategyTests {
  /// Default parameters, made quick enough to act within a few hundred steps.
  private static let quick: [(name: String, values: [ParameterValue])] = [
    ("trend-follower", [ParameterValue("fast", "2"), ParameterValue("slow", "5")]),
    ("mean-reversion", [ParameterValue("window", "6"), ParameterValue("entry", "1.2")]),
    ("market-maker", [ParameterValue("tolerance", "0"), ParameterValue("position-limit", "25")]),
    ("twap", [ParameterValue("delay", "10ms"), ParameterValue("duration", "2s")]),
  ]

  @Test func `every strategy of the catalog is under test here`() {
    #expect(Self.quick.map(\.name) == StrategyCatalog.names)
  }

  @Test(arguments: quick.indices)
  func `INV-STRATEGY-1: saved and read back at any step, a strategy goes on as it would have`(
    _ place: Int
  ) throws {
    let (name, values) = Self.quick[place]
    for seed in TestRun.seeds(2) {
      var straight = try RandomSession(name, values, seed: seed)
      var restored = try RandomSession(name, values, seed: seed)
      for _ in 0..<400 {
        straight.step()
        restored.step()
        try restored.restore()
      }
      #expect(straight.log == restored.log, "SEED=\(seed)")
      #expect(straight.stage.actor.encoded() == restored.stage.actor.encoded(), "SEED=\(seed)")
      #expect(straight.log.count > 10, "SEED=\(seed): it does something")
    }
  }

  @Test(arguments: zip(quick.indices, [40, 20, 25, 100] as [Int64]))
  func `INV-STRATEGY-2: whatever trades, no position passes the strategy's own limit`(
    _ place: Int, limit: Int64
  ) throws {
    let (name, values) = Self.quick[place]
    for seed in TestRun.seeds(5) {
      var session = try RandomSession(name, values, seed: seed)
      var largest: Int64 = 0
      for _ in 0..<600 {
        session.step()
        let desk = session.stage.desk
        let held = desk.position(1).rawValue
        #expect(held + desk.workingQuantity(1, .buy) <= limit, "SEED=\(seed)")
        #expect(held - desk.workingQuantity(1, .sell) >= -limit, "SEED=\(seed)")
        #expect(desk.orders.count <= 3, "SEED=\(seed): it does not pile up orders")
        largest = max(largest, abs(held))
      }
      #expect(largest > 0, "SEED=\(seed)")
    }
  }

  @Test(arguments: quick.indices)
  func `no bytes trap a strategy's reader, and what it takes encodes to itself`(
    _ place: Int
  ) throws {
    let (name, values) = Self.quick[place]
    var session = try RandomSession(name, values, seed: 7)
    for _ in 0..<60 { session.step() }
    switch session.stage.actor {
    case let it as TrendFollower: expectSound(TrendFollower.self, it.encoded())
    case let it as MeanReversion: expectSound(MeanReversion.self, it.encoded())
    case let it as InventoryMaker: expectSound(InventoryMaker.self, it.encoded())
    case let it as ScheduledExecutor: expectSound(ScheduledExecutor.self, it.encoded())
    default: Issue.record("\(name) is not under test here")
    }
  }
}
