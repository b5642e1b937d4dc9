internal import Core
internal import TapeView
public import Terminal

extension Viewer {
  /// Most keys that wait; a person who types further ahead has to type again.
  private static var mostWaiting: Int { 256 }

  /// Takes a key. While something is looked for it waits, but Escape stops the search, and Ctrl-C
  /// leaves.
  public mutating func press(_ key: Key) {
    if key == .control("c") {
      isDone = true
    } else if key == .escape, mode == .browsing, browser.hasWish {
      waiting.removeAll()
      browser.stop()
    } else if waiting.count < Self.mostWaiting {
      waiting.append(key)
      takeWaitingKeys()
    }
  }

  /// Takes the keys that wait, as far as there is nothing to wait for; what is typed never waits.
  mutating func takeWaitingKeys() {
    while let key = waiting.first, mode != .browsing || !browser.hasWish {
      waiting.removeFirst()
      take(key)
    }
  }

  private mutating func take(_ key: Key) {
    complaint = nil
    if key != .character("o"), key != .character("O") { tracked = nil }
    switch key {
    case .control("l"): wantsRedraw = true
    case .control("z"): wantsStop = true
    default:  // open set: keys whose meaning depends on what the person is doing
      switch mode {
      case .browsing: browse(key)
      case .help: mode = .browsing
      case .filtering(let line, let before): edit(key, line, before)
      case .going(let line): edit(key, line)
      }
    }
  }

  private mutating func browse(_ key: Key) {
    switch key {
    case .up: browser.go(to: .rows(-1))
    case .down: browser.go(to: .rows(1))
    case .pageUp: browser.go(to: .rows(-listHeight))
    case .pageDown: browser.go(to: .rows(listHeight))
    case .home: browser.go(to: .start)
    case .end: browser.go(to: .end)
    case .enter: follow()
    case .tab: showsBook.toggle()
    case .escape: leave()
    case .function(1): mode = .help
    case .character(let scalar): browse(scalar)
    case .control, .alt, .backTab, .backspace, .delete, .insert, .left, .right, .function: break
    }
  }

  private mutating func browse(_ letter: Unicode.Scalar) {
    switch letter {
    case "k": browser.go(to: .rows(-1))
    case "j": browser.go(to: .rows(1))
    case "b": browser.go(to: .rows(-listHeight))
    case " ": browser.go(to: .rows(listHeight))
    case "g": browser.go(to: .start)
    case "G": browser.go(to: .end)
    case "<": browser.go(to: .step(-10))
    case ">": browser.go(to: .step(10))
    case "[": move(seconds: -1)
    case "]": move(seconds: 1)
    case "{": move(seconds: -60)
    case "}": move(seconds: 60)
    case "n": browser.go(to: .anomaly(.down))
    case "N": browser.go(to: .anomaly(.up))
    case "o": goToOrder(.down)
    case "O": goToOrder(.up)
    case ":": mode = .going(PromptLine(text: ""))
    case "/": mode = .filtering(PromptLine(text: filter), before: filter)
    case "?": mode = .help
    case "q": isDone = true
    default: complaint = "no such key: ? shows them all"  // open set: characters
    }
  }

  private mutating func move(seconds: Int64) {
    guard let time = browser.row?.event.time else { return }
    browser.go(to: .time(time.advanced(by: Nanoseconds(seconds * Nanoseconds.second.count))))
  }

  private mutating func goToOrder(_ direction: BrowseDirection) {
    guard let id = follows ?? tracked ?? browser.row?.event.payload.followedOrder else {
      complaint = "this line is about no order"
      return
    }
    tracked = id
    browser.go(to: .order(id, direction))
  }

  private mutating func follow() {
    guard let id = browser.row?.event.payload.followedOrder else {
      complaint = "this line is about no order"
      return
    }
    var terms = TapeFilterTerms()
    do {
      try terms.add(.order, "\(id.rawValue)")
      try browser.show(terms)
    } catch {
      complaint = "\(error)"
      return
    }
    follows = id
  }

  private mutating func leave() {
    if follows != nil {
      reapply(filter)
    } else if !filter.isEmpty {
      reapply("")
    }
  }

  /// Applies a filter that was in force before; the tape's header has not changed since.
  private mutating func reapply(_ line: String) {
    do { try apply(line) } catch { complaint = error.description }
  }

  /// A filter is in force as soon as what is typed can be understood; Escape restores the one before.
  private mutating func edit(_ key: Key, _ line: PromptLine, _ before: String) {
    var line = line
    switch key {
    case .enter:
      do {
        if line.text != filter || follows != nil { try apply(line.text) }
        mode = .browsing
      } catch {
        complaint = error.description
      }
    case .escape:
      mode = .browsing
      if filter != before { reapply(before) }
    default:  // open set: keys that edit the line, and those that do not
      guard line.take(key) else { return }
      mode = .filtering(line, before: before)
      do { try apply(line.text) } catch { complaint = error.description }
    }
  }

  private mutating func edit(_ key: Key, _ line: PromptLine) {
    var line = line
    switch key {
    case .enter:
      mode = .browsing
      guard !line.text.isEmpty else { return }
      if let target = GoTarget.read(line.text, now: browser.row?.event.time ?? .zero) {
        browser.go(to: target)
      } else {
        complaint = "'\(line.text)' is no place: 1234, 50%, 1.5, 2012-06-21T13:30:00Z, +5s"
      }
    case .escape: mode = .browsing
    default:  // open set: keys that edit the line, and those that do not
      if line.take(key) { mode = .going(line) }
    }
  }
}

extension EventPayload {
  /// The order that a person means at a line: of a trade the one that took.
  var followedOrder: OrderID? {
    if case .trade(let trade) = self { return trade.taker ?? trade.maker }
    return orderID
  }
}
