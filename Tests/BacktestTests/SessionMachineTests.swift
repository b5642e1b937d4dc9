import Backtest
import Core
import Engine
import FaultSim
import Node
import Risk
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

  @Test func `commands and reloads given again at their places give the same session`() throws {
    let market = SessionTests.market()
    let opening = SessionOpening(BacktestPlan(), header: market.header)
    let tight = [RunIdentity.Setting("limits.order-size", "1")]
    let words: [Int: SessionInput] = [
      900: .command(.halt), 1_300: .command(.resume), 2_000: .reload(tight), 2_400: .reload([]),
      2_600: .command(.flatten),
    ]
    var first = SessionMachine()
    var tape: [Event] = []
    var given: [(place: TapeSequence, time: Timestamp, input: SessionInput)] = []
    first.apply(.opened(opening), into: &tape)
    for (place, event) in market.events.enumerated() {
      first.apply(.market(event), into: &tape)
      guard let input = words[place], let now = first.commandPlace else { continue }
      given.append((now.place, now.time, input))
      first.apply(input, into: &tape)
    }
    first.apply(.marketOver, into: &tape)
    #expect(first.isFinished && given.count == words.count && first.ignoredCount == 0)
    // Given again as soon as the session has come to place and time, whatever of the market was
    // already taken in when it was given first.
    var second = SessionMachine()
    var again: [Event] = []
    second.apply(.opened(opening), into: &again)
    for event in market.events {
      while let next = given.first, let now = second.commandPlace,
        now.place == next.place && now.time >= next.time
      {
        second.apply(next.input, into: &again)
        given.removeFirst()
      }
      second.apply(.market(event), into: &again)
    }
    second.apply(.marketOver, into: &again)
    #expect(given.isEmpty && tape == again)
    #expect(second.encoded() == first.encoded())
    let reloads = tape.compactMap { reload($0) }
    #expect(reloads.count == 2 && reloads[0].observed == reloads[1].limit)
    #expect(reloads[0].observed == (try first.limits(tight).configurationHash))
    // Between the two no order of ours left.
    let places = tape.indices.filter { reload(tape[$0]) != nil }
    let ours = BacktestPlan.firstParty(on: market.header)
    let between = tape[places[0]..<places[1]]
    #expect(!between.contains { $0.source == ours && $0.kind == .newOrder })
    #expect(between.contains { $0.kind == .riskDecision && reload($0) == nil })
  }

  private func reload(_ event: Event) -> RiskDecision? {
    guard case .riskDecision(let it) = event.payload, it.verdict == .reloaded else { return nil }
    return it
  }

  @Test func `limits that do not fit a session change nothing of it`() throws {
    let market = SessionTests.market(seconds: 1)
    var machine = SessionMachine()
    var tape: [Event] = []
    machine.apply(.opened(SessionOpening(BacktestPlan(), header: market.header)), into: &tape)
    for wrong in [
      ("limits.position", "none,NONE=5"), ("limits.strategy-budget", "nobody=5"),
      ("limits.position", "-1"), ("capital", "5"), ("limits.nothing", "1"),
    ] {
      let settings = [RunIdentity.Setting(wrong.0, wrong.1)]
      #expect(throws: PlanError.self) { try machine.limits(settings) }
      let before = machine.session?.engine.risk.limits.configurationHash
      machine.apply(.reload(settings), into: &tape)
      #expect(machine.session?.engine.risk.limits.configurationHash == before)
    }
    #expect(tape.isEmpty && machine.ignoredCount == 5)
  }

  @Test func `recovery gives the tape behind its snapshot again, and nothing in front of it`()
    throws
  {
    let inputs = try Self.inputs(300)
    var machine = SessionMachine()
    var tape: [Event] = []
    var records: [[UInt8]] = []
    for input in inputs[..<200] { machine.apply(input, into: &tape) }
    let snapshot = machine.encoded()
    let known = tape.count
    for input in inputs[200...] {
      machine.apply(input, into: &tape)
      records.append([])
      SessionMachine.encode(input, into: &records[records.count - 1])
    }
    var reader = ByteReader(snapshot)
    var recovered = try SessionMachine(decoding: &reader)
    #expect(recovered.replayed.before.count == UInt64(known))
    for record in records {
      let isInput = recovered.replay(record.span)
      #expect(isInput)
    }
    #expect(recovered.replayed.events.elementsEqual(tape[known...]))
    #expect(recovered.encoded() == machine.encoded() && recovered.tapeHash == machine.tapeHash)
  }
}
