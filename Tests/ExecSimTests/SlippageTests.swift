import Core
import ExecSim
import Samples
import Testing

@Suite struct SlippageTests {
  /// Bid 1000, offer 1040: ours buy at the offer, or sell at the bid, and pay what the model asks.
  struct Row: Sendable, CustomTestStringConvertible {
    let model: SlippageModel
    let order: String
    let price: Int64
    let why: String

    var testDescription: String { why }
  }

  static let rows = [
    Row(model: .none, order: "buy market 1", price: 1040, why: "none: at the offer"),
    Row(
      model: .spread(millionths: 250_000), order: "buy market 1", price: 1050,
      why: "a quarter of the spread above the offer"),
    Row(
      model: .spread(millionths: 250_000), order: "sell market 1", price: 990,
      why: "a quarter of the spread below the bid"),
    Row(
      model: .spread(millionths: 260_000), order: "buy market 1", price: 1051,
      why: "10.4 is rounded against the trader"),
    Row(
      model: .spread(millionths: 250_000), order: "buy 1045 1 ioc", price: 1045,
      why: "never beyond the limit of a buyer"),
    Row(
      model: .spread(millionths: 250_000), order: "sell 995 1 ioc", price: 995,
      why: "never beyond the limit of a seller"),
    Row(
      model: .price(millionths: 1_000), order: "buy market 1", price: 1042,
      why: "ten basis points of 1040 are 1.04, rounded up"),
    Row(
      model: .price(millionths: 10_000), order: "sell market 1", price: 990,
      why: "a hundred basis points of 1000"),
    Row(
      model: .volatility(millionths: 1_000_000), order: "buy market 1", price: 1041,
      why: "an average move of 64/64, rounded up"),
  ]

  @Test(arguments: rows)
  func `taking costs what the model says, on the tick and within the limit`(row: Row) throws {
    var stage = VenueStage(.make(slippage: row.model))
    for line in [
      "1 set buy 1000 50", "2 set sell 1040 50", "3 print 1000 1 sell", "4 print 1064 1 buy",
    ] { _ = try stage.act(line) }
    let reports = try stage.act("5 new 1 \(row.order)")
    #expect(reports.contains { $0.hasPrefix("fill 1 \(row.price) x 1 ") }, "\(reports)")
  }

  @Test func `a maker pays no slippage`() throws {
    try play(
      """
      1 set buy 1000 1
      2 set sell 1040 5
      3 new 1 buy 1000 5 → accepted 1
      4 print 1000 3 sell → fill 1 1000 x 2 left 3 queue-reached @3
      5 set sell 1000 1 → fill 1 1000 x 1 left 2 crossed @4
      """, .make(slippage: .spread(millionths: 1_000_000)))
  }

  @Test func `what slippage adds is paid on each level that an order takes`() throws {
    try play(
      """
      1 set buy 1000 50
      2 set sell 1040 2
      3 set sell 1041 2
      4 new 1 buy market 4 → accepted 1; fill 1 1050 x 2 left 2 took-liquidity @3;
        fill 1 1051 x 2 left 0 took-liquidity @3
      """, .make(slippage: .spread(millionths: 250_000)))
  }

  @Test func `the worse price is one of the instrument's ticks`() throws {
    let rules = SampleTape.rules(tick: 5, lot: 1)
    var stage = VenueStage(.make(slippage: .spread(millionths: 30_000)))
    try stage.observe(.instrument(rules), at: 1)
    _ = try stage.act("2 set buy 1000 50")
    _ = try stage.act("3 set sell 1040 50")
    let reports = try stage.act("4 new 1 buy market 1")
    #expect(reports == ["accepted 1", "fill 1 1045 x 1 left 0 took-liquidity @3"])
  }
}
