internal import Glibc

/// One of the three streams that a process starts with, and what it is connected to.
public enum StandardStream: Int32, Equatable, Sendable {
  case input = 0
  case output = 1
  case error = 2

  /// Whether a person is at the other end.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Whether escape sequences for colour are welcome: on a terminal, unless `NO_COLOR` is set.
  public var allowsColour: Bool {
    guard acceptsEscapes else { return false }
    return (Environment.value("NO_COLOR") ?? "").isEmpty
  }

  /// Whether the cursor can be moved: a terminal that is not `dumb`.
  public var acceptsEscapes: Bool { isTerminal && Environment.value("TERM") != "dumb" }

  /// Columns of the terminal; `COLUMNS` or 80 where there is none.
  public var width: Int {
    var size = winsize()
    // SAFETY: TIOCGWINSZ writes one `winsize`, which is writable for the length of the call.
    if unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    guard let text = Environment.value("COLUMNS"), let columns = Int(text), columns > 0 else {
      return 80
    }
    return columns
  }
}
