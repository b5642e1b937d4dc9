extension TapeHeader {
  /// Appends the header lines; the first one names the format.
  func write(into text: inout [UInt8]) {
    text.append(text: "#truetape \(version)\n")
    if let seed { text.append(text: "#seed \(seed)\n") }
    if let hash = configurationHash { text.append(text: "#config \(String(hexadecimal: hash))\n") }
    for instrument in instruments {
      let rules = instrument.rules
      let price = instrument.priceScale
      text.append(text: "#instrument \(instrument.id.rawValue) \(instrument.symbol)")
      text.append(text: " price-scale=\(price.digits)")
      text.append(text: " quantity-scale=\(instrument.quantityScale.digits)")
      text.append(text: " currency=\(instrument.currency)")
      text.append(text: " tick=\(String(decimal: rules.tick.rawValue, scale: price))")
      text.append(
        text: " lot=\(String(decimal: rules.lot.rawValue, scale: instrument.quantityScale))")
      text.append(
        text: " minimum=\(String(decimal: rules.minimumNotional.rawValue, scale: price))")
      text.append(text: " status=\(rules.status.token)\n")
    }
    for (index, name) in parties.names.enumerated() {
      text.append(text: "#party \(index + 1) \(name)\n")
    }
    for (index, name) in regimes.names.enumerated() {
      text.append(text: "#regime \(index + 1) \(name)\n")
    }
  }

  /// Reads one header line into this header; the version line is the decoder's own. Lines stand in
  /// the order in which `write` puts them, so that a header has one text.
  mutating func read(_ scanner: inout ASCIIScanner) throws(TapeFieldFailure) {
    let start = scanner.cursor
    do throws(ScanFailure) {
      if scanner.take("#seed ") {
        guard isEmpty(behind: .seed), seed == nil else { throw .notCanonical }
        seed = try scanner.unsigned()
      } else if scanner.take("#config ") {
        guard isEmpty(behind: .configuration), configurationHash == nil else { throw .notCanonical }
        configurationHash = try scanner.hexadecimal()
      } else if scanner.take("#party ") {
        guard isEmpty(behind: .parties) else { throw .notCanonical }
        try readName(&scanner, into: &parties)
      } else if scanner.take("#regime ") {
        try readName(&scanner, into: &regimes)
      } else if scanner.take("#instrument ") {
        guard isEmpty(behind: .instruments) else { throw .notCanonical }
        try readInstrument(&scanner)
      } else {
        throw .notCanonical
      }
      guard scanner.isAtEnd else { throw .notCanonical }
    } catch {
      let column = scanner.cursor == start ? 1 : scanner.cursor + 1
      throw TapeFieldFailure(column: column, reason: .badHeaderLine)
    }
  }

  /// The groups of header lines, in their order.
  private enum Group: Int { case seed, configuration, instruments, parties, regimes }

  /// Whether no line of a later group was read.
  private func isEmpty(behind group: Group) -> Bool {
    let later = group.rawValue
    return (later >= Group.configuration.rawValue || configurationHash == nil)
      && (later >= Group.instruments.rawValue || instruments.isEmpty)
      && (later >= Group.parties.rawValue || parties.count == 0)
      && (later >= Group.regimes.rawValue || regimes.count == 0)
  }

  /// `NUMBER NAME`, numbers dense from 1.
  private func readName(
    _ scanner: inout ASCIIScanner, into table: inout NameTable
  ) throws(ScanFailure) {
    let number = try scanner.unsigned()
    try scanner.expect(UInt8(ascii: " "))
    guard table.add(scanner.takeWord()).map(UInt64.init) == number else { throw .notCanonical }
  }

  private mutating func readInstrument(_ scanner: inout ASCIIScanner) throws(ScanFailure) {
    let number = try scanner.unsigned()
    try scanner.expect(UInt8(ascii: " "))
    let symbol = scanner.takeWord()
    let price = try Self.readScale(&scanner, " price-scale=")
    let quantity = try Self.readScale(&scanner, " quantity-scale=")
    guard scanner.take(" currency=") else { throw .expectedByte(UInt8(ascii: "c")) }
    let currency = scanner.takeWord()
    var fields = TapeFieldReader(
      scanner, scales: (price, quantity), source: .venue, header: TapeHeader())
    let rules: InstrumentRules
    do { rules = try InstrumentRules(from: &fields) } catch {
      scanner.cursor = fields.failure.column - 1
      throw .notCanonical
    }
    scanner.cursor = fields.scanner.cursor
    let id = addInstrument(
      symbol: symbol, priceScale: price, quantityScale: quantity, currency: currency, rules: rules)
    guard let id, UInt64(id.rawValue) == number else { throw .notCanonical }
  }

  private static func readScale(
    _ scanner: inout ASCIIScanner, _ key: StaticString
  ) throws(ScanFailure) -> DecimalScale {
    guard scanner.take(key) else { throw .notCanonical }
    let digits = try scanner.unsigned()
    guard digits <= 18, let scale = DecimalScale(digits: Int(digits)) else { throw .outOfRange }
    return scale
  }
}
