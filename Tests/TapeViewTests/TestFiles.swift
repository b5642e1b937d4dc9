import Foundation

/// Files that the tests read: fixtures of the package, and recordings that are not part of it.
enum TestFiles {
  /// Root of the package.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func fixture(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appendingPathComponent("Fixtures/\(name)")))
  }

  /// Writes a fixture when `RECORD=1` is set, whose diff is then reviewed.
  static func record(_ name: String, _ bytes: [UInt8]) throws {
    guard ProcessInfo.processInfo.environment["RECORD"] == "1" else { return }
    try Data(bytes).write(to: root.appendingPathComponent("Fixtures/\(name)"))
  }

  /// A recording: under `TRUETAPE_REALDATA`, else beside the package; nil where it is absent.
  static func recording(_ path: String) -> [UInt8]? {
    let given = ProcessInfo.processInfo.environment["TRUETAPE_REALDATA"]
    let folder =
      given.map { URL(fileURLWithPath: $0) }
      ?? root.deletingLastPathComponent().appendingPathComponent("shared/realdata")
    return (try? Data(contentsOf: folder.appendingPathComponent(path))).map { Array($0) }
  }
}
