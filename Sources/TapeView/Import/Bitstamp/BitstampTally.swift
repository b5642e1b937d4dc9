internal import Core

/// Counts a log's lines by channel.
struct BitstampTally {
  private var created: UInt64 = 0
  private var changed: UInt64 = 0
  private var deleted: UInt64 = 0
  private var trades: UInt64 = 0
  private var pictures: UInt64 = 0
  private var others: UInt64 = 0

  mutating func count(_ message: BitstampMessage) {
    switch message.content {
    case .order(let order):
      switch order.change {
      case .created: created += 1
      case .changed: changed += 1
      case .deleted: deleted += 1
      }
    case .trade: trades += 1
    case .picture: pictures += 1
    case .other: others += 1
    }
  }

  var figures: [ImportFigure] {
    [
      ImportFigure("lines", created + changed + deleted + trades + pictures + others),
      ImportFigure("orders created", created),
      ImportFigure("orders changed", changed),
      ImportFigure("orders deleted", deleted),
      ImportFigure("trades", trades),
      ImportFigure("pictures of the book", pictures),
      ImportFigure("other messages", others),
    ]
  }
}
