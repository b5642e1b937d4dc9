/// Turns the bytes that a terminal sends into keys, however they were cut into pieces.
///
///     0x20…0x7E, UTF-8              character
///     0x00…0x1F, 0x7F               control, or enter, tab, backspace
///     ESC byte                      alt
///     ESC [ parameters final        key, by final and first parameter      (CSI)
///     ESC O final                   key                                    (SS3)
///     ESC [ [ A…E                   F1 to F5 of the Linux console
///     ESC [ 200 ~ … ESC [ 201 ~     pasted text: ignored
///
/// Bytes that are none of these are dropped. A lone ESC byte may be the Escape key or the beginning
/// of a sequence: it stays open until the next byte, or until the caller, who knows how long nothing
/// came, says `settle(into:)`. Memory is bounded whatever comes.
public struct KeyDecoder: Sendable {
  enum State: Sendable, Equatable {
    case ground
    case escape
    case sequence
    case shortSequence
    case consoleFunction
    case scalar(missing: Int, atLeast: UInt32)
    case paste(matched: Int)
  }

  private static let longestSequence = 32
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private var state = State.ground
  /// Bytes of a sequence between `[` and its last one.
  private var parameters: [UInt8] = []
  /// Bits of a character whose bytes have not all come.
  private var code: UInt32 = 0

  /// A decoder that has seen nothing.
  public init() {}

  /// Whether the last byte was an ESC that may be a key of its own.
  public var isUndecided: Bool { state == .escape }

  /// Takes bytes and adds the keys that they complete.
  public mutating func feed(_ bytes: Span<UInt8>, into keys: inout [Key]) {
    for index in bytes.indices { take(bytes[index], &keys) }
  }

  /// Says that nothing more came for a while: a lone ESC was the Escape key.
  ///
  /// A sequence that has begun stays open: on a slow line its rest is still to come.
  public mutating func settle(into keys: inout [Key]) {
    guard isUndecided else { return }
    state = .ground
    keys.append(.escape)
  }

  private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
    switch state {
    case .ground: takeFirst(byte, &keys)
    case .escape: takeBehindEscape(byte, &keys)
    case .sequence: takeInSequence(byte, &keys)
    case .shortSequence:
      state = .ground
      if byte == 0x1B { state = .escape } else { append(KeySequence.short(byte), &keys) }
    case .consoleFunction:
      state = .ground
      append(KeySequence.consoleFunction(byte), &keys)
    case .scalar(let missing, let least): takeScalar(byte, missing, least, &keys)
    case .paste(let matched): takePasted(byte, matched)
    }
  }

  private mutating func takeFirst(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case 0x1B: state = .escape
    case 0x00...0x1F, 0x7F: keys.append(KeySequence.control(byte))
    case 0x20...0x7E: keys.append(.character(Unicode.Scalar(byte)))
    case 0xC2...0xDF: begin(byte & 0x1F, missing: 1, atLeast: 0x80)
    case 0xE0...0xEF: begin(byte & 0x0F, missing: 2, atLeast: 0x800)
    case 0xF0...0xF4: begin(byte & 0x07, missing: 3, atLeast: 0x1_0000)
    default: break  // open set: bytes that begin no character of UTF-8
    }
  }

  private mutating func begin(_ bits: UInt8, missing: Int, atLeast least: UInt32) {
    code = UInt32(bits)
    state = .scalar(missing: missing, atLeast: least)
  }

  private mutating func takeScalar(
    _ byte: UInt8, _ missing: Int, _ least: UInt32, _ keys: inout [Key]
  ) {
    state = .ground
    // The character was cut short: the byte begins something else.
    guard byte & 0xC0 == 0x80 else { return takeFirst(byte, &keys) }
    code = code << 6 | UInt32(byte & 0x3F)
    guard missing == 1 else {
      state = .scalar(missing: missing - 1, atLeast: least)
      return
    }
    // Below the least is a longer spelling than needed; up to 0x9F are controls of old terminals.
    guard code >= least, code > 0x9F, let scalar = Unicode.Scalar(code) else { return }
    keys.append(.character(scalar))
  }

  private mutating func takeBehindEscape(_ byte: UInt8, _ keys: inout [Key]) {
    state = .ground
    switch byte {
    case UInt8(ascii: "["):
      parameters.removeAll(keepingCapacity: true)
      state = .sequence
    case UInt8(ascii: "O"): state = .shortSequence
    case 0x1B:
      keys.append(.escape)
      state = .escape
    case 0x20...0x7E: keys.append(.alt(Unicode.Scalar(byte)))
    default:  // open set: controls and bytes of UTF-8, which Escape did not begin
      keys.append(.escape)
      takeFirst(byte, &keys)
    }
  }

  private mutating func takeInSequence(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case 0x20...0x3F:
      if parameters.count < Self.longestSequence { parameters.append(byte) }
    case UInt8(ascii: "[") where parameters.isEmpty: state = .consoleFunction
    case 0x40...0x7E: finishSequence(byte, &keys)
    case 0x1B: state = .escape
    default: state = .ground  // open set: a control or high byte breaks the sequence off
    }
  }

  private mutating func finishSequence(_ final: UInt8, _ keys: inout [Key]) {
    state = .ground
    guard final == UInt8(ascii: "~"), KeySequence.number(parameters) == 200 else {
      return append(KeySequence.long(final, parameters), &keys)
    }
    state = .paste(matched: 0)
  }

  private mutating func takePasted(_ byte: UInt8, _ matched: Int) {
    // The end's first byte occurs in it once, so that a mismatch can only begin it anew.
    let isNext = byte == Self.pasteEnd[matched]
    let now = isNext ? matched + 1 : byte == Self.pasteEnd[0] ? 1 : 0
    state = now == Self.pasteEnd.count ? .ground : .paste(matched: now)
  }

  private func append(_ key: Key?, _ keys: inout [Key]) {
    if let key { keys.append(key) }
  }
}
