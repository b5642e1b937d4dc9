public import Core

/// A tape that a program reads event by event, in either form, with errors that name file and place.
public struct TapeInput: ~Copyable {
  /// The path as given, or `standard input`.
  public let name: String
  private var file: InputFile
  private var decoder = TapeDecoder()
  private var progress: ProgressLine
  private var isFinished = false
  /// An event that was read to learn the header, and not yet handed out.
  private var first: Event?

  /// Opens a tape; nothing of it is read yet.
  public init(path: String) throws(FileError) {
    let isTape = TapeForm.allCases.contains { path.hasSuffix(".\($0.fileExtension)") }
    file = try InputFile(
      path: path,
      missingRemedy: isTape ? "make it: swift run orderflow --seed 42 --out \(path)" : nil)
    name = file.path
    progress = ProgressLine("reading \(file.path)", unit: "bytes", total: file.size)
  }

  /// Reads as far as the first event, and answers what the tape says of itself.
  public mutating func begin() throws -> TapeHeader {
    first = try step()
    return decoder.header
  }

  /// Hash of the events read so far.
  public var hash: UInt64 { decoder.hash.value }

  /// Whether the tape's end line was read.
  public var isComplete: Bool { decoder.isComplete }

  /// Appends up to `limit` events; none at the end of the tape.
  public mutating func read(into events: inout [Event], atMost limit: Int) throws {
    var count = 0
    if let first {
      events.append(first)
      count += 1
    }
    first = nil
    while count < limit, let event = try step() {
      events.append(event)
      count += 1
    }
    progress.update(done: file.bytesRead)
  }

  /// Takes the progress line away before something is printed.
  public mutating func quiet() { progress.erase() }

  private mutating func step() throws -> Event? {
    while true {
      do throws(TapeError) {
        while let item = try decoder.advance() {
          if item == .event { return decoder.event }
        }
      } catch {
        throw BadInput(error.line == nil ? "\(name): \(error)" : "\(name):\(error)")
      }
      if isFinished { return nil }
      if Interruption.isRequested { throw Interrupted() }
      if try file.next() {
        decoder.feed(file.chunk)
      } else {
        decoder.finish()
        isFinished = true
      }
    }
  }
}
