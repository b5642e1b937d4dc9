public import Core

/// What moves a venue, as it stands in its log.
///
///     0   │ kind: 1 opening, 2 request, 3 request with a verdict
///     1   │ opening: see `VenueOpening`
///     1   │ request: an event in the binary form of a tape, told against nothing before it
///     end │ verdict: the code of the reason, one byte
public enum VenueInput: Sendable, Equatable {
  /// The venue opens; the first input of every log.
  case opened(VenueOpening)
  /// An order, cancel or amend, new rules for an instrument, or an operator's command, as the event of the
  /// market's tape that it is. `verdict` is what a check in front of the engine, such as a position
  /// limit, said of it: that check is not here when the log is replayed, so its word is logged.
  case request(Event, verdict: RejectReason?)
}

extension VenueInput {
  /// Appends the record.
  func append(to record: inout [UInt8]) {
    var writer = ByteWriter()
    switch self {
    case .opened(let opening):
      writer.append(UInt8(1))
      opening.encode(into: &writer)
    case .request(let event, let verdict):
      writer.append(UInt8(verdict == nil ? 2 : 3))
      event.encode(into: &writer)
      if let verdict { writer.append(verdict.rawValue) }
    }
    record.append(copying: writer.bytes.span)
  }

  /// Reads a record; nil for bytes that no input has.
  public init?(record: Span<UInt8>) {
    var bytes: [UInt8] = []
    bytes.append(copying: record)
    var reader = ByteReader(bytes)
    do throws(StateDecodingError) {
      switch try reader.byte() {
      case 1: self = .opened(try VenueOpening(decoding: &reader))
      case 2: self = .request(try Event(decoding: &reader), verdict: nil)
      case 3:
        let event = try Event(decoding: &reader)
        guard let verdict = RejectReason(rawValue: try reader.byte()) else { return nil }
        self = .request(event, verdict: verdict)
      default: return nil  // open set: bytes
      }
      try reader.finish()
    } catch { return nil }
    if case .request(let event, _) = self, !event.payload.isVenueRequest { return nil }
  }
}

extension VenueInput {
  /// The request that a record holds, read without allocating; nil for all else.
  static func request(
    in record: Span<UInt8>, _ reader: inout EventRecordReader
  ) -> (event: Event, verdict: RejectReason?)? {
    guard record.count > 1, record[0] == 2 || record[0] == 3,
      let (event, size) = reader.event(in: record.extracting(1..<record.count)),
      event.payload.isVenueRequest
    else { return nil }
    if record[0] == 2 { return record.count == 1 + size ? (event, nil) : nil }
    guard record.count == 2 + size, let verdict = RejectReason(rawValue: record[1 + size]) else {
      return nil
    }
    return (event, verdict)
  }
}

extension EventPayload {
  /// Whether a venue does something about it: a request, new rules, or an operator's command.
  var isVenueRequest: Bool {
    switch kind {
    case .newOrder, .cancel, .amend, .orderTerms, .orderGroup, .massCancel, .phaseChange,
      .instrument, .operatorCommand:
      true
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .regime, .gap, .drop, .timer, .riskDecision, .triggered, .restated:
      false
    }
  }
}
