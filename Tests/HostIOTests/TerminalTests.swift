import Glibc
import HostIO
import Testing

@Suite struct TerminalTests {
  @Test(
    arguments: [
      (12_300_000, 29_100_000, 10, "reading a  42%  12.3 M of 29.1 M events  1.2 M/s  0:14 left"),
      (999, 1_000, 2, "reading a  99%  999 of 1.0 k events  499/s  0:01 left"),
      (1_000, 1_000, 4, "reading a  100%  1.0 k of 1.0 k events  250/s  0:00 left"),
      (1_500, 1_000, 4, "reading a  100%  1.5 k of 1.0 k events  375/s  0:00 left"),
      (0, 5_000_000_000, 2, "reading a  0%  0 of 5.0 G events  0/s"),
      (1, 10_000, 1, "reading a  0%  1 of 10.0 k events  1/s  2:46:39 left"),
      (123_456, nil, 2, "reading a  123 k events  61.7 k/s"),
      (123_456, nil, 0, "reading a  123 k events  0/s"),
      (Int64.max, nil, 1, "reading a  9223372036 G events  9000000000 G/s"),
    ] as [(Int64, Int64?, Int64, String)])
  func `progress says how far, how fast and how long`(
    _ done: Int64, _ total: Int64?, _ seconds: Int64, _ expected: String
  ) {
    let figures = ProgressFigures(
      label: "reading a", unit: "events", done: done, total: total,
      elapsedNanos: seconds * 1_000_000_000)
    #expect(figures.text(width: 100) == expected)
    #expect(figures.text(width: 12) == String(expected.prefix(12)))
    #expect(figures.text(width: -1) == "")
  }

  @Test(
    arguments: [
      ("", .steps(1)), ("  ", .steps(1)), ("\r", .steps(1)), ("n", .steps(1)), ("12", .steps(12)),
      (" 3 \r", .steps(3)), ("q", .quit), ("quit", .quit), (nil, .quit), ("0", .unknown("0")),
      ("-1", .unknown("-1")), ("99999999999999999999", .unknown("99999999999999999999")),
      ("what now", .unknown("what")),
    ] as [(String?, StepCommand)])
  func `a typed line is a step command`(_ line: String?, _ expected: StepCommand) {
    #expect(StepCommand(line: line) == expected)
  }

  @Test func `step commands come line by line, and the end of input quits`() async {
    await #expect(processExitsWith: .success) {
      connectStandardInput(to: "\n5\nfoo\nq\n7")
      var input = try StepInput(tapeIsOnStandardInput: false)
      let expected: [StepCommand] = [
        .steps(1), .steps(5), .unknown("foo"), .quit, .steps(7), .quit, .quit,
      ]
      for command in expected where input.next() != command { exit(1) }
    }
  }

  @Test func `a dash reads standard input`() async {
    await #expect(processExitsWith: .success) {
      connectStandardInput(to: "tape")
      var input = try InputFile(path: "-")
      let isNamed = input.path == "standard input" && input.size == nil
      guard try input.readAll() == Array("tape".utf8), isNamed else { exit(1) }
    }
  }

  @Test func `a file is no terminal, so it gets neither colour nor progress`() async throws {
    let scratch = try ScratchDirectory()
    let path = scratch.file("err")
    await #expect(processExitsWith: .success) { [path = path as String] in
      let file = unsafe open(path, O_RDWR | O_CREAT, mode_t(0o600))
      dup2(file, 2)
      if StandardStream.error.isTerminal || StandardStream.error.allowsColour { exit(1) }
      workForMoreThanASecond()
    }
    // The test library adds bytes of its own there, so the line's label is what is looked for.
    #expect(try !scratch.text(of: "err").contains("working"))
  }

  @Test func `a terminal gets a progress line after a second, and loses it at the end`() async {
    await #expect(processExitsWith: .success) {
      let screen = try connectStandardErrorToTerminal(columns: 40)
      unsafe _ = setenv("TERM", "xterm", 1)
      unsafe _ = unsetenv("NO_COLOR")
      guard StandardStream.error.width == 40, StandardStream.error.allowsColour else { exit(1) }
      unsafe _ = setenv("NO_COLOR", "1", 1)
      if StandardStream.error.allowsColour { exit(2) }
      workForMoreThanASecond()
      let shown = textShown(on: screen, upTo: "\u{1B}[K\r\u{1B}[K")
      guard shown.hasPrefix("\rworking  2"), shown.hasSuffix("\u{1B}[K\r\u{1B}[K") else {
        exit(3)
      }
      // No line is as wide as the terminal, or it would wrap and could not be erased.
      if shown.split(separator: "\r").contains(where: { $0.count > 39 + 3 }) { exit(4) }
    }
  }
}

/// Twelve hundred updates, each a millisecond after the one before by a clock of our own.
private func workForMoreThanASecond() {
  var now: Int64 = 0
  var progress = ProgressLine("working", unit: "events", total: 4_000) { now }
  for done in 1...1_200 {
    now += 1_000_000
    progress.update(done: Int64(done))
  }
}

/// Makes a terminal without a screen the standard error of this process; answers what a screen
/// would read from.
private func connectStandardErrorToTerminal(columns: UInt16) throws -> Int32 {
  let screen = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)
  // TIOCSPTLCK and TIOCGPTN: unlock the other side, and ask for its number.
  var (locked, number): (Int32, Int32) = (0, 0)
  guard unsafe ioctl(screen, 0x4004_5431, &locked) == 0,
    unsafe ioctl(screen, 0x8004_5430, &number) == 0
  else { throw FileError(.open, "/dev/ptmx", code: errno) }
  unsafe _ = dup2(open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), 2)
  var size = winsize(ws_row: 10, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
  _ = unsafe ioctl(screen, UInt(TIOCSWINSZ), &size)
  return screen
}

/// What the screen was sent, as far as an ending; what came by then if ten seconds bring no ending.
///
/// The system hands a terminal's text over in its own time, so one read may see a part of it.
private func textShown(on screen: Int32, upTo ending: String) -> String {
  var text = ""
  var bytes = [UInt8](repeating: 0, count: 4_096)
  var entry = pollfd(fd: screen, events: Int16(POLLIN), revents: 0)
  while !text.hasSuffix(ending), unsafe poll(&entry, 1, 10_000) == 1 {
    let count = unsafe read(screen, &bytes, bytes.count)
    guard count > 0 else { return text }
    text += String(decoding: bytes[..<count], as: UTF8.self)
  }
  return text
}

/// Fills a pipe and makes it the standard input of this process.
private func connectStandardInput(to text: String) {
  var ends: [Int32] = [0, 0]
  unsafe _ = pipe(&ends)
  dup2(ends[0], 0)
  StandardError(descriptor: ends[1]).write(text)
  close(ends[1])
}
