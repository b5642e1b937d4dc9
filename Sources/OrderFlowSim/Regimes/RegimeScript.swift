public import Core

/// The phases a market goes through, in order and then from the start again.
///
/// As text: phases separated by `,`, each `NAME:END` with options behind further colons:
/// `calm:4s,burst:3s:spike=8:half-life=500ms,cancel-storm:trades=500:storm=1`. An end is a duration
/// of at least 1ms, or `orders=N` or `trades=N`; `flow`, `spike` and `storm` are multiples of the configured rates
/// with up to three decimals.
public struct RegimeScript: Sendable, Equatable {
  /// At least one phase.
  public let phases: [RegimePhase]

  /// Calm, a burst that decays, a cancel storm.
  public static let standard = RegimeScript(
    first: RegimePhase(name: "calm", end: .after(Nanoseconds(4_000_000_000))),
    rest: [
      RegimePhase(
        name: "burst", end: .after(Nanoseconds(3_000_000_000)), spike: 8000,
        halfLife: Nanoseconds(500_000_000)),
      RegimePhase(name: "cancel-storm", end: .after(Nanoseconds(3_000_000_000)), storm: 1000),
    ])

  /// A script from its phases.
  public init(first: RegimePhase, rest: [RegimePhase]) { phases = [first] + rest }

  /// Reads the text form.
  public init(text: String) throws(SettingFailure) {
    var phases: [RegimePhase] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      phases.append(try RegimePhase(text: String(part)))
    }
    guard phases.count <= 256 else { throw SettingFailure("at most 256 phases") }
    self.phases = phases
  }

  /// The canonical text form.
  public var text: String { phases.map(\.text).joined(separator: ",") }

  /// The phase at a position that counts on past the end.
  public func phase(_ position: Int) -> RegimePhase { phases[position % phases.count] }

  /// Names in order of first appearance.
  public var names: [String] {
    var names: [String] = []
    for phase in phases where !names.contains(phase.name) { names.append(phase.name) }
    return names
  }

  /// Position of each phase's name in `names`.
  var regimes: [Int] {
    let names = names
    return phases.compactMap { phase in names.firstIndex(of: phase.name) }
  }
}

extension RegimePhase {
  /// Reads `NAME:END[:key=value…]`.
  init(text: String) throws(SettingFailure) {
    let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard words.count >= 2, TapeName.isValid(words[0]) else {
      throw SettingFailure("NAME:DURATION, NAME:orders=N or NAME:trades=N in '\(text)'")
    }
    self.init(name: words[0], end: try Self.end(words[1]))
    var spike: UInt64?
    for word in words[2...] {
      let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { throw SettingFailure("key=value in '\(word)'") }
      switch pair[0] {
      case "flow": flow = try SettingText.thousandths(pair[1])
      case "spike": spike = try SettingText.thousandths(pair[1])
      case "half-life": halfLife = try SettingText.duration(pair[1])
      case "storm": storm = try SettingText.thousandths(pair[1])
      default:  // open set: text
        throw SettingFailure("flow, spike, half-life or storm in '\(word)'")
      }
    }
    if let spike {
      guard spike >= flow else { throw SettingFailure("a spike not below the flow in '\(text)'") }
      self.spike = spike
    } else {
      self.spike = flow
    }
  }

  private static func end(_ word: String) throws(SettingFailure) -> End {
    if word.hasPrefix("orders=") {
      return .orders(try SettingText.count(String(word.dropFirst(7)), in: 1...UInt64.max))
    }
    if word.hasPrefix("trades=") {
      return .trades(try SettingText.count(String(word.dropFirst(7)), in: 1...UInt64.max))
    }
    let time = try SettingText.duration(word)
    guard time >= shortest else { throw SettingFailure("a phase of at least 1ms in '\(word)'") }
    return .after(time)
  }

  /// The canonical text form: options at their defaults are left out.
  var text: String {
    var text = name + ":"
    switch end {
    case .after(let time): text += SettingText.text(time)
    case .orders(let count): text += "orders=\(count)"
    case .trades(let count): text += "trades=\(count)"
    }
    if flow != 1000 { text += ":flow=" + SettingText.text(thousandths: flow) }
    if spike != flow {
      text += ":spike=" + SettingText.text(thousandths: spike)
      text += ":half-life=" + SettingText.text(halfLife)
    }
    if storm != 0 { text += ":storm=" + SettingText.text(thousandths: storm) }
    return text
  }
}
