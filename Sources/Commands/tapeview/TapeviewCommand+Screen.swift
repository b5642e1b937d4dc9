internal import Core
internal import HostIO
internal import TapeView
internal import Terminal
internal import Viewer

extension TapeviewCommand {
  /// `tapeview --tui FILE`: the viewer on the whole screen, until the person leaves.
  static func screen(_ arguments: ParsedArguments) throws -> ProgramStatus {
    let others = [
      "step", "speed", "book-at", "save-state", "load-state", "lenient", "summary-only", "json",
    ]
    for option in others where try arguments.isGiven(option) {
      throw arguments.conflict("--tui shows the tape on a screen: it does not go with --\(option)")
    }
    let path = try arguments.operand("FILE")
    guard path != "-" else {
      throw arguments.conflict("--tui reads the tape back and forth: name a file, not '-'")
    }
    let file = TapeBytes(
      try SeekableFile(path: path, missingRemedy: TapeFile.remedy(path, arguments)))
    let filter = try filterLine(arguments)
    do {
      switch try file.form {
      case .binary: try show(try BinaryTapePieces(file), path, filter)
      case .text, nil: try show(try TextTapePieces(file), path, filter)
      }
    } catch let error as TapeAccessError {
      throw BadInput(error.hasLine ? "\(path):\(error)" : "\(path): \(error)")
    }
    return .done
  }

  private static func show(
    _ tape: some PiecewiseTape, _ path: String, _ filter: String
  ) throws {
    var run = try ScreenRun(tape, path, filter: filter)
    try run.loop()
  }

  /// The filters of the command line as the viewer's own line.
  private static func filterLine(_ arguments: ParsedArguments) throws -> String {
    var words: [String] = []
    for criterion in FilterCriterion.allCases {
      for text in try arguments.values(criterion.rawValue, as: .text) {
        words.append(criterion == .kind ? text : "\(criterion.rawValue)=\(text)")
      }
    }
    return words.joined(separator: " ")
  }
}

/// The viewer at work: keys from the terminal to the viewer, frames back.
struct ScreenRun<Tape: PiecewiseTape>: ~Copyable {
  /// How long slices of work are done before keys are looked for and the screen is drawn.
  private static var slice: Int64 { 20_000_000 }
  /// How long a lone ESC byte may be the beginning of a key's sequence.
  private static var escapeWait: Int64 { 40 }

  private var viewer: Viewer<Tape>
  private var terminal: TerminalSession
  private var painter: FramePainter
  private var decoder = KeyDecoder()
  private let path: String

  init(_ tape: Tape, _ path: String, filter: String) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let viewer = try Self.viewer(tape, name, filter)
    let terminal = try TerminalSession(
      greeting: ScreenSequence.enter, farewell: ScreenSequence.leave, plainly: "tapeview \(path)")
    painter = FramePainter(
      TerminalFeatures(
        hasColours: StandardStream.output.allowsColour, hasUnicode: terminal.hasUnicode))
    self.viewer = viewer
    self.terminal = terminal
    self.path = path
  }

  private static func viewer(_ tape: Tape, _ name: String, _ filter: String) throws -> Viewer<Tape>
  {
    do { return try Viewer(tape, name: name, filter: filter) } catch {
      throw BadInput(error.description)
    }
  }

  /// Until the person leaves, or the terminal goes.
  mutating func loop() throws {
    do {
      resize()
      while true {
        // Keys that waited may be taken during the work: the person may be done, too.
        let isBusy = try work()
        try fulfilWishes()
        if viewer.isDone { return }
        try draw()
        guard try listen(isBusy ? 0 : nil) else { return }
      }
    } catch let error as TapeAccessError {
      throw BadInput("\(path): \(error)")
    }
  }

  /// Works until a slice of time is over; true when there is more to do.
  private mutating func work() throws -> Bool {
    let end = HostClock.monotonicNanos + Self.slice
    while !viewer.isDone, try viewer.work() {
      if HostClock.monotonicNanos >= end { return true }
    }
    return false
  }

  private mutating func draw() throws {
    var bytes: [UInt8] = []
    painter.paint(try viewer.frame(), into: &bytes)
    if !bytes.isEmpty { try terminal.write(bytes) }
  }

  /// Takes what comes within so long; false when the terminal has gone.
  private mutating func listen(_ milliseconds: Int64?) throws -> Bool {
    var keys: [Key] = []
    switch try terminal.next(
      withinMilliseconds: decoder.isUndecided ? Self.escapeWait : milliseconds)
    {
    case .bytes(let bytes): decoder.feed(bytes.span, into: &keys)
    case .nothing: decoder.settle(into: &keys)
    case .redraw: resize()
    case .closed: return false
    }
    for key in keys { viewer.press(key) }
    return true
  }

  private mutating func fulfilWishes() throws {
    if viewer.wantsStop { try terminal.stop() }
    if viewer.wantsRedraw { painter.invalidate() }
    viewer.didFulfil()
  }

  private mutating func resize() {
    painter.invalidate()
    let (columns, rows) = terminal.size
    viewer.resize(width: columns, height: rows)
  }
}

extension TapeAccessError {
  /// Whether its text begins with a line and column, which follow a file's name without a space.
  fileprivate var hasLine: Bool {
    if case .tape(let error) = self { error.line != nil } else { false }
  }
}

/// A file as the libraries read it: a reference, since a value that cannot be copied cannot be held
/// by one that can.
private final class TapeBytes: SeekableBytes {
  private let file: SeekableFile

  init(_ file: consuming SeekableFile) { self.file = file }

  var size: Int64 { file.size }

  /// Which form the tape has; nil where there is no first byte.
  var form: TapeForm? {
    get throws(TapeAccessError) {
      var bytes: [UInt8] = []
      try read(at: 0, count: 1, into: &bytes)
      return TapeForm(beginning: bytes.span)
    }
  }

  func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) throws(TapeAccessError) {
    do { try file.read(at: offset, count: count, into: &buffer) } catch {
      throw .unreadable(error.description)
    }
  }
}
