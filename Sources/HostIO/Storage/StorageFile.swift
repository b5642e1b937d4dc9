internal import Core
internal import Glibc
internal import WAL

/// A file of a log while it is written; closed with the last use of it.
final class StorageFile {
  let name: LogFileName
  private let path: String
  private let descriptor: OpenDescriptor
  private let writesThrough: Bool
  private var hasWritten = false

  /// Opens a file that is there; where it writes through, a write returns when it is on the disk.
  init(
    opening name: LogFileName, _ path: String, writesThrough: Bool
  ) throws(FileError) {
    self.name = name
    self.path = path
    self.writesThrough = writesThrough
    let flags = O_RDWR | (writesThrough ? O_DSYNC : 0)
    do { descriptor = try OpenDescriptor(path: path, flags: flags) } catch {
      throw FileError(.open, path, code: error.code)
    }
  }

  /// Makes a file of zeros, in place of one of that name.
  ///
  /// Its space is claimed at once, so that a full disk shows here.
  init(creating name: LogFileName, _ path: String, size: Int) throws(FileError) {
    self.name = name
    self.path = path
    writesThrough = false
    do {
      descriptor = try OpenDescriptor(path: path, flags: O_RDWR | O_CREAT | O_TRUNC)
    } catch { throw FileError(.create, path, code: error.code) }
    guard size > 0 else { return }
    let code = posix_fallocate(descriptor.number, 0, size)
    if code != 0 { throw FileError(.create, path, code: code) }
  }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
    let code = SystemFile.write(bytes, to: descriptor.number, at: Int64(offset))
    if code != 0 { throw FileError(.write, path, code: code) }
    hasWritten = true
  }

  /// Brings what was written to the disk: all of it, what others wrote included, but where each write
  /// of this one has done so. An interruption is a failure like any other.
  func sync() throws(FileError) {
    if writesThrough, hasWritten { return }
    if fdatasync(descriptor.number) != 0 { throw FileError(.sync, path, code: errno) }
  }

  /// Reads the file back, from the disk where the system can be talked into it.
  func verify(size: Int, check: UInt32) throws(FileError) {
    _ = posix_fadvise(descriptor.number, 0, 0, POSIX_FADV_DONTNEED)
    var file = try InputFile(path: path, chunkSize: 1 << 20)
    var found = CRC32C()
    while try file.next() { found.update(file.chunk) }
    guard file.bytesRead == Int64(size), found.value == check else {
      throw FileError(
        .read, path, code: EIO, remedy: "it does not hold what was written; check the disk")
    }
  }
}
