public import Core

/// The fast book as a value that can be copied: copies share one book until one of them changes.
///
/// The first change after a copy pays for it, order by order; whoever changes a book often keeps no
/// copies of it.
public struct CopyableBook: Sendable {
  /// What is traded here.
  public let instrument: InstrumentID
  private var cell: Cell

  /// Takes a book over.
  public init(_ book: consuming FastBook) {
    instrument = book.instrument
    cell = Cell(book)
  }

  /// The book.
  /// - Complexity: O(1); O(orders) for the first change of a book that is shared.
  public var fast: FastBook {
    // SAFETY: this value is borrowed for as long as the book is, and a book that is shared is only
    // ever read.
    _read { yield unsafe cell.book }
    _modify {
      // SAFETY: as above; the copy reads.
      if !isKnownUniquelyReferenced(&cell) { cell = unsafe Cell(FastBook(copying: cell.book)) }
      // SAFETY: this value has the one reference to the cell, and is held exclusively.
      yield unsafe &cell.book
    }
  }

  /// Highest bid and lowest offer; nil where nobody stands.
  // Of its own and by its address, because lending the book moves all its words to the stack.
  var bestPrices: (bid: Price?, ask: Price?) {
    // SAFETY: the pointer stays in here, and nothing is changed through it.
    unsafe withUnsafePointer(to: &cell.book) { book in
      unsafe (book.pointee.bestBid?.price, book.pointee.bestAsk?.price)
    }
  }

  /// A book that several values may share: `@unchecked`, since it is changed only through a value
  /// that has the one reference to it.
  private final class Cell: @unchecked Sendable {
    // Not checked for exclusivity at run time, which took as long as the request: the compiler checks
    // the value that has the reference.
    @exclusivity(unchecked) var book: FastBook

    // SAFETY: nobody else has the cell yet.
    init(_ book: consuming FastBook) { unsafe self.book = book }
  }
}

extension CopyableBook: Persistable {
  /// Writes the book.
  public func encode(into writer: inout ByteWriter) { fast.encode(into: &writer) }

  /// Reads a book back, refusing one that breaks an invariant.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(try FastBook(decoding: &reader))
  }
}
