internal import Core

/// A snapshot file, little endian words:
///
///     0 magic · 8 version · 16 sequence · 24 configuration · 32 length · 40 check · 48 state
///
/// `sequence` is the last record that the state covers; the check is CRC32C of the 40 bytes before
/// it and of the state.
public struct SnapshotFile: Equatable, Sendable {
  /// Bytes before the state.
  public static let headerSize = 48
  static let version: UInt64 = 1
  /// `TTSNAPST`.
  static let magic: UInt64 = 0x5453_5041_4E53_5454

  /// The last record that the state covers.
  public let sequence: LogSequence
  /// Hash of the machine's configuration.
  public let configuration: UInt64
  /// The machine's canonical encoding.
  public let state: [UInt8]

  /// Takes every field.
  public init(sequence: LogSequence, configuration: UInt64, state: [UInt8]) {
    self.sequence = sequence
    self.configuration = configuration
    self.state = state
  }

  /// Why a file is no snapshot.
  public enum Damage: Error, Equatable, Sendable {
    /// It does not begin as one.
    case notASnapshot
    /// A newer version wrote it.
    case newerVersion(UInt64)
    /// It was cut short or altered.
    case check
    /// Its name says another record.
    case wrongName
  }

  /// The file's bytes.
  public func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.headerSize + state.count)
    for word in [
      Self.magic, Self.version, sequence.rawValue, configuration, UInt64(state.count),
    ] { bytes.append(word: word) }
    var check = CRC32C()
    check.update(bytes.span)
    check.update(state.span)
    bytes.append(word: UInt64(check.value))
    bytes.append(copying: state.span)
    return bytes
  }

  /// Reads a file's bytes back.
  public init(_ bytes: Span<UInt8>, named sequence: LogSequence) throws(Damage) {
    guard bytes.count >= Self.headerSize, bytes.word(at: 0) == Self.magic else {
      throw .notASnapshot
    }
    func word(_ place: Int) -> UInt64 { bytes.word(at: 8 * place) ?? 0 }
    let state = bytes.extracting(Self.headerSize..<bytes.count)
    var check = CRC32C()
    check.update(bytes.extracting(0..<40))
    check.update(state)
    guard word(5) == UInt64(check.value), word(4) == UInt64(state.count) else { throw .check }
    guard word(1) > 0 else { throw .notASnapshot }
    guard word(1) <= Self.version else { throw .newerVersion(word(1)) }
    guard word(2) == sequence.rawValue else { throw .wrongName }
    guard sequence <= .highest else { throw .check }
    var copy: [UInt8] = []
    copy.append(copying: state)
    self.init(sequence: sequence, configuration: word(3), state: copy)
  }

  /// What makes the snapshot durable: whole and read back before it gets its name.
  public func plan() -> [StorageRequest] {
    let (draft, file) = (
      LogFileName.snapshotInTheMaking(sequence), LogFileName.snapshot(sequence)
    )
    let bytes = bytes()
    let check = CRC32C.of(bytes.span)
    return [
      .create(draft, size: bytes.count), .write(draft, at: 0, bytes), .sync(draft),
      .verify(draft, size: bytes.count, check: check), .rename(draft, to: file), .syncDirectory,
    ]
  }
}
