internal import Glibc
internal import Synchronization

/// The terminal while a program has taken it: what is needed to give it back, also from within a
/// signal handler.
///
/// There is one terminal and handlers carry no context, so this is global. The words are written
/// before `isTaken` is set and not changed while it is.
enum TakenTerminal {
  private static let isTaken = Atomic<Bool>(false)
  private static let capacity = 256
  // The imported structure lies in a global three bytes short of what C writes, because its padding
  // is left out (the address sanitizer found it); memory for a whole stride has room.
  // SAFETY: written by `take` only while `isTaken` is false, read only by who turned it from true
  // to false; allocated once and never freed.
  nonisolated(unsafe) private static let settings =
    UnsafeMutablePointer<termios>.allocate(capacity: 1)
  // SAFETY: as above; allocated once and never freed.
  nonisolated(unsafe) private static let farewell =
    UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
  // SAFETY: as above.
  nonisolated(unsafe) private static var farewellCount = 0

  /// Puts the terminal into raw mode: keys arrive one by one, unseen, Ctrl-C and Ctrl-Z as bytes.
  ///
  /// - Parameter farewell: What is sent to it when it is given back.
  static func take(farewell bytes: [UInt8]) -> Int32 {
    var raw = termios()
    // SAFETY: `raw` and `settings` are writable for the calls; see the properties for the rest.
    unsafe farewellCount = min(bytes.count, capacity)
    for index in 0..<(unsafe farewellCount) { unsafe farewell[index] = bytes[index] }
    // One that is still taken, by a program that was stopped unasked, was known before it was.
    if !isTaken.load(ordering: .acquiring) {
      // SAFETY: as above.
      guard unsafe tcgetattr(STDIN_FILENO, settings) == 0 else { return errno }
    }
    unsafe raw = settings.pointee
    // SAFETY: `raw` is this function's own.
    unsafe cfmakeraw(&raw)
    isTaken.store(true, ordering: .releasing)
    // SAFETY: as above.
    guard unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0 else {
      let code = errno
      isTaken.store(false, ordering: .releasing)
      return code
    }
    return 0
  }

  /// Gives the terminal back as it was, if it is taken; safe in a signal handler.
  static func giveBack() {
    let (wasTaken, _) = isTaken.compareExchange(
      expected: true, desired: false, ordering: .acquiringAndReleasing)
    guard wasTaken else { return }
    // SAFETY: the words are complete and no longer change; `write` and `tcsetattr` are allowed in a
    // signal handler. What fails here cannot be helped.
    _ = unsafe write(STDOUT_FILENO, farewell, farewellCount)
    _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, settings)
  }
}
