internal import Glibc

/// The system's calls on descriptors and paths, with interruption and short counts dealt with.
///
/// Each returns zero or an error number: what the failure means belongs to the caller.
enum SystemFile {
  /// What a path or descriptor stands for.
  struct Facts {
    let isRegular: Bool
    let isDirectory: Bool
    let size: Int64
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
      isRegular = status.st_mode & S_IFMT == S_IFREG
      isDirectory = status.st_mode & S_IFMT == S_IFDIR
      size = Int64(status.st_size)
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  /// The facts of an open descriptor; `nil` when the system gives none.
  static func facts(of descriptor: Int32) -> Facts? {
    var status = stat()
    // SAFETY: `status` is a valid place to write to for the length of the call.
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    return Facts(status)
  }

  /// The facts of what a path leads to, links followed; `nil` when there is nothing.
  static func facts(at path: String) -> Facts? {
    var status = stat()
    // SAFETY: the path is a terminated string and `status` writable for the length of the call.
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Facts(status)
  }

  /// Where a path leads when links are followed; the path itself when it leads nowhere yet.
  static func resolved(_ path: String) -> String {
    // SAFETY: realpath returns nil or a terminated string that is ours to free.
    guard let found = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  /// Fills a buffer from its start as far as one read reaches; the count is zero at the end.
  ///
  /// An interruption that asks the program to stop surfaces as `EINTR`; others are retried.
  static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> (count: Int, code: Int32) {
    while true {
      // SAFETY: the pointer and the count describe the array's own storage.
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      }
      if count >= 0 { return (count, 0) }
      let code = errno
      if code == EAGAIN {
        wait(for: descriptor, POLLIN)
      } else if code != EINTR || Interruption.isRequested {
        return (0, code)
      }
    }
  }

  /// Moves the place at which the next read begins.
  static func seek(_ descriptor: Int32, to offset: Int64) -> Int32 {
    lseek(descriptor, off_t(offset), SEEK_SET) < 0 ? errno : 0
  }

  /// Cuts a file off behind its first bytes, and goes there.
  static func cut(_ descriptor: Int32, at size: Int64) -> Int32 {
    ftruncate(descriptor, off_t(size)) < 0 ? errno : seek(descriptor, to: size)
  }

  /// Fills a buffer from a place on with what stands at an offset of a file, as far as one read
  /// reaches; the count is zero at the end.
  static func read(
    _ descriptor: Int32, at offset: Int64, into buffer: inout [UInt8], from start: Int
  ) -> (count: Int, code: Int32) {
    guard start >= 0, start < buffer.count else { return (0, 0) }
    while true {
      // SAFETY: `start` is below the count, so pointer and count stay within the array's storage.
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe pread(
          descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start, off_t(offset))
      }
      if count >= 0 { return (count, 0) }
      if errno != EINTR || Interruption.isRequested { return (0, errno) }
    }
  }

  /// Writes all of the bytes.
  static func write(_ buffer: borrowing [UInt8], to descriptor: Int32) -> Int32 {
    var written = 0
    while written < buffer.count {
      // SAFETY: `written` is below the count, so the pointer stays within the array's storage.
      let count = unsafe buffer.withUnsafeBytes { bytes in
        unsafe Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        wait(for: descriptor, POLLOUT)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  /// Writes all of the bytes at a place of a file.
  static func write(_ buffer: borrowing [UInt8], to descriptor: Int32, at offset: Int64) -> Int32 {
    var written = 0
    while written < buffer.count {
      // SAFETY: `written` is below the count, so the pointer stays within the array's storage.
      let count = unsafe buffer.withUnsafeBytes { bytes in
        unsafe pwrite(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
          Int(offset) + written)
      }
      if count > 0 {
        written += count
      } else if count == 0 {
        return EIO
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }

  /// Names in a directory, without the two that stand for directories.
  static func names(in path: String) -> (names: [String], code: Int32) {
    // SAFETY: opendir returns nil or a stream that is ours to close.
    guard let stream = unsafe opendir(path) else { return ([], errno) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      // SAFETY: readdir returns nil or an entry that lives until the next call, whose name is
      // terminated; it is copied here.
      guard let entry = unsafe readdir(stream) else { return (names, errno) }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { place in
        unsafe place.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }

  /// Brings written data to the disk.
  static func sync(_ descriptor: Int32) -> Int32 {
    while true {
      if fsync(descriptor) == 0 { return 0 }
      // Some file systems cannot sync a directory and say so with EINVAL.
      if errno == EINVAL { return 0 }
      if errno != EINTR { return errno }
    }
  }

  /// Gives a file its final name, replacing what stood there, and makes the name durable.
  static func rename(_ path: String, to final: String) -> Int32 {
    // SAFETY: both paths are terminated strings for the length of the call.
    guard unsafe Glibc.rename(path, final) == 0 else { return errno }
    return syncDirectory(of: final)
  }

  /// Removes a name; that it is already gone is as good.
  static func remove(_ path: String) {
    // SAFETY: the path is a terminated string for the length of the call.
    _ = unsafe unlink(path)
  }

  /// Whether something can be read within a time; a signal cuts the wait short.
  static func isReadable(_ descriptor: Int32, withinMilliseconds limit: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // SAFETY: one entry, writable for the length of the call.
    return unsafe poll(&entry, 1, limit) > 0
  }

  /// Waits on a descriptor that somebody else made non-blocking.
  private static func wait(for descriptor: Int32, _ events: Int32) {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    // SAFETY: one entry, writable for the length of the call.
    _ = unsafe poll(&entry, 1, 1_000)
  }

  private static func syncDirectory(of path: String) -> Int32 {
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    do {
      let directory = try OpenDescriptor(path: parent, flags: O_RDONLY | O_DIRECTORY)
      return sync(directory.number)
    } catch {
      return error.code
    }
  }
}
