import Core
import TapeView

extension FuzzTarget {
  /// Every kind of recording. An input holds the files of one, with a NUL between them; more than
  /// one asks for the check.
  static let imports: [FuzzTarget] = ImportKind.allCases.map { kind in
    FuzzTarget(
      "import-\(kind.rawValue)",
      "the events are the same whatever the chunks, and a strict reader takes the tape of them",
      longestInput: 1024, isText: true, seeds: { ImportSeeds.seeds(of: kind) },
      check: { bytes in
        let files = bytes.split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
        let whole = try ImportOutcome(kind, files, chunk: .max >> 1)
        let chunk = 1 + bytes.count % 61
        let parts = try ImportOutcome(kind, files, chunk: chunk)
        try demandEqual(whole.error, parts.error, "errors differ in chunks of \(chunk)")
        try demandEqual(whole.report, parts.report, "reports differ in chunks of \(chunk)")
        try demand(whole == parts, "events differ in chunks of \(chunk)")
        try demandReadable(whole)
      })
  }

  /// What was imported is a tape that says the same.
  private static func demandReadable(_ outcome: ImportOutcome) throws {
    guard !outcome.events.isEmpty else { return }
    let reading = TapeReading(
      try TapeSeeds.write(outcome.events, outcome.header), lenient: false, readsPlainLines: false,
      chunk: .max >> 1)
    try demand(reading.isWhole, "the tape cannot be read: \(reading.steps.suffix(1))")
    try demand(reading.events.map(\.event) == outcome.events, "the tape says something else")
    try demandEqual(reading.header, outcome.header, "the tape has another header")
  }
}

/// What importing some files came to.
struct ImportOutcome: Equatable {
  private(set) var events: [Event] = []
  private(set) var header: TapeHeader
  private(set) var report: [String]
  private(set) var error: ImportError?

  init(_ kind: ImportKind, _ files: [[UInt8]], chunk: Int) throws {
    let inputs = kind.description.inputs
    var settings = ImportSettings(
      paths: inputs.indices.map { $0 < files.count ? inputs[$0].name : nil }, symbol: "FUZZ",
      date: CivilDate(year: 2012, month: 6, day: 21), checks: files.count > 1)
    settings.currency = "USD"
    var market = try kind.start(settings)
    do { try Self.pump(&market, files, chunk, into: &events) } catch { self.error = error }
    header = market.header
    report = (market.figures + market.oddities).map { "\($0.name): \($0.count)" }
    report.append(market.bookLine)
    if let check = market.check {
      report.append("\(check.matched)/\(check.total) \(check.subject)")
      report += check.notes
    }
  }

  private static func pump(
    _ market: inout any TapeImport, _ files: [[UInt8]], _ chunk: Int, into events: inout [Event]
  ) throws(ImportError) {
    var starts = files.map { _ in 0 }
    while true {
      switch try market.next() {
      case .event(let event): events.append(event)
      case .needs(let input):
        let bytes = input < files.count ? files[input] : []
        let start = input < files.count ? starts[input] : 0
        let end = min(bytes.count, start + chunk)
        if start == end {
          market.finish(input)
        } else {
          market.feed(bytes.span.extracting(start..<end), to: input)
          starts[input] = end
        }
      case .done: return
      }
    }
  }
}
