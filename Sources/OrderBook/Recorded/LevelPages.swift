internal import Core

/// Which prices of both sides hold a level, and in which cell of an array it lies.
///
/// A price has a rank: better prices of a side have higher ranks. Sixteen neighbouring ranks are a
/// page; pages that hold a level are found by hash and stand in a `NumberSet`. So a level begins or
/// ends by one bit, the next worse one is mostly found in the same word, and a lonely level anywhere
/// costs a page: nothing is moved for it.
///
///     rank   51 │ 50 … 4       │ 3 … 0        offers have the highest bit set,
///          side │ page of side │ cell of page  and the complement of their place below it
struct LevelPages: Sendable {
  /// Sixteen cells in a row, by which of them hold a level.
  private struct Page: BitwiseCopyable {
    var number = UInt64.max
    var occupied: UInt32 = 0
    /// Whether it is among the pages that became empty.
    var isIdle = false
  }

  /// The best level of a side and how many there are.
  struct Top: BitwiseCopyable, Sendable {
    /// Levels of the side.
    var count = 0
    /// Rank of the best one; 0 where there is none.
    var rank: UInt64 = 0
    /// Cell of the best one; without meaning where there is none.
    var cell = 0
  }

  /// Most pages that are kept although they are empty: the market comes back to where it just was.
  private static let idleLimit = 16
  private static let offerMask: UInt64 = 1 << (PriceLattice.placeBits + 1) - 1

  /// Slot 0 is no page's.
  private var pages = [Page()]
  private var slots = IdentifierMap<UInt32>()
  /// Slot of the page last looked for at each place of a small table, checked at each use.
  private var recent = Array(repeating: UInt32(0), count: 256)
  private var numbers = NumberSet()
  private var freeSlots: [UInt32] = []
  /// Slots of pages that became empty, some of which are not any more.
  private var idleSlots: [UInt32] = []
  /// Bids, then offers.
  private(set) var tops = InlineArray<2, Top>(repeating: Top())

  /// How many cells were ever in use.
  var cellCount: Int { pages.count << 4 }

  /// Rank of a place of the grid.
  @inline(always) static func rank(_ side: Side, _ place: UInt64) -> UInt64 {
    side == .buy ? place : place ^ offerMask
  }

  /// Place of the grid that a rank stands for.
  @inline(always) static func place(_ rank: UInt64) -> UInt64 {
    rank >> PriceLattice.placeBits == 0 ? rank : rank ^ offerMask
  }

  /// Slot of the page of a rank; 0 when there is none.
  /// - Complexity: O(1) expected.
  @inline(always) func slot(of rank: UInt64) -> Int {
    let slot = Int(recent[Self.recentPlace(rank)])
    return pages[slot].number == rank >> 4 ? slot : Int(slots[rank >> 4] ?? 0)
  }

  /// Remembers that the page of a rank is in `slot`, if it is in any.
  @inline(__always) mutating func note(_ rank: UInt64, in slot: Int) {
    if slot != 0 { recent[Self.recentPlace(rank)] = UInt32(truncatingIfNeeded: slot) }
  }

  /// Where the table keeps a rank's page: neighbours apart, bids from offers apart.
  @inline(always) private static func recentPlace(_ rank: UInt64) -> Int {
    Int(truncatingIfNeeded: rank >> 4 & 127 | rank >> (PriceLattice.placeBits - 7) & 128)
  }

  /// The cell of a rank in the page of a slot.
  @inline(always) static func cell(_ slot: Int, _ rank: UInt64) -> Int {
    slot << 4 | Int(truncatingIfNeeded: rank & 15)
  }

  /// The bit of a rank in its page.
  @inline(always) private static func bit(_ rank: UInt64) -> UInt32 {
    1 &<< UInt32(truncatingIfNeeded: rank & 15)
  }

  /// Whether the page of a slot, or no page, holds a level of this rank.
  @inline(always) func isOpen(_ slot: Int, _ rank: UInt64) -> Bool {
    pages[slot].occupied & Self.bit(rank) != 0
  }

