import Core
import HostIO
import OrderFlowSim

/// The tape of a run on its way to a file: binary where its name ends with `.tape`.
struct TapeOutput: ~Copyable {
  private var file: OutputFile
  private var encoder: TapeEncoder
  private var bytes: [UInt8] = []

  private init(_ file: consuming OutputFile, _ encoder: TapeEncoder) {
    self.file = file
    self.encoder = encoder
  }

  /// Begins a tape. A recording cut short keeps what was complete: `tapeview verify` says how far
  /// it goes.
  static func begin(_ path: String, _ simulator: Simulator) throws -> TapeOutput {
    let file = try OutputFile(path: path, mode: .prefixKeeping)
    let encoder = TapeEncoder(simulator.header, form: TapeForm(ofFileNamed: path))
    var tape = TapeOutput(file, encoder)
    tape.encoder.begin(into: &tape.bytes)
    try tape.flush()
    return tape
  }

  /// Goes on with the tape that the saved part of the run wrote, which must end exactly where the
  /// saved market stands. It is written anew, so that the whole is the tape of one run.
  static func goOn(_ path: String, _ simulator: Simulator) throws -> TapeOutput {
    var written = try InputFile(
      path: path,
      missingRemedy: "it must be the tape of the first part, to be continued; name that, or leave "
        + "--out away")
    let file = try OutputFile(path: path, mode: .atomic)
    let encoder = TapeEncoder(simulator.header, form: TapeForm(ofFileNamed: path))
    var tape = TapeOutput(file, encoder)
    tape.encoder.begin(into: &tape.bytes)
    let decoder = try tape.copy(&written)
    guard decoder.isComplete, decoder.header == simulator.header, decoder.hash == simulator.hash
    else {
      throw BadInput(
        "\(path): does not end where the saved market stands, at event \(simulator.eventCount): "
          + "name the tape of the first part, or leave --out away")
    }
    return tape
  }

  mutating func write(_ events: [Event]) throws {
    for event in events { try encoder.write(event, into: &bytes) }
    try flush()
  }

  consuming func finish() throws {
    encoder.finish(into: &bytes)
    try flush()
    try file.finish()
  }

  private mutating func flush() throws {
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Takes over the events of a tape.
  private mutating func copy(_ input: inout InputFile) throws -> TapeDecoder {
    var decoder = TapeDecoder()
    var isFinished = false
    while !isFinished {
      isFinished = try !input.next()
      if isFinished { decoder.finish() } else { decoder.feed(input.chunk) }
      do throws(TapeError) {
        while let step = try decoder.advance() {
          guard step == .event else { continue }
          // A tape whose events do not belong to this market does not end where it stands either.
          do { try encoder.write(decoder.event, into: &bytes) } catch { return decoder }
        }
      } catch {
        throw BadInput("\(input.path): \(error)")
      }
      try flush()
    }
    return decoder
  }
}
