import Core
import ExecSim
import Samples
import Testing

@Suite struct ConfigurationTests {
  @Test func `ideal and realistic are two values of one type, and say what they assume`() {
    let ideal = ExecutionConfiguration.ideal.describe()
    let realistic = ExecutionConfiguration.realistic.describe()
    #expect(ideal.count == realistic.count)
    #expect(ideal.first == "execution: ideal")
    let differing = zip(ideal, realistic).filter { $0 != $1 }.count
    #expect(differing == 7)
  }

  @Test func `what cannot be meant is refused with the name of its field`() {
    let before = LatencySample(time: 5, latency: Nanoseconds(1))
    let rows: [(String, () throws -> ExecutionConfiguration)] = [
      ("feed", { try ExecutionConfiguration(feed: .fixed(Nanoseconds(-1))) }),
      ("entry", { try ExecutionConfiguration(entry: .recorded([])) }),
      ("entry", { try ExecutionConfiguration(entry: .recorded([before, before])) }),
      (
        "response",
        { try ExecutionConfiguration(response: .skewed(minimum: .zero, typical: .zero)) }
      ),
      (
        "response",
        {
          try ExecutionConfiguration(
            response: .uniform(minimum: .zero, spread: Nanoseconds(.max)))
        }
      ),
      ("queue", { try ExecutionConfiguration(queue: .power(0)) }),
      ("queue", { try ExecutionConfiguration(queue: .power(9)) }),
      ("slippage", { try ExecutionConfiguration(slippage: .spread(millionths: -1)) }),
      ("slippage", { try ExecutionConfiguration(slippage: .price(millionths: 1_000_001)) }),
      ("staleAfter", { try ExecutionConfiguration(staleAfter: .zero) }),
    ]
    for (field, make) in rows {
      let error = #expect(throws: ExecutionConfigurationError.self) { try make() }
      #expect(error?.field == field)
    }
  }

  @Test func `a configuration that is saved and read back is the same`() throws {
    let configurations: [ExecutionConfiguration] = [
      .ideal, .realistic,
      .make(
        feed: .recorded([LatencySample(time: 3, latency: Nanoseconds(-4))]),
        entry: .uniform(minimum: Nanoseconds(1), spread: Nanoseconds(2)),
        response: .fixed(Nanoseconds(3)), policy: .counterfactual, queue: .power(3),
        slippage: .volatility(millionths: 5), staleAfter: Nanoseconds(6)),
      .make(queue: .logarithmic, slippage: .price(millionths: 7)),
    ]
    for configuration in configurations {
      var reader = ByteReader(configuration.encoded())
      #expect(try ExecutionConfiguration(decoding: &reader) == configuration)
      try reader.finish()
    }
  }
}
