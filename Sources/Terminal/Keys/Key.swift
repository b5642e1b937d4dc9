/// What a person pressed.
///
/// Keys that a terminal sends with Shift, Alt or Ctrl held (arrows, function keys) are the keys
/// themselves: which combinations arrive differs too much between terminals to build on.
public enum Key: Sendable, Equatable {
  /// A character that was typed.
  case character(Unicode.Scalar)
  /// A letter or sign with Ctrl, as its lower-case self: `control("c")`.
  case control(Unicode.Scalar)
  /// A character with Alt.
  case alt(Unicode.Scalar)
  /// Return or Enter.
  case enter
  /// Tab.
  case tab
  /// Tab with Shift.
  case backTab
  /// Escape alone.
  case escape
  /// The key that takes away the character before the cursor.
  case backspace
  /// The key that takes away the character under the cursor.
  case delete
  /// Insert.
  case insert
  /// Arrow up.
  case up
  /// Arrow down.
  case down
  /// Arrow to the left.
  case left
  /// Arrow to the right.
  case right
  /// Page up.
  case pageUp
  /// Page down.
  case pageDown
  /// Home.
  case home
  /// End.
  case end
  /// A function key, from 1.
  case function(Int)
}
