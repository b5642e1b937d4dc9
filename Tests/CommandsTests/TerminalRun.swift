import Foundation
import Glibc

/// A built program run on a terminal of its own, as a person would run it.
///
/// A test waits for what a person would see, with a limit that only a fault reaches.
final class TerminalRun {
  /// What the person sees.
  private(set) var picture: ScreenPicture
  /// Everything that was sent.
  private(set) var sent: [UInt8] = []
  let process: Process
  /// What the terminal did with keys and output before the program began.
  private(set) var original: [UInt32] = []
  /// Where the program runs; kept until it has ended.
  private let folder: Folder
  private let master: Int32
  private let slave: Int32
  private static let patience: TimeInterval = 20

  init(
    _ program: String, _ arguments: [String], in folder: Folder, columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:]
  ) throws {
    var (master, slave): (Int32, Int32) = (0, 0)
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard unsafe openpty(&master, &slave, nil, nil, &size) == 0 else {
      throw POSIXError(.ENODEV)
    }
    (self.master, self.slave, self.folder) = (master, slave, folder)
    picture = ScreenPicture(width: columns, height: rows)
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
    original = settings
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(master)
    close(slave)
  }

  /// Types keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(master, $0.baseAddress, $0.count) }
  }

  /// Waits until the person sees words; false when they do not come.
  func shows(_ words: String) -> Bool { waits { $0.picture.text.contains(words) } }

  /// Waits until something holds; false when it does not come to that.
  func waits(until holds: (TerminalRun) -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    while !holds(self) {
      guard Date() < deadline, process.isRunning || hasInput(0) else { return false }
      take()
    }
    return true
  }

  /// Waits for the program's end and returns its status; one that does not end is killed.
  func end() -> Int32 {
    let deadline = Date(timeIntervalSinceNow: Self.patience)
    while process.isRunning || hasInput(0) {
      take()
      if Date() > deadline { kill(process.processIdentifier, SIGKILL) }
    }
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Whether the program is stopped, as it is after Ctrl-Z.
  var isStopped: Bool {
    let path = "/proc/\(process.processIdentifier)/stat"
    guard
      let line = try? String(decoding: Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    else { return false }
    // The name in brackets may hold anything; the state is the first word behind it.
    return line.split(separator: ")").last?.hasPrefix(" T") ?? false
  }

  /// What the terminal does with keys and output at the moment.
  var settings: [UInt32] {
    var settings = termios()
    _ = unsafe tcgetattr(slave, &settings)
    return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
  }

  /// Gives the terminal another size, as a person does with a window.
  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
    picture = ScreenPicture(width: columns, height: rows)
    // The terminal is not the program's controlling one, so that the system tells nobody.
    kill(process.processIdentifier, SIGWINCH)
  }

  private func take() {
    guard hasInput(50) else { return }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(master, $0.baseAddress, $0.count)
    }
    guard count > 0 else { return }
    sent += bytes[..<count]
    picture.take(bytes[..<count])
  }

  private func hasInput(_ milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, milliseconds) > 0 && entry.revents & Int16(POLLIN) != 0
  }
}
