internal import Core

/// One of two tapes being compared: its reader and the event in hand.
struct ComparedTape {
  private var reader = TapeDecoder(lenient: true)
  /// The event to be compared next; the comparison clears it.
  var event: Event?
  private var isFinished = false
  private var isAtEnd = false
  private var fault: TapeError?

  /// What the tape's header said.
  var header: TapeHeader { reader.header }

  /// Takes more bytes of the file.
  mutating func feed(_ bytes: Span<UInt8>) { reader.feed(bytes) }

  /// Says that the file ends here.
  mutating func finish() {
    reader.finish()
    isFinished = true
  }

  /// Makes sure of an event, unless the tape has ended; false when bytes are needed.
  ///
  /// A file that was cut off inside a line or block has ended there.
  mutating func pull(_ side: TapeSide, toleratesFaults: Bool) throws(TapeDiffError) -> Bool {
    while event == nil, !isAtEnd {
      let step: TapeReader.Step?
      do { step = try reader.advance() } catch {
        guard toleratesFaults || error.reason.isCut else {
          throw TapeDiffError(side: side, error: error)
        }
        fault = error
        isAtEnd = true
        return true
      }
      switch step {
      case .event: event = reader.event
      case .checkpoint, .end: continue  // a lenient reader remembers what they state
      case nil:
        guard isFinished else { return false }
        isAtEnd = true
      }
    }
    return true
  }

  /// The line of the event in hand.
  var line: String? { event.map(line(of:)) }

  /// How it ended, once it has.
  var end: ComparedEnd {
    ComparedEnd(
      events: reader.hash.count, hash: reader.hash.value, isComplete: reader.isComplete,
      hashLinesAgree: reader.hashLinesAgree, fault: fault)
  }

  /// An event's line without its line feed.
  func line(of event: Event) -> String {
    var writer = TapeWriter.excerpt(reader.header)
    var text: [UInt8] = []
    // A reader hands out only events whose names its header has.
    do { try writer.write(event, into: &text) } catch { return "event \(event.sequence.rawValue)" }
    return String(decoding: text.dropLast(), as: UTF8.self)
  }
}
