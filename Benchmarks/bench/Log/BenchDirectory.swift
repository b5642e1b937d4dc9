import CommitLoop
import HostIO

/// A directory of a benchmark's own, below `TMPDIR` or /tmp, removed with what is in it.
final class BenchDirectory {
  let path: String

  /// Nil where none can be made.
  init?() {
    let parent = Environment.value("TMPDIR") ?? "/tmp"
    var buffer = [CChar](repeating: 0, count: 4096)
    // SAFETY: the buffer is writable for its count, and terminated on success.
    guard unsafe truetape_scratch_make(parent, &buffer, buffer.count) else { return nil }
    path = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    // SAFETY: the path is a terminated string for the length of the call.
    unsafe truetape_scratch_remove(path)
  }
}
