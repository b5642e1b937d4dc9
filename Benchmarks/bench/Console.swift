#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where the program's words go: figures to stdout, talk to stderr.
enum Console {
  static func data(_ line: String) {
    write(line + "\n", to: STDOUT_FILENO)
  }

  static func talk(_ line: String) {
    write(line + "\n", to: STDERR_FILENO)
  }

  /// A line that the next one replaces; nothing when nobody watches.
  static func progress(_ line: String) {
    if isatty(STDERR_FILENO) == 1 { write("\r\u{1b}[K" + line, to: STDERR_FILENO) }
  }

  static func exit(_ code: ExitCode) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code.rawValue)
    #else
      Darwin.exit(code.rawValue)
    #endif
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      // SAFETY: the buffer is the slice's own memory and outlives the call; its count is its own.
      let written = unsafe rest.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}

/// What the program came to, in the words of every program of this package.
enum ExitCode: Int32 {
  case done = 0
  case found = 1
  case badUsage = 2
}
