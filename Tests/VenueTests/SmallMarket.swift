import Core
import FaultSim
import Node
import OrderFlowSim
import Venue
import WAL

/// A second of a simulated market, as the venue's inputs and what must come of them.
struct SmallMarket {
  let opening: VenueOpening
  let exchanges: [VenueFeed.Exchange]

  init(seed: UInt64) {
    var configuration = SimulatorConfiguration()
    configuration.seed = seed
    configuration.duration = Nanoseconds(1_500_000_000)
    configuration.agents.positionLimit = 400
    var simulator = Simulator(configuration)
    var events: [Event] = []
    simulator.advance(to: Timestamp(nanoseconds: 1_500_000_000) ?? .zero, into: &events)
    var feed = VenueFeed()
    exchanges = events.compactMap { feed.take($0) } + [feed.finish()].compactMap(\.self)
    opening = VenueOpening(header: simulator.header, note: [1, 2, 3])
  }

  /// Everything that goes in, the opening first.
  var inputs: [VenueInput] { [.opened(opening)] + exchanges.map(\.input) }
}

extension VenueFeed.Exchange {
  var verdict: RejectReason? {
    if case .request(_, let verdict) = input { verdict } else { nil }
  }
}

/// A venue behind a log on a simulated disk.
final class VenueLog {
  private let market: SmallMarket
  private(set) var disk = SimulatedDisk()
  private(set) var released: [VenueReport] = []
  private(set) var machine = VenueMachine()

  init(_ market: SmallMarket) { self.market = market }

  /// Snapshots on the disk, newest first.
  var snapshots: [LogSequence] { LogDirectory(disk.fileNames).snapshots }

  /// Feeds inputs in bursts of seven, each durable before the next; then the log is closed.
  func feed(_ inputs: [VenueInput], snapshotEvery: UInt64) throws {
    guard
      let settings = LogSettings(
        segmentCapacity: 1 << 20, batchCapacity: 1 << 14, build: 1,
        configuration: market.opening.configuration)
    else { return }
    var node = Node(
      VenueMachine(), log: LogWriter(settings, seed: 1), policy: .every(snapshotEvery))
    for (place, input) in inputs.enumerated() {
      try node.receive(input)
      let isLast = place == inputs.count - 1
      guard place % 7 == 6 || isLast else { continue }
      while let plan = node.nextPlan(sealing: isLast) {
        for request in plan { try disk.perform(request) }
        node.didComplete()
      }
      node.release(into: &released)
    }
    machine = node.machine
  }

  /// What the disk holds, brought back without its newest snapshots.
  func recovered(ignoring count: Int = 0) throws -> RecoveredNode<VenueMachine> {
    let gone = Set(snapshots.prefix(count).map { LogFileName.snapshot($0).text })
    return try RecoveredNode(
      of: VenueMachine(), configuration: market.opening.configuration,
      in: LogDirectory(disk.fileNames.filter { !gone.contains($0) })
    ) { name, limit in
      let bytes = disk.bytes(of: name) ?? []
      return limit.map { Array(bytes.prefix($0)) } ?? bytes
    }
  }
}
