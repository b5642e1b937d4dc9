internal import Core
internal import HostIO
internal import TapeView

/// A tape being read, with errors that name it.
struct TapeFile: ~Copyable {
  /// The path as given, or `standard input`: how messages call the tape.
  let name: String
  private var file: InputFile
  private var progress: ProgressLine
  /// Whether a path was named, so that nobody else reads from the same place.
  private let isNamed: Bool
  /// Bytes still to be read where only a part is wanted.
  private var left: Int?

  /// Opens the tape that an operand names.
  init(_ arguments: ParsedArguments, _ operand: String) throws {
    try self.init(arguments, path: try arguments.operand(operand))
  }

  /// Opens a tape by its path.
  init(_ arguments: ParsedArguments, path: String) throws {
    file = try InputFile(path: path, missingRemedy: Self.remedy(path, arguments))
    name = file.path
    isNamed = path != "-"
    progress = ProgressLine("reading \(file.path)", unit: "bytes", total: file.size)
  }

  /// What to say when there is none: a first-time user has no tape yet, and is told what makes one.
  static func remedy(_ path: String, _ arguments: ParsedArguments) -> String? {
    path.hasSuffix(".rpl") || path.hasSuffix(".tape")
      ? "make it: swift run orderflow --seed 42 --out \(path)" : arguments.missingRemedy(path)
  }

  /// Reads the next piece; `false` at the end.
  mutating func next() throws(FileError) -> Bool {
    progress.update(done: file.bytesRead)
    if let left { self.left = max(0, left - file.chunk.count) }
    guard left != 0 else { return false }
    return try file.next()
  }

  /// The piece read last.
  var chunk: Span<UInt8> {
    @_lifetime(borrow self)
    get { file.chunk.extracting(first: left ?? .max) }
  }

  /// Reads nothing but these bytes of the file.
  mutating func narrow(to bytes: Range<Int>) throws(FileError) {
    try file.seek(to: Int64(bytes.lowerBound))
    left = bytes.count
  }

  /// Takes the progress line away before something is printed.
  mutating func quiet() { progress.erase() }

  /// Bytes of the file; nil where that is not known.
  var size: Int64? { file.size }

  /// Bytes read so far.
  var bytesRead: Int64 { file.bytesRead }

  /// The index of a binary tape; nil for a text, a pipe, or a tape that was cut off. Reading goes on
  /// at the front.
  mutating func index() throws(FileError) -> TapeIndex? {
    guard isNamed, let size = file.size else { return nil }
    var seek = TapeSeek(fileSize: Int(size))
    while case .needs(let range) = seek.step {
      let bytes = try file.read(Int64(range.lowerBound)..<Int64(range.upperBound))
      seek.take(bytes.span)
    }
    try file.seek(to: 0)
    guard case .found(let index) = seek.step else { return nil }
    return index
  }

  /// Narrows reading to the part that the terms ask for, where an index leads there.
  mutating func narrow(to terms: TapeFilterTerms) throws(FileError) -> TapeStretch? {
    let isRange = terms.from ?? terms.to != nil || terms.since ?? terms.until != nil
    guard isRange, let index = try index(), let stretch = TapeStretch(index, terms) else {
      return nil
    }
    try narrow(to: stretch.bytes)
    return stretch
  }

  /// `FILE:LINE:COLUMN: reason`, or `FILE: block N, byte M: reason`.
  func error(_ error: TapeError) -> BadInput {
    BadInput(error.line == nil ? "\(name): \(error)" : "\(name):\(error)")
  }
}
