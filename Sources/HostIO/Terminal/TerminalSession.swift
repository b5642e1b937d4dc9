internal import Glibc

/// A terminal taken over by a program that draws on the whole screen.
///
/// Given back as it was when the value goes, and on every other way out that leaves time for it:
/// errors, a first or second SIGINT or SIGTERM, hang-up, a crash; not on SIGKILL.
public struct TerminalSession: ~Copyable {
  /// What came from the person or the system.
  public enum Input: Equatable, Sendable {
    /// Bytes of keys.
    case bytes([UInt8])
    /// The screen has to be drawn anew: another size, or the program was stopped and goes on.
    case redraw
    /// Nothing within the time.
    case nothing
    /// The terminal has gone.
    case closed
  }

  private static let longestSlice: Int64 = 100
  private let greeting: [UInt8]
  private let farewell: [UInt8]

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - greeting: Sent when the screen is taken, also after a stop.
  ///   - farewell: Sent when it is given back.
  ///   - plainly: What does the same work without a terminal, for the error.
  public init(greeting: [UInt8], farewell: [UInt8], plainly: String) throws {
    guard StandardStream.input.isTerminal, StandardStream.output.isTerminal else {
      throw BadInput("there is no terminal to draw on; without one: \(plainly)")
    }
    guard StandardStream.output.acceptsEscapes else {
      throw BadInput("this terminal cannot be drawn on (TERM=dumb); without it: \(plainly)")
    }
    TerminalSignals.listen()
    try Self.take(greeting, farewell)
    self.greeting = greeting
    self.farewell = farewell
  }

  /// Columns and rows of the window; 80 by 24 where the system does not say.
  public var size: (columns: Int, rows: Int) {
    var size = winsize()
    // SAFETY: TIOCGWINSZ writes one `winsize`, which is writable for the length of the call.
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0,
      size.ws_row > 0
    else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Whether characters beyond ASCII can be expected to arrive: the locale says UTF-8.
  public var hasUnicode: Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let locale = Environment.value(name), !locale.isEmpty else { continue }
      let word = locale.lowercased()
      return word.contains("utf-8") || word.contains("utf8")
    }
    return false
  }

  /// Sends bytes to the screen.
  public func write(_ bytes: [UInt8]) throws(FileError) { try Self.send(bytes) }

  private static func send(_ bytes: [UInt8]) throws(FileError) {
    let code = SystemFile.write(bytes, to: STDOUT_FILENO)
    if code != 0 { throw FileError(.write, StandardOutput.name, code: code) }
  }

  /// Waits for something to happen, at most so long; nil waits for ever.
  ///
  /// Waits in slices, so that a signal that arrives just before a wait begins is noticed at its end.
  public mutating func next(withinMilliseconds limit: Int64?) throws -> Input {
    let due = limit.map { HostClock.monotonicNanos + $0 * 1_000_000 }
    while true {
      if Interruption.isRequested { throw Interrupted() }
      if TerminalSignals.takeStop() { try stop() }
      if TerminalSignals.takeAwakening() {
        try Self.take(greeting, farewell)
        return .redraw
      }
      if TerminalSignals.takeSizeChange() { return .redraw }
      let left = due.map { ($0 - HostClock.monotonicNanos) / 1_000_000 } ?? Self.longestSlice
      let slice = Int32(min(max(0, left), Self.longestSlice))
      if SystemFile.isReadable(STDIN_FILENO, withinMilliseconds: slice) { return try read() }
      if limit != nil, left <= 0 { return .nothing }
    }
  }

  /// Gives the terminal back and stops, as a program does on Ctrl-Z; on return the terminal is
  /// taken again, and the next input asks to draw.
  public mutating func stop() throws {
    TakenTerminal.giveBack()
    TerminalSignals.stopProcess()
  }

  private func read() throws(FileError) -> Input {
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let (count, code) = SystemFile.read(STDIN_FILENO, into: &bytes)
    if code == EIO { return .closed }
    if code != 0 { throw FileError(.read, "the terminal", code: code) }
    return count == 0 ? .closed : .bytes(Array(bytes[..<count]))
  }

  private static func take(_ greeting: [UInt8], _ farewell: [UInt8]) throws(FileError) {
    let code = TakenTerminal.take(farewell: farewell)
    if code != 0 { throw FileError(.open, "the terminal", code: code) }
    do { try send(greeting) } catch {
      TakenTerminal.giveBack()
      throw error
    }
  }

  deinit { TakenTerminal.giveBack() }
}
