import Glibc
import HostIO

/// A flat directory of its own for one test, removed with what is in it.
struct ScratchDirectory: ~Copyable {
  let path: String

  init() throws {
    var template = Array("\(Environment.value("TMPDIR") ?? "/tmp")/hostio-test-XXXXXX".utf8CString)
    // SAFETY: the template is a terminated, writable array of the length mkdtemp expects.
    guard unsafe mkdtemp(&template) != nil else {
      throw FileError(.create, "scratch directory", code: errno)
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The names in the directory, in order.
  var names: [String] {
    // SAFETY: the stream is used only between opendir and closedir, each name copied at once.
    guard let stream = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // SAFETY: d_name is a terminated string within the entry.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func text(of name: String) throws -> String {
    var file = try InputFile(path: file(name))
    return String(decoding: try file.readAll(), as: UTF8.self)
  }

  deinit {
    for name in names { unsafe unlink("\(path)/\(name)") }
    unsafe rmdir(path)
  }
}
