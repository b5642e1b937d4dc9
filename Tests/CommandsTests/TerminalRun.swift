import Foundation
import Glibc

/// A built program run on a terminal of its own, as a person would run it.
///
/// A person sees a screen; the test waits for words to come, with a limit that only a fault reaches.
final class TerminalRun {
  /// Everything that the program has sent so far.
  private(set) var sent = ""
  let process: Process
  private let master: Int32
  private let slave: Int32
  /// How long words may take to come before the test fails.
  private static let patience: TimeInterval = 20

  init(
    _ program: String, _ arguments: [String], in folder: Folder, columns: UInt16 = 80,
    rows: UInt16 = 24, environment: [String: String] = [:]
  ) throws {
    var (master, slave): (Int32, Int32) = (0, 0)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard unsafe openpty(&master, &slave, nil, nil, &size) == 0 else {
      throw POSIXError(.ENODEV)
    }
    (self.master, self.slave) = (master, slave)
    process = try ProgramRun.process(program, arguments, in: folder)
    let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    process.standardInput = terminal
    process.standardOutput = terminal
    process.standardError = terminal
    var variables = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "COLUMNS"] { variables[name] = nil }
    variables["TERM"] = "xterm"
    variables["LANG"] = "C.UTF-8"
    for (name, value) in environment { variables[name] = value }
    process.environment = variables
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(master)
    close(slave)
  }

  /// Types keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(master, $0.baseAddress, $0.count) }
  }

  /// Waits until the program has sent words since the last time; false when they do not come.
  func waits(for words: String) -> Bool {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    while !sent.contains(words) {
      guard Date() < deadline, process.isRunning || hasInput(0) else { return false }
      take()
    }
    sent = String(sent[(sent.range(of: words)?.upperBound ?? sent.endIndex)...])
    return true
  }

  /// Waits for the program's end and returns its status.
  func end() -> Int32 {
    while process.isRunning || hasInput(0) { take() }
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// What the terminal does with keys and output at the moment.
  var settings: [UInt32] {
    var settings = termios()
    unsafe tcgetattr(slave, &settings)
    return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
  }

  /// Gives the terminal another size, as a person does with a window.
  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
    // The terminal is not the program's controlling one, so that the system tells nobody.
    kill(process.processIdentifier, SIGWINCH)
  }

  private func take() {
    guard hasInput(50) else { return }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(master, $0.baseAddress, $0.count)
    }
    if count > 0 { sent += String(decoding: bytes[..<count], as: UTF8.self) }
  }

  private func hasInput(_ milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, milliseconds) > 0 && entry.revents & Int16(POLLIN) != 0
  }
}
