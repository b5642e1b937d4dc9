/// Gathers bytes and writes them to a descriptor in large pieces.
///
/// Bytes leave only between two appends, never in the middle of one, so a caller that appends whole
/// records leaves whole records behind. The first failure sticks: nothing is written after a hole.
struct DescriptorWriter: ~Copyable {
  /// Large enough that the system call costs less than a thousandth of filling it.
  static let capacity = 1 << 16

  let descriptor: Int32
  let path: String
  private(set) var bytesAccepted: Int64 = 0
  private var buffer: [UInt8] = []
  private var failure: FileError?

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
    buffer.reserveCapacity(Self.capacity)
  }

  mutating func append(_ bytes: some Collection<UInt8>) throws(FileError) {
    let before = buffer.count
    buffer.append(contentsOf: bytes)
    try settle(from: before)
  }

  mutating func append(_ bytes: Span<UInt8>) throws(FileError) {
    let before = buffer.count
    // SAFETY: the pointer is used only while the span it came from is borrowed.
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    try settle(from: before)
  }

  /// Hands what was gathered to the system.
  mutating func flush() throws(FileError) {
    if let failure { throw failure }
    let code = SystemFile.write(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
    guard code != 0 else { return }
    let error = FileError(.write, path, code: code)
    failure = error
    throw error
  }

  /// Hands over what was gathered where nobody is left to hear of a failure.
  func writeRemainder() {
    if failure == nil { _ = SystemFile.write(buffer, to: descriptor) }
  }

  private mutating func settle(from before: Int) throws(FileError) {
    bytesAccepted += Int64(buffer.count - before)
    if buffer.count >= Self.capacity { try flush() }
  }
}
