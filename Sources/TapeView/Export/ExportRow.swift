internal import Core

/// The cells of one event while they are filled, in whatever order its fields come.
struct ExportRow: EventFieldWriter {
  private let header: TapeHeader
  private let scales: (price: DecimalScale, quantity: DecimalScale)
  private var text: [UInt8] = []
  private var cells = [Range<Int>?](repeating: nil, count: ExportColumn.allCases.count)
  /// Whether a field had no column or a number no name, which no tape that was read brings about.
  private(set) var isIncomplete = false

  init(_ event: Event, header: TapeHeader) {
    self.header = header
    let instrument = event.instrument.flatMap { header.instrument($0) }
    scales = (instrument?.priceScale ?? .whole, instrument?.quantityScale ?? .whole)
    put(.sequence) { $0.append(integer: event.sequence.rawValue) }
    put(.time) { $0.append(decimal: event.time.nanoseconds, scale: .whole) }
    if let received = event.receiveTime {
      put(.received) { $0.append(decimal: received.nanoseconds, scale: .whole) }
    }
    put(.kind) { $0.append(text: event.kind.name) }
    if let instrument { put(.symbol) { $0.append(contentsOf: instrument.symbol.utf8) } }
    party(.source, event.source)
    if let numbers = event.sourceSequence {
      put(.sourceFirst) { $0.append(integer: numbers.first) }
      put(.sourceLast) { $0.append(integer: numbers.last) }
    }
    event.payload.write(to: &self)
  }

  /// The cell of a column; nil for an empty one.
  func cell(_ column: ExportColumn) -> ArraySlice<UInt8>? {
    cells[column.rawValue].map { text[$0] }
  }

  mutating func number(_ key: StaticString, _ value: UInt64) {
    put(key) { $0.append(integer: value) }
  }

  mutating func price(_ key: StaticString, _ value: Price) {
    let scale = scales.price
    put(key) { $0.append(decimal: value.rawValue, scale: scale) }
  }

  mutating func quantity(_ key: StaticString, _ value: Quantity) {
    let scale = scales.quantity
    put(key) { $0.append(decimal: value.rawValue, scale: scale) }
  }

  mutating func owner(_ value: PartyID) { party(.owner, value) }

  mutating func regime(_ key: StaticString, _ value: RegimeID) {
    let name = header.regimes.name(value.rawValue)
    if name == nil { isIncomplete = true }
    put(key) { $0.append(contentsOf: (name ?? "").utf8) }
  }

  mutating func token<Token: TapeToken>(_ key: StaticString, _ value: Token) {
    put(key) { $0.append(text: value.token) }
  }

  mutating func mark(_ key: StaticString, _ value: Bool) {
    put(key) { $0.append(text: value ? "true" : "false") }
  }

  mutating func presence(_ isPresent: Bool) {}

  /// The venue has no name.
  private mutating func party(_ column: ExportColumn, _ party: PartyID) {
    guard party != .venue else { return }
    guard let name = header.parties.name(party.rawValue) else {
      isIncomplete = true
      return
    }
    put(column) { $0.append(contentsOf: name.utf8) }
  }

  private mutating func put(_ key: StaticString, _ write: (inout [UInt8]) -> Void) {
    guard let column = ExportColumn.of(key) else {
      isIncomplete = true
      return
    }
    put(column, write)
  }

  private mutating func put(_ column: ExportColumn, _ write: (inout [UInt8]) -> Void) {
    let start = text.count
    write(&text)
    cells[column.rawValue] = start..<text.count
  }
}
