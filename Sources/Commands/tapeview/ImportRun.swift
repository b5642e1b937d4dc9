internal import Core
internal import HostIO
internal import TapeView

/// The files of one import: inputs, opened together, and the tape that is written.
struct ImportRun: ~Copyable {
  /// An input in an array, which a value that cannot be copied cannot be.
  private final class Source {
    let path: String
    var file: InputFile

    init(path: String) throws(FileError) {
      self.path = path
      file = try InputFile(path: path)
    }
  }

  private let names: [String]
  private let sources: [Source?]
  private var out: OutputFile?
  private var writer: TapeEncoder?
  private let form: TapeForm
  private var bytes: [UInt8] = []

  init(_ kind: ImportKind, _ settings: ImportSettings, out path: String?) throws {
    let inputs = zip(kind.description.inputs, settings.paths).compactMap { input, given in
      given.map { UsedPath(input.name, $0) }
    }
    try OutputPaths.check(
      inputs: inputs, outputs: path.map { [UsedPath("--out", $0)] } ?? [])
    var sources: [Source?] = []
    for path in settings.paths { sources.append(try path.map(Source.init)) }
    let out = try Self.create(path)
    names = kind.description.inputs.map(\.name)
    self.sources = sources
    self.out = out
    // The events are checked and hashed as a tape even where none is kept.
    form = path.map { TapeForm(ofFileNamed: $0) } ?? .binary
  }

  private static func create(_ path: String?) throws(FileError) -> OutputFile? {
    guard let path else { return nil }
    return try OutputFile(path: path, mode: .atomic)
  }

  /// Hash of the tape.
  var hash: TraceHash { writer?.hash ?? TraceHash() }

  /// Reads the recording to its end and writes the tape.
  mutating func pump(_ market: inout any TapeImport) throws {
    while true {
      let step: ImportStep
      do { step = try market.next() } catch { throw located(error) }
      switch step {
      case .event(let event):
        begin(market)
        try writer?.write(event, into: &bytes)
        if bytes.count > 1 << 16 { try flush() }
      case .needs(let input):
        if let source = sources[input], try source.file.next() {
          market.feed(source.file.chunk, to: input)
        } else {
          market.finish(input)
        }
      case .done:
        begin(market)
        writer?.finish(into: &bytes)
        return try flush()
      }
    }
  }

  /// Writes the header, which an import may know only when it comes to its first event.
  private mutating func begin(_ market: any TapeImport) {
    guard writer == nil else { return }
    var writer = TapeEncoder(market.header, form: form)
    writer.begin(into: &bytes)
    self.writer = writer
  }

  /// Completes the tape under its name.
  consuming func finish() throws(FileError) -> TraceHash {
    let hash = hash
    if let out = consume out { try out.finish() }
    return hash
  }

  private mutating func flush() throws(FileError) {
    try out?.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// `FILE:LINE:COLUMN: reason`.
  private func located(_ error: ImportError) -> BadInput {
    var file = error.input
    if let place = names.firstIndex(of: error.input), let source = sources[place] {
      file = source.path
    }
    return BadInput("\(file):\(error.line):\(error.column): \(error.reason.message)")
  }
}
