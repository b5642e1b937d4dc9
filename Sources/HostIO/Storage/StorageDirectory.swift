internal import Core
internal import Glibc
public import WAL

/// A log's directory on a real disk: performs the requests of a log, each to its end.
///
/// ```swift
/// var disk = try StorageDirectory(path: "wal", for: .writing)
/// try disk.perform(plan)
/// ```
/// One program writes to a directory at a time; those that only read keep it out as long as they
/// have it open. The lock is the system's, so it is gone with the process, however that ends. What
/// fails is never tried again here: a failed sync leaves unknown what the disk holds.
public struct StorageDirectory: ~Copyable {
  /// What the directory is opened for.
  public enum Access: Equatable, Sendable {
    /// Reading only.
    case reading
    /// Writing; the directory is made where there is none.
    case writing
    /// Writing where there is a directory already.
    case existing
  }

  /// The path as given.
  public let path: String

  private let access: Access
  private let writesThrough: Bool
  /// Holds the lock, and is what a sync of the names goes to.
  private let directory: OpenDescriptor
  /// The file that was used last: writes and syncs of one file follow one another.
  private var current: StorageFile?

  /// Opens a directory. With `writesThrough`, its files are written with `O_DSYNC`: no sync follows a
  /// write that was on the disk when it returned.
  ///
  /// - Throws: `EWOULDBLOCK` under the operation `lock` while another program has it.
  public init(path: String, for access: Access, writesThrough: Bool = false) throws(FileError) {
    if access == .writing { try Self.make(path) }
    directory = try Self.open(path, lock: access == .reading ? LOCK_SH : LOCK_EX)
    self.path = path
    self.access = access
    self.writesThrough = writesThrough
  }

  private static func open(_ path: String, lock: Int32) throws(FileError) -> OpenDescriptor {
    let directory: OpenDescriptor
    do {
      directory = try OpenDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY)
    } catch { throw FileError(.open, path, code: error.code) }
    guard flock(directory.number, lock | LOCK_NB) == 0 else {
      throw FileError(.lock, path, code: errno, remedy: "another program has the log open")
    }
    return directory
  }

  /// A number that no earlier log has had: what the generations of its segments are drawn from.
  public static func freshSeed() -> UInt64 { UInt64.random(in: 0...UInt64.max) }

  /// Names of everything in the directory, in no order.
  public func names() throws(FileError) -> [String] {
    let (names, code) = SystemFile.names(in: path)
    if code != 0 { throw FileError(.read, path, code: code) }
    return names
  }

  /// The first bytes of a file, all of them without a limit.
  public func read(_ name: LogFileName, limit: Int? = nil) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(name, limit: limit, into: &bytes)
    return bytes
  }

  /// The same in place of what the buffer held: whoever reads many files keeps one buffer.
  public func read(
    _ name: LogFileName, limit: Int? = nil, into bytes: inout [UInt8]
  ) throws(FileError) {
    var file = try InputFile(path: fullPath(of: name), chunkSize: limit ?? 1 << 20)
    bytes.removeAll(keepingCapacity: true)
    if limit == nil { bytes.reserveCapacity(Int(file.size ?? 0)) }
    while bytes.count < limit ?? .max, try file.append(to: &bytes) {}
    if let limit { bytes.removeLast(max(0, bytes.count - limit)) }
  }

  /// Lets the system forget what memory holds of a file and believes to be on the disk, so that it is
  /// read from there: behind a sync that failed, memory still shows bytes that the disk never took.
  public func forget(_ name: LogFileName) throws(FileError) {
    let path = fullPath(of: name)
    do {
      let file = try OpenDescriptor(path: path, flags: O_RDONLY)
      _ = posix_fadvise(file.number, 0, 0, POSIX_FADV_DONTNEED)
    } catch { throw FileError(.open, path, code: error.code) }
  }

  /// Performs requests in order; the first that fails ends it.
  public mutating func perform(_ requests: [StorageRequest]) throws(StorageFailure) {
    for request in requests { try perform(request) }
  }

  /// Performs one request.
  public mutating func perform(_ request: StorageRequest) throws(StorageFailure) {
    do throws(FileError) {
      guard access != .reading else { throw FileError(.write, path, code: EROFS) }
      try carryOut(request)
    } catch { throw StorageFailure(file: request.file, reason: error.description) }
  }

  private mutating func carryOut(_ request: StorageRequest) throws(FileError) {
    switch request {
    case .create(let name, let size):
      current = try StorageFile(creating: name, fullPath(of: name), size: size)
    case .write(let name, let offset, let bytes): try use(name).write(bytes, at: offset)
    case .sync(let name): try use(name).sync()
    case .verify(let name, let size, let check): try use(name).verify(size: size, check: check)
    case .rename(let draft, let name):
      current = nil
      let (old, new) = (fullPath(of: draft), fullPath(of: name))
      // SAFETY: both paths are terminated strings for the length of the call.
      if unsafe Glibc.rename(old, new) != 0 { throw FileError(.rename, old, code: errno) }
    case .remove(let name):
      if current?.name == name { current = nil }
      let path = fullPath(of: name)
      // SAFETY: the path is a terminated string for the length of the call.
      if unsafe unlink(path) != 0, errno != ENOENT { throw FileError(.remove, path, code: errno) }
    case .syncDirectory:
      // Some file systems cannot sync a directory and say so with EINVAL.
      if fsync(directory.number) != 0, errno != EINVAL {
        throw FileError(.sync, path, code: errno)
      }
    }
  }

  /// The file of that name, opened unless it was used last.
  private mutating func use(_ name: LogFileName) throws(FileError) -> StorageFile {
    if let current, current.name == name { return current }
    let file = try StorageFile(
      opening: name, fullPath(of: name), writesThrough: writesThrough)
    current = file
    return file
  }

  private func fullPath(of name: LogFileName) -> String { path + "/" + name.text }

  /// Makes a directory; one that is there already is as good.
  static func make(_ path: String) throws(FileError) {
    // SAFETY: the path is a terminated string for the length of the call.
    if unsafe mkdir(path, 0o755) != 0, errno != EEXIST {
      throw FileError(.create, path, code: errno)
    }
  }
}
