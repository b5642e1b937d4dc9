import Core
import OrderBook
import Samples

/// Market-data lines as short words:
///
/// ```
/// set buy 5@100         add 7 buy 5@100      change 7 buy 3@101
/// reduce 7 buy 2@100    remove 7 buy 5@100   execute 7 buy 1@100
/// picture 7 buy 5@100   picture buy 5@100 first last
/// ```
/// An id of `-` is none. A line is the last of its message unless it ends in `more`; a picture's
/// line says `first` and `last` itself.
enum LevelFeed {
  struct Misspelled: Error { let line: String }

  static func payload(_ line: String) throws -> EventPayload {
    var words = line.split(separator: " ").map(String.init)
    let verb = words.removeFirst()
    var id: OrderID?
    if let word = words.first, word != "buy", word != "sell" {
      id = UInt64(word).map { OrderID($0) }
      words.removeFirst()
    }
    let amount = words.count > 1 ? words[1].split(separator: "@").compactMap { Int64($0) } : []
    guard amount.count == 2 else { throw Misspelled(line: line) }
    let side: Side = words[0] == "buy" ? .buy : .sell
    let quantity = Quantity(integerLiteral: amount[0])
    let price = Price(integerLiteral: amount[1])
    if verb == "picture" {
      return .snapshot(
        Snapshot(
          id: id, side: side, price: price, quantity: quantity, isFirst: words.contains("first"),
          isLast: words.contains("last")))
    }
    guard let action = BookAction.allCases.first(where: { $0.token.description == verb }) else {
      throw Misspelled(line: line)
    }
    return .bookUpdate(
      BookUpdate(
        action: action, id: id, side: side, price: price, quantity: quantity,
        isLast: !words.contains("more")))
  }

  /// The book after all lines.
  static func book(_ lines: [String]) throws -> LevelBook {
    var book = LevelBook(instrument: 1)
    var sequencer = Sequencer()
    for line in lines {
      book.apply(sequencer.stamp(try payload(line), at: .zero, instrument: InstrumentID(1)))
    }
    return book
  }

  /// Bids, a bar, offers, best first: `5@100 2@99 | 3@101`.
  static func text(_ book: LevelBook) -> String {
    let sides = [Side.buy, .sell].map { side in
      book.depth(side).map { "\($0.quantity.rawValue)@\($0.price.rawValue)" }
        .joined(separator: " ")
    }
    return sides.joined(separator: " | ")
  }
}
