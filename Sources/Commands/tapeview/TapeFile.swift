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
    try self.init(arguments, path: try arguments.operand(operand))
  }

  /// Opens a tape by its path.
  init(_ arguments: ParsedArguments, path: String) throws {
    // A first-time user has no tape yet: say what makes one.
    let remedy =
      path.hasSuffix(".rpl")
      ? "make it: swift run orderflow --seed 42 --out \(path)" : arguments.missingRemedy(path)
    file = try InputFile(path: path, missingRemedy: remedy)
    name = file.path
    progress = ProgressLine("reading \(file.path)", unit: "bytes", total: file.size)
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
