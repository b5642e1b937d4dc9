/// An output that would destroy an input, or another output of the same run.
public struct PathConflict: Error, Equatable, Sendable {
  /// What was to be written.
  public let output: UsedPath
  /// What is the same file.
  public let other: UsedPath
  /// Whether the other is read; otherwise it is written as well.
  public let otherIsInput: Bool
}

extension PathConflict: CustomStringConvertible {
  /// One line: `--out a.json would overwrite what --config reads; name another file`.
  public var description: String {
    let what = "\(output.name) \(QuotedText.escaped(output.path))"
    let verb = otherIsInput ? "reads" : "writes"
    return "\(what) would overwrite what \(other.name) \(verb); name another file"
  }
}
