import Core
import OrderFlowSim
import Testing

@Test func `scratch`() throws {
  var simulator = Simulator(SimulatorConfiguration())
  var events: [Event] = []
  simulator.advance(to: .zero.advanced(by: Nanoseconds(100_000_000_000)), into: &events)
  print(SimulationReport(simulator).text)
}
