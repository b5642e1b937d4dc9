/// Records that few slots of many have: room for 64 neighbours is made once one of them needs it.
@usableFromInline
struct SparseSlots<Element: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
  /// By the slot's number without its last six bits: which room is theirs, 0 for none.
  @usableFromInline var rooms = ChunkedArray<8, UInt32>()
  /// Room 0 is nobody's: what slots without a record read.
  @usableFromInline var records = ChunkedArray<6, Element>()
  @usableFromInline let blank: Element

  init(blank: Element) {
    self.blank = blank
    records.addChunk(filledWith: blank)
  }

  /// The record of a slot; the blank one where none was made.
  @inlinable @inline(always) subscript(slot: UInt32) -> Element {
    // Nothing here can trap, so that a reader who drops the record does not pay for it.
    let place = slot &>> 6
    guard Int(place) < rooms.count else { return blank }
    let record = rooms[place] &<< 6 | slot & 63
    return Int(record) < records.count ? records[record] : blank
  }

  /// Gives a slot its record.
  /// - Complexity: O(1); a chunk of memory where none of 64 neighbours had one.
  @inlinable @inline(always) mutating func set(_ slot: UInt32, _ element: Element) {
    let room = slot &>> 6
    if Int(room) >= rooms.count || rooms[room] == 0 { makeRoom(room) }
    records[rooms[room] &<< 6 | slot & 63] = element
  }

  /// How many chunks of memory there are.
  var chunkCount: Int { rooms.chunkCount + records.chunkCount }

  @usableFromInline mutating func makeRoom(_ room: UInt32) {
    while Int(room) >= rooms.count { rooms.addChunk(filledWith: 0) }
    rooms[room] = UInt32(records.chunkCount)
    records.addChunk(filledWith: blank)
  }
}
