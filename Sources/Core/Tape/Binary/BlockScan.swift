/// Finds the blocks of a binary tape that has no index, because it was cut off or is damaged there:
/// goes from header to header, and reads no events. It opens nothing.
///
/// ```swift
/// var scan = BlockScan(fileSize: size)
/// while case .needs(let range) = scan.step { scan.take(bytes of that range) }
/// ```
/// Where a block should begin and none does, the next header that agrees with its check is looked
/// for. A block that the file ends within is none.
public struct BlockScan: Sendable {
  /// What comes next.
  public enum Step: Sendable, Equatable {
    /// These bytes of the file, to be handed to `take`.
    case needs(Range<Int>)
    /// What stands before the first block, and the blocks one behind the other.
    case found(TapeHeader, [TapeBlock])
    /// The file's beginning is not that of a binary tape.
    case refused(TapeError)
  }

  /// What comes next.
  public private(set) var step: Step
  private let fileSize: Int
  private var stage = Stage.beginning
  private var header = TapeHeader()
  private var blocks: [TapeBlock] = []

  private enum Stage {
    case beginning
    case header
    /// A block's header should begin where the bytes do.
    case block
    /// One may begin anywhere in them.
    case search
  }

  /// How many bytes are searched at once.
  private static let stride = 1 << 16

  /// Begins with a file of so many bytes.
  public init(fileSize: Int) {
    self.fileSize = fileSize
    step = .needs(0..<min(fileSize, BinaryTape.beginningSize))
  }

  /// Takes the bytes that were needed; fewer of them mean that the file ends there.
  public mutating func take(_ bytes: Span<UInt8>) {
    guard case .needs(let range) = step else { return }
    let place = range.lowerBound
    switch stage {
    case .beginning:
      guard let sizes = bytes.word(at: 8), Int(sizes.high) <= BinaryTape.maximumHeader else {
        return takeHeader(bytes)  // which says what is wrong
      }
      stage = .header
      step = .needs(0..<min(fileSize, BinaryTape.beginningSize + Int(sizes.high)))
    case .header: takeHeader(bytes)
    case .block:
      if bytes.count < range.count || !takeBlock(bytes, at: 0, offset: place) {
        search(from: place + 1)
      }
    case .search: takeStride(bytes, offset: place)
    }
  }

  /// The beginning is read as a tape that ends behind its header.
  private mutating func takeHeader(_ bytes: Span<UInt8>) {
    var reader = BinaryTapeReader()
    reader.feed(bytes)
    reader.finish()
    do throws(TapeError) { _ = try reader.advance() } catch {
      step = .refused(error)
      return
    }
    header = reader.header
    lookForBlock(at: bytes.count)
  }

  private mutating func lookForBlock(at place: Int) {
    stage = .block
    let end = place + BinaryTape.blockSize
    step = end <= fileSize ? .needs(place..<end) : .found(header, blocks)
  }

  private mutating func search(from place: Int) {
    stage = .search
    let end = min(fileSize, place + Self.stride)
    step = end - place >= BinaryTape.blockSize ? .needs(place..<end) : .found(header, blocks)
  }

  private mutating func takeStride(_ bytes: Span<UInt8>, offset: Int) {
    var place = 0
    while place + BinaryTape.blockSize <= bytes.count {
      if takeBlock(bytes, at: place, offset: offset + place) { return }
      place += 1
    }
    // Fewer bytes than asked for: the file has become shorter.
    if place > 0 { search(from: offset + place) } else { step = .found(header, blocks) }
  }

  /// Notes the block whose header begins at `place`; false where none does.
  private mutating func takeBlock(_ bytes: Span<UInt8>, at place: Int, offset: Int) -> Bool {
    guard BinaryTape.mark(in: bytes, at: place) == .block,
      let block = TapeBlock(header: bytes, at: place, offset: offset), block.end <= fileSize
    else { return false }
    blocks.append(block)
    lookForBlock(at: block.end)
    return true
  }
}
