import Core
import HostIO
import OrderFlowSim

/// The file in which a run's market is saved at its end, if it is to be saved.
struct SnapshotOutput: ~Copyable {
  private var file: OutputFile?

  init(_ path: String?) throws {
    guard let path else {
      file = nil
      return
    }
    file = try OutputFile(path: path, mode: .atomic)
  }

  mutating func save(_ simulator: Simulator) throws {
    guard var file = file.take() else { return }
    try file.write(SavedState.bytes(of: simulator, format: Simulator.savedFormat))
    try file.finish()
  }
}
