import Backtest
import Core
import Engine
import FaultSim
import Node
import Samples
import Testing
import WAL

/// A session in a node: its inputs logged, its tape let go when they are durable, brought back from
/// snapshot and log wherever it was stopped.
@Suite struct SessionMachineTests {
  /// Inputs of a session on the default market, with commands in between.
  private static func inputs(_ count: Int) throws -> [SessionInput] {
    let market = SessionTests.market(seconds: 1)
    let plan = try SavedSessionTests.plan("realistic")
    var inputs: [SessionInput] = [.opened(SessionOpening(plan, header: market.header))]
    for (place, event) in market.events.prefix(count).enumerated() {
      inputs.append(.market(event))
      if place == count / 2 { inputs.append(.command(.halt)) }
      if place == count * 2 / 3 { inputs.append(.command(.resume)) }
    }
    return inputs + [.marketOver]
  }

  private static func settings(_ inputs: [SessionInput]) throws -> LogSettings {
    guard case .opened(let opening) = inputs.first else { throw WrongInput() }
    return try #require(
      LogSettings(
        segmentCapacity: 1 << 20, batchCapacity: 1 << 16, build: 1,
        configuration: opening.configuration))
  }

  private struct WrongInput: Error {}

  private func recovered(
    _ disk: SimulatedDisk, _ settings: LogSettings
  ) throws -> RecoveredNode<SessionMachine> {
    try RecoveredNode(
      of: SessionMachine(), configuration: settings.configuration, in: LogDirectory(disk.fileNames)
    ) { name, limit in
      let bytes = disk.bytes(of: name) ?? []
      return limit.map { Array(bytes.prefix($0)) } ?? bytes
    }
  }

  @Test func `INV-NODE-2: a session that is stopped anywhere ends as the one that was not`() throws
  {
    let inputs = try Self.inputs(400)
    let settings = try Self.settings(inputs)
    var straight = SessionMachine()
    var expected: [Event] = []
    for input in inputs { straight.apply(input, into: &expected) }
    #expect(straight.session?.isFinished == true && straight.ignoredCount == 0)
    #expect(expected.count > 400)
    for stop in stride(from: 3, to: inputs.count, by: 83) {
      var disk = SimulatedDisk()
      var done = 0
      for goal in [stop, inputs.count] {
        let found = try recovered(disk, settings)
        let log =
          found.end.map { LogWriter(settings, seed: 1, resuming: $0) }
          ?? LogWriter(settings, seed: 1)
        var node = Node(
          found.machine, log: log, policy: .every(60), snapshots: found.snapshots)
        var tape: [Event] = []
        for input in inputs[done..<goal] {
          try node.receive(input)
          while let plan = node.nextPlan() {
            for request in plan { try disk.perform(request) }
            node.didComplete()
          }
          node.release(into: &tape)
        }
        done = goal
        if stop > 180, goal == inputs.count { #expect(found.snapshot != nil) }
        if goal == inputs.count {
          #expect(node.machine.encoded() == straight.encoded(), "stopped behind \(stop) inputs")
          #expect(tape.elementsEqual(expected.suffix(tape.count)))
        }
        var random = RandomStream(masterSeed: TestRun.seed, name: "stop \(stop)")
        disk.crash(.allLost, &random)
      }
    }
  }

  @Test func `every input's record is read back, and no other bytes are one`() throws {
    for input in try Self.inputs(60) {
      var record: [UInt8] = []
      SessionMachine.encode(input, into: &record)
      #expect(SessionMachine.input(from: record.span) == input)
      record.append(0)
      #expect(SessionMachine.input(from: record.span) == nil)
      record.removeLast(2)
      #expect(SessionMachine.input(from: record.span) == nil)
    }
    #expect(SessionMachine.input(from: [UInt8]().span) == nil)
    #expect(SessionMachine.input(from: [9, 9].span) == nil)
  }

  @Test func `a market fed event by event through the machine gives the session of the whole tape`()
    throws
  {
    let market = SessionTests.market(seconds: 1)
    let plan = try SavedSessionTests.plan("realistic")
    var session = try plan.session(on: market.header, keepsTape: true)
    session.append(market.events)
    session.completeTape()
    session.advance()
    var (whole, tape): ([Event], [Event]) = ([], [])
    session.takeTape(into: &whole)
    var machine = SessionMachine()
    machine.apply(.opened(SessionOpening(plan, header: market.header)), into: &tape)
    for event in market.events { machine.apply(.market(event), into: &tape) }
    machine.apply(.marketOver, into: &tape)
    machine.apply(.marketOver, into: &tape)
    #expect(machine.ignoredCount == 1)
    #expect(tape == whole)
    #expect(machine.session?.engine.decisionHash == session.engine.decisionHash)
  }
}
