public import WAL

/// What a person names: a log's directory, or a segment in one.
public struct LogPlace: Equatable, Sendable {
  /// The directory.
  public let directory: String
  /// The segment; nil for all of them.
  public let segment: UInt64?

  /// Takes a path apart: one that ends with a segment's name is that segment.
  public init(_ path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if let last = parts.last, case .segment(let number) = LogFileName(String(last)) {
      let parent = parts.dropLast().joined(separator: "/")
      directory = parts.count == 1 ? "." : parent.isEmpty ? "/" : parent
      segment = number
    } else {
      (directory, segment) = (path, nil)
    }
  }
}

extension VenueOpening {
  /// The opening of a log: its first record, else the beginning of a snapshot; nil where neither can
  /// be read. `read` gives a file's bytes.
  public init?<Failure: Error>(
    in directory: LogDirectory, read: (LogFileName) throws(Failure) -> [UInt8]
  ) throws(Failure) {
    if let first = directory.segments.first {
      var log = UnwrappedLog()
      let bytes = try read(.segment(first))
      if (try? log.read(bytes.span, number: first)) != nil, let opening = log.opening {
        self = opening
        return
      }
    }
    for sequence in directory.snapshots {
      let bytes = try read(.snapshot(sequence))
      if let file = try? SnapshotFile(bytes.span, named: sequence),
        let opening = VenueOpening(snapshot: file)
      {
        self = opening
        return
      }
    }
    return nil
  }
}
