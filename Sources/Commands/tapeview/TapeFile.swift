internal import Core
internal import HostIO
internal import TapeView

/// A tape being read, with errors that name it.
struct TapeFile: ~Copyable {
  /// The path as given, or `standard input`: how messages call the tape.
  let name: String
  private var file: InputFile
  private var progress: ProgressLine

  /// Opens the tape that an operand names.
  init(_ arguments: ParsedArguments, _ operand: String) throws {
    let path = try arguments.operand(operand)
    file = try InputFile(path: path, missingRemedy: Self.remedy(path, arguments))
    name = file.path
    progress = ProgressLine("reading \(file.path)", unit: "bytes", total: file.size)
  }

  /// What to say when there is none: a first-time user has no tape yet, and is told what makes one.
  static func remedy(_ path: String, _ arguments: ParsedArguments) -> String? {
    path.hasSuffix(".rpl")
      ? "make it: swift run orderflow --seed 42 --out \(path)" : arguments.missingRemedy(path)
  }

  /// Reads the next piece; `false` at the end.
  mutating func next() throws(FileError) -> Bool {
    progress.update(done: file.bytesRead)
    return try file.next()
  }

  /// The piece read last.
  var chunk: Span<UInt8> {
    @_lifetime(borrow self)
    get { file.chunk }
  }

  /// Takes the progress line away before something is printed.
  mutating func quiet() { progress.erase() }

  /// `FILE:LINE:COLUMN: reason`.
  func error(_ error: TapeError) -> BadInput { BadInput("\(name):\(error)") }
}
