internal import Core
internal import TapeView
internal import Terminal

/// A figure over the whole tape as one row of the screen: its name, its ends, and a bar for each
/// piece of the tape, with the person's place set off.
struct CurveLine {
  /// `price 99.73 to 100.21`
  let label: String
  /// As wide as what was read is of the whole tape.
  let bars: String
  /// Which of the bars is the person's; nil where the tape was not read that far.
  let mark: Int?

  /// Which figure of a curve.
  enum Figure: CaseIterable {
    case price
    case spread
  }

  /// The part of the tape that a row of the screen stands for.
  struct Extent {
    /// Events that were read.
    let read: Int
    /// All there are.
    let all: Int
    /// The person's event, from 1.
    let place: Int
  }

  /// Fits into `width` columns.
  init(
    _ figure: Figure, _ curve: MarketCurve, _ instrument: Instrument, _ extent: Extent, width: Int
  ) {
    let (name, values, units): (String, [Int64?], Int128) =
      switch figure {
      case .price: ("price", curve.points.map(\.doubledPrice), 2_000)
      case .spread: ("spread", curve.points.map(\.spread), 1_000)
      }
    let scale = instrument.priceScale
    func text(_ thousandths: Int128) -> String {
      String(decimal: Int64(clamping: thousandths / units), scale: scale)
    }
    guard let ends = Sparkline(values, width: width) else {
      (label, bars, mark) = ("\(name): none", "", nil)
      return
    }
    label = "\(name) \(text(ends.lowest)) to \(text(ends.highest)) "
    let room = max(0, width - label.utf8.count)
    let share = max(1, room * extent.read / max(1, extent.all))
    bars = Sparkline(values, width: share)?.bars ?? ""
    let isRead = extent.place <= extent.read
    mark = isRead ? min(bars.count - 1, (extent.place - 1) * bars.count / max(1, extent.read)) : nil
  }

  /// Draws the row.
  func draw(on frame: inout Frame, row: Int, column: Int) {
    let start = frame.put(label, row: row, column: column, style: .dim)
    frame.put(bars, row: row, column: start, style: Style(.cyan))
    guard let mark, mark >= 0 else { return }
    frame.restyle(
      row: row, columns: start + mark..<start + mark + 1, style: Style(.cyan, emphasis: .reversed))
  }
}
