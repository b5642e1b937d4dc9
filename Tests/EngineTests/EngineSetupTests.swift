import Core
import Engine
import Risk
import Samples
import Strategy
import Testing

/// Why an engine cannot be set up: each reason with its remedy.
@Suite struct EngineSetupTests {
  private func refusal(
    _ configuration: EngineConfiguration, strategies: Int = 1, repeated: Bool = false
  ) -> EngineSetupError? {
    var header = TapeHeader()
    _ = header.addInstrument(
      symbol: "ACME", priceScale: 2, quantityScale: 0, currency: "USD", rules: .unrestricted)
    let instruments = header.instruments + (repeated ? header.instruments : [])
    let named = (0..<strategies).map { _ in
      NamedStrategy(name: "diarist", strategy: Diarist([:]))
    }
    do throws(EngineSetupError) {
      _ = try Engine(
        configuration, instruments: instruments, firstParty: 9, strategies: named)
      return nil
    } catch { return error }
  }

  @Test func `a configuration that fits sets an engine up`() {
    #expect(refusal(EngineConfiguration()) == nil)
  }

  @Test func `a multiplier below one names its instrument`() {
    var configuration = EngineConfiguration()
    configuration.multipliers = [ContractMultiplier(symbol: "ACME", multiplier: 0)]
    let refusal = refusal(configuration)
    #expect(refusal == .badMultiplier(symbol: "ACME"))
    #expect(refusal?.description.contains("ACME") == true)
  }

  @Test func `an instrument that is there twice is refused`() {
    let refusal = refusal(EngineConfiguration(), repeated: true)
    #expect(refusal == .repeatedInstrument)
    #expect(refusal?.description.contains("twice") == true)
  }

  @Test func `capital of several seats that no account holds is refused`() {
    var configuration = EngineConfiguration()
    configuration.capital = Money(rawValue: Int64.max / 2)
    #expect(refusal(configuration) == nil)
    let refusal = refusal(configuration, strategies: 3)
    #expect(refusal == .badCapital)
    #expect(refusal?.description.contains("capital") == true)
  }

  @Test func `limits for an instrument that is not there are refused with a sentence`() throws {
    var account = AccountLimits()
    account.currency = "USD"
    var configuration = EngineConfiguration()
    account.currencyScale = configuration.moneyScale
    configuration.limits = try RiskLimits(
      account: account, instruments: [InstrumentLimits(symbol: "OTHER")])
    guard case .badLimits(let sentence) = refusal(configuration) else {
      Issue.record("limits of another instrument were taken")
      return
    }
    #expect(!sentence.isEmpty && EngineSetupError.badLimits(sentence).description == sentence)
  }
}
