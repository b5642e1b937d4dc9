/// The two forms in which a tape lies in a file: they hold the same events and have the same hash.
public enum TapeForm: Sendable, Equatable, CaseIterable {
  /// `.rpl`: a line an event, for people and for `grep`; docs/formats/tape.md.
  case text
  /// `.tape`: blocks with checksums and an index; docs/formats/tape-binary.md.
  case binary

  /// What the names of such files end with.
  public var fileExtension: String {
    switch self {
    case .text: "rpl"
    case .binary: "tape"
    }
  }

  /// The form that a file of this name is to be written in: binary where it ends with `.tape`.
  ///
  /// Reading never looks at names: a file says what it is in its first bytes.
  public init(ofFileNamed name: String) {
    self = name.hasSuffix(".\(TapeForm.binary.fileExtension)") ? .binary : .text
  }

  /// The form of a file that begins with these bytes; what is neither will be refused as a text.
  public init(beginning bytes: Span<UInt8>) {
    self = bytes.isEmpty || bytes[0] != BinaryTape.magic[0] ? .text : .binary
  }
}
