import ExecSim
import Testing

@Suite struct ConfigurationTests {
  @Test func `ideal and realistic are two values of one type`() {
    #expect(ExecutionConfiguration.ideal != .realistic)
  }
}
