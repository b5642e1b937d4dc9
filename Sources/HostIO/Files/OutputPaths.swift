/// Keeps a program from writing over what it reads, and two results from ending in one file.
///
/// A pure look at the file system before anything is opened: a program calls it once, with all the
/// paths of its command line.
///
/// ```swift
/// try OutputPaths.check(
///   inputs: [UsedPath("--resume", state)],
///   outputs: [UsedPath("--snapshot", saved, mayReplace: ["--resume"])])
/// ```
public enum OutputPaths {
  /// Refuses an output that is the same file as an input or as an earlier output, whatever the
  /// paths look like: links and `.` are followed. Pipes and devices may be named twice.
  ///
  /// The `NAME.partial` in which an atomic output begins counts as the output's own.
  public static func check(inputs: [UsedPath], outputs: [UsedPath]) throws(PathConflict) {
    for (index, output) in outputs.enumerated() {
      let protected = inputs.filter { !output.mayReplace.contains($0.name) }
      if let input = protected.first(where: { collide(output, $0.path) }) {
        throw PathConflict(output: output, other: input, otherIsInput: true)
      }
      let others = outputs[..<index]
      if let earlier = others.first(where: {
        collide(output, $0.path) || collide($0, output.path)
      }) {
        throw PathConflict(output: output, other: earlier, otherIsInput: false)
      }
    }
  }

  private static func collide(_ output: UsedPath, _ other: String) -> Bool {
    guard let known = FileIdentity(other) else { return false }
    let partial = SystemFile.resolved(output.path) + ".partial"
    return known == FileIdentity(output.path) || known == FileIdentity(partial)
  }
}

/// Which file a path leads to.
private enum FileIdentity: Equatable {
  case existing(device: UInt64, inode: UInt64)
  /// Nothing is there yet: the directory's own identity is in its resolved path.
  case absent(String)

  /// `nil` for what is no regular file, and so cannot be overwritten.
  init?(_ path: String) {
    guard let facts = path == "-" ? SystemFile.facts(of: 0) : SystemFile.facts(at: path) else {
      self = .absent(Self.resolvedByDirectory(path))
      return
    }
    guard facts.isRegular else { return nil }
    self = .existing(device: facts.device, inode: facts.inode)
  }

  private static func resolvedByDirectory(_ path: String) -> String {
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { path[...$0] } ?? "./"
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    return SystemFile.resolved(String(directory)) + "/" + name
  }
}
