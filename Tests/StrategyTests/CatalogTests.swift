import Core
import Samples
import Strategy
import Testing

@Suite struct CatalogTests {
  private static let instruments = SampleTape.header.instruments

  private func failure(_ name: String, _ values: [(String, String)]) -> String? {
    do throws(StrategyParameterError) {
      _ = try StrategyCatalog.make(
        name, values.map { ParameterValue($0.0, $0.1) }, on: Self.instruments)
      return nil
    } catch { return error.description }
  }

  @Test func `the catalog names its strategies, each once, and makes each from its defaults`()
    throws
  {
    #expect(
      StrategyCatalog.names == ["trend-follower", "mean-reversion", "market-maker", "twap"])
    for name in StrategyCatalog.names { #expect(failure(name, []) == nil) }
  }

  @Test func `every default is a text that the parameter takes, and its help stands on the page`()
    throws
  {
    for strategy in StrategyCatalog.all {
      #expect(StrategyCatalog.help.contains("\(strategy.name)  \(strategy.summary)\n"))
      for parameter in strategy.parameters.dropFirst() {
        #expect(failure(strategy.name, [(parameter.name, parameter.standard)]) == nil)
        #expect(StrategyCatalog.help.contains("\(parameter.help) [\(parameter.standard)]\n"))
      }
    }
  }

  @Test(
    arguments: [
      (
        "scalper", [],
        "no strategy 'scalper'; there are trend-follower, mean-reversion, market-maker, twap"
      ),
      (
        "twap", [("sice", "5")],
        "no parameter 'sice'; there are symbol, side, quantity, slices, delay, duration, catch-up, "
          + "slippage"
      ),
      ("twap", [("slices", "0")], "slices: '0': expected a whole number from 1 to 1000000"),
      ("twap", [("side", "long")], "side: 'long': expected buy or sell"),
      ("twap", [("symbol", "IBM")], "symbol: 'IBM': expected one of ACME, BTCUSDT"),
      (
        "twap", [("duration", "0s")], "duration: '0s': expected a duration from 1ms to 24h"
      ),
      (
        "market-maker", [("risk-aversion", "-1")],
        "risk-aversion: '-1': expected a number from 0.000001 to 1000, at most 8 decimals"
      ),
      (
        "market-maker", [("quantity", "101")],
        "quantity: '101': expected at most position-limit, 100"
      ),
      ("trend-follower", [("fast", "20")], "fast: '20': expected less than slow, 20"),
      ("trend-follower", [("exit", "2.5")], "exit: '2.5': expected at most entry, 2"),
      ("mean-reversion", [("entry", "4")], "entry: '4': expected at most stop, 3.5"),
      (
        "mean-reversion", [("bars", "never")],
        "bars: 'never': expected a duration such as 10s, 250ms, 40us or 1m"
      ),
    ] as [(String, [(String, String)], String)])
  func `what cannot be made is refused by name, with what there is instead`(
    name: String, values: [(String, String)], message: String
  ) {
    #expect(failure(name, values) == message)
  }

  @Test func `the last of several values counts, and conflicts are judged at the end`() throws {
    #expect(failure("trend-follower", [("fast", "30"), ("slow", "40")]) == nil)
    let values = [("fast", "30"), ("slow", "40"), ("fast", "7"), ("symbol", "BTCUSDT")]
      .map { ParameterValue($0.0, $0.1) }
    let complete = try StrategyCatalog.definition("trend-follower").complete(values)
    #expect(
      complete.map { "\($0.name)=\($0.text)" } == [
        "symbol=BTCUSDT", "bars=100ms", "fast=7", "slow=40", "entry=2", "exit=0.5", "quantity=10",
        "position-limit=40", "slippage=2",
      ])
    let made = try StrategyCatalog.make("trend-follower", values, on: Self.instruments)
    #expect((made as? TrendFollower)?.instrument == 2)
    #expect((made as? TrendFollower)?.parameters.fast == 7)
    #expect(throws: StrategyParameterError.self) {
      try StrategyCatalog.make("twap", on: [])
    }
  }

  @Test func `a saved strategy of an unknown name, or with parameters out of range, is refused`()
    throws
  {
    let bytes = try StrategyCatalog.make("twap", on: Self.instruments).encoded()
    for (name, isKnown) in [("twap", true), ("scalper", false), ("market-maker", false)] {
      var reader = ByteReader(bytes)
      #expect(((try? StrategyCatalog.decode(name, from: &reader)) != nil) == isKnown, "\(name)")
    }
    var unsound = TrendFollowerParameters()
    unsound.fast = 99
    var reader = ByteReader(unsound.encoded())
    #expect(throws: StateDecodingError.self) { try TrendFollowerParameters(decoding: &reader) }
  }

  @Test(
    arguments: [
      (ParameterDecimal(10), 1, 10), (.thousandths(10_999), 1, 10), (.thousandths(1), 2, 100),
      (ParameterDecimal(rawValue: 15_999), 2, 10), (ParameterDecimal(rawValue: 9_999), 2, 0),
      (ParameterDecimal(.max), 1, 92_233_720_368), (ParameterDecimal(-1), 1, nil),
    ] as [(ParameterDecimal, InstrumentID, Int64?)])
  func `units become a quantity of the instrument, down to whole lots`(
    units: ParameterDecimal, instrument: InstrumentID, raw: Int64?
  ) throws {
    let terms = Self.instruments[Int(instrument.rawValue) - 1]
    #expect(units.quantity(of: terms, lot: terms.rules.lot)?.rawValue == raw)
  }
}
