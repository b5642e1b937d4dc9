import Core
import HostIO
import LogHost
import Node
import OrderFlowSim
import Venue

/// The log that `--wal DIR` names, opened and brought back before the market is made.
struct VenueLogSource: ~Copyable {
  static let options: [OptionDescription] = [
    .value(
      "wal", "DIR",
      "Keeps the venue behind a write-ahead log in DIR: each request is durable before anything of "
        + "it is written, and each sync is told as `acked SEQ`. --resume alone goes on with the log."
    ),
    .value(
      "snapshot-every", "N", "Saves the venue in the log's directory each N records.",
      default: "65536"),
    .flag("write-through", "Writes the log with O_DSYNC, in place of a sync behind each write."),
  ]

  private var log: LogCatalog<VenueMachine>
  private let snapshotInterval: UInt64

  /// Nil where no log was asked for.
  static func open(_ arguments: ParsedArguments) throws -> VenueLogSource? {
    guard let path = try arguments.valueIfGiven("wal", as: .text) else {
      for word in ["snapshot-every", "write-through"] where try arguments.isGiven(word) {
        throw arguments.conflict("--\(word) is of a log: name it with --wal DIR")
      }
      return nil
    }
    let interval = try arguments.value(
      "snapshot-every", as: ValueForm<UInt64>.integer(in: 1...UInt64.max))
    if try arguments.valueIfGiven("resume", as: .text) != nil {
      throw arguments.conflict(
        "a log brings its market back itself: with --wal, give --resume without a file")
    }
    let writesThrough = try arguments.isGiven("write-through")
    let log: LogCatalog<VenueMachine>
    do {
      log = try LogCatalog(
        path: path, for: .writing, machine: VenueMachine(), writesThrough: writesThrough)
    } catch let error as NodeRecoveryError { throw BadInput("\(path): \(error)") }
    let isThere = log.recovered.end != nil
    if isThere, try !arguments.isGiven("resume") {
      throw BadInput("\(path): there is a log already: --resume goes on with it")
    }
    return VenueLogSource(log: log, snapshotInterval: interval)
  }

  /// The configuration of the market whose venue this is; nil where the log has not begun.
  func configuration() throws -> SimulatorConfiguration? {
    guard let opening = log.recovered.machine.opening else { return nil }
    var reader = ByteReader(opening.note)
    do {
      let configuration = try SimulatorConfiguration(decoding: &reader)
      try reader.finish()
      return configuration
    } catch {
      throw BadInput("the log was not written by orderflow, or by another version: \(error)")
    }
  }

  /// Begins to log, or goes on.
  consuming func begin(_ market: Simulator) throws -> LoggedVenue {
    try LoggedVenue(log, of: market, snapshotEvery: snapshotInterval)
  }
}