  /// Begins a level where there is none, in the page of `slot` or a new one; answers its cell.
  mutating func open(_ rank: UInt64, in slot: Int) -> Int {
    let slot = slot == 0 ? addPage(rank >> 4) : slot
    pages[slot].occupied |= Self.bit(rank)
    let cell = Self.cell(slot, rank)
    let side = Int(rank >> PriceLattice.placeBits)
    if tops[side].count == 0 || rank > tops[side].rank {
      tops[side].rank = rank
      tops[side].cell = cell
    }
    tops[side].count += 1
    return cell
  }

  /// Ends a level that is there.
  mutating func close(_ rank: UInt64, in slot: Int) {
    pages[slot].occupied &= ~Self.bit(rank)
    let side = Int(rank >> PriceLattice.placeBits)
    tops[side].count -= 1
    if tops[side].count == 0 {
      tops[side] = Top()
    } else if rank == tops[side].rank, let next = below(rank, in: slot) {
      tops[side].rank = next.rank
      tops[side].cell = next.cell
    }
    if pages[slot].occupied == 0, !pages[slot].isIdle { noteIdle(slot) }
  }

  /// The next worse level of the same side; nil at the end.
  /// - Complexity: O(1).
  func below(_ rank: UInt64, in slot: Int) -> (rank: UInt64, cell: Int)? {
    let lower = pages[slot].occupied & (Self.bit(rank) &- 1)
    if lower != 0 {
      let next = rank & ~15 | UInt64(lower).highestBit
      return (next, Self.cell(slot, next))
    }
    // Mostly it is in the page beside this one.
    let beside = rank >> 4 &- 1
    let slot = Int(recent[Self.recentPlace(beside << 4)])
    if pages[slot].number == beside, pages[slot].occupied != 0, Self.isOneSide(beside, rank) {
      return last(of: beside, slot)
    }
    return belowPage(rank)
  }

  /// At most as many empty pages lie between as are kept.
  private func belowPage(_ rank: UInt64) -> (rank: UInt64, cell: Int)? {
    var page = rank >> 4
    while let number = numbers.below(page), Self.isOneSide(number, rank) {
      if let slot = slots[number], pages[Int(slot)].occupied != 0 {
        return last(of: number, Int(slot))
      }
      page = number
    }
    return nil
  }

  /// Whether a page is of the same side as a rank.
  private static func isOneSide(_ number: UInt64, _ rank: UInt64) -> Bool {
    number >> (PriceLattice.placeBits - 4) == rank >> PriceLattice.placeBits
  }

  /// The best level of a page that has one.
  private func last(of number: UInt64, _ slot: Int) -> (rank: UInt64, cell: Int) {
    let rank = number << 4 | UInt64(pages[slot].occupied).highestBit
    return (rank, Self.cell(slot, rank))
  }

  /// Forgets every level.
  mutating func removeAll() {
    pages.removeAll(keepingCapacity: true)
    pages.append(Page())
    slots = IdentifierMap()
    numbers = NumberSet()
    for place in recent.indices { recent[place] = 0 }
    freeSlots.removeAll(keepingCapacity: true)
    idleSlots.removeAll(keepingCapacity: true)
    tops = InlineArray(repeating: Top())
  }

  private mutating func addPage(_ number: UInt64) -> Int {
    let slot = freeSlots.popLast() ?? UInt32(truncatingIfNeeded: pages.count)
    if Int(slot) == pages.count { pages.append(Page()) }
    pages[Int(slot)].number = number
    slots[number] = slot
    recent[Self.recentPlace(number << 4)] = slot
    numbers.insert(number)
    return Int(slot)
  }

  /// Keeps an empty page for a while; when there are too many, those that are still empty go.
  private mutating func noteIdle(_ slot: Int) {
    pages[slot].isIdle = true
    idleSlots.append(UInt32(truncatingIfNeeded: slot))
    guard idleSlots.count > Self.idleLimit else { return }
    for idle in idleSlots {
      pages[Int(idle)].isIdle = false
      if pages[Int(idle)].occupied == 0 { dropPage(Int(idle)) }
    }
    idleSlots.removeAll(keepingCapacity: true)
  }

  private mutating func dropPage(_ slot: Int) {
    slots[pages[slot].number] = nil
    numbers.remove(pages[slot].number)
    pages[slot].number = .max
    freeSlots.append(UInt32(truncatingIfNeeded: slot))
  }
}

