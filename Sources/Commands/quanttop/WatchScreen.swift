internal import Dashboard
internal import HostIO
internal import Terminal

/// The dashboard on the whole screen: keys from the terminal, frames back.
struct WatchScreen: ~Copyable {
  /// How long a lone ESC byte may be the beginning of a key's sequence, and a tape may wait.
  private static let slice: Int64 = 40

  private var watch: Watch
  private var terminal: TerminalSession
  private var painter: FramePainter
  private var decoder = KeyDecoder()

  init(_ watch: Watch) throws {
    var watch = watch
    // What cannot be watched at all is said on the plain screen.
    _ = try watch.work()
    let terminal = try TerminalSession(
      greeting: ScreenSequence.enter, farewell: ScreenSequence.leave, plainly: "quanttop --plain")
    painter = FramePainter(
      TerminalFeatures(
        hasColours: StandardStream.output.allowsColour, hasUnicode: terminal.hasUnicode))
    self.watch = watch
    self.terminal = terminal
  }

  /// Until the person leaves, or the terminal goes.
  mutating func loop() throws {
    resize()
    while !watch.dashboard.isDone {
      var bytes: [UInt8] = []
      painter.paint(watch.dashboard.frame(), into: &bytes)
      if !bytes.isEmpty { try terminal.write(bytes) }
      guard try listen() else { return }
      if !watch.isFinished { _ = try watch.work() }
    }
  }

  /// Takes what comes until something is due; false when the terminal has gone.
  private mutating func listen() throws -> Bool {
    var keys: [Key] = []
    switch try terminal.next(withinMilliseconds: min(watch.wait, Self.slice)) {
    case .bytes(let bytes): decoder.feed(bytes.span, into: &keys)
    case .nothing: decoder.settle(into: &keys)
    case .redraw: resize()
    case .closed: return false
    }
    for key in keys {
      switch key {
      case .control("z"): try terminal.stop()
      case .control("l"): painter.invalidate()
      default: watch.dashboard.press(key)  // open set: keys
      }
    }
    return true
  }

  private mutating func resize() {
    painter.invalidate()
    let (columns, rows) = terminal.size
    watch.dashboard.resize(width: columns, height: rows)
  }
}
