/// What is sent when a program takes the screen and when it gives it back.
public enum ScreenSequence {
  /// Goes to the alternate screen, hides the cursor, turns wrapping off, marks pasted text.
  public static let enter = Array("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[?2004h".utf8)
  /// Undoes all of it, the style included; harmless when nothing was done.
  public static let leave = Array(
    "\u{1B}[m\u{1B}[?2004l\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l".utf8)
}
