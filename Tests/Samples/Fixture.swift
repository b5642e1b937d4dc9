import Foundation

/// Files of `Fixtures/`, found from this file's own place so that tests run from any directory.
public enum Fixture {
  /// The package's root folder.
  public static let root: String = {
    let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return samples.deletingLastPathComponent().deletingLastPathComponent().path
  }()

  /// The bytes of `Fixtures/<name>`.
  public static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/Fixtures/\(name)")))
  }

  /// The words of each line of `Fixtures/<name>`; empty lines and lines of `#` are left out.
  public static func rows(_ name: String) throws -> [[String]] {
    String(decoding: try bytes(name), as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: " ").map(String.init) }
  }

  /// What `Fixtures/<name>` should hold: its bytes, or with `RECORD=1` in the environment the
  /// given ones, which are then written there for review.
  public static func golden(_ name: String, recording current: [UInt8]) throws -> [UInt8] {
    if TestRun.records {
      try Data(current).write(to: URL(fileURLWithPath: "\(root)/Fixtures/\(name)"))
    }
    return try bytes(name)
  }
}
