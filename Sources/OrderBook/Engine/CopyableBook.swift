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
    _read { yield cell.book }
    _modify {
      if !isKnownUniquelyReferenced(&cell) { cell = Cell(FastBook(copying: cell.book)) }
      yield &cell.book
    }
  }

  /// A book that several values may share.
  ///
  /// Unchecked: it is changed only by a value that holds the one reference to it, and others only
  /// read.
  private final class Cell: @unchecked Sendable {
    var book: FastBook

    init(_ book: consuming FastBook) { self.book = book }
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
