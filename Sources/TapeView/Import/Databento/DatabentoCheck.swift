internal import Core
internal import OrderBook
internal import Wire

/// Compares the book that a recording rebuilds with one that somebody else rebuilt from it.
///
/// Takes Databento's own `mbp-10` CSV line by line, or one JSON document: checkpoints by row, or
/// what is known of the final book.
struct DatabentoCheck {
  private enum Form {
    case unknown
    case json
    case csv(DatabentoDepthColumns?)
  }

  /// The largest JSON document that is read.
  private static let limits = JSONLimits(
    size: 64 << 20, depth: 16, members: 1 << 20, numberLength: 64)

  private var form = Form.unknown
  /// A JSON document so far, or white space before the form is known.
  private var document: [UInt8] = []
  private var lines = RecordingFile(name: "check", maximumLineLength: 8_192)
  private var isFinished = false
  /// Checkpoints that are still to come.
  private var waiting = RingQueue<DatabentoCheckpoint>()
  private var finalBook: DatabentoFinalBook?
  private var rows: UInt64 = 0
  private var matched: UInt64 = 0
  private var total: UInt64 = 0
  private var notes: [String] = []

  mutating func feed(_ bytes: Span<UInt8>) {
    if case .unknown = form {
      for index in bytes.indices where bytes[index] > 0x20 {
        form = bytes[index] == UInt8(ascii: "{") ? .json : .csv(nil)
        break
      }
    }
    switch form {
    case .unknown, .json:
      for index in bytes.indices where document.count <= Self.limits.size {
        document.append(bytes[index])
      }
    case .csv:
      // White space that came before anything told the form is of the file's lines too.
      let space = document
      document = []
      lines.feed(space.span)
      lines.feed(bytes)
    }
  }

  mutating func finish() {
    isFinished = true
    lines.finish()
  }

  /// Whether the checkpoint for this row, or a later one, has yet to be fed.
  mutating func needsBytes(before row: DatabentoRow) throws(ImportError) -> Bool {
    while true {
      if waiting.isEmpty, try needsBytes() { return true }
      guard case .event(let received, let sequence) = waiting.first?.place,
        let now = row.received, now > received
      else { return false }
      judge(false, "no such book at \(received.nanoseconds), sequence number \(sequence)")
      _ = waiting.popFirst()
    }
  }

  private mutating func needsBytes() throws(ImportError) -> Bool {
    switch form {
    case .unknown: return !isFinished
    case .json:
      guard isFinished else { return true }
      if !document.isEmpty { try readDocument() }
      return false
    case .csv(let columns): return try readRow(columns)
    }
  }

  /// Takes in a row, and the book behind it.
  mutating func apply(_ row: DatabentoRow, _ book: LevelBook, _ scale: DecimalScale) {
    defer { rows += 1 }
    while let checkpoint = waiting.first {
      switch checkpoint.place {
      case .row(let number):
        guard number == rows else { return }
        judge(checkpoint.agrees(with: book, scale), "another book behind row \(number)")
      case .event(let received, let sequence):
        // Events of one packet share time and number: the book is that behind one of them.
        guard row.isLast, row.received == received, row.sequence == sequence,
          checkpoint.agrees(with: book, scale)
        else { return }
        judge(true, "")
      }
      _ = waiting.popFirst()
    }
  }

  /// Takes in the book behind the last row.
  mutating func finishRows(_ book: LevelBook, _ scale: DecimalScale, lastSequence: UInt64) {
    while waiting.popFirst() != nil { judge(false, "no row for a checkpoint") }
    for (agrees, name) in finalBook?.compare(book, scale, lastSequence: lastSequence) ?? [] {
      judge(agrees, name)
    }
  }

  var result: ImportCheck {
    ImportCheck(
      matched: matched, total: total,
      subject: finalBook == nil
        ? "books agree in the top \(DatabentoCheckpoint.depth) levels with their order counts"
        : "figures of the final book agree",
      notes: notes)
  }

  private mutating func judge(_ agrees: Bool, _ note: String) {
    total += 1
    if agrees { matched += 1 } else if notes.count < 10 { notes.append(note) }
  }

  private mutating func readRow(_ columns: DatabentoDepthColumns?) throws(ImportError) -> Bool {
    guard let columns else {
      switch try lines.next({ line throws(RecordFailure) in try DatabentoDepthColumns(line) }) {
      case .needsBytes: return true
      case .end: return false
      case .value(let columns): form = .csv(columns)
      }
      return try needsBytes()
    }
    while waiting.isEmpty {
      switch try lines.next({ line throws(RecordFailure) in
        try columns.checkpoint(CSVFields(line))
      }) {
      case .needsBytes: return true
      case .end: return false
      case .value(let checkpoint): if let checkpoint { waiting.append(checkpoint) }
      }
    }
    return false
  }

  private mutating func readDocument() throws(ImportError) {
    let value: JSONValue
    do { value = try JSONValue(parsing: document, limits: Self.limits) } catch {
      throw ImportError(
        input: "check", line: error.line, column: error.column, reason: .json(error.reason))
    }
    document = []
    if let expected = value["expected"] {
      finalBook = DatabentoFinalBook(expected)
      if finalBook != nil { return }
    }
    for element in value["checkpoints"]?.elements ?? [] {
      guard let checkpoint = DatabentoCheckpoint(element) else { throw Self.foreign("checkpoints") }
      waiting.append(checkpoint)
    }
    guard !waiting.isEmpty else { throw Self.foreign("checkpoints") }
  }

  private static func foreign(_ member: String) -> ImportError {
    ImportError(
      input: "check", line: 1, column: 1,
      reason: .member(member, expected: "books with csv_row, bids and asks"))
  }
}

/// What somebody else says of the book behind the last row.
struct DatabentoFinalBook {
  private let bidLevels: Int64
  private let askLevels: Int64
  private let bestBid: Int64
  private let bestAsk: Int64
  private let lastSequence: Int64

  /// `{"bid_levels": 922, "ask_levels": 565, "best_bid": "4810.00", "best_ask": "4810.25",
  /// "last_sequence": 59585}`; nil for anything else.
  init?(_ value: JSONValue) {
    guard let bidLevels = value["bid_levels"]?.integer,
      let askLevels = value["ask_levels"]?.integer,
      let bestBid = DatabentoCheckpoint.price(value["best_bid"]?.string ?? ""),
      let bestAsk = DatabentoCheckpoint.price(value["best_ask"]?.string ?? ""),
      let lastSequence = value["last_sequence"]?.integer
    else { return nil }
    self.bidLevels = bidLevels
    self.askLevels = askLevels
    self.bestBid = bestBid
    self.bestAsk = bestAsk
    self.lastSequence = lastSequence
  }

  /// Each figure, whether it agrees and what is said when it does not.
  func compare(
    _ book: LevelBook, _ scale: DecimalScale, lastSequence number: UInt64
  ) -> [(Bool, String)] {
    let factor = DecimalScale.nanoseconds.unitsPerWhole / scale.unitsPerWhole
    func isAt(_ level: DepthLevel?, _ price: Int64) -> Bool {
      guard let level else { return false }
      return level.price.rawValue.multipliedReportingOverflow(by: factor) == (price, false)
    }
    return [
      (Int64(book.levelCount(.buy)) == bidLevels, "another number of bid levels"),
      (Int64(book.levelCount(.sell)) == askLevels, "another number of ask levels"),
      (isAt(book.bestBid, bestBid), "another best bid"),
      (isAt(book.bestAsk, bestAsk), "another best ask"),
      (UInt64(exactly: lastSequence) == number, "another last sequence number"),
    ]
  }
}