extension LevelPages {
  /// Takes in the lines from `run.end` on as far as `scope` has them and they change neither the best
  /// level of a side nor which pages hold any.
  mutating func follow(
    _ lines: borrowing Span<Event>, _ scope: borrowing LevelScope, within fence: LevelFence?,
    _ levels: inout [RecordedLevel], _ run: inout LevelRun
  ) {
    let more = Self.follow(lines, scope, within: fence, recent, &pages, &levels, &run)
    (tops[0].count, tops[1].count) = (tops[0].count + more.bids, tops[1].count + more.offers)
  }

  /// Looks at each array once, for the loop.
  @inline(__always) private static func follow(
    _ lines: borrowing Span<Event>, _ scope: borrowing LevelScope, within fence: LevelFence?,
    _ recent: [UInt32], _ pages: inout [Page], _ levels: inout [RecordedLevel],
    _ run: inout LevelRun
  ) -> (bids: Int, offers: Int) {
    if let fence {
      follow(
        lines, scope, within: fence, recent.span, pages.mutableSpan, levels.mutableSpan, &run)
    } else {
      follow(lines, scope, recent.span, pages.mutableSpan, levels.mutableSpan, &run)
    }
  }

  @inline(never) private static func follow(
    _ lines: borrowing Span<Event>, _ scope: borrowing LevelScope, within fence: LevelFence,
    _ recent: Span<UInt32>, _ pages: consuming MutableSpan<Page>,
    _ levels: consuming MutableSpan<RecordedLevel>, _ run: inout LevelRun
  ) -> (bids: Int, offers: Int) {
    Self.loop(lines, scope, fence, recent, &pages, &levels, &run)
  }

  @inline(never) private static func follow(
    _ lines: borrowing Span<Event>, _ scope: borrowing LevelScope, _ recent: Span<UInt32>,
    _ pages: consuming MutableSpan<Page>, _ levels: consuming MutableSpan<RecordedLevel>,
    _ run: inout LevelRun
  ) -> (bids: Int, offers: Int) {
    Self.loop(lines, scope, nil, recent, &pages, &levels, &run)
  }

  /// The loop of both, apart from the pages so that each array is made sure of once.
  ///
  /// Whether a level begins, ends or stays, and of which side it is, comes in no order that a processor
  /// could learn, so that none of it is a branch.
  @inline(__always) private static func loop(
    _ lines: borrowing Span<Event>, _ scope: borrowing LevelScope, _ fence: LevelFence?,
    _ recent: Span<UInt32>, _ pages: inout MutableSpan<Page>,
    _ levels: inout MutableSpan<RecordedLevel>, _ run: inout LevelRun
  ) -> (bids: Int, offers: Int) {
    var more: InlineArray<2, Int> = [0, 0]
    var (next, messages, latest) = (run.end, UInt64(0), run.latest)
    while next < scope.last, case .bookUpdate(let line) = lines[next].payload,
      line.action == .set, lines[next].instrument == scope.instrument,
      fence?.admits(lines[next].time, line.side, line.price) ?? true,
      let place = scope.lattice.place(of: line.price)
    {
      let rank = rank(line.side, place)
      let side = Int(truncatingIfNeeded: rank >> PriceLattice.placeBits & 1)
      let slot = Int(recent[recentPlace(rank)])
      let (cell, bit, before) = (cell(slot, rank), UInt32(rank & 15), pages[slot].occupied)
      let stands: UInt32 = line.quantity > .zero ? 1 : 0
      let after = before & ~(1 &<< bit) | stands &<< bit
      guard pages[slot].number == rank >> 4, cell >= scope.firstCell, after != 0,
        rank < scope.best[side] &+ UInt64(stands)
      else { break }
      pages[slot].occupied = after
      levels[cell] = RecordedLevel(price: line.price, total: line.quantity)
      more[side] &+= Int(stands) &- Int(before &>> bit & 1)
      if fence != nil { latest = max(latest, lines[next].time) }
      messages &+= line.isLast ? 1 : 0
      next += 1
    }
    run = LevelRun(end: next, latest: latest, messages: messages)
    return (more[0], more[1])
  }
}
