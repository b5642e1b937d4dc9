internal import Core

/// Ways to change the pen.
enum StyleSequence {
  /// Adds the shorter of what differs and everything anew.
  static func append(from pen: Style, to style: Style, into bytes: inout [UInt8]) {
    let anew = command(style == .plain ? [] : [0] + switchedOn(from: .plain, to: style))
    let difference = command(switchedOff(from: pen, to: style) + switchedOn(from: pen, to: style))
    bytes.append(contentsOf: anew.count <= difference.count ? anew : difference)
  }

  private static func switchedOff(from pen: Style, to style: Style) -> [Int] {
    let gone = pen.emphasis.subtracting(style.emphasis)
    var codes: [Int] = []
    // One code ends both; what shall stay of the two is switched on again.
    if !gone.isDisjoint(with: [.bold, .dim]) { codes.append(22) }
    if gone.contains(.underlined) { codes.append(24) }
    if gone.contains(.reversed) { codes.append(27) }
    return codes
  }

  private static func switchedOn(from pen: Style, to style: Style) -> [Int] {
    var kept = pen.emphasis
    if !kept.subtracting(style.emphasis).isDisjoint(with: [.bold, .dim]) {
      kept.subtract([.bold, .dim])
    }
    let new = style.emphasis.subtracting(kept)
    var codes: [Int] = []
    if new.contains(.bold) { codes.append(1) }
    if new.contains(.dim) { codes.append(2) }
    if new.contains(.underlined) { codes.append(4) }
    if new.contains(.reversed) { codes.append(7) }
    if pen.foreground != style.foreground { codes.append(style.foreground.code) }
    if pen.background != style.background { codes.append(style.background.code + 10) }
    return codes
  }

  private static func command(_ codes: [Int]) -> [UInt8] {
    var bytes = Array("\u{1B}[".utf8)
    for (index, code) in codes.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ";")) }
      bytes.append(integer: UInt64(code))
    }
    bytes.append(UInt8(ascii: "m"))
    return bytes
  }
}
