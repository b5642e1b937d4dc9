/// Writes a payload's fields as ` key=value` words.
struct TapeFieldWriter: EventFieldWriter {
  var line: [UInt8]
  let scales: (price: DecimalScale, quantity: DecimalScale)
  let source: PartyID
  let parties: NameTable
  let regimes: NameTable
  /// Whether a name was missing from the header; the line is then thrown away.
  var lacksName = false

  mutating func number(_ key: StaticString, _ value: UInt64) {
    open(key)
    line.append(integer: value)
  }

  mutating func price(_ key: StaticString, _ value: Price) {
    open(key)
    line.append(decimal: value.rawValue, scale: scales.price)
  }

  mutating func quantity(_ key: StaticString, _ value: Quantity) {
    open(key)
    line.append(decimal: value.rawValue, scale: scales.quantity)
  }

  mutating func owner(_ value: PartyID) {
    if value != source { named("owner", parties.name(value.rawValue)) }
  }

  mutating func regime(_ key: StaticString, _ value: RegimeID) {
    named(key, regimes.name(value.rawValue))
  }

  mutating func token<Token: TapeToken>(_ key: StaticString, _ value: Token) {
    open(key)
    line.append(text: value.token)
  }

  mutating func mark(_ key: StaticString, _ value: Bool) {
    guard value else { return }
    line.append(UInt8(ascii: " "))
    line.append(text: key)
  }

  mutating func presence(_ isPresent: Bool) {}

  private mutating func named(_ key: StaticString, _ name: String?) {
    open(key)
    line.append(text: name ?? "")
    if name == nil { lacksName = true }
  }

  private mutating func open(_ key: StaticString) {
    line.append(UInt8(ascii: " "))
    line.append(text: key)
    line.append(UInt8(ascii: "="))
  }
}
