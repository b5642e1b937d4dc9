/// A growing array of plain values whose elements never move: chunks of `2^chunkBits` elements
/// behind a directory, each chunk at the start of a cache line.
///
/// Growth adds one chunk at a time and copies no element, so that no single operation pays for all
/// that are stored. Every index is checked against what was added. This file is the only place of
/// the module that touches memory by pointer.
@safe @usableFromInline
struct ChunkedArray<let chunkBits: Int, Element: BitwiseCopyable>: ~Copyable {
  /// How many chunks there are; never falls.
  @usableFromInline private(set) var chunkCount = 0
  @usableFromInline private(set) var directory: UnsafeMutablePointer<UnsafeMutablePointer<Element>>
  private var directoryCapacity = 4

  /// An array without elements; no chunk is allocated yet.
  init() {
    // SAFETY: owned by this value alone, freed in `deinit`; entries below `chunkCount` are set.
    unsafe directory = .allocate(capacity: directoryCapacity)
  }

  @inlinable deinit {
    for chunk in 0..<chunkCount {
      // SAFETY: entries below `chunkCount` were allocated by `addChunk`, and nobody else frees them.
      unsafe directory[chunk].deallocate()
    }
    // SAFETY: allocated by `init` or `addChunk`; elements are plain, so nothing is left to destroy.
    unsafe directory.deallocate()
  }

  /// How many elements there are.
  @inlinable @inline(always) var count: Int { chunkCount &<< chunkBits }

  /// The element at `index`; an index at or beyond `count` traps.
  @inlinable @inline(always) subscript(index: UInt32) -> Element {
    unsafeAddress {
      // SAFETY: the element exists, see `address`, and lives as long as `self`, which is borrowed.
      unsafe UnsafePointer(address(of: index))
    }
    unsafeMutableAddress {
      // SAFETY: as above; `self` is held exclusively for as long as the element is changed.
      unsafe address(of: index)
    }
  }

  /// Where an element lies.
  @inlinable @inline(always) func address(of index: UInt32) -> UnsafeMutablePointer<Element> {
    let place = Int(truncatingIfNeeded: index & UInt32((1 &<< chunkBits) &- 1))
    // SAFETY: the chunk is one that was added, which `start` checks; `place` is masked to its size.
    return unsafe start(ofChunk: index &>> UInt32(chunkBits)) + place
  }

  /// First element of a chunk, with the check that it exists.
  @inlinable @inline(always)
  func start(ofChunk chunk: UInt32) -> UnsafeMutablePointer<Element> {
    // The conversion is the bounds check: it traps on the negative number that a chunk at or beyond
    // `chunkCount` leaves.
    _ = UInt(chunkCount &- 1 &- Int(chunk))
    // SAFETY: the entry lies below `chunkCount`, hence it is set.
    return unsafe directory[Int(chunk)]
  }

  /// Adds a chunk of copies of `element`.
  /// - Complexity: O(2^chunkBits); the directory doubles now and then, which copies one pointer a
  ///   chunk.
  @usableFromInline mutating func addChunk(filledWith element: Element) {
    if chunkCount == directoryCapacity { widenDirectory() }
    let size = 1 << chunkBits
    // SAFETY: every element is initialised before the chunk is entered, and the entry lies below
    // the directory's capacity.
    unsafe directory[chunkCount] = UnsafeMutableRawPointer.allocate(
      byteCount: size * MemoryLayout<Element>.stride, alignment: 64
    ).initializeMemory(as: Element.self, repeating: element, count: size)
    chunkCount += 1
  }

  private mutating func widenDirectory() {
    let wider = directoryCapacity * 2
    // SAFETY: `chunkCount` entries are set and all are moved; the old directory is freed once.
    let moved = UnsafeMutablePointer<UnsafeMutablePointer<Element>>.allocate(capacity: wider)
    unsafe moved.moveInitialize(from: directory, count: chunkCount)
    unsafe directory.deallocate()
    unsafe directory = moved
    directoryCapacity = wider
  }
}

// The memory behind the pointers has one owner, which cannot be copied; elements are plain values.
extension ChunkedArray: @unchecked Sendable where Element: Sendable {}
