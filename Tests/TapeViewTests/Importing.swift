import Core
import Foundation
import TapeView

/// What importing some texts came to.
struct Imported {
  /// The tape's lines behind its header.
  var lines: [String] = []
  /// The tape's header lines.
  var header: [String] = []
  var figures: [ImportFigure] = []
  var oddities: [ImportFigure] = []
  var bookLine = ""
  var check: ImportCheck?
  var hash = TraceHash()

  /// Imports `inputs` from start to end, fed in pieces of `chunk` bytes. Lines are kept for small
  /// recordings only.
  init(
    _ kind: ImportKind, _ settings: ImportSettings, _ inputs: [[UInt8]], chunk: Int,
    keepsLines: Bool = true
  ) throws {
    var market = try kind.start(settings)
    var writer: TapeWriter?
    var text: [UInt8] = []
    var starts = inputs.map { _ in 0 }
    run: while true {
      switch try market.next() {
      case .event(let event):
        if writer == nil { writer = TapeWriter(market.header) }
        try writer?.write(event, into: &text)
        if !keepsLines { text.removeAll(keepingCapacity: true) }
      case .needs(let input):
        let bytes = input < inputs.count ? inputs[input] : []
        let start = input < inputs.count ? starts[input] : 0
        let end = min(bytes.count, start + chunk)
        if start == end {
          market.finish(input)
        } else {
          market.feed(bytes.span.extracting(start..<end), to: input)
          starts[input] = end
        }
      case .done: break run
      }
    }
    var head: [UInt8] = []
    TapeWriter(market.header).begin(into: &head)
    header = Self.split(head)
    lines = Self.split(text).filter { !$0.hasPrefix("#") }
    figures = market.figures
    oddities = market.oddities
    bookLine = market.bookLine
    check = market.check
    hash = writer?.hash ?? TraceHash()
  }

  /// A figure or an oddity by its name; nil where there is none.
  func count(_ name: String) -> UInt64? {
    (figures + oddities).first { $0.name == name }?.count
  }

  /// `matched/total` of the proof.
  var verdict: String { check.map { "\($0.matched)/\($0.total)" } ?? "none" }

  private static func split(_ text: [UInt8]) -> [String] {
    String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

extension TestFiles {
  /// A compressed recording, unpacked by the system's tool; nil where one of them is absent.
  static func unpacked(_ path: String) -> [UInt8]? {
    guard recording(path) != nil else { return nil }
    let given = ProcessInfo.processInfo.environment["TRUETAPE_REALDATA"]
    let folder =
      given.map { URL(fileURLWithPath: $0) }
      ?? root.deletingLastPathComponent().appendingPathComponent("shared/realdata")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      path.hasSuffix(".xz") ? "xz" : "gzip", "-dc", folder.appendingPathComponent(path).path,
    ]
    let target = FileManager.default.temporaryDirectory
      .appendingPathComponent("truetape-\(UUID().uuidString)")
    guard FileManager.default.createFile(atPath: target.path, contents: nil),
      let output = try? FileHandle(forWritingTo: target)
    else { return nil }
    defer { try? FileManager.default.removeItem(at: target) }
    process.standardOutput = output
    do { try process.run() } catch { return nil }
    process.waitUntilExit()
    guard process.terminationStatus == 0, let data = try? Data(contentsOf: target) else {
      return nil
    }
    return Array(data)
  }

  /// Whether the long runs over whole recordings are asked for: `TRUETAPE_FULL=1`.
  static let isFull = ProcessInfo.processInfo.environment["TRUETAPE_FULL"] == "1"
}
