/// A directory that a program puts several files into.
public struct OutputDirectory: Sendable {
  /// The path as given.
  public let path: String

  /// Makes the directory where there is none; it must not be a file.
  public init(path: String) throws(FileError) {
    try StorageDirectory.make(path)
    self.path = path
  }

  /// A directory that is only read.
  public init(existing path: String) { self.path = path }

  /// Names of everything in it, in byte order.
  public func names() throws(FileError) -> [String] {
    let (names, code) = SystemFile.names(in: path)
    if code != 0 { throw FileError(.read, path, code: code) }
    return names.sorted()
  }

  /// The path of a file in it.
  public func path(of name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }
}
