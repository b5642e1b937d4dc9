import HostIO

/// A file of seeds that failed once, one a line with what it found behind it: they are run again before
/// any others, for good.
struct KeptSeeds {
  let seeds: [UInt64]
  private let path: String
  private let text: [UInt8]

  /// Reads the file.
  init(path: String) throws {
    var file = try InputFile(path: path)
    let text = try file.readAll()
    var seeds: [UInt64] = []
    for (place, line) in text.split(separator: UInt8(ascii: "\n")).enumerated() {
      let line = String(decoding: line, as: UTF8.self)
      guard !line.hasPrefix("#"), let word = line.split(separator: " ").first else { continue }
      guard let seed = UInt64(word) else {
        throw BadInput("\(path): line \(place + 1) does not begin with a seed")
      }
      seeds.append(seed)
    }
    (self.path, self.text, self.seeds) = (path, text, seeds)
  }

  /// Adds those that are not in it yet.
  func add(_ failures: [(seed: UInt64, what: String)]) throws {
    let new = failures.filter { !seeds.contains($0.seed) }
    if new.isEmpty { return }
    var file = try OutputFile(path: path, mode: .atomic)
    try file.write(text)
    for (seed, what) in new { try file.write("\(seed) \(what)\n") }
    try file.finish()
  }
}
