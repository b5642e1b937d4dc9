import Foundation
import Glibc
import Testing

/// A program that serves, and clients of it.
final class ServedRun {
  let process: Process
  private var port: UInt16 = 0
  /// Where it serves.
  var address: String { "127.0.0.1:\(port)" }
  private let pipe = Pipe()
  private var errors = ""

  /// Starts it and waits until it says where it serves. Standard output goes to the file `served`.
  init(_ program: String, _ arguments: [String], in folder: Folder) throws {
    process = try ProgramRun.process(program, arguments, in: folder)
    _ = FileManager.default.createFile(atPath: folder.path("served"), contents: nil)
    process.standardOutput = FileHandle(forWritingAtPath: folder.path("served"))
    process.standardError = pipe
    try process.run()
    let isServing = self.errors(until: "/metrics and")
    try #require(isServing, "stderr: \(errors)")
    let digits = errors.drop { $0 != ":" }.dropFirst().drop { $0 != "." }
      .drop { $0 != ":" }.dropFirst().prefix { $0.isNumber }
    port = try #require(UInt16(digits), "stderr: \(errors)")
  }

  /// Reads standard error until it holds a part; false at its end.
  func errors(until part: String) -> Bool {
    while !errors.contains(part) {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { return false }
      errors += String(decoding: data, as: UTF8.self)
    }
    return true
  }

  func connect() throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // SAFETY: the address is a local that outlives the call.
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0, "connect: \(errno)")
    return descriptor
  }

  /// Asks for a path and reads to the connection's end.
  func fetch(_ path: String) throws -> String {
    let descriptor = try connect()
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
    return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
  }

  deinit { if process.isRunning { process.terminate() } }
}
