/// How the list of counters is sorted; ties stay in the order of the page.
enum SortOrder: String, CaseIterable {
  case errorsFirst = "errors first"
  case rate = "by rate"
  case total = "by total"
  case name = "by name"

  var next: SortOrder {
    switch self {
    case .errorsFirst: .rate
    case .rate: .total
    case .total: .name
    case .name: .errorsFirst
    }
  }

  func sorted(_ rows: [CounterRow]) -> [CounterRow] {
    switch self {
    case .errorsFirst:
      // Kinds of errors that never happened are many: they stand at the end.
      Concern.allCases.flatMap { concern in
        rows.filter { $0.concern == concern && !$0.isUnseenError }
      } + rows.filter(\.isUnseenError)
    case .rate: Self.descending(rows) { $0.perSecond ?? -1 }
    case .total: Self.descending(rows) { $0.value ?? -1 }
    case .name: rows.sorted { ($0.name, $0.place) < ($1.name, $1.place) }
    }
  }

  private static func descending(
    _ rows: [CounterRow], by figure: (CounterRow) -> Int128
  ) -> [CounterRow] {
    rows.sorted { first, second in
      let (one, other) = (figure(first), figure(second))
      return one == other ? first.place < second.place : one > other
    }
  }
}
