import Backtest
import Core
import HostIO

/// What an operator said, with the time and the place on the session's tape at which it was said.
struct RecordedCommand: Equatable {
  let place: TapeSequence
  let time: Timestamp
  let input: SessionInput

  init(_ event: Event, _ input: SessionInput) {
    place = event.sequence
    time = event.time
    self.input = input
  }

  /// The same command, told more of.
  init(_ command: RecordedCommand, _ input: SessionInput) {
    place = command.place
    time = command.time
    self.input = input
  }

  /// `1234 5000000 halt`: place, nanoseconds, word.
  init?(line: Substring) {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 3, let place = UInt64(words[0]), let nanoseconds = Int64(words[1]),
      let time = Timestamp(nanoseconds: nanoseconds),
      let word = OperatorWord.allCases.first(where: { "\($0.token)" == words[2] }), word != .reload
    else { return nil }
    self.place = TapeSequence(place)
    self.time = time
    input = .command(word)
  }

  /// The commands of a file, a line each.
  static func all(in path: String) throws -> [RecordedCommand] {
    var file = try InputFile(path: path)
    let text = String(decoding: try file.readAll(), as: UTF8.self)
    var commands: [RecordedCommand] = []
    for (number, line) in text.split(separator: "\n").enumerated() {
      guard let command = RecordedCommand(line: line) else {
        throw BadInput("\(path):\(number + 1): expected place, nanoseconds and a command")
      }
      commands.append(command)
    }
    return commands
  }
}
