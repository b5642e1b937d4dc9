internal import Core
internal import HostIO
internal import TapeView

/// One replay for a person: paced, stepped, and stopped where they wish.
struct TapeViewing: ~Copyable {
  private var tape: TapeFile
  private var replay: TapeReplay
  private var pacer: Pacer
  private var steps: StepInput?
  /// Events still to show before the person is asked again.
  private var stepsLeft = 1
  private let showsEvents: Bool
  private let isJSON: Bool
  /// Whether an index led to a part of the tape, and the rest was not read.
  private let isPart: Bool
  private let statePath: String?
  private var writer: TapeWriter?
  private var text: [UInt8] = []

  init(_ arguments: ParsedArguments) throws {
    var terms = try TapeviewCommand.terms(arguments)
    var start: ReplayCursor?
    if let path = try arguments.valueIfGiven("load-state", as: .text) {
      guard terms.isEmpty else {
        throw arguments.conflict("--load-state brings its own filters: give none beside it")
      }
      let state = try Self.load(path)
      (terms, start) = (state.terms, state.cursor)
    }
    let isJSON = try arguments.isGiven("json")
    let showsEvents = try !isJSON && !arguments.isGiven("summary-only")
    let statePath = try arguments.valueIfGiven("save-state", as: .text)
    let speed = try arguments.value("speed", as: .speed)
    let isLenient = try arguments.isGiven("lenient")
    let path = try arguments.operand("FILE")
    try Self.checkPaths(arguments, tape: path, state: statePath)
    var tape = try TapeFile(arguments, "FILE")
    let isStepped = try arguments.isGiven("step")
    for option in ["step", "speed"] where try !showsEvents && arguments.isGiven(option) {
      throw arguments.conflict(
        "--\(option) shows events: it does not go with --json or --summary-only")
    }
    let steps = try Self.steps(isStepped, path)
    // Figures of the whole tape, and places to go on from, need all of it to be read.
    let readsAll = !showsEvents || isLenient || statePath != nil || start != nil
    let stretch = try readsAll ? nil : tape.narrow(to: terms)
    (self.isJSON, self.showsEvents, self.statePath) = (isJSON, showsEvents, statePath)
    pacer = Pacer(speed: speed)
    replay =
      stretch.map { TapeReplay(showing: terms, in: $0) }
      ?? TapeReplay(showing: terms, lenient: isLenient, resumingBehind: start)
    isPart = stretch != nil
    self.steps = steps
    self.tape = tape
  }

  /// Plays to the end, or to where the person stops; then the summary.
  mutating func run(_ output: inout StandardOutput) throws -> ProgramStatus {
    let reachesEnd = try play(&output)
    tape.quiet()
    try summarise(&output, reachesEnd: reachesEnd)
    if let statePath { try save(to: statePath) }
    return Interruption.isRequested ? .interrupted(signal: Interruption.signal) : .done
  }

  /// False when the person stopped before the end.
  private mutating func play(_ output: inout StandardOutput) throws -> Bool {
    var isFinished = false
    while true {
      while let event = try TapeviewCommand.next(&replay, tape) {
        guard try show(event, &output) else { return false }
      }
      if isFinished { return true }
      if Interruption.isRequested { return false }
      if try tape.next() {
        replay.feed(tape.chunk)
      } else {
        replay.finish()
        isFinished = true
      }
    }
  }

  /// Prints an event when it is due and asks how to go on; false to stop.
  private mutating func show(_ event: Event, _ output: inout StandardOutput) throws -> Bool {
    let isOnTime = try pacer.wait(forEventNanos: event.time.nanoseconds) { try output.flush() }
    if showsEvents {
      tape.quiet()
      if writer == nil { writer = .excerpt(replay.header) }
      try writer?.write(event, into: &text)
      try output.write(text)
      text.removeAll(keepingCapacity: true)
    }
    guard isOnTime else { return false }
    guard steps != nil else { return true }
    stepsLeft -= 1
    return try stepsLeft > 0 || ask(&output)
  }

  private mutating func ask(_ output: inout StandardOutput) throws -> Bool {
    try output.flush()
    while true {
      StandardError().write("[\(StepCommand.reminder)] ")
      switch steps?.next() {
      case .steps(let count):
        stepsLeft = count
        return true
      case .quit, nil: return false
      case .unknown(let word): StandardError().writeLine("'\(word)' is no step")
      }
    }
  }

  private func summarise(_ output: inout StandardOutput, reachesEnd: Bool) throws {
    guard let summary = replay.summary else { return }
    let errors = StandardError()
    if summary.skippedLines > 0 {
      errors.writeLine("tapeview: \(tape.name): skipped \(summary.skippedLines) malformed lines")
    }
    if reachesEnd, !replay.isComplete {
      errors.writeLine("tapeview: \(tape.name): no end line: the tape may have been cut off")
    }
    if !replay.hashLinesAgree {
      errors.writeLine(
        "tapeview: \(tape.name): a hash line disagrees with the events read: see verify")
    }
    if isJSON {
      let isComplete = replay.isComplete && replay.hashLinesAgree
      try output.write(summary.json(traceHash: replay.traceHash, isComplete: isComplete))
      return
    }
    if showsEvents, summary.passed.events > 0 { try output.writeLine() }
    for line in summary.lines { try output.writeLine(line) }
    try output.writeLine()
    let place = reachesEnd ? "" : ", stopped behind event \(replay.cursor.sequence.rawValue)"
    try output.writeLine(
      isPart
        ? "(found by the tape's index; trace-hash is of the whole tape, as stated there\(place))"
        : "(trace-hash is of all \(summary.total.events) events read, shown or not\(place))")
    try output.writeLine("trace-hash: \(String(hexadecimal: replay.traceHash))")
  }

  private func save(to path: String) throws {
    var file = try OutputFile(path: path, mode: .atomic)
    try file.write(replay.state.savedBytes)
    try file.finish()
  }

  private static func steps(_ isWanted: Bool, _ path: String) throws(FileError) -> StepInput? {
    guard isWanted else { return nil }
    return try StepInput(tapeIsOnStandardInput: path == "-")
  }

  /// A state may be saved over the one it was loaded from, and over nothing else that is read.
  private static func checkPaths(
    _ arguments: ParsedArguments, tape: String, state: String?
  ) throws {
    var inputs = [UsedPath("FILE", tape)]
    if let loaded = try arguments.valueIfGiven("load-state", as: .text) {
      inputs.append(UsedPath("--load-state", loaded))
    }
    let outputs = state.map { [UsedPath("--save-state", $0, mayReplace: ["--load-state"])] }
    try OutputPaths.check(inputs: inputs, outputs: outputs ?? [])
  }

  private static func load(_ path: String) throws -> ReplayState {
    var file = try InputFile(path: path)
    let bytes = try file.readAll(limit: 1 << 20)
    do { return try ReplayState(bytes: bytes) } catch { throw BadInput("\(path): \(error)") }
  }
}
