public import Core

/// A common workload: the messages of one flavour, count and seed.
///
/// The same three give the same messages everywhere, to the byte of the file they would make:
/// ```
/// 0  "LOBW0001"
/// 8  record size  u32  24
/// 12 count        u32
/// 16 seed         u64
/// 24 flavour      u32
/// 28 zero         u32
/// 32 records, 24 bytes each
/// ```
/// It is how this project's books and others' are measured on the same work.
public struct Workload: Sendable {
  /// What the messages ask most.
  public let flavour: WorkloadFlavour
  /// Where the generator's chance began.
  public let seed: UInt64
  /// The messages in order.
  public let records: [WorkloadRecord]

  /// Makes the messages.
  ///
  /// - Complexity: O(*n*) in the count, which must fit the file's 32 bits; up to 60 bytes of memory each
  ///   while it runs.
  public static func generate(
    flavour: WorkloadFlavour, count: UInt32, seed: UInt64
  ) -> Workload {
    var generator = WorkloadGenerator(flavour: flavour, count: Int(count), seed: seed)
    var records: [WorkloadRecord] = []
    records.reserveCapacity(Int(count))
    for _ in 0..<count { records.append(generator.next()) }
    return Workload(flavour: flavour, seed: seed, records: records)
  }

  /// The file as bytes, in pieces of at most 100 KB.
  public func encode(_ body: (_ piece: [UInt8]) -> Void) {
    var piece = header
    for record in records {
      record.encode(into: &piece)
      if piece.count >= 4096 * WorkloadRecord.byteCount {
        body(piece)
        piece.removeAll(keepingCapacity: true)
      }
    }
    body(piece)
  }

  /// The digest of the file.
  public var sha256: SHA256.Digest {
    var hasher = SHA256()
    encode { hasher.update($0) }
    return hasher.finalize()
  }

  private var header: [UInt8] {
    var bytes = [UInt8]("LOBW0001".utf8)
    bytes.appendLittleEndian(UInt32(WorkloadRecord.byteCount))
    bytes.appendLittleEndian(UInt32(truncatingIfNeeded: records.count))
    bytes.appendLittleEndian(seed)
    bytes.appendLittleEndian(flavour.rawValue)
    bytes.appendLittleEndian(UInt32(0))
    return bytes
  }
}
