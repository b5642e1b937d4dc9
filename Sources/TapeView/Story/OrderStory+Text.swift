internal import Core

extension OrderStory {
  /// The story for people: a line an event, then what it came to.
  public var lines: [String] { [title, ""] + chapterLines + [""] + endingLines }

  private var title: String {
    var title = "order \(id.rawValue)"
    if let symbol = instrument?.symbol { title += " of \(symbol)" }
    if let owner = account.owner, let name = header.parties.name(owner.rawValue) {
      title += ", \(name)'s"
    }
    return title
  }

  /// Numbers to the right of their columns, words to the left.
  private var chapterLines: [String] {
    let words = OrderWords(instrument: instrument)
    var table = TextTable()
    table.add(["event", "time", "after", "left", "ahead"])
    var previous: Timestamp?
    for chapter in chapters {
      let step = previous.map { Double(chapter.event.time.since($0).count) }
      table.add([
        "\(chapter.event.sequence.rawValue)", TapeSummary.text(chapter.event.time),
        FigureText.duration(step),
        chapter.remaining.map { words.text(raw: $0) } ?? "-",
        chapter.ahead.map { words.text(raw: $0) } ?? "-",
      ])
      previous = chapter.event.time
    }
    let lines = table.lines
    guard let head = lines.first else { return [] }
    return [head + "  what happens"]
      + zip(lines.dropFirst(), chapters).map { "\($0)  \($1.text)" }
  }

  private var endingLines: [String] {
    let words = OrderWords(instrument: instrument)
    let (priceDigits, quantityDigits) = digits
    let asked = account.quantity.map { words.text(raw: $0) } ?? "?"
    var lines: [String] = []
    var filled = "filled   \(account.filled.text(digits: quantityDigits)) of \(asked)"
    if account.fills > 0 {
      filled += " in \(account.fills) fills"
      if account.makerFills > 0 { filled += ", \(account.makerFills) of them as maker" }
    }
    lines.append(filled)
    if let average {
      lines.append(
        "price    \(average) on average, "
          + "\(account.notional.text(digits: priceDigits + quantityDigits)) "
          + "\(instrument?.currency ?? "") in all")
    }
    if let cost = cost {
      lines.append(
        "cost     \(cost.text(digits: priceDigits + quantityDigits + 1)) "
          + "\(instrument?.currency ?? "") against the middle of the market when it came")
    }
    lines.append("life     \(lifeText)")
    return lines
  }

  private var digits: (price: Int, quantity: Int) {
    (Int(instrument?.priceScale.digits ?? 0), Int(instrument?.quantityScale.digits ?? 0))
  }

  private var lifeText: String {
    guard let start = account.start else { return "-" }
    func since(_ time: Timestamp) -> String { FigureText.duration(Double(time.since(start).count)) }
    var text = "still there at the end of the tape"
    if let end = account.end { text = "\(end.how.rawValue) after \(since(end.time))" }
    if let first = account.firstFill, account.fills > 1 || account.end?.how != .filled {
      text += ", first fill after \(since(first))"
    }
    return text
  }

  /// Notional over quantity to four digits behind the price's own, half up; nil without fills.
  private var average: String? {
    let quantity = account.filled.rawValue
    guard quantity > 0, !account.filled.isOverflowed, !account.notional.isOverflowed else {
      return nil
    }
    let (scaled, overflow) = account.notional.rawValue.multipliedReportingOverflow(by: 10_000)
    guard !overflow else { return nil }
    let half = scaled < 0 ? -quantity / 2 : quantity / 2
    var sum = ExactSum()
    sum.add((scaled + half) / quantity)
    return sum.text(digits: digits.price + 4)
  }

  /// What a buyer paid above, or a seller got below, the middle at arrival, times ten in raw units:
  /// the middle may lie half a unit between two prices. Negative is a gain; nil when not known.
  private var cost: ExactSum? {
    guard let mid = account.arrivalMid, let side = account.side, account.fills > 0,
      !account.filled.isOverflowed, !account.notional.isOverflowed
    else { return nil }
    let (paid, tooLarge) = account.notional.rawValue.multipliedReportingOverflow(by: 10)
    let (fair, tooFair) = account.filled.rawValue.multipliedReportingOverflow(by: 5 * Int128(mid))
    guard !tooLarge, !tooFair else { return nil }
    var sum = ExactSum()
    sum.add(side == .buy ? paid : fair)
    sum.add(side == .buy ? -fair : -paid)
    return sum
  }
}
