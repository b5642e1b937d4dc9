public import Core

/// A text tape in pieces of whole lines, some 64 KiB each.
///
/// In file order it is read as `verify` reads it, by one strict reader, until the first fault; from
/// there on, and anywhere else, each piece is read by itself, leniently: malformed lines are left
/// out. Behind the first fault hashes and sequences are no longer judged.
public struct TextTapePieces<Source: SeekableBytes>: PiecewiseTape {
  /// What stands before the first event.
  public let header: TapeHeader
  private var source: Source
  /// Reads from the beginning; nil behind the first fault.
  private var strict: TapeReader?
  /// A lenient reader that knows the header and the first event, and has nothing else in hand.
  private let prototype: TapeReader
  private var nextOffset: Int64
  private var buffer: [UInt8] = []
  private let pieceSize: Int

  private static var largestHeader: Int64 { 16 << 20 }

  /// Reads the header; what is no tape is refused here.
  public init(_ source: Source, pieceSize: Int = 1 << 16) throws(TapeAccessError) {
    self.source = source
    self.pieceSize = max(1, pieceSize)
    let (header, firstLine) = try Self.header(&self.source)
    var strict = TapeReader()
    strict.feed(header.span)
    var prototype = TapeReader(lenient: true)
    prototype.feed(header.span)
    prototype.feed(firstLine.span)
    if Int64(header.count) == source.size { strict.finish() }
    do throws(TapeError) {
      while try strict.next() != nil {}
    } catch {
      throw .tape(error)
    }
    // The first event opens the reader's way to the plain lines; that it is malformed, if it is,
    // the strict reader will say.
    _ = try? prototype.next()
    self.header = prototype.header
    self.strict = strict
    self.prototype = prototype
    nextOffset = Int64(header.count)
  }

  /// Bytes of the file.
  public var size: Int64 { source.size }

  /// Where pieces begin is known when they are read.
  public var outline: [TapeBlock]? { nil }

  /// The next piece in file order.
  public mutating func next() throws(TapeAccessError) -> TapePiece? {
    guard nextOffset < size else { return nil }
    var piece = try cut(at: nextOffset)
    nextOffset = piece.end
    if strict != nil {
      if let fault = readStrictly(&piece) {
        piece.events = []
        readLeniently(&piece)
        if piece.faults.first != fault { piece.faults.append(fault) }
        piece.faults.sort { $0.eventsBefore < $1.eventsBefore }
      }
    } else {
      readLeniently(&piece)
    }
    if nextOffset >= size, let strict, !strict.isComplete {
      piece.faults.append(PieceFault(eventsBefore: piece.events.count, reason: .noEnd))
    }
    return piece
  }

  /// Any piece, by itself.
  public mutating func piece(at offset: Int64) throws(TapeAccessError) -> TapePiece {
    var piece = try cut(at: offset)
    readLeniently(&piece)
    piece.faults = []
    return piece
  }

  /// Brings the bytes of a piece into the buffer: up to the last line feed, or the file's end.
  private mutating func cut(at offset: Int64) throws(TapeAccessError) -> TapePiece {
    try source.read(at: offset, count: pieceSize, into: &buffer)
    var count = buffer.count
    if offset + Int64(count) < size {
      while count > 0, buffer[count - 1] != UInt8(ascii: "\n") { count -= 1 }
      if count == 0 { count = buffer.count }
    }
    guard count > 0 else { throw .unreadable("the file has become shorter") }
    buffer.removeSubrange(count...)
    return TapePiece(offset: offset, end: offset + Int64(count))
  }

  /// The first fault, at which strict reading ends for good.
  private mutating func readStrictly(_ piece: inout TapePiece) -> PieceFault? {
    guard var reader = strict.take() else { return nil }
    reader.feed(buffer.span)
    if piece.end >= size { reader.finish() }
    do throws(TapeError) {
      while let step = try reader.advance() {
        if step == .event { piece.events.append(reader.event) }
      }
      strict = reader
      return nil
    } catch {
      return PieceFault(eventsBefore: piece.events.count, reason: .line(error.reason))
    }
  }

  private func readLeniently(_ piece: inout TapePiece) {
    var reader = prototype
    reader.feed(buffer.span)
    if piece.end >= size { reader.finish() }
    while true {
      do throws(TapeError) {
        guard let step = try reader.advance() else { return }
        if step == .event { piece.events.append(reader.event) }
      } catch {
        piece.faults.append(
          PieceFault(eventsBefore: piece.events.count, reason: .line(error.reason)))
      }
    }
  }

  /// The lines before the first event, and that event's.
  private static func header(
    _ source: inout Source
  ) throws(TapeAccessError) -> (header: [UInt8], firstLine: [UInt8]) {
    var bytes: [UInt8] = []
    var chunk: [UInt8] = []
    var start = 0
    var searched = 0
    while true {
      try source.read(at: Int64(bytes.count), count: 1 << 16, into: &chunk)
      let isAtEnd = chunk.isEmpty
      bytes += chunk
      while searched < bytes.count {
        defer { searched += 1 }
        guard bytes[searched] == UInt8(ascii: "\n") else { continue }
        if start > 0, bytes[start] != UInt8(ascii: "#") {
          return (Array(bytes[..<start]), Array(bytes[start...searched]))
        }
        start = searched + 1
      }
      if isAtEnd { return (bytes, []) }
      if bytes.count - start > 1 << 12 || Int64(bytes.count) > largestHeader {
        return (bytes, [])  // no tape: the reader says why
      }
    }
  }
}
