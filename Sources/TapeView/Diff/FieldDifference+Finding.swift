internal import Core

extension FieldDifference {
  /// Differences of two headers, in the order in which a tape has them.
  static func between(_ left: TapeHeader, _ right: TapeHeader) -> [FieldDifference] {
    var found: [FieldDifference] = []
    compare("seed", left.seed.map { "\($0)" }, right.seed.map { "\($0)" }, &found)
    compare(
      "config", left.configurationHash.map { String(hexadecimal: $0) },
      right.configurationHash.map { String(hexadecimal: $0) }, &found)
    compare("instrument", left.instruments.map(text), right.instruments.map(text), &found)
    compare("party", left.parties.names, right.parties.names, &found)
    compare("regime", left.regimes.names, right.regimes.names, &found)
    return found
  }

  /// Differences of two event lines: the first four words by place, the others by key.
  static func between(lines left: String, _ right: String) -> [FieldDifference] {
    let (left, right) = (fields(left), fields(right))
    var found: [FieldDifference] = []
    for (name, value) in left {
      compare(name, value, right.first { $0.name == name }?.value, &found)
    }
    for (name, value) in right where !left.contains(where: { $0.name == name }) {
      compare(name, nil, value, &found)
    }
    return found
  }

  private static func compare(
    _ name: String, _ left: String?, _ right: String?, _ found: inout [FieldDifference]
  ) {
    if left != right { found.append(FieldDifference(name, left ?? "-", right ?? "-")) }
  }

  private static func compare(
    _ name: String, _ left: [String], _ right: [String], _ found: inout [FieldDifference]
  ) {
    for place in 0..<max(left.count, right.count) {
      compare(
        "\(name) \(place + 1)", place < left.count ? left[place] : nil,
        place < right.count ? right[place] : nil, &found)
    }
  }

  private static func text(_ instrument: Instrument) -> String {
    let rules = instrument.rules
    let price = instrument.priceScale
    return "\(instrument.symbol) price-scale=\(price.digits)"
      + " quantity-scale=\(instrument.quantityScale.digits) currency=\(instrument.currency)"
      + " tick=\(String(decimal: rules.tick.rawValue, scale: price))"
      + " lot=\(String(decimal: rules.lot.rawValue, scale: instrument.quantityScale))"
      + " minimum=\(String(decimal: rules.minimumNotional.rawValue, scale: price))"
      + " status=\(rules.status.token)"
  }

  private static let places = ["sequence", "time", "kind", "symbol"]

  private static func fields(_ line: String) -> [(name: String, value: String)] {
    line.split(separator: " ").enumerated().map { index, word in
      if index < places.count { return (places[index], String(word)) }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "yes")
    }
  }
}
